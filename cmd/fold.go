package cmd

import (
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	xterm "golang.org/x/term"

	"recall/quiz/draw"
)

// folded wraps the lines that commands write to a terminal. A line wider than the window is broken between words and
// continues under its own text. Pipes and files get lines unchanged.
type folded struct {
	*os.File
	within bool // the line has begun
}

// fold wraps w in a folded if it is a terminal, and else in a printed.
func fold(w io.Writer) io.Writer {
	if f, ok := terminal(w); ok {
		return &folded{File: f}
	}
	return &printed{Writer: w}
}

// bare returns the stream behind a folded or a printed.
func bare(w io.Writer) io.Writer {
	switch w := w.(type) {
	case *folded:
		return w.File
	case *printed:
		return w.Writer
	}
	return w
}

// exact returns where to write text in a format, such as JSON or Markdown: to a pipe or a file as it is, to a terminal
// without what could steer it.
func exact(w io.Writer) io.Writer {
	if _, ok := terminal(w); ok {
		return &cleaned{Writer: w}
	}
	return w
}

// cleaned cleans whole lines. The last one must end.
type cleaned struct {
	io.Writer
	line string // so far
}

// Write writes the lines that have ended.
func (c *cleaned) Write(p []byte) (int, error) {
	text := c.line + string(p)
	end := strings.LastIndexByte(text, '\n') + 1
	c.line = text[end:]
	_, err := io.WriteString(c.Writer, clean(text[:end]))
	return len(p), err
}

// Write folds whole lines. Text without a line end is a question and is left as it is.
func (f *folded) Write(p []byte) (int, error) {
	columns, _, err := xterm.GetSize(int(f.Fd()))
	if err != nil || columns < 20 {
		return f.File.Write(p)
	}
	var b strings.Builder
	for line := range strings.Lines(string(p)) {
		text, ended := strings.CutSuffix(line, "\n")
		if f.within || !ended || len(text) < columns || strings.ContainsAny(text, "\r\x1b") {
			b.WriteString(line)
		} else {
			b.WriteString(strings.Join(foldLine(text, min(columns-1, defaultWidth)), "\n") + "\n")
		}
		f.within = !ended
	}
	if _, err := f.File.WriteString(b.String()); err != nil {
		return 0, err
	}
	return len(p), nil
}

// foldLine breaks a line. Columns two or more blanks apart, such as a word and its meaning, remain columns if there is
// room. Items three blanks apart, and commands separated by dots, are not broken.
func foldLine(line string, width int) []string {
	if draw.Width(line) <= width {
		return []string{line}
	}
	const room = 16 // fewest columns in which a sentence is readable
	text := strings.TrimLeft(line, " ")
	margin := len(line) - len(text)
	st := draw.Style{Width: width}
	if items := strings.Split(text, "   "); (len(items) > 2 || len(items) == 2 && margin == 0) &&
		!strings.Contains(text, "    ") {
		return st.Indent(margin, func(st draw.Style) []string { return st.Join(items, "   ") })
	}
	const word = 26 // most columns for a word and its blanks if its meaning is to stand beside it
	gap := strings.Index(text, "  ")
	if gap < 0 || gap > word {
		return st.Indent(margin, func(st draw.Style) []string { return st.Flow(text) })
	}
	rest := strings.TrimLeft(text[gap:], " ")
	head := line[:len(line)-len(rest)]
	column := draw.Width(head)
	if width-column >= room {
		lines := st.Indent(column, func(st draw.Style) []string { return st.Flow(rest) })
		lines[0] = head + strings.TrimLeft(lines[0], " ")
		return lines
	}
	return append([]string{strings.TrimRight(head, " ")},
		st.Indent(margin+4, func(st draw.Style) []string { return st.Flow(rest) })...)
}

// unwrap joins the lines of each paragraph of a help text, so that it can be wrapped to another width.
func unwrap(text string) string {
	var b strings.Builder
	for i, line := range strings.Split(text, "\n") {
		switch {
		case i == 0:
		case strings.HasPrefix(line, strings.Repeat(" ", 16)): // continues the meaning of a word
			line = " " + strings.TrimLeft(line, " ")
		case line == "" || strings.HasPrefix(line, " ") || strings.HasSuffix(b.String(), "\n"):
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(line)
	}
	return b.String()
}

// unwrapHelp unwraps a command's help if a terminal shows it, which wraps it to its own width.
func (a *app) unwrapHelp(c *cobra.Command) {
	if _, tty := terminal(a.Out); !tty {
		return
	}
	c.Long = unwrap(c.Long)
	for _, flags := range []*pflag.FlagSet{c.LocalFlags(), c.InheritedFlags()} {
		flags.VisitAll(func(f *pflag.Flag) { f.Usage = strings.ReplaceAll(f.Usage, "\n", " ") })
	}
}
