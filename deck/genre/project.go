package genre

import (
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/text"
)

// Requirements, decisions, development logs and plans look like notes: short bullets, terms, definitions. What tells them
// apart is their words. Any of these words may stand in notes on programming, but not in every fourth bullet.

// lookedAt is how many bullets tell what a document is about. More would cost time in long ones, and tell nothing new.
const lookedAt = 400

// aboutProject reports whether a document tells of the work on a program: a quarter of its bullets have a word of such
// work, or two fifths of them with fewer different words.
func aboutProject(lex *text.Lexicon, notes []deck.Note) bool {
	notes = notes[:min(len(notes), lookedAt)]
	hits, words := 0, map[string]bool{}
	for i := range notes {
		if w := projectWord(lex, notes[i].Text); w != "" {
			hits++
			words[w] = true
		}
	}
	return 4*hits >= len(notes) && len(words) > 4 || 5*hits >= 2*len(notes) && len(words) > 3
}

// projectWord returns what first tells in a bullet that it is about the work on a program: a tick, a source file, a word;
// or "".
func projectWord(lex *text.Lexicon, s string) string {
	if text.ContainsAny(s, ticks[:]) {
		return ticks[0]
	}
	for f := range strings.FieldsSeq(s) {
		if strings.IndexByte(f, '.') > 0 && lex.HasSuffix(text.ClassSourceFiles, strings.Trim(f, "*_`,:;()[]\"'")) {
			return "file"
		}
		for w := range strings.FieldsFuncSeq(f, notLatin) {
			if lex.Has(text.ClassProjectWords, w) {
				return strings.ToLower(w)
			}
		}
	}
	return ""
}

var ticks = [...]string{"✅", "✓", "☑", "✔", "❌", "🚧", "⏳"}

// notLatin reports whether r is no letter of the Latin alphabet.
func notLatin(r rune) bool { return !unicode.Is(unicode.Latin, r) }
