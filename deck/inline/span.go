package inline

import (
	"strings"
	"unicode/utf8"

	"recall/deck/text"
)

// Span is a part of a bullet that is one thing, as code or a link is. At and End are its bounds, From and To those of
// the text inside its marks.
type Span struct {
	Kind     SpanKind
	At, End  int
	From, To int
}

// SpanKind is what a span is.
type SpanKind uint8

// The kinds of span.
const (
	CodeSpan SpanKind = iota
	BoldSpan
	LinkSpan
	ImageSpan
	URLSpan
	mathSpan
	BracketSpan
)

// code skips a code span, or backquotes that are never closed.
func (l *Scanner) code(i int, lost *bool) int {
	n := 1
	for i+n < len(l.Source) && l.Source[i+n] == '`' {
		n++
	}
	if *lost && n == 1 {
		return i + n
	}
	end := strings.Index(l.Source[i+n:], l.Source[i:i+n])
	if end < 0 {
		*lost = n == 1
		return i + n
	}
	from, to := i+n, i+n+end
	l.Spans = append(l.Spans, Span{CodeSpan, i, to + n, from, to})
	return to + n
}

// math skips what stands between two $ or $$, or one that is never closed.
func (l *Scanner) math(i int, lost *bool) int {
	if *lost {
		return i + 1
	}
	p, ok, closed := dollars(l.Source, i)
	*lost = !closed
	if !ok {
		return i + 1
	}
	l.Spans = append(l.Spans, p)
	return p.End
}

// url skips an address, so that its colons and slashes divide nothing.
func (l *Scanner) url(i int) int {
	s := l.Source[i:]
	if !(strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "www.")) ||
		i > 0 && text.IsAlnum(l.Source[i-1]) {
		return i + 1
	}
	end := i
	for end < len(l.Source) && l.Source[end] > ' ' && l.Source[end] < utf8.RuneSelf &&
		strings.IndexByte("<>)]\"`", l.Source[end]) < 0 {
		end++
	}
	for end > i && strings.IndexByte(".,;:!?*", l.Source[end-1]) >= 0 {
		end--
	}
	l.Spans = append(l.Spans, Span{URLSpan, i, end, i, end})
	return end
}

// angle reads a <, which begins an address, a tag, the <int> of a generic type, or is a comparison.
func (l *Scanner) angle(i int) int {
	src := l.Source
	if i+1 < len(src) && (text.IsAlnum(src[i+1]) || src[i+1] == '/' || src[i+1] == '!') {
		if end := strings.IndexByte(src[i:], '>'); end > 0 {
			inner := src[i+1 : i+end]
			switch {
			case strings.Contains(inner, "://") || strings.HasPrefix(inner, "mailto:"):
				l.Spans = append(l.Spans, Span{URLSpan, i, i + end + 1, i + 1, i + end})
				return i + end + 1
			case !text.HasHan(inner) && strings.IndexByte(inner, ' ') < 0:
				return i + end + 1
			}
		}
	}
	return l.punct(i, '<')
}

func (l *Scanner) push(at int, kind byte) {
	l.open = append(l.open, opening{at, kind, len(l.Signs)})
}

// pop closes the nearest bracket of its kind and drops the signs inside it. A square bracket with an address behind it
// is a link.
func (l *Scanner) pop(i int, kind byte, n int) int {
	for k := len(l.open) - 1; k >= 0 && k >= len(l.open)-4; k-- {
		o := l.open[k]
		if closing(o.kind) != kind {
			continue
		}
		l.open = l.open[:k]
		l.Signs = l.Signs[:o.signs]
		_, size := utf8.DecodeRuneInString(l.Source[o.at:])
		if kind == ']' {
			return l.link(o.at, i)
		}
		l.Spans = append(l.Spans, Span{BracketSpan, o.at, i + n, o.at + size, i})
		return i + n
	}
	return i + n
}

func closing(open byte) byte {
	switch open {
	case '(':
		return ')'
	case '[':
		return ']'
	case '{':
		return '}'
	}
	return open
}

func (l *Scanner) link(open, close int) int {
	kind, at, end := LinkSpan, open, close+1
	if open > 0 && l.Source[open-1] == '!' {
		kind, at = ImageSpan, open-1
	}
	if e := addressEnd(l.Source, end); e > 0 {
		l.Spans = append(l.Spans, Span{kind, at, e, open + 1, close})
		return e
	}
	l.Spans = append(l.Spans, Span{BracketSpan, open, end, open + 1, close})
	return end
}

// addressEnd returns the end of the (address) or [reference] that starts at i, or 0. An address may have one pair of
// brackets inside.
func addressEnd(src string, i int) int {
	if i >= len(src) {
		return 0
	}
	switch src[i] {
	case '(':
		end := strings.IndexByte(src[i:], ')')
		if end < 0 {
			return 0
		}
		if strings.IndexByte(src[i+1:i+end], '(') >= 0 {
			if more := strings.IndexByte(src[i+end+1:], ')'); more >= 0 {
				end += 1 + more
			}
		}
		return i + end + 1
	case '[':
		if end := strings.IndexByte(src[i:], ']'); end > 0 {
			return i + end + 1
		}
	}
	return 0
}
