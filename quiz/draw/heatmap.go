package draw

import (
	"fmt"
	"strings"
	"time"
)

// HeatmapWeeks returns the number of weeks that Heatmap can show in a width, at most a year.
func HeatmapWeeks(width int) int {
	if weeks := (width - heatLabel - heatLegend) / 2; weeks >= 12 {
		return min(weeks, 53)
	}
	return max(1, min(53, (width-heatLabel)/2)) // the legend goes below
}

const heatLabel, heatLegend = 4, 12 // columns

// Heatmap draws a count for each day, with a row for each weekday and a column for each week. The last count is
// today's, and the last column is this week. Counts before the given number of weeks are left out. Each shade covers a
// quarter of the range up to the busiest day, and a legend shows the counts of each.
func Heatmap(counts []int, today time.Time, weeks int, st Style) []string {
	shades := [5]string{"·", "░", "▒", "▓", "█"}
	if st.ASCII {
		shades = [5]string{".", ":", "+", "*", "#"}
	}
	weeks = min(weeks, HeatmapWeeks(st.Width))
	today = time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)
	sunday := (int(today.Weekday()) + 6) % 7 // days since Monday
	first := today.AddDate(0, 0, -sunday-7*(weeks-1))
	shown := 7*(weeks-1) + sunday + 1 // days
	counts = counts[max(0, len(counts)-shown):]
	most := 0
	for _, n := range counts {
		most = max(most, n)
	}
	level := func(n int) int { return heatLevel(n, most) }
	legend, legendW := heatScale(most, shades), 0
	for _, l := range legend {
		legendW = max(legendW, l.width())
	}
	beside := st.Width >= heatLabel+2*weeks+2+legendW
	lines := []string{heatMonths(first, weeks, st.Width)}
	for weekday := range 7 {
		name := ""
		if weekday%2 == 0 {
			name = first.AddDate(0, 0, weekday).Format("Mon")
		}
		row := Pad(name, heatLabel)
		for w := range weeks {
			day := 7*w + weekday
			if day >= shown {
				row += "  "
				continue
			}
			n := 0
			if i := day - (shown - len(counts)); i >= 0 {
				n = counts[i]
			}
			row += st.Paint(heatInk(level(n)), shades[level(n)]) + " "
		}
		if beside && weekday > 0 && weekday <= len(legend) {
			row += "  " + st.line(legend[weekday-1])
		}
		lines = append(lines, strings.TrimRight(row, " "))
	}
	if !beside {
		for _, l := range pack(legend, st.Width) {
			lines = append(lines, st.line(l))
		}
	}
	return lines
}

// heatLevel returns the shade of a count, from 0 to 4, in quarters of the highest count.
func heatLevel(n, most int) int {
	if n <= 0 {
		return 0
	}
	return 1 + 4*(n-1)/most
}

// heatHighest returns the highest count of a shade.
func heatHighest(level, most int) int { return 1 + (level*most-1)/4 }

func heatInk(level int) Ink {
	if level == 0 {
		return Dim
	}
	return Green
}

// heatMonths puts the name of each month above the week in which it begins. The month of the first week is named too if
// there is room. A name may be wider than its column, as nothing stands beside it.
func heatMonths(first time.Time, weeks, width int) string {
	row := strings.Repeat(" ", heatLabel)
	for w := range weeks {
		monday := first.AddDate(0, 0, 7*w)
		begins := monday.Day() <= 7 || w == 0 && monday.AddDate(0, 0, 7).Day() > 7
		if column := heatLabel + 2*w; begins && column+3 <= width {
			row = Pad(row, column) + monday.Format("Jan")
		}
	}
	return strings.TrimRight(row, " ")
}

// heatScale returns the counts that each shade stands for. Shades that no count can have are left out.
func heatScale(most int, shades [5]string) []line {
	scale := []line{{{shades[0], Dim}, {text: " 0"}}}
	low := 1
	for level := 1; level <= 4 && low <= most; level++ {
		high := heatHighest(level, most)
		if high < low {
			continue
		}
		counts := fmt.Sprintf(" %d-%d", low, high)
		if high == low {
			counts = fmt.Sprintf(" %d", low)
		}
		scale = append(scale, line{{shades[level], Green}, {text: counts}})
		low = high + 1
	}
	return scale
}
