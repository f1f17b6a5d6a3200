package recog

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// A place is where a bullet stands, when that says what it is for: a meeting's minutes, a list of tasks or of changes,
// a collection of links. What is recognised there waits as a draft, whatever its form: "Bo: alert a month ahead" looks like a
// term and its meaning.

// place returns why the cards of a bullet in this place are drafts, "" elsewhere.
func (r *reader) place(n *deck.Note) deck.Reason {
	list := &r.lists[n.List]
	if !list.placed {
		list.placed, list.place = true, r.listPlace(n, list)
	}
	if list.place == "" && n.Task && text.StartsTask(n.Text) {
		return deck.ReasonTodo
	}
	return list.place
}

// listPlace is the place of a whole list: it hangs on the titles above it.
func (r *reader) listPlace(n *deck.Note, list *listStat) deck.Reason {
	switch {
	case r.minutes:
		return deck.ReasonMinutes
	case r.under(n, taskTitles.Has):
		return deck.ReasonTodo
	case r.under(n, text.CreditTitles.Has):
		return deck.ReasonReference
	case r.changes || r.under(n, func(title string) bool { return changeSections.Has(title) || isVersion(title) }):
		return deck.ReasonChangelog
	case r.under(n, isBenchmark):
		return deck.ReasonMeasured
	case list.linkList():
		return deck.ReasonLinkList
	}
	return ""
}

// Titles and terms of minutes. One of each kind, or two parts, make a document minutes.
var (
	minutesWords = []string{"meeting", "minutes of", "standup", "stand-up", "retrospective", "1:1", "会议", "纪要", "例会", "周会", "晨会", "会谈"}
	minutesParts = text.SetOf("agenda|attendees|participants|present|absent|apologies|action items|actions|action|decisions|decision|decided|aob|any other business|next meeting|discussion|minutes|facilitator|note taker|chair",
		"议程|参会人|参会人员|与会者|与会人员|出席|出席人员|缺席|请假|主持人|主持|记录人|记录|决议|决定|行动项|待办|待办事项|下次会议|讨论")
)

// isMinutes tells the minutes of a meeting by the titles and terms that they have.
func isMinutes(doc *deck.Document) bool {
	titled := strings.HasPrefix(strings.ToLower(doc.Title), "minutes") || text.ContainsAny(strings.ToLower(doc.Title), minutesWords) || text.ContainsAny(strings.ToLower(inline.Stem(doc.Name)), minutesWords)
	seen := map[string]bool{}
	part := func(s string) {
		if s = inline.TitleText(s); minutesParts.Has(s) {
			seen[strings.ToLower(s)] = true
		}
	}
	var above []string
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if !slices.Equal(above, n.Headings) {
			above = n.Headings
			for _, h := range above {
				titled = titled || text.ContainsAny(strings.ToLower(h), minutesWords)
				part(h)
			}
		}
		if i == 0 || doc.Notes[i-1].List != n.List {
			part(n.Label)
			part(n.Group)
		}
		if at := firstColon(n.Text[:min(len(n.Text), 40)]); at > 0 && minutesParts.Has(n.Text[:at]) {
			part(n.Text[:at])
		}
	}
	return titled && len(seen) > 0 || len(seen) > 2
}

// firstColon is where the first colon stands, or -1.
func firstColon(s string) int {
	if at := strings.IndexByte(s, ':'); at >= 0 {
		return at
	}
	return strings.Index(s, "：")
}

// taskTitles head lists of things to do.
var taskTitles = text.SetOf("to do|todo|todos|to-do|to-dos|to do list|to-do list|todo list|tasks|task list|checklist|action items|next steps|next actions|backlog|homework|assignments|shopping list|groceries|errands",
	"待办|待办事项|待办清单|任务|任务清单|任务列表|行动项|下一步|下一步计划|作业|购物清单|检查清单")

// under tells whether one of the titles over a bullet is such a one.
func (r *reader) under(n *deck.Note, such func(title string) bool) bool {
	for _, t := range [...]string{n.Group, n.Label, r.title} {
		if t != "" && such(inline.TitleText(t)) {
			return true
		}
	}
	for _, h := range n.Headings {
		if such(h) || such(inline.TitleText(h)) {
			return true
		}
	}
	return false
}

// changeTitles name lists of changes.
var changeTitles = []string{"changelog", "change log", "release notes", "release history", "version history", "what's new", "更新日志", "变更日志", "更新记录", "版本历史", "修订记录"}

func isChangelog(doc *deck.Document) bool {
	name := strings.ToLower(inline.Stem(doc.Name))
	return text.ContainsAny(strings.ToLower(doc.Title), changeTitles) || strings.HasPrefix(name, "changelog") || name == "history" || name == "releases" || name == "changes"
}

// changeSections head lists of changes within a document about something else.
var changeSections = text.SetOf("changelog|change log|changes|news|latest news|release notes|release history|version history|updates|history of changes",
	"更新日志|变更日志|更新记录|版本历史|修订记录|最新动态")

// isVersion tells a heading that is a version, with its date or without: "[1.4.0] - 2024-05-01".
func isVersion(title string) bool {
	t := strings.ToLower(strings.Trim(title, "[]() "))
	t = strings.TrimPrefix(t, "version ")
	if t == "unreleased" {
		return true
	}
	number := strings.TrimPrefix(t, "v")
	end := 0
	for end < len(number) && (text.IsDigit(number[end]) || number[end] == '.') {
		end++
	}
	if dots := strings.Count(number[:end], "."); end == 0 || dots == 0 || dots == 1 && number == t && len(number) == end || number[end-1] == '.' {
		return false // a numbered heading, or none
	}
	date := 0
	for _, r := range number[end:] {
		switch {
		case r >= '0' && r <= '9':
			date++
		case !strings.ContainsRune(" ()[]-–—/.,:年月日", r):
			return false
		}
	}
	return date == 0 || date >= 6
}

// isBenchmark tells a title over measurements, which are read and not learnt.
func isBenchmark(title string) bool {
	return text.ContainsAny(strings.ToLower(title), benchmarks)
}

var benchmarks = []string{"benchmark", "基准测试", "性能测试", "跑分"}

// linkList tells a list whose items are other sites, each with a word on it.
func (s *listStat) linkList() bool { return s.away > 1 && 5*s.away >= 4*s.items }

// leadsToSite tells a bullet that starts with a link to another site.
func leadsToSite(text string) bool {
	text = strings.TrimLeft(text, "*_ ")
	if !strings.HasPrefix(text, "[") {
		return strings.HasPrefix(text, "<http") || strings.HasPrefix(text, "http")
	}
	at := strings.Index(text, "](")
	return at > 0 && strings.HasPrefix(text[at+2:], "http")
}
