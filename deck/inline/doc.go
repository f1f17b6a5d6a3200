// Package inline reads one line of Markdown: the text of a bullet, of a title, of an answer.
//
// A line comes in; what goes out are its signs outside brackets, code, links and maths, its spans, and its plain text.
// Scanner finds signs and spans in one pass; Fact divides the line into a term and what is said of it.
// What Markdown shows otherwise than its author meant is healed here: HTML tags, __names__, bold that never closes.
// The normal form, by which a text is known again after an edit that means nothing, is decided here, as are the other
// names that stand in brackets behind a term.
// Where the line stands in its document is not known here.
package inline
