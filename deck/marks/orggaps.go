package marks

import (
	"strconv"
	"strings"

	"recall/deck"
	"recall/deck/inline"
)

// Gaps in Org files. They are no marks of their own: only a headline that says so has them.

// DrillGaps says which gaps of an item of org-drill are asked.
type DrillGaps int

// Which gaps are asked.
const (
	Together DrillGaps = iota // all of them at once
	EachOne                   // a card for each
	FirstOne
	LastOne
)

// DrillPieces reads [hidden||hint] of org-drill. Gaps of org-fc beside them are cards of their own.
func DrillPieces(s string, asked DrillGaps, schedule *deck.Schedule) []piece {
	pieces := orgPieces(s, true, nil)
	var gaps []*piece
	for i := range pieces {
		if pieces[i].nums != nil && pieces[i].nums[0] < unnumbered {
			gaps = append(gaps, &pieces[i])
		}
	}
	for i, p := range gaps {
		p.schedule = schedule
		switch {
		case asked == Together:
			p.nums = []int{1}
		case asked == FirstOne && i > 0, asked == LastOne && i < len(gaps)-1:
			p.nums = nil
		}
	}
	return pieces
}

// FCPieces reads {{hidden}{hint}@0} of org-fc. Gaps of one number are asked together. Schedules are by number.
func FCPieces(s string, schedules map[string]*deck.Schedule) []piece {
	return orgPieces(s, false, schedules)
}

// GapText is a text whose gaps are filled.
func GapText(pieces []piece) string { return render(pieces, 0, new([]string)) }

// orgPieces numbers the gaps in brackets from 1, and those in braces from unnumbered on. Only those in braces may stand
// in code.
func orgPieces(s string, brackets bool, schedules map[string]*deck.Schedule) []piece {
	literals := inline.Literal(s)
	drills, free := 0, 2*unnumbered
	return cutPieces(s, func(from int) (int, int, piece) {
		for i := from; i < len(s); i++ {
			if s[i] != '[' && s[i] != '{' {
				continue
			}
			if text, hint, id, n := fcGap(s[i:]); n > 0 {
				num, err := strconv.Atoi(id)
				if err != nil || num < 0 || num >= unnumbered {
					num = free
					free++
				}
				return i, i + n, piece{text: text, nums: []int{unnumbered + num}, hint: hint, schedule: schedules[id]}
			}
			if !brackets || s[i] != '[' || i > 0 && strings.IndexByte(`\!`, s[i-1]) >= 0 || inline.Within(literals, i) {
				continue
			}
			if text, hint, n := drillGap(s[i:]); n > 0 {
				drills++
				return i, i + n, piece{text: text, nums: []int{drills}, hint: hint}
			}
		}
		return -1, 0, piece{}
	})
}

// fcGap reads {{text}{hint}@id}, of which the hint and the id may be missing. n is 0 where there is none.
func fcGap(s string) (text, hint, id string, n int) {
	rest, ok := strings.CutPrefix(s, "{{")
	if !ok {
		return "", "", "", 0
	}
	text, rest, ok = cutBraced(rest)
	if ok && strings.HasPrefix(rest, "{") {
		hint, rest, ok = cutBraced(rest[1:])
	}
	if ok && strings.HasPrefix(rest, "@") {
		end := strings.IndexAny(rest, "} \n")
		if end < 0 {
			return "", "", "", 0
		}
		id, rest = rest[1:end], rest[end:]
	}
	if text = strings.TrimSpace(text); !ok || text == "" || !strings.HasPrefix(rest, "}") {
		return "", "", "", 0
	}
	return text, strings.TrimSpace(hint), id, len(s) - len(rest) + 1
}

// cutBraced cuts at the brace that closes the text, behind those of a formula in it.
func cutBraced(s string) (text, rest string, ok bool) {
	open := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			open++
		case '}':
			if open--; open < 0 {
				return s[:i], s[i+1:], true
			}
		}
	}
	return "", "", false
}

// drillGap reads [text||hint]. A link, a box and a footnote mark are none.
func drillGap(s string) (text, hint string, n int) {
	end := strings.IndexAny(s[1:], "[]")
	if end <= 0 || s[1+end] == '[' {
		return "", "", 0
	}
	n = end + 2
	if n < len(s) && s[n] == '(' {
		return "", "", 0
	}
	text, hint, _ = strings.Cut(s[1:1+end], "||")
	if hint == "" && strings.Count(text, "|") == 1 { // as the first versions had it
		text, hint, _ = strings.Cut(text, "|")
	}
	if text = strings.TrimSpace(text); text == "" || text == "x" || text == "-" || text[0] == '^' {
		return "", "", 0
	}
	return text, strings.TrimSpace(hint), n
}
