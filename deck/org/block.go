package org

import "strings"

// findEnds finds the last line of each block (#+begin_x … #+end_x) and drawer (:X: … :END:). A headline ends both, so one
// without its last line below the same headline is none.
func (r *reader) findEnds() {
	r.ends = make([]int, len(r.lines))
	last := map[string]int{}
	for i := len(r.lines) - 1; i >= 0; i-- {
		l := strings.TrimSpace(r.lines[i])
		switch {
		case level(r.lines[i]) > 0:
			clear(last)
		case len(l) > 2 && l[:2] == "#+":
			name, ends := blockName(l)
			switch {
			case name == "":
			case ends:
				last[name] = i
			default:
				r.ends[i] = last[name]
			}
		case strings.EqualFold(l, ":END:"):
			last[":"] = i
		case isDrawer(l):
			r.ends[i] = last[":"]
		}
	}
}

// blockName returns the name of the block that a line begins or ends, with a colon for a dynamic block; "" for others.
func blockName(l string) (name string, ends bool) {
	word, _, _ := strings.Cut(strings.ToLower(l[2:]), " ")
	for _, start := range [...]string{"begin", "end"} {
		rest, ok := strings.CutPrefix(word, start)
		if ok && rest == ":" || ok && len(rest) > 1 && rest[0] == '_' {
			return rest, start == "end"
		}
	}
	return "", false
}

// isDrawer reports whether a line begins a drawer: :NAME: alone.
func isDrawer(l string) bool {
	return len(l) > 2 && l[0] == ':' && l[len(l)-1] == ':' && !strings.ContainsAny(l[1:len(l)-1], ": \t")
}

// block reads the block from line i to line end. read is false for one of the author's own, which holds text like any
// other.
func (r *reader) block(s string, i, end int) (read bool) {
	name, _ := blockName(s)
	indent := r.list.under(column(r.lines[i]))
	switch name {
	case "_src", "_example":
		info := ""
		if words := strings.Fields(s); name == "_src" && len(words) > 1 {
			info = words[1]
		}
		r.code(indent, info, i, end)
	case "_quote", "_verse":
		for k := i + 1; k < end; k++ {
			if l := strings.TrimSpace(r.lines[k]); l != "" {
				r.out[k] = indent + "> " + markup(lineBreak(l))
			}
		}
	case "_comment", "_export", ":":
	default:
		return false
	}
	return true
}

// code writes the lines between i and end as a fence.
func (r *reader) code(indent, info string, i, end int) {
	fence := 3
	for _, l := range r.lines[i+1 : end] {
		for at := 0; at < len(l); at++ {
			n := 0
			for at < len(l) && l[at] == '`' {
				n, at = n+1, at+1
			}
			fence = max(fence, n+1)
		}
	}
	r.out[i] = indent + strings.Repeat("`", fence) + info
	r.out[end] = indent + strings.Repeat("`", fence)
	inset := column(r.lines[i])
	for k := i + 1; k < end; k++ {
		l := cutColumns(strings.TrimRight(r.lines[k], " \t"), inset)
		at := len(l) - len(strings.TrimLeft(l, " \t,"))
		if at > 0 && l[at-1] == ',' && (strings.HasPrefix(l[at:], "*") || strings.HasPrefix(l[at:], "#+")) {
			l = l[:at-1] + l[at:] // a comma keeps these from being Org
		}
		if l != "" {
			r.out[k] = indent + l
		}
	}
}

// maxFormula is how many lines a formula may have.
const maxFormula = 40

// formula copies a formula on lines of its own, and returns the line behind it. \[ and \] become $$. One that Markdown
// would take for a list is left out.
func (r *reader) formula(s string, i int) (end int, ok bool) {
	last, fence, torn := "", "$$", false
	switch {
	case s == `\[`:
		last = `\]`
	case s == "$$":
		last = "$$"
	case strings.HasPrefix(s, `\begin{`) && !strings.Contains(s, `\end{`):
		last, fence = `\end{`, ""
	default:
		return 0, false
	}
	for end = i + 1; end < len(r.lines) && end <= i+maxFormula; end++ {
		l := strings.TrimSpace(r.lines[end])
		if l == "" || level(r.lines[end]) > 0 {
			return 0, false
		}
		if l == last || fence == "" && strings.HasPrefix(l, last) {
			if indent := r.list.under(column(r.lines[i])); !torn {
				for k := i; k <= end; k++ {
					r.out[k] = indent + strings.TrimSpace(r.lines[k])
				}
				if fence != "" {
					r.out[i], r.out[end] = indent+fence, indent+fence
				}
			}
			return end + 1, true
		}
		_, _, item := cutMarker(r.lines[end])
		torn = torn || item
	}
	return 0, false
}

// table reads the table whose first row is on line i, and returns the line behind it.
func (r *reader) table(i int) int {
	end := i
	for end < len(r.lines) && strings.HasPrefix(strings.TrimLeft(r.lines[end], " \t"), "|") {
		end++
	}
	indent := r.list.under(column(r.lines[i]))
	head, under, last := -1, -1, -1 // the first row, the line under it, the last row
	for k := i; k < end; k++ {
		switch row := strings.TrimSpace(r.lines[k]); {
		case !isRule(row):
			if last = k; head < 0 {
				head = k
			}
		case head >= 0 && under < 0:
			under = k
		}
	}
	if head < 0 {
		return end
	}
	if under != head+1 && (i == 0 || !strings.HasPrefix(strings.ToUpper(strings.TrimSpace(r.lines[i-1])), "#+RESULTS")) {
		r.unread(head, "a table without a line below its first row makes no card; add |---|")
	}
	columns := 0
	for k := head; k <= last; k++ {
		row := strings.TrimSpace(r.lines[k])
		switch {
		case k == under:
			row = strings.Repeat("|---", columns) + "|"
		case isRule(row): // between groups of rows; a blank line would end the table
			row = strings.Repeat("| ", columns) + "|"
		default:
			cells := strings.Split(strings.TrimSuffix(row[1:], "|"), "|")
			if columns == 0 {
				columns = len(cells)
			}
			for c := range cells {
				cells[c] = tableCell(strings.TrimSpace(cells[c]))
			}
			row = "| " + strings.Join(cells, " | ") + " |"
		}
		r.out[k] = indent + row
	}
	return end
}

// isRule reports whether a row of a table is a line across.
func isRule(row string) bool { return strings.HasPrefix(row, "|-") }

// tableCell returns a cell as Markdown. One such as <5> or <r> says how wide its column is, or on which side it stands.
func tableCell(s string) string {
	if len(s) > 2 && s[0] == '<' && s[len(s)-1] == '>' && strings.Trim(s[1:len(s)-1], "lrc0123456789") == "" {
		return ""
	}
	return markup(s)
}
