package text

import (
	"strings"
	"unicode/utf8"
)

// IsWide reports whether a rune is Chinese or Japanese, punctuation included: these have no blanks between words.
func IsWide(r rune) bool {
	return r >= 0x2e80 && (r <= 0x312f || r >= 0x31a0 && r <= 0xa4cf || r >= 0xf900 && r <= 0xfaff ||
		r >= 0xfe30 && r <= 0xfe4f || r >= 0xff01 && r <= 0xff9f || r >= 0x20000 && r <= 0x323af)
}

func startsWide(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return IsWide(r)
}

func endsWide(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return IsWide(r)
}

// isEmoji reports whether a rune is a picture, or joins pictures. Signs that state something (✓ ✗ ✅ ❌ ☑ ☐ and arrows)
// are none: "IPv6 ✅" and "IPv6 ❌" are two facts.
func isEmoji(r rune) bool {
	switch {
	case r < 0x200d:
		return false
	case r == 0x200d || r == 0xfe0f || r == 0xfe0e || r == 0x20e3:
		return true
	case r >= 0x2610 && r <= 0x2612, r == 0x2705, r >= 0x2713 && r <= 0x2718, r == 0x274c, r == 0x274e, r == 0x27a4:
		return false
	case r >= 0x2600 && r <= 0x27bf:
		return r < 0x2776 || r > 0x27af || r == 0x27a1 // not the dingbat numbers and arrows
	case r >= 0x231a && r <= 0x231b, r >= 0x23e9 && r <= 0x23fa, r >= 0x2b50 && r <= 0x2b55:
		return true
	}
	return r >= 0x1f000 && r <= 0x1faff || r >= 0xe0020 && r <= 0xe007f
}

// TrimSpace is strings.TrimSpace, faster for text that starts and ends with letters of any script.
func TrimSpace(s string) string {
	if s == "" {
		return s
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	if mayBeSpace(first) || mayBeSpace(last) {
		return strings.TrimSpace(s)
	}
	return s
}

// mayBeSpace reports whether a rune is in one of the ranges that hold blanks: all up to U+3000, save printed ASCII.
func mayBeSpace(r rune) bool { return r <= ' ' || r > '~' && r <= 0x3000 }

// DropEmoji removes the emoji from s, and the blanks around them but one.
func DropEmoji(s string) string {
	if strings.IndexFunc(s, isEmoji) < 0 {
		return s
	}
	s = strings.Map(func(r rune) rune {
		if isEmoji(r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// CountLetters counts the letters and digits of s, up to max.
func CountLetters(s string, max int) int {
	n := 0
	for _, r := range s {
		if IsLetterOrDigit(r) {
			if n++; n >= max {
				break
			}
		}
	}
	return n
}

// FirstRune returns the rune that s starts with.
func FirstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// StartsHan reports whether s starts with a Han letter.
func StartsHan(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return IsHan(r)
}
