package marks

import (
	"slices"
	"strings"

	"recall/deck/blocks"
	"recall/deck/text"
)

// ofLines makes one line of the lines of a cell, with a sign between those that each say something by themselves: the
// items of a list, one or two words each, or lines of Chinese. Other lines are one text, broken to keep the column narrow.
func ofLines(lex *text.Lexicon, c string) string {
	if strings.IndexByte(c, '\n') < 0 {
		return text.OneLine(c)
	}
	lines, listed := strings.Split(c, "\n"), 0
	for i, l := range lines {
		l = strings.TrimSpace(l)
		if item, ok := strings.CutPrefix(l, "•"); ok || blocks.HasListMarker(l) {
			listed++
			if l = item; !ok {
				l = l[1:]
			}
		}
		lines[i] = strings.TrimSpace(l)
	}
	lines = slices.DeleteFunc(lines, func(l string) bool { return l == "" })
	if listed < len(lines) && slices.ContainsFunc(lines, func(l string) bool { return !isMember(lex, l) }) {
		return text.OneLine(c)
	}
	for _, l := range lines[:max(0, len(lines)-1)] {
		if text.HasAnySuffix(l, ",", "，", ";", "；", "、", ":", "：", ".", "。", "/", "-", "(", "（", "？", "?", "!", "！") {
			return text.JoinLines(lines)
		}
	}
	sign := "member-sign"
	if slices.ContainsFunc(lines, func(l string) bool { return strings.ContainsAny(l, ",，、;；") || text.Columns(l) > maxMember }) {
		sign = "group-sign"
	}
	return strings.Join(lines, lex.Say(sign, text.HasHan(c)))
}

// isMember reports whether a line of a cell says something by itself. A longer one in Latin letters may break anywhere.
func isMember(lex *text.Lexicon, l string) bool {
	if text.StartsHan(l) {
		return true
	}
	return l[0] >= 'a' && l[0] <= 'z' && text.CountWords(l) < 3 && !lex.Has(text.ClassFunctionWords, l[strings.LastIndexByte(l, ' ')+1:])
}

// maxMember is the widest line, in columns, that a comma divides from the next. A wider one is a clause.
const maxMember = 12
