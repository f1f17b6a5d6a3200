// Package draw turns what a session has to say into lines of text at a width: Markdown, wrapping, differences, bars. It
// is pure and knows plain values only; the only control sequences it makes are styles (SGR), and text from
// outside passes Clean before anything else is done with it.
package draw

import (
	"fmt"
	"strings"
)

// Screen is one question as a person sees it, in parts. Empty parts take no room.
type Screen struct {
	Notice string // what just happened: "undone: Good for …"
	// the left of the head line, most important first; what does not fit is dropped from the end
	Head    []string
	Place   string               // the right of the head line: deck › chapter; shortened before Head is
	Remark  string               // under the head line: what is to be known before the front is read
	Context string               // before the front: the group or heading that it stands under
	Front   string               // Markdown
	Items   []Item               // options, or members to order, numbered from 1
	Given   string               // what was typed, when the answer is shown
	Verdict Verdict              // on what was typed or put in order
	Answer  string               // what should have been typed; drawn against Given grapheme by grapheme
	Back    string               // Markdown; "" until the answer is shown
	Rows    func(Style) []string // more lines, drawn by the caller
	Source  string               // under the back: the whole bullet and where it stands
	Buttons []Button             // the grade keys
	Keys    Keys                 // the other keys that work now
}

// Revealed tells that the answer is on the screen, or grade keys are: from here on a key grades.
func (s Screen) Revealed() bool { return s.Back != "" || s.Answer != "" || len(s.Buttons) > 0 }

// notice is what is said under the head line: of the answer, and of what was done last.
func (s Screen) notice() string {
	if s.Verdict.Remark == "" || s.Notice == "" {
		return s.Verdict.Remark + s.Notice
	}
	return s.Verdict.Remark + " · " + s.Notice
}

// Lines draws s, each line at most st.Width columns wide.
func (s Screen) Lines(st Style) []string {
	if st.Plain {
		return s.Spoken(st, Screen{})
	}
	body, foot := s.Parts(st)
	return append(body, foot...)
}

// Parts draws s in two parts: what there is to read, and the keys below it, which must stay in sight when the rest is
// longer than the window.
func (s Screen) Parts(st Style) (body, foot []string) {
	st.Width = max(st.Width, 14)
	p := painter{st: st}
	p.head(s)
	p.add(markdown(s.Front, st, contextSpan(s.Context, st), Bold)...)
	p.items(s.Items)
	if s.Rows != nil {
		p.lines = append(p.lines, s.Rows(st)...)
	}
	if s.Given != "" && s.Revealed() {
		p.blank()
		p.hang(span{"> ", Dim}, span{text: oneLine(s.Given)})
	}
	if s.Revealed() {
		p.add(line{{strings.Repeat(st.Signs("─"), st.Width), Dim}})
	}
	if s.Answer != "" {
		p.add(difference(Clean(s.Given), Clean(s.Answer), st)...)
	}
	if s.Back != "" {
		if s.Answer != "" {
			p.blank()
		}
		p.add(markdown(s.Back, st, nil, "")...)
	}
	if s.Source != "" {
		if s.Answer+s.Back != "" || !s.Revealed() { // the rule is gap enough
			p.blank()
		}
		p.add(wrap([]span{{st.Signs(Clean(s.Source)), Dim}}, st.Width)...)
	}
	body, p.lines = p.lines, nil
	p.foot(s.Buttons, s.Keys)
	if len(body) > 0 && len(p.lines) > 0 && (s.Answer+s.Back+s.Source != "" || !s.Revealed()) { // a rule is gap enough
		p.lines = append([]string{""}, p.lines...)
	}
	return body, p.lines
}

// painter collects the lines of a screen.
type painter struct {
	st    Style
	lines []string
}

func (p *painter) add(lines ...line) {
	for _, l := range lines {
		p.lines = append(p.lines, p.st.line(l))
	}
}

func (p *painter) blank() {
	if n := len(p.lines); n > 0 && p.lines[n-1] != "" {
		p.lines = append(p.lines, "")
	}
}

// hang draws text behind a mark, its further lines under its first.
func (p *painter) hang(mark span, text ...span) {
	width := Width(mark.text)
	p.add(indent(wrap(text, p.st.Width-width), mark, width)...)
}

// oneLine cleans what stands in a line of its own.
func oneLine(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\n", " ", "\t", " ").Replace(Clean(s)))
}

func contextSpan(context string, st Style) []span {
	if context = oneLine(context); context == "" {
		return nil
	}
	return []span{{st.Signs(context + " › "), Dim}}
}

// head draws the head line, the remark and the notice under it. The place gives way first, from its left, as its end
// says most; then the last parts of the head. In a narrow window the place has a line of its own instead.
func (p *painter) head(s Screen) {
	parts := make([]string, len(s.Head))
	for i, part := range s.Head {
		parts[i] = p.st.Signs(oneLine(part))
	}
	between := p.st.Signs(" · ")
	for len(parts) > 1 && Width(strings.Join(parts, between)) > p.st.Width {
		parts = parts[:len(parts)-1]
	}
	left, place := strings.Join(parts, between), p.st.Signs(oneLine(s.Place))
	const least, narrow = 24, 60 // columns
	room := func() int { return p.st.Width - Width(left) - gap }
	need := min(Width(place), least)
	if p.st.Width >= narrow {
		for len(parts) > 1 && place != "" && room() < need {
			parts = parts[:len(parts)-1]
			left = strings.Join(parts, between)
		}
	}
	left = p.st.Truncate(left, p.st.Width)
	switch {
	case place == "" || left == "":
		if text := left + p.st.shorten(place, p.st.Width); text != "" {
			p.add(line{{text, Dim}})
		}
	case room() < need:
		p.add(line{{left, Dim}}, line{{p.st.shorten(place, p.st.Width), Dim}})
	default:
		p.add(line{{left + PadLeft(p.st.shorten(place, room()), room()+gap), Dim}})
	}
	for _, under := range []span{{s.Remark, Dim}, {s.notice(), Yellow}} {
		if under.text = p.st.Signs(oneLine(under.text)); under.text != "" {
			p.add(wrap([]span{under}, p.st.Width)...)
		}
	}
	p.blank()
}

// shorten cuts a path "deck › chapter" to width: its first names give way before its last.
func (st Style) shorten(path string, width int) string {
	if Width(path) <= width {
		return path
	}
	sep, more := st.Signs(" › "), st.Signs("…")
	names := strings.Split(path, sep)
	for i, name := range names[:len(names)-1] {
		rest := sep + strings.Join(names[i+1:], sep)
		const readable = 6 // columns of a name that still tell what it was
		if room := width - Width(rest); room >= min(readable, Width(name)) {
			return st.Truncate(name, room) + rest
		}
		if text := more + rest; Width(text) <= width {
			return text
		}
	}
	return st.Truncate(names[len(names)-1], width)
}

// items draws numbered options; their remarks stand in a column where there is room for one.
func (p *painter) items(items []Item) {
	if len(items) == 0 {
		return
	}
	p.blank()
	widest, remarks := 0, 0
	marks := make([]span, len(items))
	texts := make([][]line, len(items))
	for i, item := range items {
		marks[i] = span{fmt.Sprintf("  %d  ", i+1), Bold}
		texts[i] = markdown(item.Text, p.st.within(Width(marks[i].text)), nil, "")
		if len(texts[i]) == 1 {
			widest = max(widest, Width(marks[i].text)+texts[i][0].width())
		}
		remarks = max(remarks, Width(item.remark().text))
	}
	column := min(widest+gap, p.st.Width-remarks)
	for i, item := range items {
		lines := indent(texts[i], marks[i], Width(marks[i].text))
		if remark := item.remark(); remark.text != "" {
			last := len(lines) - 1
			if used := lines[last].width(); used < column {
				lines[last] = append(lines[last], span{text: strings.Repeat(" ", column-used)}, remark)
			} else {
				for _, l := range wrap([]span{remark}, p.st.Width-Width(marks[i].text)) {
					lines = append(lines,
						indent([]line{l}, span{text: strings.Repeat(" ", Width(marks[i].text))}, 0)...)
				}
			}
		}
		p.add(lines...)
	}
}

// within is the style for text that stands columns to the right.
func (st Style) within(columns int) Style {
	st.Width -= columns
	return st
}
