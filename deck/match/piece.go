package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"recall/deck/inline"
	"recall/deck/text"
)

// kind says what a piece of a text is.
type kind uint8

const (
	wordPiece kind = iota // letters that are no Han
	hanPiece              // a letter of Han, or several that the lexicon knows as one word
	figurePiece
	unitPiece // behind a figure
	signPiece
	codePiece // what stands between backquotes
)

// piece is a part of a text as an edit sees it. Markup, quotes, blanks and most punctuation are none.
type piece struct {
	kind   kind
	key    string // equal for what is equal, in one spelling
	raw    string // as written
	number string // which number it stands for, if it does
	at     int    // index in the text
	aside  int    // the round bracket that it stands in, counted from 1; 0 for none
	parted bool   // a comma, a stop or the like stands before it
	growth bool   // part of an order of growth, as n in O(n)
}

// same reports whether two pieces are equal. Every letter of code counts, unless the other text has it without
// backquotes.
func (p *piece) same(q *piece) bool {
	if (p.kind == codePiece) != (q.kind == codePiece) {
		return strings.EqualFold(p.raw, q.raw)
	}
	return p.kind == q.kind && p.key == q.key
}

// pieces divides a text.
func pieces(lex *text.Lexicon, s string) []piece {
	if strings.Contains(s, "](") || strings.Contains(s, "][") {
		s = inline.Unlink(s)
	}
	c := cutter{lex: lex, list: make([]piece, 0, len(s)/4+4), lines: strings.Contains(strings.TrimSpace(s), "\n"), start: true}
	for s != "" {
		at := strings.IndexByte(s, '`')
		if at < 0 {
			c.plain(s)
			break
		}
		c.plain(s[:at])
		end := text.CodeSpanEnd(s, at)
		ticks := at
		for ticks < end && s[ticks] == '`' {
			ticks++
		}
		if n := ticks - at; end-n > ticks {
			c.code(s[ticks : end-n])
		}
		s = s[end:]
	}
	return c.list
}

// cutter divides a text into pieces.
type cutter struct {
	lex      *text.Lexicon
	list     []piece
	rs       []rune // what is read now: a part without code
	brackets []int  // the open ones: their number, ofName for one as in f(x), ofGrowth for one as in O(n)
	asides   int
	parted   bool
	gap      bool // something other than blanks stands behind the last piece
	lines    bool // the text has several lines
	start    bool // a line starts here
	item     rune // the sign before each item of a list that was written in one line
}

// What an open bracket belongs to, if it holds no remark.
const (
	ofName   = 0
	ofGrowth = -1
)

func (c *cutter) add(k kind, key, raw string) *piece {
	p := piece{kind: k, key: key, raw: raw, at: len(c.list), parted: c.parted && len(c.list) > 0,
		growth: slices.Contains(c.brackets, ofGrowth)}
	for _, n := range c.brackets {
		p.aside = max(p.aside, n)
	}
	c.list = append(c.list, p)
	c.parted, c.gap, c.start = false, false, false
	return &c.list[len(c.list)-1]
}

func (c *cutter) code(s string) {
	key := strings.Join(strings.Fields(s), "")
	c.add(codePiece, key, strings.TrimSpace(s))
	c.gap = true
}

func (c *cutter) plain(s string) {
	if strings.ContainsAny(s, "<&") {
		s = inline.WithoutTags(inline.Raise(s))
	}
	if strings.ContainsAny(s, "\\$") {
		s = withoutTeX(s)
	}
	c.rs = []rune(width.Fold.String(composed.Replace(s)))
	for i := 0; i < len(c.rs); {
		i = c.next(i)
	}
}

// composed are signs that are two in one. A wide bracket is never that of a call.
var composed = strings.NewReplacer("℃", "°C", "℉", "°F", "⁺", "+", "⁻", "-", "（", " (")

// next takes in what starts at i and returns where it ends.
func (c *cutter) next(i int) int {
	r := c.rs[i]
	switch {
	case r == '\n':
		c.parted, c.gap, c.start = true, true, true
		return i + 1
	case unicode.IsSpace(r):
		return i + 1
	}
	if end := c.unit(i); end > i {
		return end
	}
	switch {
	case text.IsHan(r):
		return c.han(i)
	case unicode.IsLetter(r):
		return c.word(i)
	case unicode.IsNumber(r):
		return c.figure(i)
	}
	return c.sign(i)
}

// unit takes in a unit, if the last piece is a number.
func (c *cutter) unit(i int) (end int) {
	if len(c.list) == 0 || c.gap || c.list[len(c.list)-1].number == "" {
		return i
	}
	n := knownUnit(c.lex, c.rs[i:])
	if n == 0 || n == 1 && c.rs[i] == 'a' {
		return i
	}
	raw := string(c.rs[i : i+n])
	c.add(unitPiece, c.lex.UnitName(raw), raw)
	return i + n
}

// longestHan is the maximum length of a word of Han in the lexicon that is looked for.
const longestHan = 4

func (c *cutter) han(i int) int {
	most := i + 1
	for most < len(c.rs) && most < i+longestHan && text.IsHan(c.rs[most]) {
		most++
	}
	for end := most; end > i+1; end-- {
		s := string(c.rs[i:end])
		if isFiller(c.lex, s) || c.lex.Has(text.ClassOrdinaryWords, s) || c.lex.Has(text.ClassPolarity, s) {
			c.add(hanPiece, s, s)
			return end
		}
	}
	s := string(c.rs[i : i+1])
	p := c.add(hanPiece, s, s)
	if c.lex.Has(text.ClassNumerals, s) {
		p.number = c.lex.Head(text.ClassNumbersCounts, s)
	}
	return i + 1
}

func (c *cutter) word(i int) int {
	end := i
	for ; end < len(c.rs); end++ {
		r := c.rs[end]
		inner := (r == '\'' || r == '’') && end > i && end+1 < len(c.rs) && unicode.IsLetter(c.rs[end+1])
		if text.IsHan(r) || !unicode.IsLetter(r) && !unicode.IsMark(r) && !inner {
			break
		}
	}
	for end < len(c.rs) && (c.rs[end] == '#' || c.rs[end] == '+' && end+1 < len(c.rs) && c.rs[end+1] == '+') {
		end += 1 + strings.Count(string(c.rs[end]), "+") // C#, C++
	}
	raw := string(c.rs[i:end])
	key := folded(raw)
	if c.lex.Has(text.ClassPolarityNegators, key) && (strings.HasSuffix(key, "nt") || key == "cannot") {
		key = "not" // with whatever verb
	}
	p := c.add(wordPiece, key, raw)
	if c.lex.Has(text.ClassNumbersSpelt, key) {
		p.number = c.lex.Head(text.ClassNumbersSpelt, key)
		if p.number != "1" && p.number != "0" {
			p.kind, p.key = figurePiece, p.number
		}
	}
	return end
}

// folded returns a word in small letters and without apostrophes.
func folded(word string) string {
	return apostrophes.Replace(strings.ToLower(word))
}

var apostrophes = strings.NewReplacer("'", "", "’", "")

// figure takes in a number. Digits above and below the line stand for themselves: n² is n^2, H₂O is H2O.
func (c *cutter) figure(i int) int {
	for _, digits := range []string{raised, lowered} {
		if d := strings.IndexRune(digits, c.rs[i]); d >= 0 {
			digit := string(rune('0' + utf8.RuneCountInString(digits[:d])))
			c.add(figurePiece, digit, digit).number = digit
			return i + 1
		}
	}
	end := i
	for ; end < len(c.rs); end++ {
		r := c.rs[end]
		inner := (r == '.' || r == ',') && end > i && end+1 < len(c.rs) && unicode.IsDigit(c.rs[end+1])
		if !unicode.IsNumber(r) && !inner || strings.ContainsRune(raised+lowered, r) {
			break
		}
	}
	raw := string(c.rs[i:end])
	if c.start && c.lines && end < len(c.rs) && strings.ContainsRune(".)、", c.rs[end]) && c.blank(end+1) {
		return end + 1 // the number of an item
	}
	number := strings.ReplaceAll(raw, ",", "")
	if i > 0 && c.rs[i-1] == '.' && c.blank(i-2) {
		number = "0." + number
	}
	if i > 0 && (c.rs[i-1] == '-' || c.rs[i-1] == '−') && (i == 1 || strings.ContainsRune(" (=<>", c.rs[i-2])) {
		number = "-" + number
	}
	c.add(figurePiece, number, raw).number = number
	return end
}

// The digits above and below the line, from 0.
const (
	raised  = "⁰¹²³⁴⁵⁶⁷⁸⁹"
	lowered = "₀₁₂₃₄₅₆₇₈₉"
)

// spellings are signs that are written in several ways. A longer one comes before its start.
var spellings = [][2]string{{"-->", "→"}, {"->", "→"}, {"=>", "→"}, {"⇒", "→"}, {"<-", "←"}, {"<=", "≤"}, {">=", "≥"},
	{"!=", "≠"}, {"==", "="}}

func (c *cutter) sign(i int) int {
	rest := c.rs[i:]
	for _, s := range spellings {
		n := utf8.RuneCountInString(s[0])
		if len(rest) < n || rest[0] != text.FirstRune(s[0]) || string(rest[:n]) != s[0] {
			continue
		}
		if s[0] == "==" && c.blank(i-1) != c.blank(i+n) {
			return i + n // ==marked==
		}
		c.add(signPiece, s[1], s[0])
		return i + n
	}
	r := rest[0]
	if (r == '*' || r == '+') && c.blank(i-1) && c.blank(i+1) {
		if c.start || c.opensList(i) {
			c.item = r
		}
		if c.item == r {
			c.parted = true
			return i + 1
		}
	}
	factorial := r == '!' && c.behindLetter(i)
	c.gap = c.gap || !strings.ContainsRune(`*_"'“”‘’「」『』`, r)
	switch {
	case r == '(':
		c.brackets = append(c.brackets, c.bracket(i))
	case r == ')':
		c.brackets = c.brackets[:max(0, len(c.brackets)-1)]
	case strings.ContainsRune(",;:/。、.—–", r), r == '-' && c.blank(i-1) && c.blank(i+1):
		c.parted = true
	case strings.ContainsRune("~≈|−", r):
	case r == '^':
	case unicode.Is(unicode.Sm, r), unicode.Is(unicode.Sc, r), factorial, c.lex.HasRune(text.ClassVerdictSigns, r),
		r == '*' && c.blank(i-1) && c.blank(i+1):
		c.add(signPiece, string(r), string(r))
	}
	return i + 1
}

// opensList reports whether what stands before the sign at i announces a list.
func (c *cutter) opensList(i int) bool {
	for i--; i >= 0 && unicode.IsSpace(c.rs[i]); i-- {
	}
	return i >= 0 && (c.rs[i] == ':' || c.rs[i] == '?')
}

// items returns the sign that stands before each item of a list written in one line, and their number; 0 if there is
// no such list.
func items(s string) (sign byte, n int) {
	words := strings.Fields(s)
	for i, w := range words {
		switch {
		case w != "*" && w != "-" && w != "+":
		case sign == 0 && i > 0 && !strings.HasSuffix(words[i-1], ":") && !strings.HasSuffix(words[i-1], "?"):
		case sign == 0 || w[0] == sign:
			sign = w[0]
			n++
		}
	}
	return sign, n
}

// bracket tells what the bracket at i belongs to.
func (c *cutter) bracket(i int) int {
	if i == 0 || text.IsHan(c.rs[i-1]) || !unicode.IsLetter(c.rs[i-1]) && !unicode.IsNumber(c.rs[i-1]) {
		c.asides++
		return c.asides
	}
	if n := len(c.list); n > 0 && strings.Contains("o θ ω", c.list[n-1].key) {
		return ofGrowth
	}
	return ofName
}

// behindLetter reports whether a single letter or a number stands right before i, as in n!.
func (c *cutter) behindLetter(i int) bool {
	if i == 0 || len(c.list) == 0 || c.blank(i-1) {
		return false
	}
	last := &c.list[len(c.list)-1]
	return !c.gap && (last.kind == figurePiece || len(last.raw) == 1)
}

// blank reports whether a blank stands at i, or an edge of the text.
func (c *cutter) blank(i int) bool { return i < 0 || i >= len(c.rs) || unicode.IsSpace(c.rs[i]) }

// withoutTeX takes off what only lays out a formula, and the backslash from signs that it keeps from being markup.
func withoutTeX(s string) string {
	if strings.Count(s, "$")%2 == 0 { // else it is money
		s = strings.ReplaceAll(s, "$", " ")
	}
	var b strings.Builder
	for {
		at := strings.IndexByte(s, '\\')
		if at < 0 || at+1 == len(s) {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:at])
		n := at + 1
		for n < len(s) && text.IsAlnum(s[n]) && !text.IsDigit(s[n]) {
			n++
		}
		switch name := s[at+1 : n]; {
		case name != "":
			sign, known := teX[name]
			if !known {
				sign = name
			}
			b.WriteString(" " + sign + " ")
		case strings.IndexByte(",;:! ([])", s[n]) >= 0:
			b.WriteByte(' ')
			n++
		}
		s = s[n:]
	}
}

// teX are the commands of formulas that stand for a sign, or for nothing.
var teX = map[string]string{"left": "", "right": "", "quad": "", "qquad": "", "text": "", "mathrm": "", "mathbf": "",
	"mathit": "", "operatorname": "", "displaystyle": "", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠",
	"neq": "≠", "lt": "<", "gt": ">", "to": "→", "rightarrow": "→", "times": "×", "div": "÷", "pm": "±"}
