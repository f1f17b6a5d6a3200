package inline

import (
	"strings"

	"recall/deck/text"
)

// Where a fact was found is often written behind it. It is no part of what is asked or answered:
//
//	honey: sweeter than sugar https://example.org/v 3:15
//	honey: sweeter than sugar [3:15]
//	honey: sweeter than sugar (pp. 12-14)
//	honey: sweeter than sugar 📙 Bees 12

// CutSource cuts the sources off the end of a text. A text of nothing else stays whole.
func CutSource(lex *text.Lexicon, s string) (said, source string) {
	if !mayEndInSource(lex, s) {
		return s, ""
	}
	end := len(s)
	for {
		at := sourceAt(lex, s[:end])
		if at < 0 {
			break
		}
		at = len(strings.TrimRight(s[:at], " ,;，；"))
		if !text.HasWord(s[:at]) {
			return s, ""
		}
		end = at
	}
	return s[:end], strings.TrimLeft(s[end:], " ,;，；")
}

// IsSource reports whether a text says nothing but where to read on.
func IsSource(lex *text.Lexicon, s string) bool {
	if !mayEndInSource(lex, s) {
		return false
	}
	const said = "x: " // what stands before it
	rest, source := CutSource(lex, said+s)
	return source != "" && len(rest) < len(said)
}

// mayEndInSource is a quick look: most texts have no sign of a source.
func mayEndInSource(lex *text.Lexicon, s string) bool {
	if s == "" {
		return false
	}
	if strings.Contains(s, "http") || strings.HasSuffix(s, "）") {
		return true
	}
	switch last := s[max(0, len(strings.TrimRight(s, "."))-1)]; {
	case last == ')' || last == ']':
		return true
	case text.IsDigit(last):
		return strings.Contains(s, "p.") || bookAt(lex, s) >= 0
	}
	return bookAt(lex, s) >= 0
}

var (
	// endsInAddress finds a bare address at the end, with the time at which it says so.
	endsInAddress = text.Pattern(
		`(?:^|[ ,;:，；：])<?https?://[^\s<>()\[\]"'` + "`" + `（）]+>?(?:[ ,;]+@? ?[(\[]?\d{1,2}(?::[0-5]\d){1,2}[)\]]?)*[.,;]?$`)
	// endsInBracket finds a bracket of nothing but addresses, with a word for them: (source: https://example.org).
	endsInBracket = text.Pattern(
		`(?:^|[^\]])[(（\[](?:\pL+[:：] ?)?(?:<?https?://[^\s<>()\[\]"'` + "`" + `（）]+>?[ ,;]*)+[)）\]][.。]?$`)
	// endsInTime finds the time in a recording: [2:30].
	endsInTime = text.Pattern(` \[\d{1,3}(?::[0-5]\d){1,2}\]$`)
	// endsInPages finds a page without brackets: p. 12, pp. 12-14.
	endsInPages = text.Pattern(`[ ,，]pp?\. ?\d+(?:[-–, ]+\d+)*\.?$`)
)

// sourceAt is where the last source at the end of a text begins, or -1.
func sourceAt(lex *text.Lexicon, s string) int {
	if i := strings.LastIndex(s, "http"); i >= 0 && !strings.HasSuffix(s[:i], "](") { // a link is no bare address
		if at := endsInAddress().FindStringIndex(s); at != nil && !leadsInto(lex, s[:at[0]]) {
			return at[0] + len(s[at[0]:at[1]]) - len(strings.TrimLeft(s[at[0]:at[1]], ":： "))
		}
		if text.HasAnySuffix(strings.TrimRight(s, ".。"), ")", "）", "]") {
			if at := endsInBracket().FindStringIndex(s); at != nil {
				return at[0] + strings.IndexAny(s[at[0]:], "(（[")
			}
		}
	}
	if strings.HasSuffix(s, "]") {
		if at := endsInTime().FindStringIndex(s); at != nil {
			return at[0]
		}
	}
	if strings.Contains(s, "p.") {
		if at := endsInPages().FindStringIndex(s); at != nil && !leadsInto(lex, s[:at[0]]) {
			return at[0]
		}
	}
	if said, remark := CutRemark(s); remark != "" && NamesPages(lex, remark) {
		return len(said)
	}
	if at := bookAt(lex, s); at >= 0 && text.CountWords(s[at:]) <= maxBookWords && text.CountHan(s[at:]) <= 2*maxBookWords {
		return at
	}
	return -1
}

// maxBookWords is how many words name a book and its pages at most.
const maxBookWords = 8

// bookAt is where the sign of a book stands that has something behind it, or -1.
func bookAt(lex *text.Lexicon, s string) int {
	if strings.IndexByte(s, 0xf0) < 0 { // all of them have four bytes
		return -1
	}
	return strings.IndexFunc(s, func(r rune) bool { return r > 0xffff && lex.HasRune(text.ClassBookSigns, r) })
}

// leadsInto reports whether what stands before an address needs it: "served at", "see".
func leadsInto(lex *text.Lexicon, s string) bool {
	s = strings.TrimRight(s, " ")
	word := strings.ToLower(s[strings.LastIndexByte(s, ' ')+1:])
	return lex.Has(text.ClassFunctionWords, word) || lex.Has(text.ClassPointers, word) || lex.Has(text.ClassTasks, word) ||
		text.HasAnySuffix(s, "=", "→", "->")
}

// NamesPages reports whether a text only names a part of a book by its number: "pp. 12-20", 第三章.
func NamesPages(lex *text.Lexicon, s string) bool {
	s = strings.ToLower(strings.Trim(s, "*_ .。()（）"))
	if word, n, ok := strings.Cut(s, " "); ok && lex.Has(text.ClassReadingParts, word) {
		return strings.TrimLeft(n, "0123456789 .,-–&") == "" || strings.Trim(n, "ivxlc") == ""
	}
	s, ok := lex.CutPrefix(text.ClassOrdinals, s)
	return ok && lex.Has(text.ClassReadingParts, strings.TrimLeftFunc(s, func(r rune) bool {
		return strings.ContainsRune("0123456789 -–~、和至", r) || lex.HasRune(text.ClassNumeralsTitle, r)
	}))
}
