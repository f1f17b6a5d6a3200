package cmd

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"recall/quiz/draw"
)

// caretSays is the room for what stands under a line: a caret, and its column as a number, for those who can't see it.
const caretSays = len("^ column 1234")

// pointAt returns a line set in by two blanks, and below it a caret under one of its bytes. A line that is too wide is
// cut on both sides.
func pointAt(st draw.Style, line string, at int) (shown, caret string) {
	cells := func(s string) string { // a byte's place stays, so blanks are not joined
		return clean(strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return ' '
			}
			return r
		}, s))
	}
	before, after := line[:at], cells(line[at:])
	column := utf8.RuneCountInString(before) + 1
	if before = cells(before); draw.Width(before) > st.Width-2-caretSays {
		dots := st.Signs("…")
		left := []rune(before)
		left = left[max(0, len(left)-st.Width):]
		for len(left) > 0 && draw.Width(dots+string(left)) > st.Width-2-caretSays {
			left = left[1:]
		}
		before = dots + string(left)
	}
	shown = "  " + before + st.Truncate(after, st.Width-2-draw.Width(before))
	return shown, fmt.Sprintf("  %s^ column %d", strings.Repeat(" ", draw.Width(before)), column)
}
