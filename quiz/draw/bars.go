package draw

import (
	"fmt"
	"strings"
)

// eighths are the partial cells at the end of a bar.
var eighths = [8]string{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"}

// Meter draws value out of most as a bar of at most width columns, to an eighth of a column. A value above 0 never
// looks empty, and a value below most never looks full.
func (st Style) Meter(value, most float64, width int) string {
	if !(value > 0) || !(most > 0) || width < 1 {
		return ""
	}
	parts, full := 8, "█"
	if st.ASCII {
		parts, full = 1, "#"
	}
	whole := width * parts
	n := whole
	if value < most {
		n = min(max(1, int(value/most*float64(whole)+0.5)), max(1, whole-1))
	}
	return strings.Repeat(full, n/parts) + eighths[n%parts]
}

// Bar is one row of Bars.
type Bar struct {
	Label string
	Value float64
	Note  string // after the bar: the number that it stands for
}

// Bars draws labelled bars below each other. Their common scale ends at most, or at the highest value if most is 0. In
// a narrow window labels are shortened, notes never.
func Bars(rows []Bar, most float64, st Style) []string {
	label, note := 0, 0
	for _, r := range rows {
		label, note = max(label, Width(oneLine(r.Label))), max(note, Width(oneLine(r.Note)))
	}
	if most == 0 {
		for _, r := range rows {
			most = max(most, r.Value)
		}
	}
	label = min(label, st.Width/2)
	room := max(0, st.Width-label-note-2)
	var lines []string
	for _, r := range rows {
		bar := st.Meter(r.Value, most, room)
		text := Pad(st.Truncate(oneLine(r.Label), label), label) + " " + st.Paint(Green, bar) +
			strings.Repeat(" ", max(0, room-Width(bar))) + " " + PadLeft(oneLine(r.Note), note)
		lines = append(lines, strings.TrimRight(text, " "))
	}
	return lines
}

// Tower is one bar of Skyline.
type Tower struct {
	Value float64
	Label string // below it, or ""; it may extend below the next towers
}

// Skyline draws bars side by side with their labels below. Each is the given number of cells wide, and the highest has
// the given height. A value above 0 never looks empty.
func Skyline(list []Tower, wide, height int, st Style) []string {
	parts := []string{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}
	full := 8 // parts of a cell
	if st.ASCII {
		parts, full = []string{" ", ".", ":", "#"}, 3
	}
	most := 0.0
	for _, c := range list {
		most = max(most, c.Value)
	}
	var lines []string
	for row := height - 1; row >= 0; row-- {
		var b strings.Builder
		for _, c := range list {
			n := 0
			if c.Value > 0 {
				n = max(1, int(c.Value/most*float64(height*full)+0.5))
			}
			b.WriteString(strings.Repeat(parts[min(full, max(0, n-row*full))], wide))
		}
		lines = append(lines, st.Paint(Green, strings.TrimRight(b.String(), " ")))
	}
	labels := ""
	for i, c := range list {
		if c.Label != "" && Width(labels) <= i*wide {
			labels = Pad(labels, i*wide) + c.Label
		}
	}
	return append(lines, st.Paint(Dim, st.Truncate(labels, st.Width)))
}

// Beside puts two blocks of lines next to each other. The right one starts at the given column.
func Beside(left, right []string, column int) []string {
	lines := make([]string, max(len(left), len(right)))
	for i := range lines {
		if i < len(left) {
			lines[i] = left[i]
		}
		if i < len(right) && right[i] != "" {
			lines[i] = Pad(lines[i], column) + right[i]
		}
	}
	return lines
}

// Percent writes a share from 0 to 1 as a percentage. A share below 1 never becomes 100%.
func Percent(share float64) string {
	n := int(share*100 + 0.5)
	if share < 1 {
		n = min(n, 99)
	}
	return fmt.Sprintf("%d%%", n)
}
