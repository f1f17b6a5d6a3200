// Package match works out, after an edit, which stored note each bullet is, and which stored card each of its cards is.
//
// It takes the stored notes of a deck and the bullets of its documents. It returns pairs, each with what became of the
// bullet. Bullets are matched in steps, from the surest to the least sure: by id, by the same words, by the same term,
// by likeness, by their neighbours. Two bullets that are much alike but about different things are twins, and are never matched. This
// package also decides whether an edit corrected the wording or changed the fact. Only a changed fact makes a card
// start over. What to do with a pair is up to the store.
package match
