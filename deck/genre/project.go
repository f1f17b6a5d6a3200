package genre

import (
	"cmp"
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/text"
)

// Requirements, decisions, development logs and plans look like notes: short bullets, terms, definitions. What tells them
// apart is their words. Any of these may stand in notes on programming, but not in every fourth bullet.

// lookedAt is how many bullets tell what a document is about. More would cost time in long ones, and tell nothing new.
const lookedAt = 400

// aboutProject reports whether a document tells of the work on a program: a quarter of its bullets have a word of such
// work, or two fifths of them with fewer different words; and a tenth names a source file or tells what was done.
func aboutProject(lex *text.Lexicon, notes []deck.Note) bool {
	notes = notes[:min(len(notes), lookedAt)]
	hits, done, words := 0, 0, map[string]bool{}
	for i := range notes {
		word, tells := projectWord(lex, notes[i].Text)
		if word != "" {
			hits++
			words[word] = true
		}
		if tells {
			done++
		}
	}
	return 10*done >= len(notes) && (4*hits >= len(notes) && len(words) > 4 || 5*hits >= 2*len(notes) && len(words) > 3)
}

// projectWord returns what first shows in a bullet that it is about the work on a program: a tick, a source file, a word;
// or "". tells is whether it names a source file or what was done.
func projectWord(lex *text.Lexicon, s string) (first string, tells bool) {
	if text.ContainsAny(s, ticks[:]) {
		first = ticks[0]
	}
	for f := range strings.FieldsSeq(s) {
		if strings.IndexByte(f, '.') > 0 && lex.HasSuffix(text.ClassSourceFiles, strings.Trim(f, "*_`,:;()[]\"'")) {
			return cmp.Or(first, "file"), true
		}
		for w := range strings.FieldsFuncSeq(f, notLatin) {
			if first == "" && lex.Has(text.ClassProjectWords, w) {
				first = strings.ToLower(w)
			}
			tells = tells || lex.Has(text.ClassProjectActs, w)
		}
	}
	return first, tells
}

var ticks = [...]string{"✅", "✓", "☑", "✔", "❌", "🚧", "⏳"}

// notLatin reports whether r is no letter of the Latin alphabet.
func notLatin(r rune) bool { return !unicode.Is(unicode.Latin, r) }
