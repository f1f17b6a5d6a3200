package anki

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"recall/deck"
	"recall/deck/marks"
	"recall/deck/read"
	"recall/deck/text"
)

// An edit here is of a note's text, which shows some of its fields in one line. To go back to Anki it must become an edit
// of those fields. It is tried in each place of each field that has the words that changed, and counts only if the cards
// made of the fields then say what the learner wrote. So it is exact, or it is none.

// Edit returns what an edit makes of a note's fields, and the note made of them. ok is false where no fields make the new
// text with the same cards.
func (k *Kept) Edit(t *NoteType, at Place, now string) (edited *Kept, made deck.Note, ok bool) {
	was, ok := k.Make(t, at)
	if !ok || was.Text == now {
		return k, was, ok
	}
	e := fieldEditor{Kept: k, kind: t, at: at, now: now, tries: maxTries}
	for _, changes := range changesOf(was.Text, now) {
		if made, ok = e.try(k.Now(), changes); ok {
			next := *k
			next.Edits = e.edits
			return &next, made, true
		}
	}
	return nil, made, false
}

// maxTries is in how many places an edit is tried.
const maxTries = 200

// fieldEditor tries an edit.
type fieldEditor struct {
	*Kept
	kind  *NoteType
	at    Place
	now   string // what the note is to say
	tries int
	edits map[int]string
}

// change is a part of a text that gave way to another.
type change struct{ old, new string }

// changesOf lists the ways to see an edit: as one change, or as one of each side.
func changesOf(old, now string) [][]change {
	list := [][]change{{changeOf(old, now)}}
	oldFront, oldBack, ok := strings.Cut(old, marks.Sides)
	newFront, newBack, both := strings.Cut(now, marks.Sides)
	if ok && both && oldFront != newFront && oldBack != newBack {
		list = append(list, []change{changeOf(oldFront, newFront), changeOf(oldBack, newBack)})
	}
	return list
}

// changeOf returns what changed between two texts, in whole words, and at least one of them where there is one.
func changeOf(old, now string) change {
	from := 0
	for from < min(len(old), len(now)) && old[from] == now[from] {
		from++
	}
	behind := 0 // bytes at the end that are the same
	for behind < min(len(old), len(now))-from && old[len(old)-1-behind] == now[len(now)-1-behind] {
		behind++
	}
	from -= wordBefore(old[:from])
	behind -= wordAfter(old[len(old)-behind:])
	if from == len(old)-behind { // nothing was there
		from -= len(old[:from]) - len(strings.TrimRightFunc(old[:from], isNoWord))
		from -= wordBefore(old[:from])
	}
	if from == len(old)-behind {
		rest := old[len(old)-behind:]
		blank := len(rest) - len(strings.TrimLeftFunc(rest, isNoWord))
		behind -= blank + wordAfter(rest[blank:])
	}
	c := change{old[from : len(old)-behind], now[from : len(now)-behind]}
	for strings.HasSuffix(c.old, " ") && strings.HasSuffix(c.new, " ") { // a field ends with its last word
		c.old, c.new = c.old[:len(c.old)-1], c.new[:len(c.new)-1]
	}
	for strings.HasPrefix(c.old, " ") && strings.HasPrefix(c.new, " ") {
		c.old, c.new = c.old[1:], c.new[1:]
	}
	return c
}

func isNoWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// wordBefore is how many bytes at the end of a text are of a word, or of a letter that was cut.
func wordBefore(s string) int {
	whole := strings.TrimRightFunc(s, func(r rune) bool { return r == utf8.RuneError })
	for len(whole) > 0 {
		r, n := utf8.DecodeLastRuneInString(whole)
		if isNoWord(r) || text.IsWide(r) && len(whole) < len(s) {
			break
		}
		whole = whole[:len(whole)-n]
	}
	return len(s) - len(whole)
}

// wordAfter is how many bytes at the start of a text are of a word, or of a letter that was cut.
func wordAfter(s string) int {
	n := 0
	for n < len(s) && !utf8.RuneStart(s[n]) {
		n++
	}
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if isNoWord(r) || text.IsWide(r) {
			break
		}
		n += size
	}
	return n
}

// try makes the first change in each place that has it, and the others behind it.
func (e *fieldEditor) try(fields []string, changes []change) (made deck.Note, ok bool) {
	if len(changes) == 0 {
		e.tries--
		made, ok = e.make(e.kind, e.at, fields)
		if ok = ok && sameText(made.Text, e.now); ok {
			e.edits = map[int]string{}
			for i := range fields {
				if fields[i] != e.Fields[i] {
					e.edits[i] = fields[i]
				}
			}
		}
		return made, ok
	}
	for i, field := range fields {
		for _, next := range e.places(field, changes[0]) {
			if e.tries <= 0 {
				return made, false
			}
			fields[i] = next
			if made, ok = e.try(fields, changes[1:]); ok {
				return made, true
			}
		}
		fields[i] = field
	}
	return made, false
}

// sameText reports whether two texts say the same, in whatever spelling: *one* is _one_.
func sameText(a, b string) bool { return a == b || HTML(a) == HTML(b) }

// places returns what a field can become by a change: one for each place that has the old words, and one for the field as
// a whole, if the words are in it and it has nothing that its text does not show.
func (e *fieldEditor) places(field string, c change) (list []string) {
	fresh, ok := e.markup(c.new)
	if !ok {
		return nil
	}
	seen := map[string]bool{}
	for _, old := range []string{c.old, escaped.Replace(c.old), html.EscapeString(c.old)} {
		if old == "" || seen[old] {
			continue
		}
		seen[old] = true
		for at := strings.Index(field, old); at >= 0 && len(list) < maxTries; {
			list = append(list, field[:at]+fresh+field[at+len(old):])
			next := strings.Index(field[at+1:], old)
			if next < 0 {
				break
			}
			at += 1 + next
		}
	}
	shown := read.HTML(field)
	if before, after, found := strings.Cut(shown, c.old); found && c.old != "" && HTML(shown) == field {
		list = append(list, HTML(before+c.new+after))
	}
	return list
}

// escaped writes the signs that Anki's editor writes otherwise.
var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// markup is a part of a field for what the learner wrote. The blanks around it stay. A gap is none: it would make a card.
func (e *fieldEditor) markup(s string) (fresh string, ok bool) {
	if e.kind.Cloze && (strings.Contains(s, "{{") || strings.Contains(s, "}}")) {
		return "", false
	}
	inner := strings.TrimSpace(s)
	if inner == "" {
		return s, true
	}
	before, after, _ := strings.Cut(s, inner)
	return before + HTML(inner) + after, true
}
