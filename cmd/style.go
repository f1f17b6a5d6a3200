package cmd

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"recall/deck/text"
	"recall/quiz/draw"
)

// defaultWidth is the width for output that has none of its own, such as a pipe.
const defaultWidth = 79

// terminal returns the file behind a stream, and reports whether it is a terminal.
func terminal(stream any) (*os.File, bool) {
	if w, ok := stream.(io.Writer); ok {
		stream = bare(w)
	}
	f, ok := stream.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// interactive reports whether a person sits at both ends, at a terminal that can be redrawn.
func (a *app) interactive() bool {
	_, in := terminal(a.In)
	_, out := terminal(a.Out)
	return in && out && !a.plain && a.Getenv("TERM") != "dumb"
}

// style returns how to draw on standard output.
func (a *app) style() (draw.Style, error) {
	st := draw.Style{Width: widthOf(a.Out), ASCII: a.ascii, Plain: a.plain}
	_, tty := terminal(a.Out)
	switch a.color {
	case "always":
		st.Color = true
	case "never":
	case "auto":
		st.Color = tty && a.Getenv("NO_COLOR") == "" && a.Getenv("TERM") != "dumb" && !a.plain
		if force := a.Getenv("CLICOLOR_FORCE"); force != "" && force != "0" {
			st.Color = true
		}
	default:
		return st, &usageError{msg: fmt.Sprintf("--color does not take %q", a.color),
			hint: "it takes auto, always or never"}
	}
	return st, nil
}

// errorStyle returns how to draw on standard error.
func (a *app) errorStyle() draw.Style { return draw.Style{Width: widthOf(a.Err), ASCII: a.ascii} }

// widthOf returns how wide lines to a stream may be.
func widthOf(stream io.Writer) int {
	if f, tty := terminal(stream); tty {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return max(20, w-1)
		}
	}
	return defaultWidth
}

// clean makes foreign text harmless on a terminal.
func clean(s string) string { return draw.Clean(s) }

// inLine is clean for what stands on one line, such as the name of a file or a sentence with one: a line ending in it must
// not begin a line that the program seems to say.
func inLine(s string) string { return strings.ReplaceAll(clean(s), "\n", " ") }

// signs replaces the program's own signs with ASCII if --ascii is set.
func (a *app) signs(s string) string { return draw.Style{ASCII: a.ascii}.Signs(s) }

// column is one column of a table.
type column struct {
	title string
	right bool // numbers
	grow  bool // shrinks if the table is wider than the window
}

// table writes rows in columns, at most st.Width wide if possible. Only the grow column is cut, never a number.
func table(w io.Writer, st draw.Style, columns []column, rows [][]string) error {
	widths := make([]int, len(columns))
	for i, c := range columns {
		widths[i] = draw.Width(c.title)
		for _, r := range rows {
			widths[i] = max(widths[i], draw.Width(inLine(r[i])))
		}
	}
	total := 2 * (len(columns) - 1)
	for _, n := range widths {
		total += n
	}
	for i, c := range columns {
		const readable = 16
		if c.grow && total > st.Width {
			cut := min(total-st.Width, max(0, widths[i]-readable))
			widths[i] -= cut
			total -= cut
		}
	}
	titled := slices.ContainsFunc(columns, func(c column) bool { return c.title != "" })
	// through a pipe, each record stays one line
	if _, tty := terminal(w); tty && total > st.Width || st.Plain && titled {
		return stack(w, st, columns, rows)
	}
	line := func(cells []string, ink draw.Ink) string {
		var b strings.Builder
		for i, cell := range cells {
			if i > 0 {
				b.WriteString("  ")
			}
			cell = st.Truncate(inLine(cell), widths[i])
			if columns[i].right {
				b.WriteString(draw.PadLeft(cell, widths[i]))
			} else {
				b.WriteString(draw.Pad(cell, widths[i]))
			}
		}
		return st.Paint(ink, strings.TrimRight(b.String(), " "))
	}
	titles := make([]string, len(columns))
	for i, c := range columns {
		titles[i] = c.title
	}
	if titled {
		if _, err := fmt.Fprintln(w, line(titles, draw.Dim)); err != nil {
			return err
		}
	}
	for _, r := range rows {
		if _, err := fmt.Fprintln(w, line(r, "")); err != nil {
			return err
		}
	}
	return nil
}

// without removes a column from a table.
func without(at int, columns []column, rows [][]string) ([]column, [][]string) {
	for i := range rows {
		rows[i] = slices.Delete(rows[i], at, at+1)
	}
	return slices.Delete(columns, at, at+1), rows
}

// stack writes the rows of a table that is too wide for the window. The columns before the grow column are on one line,
// that column is on the next, and the columns after it are below, each with its title.
func stack(w io.Writer, st draw.Style, columns []column, rows [][]string) error {
	grow := slices.IndexFunc(columns, func(c column) bool { return c.grow })
	for _, r := range rows {
		var before, after, lines []string
		margin := 0
		for i, cell := range r {
			cell = strings.TrimSpace(inLine(cell))
			switch title := strings.ToLower(columns[i].title); {
			case cell == "" && i == 0:
				margin = 2
			case cell == "":
			case i < grow:
				before = append(before, cell)
			case i > grow:
				after = append(after, strings.TrimSpace(title+" "+cell))
			}
		}
		first := true // later lines are indented below it
		add := func(draws func(draw.Style) []string) {
			lines = append(lines, st.Indent(margin, draws)...)
			if first {
				margin, first = margin+2, false
			}
		}
		if len(before) > 0 {
			add(func(st draw.Style) []string { return st.Join(before, "   ") })
		}
		if grow >= 0 {
			add(func(st draw.Style) []string { return draw.Wrap(inLine(r[grow]), st.Width) })
		}
		if len(after) > 0 {
			add(func(st draw.Style) []string { return st.Join(after, "   ") })
		}
		if _, err := fmt.Fprintln(w, strings.Join(lines, "\n")); err != nil {
			return err
		}
	}
	return nil
}

// hang writes one record of a report. On a terminal its further lines hang below what follows the head; through a pipe it
// is one line.
func hang(w io.Writer, st draw.Style, head, say string) {
	lines := []string{st.Signs(say)}
	if _, tty := terminal(w); tty {
		lines = draw.Wrap(lines[0], max(st.Width-len(head), 20))
	}
	fmt.Fprintln(w, head+strings.Join(lines, "\n"+strings.Repeat(" ", len(head))))
}

// printJSON writes one value as indented JSON.
func printJSON(w io.Writer, v any) error {
	enc := text.JSON(exact(w))
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// jsonList writes an object that holds one list, value by value, because the list may not fit in memory.
type jsonList struct {
	out   *bufio.Writer
	enc   *json.Encoder
	begun bool
}

func newJSONList(w io.Writer, name string) *jsonList {
	l := &jsonList{out: bufio.NewWriter(exact(w))}
	l.enc = text.JSON(l.out)
	fmt.Fprintf(l.out, "{%q:[\n", name)
	return l
}

func (l *jsonList) add(v any) error {
	if l.begun {
		l.out.WriteByte(',')
	}
	l.begun = true
	return l.enc.Encode(v)
}

func (l *jsonList) end() error {
	l.out.WriteString("]}\n")
	return l.out.Flush()
}
