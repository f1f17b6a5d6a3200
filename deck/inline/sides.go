package inline

import (
	"strings"
	"unicode/utf8"

	"recall/deck/text"
)

// SplitSides divides "front :: back", and "front ::: back", which is asked both ways. The separator is outside code and
// maths, with blanks around it. In a file that says that it holds cards it needs no blanks, whatever stands beside it,
// but for a name of code or an address (std::vector, fe80::1) and a key of Dataview or Logseq, as in "key:: value".
func SplitSides(s string, declared bool) (front, back string, both, ok bool) {
	if !strings.Contains(s, "::") {
		return "", "", false, false
	}
	literals := Literal(s)
	for _, spaced := range [...]bool{true, false} {
		if !spaced && !declared {
			break
		}
		for _, length := range [...]int{3, 2} { // the longer one first: a::b:::c is divided at :::
			for i := 0; i+length <= len(s); {
				n := text.Run(s[i:], ':')
				if n == 0 {
					i++
					continue
				}
				switch {
				case n != length || Within(literals, i):
				case OwnSeparator(s[i+n:]) != "":
					return "", "", false, false
				case divides(s[:i], s[i+n:], n, spaced, declared):
					return CutDeckTag(strings.TrimSpace(s[:i])), strings.TrimSpace(s[i+n:]), n == 3, true
				case !spaced && i > 0 && i+n < len(s) && isPath(s[:i], s[i+n:]):
					return "", "", false, false // a line that speaks of code
				}
				i += n
			}
		}
	}
	return "", "", false, false
}

// SplitAt divides a text at the first place outside code and maths where a separator stands between blanks.
func SplitAt(s, separator string) (front, back string, ok bool) {
	var literals []Span
	for at := 0; ; at++ {
		i := strings.Index(s[at:], separator)
		if i < 0 {
			return "", "", false
		}
		at += i
		end := at + len(separator)
		if at == 0 || end == len(s) || s[at-1] != ' ' || s[end] != ' ' {
			continue
		}
		if literals == nil {
			literals = Literal(s)
		}
		front, back = strings.TrimSpace(s[:at]), strings.TrimSpace(s[end:])
		if front != "" && back != "" && !Within(literals, at) {
			return CutDeckTag(front), back, true
		}
	}
}

// CutDeckTag cuts off the tag that puts one card into a deck: "#flashcards/history When? :: 1492".
func CutDeckTag(front string) string {
	if !strings.HasPrefix(front, "#flashcard") {
		return front
	}
	if at := strings.IndexAny(front, " \t\n"); at > 0 {
		return strings.TrimSpace(front[at:])
	}
	return front
}

// divides reports whether the n colons between these texts are a separator, with blanks on both sides or without.
func divides(before, after string, n int, spaced, declared bool) bool {
	left, right := strings.TrimSpace(before), strings.TrimSpace(after)
	if left == "" || right == "" || !declared && !text.HasWord(left) || isGapOpening(before) {
		return false
	}
	blankLeft := len(left) < len(strings.TrimLeft(before, " \t"))
	blankRight := len(right) < len(strings.TrimRight(after, " \t\n"))
	switch {
	case spaced:
		return blankLeft && blankRight
	case !blankLeft && blankRight && n == 2:
		return !IsPropertyKey(left)
	case blankLeft != blankRight:
		return true
	}
	return !isPath(left, right)
}

// IsPropertyKey reports whether s, or what an open bracket at its end holds, can be the key of a property of Logseq or
// Dataview.
func IsPropertyKey(s string) bool {
	i := len(s)
	for i > 0 && (text.IsAlnum(s[i-1]) || s[i-1] == '_' || s[i-1] == '-') {
		i--
	}
	return i < len(s) && !text.IsDigit(s[i]) && (i == 0 || s[i-1] == '[' || s[i-1] == '(')
}

// OwnSeparator returns a sign of an author's own that a text behind :: goes on with: ::@::. Nobody else knows where such
// a line is to be divided.
func OwnSeparator(right string) string {
	sign, _, ok := strings.Cut(right, "::")
	if !ok || len(sign) != 1 || !IsOwnSign(sign[0]) {
		return ""
	}
	return "::" + sign + "::"
}

// IsOwnSign reports whether authors make separators and gaps of their own with a sign.
func IsOwnSign(c byte) bool { return strings.IndexByte("@#&*+~|!=-", c) >= 0 }

// FindOwnSeparator finds a separator of an author's own between blanks, outside code and maths: ::@:: or :@:. It
// returns "" where there is none.
func FindOwnSeparator(s string) string {
	var literals []Span
	for i := 1; i+4 < len(s); i++ {
		if s[i] != ':' || s[i-1] != ' ' {
			continue
		}
		n := text.Run(s[i:], ':')
		end := i + 2*n + 1
		if n > 2 || end >= len(s) || s[end] != ' ' || !IsOwnSign(s[i+n]) || text.Run(s[i+n+1:], ':') != n {
			continue
		}
		if literals == nil {
			literals = Literal(s)
		}
		if !Within(literals, i) {
			return s[i:end]
		}
	}
	return ""
}

// FindOwnGap finds the beginning of a gap as its author alone writes it, outside code and maths: {@{. It returns ""
// where there is none.
func FindOwnGap(s string) string {
	var literals []Span
	for i := 0; i+2 < len(s); i++ {
		if s[i] != '{' || s[i+2] != '{' || !IsOwnSign(s[i+1]) {
			continue
		}
		if literals == nil {
			literals = Literal(s)
		}
		if !Within(literals, i) && strings.Contains(s[i+3:], "}"+s[i+1:i+2]+"}") {
			return s[i : i+3]
		}
	}
	return ""
}

// isPath reports whether a :: without blanks between these texts can only belong to a name in code or to an address.
func isPath(left, right string) bool {
	last, _ := utf8.DecodeLastRuneInString(left)
	if !isNameRune(last) {
		return false
	}
	if right[0] == '<' && !IsTag(right) {
		return true // parse::<i32>
	}
	name, member := LastName(left), firstName(right)
	return namespaces[name] || strings.HasSuffix(left[:len(left)-len(name)], "::") || isHexGroup(name) && isHexGroup(member) ||
		isHexGroup(name) && strings.Contains(left[:len(left)-len(name)], ":") // 2001:db8::a
}

// MayBePath reports whether a :: without blanks between these texts may belong to code. In a file that says that it
// holds cards, such a line is one all the same.
func MayBePath(left, right string) bool {
	last, _ := utf8.DecodeLastRuneInString(left)
	first, _ := utf8.DecodeRuneInString(right)
	if isPath(left, right) {
		return true
	}
	if !isNameRune(last) || !isNameRune(first) {
		return false
	}
	name := LastName(left)
	return name == "" || // Vec<T>::new
		strings.ContainsAny(name, "_$@") || isCamel(name) || strings.HasSuffix(left[:len(left)-len(name)], ":") ||
		isHexGroup(name) && strings.Contains(right[:min(len(right), 40)], ":") || // 2001:db8::1
		text.HasAnyPrefix(right[len(firstName(right)):], "(", "<", "!", "::")
}

// namespaces stand before :: in code, and hardly ever as the front of a card. Their case counts.
var namespaces = map[string]bool{
	"std": true, "boost": true, "absl": true, "folly": true, "fmt": true, "crate": true, "tokio": true, "serde": true,
	"chrono": true, "Self": true, "Vec": true, "Box": true, "Option": true, "Result": true, "String": true, "Rc": true,
	"Arc": true, "Iterator": true,
}

// LastName returns the identifier at the end of s, or "".
func LastName(s string) string {
	i := len(s)
	for i > 0 && (text.IsAlnum(s[i-1]) || strings.IndexByte("_$@", s[i-1]) >= 0) {
		i--
	}
	return s[i:]
}

// firstName returns the identifier at the start of s, or "".
func firstName(s string) string {
	i := 0
	for i < len(s) && (text.IsAlnum(s[i]) || s[i] == '_') {
		i++
	}
	return s[:i]
}

// isCamel reports whether a name has a capital behind a small letter: MyType.
func isCamel(name string) bool {
	for i := 1; i < len(name); i++ {
		if name[i] >= 'A' && name[i] <= 'Z' && name[i-1] >= 'a' && name[i-1] <= 'z' {
			return true
		}
	}
	return false
}

// isHexGroup reports whether s is a part of an IPv6 address and no word: it has a digit.
func isHexGroup(s string) bool {
	return len(s) > 0 && len(s) <= 4 && strings.Trim(s, "0123456789abcdefABCDEF") == "" &&
		strings.ContainsAny(s, "0123456789")
}

// isNameRune reports whether a rune can be in an identifier of code, or end a type before one: Vec<T>::new.
func isNameRune(r rune) bool {
	return r < utf8.RuneSelf && (text.IsAlnum(byte(r)) || strings.ContainsRune("_>)]~$@", r))
}

// isGapOpening reports whether s ends in "{{c1" or "{1": a gap follows.
func isGapOpening(s string) bool {
	s = s[max(0, len(s)-20):]
	i := strings.LastIndexByte(s, '{')
	return i >= 0 && strings.Trim(strings.TrimPrefix(s[i+1:], "c"), "0123456789,") == ""
}
