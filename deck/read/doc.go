// Package read leads a file all the way to a document: notes, and for each its cards or the reason why there are none.
//
// A name and bytes come in; a document and the problems of the file go out.
// Markdown goes through blocks, marks and recog; tables, JSON and the files of other tools are read here, record by record.
// Which format a file has is decided here, from its ending and from what it says of itself.
// A file with problems is read as far as is safe, and each problem names its line.
// What a whole deck makes of its documents comes after: that is build's.
package read
