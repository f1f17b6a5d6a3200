// Package text knows what a string is, without Markdown and without a document around it.
//
// Strings come in; facts about them go out: their script and width, their words and tokens, how far apart two of them
// are. It decides whether a string is code, an order of growth, a quantity with its unit or a sentence. It also keeps
// the lexicon: the words on which the other rooms decide, such as negators, units and generic labels. They are data, a
// file a language. Nothing here looks at a card or a bullet. Nothing of ours is imported.
package text
