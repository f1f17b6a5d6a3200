package text

import (
	"unicode/utf8"
)

// Tokens are the content of a text: a number for each Latin word and each pair of Han that stand beside each
// other, without words that say little. Most texts have fewer than sixteen.
type Tokens []uint64

// TokensOf appends the tokens of s.
func TokensOf(s string, into Tokens) Tokens {
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
			if !IsAlnum(c) {
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
		if !IsHan(r) {
			if IsLetterOrDigit(r) {
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
	for n < len(s) && IsAlnum(s[n]) {
		c := s[n]
		if IsUpper(c) {
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
	for w := range FunctionWords {
		h := uint64(14695981039346656037)
		for i := range len(w) {
			h = (h ^ uint64(w[i])) * 1099511628211
		}
		words[h] = true
		bits[h>>58] |= 1 << (h >> 52 & 63)
	}
	return words, bits
}()

func (t Tokens) Has(x uint64) bool {
	for _, y := range t {
		if x == y {
			return true
		}
	}
	return false
}

// Within counts the tokens that stand in o too.
func (t Tokens) Within(o Tokens) (n int) {
	for _, x := range t {
		if o.Has(x) {
			n++
		}
	}
	return n
}

// SharePercent is how much of answer's content stands in prompt too, in per cent.
func SharePercent(prompt, answer Tokens) int {
	n, in := 0, 0
	for i, x := range answer {
		if answer[:i].Has(x) {
			continue
		}
		n++
		if prompt.Has(x) {
			in++
		}
	}
	if n == 0 {
		return 0
	}
	return 100 * in / n
}
