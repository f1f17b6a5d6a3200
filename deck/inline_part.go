package deck

import "strings"

// part is a piece of a bullet between two signs.
type part struct {
	at, end int // bytes of src
	text    string
}

// parts cuts src[from:to] at the signs of a kind in set.
func (l *inline) parts(from, to int, set signSet) []part {
	out := make([]part, 0, l.count(from, to, set)+1)
	at := from
	for _, s := range l.signs {
		if s.kind&set == 0 || s.at < from || s.end > to || s.at < at {
			continue
		}
		if s.end >= to { // nothing behind it
			break
		}
		out = append(out, part{at, s.at, strings.TrimSpace(l.src[at:s.at])})
		at = s.end
	}
	return append(out, part{at, to, strings.TrimSpace(l.src[at:to])})
}

// count is the number of signs of a kind in set within src[from:to].
func (l *inline) count(from, to int, set signSet) int {
	n := 0
	for _, s := range l.signs {
		if s.kind&set != 0 && s.at >= from && s.end < to {
			n++
		}
	}
	return n
}
