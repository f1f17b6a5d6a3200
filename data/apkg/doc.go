// Package apkg reads and writes Anki's packages, .apkg and .colpkg: a zip with an SQLite file in it.
//
// A file comes in and an anki.Collection goes out, and the other way round. What the rows mean is said in deck/anki.
package apkg
