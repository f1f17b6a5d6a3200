package inline

import (
	"strings"

	"recall/deck/text"
)

// CutAliases cuts the brackets at the end of a term off, if they hold other names of it, and appends those names.
func CutAliases(lex *text.Lexicon, term string, into []string) (name string, aliases []string) {
	if n := len(term); n < 4 || term[n-1] != ')' && !strings.HasSuffix(term, "）") {
		return term, into
	}
	base, inner := CutBracket(term)
	if inner == "" || !text.HasWord(base) {
		return term, into
	}
	inner, said := lex.CutPrefix(text.ClassAlsoCalled, inner)
	if said {
		inner = strings.TrimLeft(inner, " :：")
	}
	if said && (text.CountWords(inner) > 4 || text.CountWords(base) > 5) {
		return term, into
	}
	for _, a := range strings.FieldsFunc(inner, func(r rune) bool { return strings.ContainsRune(",，、/", r) }) {
		a = strings.TrimSpace(a)
		if !said && !isAlias(lex, base, a) || !text.HasWord(a) || text.Columns(a) > 48 {
			return term, into
		}
		low, name := strings.ToLower(a), strings.ToLower(base)
		if strings.Contains(low, name) || strings.Contains(name, low) {
			continue // "RSA (RSA algorithm)"
		}
		into = append(into, a)
	}
	return base, into
}

// isAlias reports whether the text in brackets names the same thing: in the other script, or one is the other's
// initials.
func isAlias(lex *text.Lexicon, base, inner string) bool {
	if lex.Has(text.ClassBracketRemarks, inner) || text.CountWords(inner) > 5 ||
		strings.ContainsAny(inner, "=<>+~`!?:：") {
		return false
	}
	baseHan, innerHan := text.HasHan(base), text.HasHan(inner)
	switch {
	case HasInitials(base, inner) || HasInitials(inner, base):
		return true
	case baseHan && innerHan:
		return AlikeHan(base, inner)
	case baseHan && !innerHan && CountCapitals(inner) > 1 && text.CountWords(inner) == 1 && !startWithin(base, inner):
		return false // HTTP/3基于QUIC（UDP）
	case baseHan && !innerHan:
		return !text.IsDigit(inner[0]) && len(inner) > 1 && !strings.ContainsAny(inner, "0123456789./") ||
			shortName(inner)
	case !baseHan && innerHan:
		return text.CountHan(inner) <= 16 && text.CountHan(inner) >= 2 && !strings.ContainsAny(inner, "0123456789") &&
			!lex.HasSuffix(text.ClassBracketRemarks, inner)
	}
	return false
}

// startWithin reports whether the first letters of a name's Latin words are all in its short form: Python增强提案, PEP.
func startWithin(name, short string) bool {
	for i := range len(name) {
		starts := text.IsAlnum(name[i]) && !text.IsDigit(name[i]) && (i == 0 || !text.IsAlnum(name[i-1]))
		if starts && !strings.Contains(strings.ToUpper(short), strings.ToUpper(name[i:i+1])) {
			return false
		}
	}
	return true
}

// AlikeHan reports whether two Han names of one length share half of their letters and the last one: 聚簇索引,
// 聚集索引.
func AlikeHan(x, y string) bool {
	a, b := []rune(x), []rune(y)
	if len(a) != len(b) || len(a) < 3 {
		return false
	}
	same := 0
	for i := range a {
		if a[i] == b[i] {
			same++
		}
	}
	return same*2 >= len(a) && a[len(a)-1] == b[len(b)-1]
}

// shortName reports whether a name is at most six letters and digits, with a capital: 2PC, K8s.
func shortName(s string) bool {
	if len(s) > 6 {
		return false
	}
	capital := false
	for i := 0; i < len(s); i++ {
		if !text.IsAlnum(s[i]) {
			return false
		}
		capital = capital || text.IsUpper(s[i])
	}
	return capital && s[0] != 'v'
}

// IsSpelledBy reports whether the first letters of long's words spell short, which may be a plural.
func IsSpelledBy(lex *text.Lexicon, long, short string) bool {
	short, _ = lex.CutSuffix(text.ClassPluralEndings, short)
	if len(short) < 2 || len(short) > 8 || strings.Trim(short, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return false
	}
	i := 0
	for _, w := range strings.FieldsFunc(long, func(r rune) bool { return r == ' ' || r == '-' }) {
		if i < len(short) && (w[0]&^0x20) == short[i] {
			i++
		} else if !lex.Has(text.ClassFunctionWords, w) {
			return false
		}
	}
	return i == len(short)
}

// HasInitials reports whether short can stand for long: its letters come in this order in long, from the first on.
func HasInitials(long, short string) bool {
	if n := len(short); n < 2 || n > 8 || strings.IndexByte(short, ' ') >= 0 ||
		text.HasHan(short) || text.HasHan(long) ||
		text.CountWords(long) < 2 && !strings.ContainsAny(long, "-") && len(long) < 8 {
		return false
	}
	upper := 0
	k := 0
	l := strings.ToLower(long)
	for i := 0; i < len(short); i++ {
		c := short[i]
		if text.IsUpper(c) {
			upper++
			c += 'a' - 'A'
		} else if !text.IsLower(c) {
			continue
		}
		at := strings.IndexByte(l[k:], c)
		if at < 0 {
			return false
		}
		k += at + 1
	}
	return (upper >= 2 || shortName(short)) && (l[0]|0x20) == (short[0]|0x20)
}

// CountCapitals counts the ASCII capitals of a name.
func CountCapitals(s string) (n int) {
	for i := range len(s) {
		if text.IsUpper(s[i]) {
			n++
		}
	}
	return n
}
