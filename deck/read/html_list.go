package read

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"recall/deck/text"
)

// Lists and tables of HTML as those of Markdown.

// list writes a list. A list right inside it belongs to the item above.
func (w *htmlWriter) list(n *html.Node, depth int) string {
	number := 1
	if start, err := strconv.Atoi(attribute(n, "start")); err == nil && start >= 0 && start < 1e6 {
		number = start
	}
	var lines []string
	marker := "- "
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		var item string
		switch c.DataAtom {
		case atom.Ul, atom.Ol:
			if item = w.list(c, depth+1); item != "" && depth < maxDepth {
				lines = append(lines, inset(item, len(marker)))
			}
			continue
		case atom.Li:
			item = strings.TrimSpace(w.part(c, depth))
		default:
			item = strings.TrimSpace(textOf(c))
		}
		if item == "" {
			continue
		}
		if n.DataAtom == atom.Ol {
			marker = strconv.Itoa(number) + ". "
			number++
		}
		lines = append(lines, marker+strings.TrimLeft(inset(item, len(marker)), " "))
	}
	return strings.Join(lines, "\n")
}

// inset puts blanks in front of each line that has text.
func inset(s string, blanks int) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if l != "" {
			lines[i] = strings.Repeat(" ", blanks) + l
		}
	}
	return strings.Join(lines, "\n")
}

// table writes a table, of which the first row is the head. Where it has one column, or blocks in its cells, it only
// holds its content in place.
func (w *htmlWriter) table(n *html.Node, depth int) {
	var rows [][]string
	columns, layout := 0, false
	for _, tr := range rowsOf(n) {
		var row []string
		for c := tr.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
				cell := strings.TrimSpace(w.part(c, depth))
				layout = layout || strings.Contains(cell, "\n\n") || strings.Contains(cell, "\n- ") || text.FenceMark(cell) != ""
				row = append(row, strings.ReplaceAll(strings.ReplaceAll(cell, "\n", "<br>"), "|", `\|`))
			}
		}
		if columns = max(columns, len(row)); len(row) > 0 {
			rows = append(rows, row)
		}
	}
	if layout || columns < 2 {
		w.need(1)
		w.children(n, depth)
		w.need(1)
		return
	}
	var b strings.Builder
	for i, row := range rows {
		for len(row) < columns {
			row = append(row, "")
		}
		b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		if i == 0 {
			b.WriteString(strings.Repeat("|---", columns) + "|\n")
		}
	}
	w.block(strings.TrimSuffix(b.String(), "\n"), 2, 2)
}

// rowsOf returns the rows of a table, also those in its head, body and foot.
func rowsOf(n *html.Node) (rows []*html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Tr:
			rows = append(rows, c)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			rows = append(rows, rowsOf(c)...)
		}
	}
	return rows
}
