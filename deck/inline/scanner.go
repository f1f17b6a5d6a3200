package inline

import (
	"strings"
	"unicode/utf8"

	"recall/deck/text"
)

// MaxLength is the longest bullet, in bytes, whose text is looked into. A longer one is a page and no fact.
const MaxLength = 4096

// Scanner is a bullet's Markdown, scanned once. The recognisers look only at its signs and spans.
type Scanner struct {
	Source string
	Lex    *text.Lexicon // of the document; nil: English and Chinese
	Signs  []sign
	Spans  []Span
	Han    bool
	open   []opening // brackets not yet closed
}

type opening struct {
	at    int
	kind  byte
	signs int // how many signs there were before it; later ones are inside
}

// words is the lexicon of the document.
func (l *Scanner) words() *text.Lexicon {
	if l.Lex == nil {
		l.Lex = text.Lex("")
	}
	return l.Lex
}

// scan reads src. It reuses the memory of the scan before.
func (l *Scanner) scan(src string) {
	l.Source, l.Han = src, false
	l.Signs, l.Spans, l.open = l.Signs[:0], l.Spans[:0], l.open[:0]
	boldEnd := -1
	var lost [3]bool // no more ** ` $ closes: don't look again
	for i := 0; i < len(src); {
		c := src[i]
		if c >= utf8.RuneSelf {
			i = l.wide(i)
			continue
		}
		if scanPlain[c] {
			i++
			continue
		}
		switch c {
		case '\\':
			i += 2
		case '`':
			i = l.code(i, &lost[1])
		case '*':
			switch {
			case i == boldEnd:
				i, boldEnd = i+2, -1
			case boldEnd < 0 && !lost[0] && strings.HasPrefix(src[i:], "**"):
				end := strings.Index(src[i+2:], "**")
				if end <= 0 {
					lost[0] = end < 0
					i += 2
					break
				}
				boldEnd = i + 2 + end
				l.Spans = append(l.Spans, Span{BoldSpan, i, boldEnd + 2, i + 2, boldEnd})
				i += 2
			default:
				i++
			}
		case '$':
			i = l.math(i, &lost[2])
		case '"':
			end := strings.IndexByte(src[i+1:], '"')
			if end < 0 || i > 0 && text.IsAlnum(src[i-1]) {
				i++
				break
			}
			i += end + 2
		case '(', '[', '{':
			l.push(i, c)
			i++
		case ')', ']', '}':
			i = l.pop(i, c, 1)
		case 'h', 'w':
			i = l.url(i)
		case '<':
			i = l.angle(i)
		default:
			i = l.punct(i, c)
		}
	}
}

// scanPlain holds true for the ASCII bytes that mean nothing here.
var scanPlain = func() (t [128]bool) {
	for c := range t {
		t[c] = text.IsAlnum(byte(c)) || strings.IndexByte(" \t_'#%&@^|~+\n", byte(c)) >= 0
	}
	t['h'], t['w'] = false, false
	return t
}()
