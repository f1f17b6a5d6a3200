package build

import (
	"slices"
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// Path lists the titles over a note, outermost first: the document, headings, label, group, and the bullets in which it
// is nested.
func Path(doc *deck.Document, n *deck.Note) []string {
	path, _ := outward(text.Lex(doc.Language), doc, n)
	slices.Reverse(path)
	return path
}

// outward lists the titles over a note from the nearest on: parents, group, label, headings, title, file. The last ones are
// broad: the headings, and a group with the label over it, which together are one more heading.
func outward(lex *text.Lexicon, doc *deck.Document, n *deck.Note) (levels []string, broad int) {
	levels = make([]string, 0, len(n.Headings)+4)
	add := func(s string) {
		s = inline.WholeTitle(lex, inline.Unescaped(s))
		if s != "" && !slices.Contains(levels, s) {
			levels = append(levels, s)
		}
	}
	for p, depth := n.Parent, 0; p >= 0 && p < len(doc.Notes) && depth < 8; p, depth = doc.Notes[p].Parent, depth+1 {
		if parent := &doc.Notes[p]; parent.Explicit() && len(parent.Cards) > 0 {
			add(inline.ShortTitle(lex, parent.Cards[0].Prompt))
		} else {
			add(inline.Over(lex, parent.Text, deck.TextsUnder(doc.Notes, p)))
			add(inline.Label(lex, parent.Text))
		}
	}
	near := len(levels)
	for _, t := range [...]string{n.Group, n.Label} {
		add(inline.TitleText(lex, t))
	}
	if n.Group == "" || n.Label == "" {
		near = len(levels)
	}
	for _, t := range slices.Backward(n.Headings) {
		add(inline.TitleText(lex, t))
	}
	add(title(lex, doc))
	return levels, len(levels) - near
}

// title is what a document is called: by itself, or else by its file. Standard input has no name.
func title(lex *text.Lexicon, doc *deck.Document) string {
	t := inline.TitleText(lex, inline.PlainTitle(doc.Title))
	if t == "" && doc.Name != "-" {
		t = inline.FileTitle(lex, doc.Name)
	}
	return inline.WholeTitle(lex, inline.Unescaped(t))
}

// shown is the nearest title. One that is not specific gets in front the first title outward that is.
func (d *builder) shown(levels []string, given bool) string {
	for i, l := range levels {
		if d.specific(levels, i, given) {
			if i == 0 || points(d.lex, levels[0]) {
				return l
			}
			return l + deck.PathSeparator + levels[0]
		}
	}
	return levels[0]
}

// specific reports whether title i says by itself what a front is about. One that says nothing (Complexity, 优点,
// 各个字段的含义如下) or stands in several places of the document does not. Nor does a title that only sorts or, alone, one
// that is no heading, but for a card that its author wrote, and where the next title holds it: "Trees and graphs › Graphs". Of
// 300 fronts of unseen notes with such a title alone, or a heading of one word, 17% lacked what they were about, and 7% once
// the heading above stood in front.
func (d *builder) specific(levels []string, i int, given bool) bool {
	l := levels[i]
	if d.again[l] || d.lex.IsGeneric(l) || introduces(d.lex, l) || points(d.lex, l) || counts(l) {
		return false
	}
	thin := i == 0 && len(levels) > d.broad
	return given || l == d.title || !thin && !sorts(l) || i+1 < len(levels) && holds(levels[i+1], l)
}

// ofCommand is the title that names the command of an option, with the nearest one behind it: "lsof › Several conditions".
// It is "" where the nearest names a command, or none does.
func (d *builder) ofCommand(levels []string) string {
	for i, l := range levels {
		if _, code, ok := strings.Cut(l, "`"); ok && startsLetter(code) || l == d.title && text.CountWords(l) == 1 {
			if i == 0 {
				return ""
			}
			return l + deck.PathSeparator + levels[0]
		}
	}
	return ""
}

// isOption reports whether a prompt is an option of a command: `-a`, `--all`, `/v`. `-1` is a number, and `/etc` a path.
func isOption(prompt string) bool {
	if name, ok := strings.CutPrefix(prompt, "`-"); ok {
		return strings.HasPrefix(name, "-") || startsLetter(name)
	}
	name, ok := strings.CutPrefix(prompt, "`/")
	return ok && len(name) == len("v`") && startsLetter(name)
}

func startsLetter(s string) bool { return unicode.IsLetter(text.FirstRune(s)) }

// counts reports whether a title is a number with a letter or a short word before it, or a letter: "q6", "Lec 4", "Q". An
// acronym with a figure is a name, and "v2" a version. The others may be names as well, so none is left out: the next
// title outward goes in front.
func counts(title string) bool {
	word := strings.TrimRight(title, "0123456789")
	if len(title) == 1 || word == title || len(word) > len("Lec ") || word == "v" {
		return len(title) == 1 && word != ""
	}
	label, apart := strings.CutSuffix(word, " ")
	return !strings.ContainsAny(label, "0123456789 ") && inline.CountCapitals(label) < 2 &&
		(apart || label == strings.ToLower(label))
}

// sorts reports whether a title only says of which sort the items under it are: "Flags", "Operations". It is one plural in
// small letters but the first; "Kubernetes" and "DNS" are names, which cost one title more on the front.
func sorts(title string) bool {
	if len(title) < len("Keys") || title[len(title)-1] != 's' || title[len(title)-2] == 's' || strings.HasSuffix(title, "us") ||
		strings.HasSuffix(title, "is") {
		return false
	}
	for i := 0; i < len(title); i++ {
		if c := title[i]; i > 0 && !text.IsLower(c) || i == 0 && !text.IsLower(c|0x20) {
			return false
		}
	}
	return true
}

// points reports whether a title says nothing without what stands before it: "Aspects of this are", 具体如下.
func points(lex *text.Lexicon, title string) bool {
	return lex.HasPrefix(text.ClassListOpenersPointer, title) || lex.Has(text.ClassListOpenersPointer, title)
}

// repeated lists the titles of a document that stand under different titles in it, as "Lexer" does under each of
// several languages.
func repeated(lex *text.Lexicon, doc *deck.Document) map[string]bool {
	over, again := map[string]string{}, map[string]bool{}
	see := func(above, title string) (path string) {
		t := inline.TitleText(lex, title)
		if t == "" {
			return above
		}
		if known, ok := over[t]; ok && known != above {
			again[t] = true
		}
		over[t] = above
		return above + deck.PathSeparator + t
	}
	paths := []string{""} // to each heading over a place, from no heading on
	var last *deck.Place
	for i := range doc.Notes {
		p := doc.Notes[i].Place
		if p == last {
			continue
		}
		same := 0
		for last != nil && same < min(len(p.Headings), len(last.Headings)) && p.Headings[same] == last.Headings[same] {
			same++
		}
		last = p
		for paths = paths[:same+1]; same < len(p.Headings); same++ {
			paths = append(paths, see(paths[same], p.Headings[same]))
		}
		see(see(paths[same], p.Label), p.Group)
	}
	return again
}

// introduces reports whether a title only opens its list: "Below are the common verbs", "Operations".
func introduces(lex *text.Lexicon, title string) bool {
	switch {
	case lex.Has(text.ClassListOpenersTitle, title):
		return true
	case text.HasHan(title):
		return lex.Contains(text.ClassListOpenersTitle, title)
	}
	return lex.HasPrefix(text.ClassListOpenersTitle, title)
}
