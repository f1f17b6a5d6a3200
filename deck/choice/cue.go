package choice

import (
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// cue is what a prompt asks for, as far as its words tell: why, how, the default, a cause, a term's meaning. Answers to prompts of one cue
// are alike in kind, so that one can stand beside another as a wrong option.
//
//	Default precision of `decimal`  →  default
//	元组比列表省内存的原因          →  原因
//	Bulkhead                        →  term
func cue(prompt string) string {
	if strings.Contains(prompt, "→") {
		return "arrow"
	}
	if i := strings.LastIndex(prompt, deck.Dot); i >= 0 {
		return "facet " + cue(prompt[i+len(deck.Dot):])
	}
	if text.HasHan(prompt) {
		if i := strings.LastIndex(prompt, "的"); i >= 0 {
			if last := prompt[i+len("的"):]; last != "" {
				return last
			}
		}
		return "term"
	}
	fields := strings.Fields(strings.ToLower(inline.Plain(prompt)))
	if len(fields) == 0 {
		return ""
	}
	for _, w := range fields {
		if relations.Has(w) {
			return fields[0]
		}
	}
	if len(fields) > 3 || questions.Has(fields[0]) {
		return fields[0]
	}
	return "term"
}

// relations are the words by which a prompt asks for a property of a thing instead of naming the thing.
var relations = text.SetOf("of|for|by|in|on|to|with|after|before|under|when|that|from|at|between|without|since")

// asking tells the cue of a question that only its like stands beside: who may release a lock is no consequence.
func asking(cue string) bool { return cue == "arrow" || questions.Has(cue) }

var questions = text.SetOf("why|how|what|when|where|who|which|whose")
