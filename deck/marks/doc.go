// Package marks reads the conventions by which authors and other tools mark their cards.
//
// The lines of a file, its blocks and the text of its bullets come in; notes with finished cards go out. Each
// convention is a mark. It has a file of its own, which says what triggers it, where it counts and how it is read. What
// is marked is not guessed at again: Markdown sees empty lines where a mark has claimed them, and a bullet with a mark
// has its cards already. Weak marks, such as {x} and >>, count only in files that say that they hold cards. The cards
// are as their author wrote them: they may leak, be long or be vague.
package marks
