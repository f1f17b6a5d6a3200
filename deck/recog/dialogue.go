package recog

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/text"
)

// maxSpeakers is the greatest number of people in a conversation.
const maxSpeakers = 4

// dropDialogues refuses what people say to each other, as in a course of languages or an interview: it states no fact.
//
//	A: Where is the ferry?
//	B: At pier two.
func dropDialogues(lex *text.Lexicon, doc *deck.Document) {
	for from := 0; from < len(doc.Notes); {
		to := from + 1
		for to < len(doc.Notes) && doc.Notes[to].List == doc.Notes[from].List {
			to++
		}
		if isDialogue(lex, doc.Notes[from:to]) {
			for i := from; i < to; i++ {
				n := &doc.Notes[i]
				n.Rule, n.Cards, n.Reason = "", nil, deck.ReasonDialogue
			}
		}
		from = to
	}
}

// isDialogue reports whether each item of a list is said by one of a few people, in turns. People with a name must speak
// twice each, and ask something, as names stand before facts as well.
func isDialogue(lex *text.Lexicon, list []deck.Note) bool {
	if len(list) < 2 {
		return false
	}
	var said [maxSpeakers]string
	speakers, asks, known := said[:0], false, true
	for i := range list {
		who, what := saidBy(list[i].Text)
		if who == "" || list[i].Explicit() || !text.HasAnySuffix(what, ".", "?", "!", "。", "？", "！", "…") {
			return false
		}
		asks = asks || text.HasAnySuffix(what, "?", "？")
		if slices.Contains(speakers, who) {
			continue
		}
		if len(speakers) == maxSpeakers {
			return false
		}
		speakers = append(speakers, who)
		known = known && isSpeaker(lex, who)
	}
	if known {
		return len(speakers) > 1 && (asks || len(list) > len(speakers))
	}
	return len(speakers) > 1 && asks && len(list) > 3 && len(list) >= 2*len(speakers)
}

// saidBy divides an item into who speaks and what is said.
func saidBy(s string) (who, what string) {
	at := strings.IndexAny(s, ":：")
	if at < 1 || at > 40 {
		return "", ""
	}
	return strings.Trim(s[:at], "*_ "), strings.TrimRight(s[at+1:], "*_ \"”")
}

// isSpeaker reports whether a label says who speaks: A, 乙, Teacher, "Speaker 2".
func isSpeaker(lex *text.Lexicon, who string) bool {
	return len(who) == 1 && text.IsUpper(who[0]) ||
		lex.Has(text.ClassSpeakers, strings.TrimRight(who, "0123456789 "))
}
