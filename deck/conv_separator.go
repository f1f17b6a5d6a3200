package deck

import (
	"strings"
	"unicode/utf8"
)

// splitSides divides "front :: back" and, both ways, "front ::: back". The separator stands outside code and maths and
// between blanks; in a file that says that it holds cards also without them, unless a name is glued to both of its
// sides: std::vector and fe80::1 are words.
func splitSides(s string, declared bool) (front, back string, both, ok bool) {
	if !strings.Contains(s, "::") {
		return "", "", false, false
	}
	literals := literal(s)
	for _, length := range [...]int{3, 2} { // the longer first: a::b:::c divides at :::
		for i := 0; i+length <= len(s); {
			n := markRun(s[i:], ':')
			if n == 0 {
				i++
				continue
			}
			if n == length && !within(literals, i) && divides(s[:i], s[i+n:], declared) {
				return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+n:]), n == 3, true
			}
			i += n
		}
	}
	return "", "", false, false
}

// divides tells that :: between these is a separator.
func divides(before, after string, declared bool) bool {
	left, right := strings.TrimSpace(before), strings.TrimSpace(after)
	if !hasWord(left) || right == "" || isAnkiOpening(before) {
		return false
	}
	blankLeft, blankRight := len(left) < len(strings.TrimLeft(before, " \t")), len(right) < len(strings.TrimRight(after, " \t\n"))
	if blankLeft && blankRight {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	return declared && !(isNameRune(last) && isNameRune(first))
}

// isNameRune tells what identifiers in code are made of, and what ends a type in front of them: Vec<T>::new.
func isNameRune(r rune) bool {
	return r < utf8.RuneSelf && (isAlnum(byte(r)) || strings.ContainsRune("_>)]~$@", r))
}

// isAnkiOpening tells that s ends in "{{c1": what follows is a gap.
func isAnkiOpening(s string) bool {
	i := strings.LastIndex(s, "{{c")
	return i >= 0 && strings.Trim(s[i+3:], "0123456789,") == ""
}
