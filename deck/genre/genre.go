package genre

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// Genres are those of a document's lists.
type Genres struct {
	lex      *text.Lexicon
	notes    []deck.Note
	whole    deck.Reason            // of the whole document
	titles   map[string]deck.Reason // what titles say that were asked for
	lists    []list                 // by number
	sections []section
	exercise map[string]bool // headings over an exercise: its parts stand under them as titles
}

// list is what is known of a list.
type list struct {
	items, away int32 // away: items that start with a link to another site
	works       int32 // items that are nothing but titles of books
	section     int32 // of its first item
	decided     bool
	genre       deck.Reason
}

// section is a run of bullets under the same headings.
type section struct {
	items, clicks int32 // clicks: items that tell what to click
}

// Of looks at a whole document.
func Of(doc *deck.Document) *Genres {
	most := 0
	for i := range doc.Notes {
		most = max(most, doc.Notes[i].List)
	}
	g := &Genres{
		lex: text.Lex(doc.Language), notes: doc.Notes, titles: map[string]deck.Reason{},
		lists: make([]list, most+1),
	}
	g.whole = g.ofDocument(doc)
	g.exercise = exercises(g.lex, doc)
	var last *deck.Note
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if last == nil || last.Place != n.Place && !slices.Equal(last.Headings, n.Headings) {
			g.sections = append(g.sections, section{})
		}
		last = n
		l := &g.lists[n.List]
		if l.items == 0 {
			l.section = int32(len(g.sections) - 1)
		}
		l.items++
		if leadsToSite(n.Text) {
			l.away++
		}
		if isWork(n.Text) {
			l.works++
		}
		s := &g.sections[len(g.sections)-1]
		s.items++
		if g.lex.HasPrefix(text.ClassClicks, n.Text) || g.lex.Contains(text.ClassClicks, n.Text) {
			s.clicks++
		}
	}
	return g
}

// Why is why the cards of a bullet are drafts, or "" where it may state a fact.
func (g *Genres) Why(n *deck.Note) deck.Reason {
	l := &g.lists[n.List]
	if !l.decided {
		l.decided, l.genre = true, g.ofList(n, l)
	}
	if l.genre == "" && n.Task && g.lex.StartsTask(n.Text) {
		return deck.ReasonTodo
	}
	return l.genre
}

// ofDocument is the genre of a whole document, by its title, its file's name and the parts that it has.
func (g *Genres) ofDocument(doc *deck.Document) deck.Reason {
	stem := inline.Stem(doc.Name)
	switch {
	case isMinutes(g.lex, doc):
		return deck.ReasonMinutes
	case isChangelog(g.lex, doc):
		return deck.ReasonChangelog
	case isExercise(g.lex, stem):
		return deck.ReasonExercise
	}
	return g.ofTitle(doc.Title)
}

// ofList is the genre of a list. What is only a measurement may stand in a place of another kind as well.
func (g *Genres) ofList(n *deck.Note, l *list) deck.Reason {
	why := g.whole
	for p := n.Parent; p >= 0 && (why == "" || why == deck.ReasonMeasured); p = g.notes[p].Parent {
		if len(g.notes[p].Cards) == 0 { // it heads the list, as a title does
			why = firstOf(g.ofTitle(inline.ShortTitle(g.lex, g.notes[p].Text)), why)
		}
	}
	for _, t := range [...]string{n.Group, n.Label} {
		if why == "" || why == deck.ReasonMeasured {
			why = firstOf(g.ofTitle(t), why)
		}
	}
	above := ""
	for i := 0; i <= len(n.Headings) && (why == "" || why == deck.ReasonMeasured); i++ {
		if g.exercise[above] {
			return deck.ReasonExercise
		}
		if i < len(n.Headings) {
			why = firstOf(g.ofTitle(n.Headings[i]), why)
			above += "\n" + n.Headings[i]
		}
	}
	s := &g.sections[l.section]
	switch {
	case why != "":
		return why
	case l.away > 1 && 5*l.away >= 4*l.items: // other sites, each with a word on it
		return deck.ReasonLinkList
	case l.works > 1 && 5*l.works >= 4*l.items:
		return deck.ReasonReference
	case s.clicks > 1 && 5*s.clicks >= s.items:
		return deck.ReasonClicks
	}
	return ""
}

func firstOf(a, b deck.Reason) deck.Reason {
	if a != "" {
		return a
	}
	return b
}

// leadsToSite reports whether a bullet starts with a link to another site.
func leadsToSite(text string) bool {
	text = strings.TrimLeft(text, "*_ ")
	if !strings.HasPrefix(text, "[") {
		return strings.HasPrefix(text, "<http") || strings.HasPrefix(text, "http")
	}
	at := strings.Index(text, "](")
	return at > 0 && strings.HasPrefix(text[at+2:], "http")
}

// isWork reports whether a bullet is nothing but the title of a work, in two languages maybe: 《海图》（*Charts*）
func isWork(s string) bool {
	if !strings.HasPrefix(s, "《") && !strings.HasPrefix(s, "*") || !strings.Contains(s, "》") {
		return false
	}
	for s != "" {
		var ok bool
		switch {
		case strings.HasPrefix(s, "《"):
			_, s, ok = strings.Cut(s, "》")
		case strings.HasPrefix(s, "*"):
			_, s, ok = strings.Cut(strings.TrimLeft(s, "*"), "*")
		default:
			s, ok = strings.TrimLeft(s, "（）() ：:·"), true
			if s != "" && !strings.HasPrefix(s, "《") && !strings.HasPrefix(s, "*") {
				return false
			}
		}
		if !ok {
			return false
		}
	}
	return true
}
