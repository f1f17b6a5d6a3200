package data

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"recall/srs"
)

// oracle computes every statistic the slow way: it reads the tables row by row and, before each answer, goes through
// its card's whole past again. It shares neither SQL nor running sums with what it checks. Intervals come from
// srs.Replay; what counts as a lapse or for retention comes from the rows of the log alone.
type oracle struct {
	span             Span
	entries          []entry // the whole log, in replay order
	cards            []*Card
	bullets          []oracleBullet
	inSet            func(*Card) bool
	notes, followers map[int64]int64 // by card
	all              bool
}

type oracleBullet struct {
	id, deck, source      int64
	deckName, chapter     string
	line                  int
	active, parked, meant bool
}

// answered is an answer with what was known before it.
type answered struct {
	entry
	card         *Card
	first        bool // of its day, practice aside
	passedBefore bool // since the card's last reset
	before       srs.State
	undone       bool
}

// tested reports whether an answer counts for retention: a first answer of a day on a card that was passed before.
func (a answered) tested() bool { return a.first && a.passedBefore }

// lapsed reports whether it is a lapse: such an answer that failed.
func (a answered) lapsed() bool { return a.tested() && a.grade < 3 }

func newOracle(t testing.TB, s *Store, span Span) *oracle {
	o := &oracle{span: span}
	rows, err := s.query(allEntries)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var e entry
		if err := scanEntry(rows, &e); err != nil {
			t.Fatal(err)
		}
		o.entries = append(o.entries, e)
	}
	rows.Close()
	slices.SortFunc(o.entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.tick, b.tick), slices.Compare(a.device.uid[:], b.device.uid[:]),
			cmp.Compare(a.seq, b.seq))
	})
	decks, err := s.allDecks()
	if err != nil {
		t.Fatal(err)
	}
	active := map[int64]bool{}
	for _, d := range decks {
		active[d.ID] = d.Active
	}
	ids, err := s.numbers("SELECT card FROM schedule")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		c, err := s.Card(id)
		if err != nil {
			t.Fatal(err)
		}
		o.cards = append(o.cards, c)
	}
	rows, err = s.query("SELECT n.id, n.deck, n.source, d.name, x.chapter, n.line, n.parked FROM note n JOIN deck d ON d.id = n.deck JOIN section x ON x.id = n.section")
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var b oracleBullet
		if err := rows.Scan(&b.id, &b.deck, &b.source, &b.deckName, &b.chapter, &b.line, &b.parked); err != nil {
			t.Fatal(err)
		}
		b.active = active[b.deck]
		o.bullets = append(o.bullets, b)
	}
	rows.Close()
	return o
}

func (o *oracle) undone(e entry) bool {
	for _, u := range o.entries {
		if u.kind == srs.Undo && u.device.id == e.device.id && u.detail == strconv.FormatInt(e.seq, 10) {
			return true
		}
	}
	return false
}

// stateAt returns a card's state after the first n entries of the log, without those that are undone later.
func (o *oracle) stateAt(t testing.TB, c *Card, n int) srs.State {
	var list []srs.Entry
	for _, e := range o.entries[:n] {
		if e.subject != c.ID && e.subject != c.DeckID || e.kind == srs.Undo || o.undone(e) {
			continue
		}
		what, err := e.schedules()
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, what)
	}
	return srs.Replay(list)
}

// passedBefore reports whether any answer to a card passed before the nth entry of the log and after the last reset.
func (o *oracle) passedBefore(subject int64, n int) (passed bool) {
	for _, e := range o.entries[:n] {
		switch {
		case e.subject != subject || o.undone(e):
		case e.kind == srs.Reset:
			passed = false
		case e.kind == srs.Review && e.detail != detailCram && e.grade >= 3:
			passed = true
		}
	}
	return passed
}

// lapses counts a card's lapses since its last reset.
func (o *oracle) lapses(card int64) (n int) {
	for i, e := range o.entries {
		if e.subject != card || o.undone(e) {
			continue
		}
		if e.kind == srs.Reset {
			n = 0
		}
		if e.kind == srs.Review && o.firstOfDay(i) && o.passedBefore(card, i) && e.grade < 3 {
			n++
		}
	}
	return n
}

// firstOfDay reports whether the nth entry of the log is its card's first answer of the day, practice aside.
func (o *oracle) firstOfDay(n int) bool {
	e := o.entries[n]
	if o.undone(e) || e.detail == detailCram {
		return false
	}
	for _, other := range o.entries[:n] {
		if other.kind == srs.Review && other.subject == e.subject && other.detail != detailCram && other.day >= e.day &&
			!o.undone(other) {
			return false
		}
	}
	return true
}

// answers returns all answers on the selected cards.
func (o *oracle) answers(t testing.TB) (list []answered) {
	for i, e := range o.entries {
		if e.kind != srs.Review {
			continue
		}
		at := slices.IndexFunc(o.cards, func(c *Card) bool { return c.ID == e.subject })
		c := o.cards[at]
		if !o.all && !o.inSet(c) {
			continue
		}
		a := answered{entry: e, card: c, undone: o.undone(e)}
		a.before = o.stateAt(t, c, i)
		a.first, a.passedBefore = o.firstOfDay(i), o.passedBefore(e.subject, i)
		list = append(list, a)
	}
	return list
}

func oracleRate(list []answered, ok func(answered) bool) (r Rate) {
	for _, a := range list {
		if a.tested() && ok(a) {
			r.Of++
			if a.grade >= 3 {
				r.Passed++
			}
		}
	}
	return r
}

func oracleRetention(list []answered, ok func(answered) bool) Retention {
	return Retention{
		Young:  oracleRate(list, func(a answered) bool { return ok(a) && a.before.Interval < 21 }),
		Mature: oracleRate(list, func(a answered) bool { return ok(a) && a.before.Interval >= 21 }),
	}
}

func (o *oracle) within(days int) func(answered) bool {
	return func(a answered) bool { return days == 0 || int(o.span.Today-a.day) < days }
}

// days computes the rows of the table of days, and the streaks.
func (o *oracle) days(list []answered) (rows []DayRow, streak, longest int) {
	on := map[srs.Day][]answered{}
	var order []srs.Day
	studied := map[srs.Day]bool{}
	for _, a := range list {
		if a.undone {
			continue
		}
		if on[a.day] == nil {
			order = append(order, a.day)
		}
		on[a.day] = append(on[a.day], a)
		studied[a.day] = studied[a.day] || a.first
	}
	slices.Sort(order)
	run := func(d srs.Day) (n int) {
		for ; studied[d]; d-- {
			n++
		}
		return n
	}
	for _, day := range order {
		longest = max(longest, run(day))
		if o.span.Back > 0 && int(o.span.Today-day) >= o.span.Back {
			continue
		}
		row := DayRow{Day: day, Streak: run(day)}
		for _, a := range on[day] {
			row.Answers++
			row.Took += min(time.Minute, time.Duration(a.took)*time.Millisecond)
			row.Lapses += when(a.lapsed(), 1)
			if !a.first {
				continue
			}
			row.Reviews++
			row.New += when(a.before.Interval == 0, 1)
			row.Again += when(a.grade <= 2, 1)
			row.Hard += when(a.grade == 3, 1)
			row.Good += when(a.grade == 4, 1)
			row.Easy += when(a.grade == 5, 1)
		}
		row.Retention = oracleRetention(on[day], func(answered) bool { return true })
		rows = append(rows, row)
	}
	// The streak ends on the last day with a review, whatever the clock of another device says.
	last := srs.Day(-1)
	for d := range studied {
		if studied[d] {
			last = max(last, d)
		}
	}
	if last >= o.span.Today-1 {
		streak = run(last)
	}
	return rows, streak, longest
}

// group computes a row of the tables of decks and chapters.
func (o *oracle) group(list []answered, name, chapter string, in func(deck, chapter string) bool) GroupRow {
	g := GroupRow{Deck: name, Chapter: chapter, Eases: map[int]int{}}
	for _, b := range o.bullets {
		if !b.meant || b.parked || !in(b.deckName, b.chapter) {
			continue
		}
		g.Bullets++
		var live []srs.State
		covered := false
		for _, c := range o.cards {
			if o.notes[c.ID] != b.id || c.State.Parked {
				continue
			}
			covered = true
			if !held(c) && o.followers[c.ID] != locked {
				live = append(live, c.State)
			}
		}
		g.Covered += when(covered, 1)
		g.Learnt += when(len(live) > 0 &&
			!slices.ContainsFunc(live, func(s srs.State) bool { return s.Interval == 0 }), 1)
		g.Mastered += when(len(live) > 0 &&
			!slices.ContainsFunc(live, func(s srs.State) bool { return s.Interval < 21 }), 1)
	}
	for _, c := range o.cards {
		if !o.inSet(c) || !in(c.Deck, c.Chapter) {
			continue
		}
		switch c.Status() {
		case "parked":
			g.Parked++
		case "draft":
			g.Drafts++
		case "suspended":
			switch { // a draft can be suspended too: it still waits, or was rejected
			case c.State.Rejected:
				continue
			case held(c):
				g.Drafts++
				continue
			}
			g.Suspended++
			g.Cards++
		case "new":
			g.New++
			g.Cards++
		case "young":
			g.Young++
			g.Cards++
		case "mature":
			g.Mature++
			g.Cards++
		}
		if c.Status() == "parked" || c.State.Interval == 0 || held(c) {
			continue
		}
		g.Eases[c.State.Ease]++
		if !c.State.Suspended && c.State.Due <= o.span.Today && c.State.Buried != o.span.Today {
			g.Due++
		}
	}
	g.Retention = oracleRetention(list, func(a answered) bool {
		return o.inSet(a.card) && in(a.card.Deck, a.card.Chapter) && o.within(o.span.Back)(a)
	}).All()
	return g
}

// due counts the cards due on a day ahead.
func (o *oracle) due(deck string, ahead int) DueRow {
	row := DueRow{Day: o.span.Today + srs.Day(ahead), Deck: deck}
	for _, c := range o.cards {
		st := c.Status()
		if !o.inSet(c) || c.Deck != deck || st != "young" && st != "mature" {
			continue
		}
		day := max(c.State.Due, o.span.Today)
		if c.State.Buried == o.span.Today && day == o.span.Today {
			day++
		}
		if day != row.Day {
			continue
		}
		row.Due++
		row.Overdue += when(ahead == 0 && c.State.Due < o.span.Today, 1)
		row.Young += when(st == "young", 1)
		row.Mature += when(st == "mature", 1)
	}
	return row
}

// reviewRow formats an answer as a row of the review table.
func reviewRow(a answered) string {
	kind := "review"
	switch {
	case a.undone:
		kind = "undone"
	case a.detail == detailCram:
		kind = "cram"
	case a.before.Interval == 0:
		kind = "new"
	case a.day <= a.before.Last:
		kind = "drill"
	case a.day < a.before.Due:
		kind = "early"
	}
	at := time.UnixMilli(a.tick - a.lag).In(time.FixedZone("", a.zone*60))
	return fmt.Sprint(at.Format(time.RFC3339), a.day, a.card.Deck, a.card.Chapter, hex.EncodeToString(a.card.UID[:]),
		a.card.Slot, kind, a.form, a.grade, a.took,
		a.intervalBefore, a.intervalAfter, a.easeBefore, a.easeAfter)
}

// rowText formats the cells of the review table the same way.
func rowText(cells []Cell) string {
	at := time.UnixMilli(cells[0].Number).In(time.FixedZone("", cells[0].Zone*60))
	list := []any{at.Format(time.RFC3339), srs.Day(cells[1].Number)}
	for i, c := range cells[2:] {
		switch {
		case i == 5:
			form := slices.Index(formNames[:], c.Text)
			list = append(list, Form(form))
		case i < 6:
			list = append(list, c.Text)
		default:
			list = append(list, c.Number)
		}
	}
	return strings.TrimSuffix(fmt.Sprint(list...), "\n")
}

// held reports whether a card is a draft or was rejected.
func held(c *Card) bool { return c.State.Rejected || c.State.Drafted || c.Draft && !c.State.Accepted }
