package anki

import (
	"slices"
	"strings"
)

// Needs says which fields a template needs to make a card: All of them, or any of Any. A template with neither makes
// none.
type Needs struct {
	All []int // by index in NoteType.Fields
	Any []int
}

// Needs returns what the template of an index needs. Anki keeps it with the note type, and old versions make cards by it.
func (t *NoteType) Needs(template int) (n Needs) {
	parsed := t.Templates[template].parse()
	if parsed.err != nil {
		return n
	}
	every := make([]bool, len(t.Fields))
	for i := range every {
		every[i] = true
	}
	if !t.asks(template, parsed.front, every) {
		return n
	}
	for i := range every {
		every[i] = false
		if !t.asks(template, parsed.front, every) {
			n.All = append(n.All, i)
		}
		every[i] = true
	}
	if n.All != nil {
		return n
	}
	for i := range every {
		if t.asks(template, parsed.front, slices.Concat(make([]bool, i), []bool{true}, make([]bool, len(every)-i-1))) {
			n.Any = append(n.Any, i)
		}
	}
	return n
}

// asks reports whether a front shows a field, if these hold something.
func (t *NoteType) asks(template int, front []node, filled []bool) bool {
	const something = "filled"
	note := Note{Fields: make([]string, len(filled))}
	for i := range filled {
		if filled[i] {
			note.Fields[i] = something
		}
	}
	work := maxSide
	f := filler{note: &note, kind: t, template: &t.Templates[template], card: &Card{Ord: template}, work: &work,
		empty: map[string]bool{}}
	side := (&filling{filler: &f}).run(front)
	return strings.Contains(side.above+side.below+strings.Join(side.hints, ""), something)
}
