// Package org turns Org text into Markdown, line by line: line n of the Markdown is what line n of the Org file says. It
// is empty where that is nothing to learn, as in drawers, keywords and comments. So the rooms that read Markdown read Org
// too, and every bullet has its line. What org-drill and org-fc mark as cards is listed beside the text.
package org

import (
	"fmt"
	"strings"
)

// File is an Org file, read.
type File struct {
	Text   []byte // Markdown, with as many lines as the file
	Title  string // #+TITLE, as Markdown
	Lang   string // #+LANGUAGE
	Tags   []string
	Items  []Item
	Unread []Unread
}

// Unread is what a line holds that is not read: in words, and what to do.
type Unread struct {
	Line int
	What string
}

// reader reads a file.
type reader struct {
	File
	lines  []string // Org
	out    []string // Markdown
	ends   []int    // for the first line of a block or a drawer, its last; 0 for other lines
	todo   map[string]bool
	heads  []head
	list   list
	prose  bool // the line above is text that a line without a marker would go on with
	blanks int  // blank lines right above
}

// Read reads the text of an Org file, whose lines end in LF.
func Read(text []byte) *File {
	r := reader{lines: strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")}
	r.todo = map[string]bool{"TODO": true, "DONE": true}
	r.out = make([]string, len(r.lines))
	r.findEnds()
	r.findKeywords()
	for i := 0; i < len(r.lines); {
		i = r.read(i)
	}
	r.closeHeads()
	r.items()
	r.Text = []byte(strings.Join(r.out, "\n") + "\n")
	return &r.File
}

func (r *reader) unread(line int, what string, args ...any) {
	const most = 20
	if len(r.Unread) < most {
		r.Unread = append(r.Unread, Unread{line + 1, fmt.Sprintf(what, args...)})
	}
}

// read reads what starts on line i, and returns the line behind it.
func (r *reader) read(i int) int {
	line := strings.TrimRight(r.lines[i], " \t")
	s := strings.TrimLeft(line, " \t")
	end := r.ends[i]
	prose := r.prose
	r.prose = false
	if s == "" {
		if r.blanks++; r.blanks == 2 {
			r.list = nil
		}
		return i + 1
	}
	r.blanks = 0
	switch {
	case level(r.lines[i]) > 0:
		return r.headline(i)
	case end > 0 && s[0] == ':':
		r.drawer(s, i, end)
		return end + 1
	case end > 0 && r.block(s, i, end):
		return end + 1
	case isPlanning(s):
		r.plan(s)
		return i + 1
	case strings.HasPrefix(s, "#+"), s == "#", strings.HasPrefix(s, "# "), strings.HasPrefix(s, "CLOCK:"):
		return i + 1
	case strings.HasPrefix(s, ": "), s == ":":
		if code := strings.TrimSpace(s[1:]); code != "" {
			r.out[i] = r.list.under(column(line)) + codeSpan(code)
		}
		return i + 1
	case strings.HasPrefix(s, "-----") && strings.Trim(s, "-") == "":
		r.out[i] = "***" // three - below a text would make it a heading
		r.list = nil
		return i + 1
	case s[0] == '|':
		return r.table(i)
	case strings.HasPrefix(line, "[fn:") && strings.Contains(line, "]"):
		for i < len(r.lines) && strings.TrimSpace(r.lines[i]) != "" && level(r.lines[i]) == 0 {
			i++
		}
		return i
	}
	if end, ok := r.formula(s, i); ok {
		return end
	}
	r.prose = true
	if marker, rest, ok := cutMarker(line); ok {
		r.out[i] = r.list.item(column(line), marker) + itemText(rest)
		return i + 1
	}
	depth := len(r.list)
	indent := r.list.under(column(line))
	text := startOf(markup(lineBreak(s)))
	if prose && len(r.list) < depth {
		text = "> " + text // Markdown would add it to the item above
	}
	r.out[i] = indent + text
	return i + 1
}

// lineBreak turns Org's sign for the end of a line, \\, into that of Markdown.
func lineBreak(s string) string {
	if strings.HasSuffix(s, `\\`) && !strings.HasSuffix(s, `\\\`) {
		return s[:len(s)-1]
	}
	return s
}

// startOf escapes what would make another block of a line of text. A line of = or - would make the text
// above a heading.
func startOf(s string) string {
	switch {
	case s == "":
		return ""
	case strings.Trim(s, "=") == "", strings.Trim(s, "-") == "":
		return ""
	case s[0] == '#', s[0] == '>', s[0] == ':', strings.HasPrefix(s, "~~~"), s[0] == '<' && !strings.HasPrefix(s, "<http"):
		return `\` + s
	}
	return s
}

// findKeywords reads the keywords of the file: some of them stand anywhere and count everywhere.
func (r *reader) findKeywords() {
	for i := 0; i < len(r.lines); i++ {
		l := strings.TrimSpace(r.lines[i])
		if r.ends[i] > 0 && strings.HasPrefix(l, "#+") {
			i = r.ends[i]
			continue
		}
		if !strings.HasPrefix(l, "#+") {
			continue
		}
		key, value, ok := strings.Cut(l[2:], ":")
		if value = strings.TrimSpace(value); !ok || value == "" {
			continue
		}
		switch strings.ToUpper(key) {
		case "TITLE":
			r.Title = strings.TrimSpace(r.Title + " " + markup(value))
		case "LANGUAGE":
			r.Lang = value
		case "FILETAGS":
			r.Tags = append(r.Tags, tagList(value)...)
		case "TODO", "SEQ_TODO", "TYP_TODO":
			for _, word := range strings.Fields(value) {
				word, _, _ = strings.Cut(word, "(")
				r.todo[word] = word != "|" && word != ""
			}
		case "INCLUDE":
			r.unread(i, "the file that #+INCLUDE: names is not read; import it too")
		}
	}
}

// tagList reads tags, which have colons or blanks between them.
func tagList(s string) []string {
	return strings.FieldsFunc(s, func(c rune) bool { return c == ':' || c == ' ' || c == '\t' })
}
