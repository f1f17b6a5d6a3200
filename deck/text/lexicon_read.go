package text

import (
	"embed"
	"fmt"
	"io/fs"
	"iter"
	"slices"
	"strings"
	"sync"
)

// The words stand in a file a language, named as we call it; in any.txt stands what counts in all. A file begins with
//
//	names: de, german     what front matter may call the language
//	script: latin         or han
//	with: en              files that are read along with it, as its documents are full of their words
//
// Then come classes and their words, one a line:
//
//	[polarity.negators polarity.edited]   the classes of the words below; polarity counts for each of its parts
//	# a comment
//	not            a word, as a whole, case aside
//	不要*          a text that starts so, as it is written; *x one that ends so, *x* one that holds it
//	*_is a_*       a blank at an edge of a pattern is written _
//	open | closed  a row of words that belong together, each of them a word too
//
//go:embed lexicon
var lexiconFiles embed.FS

// undetermined is the language whose words count in documents that show none. Its file reads Chinese along.
const undetermined = "en"

// Lex returns the words of a language, as Language names it. Where there is none, English and Chinese count together.
func Lex(lang string) *Lexicon { return languages().lex(lang) }

// InAnyLanguage reports whether s is a word of the class in some language. It is for words whose language isn't known.
func InAnyLanguage(c Class, s string) bool {
	all := languages()
	return all.lex("").Has(c, s) ||
		slices.ContainsFunc(all.names, func(lang string) bool { return all.lex(lang).Has(c, s) })
}

func (all *library) lex(lang string) *Lexicon {
	if made := all.lexicon[lang]; made != nil {
		return made()
	}
	return all.lexicon[undetermined]()
}

// languageFile is a file of the lexicon, divided.
type languageFile struct {
	names, with []string
	han         bool
	sections    []section
}

type section struct {
	classes []Class
	text    string
}

// entries goes through what counts of a section.
func (s section) entries() iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.Lines(s.text) {
			if line = strings.TrimRight(line, "\r\n"); line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// library is what all files of the lexicon hold.
type library struct {
	names   []string // of the languages, sorted
	files   map[string]*languageFile
	lexicon map[string]func() *Lexicon // by the language; those of the same files are one
}

var languages = sync.OnceValue(func() *library {
	files, err := fs.Sub(lexiconFiles, "lexicon")
	if err != nil {
		panic(err)
	}
	all, err := readLibrary(files)
	if err != nil {
		panic(err) // the files are part of the program, and the tests read them
	}
	return all
})

// readLibrary divides all files. Their words are taken in when a document asks for them.
func readLibrary(files fs.FS) (*library, error) {
	all := &library{files: map[string]*languageFile{}, lexicon: map[string]func() *Lexicon{}}
	names, err := fs.Glob(files, "*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		src, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		f, err := readLanguage(string(src))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		name = strings.TrimSuffix(name, ".txt")
		all.files[name] = f
		if len(f.names) > 0 { // any.txt has none
			all.names = append(all.names, name)
		}
	}
	made := map[string]func() *Lexicon{} // by the files
	for _, name := range all.names {
		together := append([]string{name}, all.files[name].with...)
		slices.Sort(together)
		key := strings.Join(together, " ")
		if made[key] == nil {
			made[key] = sync.OnceValue(func() *Lexicon { return all.build(append([]string{"any"}, together...)) })
		}
		all.lexicon[name] = made[key]
	}
	return all, nil
}

// readLanguage divides a file of the lexicon.
func readLanguage(src string) (*languageFile, error) {
	f := &languageFile{}
	head, rest, _ := strings.Cut(src, "\n[")
	for line := range (section{text: head}).entries() {
		if !f.setHead(line) {
			return nil, fmt.Errorf("%q is no head of a file", line)
		}
	}
	for rest != "" {
		var open string
		open, rest, _ = strings.Cut(rest, "\n[")
		names, text, _ := strings.Cut(open, "]")
		classes, err := classesOf(names)
		if err != nil {
			return nil, fmt.Errorf("[%s]: %w", names, err)
		}
		f.sections = append(f.sections, section{classes, text})
	}
	return f, nil
}

func (f *languageFile) setHead(line string) bool {
	key, value, _ := strings.Cut(line, ":")
	values := strings.Split(strings.ReplaceAll(value, " ", ""), ",")
	switch key {
	case "names":
		f.names = values
	case "with":
		f.with = values
	case "script":
		f.han = values[0] == "han"
	default:
		return false
	}
	return true
}

var classByName = sync.OnceValue(func() map[string]Class {
	by := make(map[string]Class, classCount)
	for c, name := range classNames {
		by[name] = Class(c)
	}
	return by
})

// classesOf reads a line of classes. A part brings the whole along.
func classesOf(names string) (classes []Class, err error) {
	for name := range strings.FieldsSeq(names) {
		whole, _, _ := strings.Cut(name, ".")
		for _, n := range []string{name, whole} {
			c, ok := classByName()[n]
			if !ok {
				return nil, fmt.Errorf("there is no class %q", n)
			}
			if !slices.Contains(classes, c) {
				classes = append(classes, c)
			}
		}
	}
	return classes, nil
}

// rowSign parts the words of a row.
const rowSign = " | "

// build reads files into one lexicon.
func (all *library) build(names []string) *Lexicon {
	size := 0
	for _, name := range names {
		for _, s := range all.files[name].sections {
			size += strings.Count(s.text, "\n")
		}
	}
	l := &Lexicon{words: make(map[string]classSet, size)}
	for _, name := range names {
		f := all.files[name]
		for _, s := range f.sections {
			if s.classes[0] == ClassPhrases {
				l.addPhrases(s, f.han)
			} else {
				l.addSection(s)
			}
		}
	}
	l.little = littleOf(l)
	return l
}

// rowOf divides an entry of several words, nil for others.
func rowOf(entry string) []string {
	if strings.IndexByte(entry, rowSign[1]) < 0 {
		return nil
	}
	return strings.Split(entry, rowSign)
}

func isPattern(entry string) bool { return entry[0] == '*' || entry[len(entry)-1] == '*' }

// addSection takes in words, rows and patterns.
func (l *Lexicon) addSection(s section) {
	var own classSet
	for _, c := range s.classes {
		own.add(c)
	}
	var marks fingerprint
	addWord := func(word string) {
		if len(word) > maxWord {
			return // a sentence in a row
		}
		set := own
		if was, again := l.words[word]; again {
			set.join(&was)
		}
		l.words[word] = set
		marks.add(word)
	}
	var found patterns
	var list []string
	var rows [][]string
	for e := range s.entries() {
		switch row := rowOf(e); {
		case row != nil:
			rows = append(rows, row)
			for _, w := range row {
				addWord(strings.ToLower(w))
			}
		case isPattern(e):
			found.add(e)
		default:
			addWord(e)
			list = append(list, e)
		}
	}
	for _, c := range s.classes {
		l.lists[c] = append(l.lists[c], list...)
		l.seen[c].join(&marks)
		l.patterns[c].join(&found)
		l.rows[c] = append(l.rows[c], rows...)
	}
}

func (l *Lexicon) addPhrases(s section, han bool) {
	phrases := &l.phrases[0]
	if han {
		phrases = &l.phrases[1]
	}
	if *phrases == nil {
		*phrases = map[string]string{}
	}
	for e := range s.entries() {
		key, words, _ := strings.Cut(e, rowSign)
		(*phrases)[key] = blanks(words)
	}
}

// blanks writes the _ at the edges of a pattern as blanks.
func blanks(s string) string {
	if s == "" || s[0] != '_' && s[len(s)-1] != '_' {
		return s
	}
	text := strings.Trim(s, "_")
	at := strings.Index(s, text)
	return strings.Repeat(" ", at) + text + strings.Repeat(" ", len(s)-at-len(text))
}
