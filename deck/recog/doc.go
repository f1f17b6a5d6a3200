// Package recog recognises what a bullet states, and makes its cards.
//
// A document whose bullets have no cards yet comes in; each gets cards, drafts, or the reason why there are none.
// Each form of statement has a recogniser in a file of its own; they are tried in order, and the first that fits wins.
// A strong form is scheduled, a weak one is a draft, and what states nothing is told why.
// Where a bullet stands counts as well: what minutes, changelogs, task lists and link lists hold are drafts at best.
// Whether two bullets ask the same is not seen from here: that is build's.
package recog
