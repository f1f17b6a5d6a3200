package term

import (
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
	"text/template"

	"github.com/manifoldco/promptui"

	"recall/quiz"
	"recall/quiz/draw"
)

// promptui has flaws that must never reach a learner. This is how they are worked around:
//
//   - It reads ahead, and loses what was typed for the next question with its buffer. So feed gives it one byte a
//     read, and nothing after the last key of a question.
//   - At Enter, its goroutine is still drawing while Run returns. So Enter never reaches it: its input ends instead,
//     and the answer is the item drawn as active last.
//   - It rings the bell, and miscounts rows that wrap. So output drops the bell, and cuts rows rather than wrap them.
//   - It ignores a change of the window. So the question is asked again at the new size.
//   - Its labels are templates. So text from outside is passed to them as data.
//   - Its text fields know no Home, End or Delete. So Term.Field has an editor of its own, and only menus are promptui's.

// feed is promptui's input: the terminal's keys, translated to the bytes that its readline knows.
type feed struct {
	t     *Term
	press func(key) (string, error) // returns the bytes for a key; an error ends the question
	rest  string
	err   error // why it ended
	out   *output
}

// errDone ends a question with an answer. errAgain asks it once more.
var errDone, errAgain = errors.New("done"), errors.New("again")

// Read returns a single byte, so that promptui never holds keys that belong to the next question.
func (f *feed) Read(p []byte) (int, error) {
	for f.rest == "" {
		if f.err != nil {
			f.out.end() // or promptui would clear its rows
			return 0, io.EOF
		}
		k, err := f.t.readKey()
		switch {
		case err != nil:
			f.err = err
		case k.r == redraw, k.r == 'L'-ctrl:
			f.err = errAgain
		case k.r == 'C'-ctrl:
			f.err = quiz.ErrInterrupt
		case k.r == esc:
			f.err = quiz.ErrQuit
		default:
			f.rest, f.err = f.press(k)
		}
	}
	p[0], f.rest = f.rest[0], f.rest[1:]
	return 1, nil
}

// Close does nothing: the terminal stays open for the next question.
func (f *feed) Close() error { return nil }

// output is promptui's screen until the question has ended. promptui clears rows before it writes them, wherever the
// cursor is. Its rows are collected here and drawn like any other screen, so that nothing flickers.
type output struct {
	mu    sync.Mutex
	t     *Term
	above []string            // rows above promptui's
	below []string            // rows below promptui's
	edit  func(string) string // applied to each row
	rows  []string
	at    int // the row that promptui is writing to
	drawn bool
	ended bool
}

// moves matches the sequences in promptui's rows, and those that readline writes around them. It is compiled for the
// first menu.
var moves = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\x1b\[(?:\?25[hl]|[0-9]*[ABCDJK])|[\r\n\a\x08]`)
})

// Write replays what promptui writes on o.rows, and draws them.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.ended {
		return len(p), nil
	}
	from, s := 0, string(p)
	for _, found := range append(moves().FindAllStringIndex(s, -1), []int{len(s), len(s)}) {
		if text := s[from:found[0]]; text != "" {
			o.reach(o.at)
			o.rows[o.at] += text
		}
		switch s[found[0]:found[1]] {
		case "\x1b[1A":
			o.at = max(0, o.at-1)
		case "\x1b[1B", "\n":
			o.at++
		case "\x1b[2K":
			o.reach(o.at)
			o.rows[o.at] = ""
		}
		from = found[1]
	}
	if err := o.draw(); err != nil {
		return 0, err
	}
	return len(p), nil
}

func (o *output) reach(row int) {
	for len(o.rows) <= row {
		o.rows = append(o.rows, "")
	}
}

func (o *output) draw() error {
	lines := slices.Clone(o.above)
	rows := slices.Clone(o.rows)
	if len(rows) > 1 && strings.HasPrefix(rows[0], promptui.SearchPrompt) { // promptui puts it above the label
		rows[0], rows[1] = rows[1], rows[0]
	}
	for _, row := range rows {
		lines = append(lines, o.edit(row))
	}
	for len(lines) > 0 && strings.TrimSpace(lines[len(lines)-1]) == "" {
		lines = lines[:len(lines)-1]
	}
	if len(lines) == len(o.above) && !o.drawn { // nothing to ask yet
		return nil
	}
	lines = append(lines, o.below...)
	if !o.drawn {
		o.drawn = true
		return o.t.draw(lines, -1, 0)
	}
	return o.t.redraw(lines)
}

// Close does nothing: the terminal stays open for the next question.
func (o *output) Close() error { return nil }

func (o *output) end() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ended = true
}

// The bytes that promptui reads as arrow keys.
const (
	promptUp, promptDown, promptLeft, promptRight = "\x10", "\x0e", "\x02", "\x06"
)

// noSearchKey is the key that would end promptui's search. Nothing sends it.
const noSearchKey = '\\' - ctrl

// row is an item as promptui draws it.
type row struct {
	Index int
	Text  string
}

// Pick shows a menu. Up to nine items can also be chosen by number; longer lists are searched by typing. Esc returns
// quiz.ErrQuit.
func (t *Term) Pick(label string, items []string) (int, error) {
	if len(items) == 0 {
		return 0, errors.New("nothing to choose from")
	}
	m := menu{label: flat(label)}
	for _, item := range items {
		name, beside, _ := strings.Cut(item, "\t")
		m.items, m.beside = append(m.items, flat(name)), append(m.beside, flat(beside))
	}
	for {
		err := t.pick(&m)
		switch {
		case errors.Is(err, errDone) && m.active >= 0:
			return m.active, nil
		case !errors.Is(err, errDone) && !errors.Is(err, errAgain): // Enter asks again if the search finds nothing
			return 0, err
		}
	}
}

func (t *Term) pick(m *menu) error {
	t.forget()
	columns, rows := t.size()
	st := draw.Style{Width: columns - 1, Color: t.opt.Color, ASCII: t.opt.ASCII}
	numbered := len(m.items) <= 9
	shown := make([]row, len(m.items))
	for i := range m.items {
		shown[i] = row{i, m.row(i, numbered, st)}
	}
	label, beside, below := m.heading(st, numbered)
	room := rows - 2 - len(label)
	if below != "" {
		room -= 2
	}
	number := -1 // the item chosen by number
	f := &feed{t: t, rest: m.search + strings.Repeat(promptDown, m.above(m.active))}
	f.press = func(k key) (string, error) {
		if r := narrow(k.r); numbered && r >= '1' && r < '1'+rune(len(m.items)) {
			number = int(r - '1')
			return "", errDone
		}
		return m.press(k, numbered)
	}
	o := &output{t: t, edit: asciiPages(t.opt.ASCII)}
	for _, row := range label[:len(label)-1] {
		o.above = append(o.above, st.Paint(draw.Bold, row))
	}
	f.out = o
	if below != "" && room > 0 {
		o.below = []string{"", st.Paint(draw.Dim, below)}
	}
	s := promptui.Select{
		Label:             label[len(label)-1],
		Items:             shown,
		Size:              max(1, min(len(m.items), room)),
		HideHelp:          true,
		StartInSearchMode: !numbered,
		Keys: &promptui.SelectKeys{ // as by default, but for the slash, which is text to search for
			Prev: promptui.Key{Code: promptui.KeyPrev}, Next: promptui.Key{Code: promptui.KeyNext},
			PageUp: promptui.Key{Code: promptui.KeyBackward}, PageDown: promptui.Key{Code: promptui.KeyForward},
			Search: promptui.Key{Code: noSearchKey},
		},
		Searcher: func(input string, i int) bool { return m.found(i, input) },
		Templates: &promptui.SelectTemplates{
			Label:    st.Paint(draw.Bold, "{{ label . }}") + st.Paint(draw.Dim, beside),
			Active:   st.Paint(draw.Bold, "> {{ active . }}"),
			Inactive: "  {{ .Text }}",
			Selected: "{{ .Text }}",
			Help:     "{{ . }}",
			FuncMap: template.FuncMap{ // called while the rows are drawn, top first
				"label":  func(s string) string { m.active = -1; return s },
				"active": func(r row) string { m.active = r.Index; return r.Text },
			},
		},
		HideSelected: true,
		Pointer:      blockCursor,
		Stdin:        f,
		Stdout:       o,
	}
	_, _, err := s.Run()
	if number >= 0 {
		m.active = number
	}
	if f.err != nil {
		return f.err
	}
	return err
}

// asciiPages replaces the arrows that promptui puts before the first and last rows of a long list.
func asciiPages(ascii bool) func(string) string {
	if !ascii {
		return func(s string) string { return s }
	}
	return func(row string) string {
		for arrow, sign := range map[string]string{"↑ ": "^ ", "↓ ": "v "} {
			if rest, ok := strings.CutPrefix(row, arrow); ok {
				return sign + rest
			}
		}
		return row
	}
}

// blockCursor shows the character under the cursor in reverse video.
func blockCursor(under []rune) []rune {
	if len(under) == 0 {
		under = []rune{' '}
	}
	return []rune(cursorOn + string(under) + cursorOff)
}

const cursorOn, cursorOff = "\x1b[7m", "\x1b[27m"
