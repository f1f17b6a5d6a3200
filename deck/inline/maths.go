package inline

import (
	"strings"

	"recall/deck/text"
)

// Maths returns the formula that starts at a place: between two $ or two $$, or as LaTeX has it between \( and \), or \[
// and \]. ok is false where none does. Callers rewrite the formula, so this is stricter than a scan: $HOME/$PATH is none.
func Maths(s string, at int) (p Span, ok bool) {
	if strings.HasPrefix(s[at:], "$") {
		p, ok, _ = dollars(s, at)
		return p, ok && s[p.At:p.From] == s[p.To:p.End] && (p.End == len(s) || !text.IsAlnum(s[p.End]))
	}
	end := latexEnd(s, at)
	return Span{mathSpan, at, end, at + 2, end - 2}, end > at
}

// dollars returns the formula between the $ or $$ at i and the next. closed is false if no $ follows at all.
func dollars(s string, i int) (p Span, ok, closed bool) {
	from := i + 1
	if from >= len(s) || s[from] == ' ' {
		return p, false, true
	}
	if s[from] == '$' {
		from++
		if end := strings.Index(s[from:], "$$"); end > 0 && isDisplay(s[from:from+end]) {
			return Span{mathSpan, i, from + end + 2, from, from + end}, true, true
		}
	}
	end := strings.IndexByte(s[from:], '$')
	if end < 0 {
		return p, false, false
	}
	to := from + end
	stop := min(to+from-i, len(s))
	if end == 0 || s[to-1] == ' ' || stop < len(s) && text.IsDigit(s[stop]) {
		return p, false, true // money: $5 or $10
	}
	return Span{mathSpan, i, stop, from, to}, true, true
}

// isDisplay reports whether the text between two $$ is a formula, which may have blanks around it. In a list of prices it
// is words: "$$ - inn, $$ - hotel".
func isDisplay(s string) bool {
	return s[0] != ' ' && s[len(s)-1] != ' ' || strings.ContainsAny(s, `\^_=+{}<>`)
}
