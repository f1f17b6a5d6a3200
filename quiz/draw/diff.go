package draw

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/width"
)

// difference shows what was typed, with the verdict beside it, and what is right, compared grapheme by grapheme. Brackets
// mark what is wrong in the first and what it is missing in the second: O([n]) and O([log n]). Of a right answer nothing
// is marked, and another wording of it stands below.
func difference(given, answer string, v Verdict, st Style) (lines []line) {
	given, answer = oneLine(given), oneLine(answer)
	const you, want = "  you     ", "  answer  "
	mine, right := []span{{text: given}}, []span{{text: answer}}
	a, b := clusters(given), clusters(answer)
	x, y := folded(a), folded(b)
	same := slices.Equal(x, y)
	if v.Result != Right {
		if same { // they differ only in case, width or dashes, so show that
			x, y = a, b
		}
		inA, inB := common(x, y)
		dropLoneLetters(a, b, inA, inB)
		if at := within(y, x); at >= 0 && v.Result == Nearly { // part of the answer, however short
			for i := range x {
				inA[i] = true
			}
			for j := range y {
				inB[j] = j >= at && j < at+len(x)
			}
		}
		mine, right = bracket(a, inA, v.Result.ink()), bracket(b, inB, Green)
		same = false
	}
	row := func(label string, text []span) []line {
		return indent(wrap(text, st.Width-len(label)), span{label, Dim}, len(label))
	}
	if given != "" {
		lines = beside(row(you, mine), len(you)+max(line(mine).width(), line(right).width()), v, st)
	}
	if remark := st.Signs(oneLine(v.Remark)); remark != "" {
		lines = append(lines, indent(wrap([]span{{text: remark}}, st.Width-len(you)), span{text: strings.Repeat(" ", len(you))},
			len(you))...)
	}
	if !same || given == "" {
		lines = append(lines, row(want, right)...)
	}
	return lines
}

// within returns where part stands in all, or -1.
func within(all, part []string) int {
	for i := 0; i+len(part) <= len(all); i++ {
		if slices.Equal(all[i:i+len(part)], part) {
			return i
		}
	}
	return -1
}

// beside puts the verdict at the end of the first line, in a column of its own if there is room, or below.
func beside(lines []line, column int, v Verdict, st Style) []line {
	word := span{v.Result.Word(), v.Result.ink().and(Bold)}
	if word.text == "" {
		return lines
	}
	used, room := lines[0].width(), st.Width-Width(word.text)
	if len(lines) > 1 || used+gap > room {
		return append(lines, line{{text: strings.Repeat(" ", max(0, min(10, room)))}, word})
	}
	column = max(used, min(column, room-gap)) + gap
	lines[0] = append(lines[0], span{text: strings.Repeat(" ", column-used)}, word)
	return lines
}

// folded returns clusters without differences in case, width and kind of dash. Next to a real difference these don't
// matter.
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

// bracket puts brackets around each run of clusters that is not kept.
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

// common returns which clusters of a and b belong to their longest common subsequence. If they have little in common,
// or are too long to compare, only the common start and end count: scattered matching letters would mean nothing.
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
	const most = 1 << 20 // cells in the table of lengths
	if len(midA) == 0 || len(midB) == 0 || len(midA) > most/len(midB) {
		return inA, inB
	}
	width := len(midB) + 1
	longest := make([]int, (len(midA)+1)*width) // for the remainders from i and j on
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

// dropLoneLetters makes a one-letter word next to a change part of the change. O(n) and O(log n) share their n only by
// chance, and the whole argument is wrong.
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
