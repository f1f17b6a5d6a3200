package org

import (
	"slices"
	"strings"

	"recall/deck"
)

// Tool is a program whose cards stand in Org files.
type Tool string

// The tools. Each is known by the tag that it puts on a headline.
const (
	Drill Tool = "drill" // org-drill
	FC    Tool = "fc"    // org-fc
)

// Item is a headline that one of the tools asks.
type Item struct {
	Tool Tool
	Type string // in lower case: what DRILL_CARD_TYPE or FC_TYPE says
	ID   string
	Tags []string // but for those of the tools

	Title Part   // the headline
	Body  Part   // what stands below it, up to the next headline
	Sides []Part // the headlines below it, with what stands below these

	// Schedules are by position: front, back, or the number of a gap. That of an item of org-drill has the name "".
	Schedules map[string]*deck.Schedule
	Lines     [][2]int // what it consists of without its headline: the first line, from 1, and the one behind the last
}

// Part is a part of an item.
type Part struct {
	Line  int    // on which it starts, from 1
	Title string // Markdown
	Text  string // Markdown
}

// Titled is the part with its title: on one line, if it has no more.
func (p Part) Titled() string {
	switch {
	case p.Text == "" || p.Title == "":
		return p.Title + p.Text
	case strings.Contains(p.Text, "\n"):
		return p.Title + ":\n\n" + p.Text
	}
	return p.Title + ": " + p.Text
}

// items lists the headlines that are items. One that stands below another is an item of its own.
func (r *reader) items() {
	for k := range r.heads {
		if r.heads[k].tool() != "" {
			r.Items = append(r.Items, r.item(k))
		}
	}
}

// tool returns the tool that asks a headline, or "".
func (h *head) tool() Tool {
	for _, t := range [...]Tool{FC, Drill} {
		if slices.Contains(h.tags, string(t)) {
			return t
		}
	}
	return ""
}

func (r *reader) item(k int) Item {
	h := &r.heads[k]
	it := Item{Tool: h.tool(), ID: h.props["ID"], Title: Part{Line: h.line + 1, Title: h.title}}
	for _, tag := range h.tags {
		if !slices.Contains([]string{string(FC), string(Drill), "suspended", "leech"}, tag) {
			it.Tags = append(it.Tags, tag)
		}
	}
	it.Body.Line, it.Body.Text = r.between(h.line+1, h.text)
	it.Lines = append(it.Lines, [2]int{h.line + 2, h.text + 1})
	if it.Tool == FC {
		it.Type, it.Schedules = strings.ToLower(h.props["FC_TYPE"]), h.fcSchedules()
	} else {
		it.Type, it.Schedules = strings.ToLower(h.props["DRILL_CARD_TYPE"]), map[string]*deck.Schedule{"": h.drillSchedule()}
	}
	it.Sides = r.sides(k, &it)
	return it
}

// sides lists the headlines below an item. What stands below one of them belongs to its text.
func (r *reader) sides(k int, it *Item) (list []Part) {
	level := 0 // of the sides
	var text []string
	for n := k + 1; n < r.heads[k].end; n++ {
		h := &r.heads[n]
		if h.tool() != "" {
			n = h.end - 1
			continue
		}
		it.Lines = append(it.Lines, [2]int{h.line + 1, h.text + 1})
		part := Part{Line: h.line + 1, Title: h.title}
		_, part.Text = r.between(h.line+1, h.text)
		if len(list) == 0 || h.level <= level {
			list = append(list, part)
			level, text = h.level, []string{part.Text}
		} else {
			text = append(text, part.Titled())
		}
		if n+1 == r.heads[k].end || r.heads[n+1].level <= level || r.heads[n+1].tool() != "" {
			list[len(list)-1].Text = strings.TrimSpace(strings.Join(text, "\n\n"))
		}
	}
	return list
}

// between returns the text of the lines from and up to, but not including, to, and the number of its first line.
func (r *reader) between(from, to int) (line int, text string) {
	for from < to && strings.TrimSpace(r.out[from]) == "" {
		from++
	}
	return from + 1, strings.TrimSpace(strings.Join(r.out[from:to], "\n"))
}
