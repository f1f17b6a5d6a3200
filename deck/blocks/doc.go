// Package blocks turns the bytes of a Markdown file into bullets, each with its place and what stands below it.
//
// Bytes come in; a deck.Document goes out whose notes have a text and a place, but no cards yet. Encoding, front matter
// and bounds against hostile input come first, before goldmark sees a piece of the file. It decides what counts as a
// bullet: an item of a list, or a line that starts with a bullet sign or a number. It also decides what stands above a
// bullet: headings, a label in bold, a line that ends in a colon, the bullet it is nested in. Blocks that may hold
// marked cards go to the marks that the walker was given.
package blocks
