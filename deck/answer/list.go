package answer

import (
	"strings"

	"golang.org/x/text/width"

	"recall/deck/text"
)

// pieces splits a typed list at its separators and joiners, or at spaces if every member is a single word.
func pieces(lex *text.Lexicon, members []string, typed string) []string {
	typed = width.Fold.String(typed)
	all := strings.Join(members, "\n")
	joiners := lex.Words(text.ClassJoinersTyped)
	for _, and := range append(joiners, "/", "|", "·", "+") {
		if !isWord(and) && !strings.Contains(all, and) {
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
			list = strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune("→<>", r) })
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
	for _, and := range joiners {
		if isWord(and) && len(out) > 1 {
			out = splitLast(out, and, all)
		}
	}
	return out
}

// splitLast splits the last item of a list at a joiner: "cobalt and nickel". A joiner that occurs in a member splits
// nothing.
func splitLast(list []string, and, members string) []string {
	n := len(list) - 1
	last := text.CutPrefixFold(list[n], and+" ")
	and = " " + and + " "
	if x, y, ok := strings.Cut(last, and); ok && !strings.Contains(members, and) {
		return append(list[:n], x, y)
	}
	return append(list[:n], last)
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
