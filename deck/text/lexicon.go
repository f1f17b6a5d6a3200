package text

import (
	"strings"
	"unicode/utf8"
)

// Lexicon holds the words of a language, or of several that are read together. It does not change once it is read.
type Lexicon struct {
	words    map[string]classSet
	lists    [classCount][]string // the same words, as they are written
	seen     [classCount]fingerprint
	patterns [classCount]patterns
	rows     [classCount][][]string // entries of several words: opposites, names of one unit
	phrases  [2]map[string]string   // what prompts say, in languages without Han and with it
	little   littleWords
}

// classSet is a set of classes.
type classSet [(classCount + 63) / 64]uint64

func (s *classSet) add(c Class)      { s[c/64] |= 1 << (c % 64) }
func (s *classSet) has(c Class) bool { return s[c/64]>>(c%64)&1 != 0 }

func (s *classSet) join(more *classSet) {
	for i := range s {
		s[i] |= more[i]
	}
}

// patterns are entries with a star, without it. first and last are the bytes that starts start with and ends end with.
// Of those with a star on both sides, led are the ones that begin with a blank and a whole word, by that word.
type patterns struct {
	all, starts, ends, loose []string
	first, last              byteSet
	led                      map[string][]string
	leads                    fingerprint
	heads                    headSet // how the loose ones begin
}

// add takes in an entry with a star.
func (p *patterns) add(entry string) {
	text := blanks(strings.Trim(entry, "*"))
	before, behind := entry[0] == '*', entry[len(entry)-1] == '*'
	p.all = append(p.all, text)
	if behind {
		p.starts = append(p.starts, text)
		p.first.add(text[0])
	}
	if before {
		p.ends = append(p.ends, text)
		p.last.add(text[len(text)-1])
	}
	if before && behind {
		p.addInside(text)
	}
}

func (p *patterns) addInside(text string) {
	word, ok := leadingWord(text)
	if !ok {
		p.loose = append(p.loose, text)
		p.heads.add(text)
		return
	}
	if p.led == nil {
		p.led = map[string][]string{}
	}
	p.led[word] = append(p.led[word], text)
	p.leads.add(word)
}

// leadingWord is the word between the blank that s begins with and the next one.
func leadingWord(s string) (word string, ok bool) {
	if s == "" || s[0] != ' ' {
		return "", false
	}
	end := strings.IndexByte(s[1:], ' ')
	return s[1 : 1+max(end, 0)], end > 0
}

func (p *patterns) join(more *patterns) {
	p.all = append(p.all, more.all...)
	p.starts = append(p.starts, more.starts...)
	p.ends = append(p.ends, more.ends...)
	p.loose = append(p.loose, more.loose...)
	for word, list := range more.led {
		if p.led == nil {
			p.led = map[string][]string{}
		}
		p.led[word] = append(p.led[word], list...)
	}
	p.leads.join(&more.leads)
	p.heads.join(&more.heads)
	for i := range p.first {
		p.first[i] |= more.first[i]
		p.last[i] |= more.last[i]
	}
}

// byteSet is a set of bytes.
type byteSet [4]uint64

func (s *byteSet) add(b byte)      { s[b/64] |= 1 << (b % 64) }
func (s *byteSet) has(b byte) bool { return s[b/64]>>(b%64)&1 != 0 }

// maxWord is the longest word, in bytes.
const maxWord = 63

// fingerprint tells of most other words at once that a class doesn't hold them.
type fingerprint [8]uint64

func (f *fingerprint) add(word string) {
	n := mark(word)
	f[n/64] |= 1 << (n % 64)
}

func (f *fingerprint) join(more *fingerprint) {
	for i := range f {
		f[i] |= more[i]
	}
}

func (f *fingerprint) mayHold(word string) bool {
	n := mark(word)
	return f[n/64]>>(n%64)&1 != 0
}

// mark is a number for the length and two letters of a word, the same in small letters and in capitals.
func mark(word string) uint {
	first, last := word[0]|0x20, word[len(word)-1]|0x20
	if last >= utf8.RuneSelf {
		last = 0
	}
	switch lead := word[0]; {
	case lead >= 0xE2 && len(word) > 2:
		last = word[1] ^ word[2] // of a letter without case
	case lead >= utf8.RuneSelf:
		first = 0 // а and А, ü and Ü
	}
	return (uint(first)*37 + uint(last)*11 + uint(len(word))) % (64 * uint(len(fingerprint{})))
}

// Has reports whether s as a whole is a word of the class, case aside: "todo" doesn't take "Todo app".
func (l *Lexicon) Has(c Class, s string) bool {
	if s == "" || len(s) > maxWord || !l.seen[c].mayHold(s) {
		return false
	}
	for i := range len(s) {
		switch b := s[i]; {
		case b-'A' < 26:
			return l.hasFolded(c, s)
		case b >= 0xC3 && b <= 0xD4: // Latin, Greek and Cyrillic letters with a case
			set := l.words[strings.ToLower(s)]
			return set.has(c)
		}
	}
	set := l.words[s]
	return set.has(c)
}

// hasFolded is Has for a word with capitals.
func (l *Lexicon) hasFolded(c Class, s string) bool {
	var small [maxWord]byte
	for i := range len(s) {
		b := s[i]
		switch {
		case b-'A' < 26:
			b += 'a' - 'A'
		case b >= 0xC3 && b <= 0xD4:
			set := l.words[strings.ToLower(s)]
			return set.has(c)
		}
		small[i] = b
	}
	set := l.words[string(small[:len(s)])] // without a copy
	return set.has(c)
}

// HasRune reports whether r alone is a word of the class.
func (l *Lexicon) HasRune(c Class, r rune) bool {
	var b [utf8.UTFMax]byte
	return l.Has(c, string(b[:utf8.EncodeRune(b[:], r)]))
}

// CutWord takes the first word off s, with the blanks behind it, if it is a word of the class and not all of s.
func (l *Lexicon) CutWord(c Class, s string) (rest string, ok bool) {
	at := strings.IndexByte(s, ' ')
	if at <= 0 || !l.Has(c, s[:at]) {
		return s, false
	}
	return strings.TrimLeft(s[at:], " "), true
}

// HasPrefix reports whether s starts with a pattern of the class: one written "x*" or "*x*".
func (l *Lexicon) HasPrefix(c Class, s string) bool {
	_, ok := l.CutPrefix(c, s)
	return ok
}

// CutPrefix takes the first pattern of the class that s starts with off it.
func (l *Lexicon) CutPrefix(c Class, s string) (rest string, ok bool) {
	known := &l.patterns[c]
	if s == "" || !known.first.has(s[0]) {
		return s, false
	}
	for _, p := range known.starts {
		if strings.HasPrefix(s, p) {
			return s[len(p):], true
		}
	}
	return s, false
}

// HasSuffix reports whether s ends with a pattern of the class: one written "*x" or "*x*".
func (l *Lexicon) HasSuffix(c Class, s string) bool {
	_, ok := l.CutSuffix(c, s)
	return ok
}

// CutSuffix takes the first pattern of the class that s ends with off it.
func (l *Lexicon) CutSuffix(c Class, s string) (rest string, ok bool) {
	known := &l.patterns[c]
	if s == "" || !known.last.has(s[len(s)-1]) {
		return s, false
	}
	for _, p := range known.ends {
		if strings.HasSuffix(s, p) {
			return s[:len(s)-len(p)], true
		}
	}
	return s, false
}

// Contains reports whether a pattern of the class written "*x*" stands anywhere in s.
func (l *Lexicon) Contains(c Class, s string) bool {
	ps := &l.patterns[c]
	if at, _ := ps.firstLoose(s); at >= 0 {
		return true
	}
	at, _ := ps.firstLed(s)
	return at >= 0
}

// Index finds the pattern of the class written "*x*" that stands first in s; of two at one place, the one listed first.
// Without one, at is -1.
func (l *Lexicon) Index(c Class, s string) (at int, pattern string) {
	ps := &l.patterns[c]
	at, pattern = ps.firstLed(s)
	if i, loose := ps.firstLoose(s); i >= 0 && (at < 0 || i < at) {
		return i, loose
	}
	return at, pattern
}

// firstLed finds the first of the led patterns in s, by the words of s. There are hundreds of verbs, and few words in a
// sentence.
func (p *patterns) firstLed(s string) (at int, pattern string) {
	if p.led == nil {
		return -1, ""
	}
	for i := strings.IndexByte(s, ' '); i >= 0; {
		length := strings.IndexByte(s[i+1:], ' ')
		if length < 0 {
			break
		}
		if word := s[i+1 : i+1+length]; word != "" && p.leads.mayHold(word) {
			for _, pattern := range p.led[word] {
				if strings.HasPrefix(s[i:], pattern) {
					return i, pattern
				}
			}
		}
		i += 1 + length
	}
	return -1, ""
}

// Words lists the words of the class, without patterns and rows, in the order of the files. The list must not be
// changed.
func (l *Lexicon) Words(c Class) []string { return l.lists[c] }

// Patterns lists what the patterns of the class hold, without their stars, in the order of the files. The list must not
// be changed.
func (l *Lexicon) Patterns(c Class) []string { return l.patterns[c].all }

// Rows lists the entries of the class that hold several words, as they are written. The list must not be changed.
func (l *Lexicon) Rows(c Class) [][]string { return l.rows[c] }

// Head is the name that the rows of the class have for a word, or the word itself in small letters: "s" for "Seconds"
// as for 秒. Two words with one head mean the same.
func (l *Lexicon) Head(c Class, word string) string {
	for _, row := range l.rows[c] {
		for _, w := range row {
			if strings.EqualFold(w, word) {
				return row[0]
			}
		}
	}
	return strings.ToLower(word)
}

// Opposites lists the words that say the opposite of word.
func (l *Lexicon) Opposites(word string) (list []string) {
	for _, row := range l.rows[ClassPolarityOpposites] {
		switch {
		case strings.EqualFold(row[0], word):
			list = append(list, row[1])
		case strings.EqualFold(row[1], word):
			list = append(list, row[0])
		}
	}
	return list
}

// Say is what a prompt says for a key of the class phrases, beside a text with Han or without; "" where the language
// has no words there.
func (l *Lexicon) Say(key string, han bool) string {
	phrases := l.phrases[0]
	if han && l.phrases[1] != nil || phrases == nil {
		phrases = l.phrases[1]
	}
	return phrases[key]
}
