package draw

import (
	"strings"

	east "github.com/yuin/goldmark/extension/ast"
)

// table draws columns that share the width, and wraps their cells. If the columns would be too narrow to read, each row
// is drawn as a list of "heading: cell" instead.
func (r *renderer) table(n *east.Table, width int) []line {
	var rows [][][]span
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		ink := r.base
		if row == n.FirstChild() {
			ink = ink.and(Bold)
		}
		var cells [][]span
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, r.inline(c, ink))
		}
		rows = append(rows, cells)
	}
	columns := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, c := range row[:min(len(row), len(columns))] {
			columns[i] = max(columns[i], 1, line(c).width())
		}
	}
	if r.st.Plain || !squeeze(columns, width-3*(len(columns)-1)) {
		return r.records(rows, width)
	}
	var lines []line
	for i, row := range rows {
		lines = append(lines, r.row(row, columns, n.Alignments)...)
		if i == 0 {
			parts := make([]string, len(columns))
			for j, w := range columns {
				parts[j] = strings.Repeat("─", w)
			}
			lines = append(lines, line{{r.st.Signs(strings.Join(parts, "─┼─")), Dim}})
		}
	}
	return lines
}

// squeeze narrows the columns, widest first, until they fit in room. It reports whether they stay readable.
func squeeze(columns []int, room int) bool {
	const readable = 8
	total := 0
	for _, w := range columns {
		total += w
	}
	for ; total > room; total-- {
		widest := 0
		for i := range columns {
			if columns[i] > columns[widest] {
				widest = i
			}
		}
		if columns[widest] <= readable {
			return false
		}
		columns[widest]--
	}
	return true
}

// row draws one row of a table, as high as its highest cell.
func (r *renderer) row(cells [][]span, columns []int, aligned []east.Alignment) []line {
	parts := make([][]line, len(columns))
	height := 1
	for i := range columns {
		if i < len(cells) {
			parts[i] = wrap(cells[i], columns[i])
		}
		height = max(height, len(parts[i]))
	}
	lines := make([]line, height)
	for y := range lines {
		for i, w := range columns {
			if i > 0 {
				lines[y] = append(lines[y], span{r.st.Signs(" │ "), Dim})
			}
			var part line
			if y < len(parts[i]) {
				part = parts[i][y]
			}
			pad := span{text: strings.Repeat(" ", max(0, w-part.width()))}
			switch {
			case i < len(aligned) && aligned[i] == east.AlignRight:
				lines[y] = append(append(lines[y], pad), part...)
			case i < len(columns)-1:
				lines[y] = append(append(lines[y], part...), pad)
			default:
				lines[y] = append(lines[y], part...)
			}
		}
	}
	return lines
}

// records draws each row of a table as lines of "heading: cell".
func (r *renderer) records(rows [][][]span, width int) []line {
	var lines []line
	for i, row := range rows[1:] {
		if i > 0 {
			lines = append(lines, line{})
		}
		for j, cell := range row {
			if len(cell) == 0 {
				continue
			}
			var heading []span
			if j < len(rows[0]) {
				heading = append(append(heading, rows[0][j]...), span{text: ": "})
			}
			lines = append(lines, wrap(append(heading, cell...), width)...)
		}
	}
	return lines
}
