package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// IsHan reports whether r is a letter of a script without blanks between words: Han, and kana with it.
func IsHan(r rune) bool {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF: // nearly all
		return true
	case r < 0x2E80:
		return false
	case r < 0x3040:
		return r <= 0x2FD5 || r == '々' || r == '〇'
	case r <= 0x30FF:
		return r != '・'
	}
	return r >= 0x3400 && r <= 0x4DBF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x323AF
}

// HasHan reports whether s holds a Han letter.
func HasHan(s string) bool {
	for i := asciiLength(s); i < len(s); {
		if s[i] < 0xE2 { // no Han letter starts with a lower byte
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if IsHan(r) {
			return true
		}
		i += n
	}
	return false
}

// asciiLength returns how many bytes at the start of s are ASCII, rounded down to what is looked at in one step.
func asciiLength(s string) int {
	const step, high = 8, 0x80808080_80808080
	i := 0
	for ; i+step <= len(s); i += step {
		c := s[i : i+step]
		x := uint64(c[0]) | uint64(c[1])<<8 | uint64(c[2])<<16 | uint64(c[3])<<24 |
			uint64(c[4])<<32 | uint64(c[5])<<40 | uint64(c[6])<<48 | uint64(c[7])<<56 // one load
		if x&high != 0 {
			break
		}
	}
	return i
}

// IsLatin reports whether a text is in a language with Latin letters. Greek ones stand in formulas of any language.
func IsLatin(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r >= 0x250 && unicode.IsLetter(r) && !unicode.In(r, unicode.Latin, unicode.Greek)
	})
}

// CountHan counts the Han letters of s.
func CountHan(s string) int {
	n := 0
	for i := asciiLength(s); i < len(s); {
		if s[i] < 0xE2 { // no Han letter starts with a lower byte
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if IsHan(r) {
			n++
		}
		i += size
	}
	return n
}

// Columns returns the width of s on a terminal. Nearly all text is of letters and signs that no neighbour changes: they
// are counted here. The rest is left to uniseg, which is far slower.
func Columns(s string) int {
	w := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < ' ' || c == 0x7f {
				return uniseg.StringWidth(s)
			}
			w++
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		wide := ownColumns(r)
		if wide == 0 {
			return uniseg.StringWidth(s)
		}
		w += wide
		i += n
	}
	return w
}

// Fits reports whether s is at most so many columns wide. No sign is wider than the bytes that it takes.
func Fits(s string, columns int) bool { return len(s) <= columns || Columns(s) <= columns }

// ownColumns is the width of a rune whatever stands beside it, or 0 for one that is not known here.
func ownColumns(r rune) int {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF, r >= 0x3001 && r <= 0x3002, r >= 0x3008 && r <= 0x3011, // Han, 、。《》【】
		r >= 0xFF01 && r <= 0xFF60, r >= 0x3041 && r <= 0x3096, r >= 0x30A1 && r <= 0x30FF: // ：（）, kana
		return 2
	case r >= 0xA0 && r <= 0x2FF && r != 0xAD, r >= 0x370 && r <= 0x482, r >= 0x48A && r <= 0x52F, // Latin, Greek, Cyrillic
		r >= 0x2010 && r <= 0x2027, r >= 0x2070 && r <= 0x20CF, r >= 0x20F1 && r <= 0x2319: // “–…”, ²€, →≤
		return 1
	}
	return 0
}

// CountWords counts the words of s, which blanks separate.
func CountWords(s string) int {
	n, before := 0, uint8(1)
	for i := 0; i < len(s); i++ {
		blank := blanksOf[s[i]]
		n += int(before &^ blank) // without a branch, as words are short
		before = blank
	}
	return n
}

// blanksOf holds 1 for the bytes between words.
var blanksOf = [256]uint8{' ': 1, '\t': 1, '\n': 1}

// FirstWord returns s up to its first blank, without punctuation at its end.
func FirstWord(s string) string {
	if i := strings.IndexByte(s, ' '); i >= 0 {
		s = s[:i]
	}
	if s == "" || IsAlnum(s[len(s)-1]) {
		return s // as most do
	}
	return strings.TrimRight(s, ",.;:!?")
}

// Lower returns s in lower case. It is strings.ToLower, faster for Han.
func Lower(s string) string {
	for i := range len(s) {
		if c := s[i]; IsUpper(c) || c >= 0xC3 && c <= 0xE2 || c >= 0xEA { // first bytes of letters with a case
			return strings.ToLower(s)
		}
	}
	return s
}

// FoldHash returns a number that is the same for texts that strings.EqualFold takes as equal. Letters outside ASCII that
// have a case don't count, nor do k and s, as two signs outside ASCII are their capitals.
func FoldHash(s string) uint32 {
	h := uint32(2166136261) // FNV-1a
	for _, r := range s {
		if r < utf8.RuneSelf {
			if r |= 0x20; r == 'k' || r == 's' {
				continue
			}
		} else if r < 0x3000 || r > 0x9fff {
			continue
		}
		h = (h ^ uint32(r)) * 16777619
	}
	return h
}

// IsLetterOrDigit reports what package unicode does, faster for ASCII.
func IsLetterOrDigit(r rune) bool {
	if r < utf8.RuneSelf {
		return IsAlnum(byte(r))
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// IsAlnum reports whether c is an ASCII letter or digit.
func IsAlnum(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || IsDigit(c)
}

// IsDigit reports whether c is an ASCII digit.
func IsDigit(c byte) bool { return c >= '0' && c <= '9' }

// IsUpper reports whether c is an ASCII capital.
func IsUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// IsLower reports whether c is a small ASCII letter.
func IsLower(c byte) bool { return c >= 'a' && c <= 'z' }

// HasWord reports whether s holds a letter or a digit.
func HasWord(s string) bool {
	for _, r := range s {
		if IsLetterOrDigit(r) {
			return true
		}
	}
	return false
}
