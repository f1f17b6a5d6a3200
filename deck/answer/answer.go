package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// Result says how well a typed answer matches the right one.
type Result uint8

// A typed answer is right, wrong or almost right: off by one letter, say, or part of a set. If it is almost right, the
// learner decides.
const (
	Wrong Result = iota
	Almost
	Right
)

// Verdict is the result of comparing a typed answer with a card's.
type Verdict struct {
	Result  Result
	Missing []string          // members of the set, or steps, that were not typed
	Foreign []string          // typed, but not a member
	Slips   map[string]string // members that were almost typed, with what was typed
}

// Compare judges a typed answer. Differences in width, case, punctuation, articles, spaces next to Han or the
// spelling of O(n log n) don't count. An alias in brackets, another name for the unit and anything in the card's Accept
// list are right too. Code is compared letter by letter, apart from spacing, width and Markdown marks. A set may be
// typed in any order; an order may not.
func Compare(c deck.Card, typed string) Verdict {
	if len(typed) > inline.MaxLength {
		return Verdict{}
	}
	lex := text.Lex("")
	switch {
	case c.Forms.Has(deck.Set) && len(c.Members) > 0:
		return compareSet(lex, c.Members, typed)
	case c.Forms.Has(deck.Order) && len(c.Members) > 0:
		return compareOrder(lex, c.Members, typed)
	case c.Forms.Has(deck.Exact):
		return Verdict{Result: compareCode(lex, append([]string{c.Answer}, c.Accept...), typed)}
	}
	return Verdict{Result: compareText(lex, append([]string{c.Answer}, c.Accept...), typed)}
}

// CompareText judges a typed answer that is neither code nor a list. Any of the answers is right.
func CompareText(answers []string, typed string) Result {
	return compareText(text.Lex(""), answers, typed)
}

func compareText(lex *text.Lexicon, answers []string, typed string) Result {
	given := form(lex, typed)
	if given == "" {
		return Wrong
	}
	best := Wrong
	for _, a := range answers {
		for _, v := range Variants(a) {
			f := form(lex, v)
			switch {
			case f == "":
			case squeeze(f) == squeeze(given):
				return Right
			case !hard(v) && oneOff(f, given) && !lex.TellsApart(f, given), sameParts(f, given), nearly(lex, f, given):
				best = max(best, Almost)
			default:
				best = max(best, compareQuantity(lex, v, typed))
			}
		}
	}
	return best
}

// sameParts reports whether two sums have the same parts in a different order: "skip list + hash table".
func sameParts(f, form string) bool {
	parts := func(s string) []string {
		list := strings.Split(squeeze(s), "+")
		slices.Sort(list)
		return list
	}
	list := parts(f)
	return len(list) > 1 && text.HasWord(list[0]) && slices.Equal(list, parts(form))
}

// squeeze drops spaces that are only layout, so that UTF-8 matches utf8 and e-mail matches email. A space between two
// digits stays, because it separates numbers.
func squeeze(form string) string {
	words := strings.Fields(form)
	var b strings.Builder
	for i, w := range words {
		if i > 0 && text.IsDigit(words[i-1][len(words[i-1])-1]) && text.IsDigit(w[0]) {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

// Variants returns the ways to give an answer that contains a bracket: as a whole, without the bracket, and just the
// bracket if it is an alias.
func Variants(a string) []string {
	list := []string{a}
	base, inner := inline.CutBracket(strings.TrimSpace(a))
	if inner == "" {
		if text, remark := inline.CutRemark(a); remark != "" {
			list = append(list, text)
		}
		return list
	}
	list = append(list, base)
	if _, aliases := inline.CutAliases(text.Lex(""), inline.Unmarked(a), nil); len(aliases) > 0 {
		list = append(list, aliases...)
	}
	return list
}

// Canonical returns the form in which answers are compared: no Markdown, punctuation or articles, width and case
// folded. A decimal point stays, and so do signs that change the meaning (C++, <5, 50%).
func Canonical(s string) string { return form(text.Lex(""), s) }

func form(lex *text.Lexicon, s string) string {
	if strings.Contains(s, "](") {
		s = inline.Unlink(s)
	}
	folded := strings.ToLower(width.Fold.String(s))
	if strings.ContainsAny(folded, "0123456789") {
		folded = joinRanges(folded)
	}
	rs := []rune(folded)
	var b strings.Builder
	blank := false
	last := rune(0)
	put := func(r rune) {
		apart := !text.IsHan(last) && !text.IsHan(r) && (!unicode.IsDigit(last) || unicode.IsDigit(r))
		if blank && last != 0 && apart {
			b.WriteByte(' ')
		}
		blank = false
		b.WriteRune(r)
		last = r
	}
	for i, r := range rs {
		more := i+1 < len(rs) && unicode.IsDigit(rs[i+1])
		between := more && i > 0 && unicode.IsDigit(rs[i-1])
		switch {
		case superscript(r) != 0:
			put(superscript(r))
		case strings.ContainsRune("-–−", r) && more && (i == 0 || between || !unicode.IsLetter(rs[i-1])):
			put('-')
		case unicode.IsLetter(r) || unicode.IsDigit(r), unicode.IsSymbol(r) && !strings.ContainsRune("`^$~", r):
			put(r)
		case r == '#' || r == '%' || r == '.' && between:
			put(r)
		case r == ',' && between, r == '\'' || r == '’', r == '(' || r == ')', r == '*', r == '`', r == '^', r == '_':
			// dropped without leaving a space: 1,000, don't, O(n log(n)), n^2, snake_case
		default:
			blank = true
		}
	}
	form := b.String()
	for cut := true; cut; {
		form, cut = lex.CutWord(text.ClassArticles, form)
	}
	if at, end := text.FindGrowth(s); at >= 0 && len(strings.TrimSpace(s)) <= end-at+2 || text.IsGrowthTerm(s) {
		return lg.Replace(form)
	}
	if strings.HasPrefix(form, "o") && strings.Contains(form, "n") && startsGrowth(s) {
		return lg.Replace(form)
	}
	return form
}

// lg unifies the common spellings of log.
var lg = strings.NewReplacer(" ", "", "log", "log", "lg", "log")

func startsGrowth(s string) bool {
	s = strings.TrimSpace(width.Fold.String(s))
	return len(s) > 3 && (s[0] == 'o' || s[0] == 'O') && strings.HasPrefix(strings.TrimLeft(s[1:], " "), "(")
}

func superscript(r rune) rune {
	if i := strings.IndexRune("⁰¹²³⁴⁵⁶⁷⁸⁹", r); i >= 0 {
		return rune('0' + utf8.RuneCountInString("⁰¹²³⁴⁵⁶⁷⁸⁹"[:i]))
	}
	if r == 'ⁿ' {
		return 'n'
	}
	return 0
}

// hard reports whether changing one letter makes a different answer: figures, code, acronyms and short words.
func hard(a string) bool {
	if at, _ := text.FindGrowth(a); at >= 0 || strings.ContainsAny(a, "0123456789") || text.IsCode(a) {
		return true
	}
	upper, letters := 0, 0
	for _, r := range a {
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				upper++
			}
		}
	}
	return letters < 5 || upper == letters
}

// oneOff reports whether x and y differ by one letter: added, dropped, replaced or swapped with its neighbour.
func oneOff(x, y string) bool {
	a, b := []rune(x), []rune(y)
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || len(a) < 4 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	same := func(m, n int) bool { return string(a[min(m, len(a)):]) == string(b[min(n, len(b)):]) }
	var changed []rune
	switch {
	case len(a) < len(b):
		if !same(i, i+1) {
			return false
		}
		changed = b[i : i+1]
	case same(i+1, i+1):
		changed = []rune{a[i], b[i]}
	case i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && same(i+2, i+2):
	default:
		return false
	}
	for _, r := range changed {
		if unicode.IsDigit(r) || unicode.IsSymbol(r) {
			return false
		}
	}
	return true
}
