// Package deck is the model that every room below it speaks of: documents, their notes, and the cards of a note.
//
// Nothing comes in, as it only defines what the others make, and it imports nothing of ours.
// What goes out are types and the few rules that belong to them: how a front is put together, in which forms a card can
// be asked, which cards wait for others of their note, which reasons there are and how each is said.
// Ids are made here, from a text alone, so that two machines that import the same document agree.
// Everything in deck and its rooms is pure: the same bytes give the same cards, and no clock, file or chance is asked.
// A bullet walks through the rooms in this order: text, inline, blocks, marks, recog, build; read leads it, and match,
// answer, choice and export take over from there.
package deck
