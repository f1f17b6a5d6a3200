package answer

import (
	"slices"
	"strings"

	"golang.org/x/text/width"

	"recall/deck/text"
)

// pieces splits a typed list. Commas and the like always separate. Other signs, joiners such as "and", and blanks
// separate only where a member stands beside them, so that a member may hold any of them.
func pieces(lex *text.Lexicon, members []string, typed string) (list []string) {
	s := splitter{lex: lex, members: members, known: map[string]bool{}}
	s.soft = append(slices.Clone(softSigns), lex.Words(text.ClassJoinersTyped)...)
	for _, m := range members {
		s.whole = append(s.whole, form(lex, bare(m)))
		s.longest = max(s.longest, 2*len(m)+16)
	}
	always := func(r rune) bool { return strings.ContainsRune(",、;\n\t→", r) }
	for _, part := range strings.FieldsFunc(width.Fold.String(typed), always) {
		for _, p := range s.split(strings.TrimSpace(part)) {
			if text.HasWord(p) {
				list = append(list, p)
			}
		}
	}
	return list
}

// softSigns separate members that don't hold them.
var softSigns = []string{"/", "|", "·", "+", "&", "->", "=>", ">", "<", "．", " - ", " "}

// splitter divides what was typed between two commas.
type splitter struct {
	lex     *text.Lexicon
	members []string
	whole   []string // the forms of the members
	soft    []string
	known   map[string]bool // what isMember said
	longest int             // in bytes, of a text that may be a member
}

// most is how many times a text may be cut at a soft separator. Nobody types a longer list without a comma.
const most = 16

// split returns the members that a text names, with what stands between them, or the text if it names none.
func (s *splitter) split(typed string) []string {
	if s.isMember(typed) {
		return []string{typed}
	}
	typed = s.withoutJoiner(typed)
	from := []cut{{}} // where a member may start: at the front, and behind each separator
	if cuts := s.cuts(typed); len(cuts) <= most {
		from = append(from, cuts...)
	}
	ends := append(from[1:len(from):len(from)], cut{len(typed), len(typed)})
	for i, c := range from {
		for j := len(ends) - 1; j >= i; j-- { // the longest member that starts there
			if start := strings.TrimSpace(typed[c.end:ends[j].at]); s.isMember(start) {
				list := []string{strings.TrimSpace(typed[:c.at]), start}
				if rest := strings.TrimSpace(typed[ends[j].end:]); rest != "" {
					list = append(list, s.split(rest)...)
				}
				return list
			}
		}
	}
	return []string{typed}
}

// cut is a place where a text may be cut, with the separator there.
type cut struct{ at, end int }

// cuts returns the places with a soft separator, in order. A joiner in words counts only between blanks.
func (s *splitter) cuts(typed string) (list []cut) {
	end := 0
	for i := range typed {
		if i == 0 || i < end {
			continue
		}
		longest := 0
		for _, sign := range s.soft {
			if isWord(sign) {
				sign = " " + sign + " "
			}
			if len(sign) > longest && i+len(sign) <= len(typed) && strings.EqualFold(typed[i:i+len(sign)], sign) {
				longest = len(sign)
			}
		}
		if longest > 0 {
			end = i + longest
			list = append(list, cut{i, end})
		}
	}
	return list
}

// withoutJoiner takes a joiner off the start of a text: "and nickel", behind a comma.
func (s *splitter) withoutJoiner(typed string) string {
	typed = strings.TrimSpace(typed)
	for _, and := range s.lex.Words(text.ClassJoinersTyped) {
		if isWord(and) {
			typed = text.CutPrefixFold(typed, and+" ")
		}
	}
	return typed
}

// isMember reports whether a text is a member, but for a slip.
func (s *splitter) isMember(typed string) bool {
	is, known := s.known[typed]
	if !known {
		is = s.compare(typed)
		s.known[typed] = is
	}
	return is
}

func (s *splitter) compare(typed string) bool {
	if len(typed) > s.longest {
		return false
	}
	f := form(s.lex, bare(typed))
	for i, m := range s.members {
		if f == "" {
			return false
		}
		if compareMember(s.lex, m, typed) == Right || !hard(m) && oneOff(s.whole[i], f) && !s.lex.TellsApart(s.whole[i], f) {
			return true
		}
	}
	return false
}

// isWord reports whether a joiner is a word with spaces around it.
func isWord(and string) bool { return text.HasWord(and) && !text.HasHan(and) }

func compareSet(lex *text.Lexicon, members []string, typed string) Verdict {
	var v Verdict
	got := make([]bool, len(members))
	slips := 0
	for _, p := range pieces(lex, members, typed) {
		at, slip := -1, -1
		for i, m := range members {
			if got[i] {
				continue
			}
			switch compareMember(lex, m, p) {
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

func compareMember(lex *text.Lexicon, m, typed string) Result {
	if text.IsCode(m) {
		return compareCode(lex, []string{m}, typed)
	}
	return compareText(lex, []string{m}, typed).Result
}

func compareOrder(lex *text.Lexicon, members []string, typed string) Verdict {
	list := pieces(lex, members, typed)
	var v Verdict
	right := 0
	for i, m := range members {
		if i < len(list) && compareMember(lex, m, list[i]) == Right {
			right++
		} else if !typedAnywhere(lex, m, list) {
			v.Missing = append(v.Missing, m)
		}
	}
	switch {
	case right == len(members) && len(list) == len(members):
		v.Result = Right
	case right >= len(members)-2 && len(v.Missing) == 0 && len(members) > 2:
		v.Result = Almost // two steps are swapped
	}
	return v
}

func typedAnywhere(lex *text.Lexicon, m string, list []string) bool {
	for _, p := range list {
		if compareMember(lex, m, p) == Right {
			return true
		}
	}
	return false
}
