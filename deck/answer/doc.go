// Package answer compares a typed answer with a card's.
//
// A card and what was typed come in; a verdict goes out: right, nearly or wrong, and what a set still lacks.
// What differs in width, case, punctuation, articles or layout is right; one slip in a word is nearly right.
// Code is compared letter by letter, numbers by value and unit, a set in any order, an order step by step.
// A letter that turns the sense round or counts is never a slip.
// The learner has the last word: the verdict only proposes a grade.
package answer
