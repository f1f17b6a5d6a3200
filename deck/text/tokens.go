package text

import "unicode/utf8"

// Tokens are the content of a text: a number for each Latin word and for each pair of Han side by side, without the
// words that say little. Most texts have fewer than sixteen.
type Tokens []uint64

// Tokens appends the tokens of s to into.
func (l *Lexicon) Tokens(s string, into Tokens) Tokens {
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
			h, n := l.wordHash(s[i:])
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
		if l.little.isParticle(r) {
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

// wordHash returns a number for the word that s starts with, and its length. A plural has the number of its singular,
// and a word that says little has 0.
func (l *Lexicon) wordHash(s string) (h uint64, n int) {
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
	if l.little.holds(h) {
		return 0, n
	}
	if n > 3 && s[n-1]|0x20 == 's' && s[n-2] != 's' {
		h = stem
	}
	return h, n
}

// Has reports whether x is one of the tokens.
func (t Tokens) Has(x uint64) bool {
	for _, y := range t {
		if x == y {
			return true
		}
	}
	return false
}

// Within counts the tokens that are in o too.
func (t Tokens) Within(o Tokens) (n int) {
	for _, x := range t {
		if o.Has(x) {
			n++
		}
	}
	return n
}

// SharePercent returns how much of the answer's content is in the prompt too, in per cent.
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

// littleWords are the function words and particles of a lexicon, for a loop over all bytes of a deck.
type littleWords struct {
	particles map[rune]bool
	mask      uint64          // without the bit of a rune, it is none
	words     map[uint64]bool // by wordHash
	bits      [64]uint64      // without the bit of a hash, it is none
}

func (w *littleWords) isParticle(r rune) bool { return w.mask>>(r&63)&1 != 0 && w.particles[r] }

func (w *littleWords) holds(h uint64) bool {
	return w.bits[h>>58]&(1<<(h>>52&63)) != 0 && w.words[h]
}

func littleOf(l *Lexicon) (w littleWords) {
	w.particles, w.words = map[rune]bool{}, map[uint64]bool{}
	for _, p := range l.Words(ClassParticles) {
		r := FirstRune(p)
		w.particles[r] = true
		w.mask |= 1 << (r & 63)
	}
	for _, word := range l.Words(ClassFunctionWords) {
		if HasHan(word) {
			continue
		}
		h := uint64(14695981039346656037)
		for i := range len(word) {
			h = (h ^ uint64(word[i])) * 1099511628211
		}
		w.words[h] = true
		w.bits[h>>58] |= 1 << (h >> 52 & 63)
	}
	return w
}
