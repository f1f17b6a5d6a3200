// Package inline reads one line of Markdown: the text of a bullet, of a title, of an answer.
//
// A line comes in. Its signs outside brackets, code, links and maths go out, with its spans and its plain text.
// Scanner finds signs and spans in one pass. Fact divides the line into a term and what is said of it.
// Heal mends what Markdown would not show as its author meant it: HTML tags, __names__, bold that never closes.
// Normal makes the form by which a text is known again after an edit that means nothing. Aliases, the other names in
// brackets behind a term, are found here too.
// Where a line stands in its document is not known here.
package inline
