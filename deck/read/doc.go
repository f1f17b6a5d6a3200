// Package read leads a file all the way to a document: notes, and for each its cards or the reason why there are none.
//
// A name and bytes come in; a document and the problems of the file go out. Markdown goes through blocks, marks and
// recog. Tables, JSON and the files of other tools are read here, record by record. It decides which format a file has,
// by its ending and by what it says of itself. A file with problems is read as far as is safe, and each problem names
// its line. What the documents of a deck mean for each other comes later, in package build.
package read
