package draw

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes text from outside safe for a terminal and for the reader. It removes escape sequences, control characters
// except \n and \t, characters that change the direction of the text after them, and invisible ones that could hide
// text. Every kind of line ending becomes \n, because a lone carriage return would let a line overwrite itself. Invalid
// UTF-8 becomes U+FFFD.
func Clean(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	before := ' ' // the rune written last
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\r' && strings.HasPrefix(s[i+n:], "\n"):
			i += n
			continue
		case r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
			r = '\n'
		case r == 0x1b, r >= 0x80 && r < 0xa0:
			i += max(n, sequence(s[i:]))
			continue
		case r == '\u200c', r == '\u200d': // joiners: part of emoji and some scripts, useless elsewhere
			next, _ := utf8.DecodeRuneInString(s[i+n:])
			if !joins(before) || !joins(next) {
				i += n
				continue
			}
		case r >= 0xe0020 && r <= 0xe007f: // tags: they spell the flags of England, Scotland and Wales
			if before != '\U0001f3f4' && (before < 0xe0020 || before > 0xe007f) {
				i += n
				continue
			}
		case r == '\n', r == '\t':
		case unicode.IsControl(r), steers(r):
			i += n
			continue
		}
		b.WriteRune(r)
		before = r
		i += n
	}
	return b.String()
}

// isPlain reports whether s is ASCII without control characters. Most text is, and needs no cleaning.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x7f || c < ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

// steers reports whether a character is invisible and changes how the text around it is shown, or shows nothing at all.
func steers(r rune) bool {
	switch {
	// soft hyphen and zero-width spaces: terminals disagree on them
	case r == '\u00ad', r == '\u180e', r == '\u200b', r == '\ufeff':
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069': // embeddings, overrides, isolates
	case r >= '\u2060' && r <= '\u206f': // word joiner, invisible operators, deprecated controls
	case r >= '\ufff9' && r <= '\ufffb': // annotations
	case r >= 0x1d173 && r <= 0x1d17a, r == 0xe0001: // musical controls, language tag
	default:
		return false
	}
	return true
}

func joins(r rune) bool {
	return r > unicode.MaxASCII && r != utf8.RuneError &&
		(unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsSymbol(r))
}

// sequence returns the length of the escape sequence that s starts with. It returns 0 if there is none or if it does
// not end, so that an ESC at the start of a text does not swallow the text.
func sequence(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	kind := byte(r - 0x40) // a C1 control stands for ESC and the character 0x40 below it
	if r == 0x1b {
		if len(s) == n {
			return 0
		}
		kind = s[n]
		n++
	}
	switch kind {
	case '[':
		for ; n < len(s) && s[n] >= 0x20 && s[n] <= 0x3f; n++ {
		}
		if n < len(s) && s[n] >= 0x40 && s[n] <= 0x7e {
			return n + 1
		}
	case ']', 'P', 'X', '^', '_': // a string, if its terminator is on the same line and not too far away
		const longest = 4096
		line, _, _ := strings.Cut(s[n:min(len(s), n+longest)], "\n")
		end, after := -1, 0
		for _, stop := range []string{"\a", "\x1b\\", "\u009c"} {
			if i := strings.Index(line, stop); i >= 0 && (end < 0 || i < end) {
				end, after = i, len(stop)
			}
		}
		if end >= 0 {
			return n + end + after
		}
	}
	return 0
}
