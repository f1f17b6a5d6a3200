package draw

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/width"
)

// difference draws what was typed against what is right, grapheme by grapheme. What is wrong in the one and what is
// missing from it in the other stand in brackets: O([n]) and O([log n]).
func difference(given, answer string, st Style) []line {
	given, answer = oneLine(given), oneLine(answer)
	const right, you, want = "  right   ", "  you     ", "  answer  "
	draw := func(label string, text []span) []line {
		return indent(wrap(text, st.Width-len(label)), span{label, Dim}, len(label))
	}
	switch given {
	case answer:
		return draw(right, []span{{answer, Green}})
	case "":
		return draw(want, []span{{answer, Green}})
	}
	a, b := clusters(given), clusters(answer)
	x, y := folded(a), folded(b)
	if slices.Equal(x, y) { // then case or width is all that differs
		x, y = a, b
	}
	inA, inB := common(x, y)
	dropLoneLetters(a, b, inA, inB)
	return append(draw(you, bracket(a, inA, Red)), draw(want, bracket(b, inB, Green))...)
}

// folded are clusters without case, width and kinds of dashes: beside a real difference they are none.
func folded(list []string) []string {
	out := make([]string, len(list))
	for i, c := range list {
		if c = strings.ToLower(width.Fold.String(c)); c == "–" || c == "−" {
			c = "-"
		}
		out[i] = c
	}
	return out
}

// bracket puts runs of clusters that are not kept in brackets.
func bracket(list []string, kept []bool, ink Ink) []span {
	var spans []span
	for i := 0; i < len(list); {
		j := i
		for j < len(list) && kept[j] == kept[i] {
			j++
		}
		if text := strings.Join(list[i:j], ""); kept[i] {
			spans = append(spans, span{text: text})
		} else {
			spans = append(spans, span{"[" + text + "]", ink.and(Bold)})
		}
		i = j
	}
	return spans
}

// common tells which clusters of a and b belong to their longest common subsequence. Where little is common, or the
// texts are too long to compare, only the same start and end count: scattered single letters would tell nothing.
func common(a, b []string) (inA, inB []bool) {
	inA, inB = make([]bool, len(a)), make([]bool, len(b))
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		inA[start], inB[start] = true, true
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		inA[len(a)-1-end], inB[len(b)-1-end] = true, true
		end++
	}
	midA, midB := a[start:len(a)-end], b[start:len(b)-end]
	const most = 1 << 20 // cells of the table of lengths
	if len(midA) == 0 || len(midB) == 0 || len(midA) > most/len(midB) {
		return inA, inB
	}
	width := len(midB) + 1
	longest := make([]int, (len(midA)+1)*width) // of the rests from i and j on
	for i := len(midA) - 1; i >= 0; i-- {
		for j := len(midB) - 1; j >= 0; j-- {
			if midA[i] == midB[j] {
				longest[i*width+j] = longest[(i+1)*width+j+1] + 1
			} else {
				longest[i*width+j] = max(longest[(i+1)*width+j], longest[i*width+j+1])
			}
		}
	}
	if 2*longest[0] < max(len(midA), len(midB)) {
		return inA, inB
	}
	for i, j := 0, 0; i < len(midA) && j < len(midB); {
		switch {
		case midA[i] == midB[j]:
			inA[start+i], inB[start+j] = true, true
			i++
			j++
		case longest[(i+1)*width+j] >= longest[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return inA, inB
}

// dropLoneLetters lets a one-letter word beside a change belong to the change: the n of O(n) and of O(log n) is the
// same by chance, and the wrong part is the whole argument.
func dropLoneLetters(a, b []string, inA, inB []bool) {
	changed := func(kept []bool, i int) bool { return i >= 0 && i < len(kept) && !kept[i] }
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case !inA[i]:
			i++
		case !inB[j]:
			j++
		default:
			if loneLetter(a, i) && loneLetter(b, j) &&
				(changed(inA, i-1) || changed(inA, i+1) || changed(inB, j-1) || changed(inB, j+1)) {
				inA[i], inB[j] = false, false
			}
			i++
			j++
		}
	}
}

func loneLetter(list []string, i int) bool {
	word := func(i int) bool {
		r, _ := utf8.DecodeRuneInString(list[i])
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return word(i) && Width(list[i]) == 1 && (i == 0 || !word(i-1)) && (i == len(list)-1 || !word(i+1))
}

func clusters(s string) []string {
	var list []string
	for state := -1; s != ""; {
		var cluster string
		cluster, s, _, state = uniseg.FirstGraphemeClusterInString(s, state)
		list = append(list, cluster)
	}
	return list
}
