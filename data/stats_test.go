package data

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // makes the learners' time zones available on every machine

	"pgregory.net/rapid"

	"recall/srs"
)

const lake = `# Lake

- Reed: grows at the shore

## 1 Birds

- Heron: stands and waits
- Grebe: dives
- Understand migration
`

// learner lives a random life: in several time zones, with jumping clocks, on two devices whose logs are merged late.
type learner struct {
	*Store
	rt       *rapid.T
	clock    time.Time
	rollover time.Duration
	devices  []device
	cards    []*Card
	decks    []int64
}

// zones with summer time, half-hour offsets, and both ends of the day. The life begins before the clocks go back in
// Europe and America.
var zones = []string{"UTC", "Europe/Berlin", "America/New_York", "Asia/Shanghai", "Asia/Kathmandu", "Pacific/Auckland",
	"Pacific/Honolulu"}

func (l *learner) now() Moment { return Moment{Time: l.clock, Day: srs.DayOf(l.clock, l.rollover)} }

func (l *learner) must(err error) {
	if err != nil {
		l.rt.Helper()
		l.rt.Fatal(err)
	}
}

func (l *learner) act() {
	step := rapid.SampledFrom([]time.Duration{0, time.Minute, time.Minute, 40 * time.Minute, 7 * time.Hour,
		24 * time.Hour, 24 * time.Hour, 6 * 24 * time.Hour, 30 * 24 * time.Hour, -3 * time.Hour,
		-30 * time.Hour}).Draw(l.rt, "later")
	l.clock = l.clock.Add(step)
	list := l.cards
	if rapid.Bool().Draw(l.rt, "a favourite") { // one card with a long log reaches more cases than many with short logs
		list = list[:2]
	}
	c := rapid.SampledFrom(list).Draw(l.rt, "card")
	switch act := rapid.IntRange(0, 24).Draw(l.rt, "act"); act {
	case 0:
		zone, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(l.rt, "zone"))
		l.must(err)
		l.clock = l.clock.In(zone)
	case 1:
		l.rollover = rapid.SampledFrom([]time.Duration{0, 4 * time.Hour, 330 * time.Minute}).Draw(l.rt, "rollover")
	case 2:
		l.own = rapid.SampledFrom(l.devices).Draw(l.rt, "device")
	case 3, 4:
		if _, err := l.Undo(l.now()); !errors.Is(err, ErrNothingToUndo) {
			l.must(err)
		}
	case 5, 6:
		kind := rapid.SampledFrom([]srs.Kind{srs.Suspend, srs.Resume, srs.Bury, srs.Flag, srs.Reset, srs.Accept,
			srs.Reject, srs.Redraft}).Draw(l.rt, "kind")
		_, err := l.Mark(c.ID, kind, l.now())
		l.must(err)
	case 7:
		deck := rapid.SampledFrom(l.decks).Draw(l.rt, "deck")
		rule := rapid.SampledFrom([][2]string{{"ease_on_lapse", "formula"}, {"ease_on_lapse", "keep"},
			{"max_interval", "21"}, {"max_interval", "36500"}}).Draw(l.rt, "rule")
		k := Keys[slices.IndexFunc(Keys, func(k Key) bool { return k.Name == rule[0] })]
		l.must(l.SetValue(k, deck, rule[1], l.now()))
	case 8:
		for range 4 {
			l.answer(c, srs.Good, false)
			l.clock = l.clock.Add(25 * time.Hour)
			l.answer(c, srs.Again, false)
			l.clock = l.clock.Add(25 * time.Hour)
		}
		for range 5 { // a leech by now
			l.answer(c, srs.Again, false)
			l.clock = l.clock.Add(25 * time.Hour)
		}
	// an entry from another machine, written long ago, that arrives now; its time may equal that of an entry already
	// here
	case 9:
		l.arrive(c)
	default:
		l.answer(c, srs.Grade(rapid.SampledFrom([]int{0, 1, 2, 3, 4, 4, 4, 5}).Draw(l.rt, "grade")), act == 10)
	}
}

func (l *learner) answer(c *Card, g srs.Grade, cram bool) {
	took := time.Duration(rapid.SampledFrom([]int{0, 900, 12_000, 59_999, 60_001, 4_000_000}).Draw(l.rt,
		"took")) * time.Millisecond
	_, _, err := l.Record(Answer{Card: c.ID, Grade: g, Form: Form(rapid.IntRange(0, 4).Draw(l.rt, "form")), Took: took,
		Cram: cram}, l.now())
	l.must(err)
}

func (l *learner) arrive(c *Card) {
	far := l.devices[2]
	var seq, tick int64
	l.must(l.get([]any{&seq, &tick}, "SELECT coalesce(max(seq), 0), coalesce(max(tick), 0) FROM log WHERE device = ?",
		far.id))
	at := l.now()
	at.Time = at.Time.Add(-time.Duration(rapid.IntRange(0, 50).Draw(l.rt, "hours ago")) * time.Hour)
	at.Day = srs.DayOf(at.Time, l.rollover)
	_, offset := at.Time.Zone()
	var newest int64
	l.must(l.get([]any{&newest}, "SELECT coalesce(max(tick), 0) FROM log WHERE subject = ?", c.ID))
	if wall := at.Time.UnixMilli(); newest < wall || rapid.Bool().Draw(l.rt, "another time") {
		newest = wall
	}
	e := entry{device: far, seq: seq + 1, tick: max(tick+1, newest), subject: c.ID, uid: c.UID, kind: srs.Review,
		day: at.Day, zone: offset / 60, took: 5000,
		grade: srs.Grade(rapid.IntRange(1, 5).Draw(l.rt, "grade")), easeBefore: srs.StartEase, easeAfter: srs.StartEase}
	e.lag = e.tick - at.Time.UnixMilli()
	e.sum = e.checksum()
	l.must(l.insert(&e))
}

// edit imports a changed text: a fact changes, or a bullet goes or comes back.
func (l *learner) edit(t testing.TB) {
	switch rapid.IntRange(0, 5).Draw(l.rt, "edit") {
	case 0:
		loadDeck(t, l.Store, "lake", "lake.md",
			"# Lake\n\n- Reed: grows at the shore\n\n## 1 Birds\n\n- Heron: stands and waits\n", l.now())
	case 1:
		loadDeck(t, l.Store, "lake", "lake.md", lake, l.now())
	case 2:
		l.must(l.DeleteDeck(l.decks[1], l.now()))
	case 3:
		_, err := l.exec("UPDATE deck SET active = 0 WHERE id = ?", l.decks[1])
		l.must(err)
	}
}

func TestStatsAreWhatTheLogSays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := fresh(t)
		defer s.Close()
		load(t, s, "boats.md", boats, at(-40))
		loadDeck(t, s, "lake", "lake.md", lake, at(-40))
		l := &learner{Store: s, rt: rt, clock: time.Date(2026, 10, 20, 12, 0, 0, 0, time.UTC), rollover: 4 * time.Hour,
			devices: []device{s.own}}
		for range 2 {
			made, err := s.exec("INSERT INTO device (uid, machine, path, own) VALUES (randomblob(16), 'elsewhere', '', 1)")
			l.must(err)
			id, _ := made.LastInsertId()
			d, err := s.device("WHERE id = ?", id)
			l.must(err)
			l.devices = append(l.devices, d)
		}
		l.cards = cards(t, s)
		for _, name := range []string{"test", "lake"} {
			d, err := s.FindDeck(name)
			l.must(err)
			l.decks = append(l.decks, d.ID)
		}
		l.must(s.write(func() error {
			for range rapid.IntRange(0, 60).Draw(rt, "acts") {
				l.act()
			}
			return nil
		}))
		l.edit(t)
		if _, err := s.Check(true); err != nil { // late arrivals count for the schedules
			rt.Fatal(err)
		}
		span := Span{
			Today: srs.DayOf(l.clock, l.rollover) + srs.Day(rapid.IntRange(-1, 3).Draw(rt, "today")),
			Back:  rapid.SampledFrom([]int{0, 0, 1, 9, 45}).Draw(rt, "back"),
			Ahead: rapid.IntRange(1, 8).Draw(rt, "ahead"),
		}
		query := rapid.SampledFrom([]string{"", "", "deck:test", "deck:lake", "path:5", "is:young", "is:mature",
			"-is:new path:15", "deck:lake is:due", "deck:lake or path:5 is:young"}).Draw(rt, "query")
		f, err := s.ParseQuery(query, span.Today)
		var none *NoDeckError
		if errors.As(err, &none) { // the deck was purged
			return
		}
		l.must(err)
		f.Chapter = rapid.SampledFrom([]string{"", "", "", "5", "Birds"}).Draw(rt, "chapter")
		o := meant(t, s, f, span)
		checkStats(rt, t, s, f, o)
		checkTables(rt, t, s, f, o)
	})
}

// meant makes the oracle for a filter. Which cards and bullets a filter selects has its own tests.
func meant(t testing.TB, s *Store, f Filter, span Span) *oracle {
	o := newOracle(t, s, span)
	where, args := f.cards("schedule")
	ids, err := s.numbers("SELECT card FROM schedule WHERE "+where, args...)
	if err != nil {
		t.Fatal(err)
	}
	o.all = f.all()
	o.inSet = func(c *Card) bool { return slices.Contains(ids, c.ID) }
	where, args = f.notes("n")
	notes, err := s.numbers("SELECT n.id FROM note n WHERE "+where, args...)
	if err != nil {
		t.Fatal(err)
	}
	for i := range o.bullets {
		o.bullets[i].meant = slices.Contains(notes, o.bullets[i].id)
	}
	o.followers, o.notes = map[int64]int64{}, map[int64]int64{}
	rows, err := s.query("SELECT card, follower, note FROM schedule")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var card, follower, note int64
		if err := rows.Scan(&card, &follower, &note); err != nil {
			t.Fatal(err)
		}
		o.followers[card], o.notes[card] = follower, note
	}
	return o
}

func same(rt *rapid.T, what string, got, want any) {
	if g, w := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want); g != w {
		rt.Helper()
		rt.Errorf("%s\n got %s\nwant %s", what, g, w)
	}
}

func checkStats(rt *rapid.T, t testing.TB, s *Store, f Filter, o *oracle) {
	st, err := s.Stats(f, o.span)
	if err != nil {
		rt.Fatal(err)
	}
	list := o.answers(t)
	days, streak, longest := o.days(list)
	same(rt, "days", st.Days, days)
	same(rt, "streaks", []int{st.Streak, st.Longest}, []int{streak, longest})
	recent := o.span.Back
	if recent == 0 {
		recent = 30
	}
	same(rt, "recent retention", st.Recent, oracleRetention(list, o.within(recent)))
	same(rt, "retention of all time", st.Ever, oracleRetention(list, o.within(0)))
	var hours [24]int
	for _, a := range list {
		if a.first && o.within(o.span.Back)(a) {
			hours[time.UnixMilli(a.tick-a.lag).In(time.FixedZone("", a.zone*60)).Hour()]++
		}
	}
	same(rt, "hours", st.Hours, hours)
	leeches := 0
	for _, c := range o.cards {
		leeches += when(o.inSet(c) && o.lapses(c.ID) >= 8 && !c.State.Parked, 1)
	}
	same(rt, "leeches", st.Leeches, leeches)
	for _, g := range st.Decks {
		same(rt, "deck", g, o.group(list, g.Deck, "", func(d, _ string) bool { return d == g.Deck }))
	}
	var sum GroupRow
	sum.Eases = map[int]int{}
	for _, g := range st.Chapters {
		same(rt, "chapter", g, o.group(list, g.Deck, g.Chapter, func(d, c string) bool {
			return d == g.Deck &&
				c == g.Chapter
		}))
		sum.merge(&g)
	}
	whole := o.group(list, "", "", func(string, string) bool { return true })
	same(rt, "total", st.Total, whole)
	same(rt, "sum of the chapters", sum, whole)
	sum = GroupRow{Eases: map[int]int{}}
	for _, g := range st.Sections {
		sum.merge(&g)
	}
	same(rt, "sum of the sections", sum, whole)
	var due []DueRow
	var totals []int
	overdue := 0
	for ahead := range o.span.Ahead {
		n := 0
		for _, g := range st.Decks {
			row := o.due(g.Deck, ahead)
			due = append(due, row)
			n += row.Due
			overdue += row.Overdue
		}
		totals = append(totals, n)
	}
	same(rt, "forecast", st.Forecast, due)
	same(rt, "due", st.Due, totals)
	same(rt, "overdue", st.Overdue, overdue)
	median := 0
	if eases := slices.Sorted(maps.Keys(whole.Eases)); len(eases) > 0 {
		var all []int
		for _, e := range eases {
			all = append(all, slices.Repeat([]int{e}, whole.Eases[e])...)
		}
		median = all[(len(all)-1)/2]
	}
	same(rt, "median of the eases", whole.EaseMedian(), median)
}

func checkTables(rt *rapid.T, t testing.TB, s *Store, f Filter, o *oracle) {
	list := o.answers(t)
	for _, all := range []bool{false, true} {
		var got, want []string
		err := s.Table("review", f, o.span, all, func(cells []Cell) error {
			got = append(got, rowText(cells))
			return nil
		})
		if err != nil {
			rt.Fatal(err)
		}
		for _, a := range list {
			if (all || !a.undone) && o.within(o.span.Back)(a) {
				want = append(want, reviewRow(a))
			}
		}
		same(rt, "reviews", got, want)
	}
	err := s.Table("card", f, o.span, false, func(cells []Cell) error {
		at := slices.IndexFunc(o.cards, func(c *Card) bool { return fmt.Sprintf("%x", c.UID) == cells[0].Text })
		lapses := o.lapses(o.cards[at].ID)
		same(rt, "lapses of a card", []Cell{cells[12], cells[16]}, []Cell{num(lapses), num(when(lapses >= 8, 1))})
		var reviews, passed, of, last int
		for _, a := range list {
			if fmt.Sprintf("%x", a.card.UID) != cells[0].Text || !a.first {
				continue
			}
			last = max(last, int(a.day))
			if !o.within(o.span.Back)(a) {
				continue
			}
			reviews++
			if a.tested() {
				of++
				passed += when(a.grade >= 3, 1)
			}
		}
		want := []Cell{num(reviews), Rate{passed, of}.cell(), num(last)}
		if last == 0 {
			want[2] = empty
		}
		same(rt, "reviews of a card", cells[13:16], want)
		return nil
	})
	if err != nil {
		rt.Fatal(err)
	}
}
