// Package export writes cards so that they come back as the same cards, and ids into a learner's own files.
//
// Notes and cards of the store come in; Markdown, CSV or JSON goes out, or a source with an id behind each bullet.
// A table and JSON carry all that tells a card from others; Markdown keeps what its marks can say.
// What is written is read again, and notes that would come back with other cards are returned by name.
// Pin changes nothing of a file but the ids, and leaves out those that would change how it is read.
package export
