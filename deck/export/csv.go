package export

import (
	"bufio"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/read"
)

// WriteCSV writes the visited cards as a table that Anki can import directly: its header lines say which column holds
// what. List fields other than path, tags and forms are written as JSON.
func WriteCSV(w io.Writer, cards func(visit func(*Exported) error) error) error {
	out := bufio.NewWriter(w)
	// these are among the first nine columns, so one digit is enough
	column := func(name string) string { return string(rune('1' + slices.Index(read.ExactColumns, name))) }
	for _, line := range []string{
		"#separator:Comma", "#html:false", "#deck column:" + column("deck"), "#tags column:" +
			column("tags"), "#guid column:" + column("id"), read.CSVMark,
	} {
		out.WriteString(line + "\n")
	}
	err := cards(func(e *Exported) error {
		x := exactOf(e)
		draft := ""
		if x.Draft {
			draft = "true"
		}
		for i, cell := range []string{
			x.Front, x.Back, x.Deck, writeTags(x.Tags), x.ID, x.Extra, writeList(x.Accept), writeList(x.Members),
			writePath(x.Path), x.Label, x.Group,
			x.Bullet, x.Pin, x.Slot, x.Context, strings.Join(x.Forms, " "), x.Rule, draft, x.Weakness,
		} {
			if i > 0 {
				out.WriteByte(',')
			}
			out.WriteString(quoteCell(cell))
		}
		return out.WriteByte('\n')
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// quoteCell quotes a cell if it contains a delimiter, starts like an Anki comment, or has spaces at either end.
func quoteCell(s string) string {
	if s == "" || !strings.ContainsAny(s, ",\"\n\r") && s[0] != '#' && strings.TrimSpace(s) == s {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}

func writeList(list []string) string {
	if len(list) == 0 {
		return ""
	}
	text, err := json.Marshal(list)
	if err != nil { // can't fail for strings
		panic(err)
	}
	return string(text)
}

// writePath joins headings with the usual separator, or writes them as JSON if a heading contains that separator.
func writePath(path []string) string {
	text := strings.Join(path, deck.PathSeparator)
	if !slices.Equal(read.SplitPath(text), path) || strings.HasPrefix(text, "[") {
		return writeList(path)
	}
	return text
}

// writeTags separates tags by spaces, and their levels by two colons, as Anki does.
func writeTags(list []string) string {
	return strings.ReplaceAll(strings.Join(list, " "), "/", "::")
}
