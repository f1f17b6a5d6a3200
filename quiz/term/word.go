package term

import "unicode"

// word is what is being typed at a question that takes no line.
type word struct {
	letters int
	last    rune
}

// gap is how long its next letter may take, in milliseconds: one letter may be a slip, with a key behind it. 0: there
// is no word.
func (w *word) gap() int {
	switch w.letters {
	case 0:
		return 0
	case 1:
		return letterGap
	}
	return wordGap
}

// takes tells that a key belongs to it: a letter and, once it is a word, whatever else is printed. The same letter once
// more is a key that is pressed again.
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

// inWord tells whether another letter follows one without a pause. The same one again is a key that is pressed twice.
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
