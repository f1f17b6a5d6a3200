package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// In notes in two languages a list may name its topics in both: "Energy: 能量". A translation is no fact about the topic
// of the list. Where words are what is learnt, a title says so, or most of the document is such pairs.

// maxGloss is the number of Han up to which what stands behind a word may be its translation.
const maxGloss = 4

// doubtPairs makes drafts of words with their translations in lists of another topic.
func doubtPairs(lex *text.Lexicon, doc *deck.Document) {
	items, pairs := map[int]int{}, map[int]int{}
	all := 0
	for i := range doc.Notes {
		n := &doc.Notes[i]
		items[n.List]++
		if glosses(n) {
			pairs[n.List]++
			all++
		}
	}
	if 2*all > len(doc.Notes) || isVocabulary(lex, doc.Title) || isVocabulary(lex, inline.Stem(doc.Name)) {
		return
	}
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if pairs[n.List] < 3 || 5*pairs[n.List] < 4*items[n.List] || !glosses(n) || underVocabulary(lex, doc, n) {
			continue
		}
		n.Cards = weaken(n.Cards, deck.ReasonTranslation)
	}
}

// glosses reports whether a note says of an ordinary word with a capital nothing but a short name in Han. Names of
// code and acronyms have more capitals, or none.
func glosses(n *deck.Note) bool {
	if n.Rule != "definition" || n.Given {
		return false
	}
	word, said := n.Cards[0].Prompt, n.Cards[0].Answer
	if word == "" || !text.IsUpper(word[0]) || text.CountWords(word) > 2 || text.CountHan(said) > maxGloss {
		return false
	}
	for _, r := range word[1:] {
		if (r < 'a' || r > 'z') && r != ' ' {
			return false
		}
	}
	return said != "" && strings.IndexFunc(said, func(r rune) bool { return !text.IsHan(r) }) < 0
}

// underVocabulary reports whether a title above a note says that words are what is learnt.
func underVocabulary(lex *text.Lexicon, doc *deck.Document, n *deck.Note) bool {
	for t := range n.Outward() {
		if isVocabulary(lex, t) {
			return true
		}
	}
	return n.Parent >= 0 && isVocabulary(lex, doc.Notes[n.Parent].Text)
}

func isVocabulary(lex *text.Lexicon, title string) bool {
	return lex.Contains(text.ClassVocabularyTitles, strings.ToLower(title))
}
