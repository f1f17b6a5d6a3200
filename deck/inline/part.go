package inline

import "recall/deck/text"

// part is a piece of a bullet between two signs.
type part struct {
	At, End int // bytes of the source
	Text    string
}

// Parts cuts the source between from and to at its signs of a kind in set.
func (l *Scanner) Parts(from, to int, set SignSet) []part {
	out := make([]part, 0, l.Count(from, to, set)+1)
	at := from
	for _, s := range l.Signs {
		if s.Kind&set == 0 || s.At < from || s.End > to || s.At < at {
			continue
		}
		if s.End >= to { // nothing behind it
			break
		}
		out = append(out, part{at, s.At, text.TrimSpace(l.Source[at:s.At])})
		at = s.End
	}
	return append(out, part{at, to, text.TrimSpace(l.Source[at:to])})
}

// Count returns the number of signs of a kind in set between from and to.
func (l *Scanner) Count(from, to int, set SignSet) int {
	n := 0
	for _, s := range l.Signs {
		if s.Kind&set != 0 && s.At >= from && s.End < to {
			n++
		}
	}
	return n
}
