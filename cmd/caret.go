package cmd

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/term"

	"recall/quiz/draw"
)

// caretSays is the widest that stands under a line: a caret, and the column in words, for those who don't see where it
// stands.
const caretSays = len("^ column 1234")

// pointAt returns a line set in by two blanks, and below it a caret under one of its bytes. A line that is too wide is
// cut on both sides.
func pointAt(st draw.Style, line string, at int) (shown, caret string) {
	oneLine := func(s string) string {
		return clean(strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return ' '
			}
			return r
		}, s))
	}
	before, after := line[:at], oneLine(line[at:])
	column := utf8.RuneCountInString(before) + 1
	if before = oneLine(before); draw.Width(before) > st.Width-2-caretSays {
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

// errorStyle is how lines look that go to standard error.
func (a *app) errorStyle() draw.Style {
	st := draw.Style{Width: defaultWidth, ASCII: a.ascii}
	if f, tty := terminal(a.Err); tty {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			st.Width = max(20, w-1)
		}
	}
	return st
}
