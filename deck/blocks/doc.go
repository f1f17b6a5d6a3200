// Package blocks turns the bytes of a Markdown file into bullets, each with its place and what stands below it.
//
// Bytes come in; a deck.Document goes out whose notes have a text and a place, but no cards yet.
// Encoding, front matter and bounds against hostile input are dealt with here, before goldmark sees a piece of the file.
// What counts as a bullet is decided here: items of lists, lines that start with a bullet sign or a number.
// So is what stands over a bullet: headings, a label in bold, a line that ends in a colon, the bullet it is nested in.
// Blocks that hold marked cards are handed to the marks that the walker was given.
package blocks
