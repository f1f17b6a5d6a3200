package term

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/width"

	"recall/quiz"
	"recall/quiz/draw"
)

var _ quiz.UI = (*Plain)(nil)

// Plain is the UI without a terminal: for a pipe, TERM=dumb or a screen reader. It reads one answer a line, never
// redraws, and writes no escape sequences. It drops no input, because a script may be driving it. The end of the input
// is quiz.ErrQuit.
type Plain struct {
	out   io.Writer
	style draw.Style
	said  draw.Screen     // the last screen
	keys  map[string]bool // the key hints already printed
	want  chan struct{}   // requests a line from the reader
	lines chan answer
	cut   chan struct{} // closed by Interrupt
	once  sync.Once
}

type answer struct {
	text string
	err  error
}

// NewPlain returns a Plain that asks on out and reads answers from in. It uses the width and character set of st but
// never colour.
func NewPlain(in io.Reader, out io.Writer, st draw.Style) *Plain {
	st.Color, st.Plain = false, true
	p := &Plain{out: out, style: st, want: make(chan struct{}), lines: make(chan answer, 1), cut: make(chan struct{}),
		keys: map[string]bool{}}
	go p.read(bufio.NewReader(in))
	return p
}

// read reads a line only when one is wanted, so that the rest of the input stays for whoever reads next. It runs in a
// goroutine of its own because a read from a pipe can't be interrupted.
func (p *Plain) read(in *bufio.Reader) {
	for {
		select {
		case <-p.want:
			text, err := readLine(in)
			p.lines <- answer{text, err}
		case <-p.cut:
			return
		}
	}
}

// readLine reads a line and drops its line ending. If the line is longer than any answer can be, it keeps only the
// start.
func readLine(in *bufio.Reader) (string, error) {
	const longest = 64 << 10
	var text []byte
	for {
		part, err := in.ReadSlice('\n')
		text = append(text, part[:min(len(part), longest-len(text))]...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(text) == 0:
			return "", quiz.ErrQuit
		case err != nil && !errors.Is(err, io.EOF):
			return "", fmt.Errorf("read an answer: %w", err)
		}
		return strings.TrimRight(string(text), "\r\n"), nil
	}
}

// ask returns the next line of input.
func (p *Plain) ask() (string, error) {
	select {
	case <-p.cut:
		return "", quiz.ErrInterrupt
	case p.want <- struct{}{}:
	}
	select {
	case <-p.cut:
		return "", quiz.ErrInterrupt
	case a := <-p.lines:
		return a.text, a.err
	}
}

// Interrupt makes the current question and all later ones return quiz.ErrInterrupt.
func (p *Plain) Interrupt() { p.once.Do(func() { close(p.cut) }) }

// Style returns the style given to NewPlain, without colour.
func (p *Plain) Style() draw.Style { return p.style }

// Show writes lines.
func (p *Plain) Show(lines []string) error {
	if len(lines) == 0 {
		return nil
	}
	_, err := io.WriteString(p.out, strings.Join(lines, "\n")+"\n")
	return err
}

// tell prints the parts of s that were not printed before.
func (p *Plain) tell(s draw.Screen) error {
	keys := strings.Join(s.Keys.Without().Spoken(), " ")
	if p.keys[keys] { // print only the first hint, to show that it is the learner's turn
		s.Keys = s.Keys.First()
		if len(s.Buttons) > 0 {
			s.Keys = draw.Keys{}
		}
	}
	p.keys[keys] = true
	lines := s.Spoken(p.style, p.said)
	p.said = s
	p.said.Items = slices.Clone(s.Items)
	return p.Show(lines)
}

// Key prints s and reads lines until one is a key. An empty line is Space, or Enter if Space does nothing.
func (p *Plain) Key(s draw.Screen, keys string) (rune, error) {
	if err := p.tell(s); err != nil {
		return 0, err
	}
	for {
		text, err := p.ask()
		if err != nil {
			return 0, err
		}
		if r, ok := plainKey(text, keys); ok {
			return r, nil
		}
		if err := p.say("%q is no key here; the keys are %s", text, keyNames(keys)); err != nil {
			return 0, err
		}
	}
}

// plainKey returns the key that a line stands for. A colon before it changes nothing, as lines of text need one; two keys
// that a line can't hold have words.
func plainKey(text, keys string) (rune, bool) {
	text = strings.TrimSpace(width.Fold.String(text))
	if rest := strings.TrimPrefix(text, ":"); rest != "" {
		text = rest
	}
	switch strings.ToLower(text) {
	case "show":
		text = ""
	case "done":
		return match(keys, enter)
	}
	if text == "" {
		if strings.ContainsRune(keys, ' ') {
			return ' ', true
		}
		text = string(rune(enter))
	}
	r, n := utf8.DecodeRuneInString(text)
	if n < len(text) {
		return 0, false
	}
	return match(keys, r)
}

// keyNames lists keys by name.
func keyNames(keys string) string {
	var names []string
	for _, r := range keys {
		switch r {
		case ' ':
			names = append(names, "Space (an empty line)")
		case enter:
			if !strings.ContainsRune(keys, ' ') {
				names = append(names, "Enter")
			}
		case esc, backspace: // nobody types these in a line
		default:
			names = append(names, string(r))
		}
	}
	return strings.Join(names, " ")
}

// say prints one message about an answer that can't be used. The message quotes what was typed, so it is cleaned.
func (p *Plain) say(format string, args ...any) error {
	return p.Show(draw.Wrap(draw.Clean(fmt.Sprintf(format, args...)), max(p.style.Width, 20)))
}

// Line prints s and reads one line as it is.
func (p *Plain) Line(s draw.Screen) (string, error) {
	if err := p.tell(s); err != nil {
		return "", err
	}
	return p.ask()
}

// Pick prints a numbered list and reads a number. An empty line picks the first item; q leaves.
func (p *Plain) Pick(label string, items []string) (int, error) {
	lines := []string{flat(label)}
	for i, item := range items {
		lines = append(lines, p.style.Truncate(fmt.Sprintf("  %d  %s", i+1, flat(item)), p.style.Width))
	}
	if err := p.Show(lines); err != nil {
		return 0, err
	}
	for {
		text, err := p.ask()
		if err != nil {
			return 0, err
		}
		switch text = strings.TrimSpace(width.Fold.String(text)); text {
		case "q", ":q":
			return 0, quiz.ErrQuit
		case "":
			text = "1"
		}
		if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= len(items) {
			return n - 1, nil
		}
		if err := p.say("%q is none of them; type a number from 1 to %d, or q", text, len(items)); err != nil {
			return 0, err
		}
	}
}

// Field prints label and reads lines until check accepts one. An empty line keeps initial.
func (p *Plain) Field(label, initial string, check func(string) error) (string, error) {
	question := flat(label) + ":"
	if initial != "" {
		question += " [" + flat(initial) + "]"
	}
	for {
		if err := p.Show([]string{question}); err != nil {
			return "", err
		}
		text, err := p.ask()
		if err != nil {
			return "", err
		}
		if text == "" {
			text = initial
		}
		bad := check(text)
		if bad == nil {
			return text, nil
		}
		if err := p.say("%v", bad); err != nil {
			return "", err
		}
	}
}
