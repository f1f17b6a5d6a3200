package org

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"recall/deck/text"
)

// head is a headline with what belongs to it.
type head struct {
	line    int
	level   int
	text    int // the line behind its own text: that of the next headline
	end     int // the index of the next headline that is not below it
	title   string
	tags    []string
	props   map[string]string
	planned time.Time // SCHEDULED; zero without it
	review  [][]string
}

// level is the level of a headline, 0 for other lines.
func level(line string) int {
	n := 0
	for n < len(line) && line[n] == '*' {
		n++
	}
	if n == len(line) || line[n] != ' ' {
		return 0
	}
	return n
}

// headline reads the headline on line i, and returns the line behind it. A commented one hides all that is below it.
func (r *reader) headline(i int) int {
	r.list = nil
	h := head{line: i, level: level(r.lines[i]), props: map[string]string{}}
	title, comment := r.title(r.lines[i][h.level:], &h)
	if comment {
		for i++; i < len(r.lines); i++ {
			if n := level(r.lines[i]); n > 0 && n <= h.level {
				break
			}
		}
		return i
	}
	h.title = title
	r.out[i] = strings.Repeat("#", min(h.level, 6)) // without a title, it ends the section above all the same
	if title != "" {
		end := strings.TrimRight(title, "#")
		if len(end) < len(title) && strings.HasSuffix(end, " ") {
			title = end + `\` + title[len(end):] // else Markdown takes them for the end of a heading
		}
		r.out[i] += " " + title
	}
	r.heads = append(r.heads, h)
	return i + 1
}

// title takes off a headline what is no title: the keyword of a task, its priority, and tags.
func (r *reader) title(s string, h *head) (title string, comment bool) {
	s = strings.TrimSpace(s)
	if word, rest, _ := strings.Cut(s, " "); r.todo[word] {
		s = strings.TrimSpace(rest)
	}
	if len(s) >= 4 && s[:2] == "[#" && s[3] == ']' {
		s = strings.TrimSpace(s[4:])
	}
	if s == "COMMENT" || strings.HasPrefix(s, "COMMENT ") {
		return "", true
	}
	if at := strings.LastIndexAny(s, " \t") + 1; isTags(s[at:]) {
		h.tags = tagList(s[at:])
		s = s[:at]
	}
	return markup(strings.TrimSpace(s)), false
}

// isTags reports whether a word is the tags of a headline: :a:b:.
func isTags(s string) bool {
	if len(s) < 3 || s[0] != ':' || s[len(s)-1] != ':' || strings.Contains(s, "::") {
		return false
	}
	for _, c := range s {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune(":_@#%", c) || c == utf8.RuneError {
			return false
		}
	}
	return true
}

var scheduledOn = text.Pattern(`SCHEDULED:\s*[<\[](\d{4}-\d{2}-\d{2})`)

// isPlanning reports whether a line says when something is to be done, or was.
func isPlanning(s string) bool {
	for _, word := range [...]string{"SCHEDULED:", "DEADLINE:", "CLOSED:"} {
		if rest, ok := strings.CutPrefix(s, word); ok {
			rest = strings.TrimSpace(rest)
			return strings.HasPrefix(rest, "<") || strings.HasPrefix(rest, "[")
		}
	}
	return false
}

// plan reads when the headline above is to be looked at again.
func (r *reader) plan(line string) {
	m := scheduledOn().FindStringSubmatch(line)
	if n := len(r.heads); m != nil && n > 0 {
		r.heads[n-1].planned, _ = time.Parse(time.DateOnly, m[1])
	}
}

// drawer reads the drawer from line i to line end: properties, and what org-fc keeps of its cards.
func (r *reader) drawer(name string, i, end int) {
	if len(r.heads) == 0 {
		return
	}
	h := &r.heads[len(r.heads)-1]
	switch strings.ToUpper(name) {
	case ":PROPERTIES:":
		for _, l := range r.lines[i+1 : end] {
			l = strings.TrimSpace(l)
			if key, value, ok := strings.Cut(strings.TrimPrefix(l, ":"), ":"); ok && strings.HasPrefix(l, ":") {
				h.props[strings.ToUpper(strings.TrimSpace(key))] = strings.TrimSpace(value)
			}
		}
	case ":REVIEW_DATA:":
		for _, l := range r.lines[i+1 : end] {
			if l = strings.TrimSpace(l); strings.HasPrefix(l, "|") && !isRule(l) {
				row := strings.Split(strings.Trim(l, "|"), "|")
				for c := range row {
					row[c] = strings.TrimSpace(row[c])
				}
				h.review = append(h.review, row)
			}
		}
	}
}

// closeHeads finds where each headline ends.
func (r *reader) closeHeads() {
	var open []int
	for k := range r.heads {
		for len(open) > 0 && r.heads[open[len(open)-1]].level >= r.heads[k].level {
			r.heads[open[len(open)-1]].end = k
			open = open[:len(open)-1]
		}
		if k > 0 {
			r.heads[k-1].text = r.heads[k].line
		}
		open = append(open, k)
	}
	for _, k := range open {
		r.heads[k].end = len(r.heads)
	}
	if n := len(r.heads); n > 0 {
		r.heads[n-1].text = len(r.lines)
	}
}
