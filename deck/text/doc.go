// Package text knows what a string is, without Markdown and without a document around it.
//
// Strings come in; facts about them go out: their script and width, their words and tokens, how far two are apart.
// Whether a string is code, an order of growth, a quantity with its unit or a sentence is decided here.
// The words that decide anything for the builder are kept here too, by what they say: negators and opposites, units,
// generic labels, words that say little.
// Nothing here looks at a card or a bullet, and nothing of ours is imported.
package text
