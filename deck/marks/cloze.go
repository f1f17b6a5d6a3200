package marks

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// piece is a stretch of a text with gaps: plain text, or what is hidden, in which further gaps may stand.
type piece struct {
	text string
	nums []int  // the cards that hide it; nil: plain text
	hint string // shown in the gap
	plan string // of obsidian-spaced-repetition: a letter a card, ask, show or hide; overrides nums
	kids []piece

	shown string // instead of text while another card asks; ""
}

// unnumbered is the number of gaps whose author gave them none, and what those that are a card each count up from.
const unnumbered = 1000

// maxGaps bounds the cards of one text.
const maxGaps = 32

// ClozeCards makes a card for each number of a text's gaps. Gaps of one number are hidden together.
func ClozeCards(pieces []piece) []deck.Card {
	var nums []int
	collect(pieces, &nums)
	slices.Sort(nums)
	var cards []deck.Card
	seen := map[string]int{}
	for _, n := range slices.Compact(nums) {
		var answers []string
		prompt := text.Flow(strings.TrimSpace(render(pieces, n, &answers)))
		answer := text.Flow(strings.Join(answers, ", "))
		if text.HasHan(answer) {
			answer = text.Flow(strings.Join(answers, "、"))
		}
		if answer == "" || !text.HasWord(strings.ReplaceAll(prompt, deck.Gap, "")) {
			continue
		}
		c := card.Forward(prompt, answer)
		slot := card.SlotKey(answer)
		if slot == "" {
			slot = strconv.Itoa(n)
		}
		if seen[slot]++; seen[slot] > 1 {
			slot += "~" + strconv.Itoa(seen[slot])
		}
		// The author's gaps are facets of one fact: none waits for another, as a cloze made from a bullet waits for the bullet's
		// own card.
		c.Slot, c.Forms = "facet:"+slot, c.Forms&^deck.Choice|deck.Cloze
		if cards = append(cards, c); len(cards) == maxGaps {
			break
		}
	}
	return cards
}

func collect(pieces []piece, nums *[]int) {
	for _, p := range pieces {
		*nums = append(*nums, p.nums...)
		collect(p.kids, nums)
	}
}

// render writes the text as card n shows it, and notes what it hides.
func render(pieces []piece, n int, answers *[]string) string {
	var b strings.Builder
	for _, p := range pieces {
		inner := p.text
		if p.shown != "" {
			inner = p.shown
		}
		if p.kids != nil {
			inner = render(p.kids, n, answers)
		}
		asked, hidden := slices.Contains(p.nums, n), false
		if p.plan != "" && n <= len(p.plan) {
			asked, hidden = p.plan[n-1] == 'a', p.plan[n-1] == 'h'
		}
		switch {
		case asked:
			*answers = append(*answers, strings.TrimSpace(render([]piece{{text: p.text, kids: p.kids}}, 0, new([]string))))
			b.WriteString(deck.Gap)
			if p.hint != "" {
				b.WriteString(" (" + p.hint + ")")
			}
		case hidden:
			b.WriteString("…")
		default:
			b.WriteString(inner)
		}
	}
	return b.String()
}

// cutPieces cuts s at what find finds from some place on: a gap from at to end.
func cutPieces(s string, find func(from int) (at, end int, p piece)) []piece {
	var pieces []piece
	from := 0
	for {
		at, end, p := find(from)
		if at < 0 {
			break
		}
		pieces = append(pieces, piece{text: s[from:at]}, p)
		from = end
	}
	if pieces == nil {
		return nil
	}
	return append(pieces, piece{text: s[from:]})
}

// BracketPieces reads the gaps of hashcards: [x], but no ![picture], and \[ is a bracket.
func BracketPieces(s string) []piece {
	n := 0
	pieces := cutPieces(s, func(from int) (int, int, piece) {
		for i := from; i < len(s); i++ {
			switch {
			case s[i] == '\\':
				i++
			case s[i] == '[' && (i == 0 || s[i-1] != '!'):
				for end := i + 1; end < len(s); end++ {
					if s[end] == '\\' {
						end++
					} else if s[end] == ']' && end > i+1 {
						n++
						p := piece{text: s[i+1 : end], nums: []int{n}}
						end++
						if strings.HasPrefix(s[end:], "(") { // a link: its address goes with it
							if length := strings.IndexByte(s[end:], ')'); length > 0 {
								p.shown, end = s[i:end+length+1], end+length+1
							}
						}
						return i, end, p
					}
				}
				return -1, 0, piece{}
			}
		}
		return -1, 0, piece{}
	})
	for i := range pieces {
		pieces[i].text = strings.NewReplacer(`\[`, "[", `\]`, "]").Replace(pieces[i].text)
	}
	return pieces
}

// AnkiPieces reads {{c1::text::hint}} with gaps within gaps. Without a c and a number braces are some template's.
func AnkiPieces(s string) []piece {
	pieces, _, closed := ankiUpTo(s, 0, 0)
	if !closed || !slices.ContainsFunc(pieces, func(p piece) bool { return p.nums != nil }) {
		return nil
	}
	return pieces
}

// ankiUpTo reads to the end of s, or of the gap whose depth it is.
func ankiUpTo(s string, i, depth int) (pieces []piece, end int, closed bool) {
	at := i
	flush := func(to int) {
		if to > at {
			pieces = append(pieces, piece{text: s[at:to]})
		}
	}
	for i < len(s) {
		if depth > 0 && strings.HasPrefix(s[i:], "}}") {
			flush(i)
			return pieces, i + 2, true
		}
		nums, n := ankiOpening(s[i:])
		if n == 0 || depth >= 8 {
			i++
			continue
		}
		kids, next, ok := ankiUpTo(s, i+n, depth+1)
		if !ok {
			return nil, next, false
		}
		flush(i)
		pieces = append(pieces, ankiGap(nums, kids))
		i, at = next, next
	}
	flush(i)
	return pieces, i, depth == 0
}

// ankiOpening reads "{{c1::" or "{{c1,2::" at the start of s.
func ankiOpening(s string) (nums []int, n int) {
	if len(s) < 6 || s[0] != '{' || s[1] != '{' || s[2] != 'c' {
		return nil, 0
	}
	head, _, ok := strings.Cut(s[3:min(len(s), 40)], "::")
	if !ok || head == "" || strings.Trim(head, "0123456789,") != "" {
		return nil, 0
	}
	for _, f := range strings.Split(head, ",") {
		if num, err := strconv.Atoi(f); err == nil && num > 0 && num < 500 {
			nums = append(nums, num)
		}
	}
	return nums, 3 + len(head) + 2
}

// ankiGap takes the hint off: it stands behind the last :: of the gap's own text.
func ankiGap(nums []int, kids []piece) piece {
	p := piece{nums: nums, kids: kids}
	if len(kids) == 0 {
		return p
	}
	last := &kids[len(kids)-1]
	if last.nums == nil {
		if text, hint, ok := strings.Cut(last.text, "::"); ok {
			last.text, p.hint = text, hint
		}
	}
	return p
}

// MarkPieces reads ==x== with what may follow it: ^[hint], [^1] for the card's number, [^ash] for a plan. In a file that says that it
// holds cards, {x}, {2:x}, {1::x} and {{x}} are gaps as well, as other tools use them; elsewhere braces have many uses.
func MarkPieces(s string, braces bool) []piece {
	literals := inline.Literal(s)
	n := 0
	noMark, noBrace, noDouble := false, !braces, !braces // none closes any more: don't look again
	return cutPieces(s, func(from int) (int, int, piece) {
		for i := from; i < len(s); i++ {
			switch {
			case s[i] == '=' && !noMark && strings.HasPrefix(s[i:], "=="):
				end, p, closed := markAt(s, i, n+1)
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
				end, p, closed := braceAt(s, i, n+1)
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

// markAt reads ==x== at i. end is 0 where that is none, and closed false where no == follows at all.
func markAt(s string, i, n int) (end int, p piece, closed bool) {
	run := text.Run(s[i:], '=')
	if run > 2 || i+2 >= len(s) || s[i+2] == ' ' {
		return 0, p, true
	}
	length := strings.Index(s[i+2:], "==")
	if length < 0 {
		return 0, p, false
	}
	end = i + 2 + length
	if length == 0 || s[end-1] == ' ' || i > 0 && text.IsAlnum(s[i-1]) && end+2 < len(s) && text.IsAlnum(s[end+2]) { // a==b==c
		return 0, p, true
	}
	p = piece{text: s[i+2 : end], nums: []int{unnumbered + n}}
	end += 2
	return end + p.marks(s[end:]), p, true
}

// braceAt reads {x} at i: end is 0 where that is a template, maths, code or empty.
func braceAt(s string, i, n int) (end int, p piece, closed bool) {
	open, closing := i+1, "}"
	double := strings.HasPrefix(s[i:], "{{")
	if double {
		open, closing = i+2, "}}"
	}
	length := strings.Index(s[open:], closing)
	if length < 0 {
		return 0, p, false
	}
	inner := s[open : open+length]
	if isArgument(s[:i]) || strings.ContainsAny(inner, "{}") || strings.TrimSpace(inner) == "" ||
		strings.ContainsAny(inner[:1], "%#<^_:") || strings.ContainsAny(inner, "\"\n") {
		return 0, p, true
	}
	p = piece{text: inner, nums: []int{unnumbered + n}}
	if double {
		p.nums = []int{unnumbered} // hidden together
	}
	if num, rest := groupNumber(inner); rest != "" {
		p.text, p.nums = rest, []int{num}
	}
	return open + length + len(closing), p, true
}

// marks reads hint, number and plan at the start of s, and returns their length.
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

// isArgument tells that a brace behind s belongs to TeX or to a template: \frac{a}{b}, x^{2}, ${x}.
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

// groupNumber cuts "2:" or "2::" off.
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

// logseqPieces reads {{cloze text \\ cue}}.
func logseqPieces(s string) []piece {
	const open = "{{cloze "
	n := 0
	return cutPieces(s, func(from int) (int, int, piece) {
		i := strings.Index(s[from:], open)
		if i < 0 {
			return -1, 0, piece{}
		}
		i += from
		inner, _, ok := strings.Cut(s[i+len(open):], "}}")
		if !ok {
			return -1, 0, piece{}
		}
		n++
		text, cue, _ := strings.Cut(inner, `\\`)
		return i, i + len(open) + len(inner) + 2, piece{text: strings.TrimSpace(text), nums: []int{n}, hint: strings.TrimSpace(cue)}
	})
}
