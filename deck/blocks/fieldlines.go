package blocks

import (
	"strings"

	"recall/deck/inline"
	"recall/deck/text"
)

// Some write the fields of a thing as lines of one item, each ended by a hard break:
//
//	1. The tea riot<br>
//	   Date: May 1771<br>
//	   Aim: lower duties
//
// Each such line is a bullet of its own, as if it were set in below the first. Where the first says something too, and no
// label after it needs a thing to belong to, the lines are bullets beside each other.

// fieldLines reports which lines of an item's paragraph are such fields, and takes the breaks before them off. It is nil
// where fewer than two lines, the first with them, have a label: one colon in a second line makes no list of fields.
// beside says that they are no fields of the first.
func fieldLines(lex *text.Lexicon, lines []string) (fields []bool, beside bool) {
	if len(lines) < 2 || !strings.ContainsAny(lines[len(lines)-1], ":：") && !strings.ContainsAny(lines[1], ":：") {
		return nil, false
	}
	fields = make([]bool, len(lines))
	count := 0
	if fieldLabel(lines[0]) != "" {
		count, beside = 1, true
	}
	for i := 1; i < len(lines); i++ {
		_, broken := cutBreak(lines[i-1])
		label := fieldLabel(lines[i])
		if !broken || label == "" {
			continue
		}
		fields[i] = true
		count++
		if lex.IsGeneric(label) || text.CountHan(inline.Owner(lex, label)) == 2 { // 成立的意义
			beside = false
		}
	}
	if count < 2 {
		return nil, false
	}
	for i := range lines {
		if i+1 == len(lines) || fields[i+1] {
			lines[i], _ = cutBreak(lines[i])
		}
	}
	return fields, beside
}

// cutBreak takes the hard break at the end of a line off it: <br>, a backslash or two blanks.
func cutBreak(line string) (rest string, ok bool) {
	line = strings.TrimRight(line, "\n")
	rest = strings.TrimRight(line, " ")
	for _, br := range [...]string{"<br>", "<br/>", "<br />", "\\"} {
		if s, found := strings.CutSuffix(rest, br); found {
			return strings.TrimRight(s, " "), true
		}
	}
	return rest, len(line)-len(rest) > 1
}

// maxField is the greatest width of a field's label, in columns.
const maxField = 40

// fieldLabel is the label that a line starts with, if it says something behind its colon, or "".
func fieldLabel(line string) string {
	line = strings.TrimSpace(line)
	at := strings.IndexAny(line, ":：")
	if at <= 0 {
		return ""
	}
	value, wide := strings.CutPrefix(line[at:], "：")
	if !wide && !text.HasAnyPrefix(line[at:], ": ", ":**", ":<") {
		return ""
	}
	label := inline.PlainTitle(strings.Trim(line[:at], "*_ "))
	value, _ = cutBreak(strings.TrimPrefix(value, ":"))
	if !text.HasWord(label) || !text.HasWord(value) || text.Columns(label) > maxField ||
		!text.HasHan(label) && text.CountWords(label) > 5 || strings.ContainsAny(label, "。，；,;.!?！？") {
		return ""
	}
	return label
}
