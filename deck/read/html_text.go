package read

import (
	"bytes"
	"strings"

	"recall/deck/blocks"
	"recall/deck/inline"
	"recall/deck/text"
)

// text writes text. Blanks in a row are one, but not in a fence of Markdown. A line end in a field is meant: Anki
// writes none of its own.
func (w *htmlWriter) text(s string) {
	for first := true; ; first = false {
		l, rest, more := strings.Cut(s, "\n")
		switch blank := strings.TrimSpace(l) == ""; {
		case first:
		case w.fence != "":
			w.write("\n")
		case blank && more:
			w.need(2)
		default:
			w.need(1)
		}
		if open := w.fence; open != "" || text.FenceMark(l) != "" {
			w.fence = text.NextFence(open, l)
			w.write(l)
		} else {
			w.words(l, first)
		}
		if !more {
			return
		}
		s = rest
	}
}

// words writes a line of text with single blanks between its words. An item of a list that is a line of its own keeps
// its indent.
func (w *htmlWriter) words(l string, goesOn bool) {
	const blanks = " \t\r\f"
	line := strings.Join(strings.FieldsFunc(l, func(r rune) bool { return strings.ContainsRune(blanks, r) }), " ")
	if line == "" {
		if l != "" && w.pending == 0 && len(w.out) > 0 && w.out[len(w.out)-1] > ' ' {
			w.write(" ")
		}
		return
	}
	switch atStart := w.pending > 0 || len(w.out) == 0 || w.out[len(w.out)-1] <= ' '; {
	case !goesOn && blocks.HasListMarker(line):
		line = l[:len(l)-len(strings.TrimLeft(l, " \t"))] + line
	case !atStart && strings.IndexByte(blanks, l[0]) >= 0:
		line = " " + line
	}
	if strings.IndexByte(blanks, l[len(l)-1]) >= 0 {
		line += " "
	}
	w.write(escapeTags(line))
}

// escapeTags keeps the entities of what would be a tag if it were written as it is: &lt;b&gt; is about a tag.
func escapeTags(s string) string {
	if strings.IndexByte(s, '<') < 0 || strings.IndexByte(s, '`') >= 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '<' && inline.IsTag(s[i:min(len(s), i+200)]) {
			b.WriteString("&lt;")
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// marked writes text between two marks, each of its lines for itself. Blanks at its ends stand outside.
func (w *htmlWriter) marked(mark, s string) {
	if strings.TrimSpace(s) == "" {
		w.write(s)
		return
	}
	lines := strings.Split(s, "\n")
	if len(lines) > 1 {
		w.need(1)
	}
	for i, l := range lines {
		if i > 0 {
			w.write("\n")
		}
		word := strings.TrimSpace(l)
		if word == "" || len(lines) > 1 && strings.ContainsAny(word[:1], "-*+>|#`0123456789") ||
			strings.HasPrefix(word, mark) && strings.HasSuffix(word, mark) {
			w.write(l)
			continue
		}
		at := strings.Index(l, word)
		w.write(l[:at])
		if at == 0 && w.pending == 0 && bytes.HasSuffix(w.out, []byte(mark)) {
			w.out = w.out[:len(w.out)-len(mark)] // goes on with what was marked before
		} else {
			w.write(mark)
		}
		w.write(word + mark + l[at+len(word):])
	}
	if len(lines) > 1 {
		w.need(1)
	}
}
