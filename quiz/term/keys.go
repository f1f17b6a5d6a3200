package term

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"recall/quiz"
)

// key is one key press or one paste.
type key struct {
	r    rune   // a printable rune, a control character, or one of the constants below
	text string // of a paste
}

// Keys that are not characters.
const (
	up rune = -1 - iota
	down
	left
	right
	home
	end
	del
	pageUp
	pageDown
	wordLeft
	wordRight
	eraseWord // deletes to the left
	deleteWord
	paste
	redraw  // not a key: the window was resized, or the program continues after a stop
	unknown // a sequence without a meaning here
)

const (
	enter     = '\r'
	esc       = 0x1b
	backspace = 0x7f
	ctrl      = '@' // 'C' - ctrl is Ctrl-C
)

// sequences maps what can follow an ESC to keys.
var sequences = map[string]rune{
	"[A": up, "[B": down, "[C": right, "[D": left, "OA": up, "OB": down, "OC": right, "OD": left,
	"[H": home, "[F": end, "OH": home, "OF": end, "[1~": home, "[4~": end, "[7~": home, "[8~": end,
	"[3~": del, "[5~": pageUp, "[6~": pageDown,
	"[1;5C": wordRight, "[1;5D": wordLeft, "[1;3C": wordRight, "[1;3D": wordLeft, "[5C": wordRight, "[5D": wordLeft,
	"Oc": wordRight, "Od": wordLeft, "[3;5~": deleteWord, "[3;3~": deleteWord,
	"b": wordLeft, "f": wordRight, "d": deleteWord, "\x7f": eraseWord, "\b": eraseWord,
}

const pasteStart, pasteEnd = "[200~", "\x1b[201~"

// How long to wait for the rest of something, in milliseconds. A terminal sends a sequence in one piece, but a network
// may split it. A lone Esc is recognised by nothing following it.
const (
	sequenceGap = 50
	pasteGap    = 1000
	wordGap     = 400 // longer than most people pause between two letters of a word
	// longer than the pause between two letters when someone types too fast to watch what each key does
	letterGap = 200
	repeatGap = 120 // longer than the interval of key repeat at the slowest default setting
)

// readKey returns the next key. Ctrl-Z stops the program, as usual.
func (t *Term) readKey() (key, error) {
	for {
		if t.cut.Load() {
			return key{}, quiz.ErrInterrupt
		}
		if t.ahead() {
			k, err := t.next()
			if err == nil && k.r == 'Z'-ctrl {
				return key{r: redraw}, t.stop()
			}
			return k, err
		}
		if t.waiter.changed() {
			return key{r: redraw}, t.take() // whatever ran while we were stopped may have changed the modes
		}
		if _, err := t.more(-1); err != nil {
			return key{}, err
		}
	}
}

// ahead reports whether a key is waiting already.
func (t *Term) ahead() bool { return len(t.meant) > 0 || len(t.pend) > 0 }

// next returns the first of the waiting keys.
func (t *Term) next() (key, error) {
	if len(t.meant) > 0 {
		k := t.meant[0]
		t.meant = t.meant[1:]
		return k, nil
	}
	return t.decode()
}

// stop releases the terminal and stops the process until someone continues it.
func (t *Term) stop() error {
	return t.lend(func() error { stopProcess(); return nil })
}

// event is what ended a wait.
type event int

const (
	silence event = iota // nothing arrived in time
	input                // something can be read
	signal               // the window changed, or Interrupt was called
)

// more waits for at most ms milliseconds, or for ever if ms is negative, and appends what arrives to pend.
func (t *Term) more(ms int) (event, error) {
	what, err := t.waiter.wait(ms * t.slack)
	if t.cut.Load() {
		return what, quiz.ErrInterrupt
	}
	if err != nil || what != input {
		return what, err
	}
	var buf [4096]byte
	n, err := t.in.Read(buf[:])
	t.pend = append(t.pend, buf[:n]...)
	if n == 0 && err != nil {
		return what, quiz.ErrInterrupt // the terminal was closed
	}
	return what, nil
}

// need waits until n bytes are pending, and reports whether they came without a gap of more than ms milliseconds.
func (t *Term) need(n, ms int) (bool, error) {
	for len(t.pend) < n {
		if what, err := t.more(ms); err != nil || what == silence {
			return false, err
		}
	}
	return true, nil
}

// typedAhead calls f for each key typed so far, including those still in the kernel, until f wants no more. It decodes
// keys instead of discarding bytes: the second half of a paste cut in two would be taken for keys.
func (t *Term) typedAhead(f func(key) (more bool, err error)) error {
	const most = 1 << 16 // keys; endless input must not keep us here
	for range most {
		if !t.ahead() {
			if what, err := t.more(0); err != nil || what != input {
				return err
			}
		}
		k, err := t.readKey()
		if err != nil {
			return err
		}
		if more, err := f(k); err != nil || !more {
			return err
		}
	}
	return nil
}

// drop discards what was typed so far. Ctrl-C still interrupts.
func (t *Term) drop() error {
	return t.typedAhead(func(k key) (bool, error) {
		if k.r == 'C'-ctrl {
			return false, quiz.ErrInterrupt
		}
		return true, nil
	})
}

// dropLetters discards letters typed so far, up to the first other key. They were meant for a line that is gone, and
// here each could suspend a card, bury it or undo something. Space, Enter and digits stay, because they only show or
// pick. So does a lone q.
func (t *Term) dropLetters() error {
	first := true
	return t.typedAhead(func(k key) (bool, error) {
		alone := first && !t.ahead()
		first = false
		if !unicode.IsLetter(k.r) || alone && narrow(k.r) == 'q' {
			t.meant = append([]key{k}, t.meant...)
			return false, nil
		}
		return true, nil
	})
}

// release skips the repeats of the key that ended the last question, for as long as it is held down.
func (t *Term) release() error {
	held := t.held
	for t.held = 0; held != 0; {
		if len(t.pend) == 0 {
			if what, err := t.more(repeatGap); err != nil || what != input {
				return err
			}
		}
		k, err := t.decode()
		if err != nil {
			return err
		}
		if k.r != held {
			t.meant = append(t.meant, k)
			return nil
		}
	}
	return nil
}

// decode takes one key from the pending bytes.
func (t *Term) decode() (key, error) {
	switch c := t.pend[0]; {
	case c == esc:
		return t.escape()
	case c == '\n':
		return t.take1(enter), nil
	case c == '\b':
		return t.take1(backspace), nil
	case c < utf8.RuneSelf:
		return t.take1(rune(c)), nil
	}
	for !utf8.FullRune(t.pend) {
		if ok, err := t.need(len(t.pend)+1, sequenceGap); err != nil {
			return key{}, err
		} else if !ok {
			break
		}
	}
	r, n := utf8.DecodeRune(t.pend)
	t.pend = t.pend[n:]
	if r == utf8.RuneError {
		r = unknown
	}
	return key{r: r}, nil
}

func (t *Term) take1(r rune) key {
	t.pend = t.pend[1:]
	return key{r: r}
}

// escape decodes what starts with ESC: a sequence, Alt with a letter, or the Esc key, which is followed by nothing.
func (t *Term) escape() (key, error) {
	ok, err := t.need(2, sequenceGap)
	if err != nil {
		return key{}, err
	}
	if !ok {
		return t.take1(esc), nil
	}
	length := 2
	switch t.pend[1] {
	case 'O':
		length = 3
	case '[':
		length, err = t.sequenceLength()
	default:
		if _, known := sequences[string(t.pend[1:2])]; !known {
			return t.take1(esc), nil // Esc, then another key
		}
	}
	if err != nil {
		return key{}, err
	}
	if ok, err = t.need(length, sequenceGap); err != nil {
		return key{}, err
	} else if !ok {
		length = len(t.pend)
	}
	seq := string(t.pend[1:length])
	t.pend = t.pend[length:]
	if seq == pasteStart {
		return t.paste()
	}
	if r, known := sequences[seq]; known {
		return key{r: r}, nil
	}
	return key{r: unknown}, nil
}

// sequenceLength finds the end of a sequence ESC [ …, which is its first byte from @ to ~.
func (t *Term) sequenceLength() (int, error) {
	const longest = 32
	for i := 2; i < longest; i++ {
		if ok, err := t.need(i+1, sequenceGap); err != nil || !ok {
			return i, err
		}
		switch c := t.pend[i]; {
		case c == '[' && i == 2: // the Linux console's function keys: ESC [ [ A
		case c < 0x20 || c > 0x7e: // cut off: this byte belongs to the next key
			return i, nil
		case c >= '@':
			return i + 1, nil
		}
	}
	return longest, nil
}

// longestPaste is how many bytes of a paste are kept: far more than a line holds.
const longestPaste = 64 << 10

// paste reads to the end of a paste, and keeps its start.
func (t *Term) paste() (key, error) {
	var text []byte
	take := func(n int) {
		text = append(text, t.pend[:min(n, longestPaste-len(text))]...)
		t.pend = t.pend[n:]
	}
	for {
		if at := bytes.Index(t.pend, []byte(pasteEnd)); at >= 0 {
			take(at)
			t.pend = t.pend[len(pasteEnd):]
			return key{r: paste, text: string(text)}, nil
		}
		take(max(0, len(t.pend)-len(pasteEnd)+1)) // the rest may be the start of the end marker
		if ok, err := t.need(len(t.pend)+1, pasteGap); err != nil {
			return key{}, err
		} else if !ok { // its end marker was lost
			take(len(t.pend))
			return key{r: paste, text: string(text)}, nil
		}
	}
}

// match finds the key among those that a screen offers. Capitals match lower-case letters, and full-width characters,
// which a Chinese input method may send, match ordinary ones, unless the screen distinguishes them. h j k l are 1 2 3
// 4, for the other hand.
func match(keys string, r rune) (rune, bool) {
	if r < 0 {
		return 0, false
	}
	small := lower(narrow(r))
	for _, r := range []rune{r, narrow(r), small, otherHand[small]} {
		if strings.ContainsRune(keys, r) {
			return r, true
		}
	}
	return 0, false
}

// otherHand maps keys to the first digits. It applies wherever a screen offers the digits but not the letters.
var otherHand = map[rune]rune{'h': '1', 'j': '2', 'k': '3', 'l': '4'}

func narrow(r rune) rune {
	switch {
	case r == '\u3000':
		return ' '
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	}
	return r
}

func lower(r rune) rune {
	if r >= 'A' && r <= 'Z' {
		return r - 'A' + 'a'
	}
	return r
}
