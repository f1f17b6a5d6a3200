package marks

import (
	"strconv"
	"strings"
	"unicode"

	"recall/deck/inline"
	"recall/deck/text"
)

// ==text== is a gap in a bullet of a file with other cards that its author marked. In running text, in tables and in
// all other files a highlight is more often just that, so there it counts only where the file says that it holds cards.
// {text} counts only in such files, wherever it stands.
var (
	_ = register(mark{
		name: "mark", order: 440, signs: []string{"=="}, bullets: inMarked, gaps: markPieces,
	})
	_ = register(mark{name: "brace", order: 450, signs: []string{"{"}, gaps: markPieces})
)

// MarkPieces reads the gaps of a text that is known to be a card.
func MarkPieces(s string) []piece { return markPieces(s, declared) }

// markPieces reads ==x== with what may follow it: ^[hint], [^1] for the number of the card, [^ash] for a plan. In a file
// that says that it holds cards, {x}, {2:x}, {1::x} and {{x}} are gaps as well, as other tools write them. Elsewhere
// braces have many uses.
func markPieces(s string, in standing) []piece {
	literals := inline.Literal(s)
	n, braces := 0, in >= declared
	noMark, noBrace, noDouble := false, !braces, !braces // no more of them closes: don't look again
	return cutPieces(s, func(from int) (int, int, piece) {
		for i := from; i < len(s); i++ {
			switch {
			case s[i] == '=' && !noMark && strings.HasPrefix(s[i:], "=="):
				end, p, closed := markAt(s, i, n+1, literals)
				switch {
				case !closed:
					noMark = true
				case end > 0 && !inline.Within(literals, i):
					n++
					return i, end, p
				}
				i += max(text.Run(s[i:], '=')-1, 0)
			case s[i] == '{' && !noBrace:
				double := strings.HasPrefix(s[i:], "{{")
				if double && noDouble {
					i++
					continue
				}
				end, p, closed := braceAt(s, i, n+1, in == together)
				switch {
				case !closed && double:
					noDouble = true
				case !closed:
					noBrace = true
				case end > 0 && !inline.Within(literals, i):
					n++
					return i, end, p
				}
			}
		}
		return -1, 0, piece{}
	})
}

// markAt reads ==x== at i. end is 0 where it is no gap, and closed is false where no == follows at all.
func markAt(s string, i, n int, literals []inline.Span) (end int, p piece, closed bool) {
	if end, closed = inline.HighlightEnd(s, i, literals); end == 0 {
		return 0, p, closed
	}
	p = piece{text: s[i+2 : end-2], nums: []int{unnumbered + n}}
	return end + p.marks(s[end:]), p, true
}

// braceAt reads {x} at i. end is 0 where it is a template, maths, code or empty, and closed is false where no brace
// closes. together says that gaps in double braces without a number are hidden at once, as Mochi does.
func braceAt(s string, i, n int, together bool) (end int, p piece, closed bool) {
	open, closing := i+1, "}"
	double := strings.HasPrefix(s[i:], "{{")
	if double {
		open, closing = i+2, "}}"
	}
	length := strings.Index(s[open:], closing)
	if length < 0 {
		return 0, p, false
	}
	if n := balancedEnd(s[open:], closing); n > 0 {
		length = n
	}
	inner := s[open : open+length]
	if isArgument(s[:i]) || isOwnGap(s[:i], s[open+length+len(closing):]) || strings.ContainsAny(inner, "{}") && !strings.ContainsAny(inner, `$\`) || strings.TrimSpace(inner) == "" ||
		strings.ContainsAny(inner[:1], "%#<^_:") || strings.ContainsAny(inner, "\"\n") {
		return 0, p, true
	}
	p = piece{text: inner, nums: []int{unnumbered + n}}
	if double && together {
		p.nums = []int{unnumbered}
	}
	if num, rest := groupNumber(inner); rest != "" {
		p.text, p.nums = rest, []int{num}
	}
	return open + length + len(closing), p, true
}

// balancedEnd returns where the gap before s closes: at the first closing braces that close none opened in s, as a formula
// does. It is 0 where the braces don't add up.
func balancedEnd(s, closing string) int {
	open := 0
	for i := 0; i < len(s) && i < maxGap; {
		if open == 0 && strings.HasPrefix(s[i:], closing) {
			return i
		}
		i, open = passBrace(s, i, open)
	}
	return 0
}

// passBrace goes one sign on in the text of a gap, and counts the braces that are open there. \{ is a sign like others.
func passBrace(s string, i, open int) (next, stillOpen int) {
	switch s[i] {
	case '\\':
		return min(i+2, len(s)), open
	case '{':
		open++
	case '}':
		open = max(0, open-1)
	}
	return i + 1, open
}

// maxGap is the greatest length of a gap with braces in it.
const maxGap = 1000

// marks reads a hint, a number or a plan at the start of s, and returns their length.
func (p *piece) marks(s string) int {
	n := 0
	if strings.HasPrefix(s, "^[") {
		if end := strings.IndexByte(s, ']'); end > 0 {
			p.hint, n = s[2:end], end+1
		}
	}
	if rest := s[n:]; strings.HasPrefix(rest, "[^") {
		end := strings.IndexByte(rest, ']')
		if end < 3 {
			return n
		}
		mark := rest[2:end]
		if num, err := strconv.Atoi(mark); err == nil && num > 0 && num < 100 {
			p.nums = []int{num}
		} else if strings.Trim(mark, "ash") == "" {
			p.plan, p.nums = mark, nil
			for i := range mark {
				if mark[i] == 'a' {
					p.nums = append(p.nums, i+1)
				}
			}
		} else {
			return n
		}
		n += end + 1
	}
	return n
}

// isArgument reports whether a brace behind s belongs to TeX or to a template: \frac{a}{b}, x^{2}, ${x}.
func isArgument(s string) bool {
	if s == "" {
		return false
	}
	if strings.IndexByte("$\\^_}", s[len(s)-1]) >= 0 {
		return true
	}
	i := len(s)
	for i > 0 && len(s)-i < 20 && (s[i-1]|0x20 >= 'a' && s[i-1]|0x20 <= 'z') {
		i--
	}
	return i > 0 && i < len(s) && s[i-1] == '\\'
}

// isOwnGap reports whether a brace is a part of a gap as its author writes them: {@{ before it, and }@} behind.
// Nobody else knows what is hidden there.
func isOwnGap(before, after string) bool {
	n := len(before)
	return n > 1 && before[n-2] == '{' && inline.IsOwnSign(before[n-1]) && len(after) > 1 && after[0] == before[n-1] && after[1] == '}'
}

// groupNumber cuts "2:" or "2::" off. rest is "" where there is none.
func groupNumber(s string) (num int, rest string) {
	digits := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
	if digits < 1 || s[digits] != ':' {
		return 0, ""
	}
	num, err := strconv.Atoi(s[:digits])
	if err != nil || num < 1 || num > 99 {
		return 0, ""
	}
	return num, strings.TrimLeft(s[digits:], ":")
}
