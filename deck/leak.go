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
			h, n := wordHash(s[i:])
			i += n
			if h != 0 {
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
		switch r {
		case '的', '之', '了', '地', '得':
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

// wordHash returns a number for the word that s starts with, and its length. The plural counts as the word; a word
// that says little has 0.
func wordHash(s string) (h uint64, n int) {
	h = 14695981039346656037 // FNV-1a
	stem := h
	for n < len(s) && isAlnum(s[n]) {
		c := s[n]
		if isUpper(c) {
			c += 'a' - 'A'
		}
		stem, h = h, (h^uint64(c))*1099511628211
		n++
	}
	if littleBits[h>>58]&(1<<(h>>52&63)) != 0 && littleWords[h] {
		return 0, n
	}
	if n > 3 && s[n-1]|0x20 == 's' && s[n-2] != 's' {
		h = stem
	}
	return h, n
}

// littleWords are the functionWords as numbers; littleBits says of most other words that they are none.
var littleWords, littleBits = func() (words map[uint64]bool, bits [64]uint64) {
	words = map[uint64]bool{}
	for w := range functionWords {
		h := uint64(14695981039346656037)
		for i := range len(w) {
			h = (h ^ uint64(w[i])) * 1099511628211
		}
		words[h] = true
		bits[h>>58] |= 1 << (h >> 52 & 63)
	}
	return words, bits
}()

func (t tokens) has(x uint64) bool {
	for _, y := range t {
		if x == y {
			return true
		}
	}
	return false
}

// within counts the tokens that stand in o too.
func (t tokens) within(o tokens) (n int) {
	for _, x := range t {
		if o.has(x) {
			n++
		}
	}
	return n
}

// share is how much of answer's content stands in prompt too, in per cent.
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
