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

// Fault says why a typed answer is only almost right.
type Fault uint8

// The faults that can be named. Any other almost right answer has None.
const (
	None       Fault = iota
	NoUnit           // the figure is right, and stands alone or with half of its unit
	OtherUnit        // the figure is right, and its unit is a letter that may stand for another one
	NoBound          // the answer is a bound, such as "at most 5", and only the figure was typed
	OtherBound       // the figure is right, and another bound stands beside it
	Hedged           // the answer is exact, and what was typed isn't: "about 5"
	NoGrowth         // n for O(n), or the other way round
	OneLetter        // a slip
)

// Verdict is the result of comparing a typed answer with a card's.
type Verdict struct {
	Result  Result
	Fault   Fault
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
	case c.Forms.Has(deck.Exact) && !marked(c.Answer):
		return Verdict{Result: compareCode(lex, append([]string{c.Answer}, c.Accept...), typed)}
	}
	return compareText(lex, append([]string{c.Answer}, c.Accept...), typed)
}

// CompareText judges a typed answer that is neither code nor a list. Any of the answers is right.
func CompareText(answers []string, typed string) Result {
	return compareText(text.Lex(""), answers, typed).Result
}

func compareText(lex *text.Lexicon, answers []string, typed string) (best Verdict) {
	whole, given := form(lex, typed), qualify(lex, typed)
	for _, a := range answers {
		for _, v := range Variants(a) {
			want := qualify(lex, v)
			most, limit := want.limit(given)
			if f := form(lex, v); f != "" && squeeze(f) == squeeze(whole) && most == Right {
				return Verdict{Result: Right}
			}
			got, fault := compareWords(lex, want.core, given.core)
			if got > most || got == Almost && most == Almost {
				got, fault = most, limit
			}
			if got > best.Result {
				best = Verdict{Result: got, Fault: fault}
			}
		}
	}
	return best
}

// compareWords compares an answer with what was typed, both without what says how exact they are.
func compareWords(lex *text.Lexicon, answer, typed string) (Result, Fault) {
	f, given := form(lex, answer), form(lex, typed)
	switch {
	case f == "" || given == "":
		return Wrong, None
	case squeeze(f) == squeeze(given):
		return Right, None
	case sameGrowth(lex, answer, typed):
		return Almost, NoGrowth
	case !hard(answer) && oneOff(f, given) && !lex.TellsApart(f, given):
		return Almost, OneLetter
	case sameParts(f, given), nearly(lex, f, given):
		if _, fault := compareQuantity(lex, answer, typed); fault != None {
			return Almost, fault
		}
		return Almost, None
	}
	return compareQuantity(lex, answer, typed)
}

// sameGrowth reports whether one text is an order of growth and the other is the same without its O.
func sameGrowth(lex *text.Lexicon, a, b string) bool {
	inner := func(s string) string {
		s = strings.Trim(strings.TrimSpace(s), "`$")
		if at, end := text.FindGrowth(s); at == 0 && end == len(s) {
			return strings.TrimSuffix(s[strings.IndexByte(s, '(')+1:], ")")
		}
		return ""
	}
	x, y := inner(a), inner(b)
	return x != "" && y == "" && squeeze(form(lex, x)) == squeeze(form(lex, b)) ||
		y != "" && x == "" && squeeze(form(lex, y)) == squeeze(form(lex, a))
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
// bracket if it is an alias or begins with "or".
func Variants(a string) []string {
	list := []string{a}
	base, inner := inline.CutBracket(bare(a))
	if inner == "" {
		if text, remark := inline.CutRemark(bare(a)); remark != "" {
			list = append(list, text)
		}
		return list
	}
	list = append(list, base)
	lex := text.Lex("")
	if other, ok := lex.CutPrefix(text.ClassOrElse, inner); ok {
		return append(list, other)
	}
	if _, aliases := inline.CutAliases(lex, inline.Unmarked(a), nil); len(aliases) > 0 {
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
