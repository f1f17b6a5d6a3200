// Package draw turns what a session has to say into lines of text of a given width: Markdown, wrapping, diffs, bars. It
// is pure and deals only in plain values. Styles (SGR) are the only control sequences it produces, and text from
// outside goes through Clean first.
package draw

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Screen is one question as a person sees it, in parts. Empty parts take no space.
type Screen struct {
	Notice string // what just happened: "undone: Good for …"
	// the left of the head line, most important part first; parts that don't fit are dropped from the end
	Head    []string
	Place   string               // the right of the head line: deck › chapter; shortened before Head
	Remark  string               // below the head line: what to know before reading the front
	Context string               // before the front: its group or heading
	Front   string               // Markdown
	Items   []Item               // options, or members to order, numbered from 1
	Given   string               // what was typed, once the answer is shown
	Verdict Verdict              // on what was typed or ordered
	Answer  string               // what should have been typed; shown as a diff with Given
	Back    string               // Markdown; "" until the answer is shown
	Rows    func(Style) []string // more lines, drawn by the caller
	Path    string               // below the back: the titles above the bullet, shown where they say more
	Source  string               // behind the path: the whole bullet, shown where it says more
	Buttons []Button             // the grade keys
	Legend  []string             // below the grade keys: what their signs mean
	Keys    Keys                 // the other keys that work
}

// Revealed reports whether the answer or the grade keys are on the screen. From here on a key grades.
func (s Screen) Revealed() bool { return s.Back != "" || s.Answer != "" || len(s.Buttons) > 0 }

// source returns the line below the back: the bullet and its path, each only if the rest of the screen doesn't say all of
// it.
func (s Screen) source() string {
	said := []string{s.Place, s.Context, s.Front, s.Back, s.Answer}
	for _, item := range s.Items {
		said = append(said, item.Text)
	}
	var parts []string
	for _, part := range []string{s.Path, s.Source} {
		if !says(strings.Join(said, " "), part) {
			parts = append(parts, oneLine(part))
		}
	}
	return strings.Join(parts, " · ")
}

// says reports whether text contains all words of other, which then needn't be said again. Han has no words: a run of it
// may stand within another.
func says(text, other string) bool {
	text, other = unstyled.Replace(text), unstyled.Replace(other)
	words := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsSymbol(r) || strings.ContainsRune("→←", r)
		})
	}
	known := words(text)
	return !slices.ContainsFunc(words(other), func(w string) bool {
		return !slices.Contains(known, w) && !(strings.ContainsFunc(w, isHan) && strings.Contains(text, w))
	})
}

// unstyled takes off the marks of bold and code.
var unstyled = strings.NewReplacer("`", "", "*", "")

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// Lines draws s in lines of at most st.Width columns.
func (s Screen) Lines(st Style) []string {
	if st.Plain {
		return s.Spoken(st, Screen{})
	}
	body, foot := s.Parts(st)
	return append(body, foot...)
}

// Parts draws s in two parts: the text, and the keys below it. The keys must stay in view even if the text is longer
// than the window.
func (s Screen) Parts(st Style) (body, foot []string) {
	st.Width = max(st.Width, 14)
	p := painter{st: st}
	p.head(s)
	p.add(markdown(st.front(s.Front), st, contextSpan(s.Context, st), Bold)...)
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
	switch {
	case s.Answer != "":
		p.add(difference(Clean(s.Given), Clean(s.Answer), s.Verdict, st)...)
	case s.Revealed():
		if verdict := s.Verdict.spans(st); verdict != nil {
			p.add(wrap(verdict, st.Width)...)
		}
	}
	if s.Back != "" {
		if s.Answer != "" {
			p.blank()
		}
		p.add(markdown(s.Back, st, nil, "")...)
	}
	said := s.Answer + s.Back + s.Verdict.spoken() // below the rule, which separates it from the question
	source := s.source()
	if source != "" {
		if said != "" || !s.Revealed() {
			p.blank()
		}
		source = st.Signs(source)
		if len(s.Buttons) > 0 { // to be graded; who looks after drafts needs all of it
			source = st.Truncate(source, st.Width)
		}
		p.add(wrap([]span{{source, Dim}}, st.Width)...)
	}
	body, p.lines = p.lines, nil
	p.foot(s.Buttons, s.Keys)
	for _, sentence := range s.Legend {
		p.add(wrap([]span{{st.Signs(oneLine(sentence)), Dim}}, st.Width)...)
	}
	if len(body) > 0 && len(p.lines) > 0 && (said+source != "" || !s.Revealed()) { // the rule is enough
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

// hang draws text after a mark, with the following lines aligned below the first.
func (p *painter) hang(mark span, text ...span) {
	width := Width(mark.text)
	p.add(indent(wrap(text, p.st.Width-width), mark, width)...)
}

// oneLine cleans text that must fit on one line.
func oneLine(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\n", " ", "\t", " ").Replace(Clean(s)))
}

func contextSpan(context string, st Style) []span {
	if context = oneLine(context); context == "" {
		return nil
	}
	return []span{{st.Signs(context + " › "), Dim}}
}

// head draws the head line, and the remark and the notice below it. If room is short, the place is shortened first,
// from the left, because its end says most. Then the last parts of the head are dropped. In a narrow window the place
// gets a line of its own instead.
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
	for _, under := range []span{{s.Remark, Dim}, {s.Notice, Yellow}} {
		if under.text = p.st.Signs(oneLine(under.text)); under.text != "" {
			p.add(wrap([]span{under}, p.st.Width)...)
		}
	}
	p.blank()
}

// shorten cuts a path "deck › chapter" to width. It shortens the first names before the last.
func (st Style) shorten(path string, width int) string {
	if Width(path) <= width {
		return path
	}
	sep, more := st.Signs(" › "), st.Signs("…")
	names := strings.Split(path, sep)
	for i, name := range names[:len(names)-1] {
		rest := sep + strings.Join(names[i+1:], sep)
		const readable = 6 // columns of a name that are enough to recognise it
		if room := width - Width(rest); room >= min(readable, Width(name)) {
			return st.Truncate(name, room) + rest
		}
		if text := more + rest; Width(text) <= width {
			return text
		}
	}
	return st.Truncate(names[len(names)-1], width)
}

// items draws numbered options, with their remarks in a column if there is room for one.
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

// within returns the style for text that starts the given number of columns further right.
func (st Style) within(columns int) Style {
	st.Width -= columns
	return st
}
