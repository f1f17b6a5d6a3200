package recog

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// A place is where a bullet stands, where that says what it is for: the minutes of a meeting, a list of tasks or of
// changes, a collection of links. What is recognised there waits as a draft, whatever its form: "Bo: alert a month
// ahead" looks like a term and its meaning.

// place is why the cards of a bullet in this place are drafts, or "".
func (r *reader) place(n *deck.Note) deck.Reason {
	list := &r.lists[n.List]
	if !list.placed {
		list.placed, list.place = true, r.listPlace(n, list)
	}
	if list.place == "" && n.Task && r.lex.StartsTask(n.Text) {
		return deck.ReasonTodo
	}
	return list.place
}

// listPlace is the place of a whole list, by the titles above it.
func (r *reader) listPlace(n *deck.Note, list *listStat) deck.Reason {
	switch {
	case r.minutes:
		return deck.ReasonMinutes
	case r.under(n, func(title string) bool { return r.lex.Has(text.ClassTaskTitles, title) }):
		return deck.ReasonTodo
	case r.under(n, func(title string) bool { return r.lex.Has(text.ClassCreditTitles, title) }):
		return deck.ReasonReference
	case r.changes || r.under(n, func(title string) bool { return headsChanges(r.lex, title) }):
		return deck.ReasonChangelog
	case r.under(n, func(title string) bool { return headsFigures(r.lex, title) }):
		return deck.ReasonMeasured
	case list.linkList():
		return deck.ReasonLinkList
	}
	return ""
}

// isMinutes reports whether a document is the minutes of a meeting: it has a title that says so and one part of
// minutes, or three different parts.
func isMinutes(lex *text.Lexicon, doc *deck.Document) bool {
	says := func(title string) bool { return lex.Contains(text.ClassMinutesTitles, strings.ToLower(title)) }
	titled := says(doc.Title) || lex.HasPrefix(text.ClassMinutesTitles, strings.ToLower(doc.Title)) ||
		says(inline.Stem(doc.Name))
	seen := map[string]bool{}
	part := func(s string) {
		if s = inline.TitleText(lex, s); lex.Has(text.ClassMinutesParts, s) {
			seen[strings.ToLower(s)] = true
		}
	}
	var above []string
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if !slices.Equal(above, n.Headings) {
			above = n.Headings
			for _, h := range above {
				titled = titled || says(h)
				part(h)
			}
		}
		if i == 0 || doc.Notes[i-1].List != n.List {
			part(n.Label)
			part(n.Group)
		}
		if at := firstColon(n.Text[:min(len(n.Text), 40)]); at > 0 && lex.Has(text.ClassMinutesParts, n.Text[:at]) {
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

// under reports whether such holds for one of the titles above a bullet.
func (r *reader) under(n *deck.Note, such func(title string) bool) bool {
	for _, t := range [...]string{n.Group, n.Label, r.title} {
		if t != "" && such(inline.TitleText(r.lex, t)) {
			return true
		}
	}
	for _, h := range n.Headings {
		if such(h) || such(inline.TitleText(r.lex, h)) {
			return true
		}
	}
	return false
}

// isChangelog reports whether a document is a list of changes, by its title or the name of its file.
func isChangelog(lex *text.Lexicon, doc *deck.Document) bool {
	name := strings.ToLower(inline.Stem(doc.Name))
	return lex.Contains(text.ClassChangelogTitlesDocument, strings.ToLower(doc.Title)) ||
		lex.Has(text.ClassChangelogTitlesFile, name) || lex.HasPrefix(text.ClassChangelogTitlesFile, name)
}

// headsChanges reports whether a title stands over changes, within a document about something else.
func headsChanges(lex *text.Lexicon, title string) bool {
	return lex.Has(text.ClassChangelogTitlesSection, title) || isVersion(lex, title)
}

// isVersion reports whether a heading is a version, with its date or without: "[1.4.0] - 2024-05-01".
func isVersion(lex *text.Lexicon, title string) bool {
	t := strings.ToLower(strings.Trim(title, "[]() "))
	t, _ = lex.CutPrefix(text.ClassVersionTitles, t)
	if lex.Has(text.ClassVersionTitles, t) {
		return true
	}
	number := strings.TrimPrefix(t, "v")
	end := 0
	for end < len(number) && (text.IsDigit(number[end]) || number[end] == '.') {
		end++
	}
	dots := strings.Count(number[:end], ".")
	if end == 0 || dots == 0 || dots == 1 && number == t && len(number) == end || number[end-1] == '.' {
		return false // a numbered heading, or none
	}
	date := 0
	for _, r := range number[end:] {
		switch {
		case r >= '0' && r <= '9':
			date++
		case !strings.ContainsRune(" ()[]-–—/.,:", r) && !lex.HasRune(text.ClassDateSigns, r):
			return false
		}
	}
	return date == 0 || date >= 6
}

// headsFigures reports whether a title stands over measurements, which are read and not learnt.
func headsFigures(lex *text.Lexicon, title string) bool {
	return lex.Contains(text.ClassBenchmarkTitles, strings.ToLower(title))
}

// linkList reports whether the items of a list are other sites, each with a word on it.
func (s *listStat) linkList() bool { return s.away > 1 && 5*s.away >= 4*s.items }

// leadsToSite reports whether a bullet starts with a link to another site.
func leadsToSite(text string) bool {
	text = strings.TrimLeft(text, "*_ ")
	if !strings.HasPrefix(text, "[") {
		return strings.HasPrefix(text, "<http") || strings.HasPrefix(text, "http")
	}
	at := strings.Index(text, "](")
	return at > 0 && strings.HasPrefix(text[at+2:], "http")
}
