package text

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Bounds of what is read of a document to tell its language, and what must be found there: notes have fewer function
// words than prose, and other languages share some of them.
const (
	maxSample     = 32 << 10 // bytes
	enoughWords   = 1500
	mostOther     = 6 // at least one word in so many is a function word
	minDifferent  = 5 // different function words
	clearlyBetter = 2 // times as many as any other language has
)

// Language tells the language of a document: what its front matter says, else its script and its function words. It is
// "" where nothing does: there is too little text, or the lexicon has no file for the language.
func Language(front string, src []byte) string { return speeches().language(front, src) }

func (s *speech) language(front string, src []byte) string {
	if front != "" {
		name, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(front)), "_", "-"), "-")
		return s.named[name]
	}
	t := s.count(src[:min(len(src), maxSample)])
	switch {
	case t.han > t.words && 10*t.kana > t.han:
		return "" // Japanese
	case t.han > t.words:
		return s.han
	}
	best := slices.Index(t.hits, slices.Max(t.hits))
	for i, hits := range t.hits {
		if i != best && clearlyBetter*hits > t.hits[best] {
			return ""
		}
	}
	if len(t.different[best]) < minDifferent || mostOther*t.hits[best] < t.words {
		return ""
	}
	return s.latin[best]
}

// speech is what tells the languages of the lexicon apart.
type speech struct {
	named map[string]string // the language that a name in front matter means
	han   string            // the language written in Han
	latin []string          // the others
	words map[string]uint64 // function words of the others: a bit for each of latin
	seen  fingerprint       // of words
}

var speeches = sync.OnceValue(func() *speech { return languages().speech() })

func (all *library) speech() *speech {
	s := &speech{named: map[string]string{}, words: map[string]uint64{}}
	for _, name := range all.names {
		f := all.files[name]
		for _, n := range f.names {
			s.named[n] = name
		}
		if f.han {
			s.han = name
			continue
		}
		for _, section := range f.sections {
			if !slices.Contains(section.classes, ClassFunctionWords) {
				continue
			}
			for w := range section.entries() {
				s.words[w] |= 1 << len(s.latin)
				s.seen.add(w)
			}
		}
		s.latin = append(s.latin, name)
	}
	return s
}

// tally is what a text holds of the languages.
type tally struct {
	words, han, kana int
	hits             []int      // function words, by speech.latin
	different        [][]string // the first few of them
}

// count goes through the prose of src. Blocks of code that name their language are none.
func (s *speech) count(src []byte) tally {
	t := tally{hits: make([]int, len(s.latin)), different: make([][]string, len(s.latin))}
	fenced := false
	for line := range bytes.Lines(src) {
		if start := bytes.TrimLeft(line, " >"); bytes.HasPrefix(start, []byte("```")) {
			fenced = !fenced && len(bytes.Trim(start, "` \r\n")) > 0
			continue
		}
		if fenced {
			continue
		}
		for len(line) > 0 {
			end := 0
			for end < len(line) && line[end] > ' ' {
				end++
			}
			if end > 0 {
				s.field(line[:end], &t)
			}
			line = line[min(end+1, len(line)):]
		}
		if t.words+t.han > enoughWords {
			break
		}
	}
	return t
}

// field takes in what stands between two blanks: a word with the punctuation around it, Han, or no prose at all.
func (s *speech) field(field []byte, t *tally) {
	for _, b := range field {
		if b >= 0xE3 && b <= 0xE9 { // Han, kana, and what stands beside them
			t.addHan(field)
			return
		}
	}
	word := field
	for len(word) > 0 && besideWord[word[0]] {
		word = word[1:]
	}
	for len(word) > 0 && besideWord[word[len(word)-1]] {
		word = word[:len(word)-1]
	}
	var small [24]byte
	for i, b := range word {
		switch {
		case b >= 'A' && b <= 'Z':
			b += 'a' - 'A'
		case b < utf8.RuneSelf && (b < 'a' || b > 'z'):
			return // code, an address, a number
		}
		if i < len(small) {
			small[i] = b
		}
	}
	if len(word) == 0 {
		return
	}
	t.words++
	if len(word) > len(small) || !s.seen.mayHold(string(small[:len(word)])) {
		return
	}
	in := s.words[string(small[:len(word)])]
	if in == 0 {
		return
	}
	for lang := range t.hits {
		if in>>lang&1 == 0 {
			continue
		}
		t.hits[lang]++
		if seen := &t.different[lang]; len(*seen) < minDifferent && !slices.Contains(*seen, string(small[:len(word)])) {
			*seen = append(*seen, string(small[:len(word)]))
		}
	}
}

// besideWord holds true for the punctuation that stands right beside words.
var besideWord = func() (t [256]bool) {
	for _, c := range []byte(`.,;:!?"'()[]*_|`) {
		t[c] = true
	}
	return t
}()

func (t *tally) addHan(field []byte) {
	for _, r := range string(field) {
		switch {
		case r >= 0x4E00 && r <= 0x9FFF:
			t.han++
		case r >= 0x3040 && r <= 0x30FF:
			t.kana++
		}
	}
}
