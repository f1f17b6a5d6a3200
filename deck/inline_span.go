package deck

import (
	"strings"
	"unicode/utf8"
)

// span is a run of a bullet that is one thing: its outer bytes at:end, its inner text from:to.
type span struct {
	kind     spanKind
	at, end  int
	from, to int
}

type spanKind uint8

const (
	codeSpan spanKind = iota
	boldSpan
	linkSpan
	imageSpan
	urlSpan
	mathSpan
	bracketSpan
)

// code steps over a code span, or over backquotes that close nothing.
func (l *inline) code(i int, lost *bool) int {
	n := 1
	for i+n < len(l.src) && l.src[i+n] == '`' {
		n++
	}
	if *lost && n == 1 {
		return i + n
	}
	end := strings.Index(l.src[i+n:], l.src[i:i+n])
	if end < 0 {
		*lost = n == 1
		return i + n
	}
	from, to := i+n, i+n+end
	l.spans = append(l.spans, span{codeSpan, i, to + n, from, to})
	return to + n
}

func (l *inline) math(i int, lost *bool) int {
	if *lost || i+1 >= len(l.src) || l.src[i+1] == ' ' {
		return i + 1
	}
	from := i + 1
	if l.src[from] == '$' {
		from++
	}
	end := strings.IndexByte(l.src[from:], '$')
	if end < 0 {
		*lost = true
		return i + 1
	}
	to := from + end
	stop := min(to+from-i, len(l.src))
	if end == 0 || l.src[to-1] == ' ' || stop < len(l.src) && isDigit(l.src[stop]) {
		return i + 1 // money: $5 or $10
	}
	l.spans = append(l.spans, span{mathSpan, i, stop, from, to})
	return stop
}

// url steps over an address, so that its colons and slashes divide nothing.
func (l *inline) url(i int) int {
	s := l.src[i:]
	if !(strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "www.")) || i > 0 && isAlnum(l.src[i-1]) {
		return i + 1
	}
	end := i
	for end < len(l.src) && l.src[end] > ' ' && l.src[end] < utf8.RuneSelf && strings.IndexByte("<>)]\"`", l.src[end]) < 0 {
		end++
	}
	for end > i && strings.IndexByte(".,;:!?*", l.src[end-1]) >= 0 {
		end--
	}
	l.spans = append(l.spans, span{urlSpan, i, end, i, end})
	return end
}

// angle reads <: an address, a generic's <int> kept as text, or a comparison.
func (l *inline) angle(i int) int {
	src := l.src
	if i+1 < len(src) && (isAlnum(src[i+1]) || src[i+1] == '/' || src[i+1] == '!') {
		if end := strings.IndexByte(src[i:], '>'); end > 0 {
			inner := src[i+1 : i+end]
			switch {
			case strings.Contains(inner, "://") || strings.HasPrefix(inner, "mailto:"):
				l.spans = append(l.spans, span{urlSpan, i, i + end + 1, i + 1, i + end})
				return i + end + 1
			case !hasHan(inner) && strings.IndexByte(inner, ' ') < 0:
				return i + end + 1
			}
		}
	}
	return l.punct(i, '<')
}

func (l *inline) push(at int, kind byte) {
	l.open = append(l.open, opening{at, kind, len(l.signs)})
}

// pop closes the nearest bracket of its kind; what signs stood inside are dropped. A square bracket
// with an address behind it is a link.
func (l *inline) pop(i int, kind byte, n int) int {
	for k := len(l.open) - 1; k >= 0 && k >= len(l.open)-4; k-- {
		o := l.open[k]
		if closing(o.kind) != kind {
			continue
		}
		l.open = l.open[:k]
		l.signs = l.signs[:o.signs]
		_, size := utf8.DecodeRuneInString(l.src[o.at:])
		if kind == ']' {
			return l.link(o.at, i)
		}
		l.spans = append(l.spans, span{bracketSpan, o.at, i + n, o.at + size, i})
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

func (l *inline) link(open, close int) int {
	kind, at, end := linkSpan, open, close+1
	if open > 0 && l.src[open-1] == '!' {
		kind, at = imageSpan, open-1
	}
	if e := addressEnd(l.src, end); e > 0 {
		l.spans = append(l.spans, span{kind, at, e, open + 1, close})
		return e
	}
	l.spans = append(l.spans, span{bracketSpan, open, end, open + 1, close})
	return end
}

// addressEnd is the end of the (address) or [reference] that starts at i, or 0. One pair of brackets
// may stand inside an address.
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
