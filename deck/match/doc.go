// Package match finds again what an edit moved: which bullet is which, and which of its cards is which.
//
// The stored notes of a deck and the bullets of its documents come in. Pairs go out, each with what became of the
// bullet. Bullets are matched in steps from the surest to the least sure: an id, the same words, the same term,
// likeness. Two bullets that are much alike but about two things are twins and never matched. This package decides
// whether an edit mended the wording or changed the fact. Only a changed fact starts a card over. What is done with a
// pair is the store's business.
package match
