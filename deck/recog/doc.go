// Package recog recognises what a bullet states, and makes its cards.
//
// A document comes in whose bullets have no cards yet. Each gets cards, drafts, or a reason why it has none.
// Each form of statement has a recogniser in a file of its own. They are tried in order, and the first that fits wins.
// A strong form is scheduled, a weak one is a draft, and a bullet that states nothing gets a reason.
// Where a bullet stands counts as well: where deck/genre says that no facts are stated there are only drafts.
// The words that tell the forms are in the lexicon of deck/text; a document is read by those of its language.
// Whether two bullets ask the same thing is decided in deck/build.
package recog
