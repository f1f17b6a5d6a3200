// Package export writes cards so that importing them again recreates the same cards. It also writes ids into a
// learner's own files.
//
// It takes stored notes and cards, and returns Markdown, CSV or JSON, or a source file with an id after each bullet.
// CSV and JSON keep everything that identifies a card; Markdown keeps what its marks can express. Markdown is parsed
// again after writing, and notes whose cards would come back different are returned. Pin changes nothing in a file
// except the ids, and leaves out any id that would change how the file is read.
package export
