// Package card words the cards that marks and recognisers make.
//
// A prompt and an answer come in; a card with its slot and its forms goes out. It decides how long an answer may be for
// each form, and whether a front gives its answer away or an answer only repeats its term. It is below marks and recog
// because both make cards and neither imports the other. They decide which bullet makes which cards. build decides
// which cards stay.
package card
