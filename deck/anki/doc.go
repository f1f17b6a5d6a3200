// Package anki knows what Anki keeps: note types with their templates, notes, cards, reviews.
//
// A Collection comes in, as data/apkg reads it from a file; a deck.Document goes out, and the schedule of each card in
// our own terms. The way back makes a Collection of our cards, which data/apkg writes.
// It is pure: it knows no file, no database and no clock.
package anki
