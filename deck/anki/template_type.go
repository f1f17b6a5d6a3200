package anki

import (
	"fmt"
	"slices"
)

// importedType is a note type with its templates read.
type importedType struct {
	*NoteType
	templates []parsed
	reverse   int // the template that asks the other way round, 0 for none
}

// typeOf returns a note type, its templates read.
func (m *importer) typeOf(id int64) *importedType {
	if t, ok := m.types[id]; ok {
		return t
	}
	var t *importedType
	if is := m.Types[id]; is != nil {
		t = &importedType{NoteType: is}
		for i := range is.Templates {
			t.templates = append(t.templates, is.Templates[i].parse())
		}
		t.findReverse()
	}
	m.types[id] = t
	return t
}

// findReverse finds the template that asks the other way round: it shows what the first one asks, and asks what that one
// shows.
func (t *importedType) findReverse() {
	if t.Cloze || len(t.templates) < 2 {
		return
	}
	front, back := t.sides(0)
	for i := 1; i < len(t.templates); i++ {
		f, b := t.sides(i)
		if len(f) > 0 && len(front) > 0 && isSubset(f, back) && isSubset(front, b) {
			t.reverse = i
			return
		}
	}
}

// sides lists the fields that a template's front shows, and those that only its back does.
func (t *importedType) sides(i int) (front, back []string) {
	own := func(list []string) []string {
		return slices.DeleteFunc(list, func(name string) bool { return !slices.Contains(t.Fields, name) })
	}
	above, below, _ := fields(t.templates[i].front)
	front = own(append(above, below...))
	above, below, _ = fields(t.templates[i].back)
	back = slices.DeleteFunc(own(append(above, below...)), func(name string) bool { return slices.Contains(front, name) })
	return front, back
}

func isSubset(of, list []string) bool {
	return !slices.ContainsFunc(of, func(name string) bool { return !slices.Contains(list, name) })
}

// slot is the slot of the card of a template, or of a gap.
func (t *importedType) slot(ord int) string {
	switch {
	case t.Cloze:
		return fmt.Sprintf("cloze:%d", ord+1)
	case ord == 0:
		return "forward"
	case ord == t.reverse:
		return "reverse"
	}
	return fmt.Sprintf("card:%d", ord+1)
}
