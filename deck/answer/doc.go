// Package answer compares a typed answer with a card's.
//
// It takes a card and what was typed, and returns a verdict: right, almost or wrong, and what is missing from a set.
// Differences in width, case, punctuation, articles or layout don't count. One slip in a word is almost right. Code is
// compared letter by letter, numbers by value and unit, a set in any order, and an order step by step. A letter that
// reverses the meaning or changes a number is never a slip. What says only that an answer isn't exact may be left out; a
// bound, such as "at most", may not. The learner has the last word: the verdict only suggests a
// grade.
package answer
