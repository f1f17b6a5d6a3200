package export

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/read"
)

// Pin writes ids into a Markdown file. ids[i] goes after note i of the document that Parse makes of src; "" stands for
// no id. Nothing else in the text changes, and it is read as before. left lists the notes that can't carry an id where
// they are, such as table cells.
func Pin(name string, src []byte, ids []string) (pinned []byte, left []int, err error) {
	if !read.IsMarkdown(name, src) {
		return nil, nil, fmt.Errorf("%s is no Markdown, so no id is written into it; a table has a column for ids", name)
	}
	before, _ := read.Parse(name, src)
	if len(before.Notes) != len(ids) {
		return nil, nil, fmt.Errorf("%s has %d bullets, not %d", name, len(before.Notes), len(ids))
	}
	ids = slices.Clone(ids)
	lines := bytes.SplitAfter(src, []byte("\n"))
	for range 8 { // drop the ids that change how the file is read, until none does
		pinned = withIDs(lines, before.Notes, ids)
		after, _ := read.Parse(name, pinned)
		bad := changedBy(before.Notes, after.Notes, ids)
		if len(bad) == 0 {
			return pinned, left, nil
		}
		for _, i := range bad {
			ids[i] = ""
		}
		left = append(left, bad...)
	}
	return nil, nil, fmt.Errorf("%s can't be pinned: ids would change how it reads", name)
}

// withIDs appends each id to the last line of its bullet's own text.
func withIDs(lines [][]byte, notes []deck.Note, ids []string) []byte {
	at := map[int]string{} // by line, counted from 0
	for i, n := range notes {
		if ids[i] != "" {
			at[lastLine(lines, n)] = " <!-- id:" + ids[i] + " -->"
		}
	}
	return rewritten(lines, func(i int, line string) string { return line + at[i] })
}

// rewritten returns lines as f rewrites each. The blanks and the line end behind a line stay.
func rewritten(lines [][]byte, f func(i int, line string) string) []byte {
	var b bytes.Buffer
	for i, l := range lines {
		text := bytes.TrimRight(l, " \t\r\n")
		b.WriteString(f(i, string(text)))
		b.Write(l[len(text):])
	}
	return b.Bytes()
}

// lastLine returns the line, counted from 0, on which a bullet's own text ends. Hard-wrapped text continues on the
// lines below the first.
func lastLine(lines [][]byte, n deck.Note) int {
	first := n.Line - 1
	for i := first; i < len(lines) && i < first+64; i++ {
		text := strings.TrimSpace(string(lines[i]))
		if text == "" {
			break
		}
		if strings.HasSuffix(text, n.Text) || i > first && strings.HasSuffix(n.Text, text) {
			return i
		}
	}
	return first
}

// changedBy lists the notes with an id that are read differently because of the ids. If notes were added or lost, it
// stops at the first one that moved.
func changedBy(before, after []deck.Note, ids []string) (bad []int) {
	for i, n := range before {
		id := n.ID
		if ids[i] != "" {
			id = ids[i]
		}
		if i < len(after) && after[i].ID == id && after[i].Line == n.Line && after[i].Text == n.Text &&
			after[i].Rule == n.Rule && len(after[i].Cards) == len(n.Cards) {
			continue
		}
		if ids[i] != "" {
			bad = append(bad, i)
		}
		if i >= len(after) || after[i].Line != n.Line {
			break
		}
	}
	return bad
}
