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
	away     int                    // items of the document that lead to another site, or to a file of text
	titles   map[string]deck.Reason // what titles say that were asked for
	lists    []list                 // by number
	sections []section
	days     daysOf
	exercise map[string]bool // headings over an exercise: its parts stand under them as titles
	readme   bool            // the document is about the files beside it
	program  bool            // it introduces a program to its users
}

// list is what is known of a list.
type list struct {
	items, away int32 // away: items that lead to another site, to a file of text, or from a README to what is beside it
	works       int32 // items that are nothing but titles of books
	options     int32 // items with a box that are options of a multiple choice
	section     int32 // of its first item
	decided     bool
	genre       deck.Reason
}

// section is a run of bullets under the same headings.
type section struct {
	items, clicks int32 // clicks: items that tell what to click
	pages         int32 // items of whose term nothing but a link is said
	bought        int32 // items with the address of a shop or a price
	outlined      int32 // items of a course that only name a topic, or tell what happens in a course
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
	g.readme = strings.EqualFold(inline.Stem(doc.Name), "readme")
	g.program = introducesProgram(g.lex, doc)
	var last *deck.Note
	team := 0
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
		if n.Task && isOption(n.Text, l.items) {
			l.options++
		}
		l.items++
		address := strings.Contains(n.Text, "http")
		if n.Rule != "table" && (address && leadsToSite(n.Text) || namesFile(g.lex, n.Text) || g.readme && startsWithLink(n.Text)) {
			l.away++
			g.away++
		}
		if isWork(n.Text) {
			l.works++
		}
		if g.whole == "" && hasWord(g.lex, text.ClassTeamWords, n.Text) {
			team++
		}
		s := &g.sections[len(g.sections)-1]
		s.items++
		if g.lex.HasPrefix(text.ClassClicks, n.Text) || g.lex.Contains(text.ClassClicks, n.Text) {
			s.clicks++
		}
		if saysLink(n.Text) {
			s.pages++
		}
		if address && endsInAddress(g.lex, n.Text) || endsInSum(g.lex, n.Text) {
			s.bought++
		}
		if g.inCourse(n.Place) && outlines(g.lex, n) {
			s.outlined++
		}
	}
	if team > 3 && 10*team >= len(doc.Notes) {
		g.whole = deck.ReasonProcess // it tells how a team works
	}
	return g
}

// Why is why the cards of a bullet are drafts, or "" where it may state a fact.
func (g *Genres) Why(n *deck.Note) deck.Reason {
	l := &g.lists[n.List]
	if !l.decided {
		l.decided, l.genre = true, g.ofList(n, l)
	}
	switch s := &g.sections[l.section]; {
	case l.genre != "":
		return l.genre
	case namesMailbox(n.Text):
		return deck.ReasonContacts
	case n.Task && g.lex.StartsTask(n.Text):
		return deck.ReasonTodo
	case tellsCourse(g.lex, n.Text, text.ClassCourseLabelsSure),
		g.inCourse(n.Place) && (tellsCourse(g.lex, n.Text, text.ClassCourseLabels) || 5*s.outlined >= 3*s.items && outlines(g.lex, n)):
		return deck.ReasonPlan
	}
	return ""
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
			if why = firstOf(g.ofTitle(n.Headings[i]), why); why == "" {
				why = g.ofPart(n.Headings[i])
			}
			if len(g.exercise) > 0 {
				above += "\n" + n.Headings[i]
			}
		}
	}
	s := &g.sections[l.section]
	switch {
	case why != "":
		return why
	case l.away > 1 && 5*l.away >= 4*l.items, // other sites, each with a word on it
		2*l.away > l.items && g.away > 9 && 3*g.away > 2*len(g.notes), // one more in a document of such lists
		s.pages > 4 && 5*s.pages >= 4*s.items:
		return deck.ReasonLinkList
	case l.works > 1 && 5*l.works >= 4*l.items:
		return deck.ReasonReference
	case l.options > 1 && l.options == l.items:
		return deck.ReasonExercise
	case s.clicks > 1 && 5*s.clicks >= s.items:
		return deck.ReasonClicks
	case s.bought > 2 && 4*s.bought >= s.items && g.isInventory(n.Place):
		return deck.ReasonLookup
	}
	return ""
}

func firstOf(a, b deck.Reason) deck.Reason {
	if a != "" {
		return a
	}
	return b
}
