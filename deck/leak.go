package deck

import (
	"strings"
	"unicode/utf8"
)

// tokens are the content of a text: a number for each Latin word and each pair of Han that stand beside each
// other, without words that say little. Most texts have fewer than sixteen.
type tokens []uint64

// tokensOf appends the tokens of s.
func tokensOf(s string, into tokens) tokens {
	var last rune
	run := 0
	flush := func() {
		if run == 1 {
			into = append(into, uint64(last))
		}
		last, run = 0, 0
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if !isAlnum(c) {
				if c != '`' && c != '*' && c != ' ' {
					flush()
				}
				i++
				continue
			}
			flush()
			at := i
			h := uint64(14695981039346656037)
			for i < len(s) && isAlnum(s[i]) {
				c := s[i]
				if isUpper(c) {
					c += 'a' - 'A'
				}
				h = (h ^ uint64(c)) * 1099511628211
				i++
			}
			if word := s[at:i]; len(word) > 10 || !functionWords[strings.ToLower(word)] {
				if n := len(word); n > 3 && (word[n-1] == 's' || word[n-1] == 'S') && word[n-2] != 's' {
					h = 14695981039346656037 // the plural counts as the word
					for k := at; k < i-1; k++ {
						c := s[k]
						if isUpper(c) {
							c += 'a' - 'A'
						}
						h = (h ^ uint64(c)) * 1099511628211
					}
				}
				into = append(into, h|1<<63)
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if !isHan(r) {
			if isLetterOrDigit(r) {
				into = append(into, uint64(r)|1<<40)
			}
			flush()
			continue
		}
		if strings.ContainsRune("的之了地得", r) {
			continue
		}
		if run > 0 {
			into = append(into, uint64(last)<<21|uint64(r))
		}
		last = r
		run++
	}
	flush()
	return into
}

func (t tokens) has(x uint64) bool {
	for _, y := range t {
		if x == y {
			return true
		}
	}
	return false
}

// overlap is how much of answer's content stands in prompt too, in per cent.
func overlap(prompt, answer string) int {
	var p, a [24]uint64
	return share(tokensOf(prompt, p[:0]), tokensOf(answer, a[:0]))
}

func share(prompt, answer tokens) int {
	n, in := 0, 0
	for i, x := range answer {
		if answer[:i].has(x) {
			continue
		}
		n++
		if prompt.has(x) {
			in++
		}
	}
	if n == 0 {
		return 0
	}
	return 100 * in / n
}

// halfLeaks tells a front with half of the answer in it. Of two words one may well be the term's.
func halfLeaks(front, answer string) bool {
	var p, a [24]uint64
	at := tokensOf(answer, a[:0])
	return len(at) > 2 && !isCode(answer) && share(tokensOf(front, p[:0]), at) >= 50
}

// leaks tells whether a front gives its answer away: it holds the answer, or most of its content. A single
// letter or figure in common gives nothing away, nor does a piece of the code that is asked for.
func leaks(front, answer string) bool {
	if at, _ := findGrowth(answer); len(answer) <= 2 || at == 0 || isCode(answer) {
		return len(answer) > 4 && strings.Contains(front, answer)
	}
	var p, a [24]uint64
	at := tokensOf(answer, a[:0])
	if len(at) == 0 {
		return len(answer) > 3 && strings.Contains(front, answer)
	}
	return share(tokensOf(front, p[:0]), at) >= 60
}

// restates tells a rest that hardly says more than its term: it repeats half of the term or more, at most four
// Han or two words are new, and no more is new than repeated.
func restates(term, rest string) bool {
	if at, _ := findGrowth(rest); at == 0 || isCode(rest) {
		return false
	}
	var p, a [24]uint64
	pt := tokensOf(term, p[:0])
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
	at := tokensOf(rest, a[:0])
	in := 0
	for _, x := range at {
		if pt.has(x) {
			in++
		}
	}
	return in > 0 && len(at)-in <= 2 && in*2 >= len(at) && in*2 >= len(pt)
}
