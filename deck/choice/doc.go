// Package choice finds wrong options for a question, and cards that are easily confused.
//
// It takes a card and the cards around it, and returns two wrong answers, or none if no two fit. An option looks like
// the right answer: it is of the same kind and about the same width, and answers a similar question. As far as the
// surrounding cards tell, it is never a correct answer. A lookalike is the neighbour that a card is most easily
// confused with, or the one whose answer was typed instead. The same seed gives the same options on every machine.
package choice
