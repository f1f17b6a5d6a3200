// Package choice finds wrong options for a question, and cards that are easily taken for one another.
//
// A card and those around it come in; two wrong answers go out, or none where no two fit.
// An option looks like the right answer: the same kind, about the same width, an answer to a like question.
// It is never true of the question, as far as the cards around it tell.
// A lookalike is the neighbour that a card is most easily confused with, or whose answer was given for it.
// The same seed gives the same options on every machine.
package choice
