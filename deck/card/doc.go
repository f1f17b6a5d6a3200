// Package card words the cards that marks and recognisers make.
//
// A prompt and an answer come in; a card with its slot and its forms goes out.
// How long an answer may be for each form is decided here, and which weaknesses a front can have: that it leaks its
// answer, or that the answer only repeats the term.
// It stands below marks and recog because both make cards and neither knows the other.
// Which bullet makes which cards is decided by them, and which of all cards stay by build.
package card
