package term

import "unicode"

// word is a word being typed at a question that takes no line.
type word struct {
	letters int
	last    rune
}

// gap returns how long the next letter may take, in milliseconds, or 0 if there is no word. It is shorter after a
// single letter, which may be a slip before a real key.
func (w *word) gap() int {
	switch w.letters {
	case 0:
		return 0
	case 1:
		return letterGap
	}
	return wordGap
}

// takes reports whether a key belongs to the word: a letter or, from the second letter on, any printable character. The
// same letter again doesn't count as a second one, because the key may just have been pressed twice.
func (w *word) takes(r rune) bool {
	if w.letters > 0 && unicode.IsLetter(r) {
		if r != w.last {
			w.letters++
		}
		w.last = r
		return true
	}
	return w.letters > 1 && r >= ' ' && r != backspace
}

// inWord reports whether a different letter follows without a pause. The same letter again is a key pressed twice.
func (t *Term) inWord(letter rune) (bool, error) {
	if !t.ahead() {
		if what, err := t.more(letterGap); err != nil || what != input {
			return false, err
		}
	}
	if !t.ahead() {
		return false, nil
	}
	k, err := t.next()
	if err != nil {
		return false, err
	}
	t.meant = append([]key{k}, t.meant...)
	return unicode.IsLetter(k.r) && k.r != letter, nil
}
