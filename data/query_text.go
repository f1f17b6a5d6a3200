package data

import (
	"bytes"
	"database/sql/driver"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// fold returns s without case, width and emphasis, which queries ignore.
func fold(s string) string { return string(appendFold(nil, s)) }

// appendFold appends the folded form of s. It makes no text of its own, as a query reads every text of a database.
func appendFold(to []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if to = append(to, s[i:i+n]...); !unicode.Is(unicode.Han, r) {
				to = appendFoldedRune(to[:len(to)-n], r)
			}
			i += n
			continue
		}
		i++
		switch {
		case c >= 'A' && c <= 'Z':
			to = append(to, c+'a'-'A')
		case c != '*' && c != '`':
			to = append(to, c)
		}
	}
	return to
}

func appendFoldedRune(to []byte, r rune) []byte {
	if narrow := width.LookupRune(r).Folded(); narrow != 0 {
		r = narrow
	}
	if r = unicode.ToLower(r); r == '*' || r == '`' {
		return to
	}
	return utf8.AppendRune(to, r)
}

// isNumbering reports whether s is a chapter number, such as 5 or 5.1.
func isNumbering(s string) bool {
	return s != "" && s[0] >= '0' && s[0] <= '9' && strings.Trim(s, "0123456789.") == "" && !strings.HasSuffix(s, ".")
}

// hasWords reports whether text contains words at the beginning of a word: disruptive does not contain ISR, but
// processes contains process. Chinese matches anywhere, as it has no blanks between words.
func hasWords(text, words []byte) bool {
	first, _ := utf8.DecodeRune(words)
	if !spelled(first) {
		return bytes.Contains(text, words)
	}
	for from := 0; ; {
		at := bytes.Index(text[from:], words)
		if at < 0 {
			return false
		}
		at += from
		if before, _ := utf8.DecodeLastRune(text[:at]); !spelled(before) {
			return true
		}
		from = at + len(words)
	}
}

// spelled reports whether r is a letter or digit of a script that puts blanks between words.
func spelled(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// hasNumber reports whether text contains number as a whole or at the start of a longer one: 5 is in "5 Concurrency"
// and "5.1 Threads", but not in "15" or "2.5".
func hasNumber(text, number []byte) bool {
	for from := 0; ; {
		at := bytes.Index(text[from:], number)
		if at < 0 {
			return false
		}
		at += from
		end := at + len(number)
		before := at == 0 || !strings.ContainsRune("0123456789.", rune(text[at-1]))
		after := end == len(text) || text[end] < '0' || text[end] > '9'
		if before && after {
			return true
		}
		from = at + 1
	}
}

// hasSlot reports whether a slot is the one asked for, or one below it: facet:use is below facet.
func hasSlot(slot, asked []byte) bool {
	rest, ok := bytes.CutPrefix(slot, asked)
	return ok && (len(rest) == 0 || rest[0] == ':')
}

// SQLite's own LIKE ignores case only in ASCII. The first argument of each function is what to look for, folded; it
// matches if any of the other arguments does.
func init() {
	for name, match := range map[string]func(text, asked []byte) bool{"has": hasWords, "has_number": hasNumber,
		"has_slot": hasSlot} {
		register(name, -1, func(args []driver.Value) (driver.Value, error) {
			b := foldings.Get().(*folding)
			defer foldings.Put(b)
			asked, _ := args[0].(string)
			b.asked = append(b.asked[:0], asked...)
			for _, a := range args[1:] {
				text, _ := a.(string)
				if b.text = appendFold(b.text[:0], text); match(b.text, b.asked) {
					return int64(1), nil
				}
			}
			return int64(0), nil
		})
	}
	register("folded", 1, func(args []driver.Value) (driver.Value, error) {
		text, _ := args[0].(string)
		return fold(text), nil
	})
}

// folding is room for a comparison, used again for the next one: a query compares every text of a database.
type folding struct{ text, asked []byte }

var foldings = sync.Pool{New: func() any { return &folding{} }}
