// Package marks reads the conventions by which authors and other tools mark their cards.
//
// The lines of a file, its blocks and the text of its bullets come in; notes with finished cards go out.
// Each convention is a mark, in a file of its own that says what triggers it, where it counts and how it is read.
// What is marked is never also guessed at: lines that a mark claims are empty for Markdown, and its bullets have cards.
// Weak marks, such as {x} and >>, count only in files that say that they hold cards.
// The cards are as their author wrote them: no leak, length or vagueness is held against them.
package marks
