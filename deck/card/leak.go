package card

import (
	"strings"

	"recall/deck/text"
)

// HalfLeaks reports whether a front holds half of its answer. Of an answer of two words, one may well be the term's.
func HalfLeaks(front text.Tokens, answer string, content text.Tokens) bool {
	return len(content) > 2 && !text.IsCode(answer) && text.SharePercent(front, content) >= 50
}

// Leaks reports whether a front, which is context and prompt, gives its answer away: it holds the answer, or most of
// its content. A single letter or figure in common gives nothing away, nor does a piece of the code that is asked for.
func Leaks(lex *text.Lexicon, context, prompt, answer string) bool {
	if at, _ := text.FindGrowth(answer); len(answer) <= 2 || at == 0 || text.IsCode(answer) {
		return len(answer) > 4 && (strings.Contains(prompt, answer) || strings.Contains(context, answer))
	}
	var p, a [24]uint64
	at := lex.Tokens(answer, a[:0])
	if len(at) == 0 {
		return len(answer) > 3 && (strings.Contains(prompt, answer) || strings.Contains(context, answer))
	}
	return text.SharePercent(lex.Tokens(prompt, lex.Tokens(context, p[:0])), at) >= 60
}

// Restates reports whether a rest only repeats its term; pt and at are the tokens of the prompt and of the rest.
// It repeats at least half of the term, at most four Han or two words are new, and no more is new than repeated.
// A term of two or three words that is repeated as a whole may come with four new ones.
func Restates(lex *text.Lexicon, term string, pt text.Tokens, rest string, at text.Tokens) bool {
	if at, _ := text.FindGrowth(rest); at == 0 || text.IsCode(rest) {
		return false
	}
	if h := text.CountHan(rest); h > 0 && text.HasHan(term) {
		again, fresh, run := 0, 0, 0
		var last rune
		for _, r := range rest {
			switch {
			case !text.IsHan(r):
				if text.IsLetterOrDigit(r) && !strings.ContainsRune(term, r) {
					fresh += 2
				}
				last, run = 0, 0
				continue
			case last != 0 && pt.Has(uint64(last)<<21|uint64(r)):
				if again++; run == 0 {
					again++
					fresh = max(0, fresh-1)
				}
				run++
			default:
				run = 0
				if !lex.HasRune(text.ClassFunctionWords, r) {
					fresh++
				}
			}
			last = r
		}
		return fresh <= 4 && again > 0 && again >= fresh && again*2 >= text.CountHan(term)
	}
	in := at.Within(pt)
	var t [12]uint64
	if own := lex.Tokens(term, t[:0]); len(own) >= 2 && len(own) <= 3 && len(at)-in <= 4 && own.Within(at) == len(own) {
		return true
	}
	return in > 0 && len(at)-in <= 2 && in*2 >= len(at) && in*2 >= len(pt)
}
