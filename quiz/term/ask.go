package term

import (
	"fmt"
	"strings"
	"unicode"

	"recall/quiz"
	"recall/quiz/draw"
)

// Key draws s and returns one of keys. On a screen with an answer, it first drops whatever was typed before; the key
// that revealed the answer grades nothing while it is held down. On a question that follows line input, it drops
// letters typed before. On any question, letters typed without a pause between them are a word: the person is typing an
// answer, and its letters must not act as keys.
func (t *Term) Key(s draw.Screen, keys string) (rune, error) {
	if s.Revealed() {
		if err := t.drop(); err != nil {
			return 0, err
		}
	}
	v := view{screen: s}
	if err := t.drawView(&v, nil); err != nil {
		return 0, err
	}
	question := !s.Revealed() && strings.ContainsRune(keys, '?')
	if t.lined && !s.Revealed() {
		t.lined = false
		if err := t.dropLetters(); err != nil {
			return 0, err
		}
	}
	if s.Revealed() || len(s.Items) > 0 {
		if err := t.release(); err != nil {
			return 0, err
		}
	}
	for w := (word{}); ; {
		if gap := w.gap(); gap > 0 && !t.ahead() {
			what, err := t.more(gap)
			if err != nil {
				return 0, err
			}
			if what == silence {
				w = word{}
			}
		}
		k, err := t.readKey()
		switch {
		case err != nil:
			return 0, err
		case k.r == 'C'-ctrl:
			return 0, quiz.ErrInterrupt
		case w.takes(k.r):
			continue
		}
		r, ok := match(keys, k.r)
		if ok && question && unicode.IsLetter(r) {
			typing, err := t.inWord(k.r)
			if err != nil {
				return 0, err
			}
			ok = !typing
		}
		if ok {
			t.held = k.r
			return r, nil
		}
		switch {
		case k.r == 'D'-ctrl:
			return 0, quiz.ErrQuit
		case k.r == redraw, k.r == 'L'-ctrl:
			t.forget()
		case !v.scroll(k.r):
			if question && unicode.IsLetter(k.r) {
				w = word{1, k.r}
			}
			if v.hint = noKey(s, keys, k.r); v.hint == "" {
				continue
			}
		}
		if err := t.drawView(&v, nil); err != nil {
			return 0, err
		}
	}
}

// noKey says why a key does nothing, or "" if there is nothing to say.
func noKey(s draw.Screen, keys string, r rune) string {
	_, grade := match("0123456789", r)
	switch {
	case r <= ' ' || !strings.ContainsRune(keys, '?'):
		return ""
	case grade && s.Revealed() && len(s.Items) > 0 && strings.ContainsRune(keys, '3'):
		return "A choice is Good at most"
	case grade && !s.Revealed() && len(s.Items) == 0, strings.ContainsRune(keys, r):
		return "Space shows the answer first"
	}
	return string(r) + " is no key here; ? lists them"
}

// Line draws s with an input line below it, and returns what was typed. Space as the first key counts as Enter, unless
// it was typed before the line was drawn or is still held down.
func (t *Term) Line(s draw.Screen) (string, error) {
	t.lined = true
	if !t.ahead() {
		if _, err := t.more(0); err != nil {
			return "", err
		}
	}
	v, e := view{screen: s}, editor{}
	for drawn := false; ; {
		if !t.ahead() { // keys typed ahead are drawn once, after the last of them
			if err := t.drawView(&v, &e); err != nil {
				return "", err
			}
			if !drawn && t.held == ' ' {
				if err := t.release(); err != nil {
					return "", err
				}
			}
			drawn = true
		}
		k, err := t.readKey()
		switch {
		case err != nil:
			return "", err
		case k.r == 'C'-ctrl:
			return "", quiz.ErrInterrupt
		case k.r == 'D'-ctrl && len(e.text) == 0:
			return "", quiz.ErrQuit
		case k.r == esc:
			return "", quiz.ErrEscape
		case k.r == enter:
			t.held = enter
			return e.String(), nil
		case narrow(k.r) == ' ' && len(e.text) == 0:
			if drawn {
				t.held = ' '
				return "", nil
			}
			continue
		case k.r == redraw, k.r == 'L'-ctrl:
			t.forget()
		}
		if !v.scroll(k.r) {
			e.handle(k)
		}
		if v.hint = ""; e.full {
			v.hint = tooLong
		}
	}
}

// view is a screen in a window. If the screen is too long, part of it is shown, with the keys below.
type view struct {
	screen draw.Screen
	top    int // the first row shown
	page   int // rows shown at a time; 0 if all fit
	moved  bool
	hint   string // why the last key did nothing
}

// scroll scrolls if the key asks for it, and reports whether it did.
func (v *view) scroll(r rune) bool {
	if v.page == 0 {
		return false
	}
	switch r {
	case up:
		v.top--
	case down:
		v.top++
	case pageUp:
		v.top -= v.page
	case pageDown:
		v.top += v.page
	default:
		return false
	}
	v.moved = true
	return true
}

// drawView draws a screen and, if there is an editor, the line being typed.
func (t *Term) drawView(v *view, e *editor) error {
	st := t.Style()
	_, rows := t.size()
	body, foot := v.screen.Parts(st)
	if v.hint != "" {
		foot = append(foot, st.Paint(draw.Dim, st.Truncate(draw.Clean(v.hint), st.Width)))
	}
	y, x := -1, 0
	var typed []string
	if e != nil {
		typed, y, x = e.window(st.Paint(draw.Dim, "> "), st.Width, rows/2)
		typed, y = append([]string{""}, typed...), y+1
	}
	const small = 10                                           // rows
	if len(body)+len(typed)+len(foot) > rows && rows < small { // drop the keys first
		foot = foot[min(1, len(foot)):] // its empty line
		foot = foot[:min(len(foot), max(0, (rows-len(typed))/2))]
	}
	foot = foot[:min(len(foot), max(0, rows-len(typed)-2))]
	lines := v.window(body, st, max(1, rows-len(typed)-len(foot)))
	if y >= 0 {
		y += len(lines)
	}
	lines = append(append(lines, typed...), foot...)
	return t.draw(lines[:min(len(lines), rows)], y, x)
}

// window cuts body to rows, with a line that says which part is shown. When an answer appears, the end of its question
// stays in view.
func (v *view) window(body []string, st draw.Style, rows int) []string {
	if len(body) <= rows || rows < 3 {
		v.page = 0
		from := min(v.head(st), max(0, len(body)-rows)) // drop only rows above the question: here nobody can scroll
		return body[from:min(len(body), from+rows)]
	}
	v.page = rows - 1
	switch {
	case v.moved:
	case v.screen.Revealed():
		question := v.screen
		question.Given, question.Back, question.Answer, question.Path, question.Source = "", "", "", "", ""
		question.Buttons, question.Legend = nil, nil
		asked, _ := question.Parts(st)
		v.top = len(asked) - 1
	case len(body) <= rows+v.head(st): // without the rows above the question, everything fits
		v.top = len(body) - v.page
	}
	v.top = max(0, min(v.top, len(body)-v.page))
	bottom := v.top + v.page
	note := fmt.Sprintf("lines %d-%d of %d   Up Down PgUp PgDn", v.top+1, bottom, len(body))
	return append(append([]string(nil), body[v.top:bottom]...), st.Paint(draw.Dim, st.Truncate(note, st.Width)))
}

// head returns the number of rows above the question.
func (v *view) head(st draw.Style) int {
	s := v.screen
	head, _ := draw.Screen{Notice: s.Notice, Verdict: s.Verdict, Head: s.Head, Place: s.Place}.Parts(st)
	return len(head)
}

// flat cleans text that must fit on one line.
func flat(s string) string {
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(draw.Clean(s))
}
