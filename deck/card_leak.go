package deck

import (
	"strings"
)

// halfLeaks tells a front with half of the answer in it. Of two words one may well be the term's.
func halfLeaks(front tokens, answer string, content tokens) bool {
	return len(content) > 2 && !isCode(answer) && share(front, content) >= 50
}

// leaks tells whether a front, context and prompt, gives its answer away: it holds the answer, or most of its content. A single
// letter or figure in common gives nothing away, nor does a piece of the code that is asked for.
func leaks(context, prompt, answer string) bool {
	if at, _ := findGrowth(answer); len(answer) <= 2 || at == 0 || isCode(answer) {
		return len(answer) > 4 && (strings.Contains(prompt, answer) || strings.Contains(context, answer))
	}
	var p, a [24]uint64
	at := tokensOf(answer, a[:0])
	if len(at) == 0 {
		return len(answer) > 3 && (strings.Contains(prompt, answer) || strings.Contains(context, answer))
	}
	return share(tokensOf(prompt, tokensOf(context, p[:0])), at) >= 60
}

// restates tells a rest with the tokens at that hardly says more than its term: it repeats half of the term or more, at most four
// Han or two words are new, and no more is new than repeated. A term of two or three words that is repeated as a whole may come with
// four new ones.
func restates(term string, pt tokens, rest string, at tokens) bool {
	if at, _ := findGrowth(rest); at == 0 || isCode(rest) {
		return false
	}
	if h := hanCount(rest); h > 0 && hasHan(term) {
		again, fresh, run := 0, 0, 0
		var last rune
		for _, r := range rest {
			switch {
			case !isHan(r):
				if isLetterOrDigit(r) && !strings.ContainsRune(term, r) {
					fresh += 2
				}
				last, run = 0, 0
				continue
			case last != 0 && pt.has(uint64(last)<<21|uint64(r)):
				if again++; run == 0 {
					again++
					fresh = max(0, fresh-1)
				}
				run++
			default:
				run = 0
				if !strings.ContainsRune(functionHan, r) {
					fresh++
				}
			}
			last = r
		}
		return fresh <= 4 && again > 0 && again >= fresh && again*2 >= hanCount(term)
	}
	in := at.within(pt)
	var t [12]uint64
	if own := tokensOf(term, t[:0]); len(own) >= 2 && len(own) <= 3 && len(at)-in <= 4 && own.within(at) == len(own) {
		return true
	}
	return in > 0 && len(at)-in <= 2 && in*2 >= len(at) && in*2 >= len(pt)
}
