package marks

import (
	"strings"

	"recall/deck/inline"
	"recall/deck/text"
)

// The signs of RemNote. All of them mean something else too, so they count only in a file that says that it holds
// cards.
var (
	_ = register(mark{
		name: "remnote", order: 430, signs: []string{" >> ", " << ", " <> ", " ;; "},
		prose: never, rows: never,
		sides: func(s string, _ bool) (front, back string, both, ok bool) { return remnoteSides(s) },
	})
	_ = register(mark{
		name: "remnote-parent", order: 310, signs: []string{">>", ";;", "::"},
		parent: func(s string, nests bool) (front, back string, both, ok bool) {
			if front, both, ok = openSides(s); ok && nests {
				return front, "", both, true
			}
			front, ok = remnoteFront(s)
			return front, "", false, ok
		},
	})
)

// remnoteSides divides a bullet of RemNote: front >> back, back << front, both ways <>, concept ;; descriptor.
func remnoteSides(s string) (front, back string, both, ok bool) {
	literals := inline.Literal(s)
	for _, sign := range [...]string{" >> ", " << ", " <> ", " ;; "} {
		at := strings.Index(s, sign)
		if at < 1 || inline.Within(literals, at+1) {
			continue
		}
		front, back = strings.TrimSpace(s[:at]), strings.TrimSpace(s[at+len(sign):])
		if !text.HasWord(front) || !text.HasWord(back) || isOperand(back) {
			continue
		}
		if sign == " << " {
			front, back = back, front
		}
		return front, back, sign == " <> ", true
	}
	return "", "", false, false
}

// isOperand reports whether s follows an operator of code and no sign of RemNote: "x >> 1", "echo x >> file.txt",
// "state <> 'new'".
func isOperand(s string) bool {
	word, rest, _ := strings.Cut(s, " ")
	return strings.IndexByte("'\"$&~-", s[0]) >= 0 || strings.Trim(word, "0123456789") == "" && rest != "" ||
		rest == "" && strings.IndexByte(word, '/') >= 0 ||
		rest == "" && strings.IndexByte(word, '.') > 0 && text.IsAlnum(word[len(word)-1])
}

// openSides cuts off a :: or ::: at the end of a bullet, whose other side is what is nested below it.
func openSides(s string) (front string, both, ok bool) {
	front, ok = strings.CutSuffix(s, "::")
	front, both = strings.CutSuffix(front, ":")
	return strings.TrimSpace(front), both, ok && text.HasWord(front) && !strings.HasSuffix(front, ":")
}

// remnoteFront cuts off the sign at the end of a bullet whose children are the back.
func remnoteFront(s string) (front string, ok bool) {
	for _, sign := range [...]string{">>>", ">>", ";;", "::"} {
		if rest, found := strings.CutSuffix(s, sign); found && text.HasWord(rest) && strings.HasSuffix(rest, " ") {
			return strings.TrimSpace(rest), true
		}
	}
	return "", false
}
