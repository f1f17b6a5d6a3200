package draw

import "strings"

// Section is a place in a document with a number of drafts.
type Section struct {
	Path        string // deck › chapter › section
	Count       string // "12 drafts"
	Front, Back string // of one of them
}

// example draws a draft in a number of columns: front → back. The back may take half of them.
func (s Section) example(st Style, columns int) string {
	front, arrow, back := st.front(oneLine(s.Front)), st.Signs(" → "), oneLine(s.Back)
	back = st.Truncate(back, max(columns/2, columns-Width(arrow)-Width(front)))
	return st.Truncate(front, columns-Width(arrow)-Width(back)) + arrow + back
}

// Sections draws a list of sections, a line each: the first is marked, as the keys are about it. In a narrow window the
// example has a line of its own. Whoever hears the list is told of the first section alone.
func Sections(list []Section, st Style) (lines []string) {
	const narrow, most = 60, 8 // columns, sections
	if st.Plain && len(list) > 0 {
		first := list[0]
		front := st.front(oneLine(first.Front))
		if !strings.HasSuffix(front, "?") {
			front += ":"
		}
		lines = append(lines, Wrap("Section: "+sentence(st.spell(first.Path)), st.Width)...)
		return append(lines,
			Wrap(sentence(first.Count+", such as: "+front+" "+oneLine(first.Back)), st.Width)...)
	}
	shown := list[:min(len(list), most)]
	path, count := 0, 0
	for _, s := range shown {
		path, count = max(path, Width(st.Signs(oneLine(s.Path)))), max(count, Width(s.Count))
	}
	indent := 2
	path = min(path, st.Width*2/5)
	if st.Width < narrow {
		path = st.Width - indent - gap - count
	}
	for i, s := range shown {
		mark, ink := "  ", Ink("")
		if i == 0 {
			mark, ink = "> ", Bold
		}
		name := st.shorten(st.Signs(oneLine(s.Path)), path)
		head := mark + st.Paint(ink, name) + Pad("", path-Width(name)+gap) + PadLeft(s.Count, count)
		if st.Width < narrow {
			lines = append(lines, head, "    "+st.Paint(Dim, s.example(st, st.Width-4)))
		} else {
			room := st.Width - indent - path - gap - count - gap
			lines = append(lines, head+Pad("", gap)+st.Paint(Dim, s.example(st, room)))
		}
	}
	if more := len(list) - len(shown); more > 0 {
		lines = append(lines, st.Paint(Dim, "  "+More(more)))
	}
	return lines
}
