package draw

import "strings"

// gap is the number of columns between things side by side on a line.
const gap = 3

// Button is a grade key: "1 Again 1d ↺".
type Button struct {
	Key     rune
	Name    string
	Ink     Ink      // for the name
	Next    Interval // the interval that it gives; none on a repeat
	Returns bool     // the card also comes back today
	Ease    int      // -1 lowers the ease, +1 raises it
	Starred bool     // Space gives this grade
}

// Interval is the time to the next review, to be read and to be heard: 15d, 15 days.
type Interval struct{ Short, Long string }

// foot draws the grade keys, as many on a line as fit, and the other keys to their right or below them.
func (p *painter) foot(buttons []Button, keys Keys) {
	cells := make([]line, len(buttons))
	for i, b := range buttons {
		cells[i] = b.line(p.st)
	}
	rows := grid(cells, p.st.Width-1)
	parts := keys.lines(p.st)
	whole := abreast(parts)
	for i, row := range rows {
		row = append(line{{text: " "}}, row...)
		if room := p.st.Width - row.width() - whole.width(); i == len(rows)-1 && len(parts) > 0 && room >= gap {
			row = append(append(row, span{text: strings.Repeat(" ", room)}), whole...)
			parts = nil
		}
		p.add(wrap(row, p.st.Width)...)
	}
	if len(parts) > 0 {
		p.add(pack(parts, p.st.Width)...)
	}
}

// line draws a button: "4 Easy 15d ↺ + *".
func (b Button) line(st Style) line {
	name := b.Ink
	if b.Starred {
		name = name.and(Bold)
	}
	l := line{{string(b.Key) + " ", Bold}, {oneLine(b.Name), name}}
	if next := oneLine(b.Next.Short); next != "" {
		l = append(l, span{text: " " + st.Signs(next)})
	}
	if b.Returns {
		l = append(l, span{st.Signs(" ↺"), Dim})
	}
	switch {
	case b.Ease < 0:
		l = append(l, span{" -", Dim})
	case b.Ease > 0:
		l = append(l, span{" +", Dim})
	}
	if b.Starred {
		l = append(l, span{" *", Bold})
	}
	return l
}

// grid arranges cells in as few rows as fit in width. If there are several rows, cells are aligned in columns.
func grid(cells []line, width int) []line {
	for rowCount := 1; rowCount <= len(cells); rowCount++ {
		perRow := (len(cells) + rowCount - 1) / rowCount
		columns := make([]int, perRow)
		for i, c := range cells {
			columns[i%perRow] = max(columns[i%perRow], c.width())
		}
		total := gap * (perRow - 1)
		for _, w := range columns {
			total += w
		}
		if total > width && perRow > 1 {
			continue
		}
		var rows []line
		for i, c := range cells {
			if i%perRow == 0 {
				rows = append(rows, line{})
			}
			row := &rows[len(rows)-1]
			*row = append(*row, c...)
			if i%perRow < perRow-1 && i < len(cells)-1 {
				*row = append(*row, span{text: strings.Repeat(" ", columns[i%perRow]-c.width()+gap)})
			}
		}
		return rows
	}
	return nil
}

// pack puts parts on as few lines as possible. It breaks a part only if that is wider than a line.
func pack(parts []line, width int) (lines []line) {
	for len(parts) > 0 {
		n := 1
		for n < len(parts) && abreast(parts[:n+1]).width() <= width {
			n++
		}
		lines = append(lines, wrap(abreast(parts[:n]), width)...)
		parts = parts[n:]
	}
	return lines
}

// abreast puts parts on one line, with spaces between them.
func abreast(parts []line) line {
	l := line{}
	for i, part := range parts {
		if i > 0 {
			l = append(l, span{text: strings.Repeat(" ", gap)})
		}
		l = append(l, part...)
	}
	return l
}
