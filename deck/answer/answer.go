package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// Result is how a typed answer compares with the right one.
type Result uint8

// A typed answer is right, wrong, or so near (a slip of one letter, part of a set) that the learner judges.
const (
	Wrong Result = iota
	Almost
	Right
)

// Verdict is the comparison of a typed answer with a card's.
type Verdict struct {
	Result  Result
	Missing []string          // members of the set, or steps, that were not typed
	Foreign []string          // what was typed and is no member
	Slips   map[string]string // members of the set that were almost typed, and what was typed
}

// Compare judges a typed answer. What differs only in width, case, punctuation, articles, blanks beside Han or in
// the writing of O(n log n) is right; so are an alias in brackets, a unit in other words and what the card accepts
// besides. Code counts letter by letter, but for what anyone may write otherwise. A set ignores the order, an order doesn't.
func Compare(c deck.Card, typed string) Verdict {
	if len(typed) > inline.MaxLength {
		return Verdict{}
	}
	switch {
	case c.Forms.Has(deck.Set) && len(c.Members) > 0:
		return compareSet(c.Members, typed)
	case c.Forms.Has(deck.Order) && len(c.Members) > 0:
		return compareOrder(c.Members, typed)
	case c.Forms.Has(deck.Exact):
		return Verdict{Result: compareCode(append([]string{c.Answer}, c.Accept...), typed)}
	}
	return Verdict{Result: CompareText(append([]string{c.Answer}, c.Accept...), typed)}
}

func CompareText(answers []string, typed string) Result {
	form := Form(typed)
	if form == "" {
		return Wrong
	}
	best := Wrong
	for _, a := range answers {
		for _, v := range Variants(a) {
			f := Form(v)
			switch {
			case f == "":
			case squeeze(f) == squeeze(form):
				return Right
			case !hard(v) && oneOff(f, form), sameParts(f, form), nearly(f, form):
				best = max(best, Almost)
			default:
				best = max(best, compareQuantity(v, typed))
			}
		}
	}
	return best
}

// sameParts tells a sum whose parts stand in another order: "skip list + hash table".
func sameParts(f, form string) bool {
	parts := func(s string) []string {
		list := strings.Split(squeeze(s), "+")
		slices.Sort(list)
		return list
	}
	list := parts(f)
	return len(list) > 1 && text.HasWord(list[0]) && slices.Equal(list, parts(form))
}

// squeeze leaves the blanks out that only lay an answer out: UTF-8 is typed utf8, e-mail email. Between two digits one divides numbers.
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

// Variants are the ways to give an answer that has a bracket: whole, without it, and the bracket alone if it is
// another name.
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
	if _, aliases := inline.CutAliases(inline.Plain(a), nil); len(aliases) > 0 {
		list = append(list, aliases...)
	}
	return list
}

// Form is what is compared of an answer: Markdown, width, case, punctuation and articles off; a point or
// comma within figures and the signs that change a meaning (C++, <5, 50%) kept.
func Form(s string) string {
	if strings.Contains(s, "](") {
		s = inline.Unlink(s)
	}
	folded := strings.ToLower(width.Fold.String(s))
	if strings.ContainsAny(folded, "0123456789") && text.ContainsAny(folded, rangeWords) {
		folded = ranges.ReplaceAllString(folded, "$1-$2")
	}
	rs := []rune(folded)
	var b strings.Builder
	blank := false
	last := rune(0)
	put := func(r rune) {
		if blank && last != 0 && !text.IsHan(last) && !text.IsHan(r) && !(unicode.IsDigit(last) && !unicode.IsDigit(r)) {
			b.WriteByte(' ')
		}
		blank = false
		b.WriteRune(r)
		last = r
	}
	for i, r := range rs {
		between := i > 0 && i+1 < len(rs) && unicode.IsDigit(rs[i-1]) && unicode.IsDigit(rs[i+1])
		switch {
		case superscript(r) != 0:
			put(superscript(r))
		case (r == '-' || r == '–' || r == '−') && i+1 < len(rs) && unicode.IsDigit(rs[i+1]) && (i == 0 || between || !unicode.IsLetter(rs[i-1])):
			put('-')
		case unicode.IsLetter(r) || unicode.IsDigit(r), unicode.IsSymbol(r) && r != '`' && r != '^' && r != '$' && r != '~':
			put(r)
		case r == '#' || r == '%' || r == '.' && between:
			put(r)
		case r == ',' && between, r == '\'' || r == '’', r == '(' || r == ')', r == '*', r == '`', r == '^', r == '_':
			// gone without a trace: 1,000, don't, O(n log(n)), n^2, snake_case
		default:
			blank = true
		}
	}
	form := b.String()
	for _, article := range [...]string{"the ", "a ", "an "} {
		form = strings.TrimPrefix(form, article)
	}
	if at, end := text.FindGrowth(s); at >= 0 && len(strings.TrimSpace(s)) <= end-at+2 || text.BareGrowth(s) {
		return lg.Replace(form)
	}
	if strings.HasPrefix(form, "o") && strings.Contains(form, "n") && findTypedGrowth(s) {
		return lg.Replace(form)
	}
	return form
}

// ranges are the ways to write one: 1 to 4, 1..4, 1 – 4, 1到4. A minus may stand before the second figure.
var ranges = regexp.MustCompile(`(\d) ?(?:to|\.\.|–|—|~|到|至| -) ?([-−]?\d)`)

// rangeWords tell cheaply where there can be one.
var rangeWords = []string{"to", "..", "–", "—", "~", "到", "至", " -"}

// lg is how many write log.
var lg = strings.NewReplacer(" ", "", "log", "log", "lg", "log")

func findTypedGrowth(s string) bool {
	s = strings.TrimSpace(width.Fold.String(s))
	return len(s) > 3 && (s[0] == 'o' || s[0] == 'O') && strings.TrimLeft(s[1:], " ") != "" && strings.TrimLeft(s[1:], " ")[0] == '('
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

// hard tells answers in which one letter makes another answer: figures, code, acronyms, and short ones.
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

// oneOff tells whether one letter added, dropped, replaced or swapped with its neighbour makes x of y.
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
		if unicode.IsDigit(r) || unicode.IsSymbol(r) || strings.ContainsRune(text.Turning, r) {
			return false
		}
	}
	return true
}

// pieces divides a typed list: at its signs, or at blanks where no member has one.
func pieces(members []string, typed string) []string {
	typed = width.Fold.String(typed)
	all := strings.Join(members, "\n")
	for _, and := range [...]string{"以及", "和", "与", "及", "/", "|", "·", "+"} {
		if !strings.Contains(all, and) {
			typed = strings.ReplaceAll(typed, and, ",")
		}
	}
	cut := func(r rune) bool { return strings.ContainsRune(",，、;；\n\t", r) }
	list := strings.FieldsFunc(typed, cut)
	if len(list) < 2 {
		single := true
		for _, m := range members {
			single = single && text.CountWords(m) == 1
		}
		switch {
		case strings.ContainsAny(typed, "→<>"):
			list = strings.FieldsFunc(typed, func(r rune) bool { return r == '→' || r == '<' || r == '>' })
		case single:
			list = strings.Fields(typed)
		}
	}
	var out []string
	for _, p := range list {
		if p = strings.TrimSpace(p); text.HasWord(p) {
			out = append(out, p)
		}
	}
	if len(out) > 1 {
		last := text.CutPrefixFold(out[len(out)-1], "and ")
		out[len(out)-1] = last
		if x, y, ok := strings.Cut(last, " and "); ok && !strings.Contains(all, " and ") {
			out = append(out[:len(out)-1], x, y)
		}
	}
	return out
}

func compareSet(members []string, typed string) Verdict {
	var v Verdict
	got := make([]bool, len(members))
	slips := 0
	for _, p := range pieces(members, typed) {
		at, slip := -1, -1
		for i, m := range members {
			if got[i] {
				continue
			}
			switch compareMember(m, p) {
			case Right:
				at = i
			case Almost:
				slip = i
			}
		}
		switch {
		case at >= 0:
			got[at] = true
		case slip >= 0:
			got[slip] = true
			slips++
			if v.Slips == nil {
				v.Slips = map[string]string{}
			}
			v.Slips[members[slip]] = p
		default:
			v.Foreign = append(v.Foreign, p)
		}
	}
	for i, m := range members {
		if !got[i] {
			v.Missing = append(v.Missing, m)
		}
	}
	switch found := len(members) - len(v.Missing); {
	case len(v.Missing) == 0 && len(v.Foreign) == 0 && slips == 0:
		v.Result = Right
	case found*2 >= len(members) && found > 0:
		v.Result = Almost
	}
	return v
}

func compareMember(m, typed string) Result {
	if text.IsCode(m) {
		return compareCode([]string{m}, typed)
	}
	return CompareText([]string{m}, typed)
}

func compareOrder(members []string, typed string) Verdict {
	list := pieces(members, typed)
	var v Verdict
	right := 0
	for i, m := range members {
		if i < len(list) && compareMember(m, list[i]) == Right {
			right++
		} else if !typedAnywhere(m, list) {
			v.Missing = append(v.Missing, m)
		}
	}
	switch {
	case right == len(members) && len(list) == len(members):
		v.Result = Right
	case right >= len(members)-2 && len(v.Missing) == 0 && len(members) > 2:
		v.Result = Almost // two changed places
	}
	return v
}

func typedAnywhere(m string, list []string) bool {
	for _, p := range list {
		if compareMember(m, p) == Right {
			return true
		}
	}
	return false
}
