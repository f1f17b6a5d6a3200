package data

import (
	"cmp"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"slices"

	"recall/srs"
)

// GroupRow is the state of a deck, a chapter of a deck, or a section of a chapter.
type GroupRow struct {
	Deck, Chapter, Section                     string
	Bullets, Covered, Cards, Drafts            int // parked bullets and cards left out
	New, Young, Mature, Suspended, Parked, Due int // cards
	Learnt, Mastered                           int // bullets
	Retention                                  Rate
	Eases                                      map[int]int // number of learnt cards by ease, in hundredths
}

// EaseMedian returns the median ease in hundredths (the lower of the two middle ones), or 0 without learnt cards.
func (g *GroupRow) EaseMedian() int {
	cards := 0
	eases := make([]int, 0, len(g.Eases))
	for e, n := range g.Eases {
		eases = append(eases, e)
		cards += n
	}
	slices.Sort(eases)
	below := 0
	for _, e := range eases {
		if below += g.Eases[e]; 2*below >= cards {
			return e
		}
	}
	return 0
}

func (g *GroupRow) merge(o *GroupRow) {
	g.Bullets, g.Covered, g.Cards, g.Drafts = g.Bullets+o.Bullets, g.Covered+o.Covered, g.Cards+o.Cards,
		g.Drafts+o.Drafts
	g.New, g.Young, g.Mature = g.New+o.New, g.Young+o.Young, g.Mature+o.Mature
	g.Suspended, g.Parked, g.Due = g.Suspended+o.Suspended, g.Parked+o.Parked, g.Due+o.Due
	g.Learnt, g.Mastered = g.Learnt+o.Learnt, g.Mastered+o.Mastered
	g.Retention.merge(o.Retention)
	for e, n := range o.Eases {
		g.Eases[e] += n
	}
}

// DueRow is what a deck has due on a day, as scheduled today.
type DueRow struct {
	Day           srs.Day
	Deck          string
	Due, Overdue  int // cards; how many of them were due earlier, on the first day only
	Young, Mature int // Due, split by interval
}

// group is a section of a chapter while it is being counted.
type group struct {
	GroupRow
	deck         int64
	source, line int64 // of its first bullet
	seen         bool  // it has a bullet that is not parked
}

// groups holds the groups that the cards of a filter belong to.
type groups struct {
	span    Span
	list    []*group
	bullets []bullet // by note, while they are being counted
	at      int      // the index of the bullet of the last card
	place   []int32  // by card: 1 + its index in list; 0 for a card outside the filter
	ahead   map[int64][]DueRow
	leeches int
	leech   leechLimits
}

// of returns the group of a card, if the filter includes the card.
func (g *groups) of(card int64) (*GroupRow, bool) {
	if card >= int64(len(g.place)) || g.place[card] == 0 {
		return nil, false
	}
	return &g.list[g.place[card]-1].GroupRow, true
}

// cardsAt returns the cards for which a list by card number holds something wanted.
func cardsAt[T any](list []T, wanted func(T) bool) []int64 {
	cards := []int64{}
	for card, t := range list {
		if wanted(t) {
			cards = append(cards, int64(card))
		}
	}
	return cards
}

// groups counts the bullets and cards of a filter. It reads the notes and then the cards, as they stand in their tables: a
// join would look up each card.
func (s *Store) groups(f Filter, span Span) (*groups, error) {
	g := &groups{span: span, ahead: map[int64][]DueRow{}}
	last, err := s.lastSubject()
	if err != nil {
		return nil, err
	}
	g.place = make([]int32, last+1)
	sections, err := s.sections(g)
	if err != nil {
		return nil, err
	}
	if g.leech, err = s.leechLimits(); err != nil {
		return nil, err
	}
	where, args := f.notes("n")
	err = s.bulk(func(row []driver.Value) error {
		g.addBullet(integer(row[0]), sections[integer(row[1])], integer(row[2]), integer(row[3]), integer(row[4]) != 0)
		return nil
	}, "SELECT bulk(?, n.id, n.section, n.source, n.line, n.parked) FROM note n WHERE "+where, args...)
	if err != nil {
		return nil, err
	}
	byNote := func(a, b bullet) int { return cmp.Compare(a.note, b.note) }
	if !slices.IsSortedFunc(g.bullets, byNote) { // the query found them by an index
		slices.SortFunc(g.bullets, byNote)
	}
	meant, meantArgs := f.meant("s")
	where, args = Filter{Decks: f.Decks, edition: f.edition}.cards("s")
	err = s.bulk(g.readCard, `SELECT bulk(?, s.note, s.card, s.hold, s.marks, s.follower, s.lapses, s.interval, s.ease, s.due, s.buried,
			s.tested, s.held, `+meant+`)
		FROM schedule s WHERE `+where, append(meantArgs, args...)...)
	if err != nil {
		return nil, err
	}
	for i := range g.bullets {
		g.endBullet(&g.bullets[i])
	}
	g.bullets = nil
	return g, nil
}

// sections makes a group for every section, and returns which group each row of the section table belongs to.
func (s *Store) sections(g *groups) (map[int64]int32, error) {
	of := map[int64]int32{}
	byName := map[string]int32{}
	err := s.each(func(rows *sql.Rows) error {
		var id int64
		var headings []byte
		var row group
		if err := rows.Scan(&id, &row.deck, &row.Deck, &row.Chapter, &headings); err != nil {
			return err
		}
		var err error
		if row.Section, err = sectionTitle(headings, row.Chapter); err != nil {
			return fmt.Errorf("section %d: %w", id, err)
		}
		name := fmt.Sprintf("%d\x00%s\x00%s", row.deck, row.Chapter, row.Section)
		at, ok := byName[name]
		if !ok {
			at = int32(len(g.list))
			row.Eases = map[int]int{}
			g.list = append(g.list, &row)
			byName[name] = at
		}
		of[id] = at
		return nil
	}, "SELECT x.id, d.id, d.name, x.chapter, x.headings FROM section x JOIN deck d ON d.id = x.deck")
	return of, err
}

// sectionTitle returns the heading just below the chapter's, or "".
func sectionTitle(headings []byte, chapter string) (string, error) {
	var path []string
	if err := json.Unmarshal(headings, &path); err != nil {
		return "", fmt.Errorf("headings %q: %w", headings, err)
	}
	if i := slices.Index(path, chapter); i >= 0 && i+1 < len(path) {
		return path[i+1], nil
	}
	return "", nil
}

// bullet is what is known of a bullet while its cards are read.
type bullet struct {
	note                                        int64
	group                                       int32 // its index in groups.list
	parked, covered, unlocked, unlearnt, unripe bool
}

func (g *groups) addBullet(note int64, at int32, source, line int64, parked bool) {
	g.bullets = append(g.bullets, bullet{note: note, group: at, parked: parked})
	of := g.list[at]
	if !parked && (!of.seen || cmp.Or(cmp.Compare(source, of.source), cmp.Compare(line, of.line)) < 0) {
		of.source, of.line = source, line
	}
	of.seen = of.seen || !parked
}

// bulletOf returns a bullet of the filter, or nil. Cards mostly follow each other as their bullets do.
func (g *groups) bulletOf(note int64) *bullet {
	for at := g.at; at < min(g.at+2, len(g.bullets)); at++ {
		if g.bullets[at].note == note {
			g.at = at
			return &g.bullets[at]
		}
	}
	at, ok := slices.BinarySearchFunc(g.bullets, note, func(b bullet, note int64) int { return cmp.Compare(b.note, note) })
	if !ok {
		return nil
	}
	g.at = at
	return &g.bullets[at]
}

// readCard takes a row of schedule. The last column tells whether the filter includes the card.
func (g *groups) readCard(row []driver.Value) error {
	b := g.bulletOf(integer(row[0]))
	if b == nil {
		return nil
	}
	scan := stateScan{hold: int(integer(row[2])), marks: int(integer(row[3])), State: srs.State{
		Lapses: int(integer(row[5])), Interval: int(integer(row[6])), Ease: int(integer(row[7])),
		Due: srs.Day(integer(row[8])), Buried: srs.Day(integer(row[9])),
	}}
	asked := integer(row[4]) != locked
	if scan.hold&holdParked == 0 {
		b.covered = true
		if scan.hold&holdDraft == 0 && asked {
			b.unlocked = true
			b.unlearnt = b.unlearnt || scan.New()
			b.unripe = b.unripe || scan.Interval < Mature
		}
	}
	if integer(row[12]) == 0 {
		return nil
	}
	g.place[integer(row[1])] = b.group + 1
	of := g.list[b.group]
	if g.span.Back == 0 {
		of.Retention.merge(Rate{int(integer(row[11])), int(integer(row[10]))})
	}
	g.count(of, scan, asked)
	return nil
}

// endBullet counts a bullet after its last card.
func (g *groups) endBullet(b *bullet) {
	if b.parked {
		return
	}
	of := g.list[b.group]
	of.Bullets++
	of.Covered += when(b.covered, 1)
	of.Learnt += when(b.unlocked && !b.unlearnt, 1)
	of.Mastered += when(b.unlocked && !b.unripe, 1)
}

// count counts a card.
func (g *groups) count(of *group, scan stateScan, asked bool) {
	s := scan.state()
	if g.leech.is(of.deck, s) && !s.Parked {
		g.leeches++
	}
	switch {
	case s.Parked:
		of.Parked++
		return
	case scan.hold&holdDraft != 0:
		if !s.Rejected {
			of.Drafts++
		}
		return
	case s.Suspended:
		of.Suspended++
	case s.New():
		of.New++
	case s.Interval < Mature:
		of.Young++
	default:
		of.Mature++
	}
	of.Cards++
	if s.New() {
		return
	}
	of.Eases[s.Ease]++
	if scan.hold == 0 && asked {
		g.due(of, s)
	}
}

// due adds a card to the forecast. A card buried today counts for tomorrow.
func (g *groups) due(of *group, s srs.State) {
	today := g.span.Today
	in := max(0, int(s.Due-today))
	if in == 0 && s.Buried == today {
		in = 1
	}
	if in == 0 {
		of.Due++
	}
	if in >= g.span.Ahead {
		return
	}
	days := g.ahead[of.deck]
	if days == nil {
		days = make([]DueRow, g.span.Ahead)
		g.ahead[of.deck] = days
	}
	d := &days[in]
	d.Due++
	if in == 0 && s.Due < today {
		d.Overdue++
	}
	if s.Interval < Mature {
		d.Young++
	} else {
		d.Mature++
	}
}

// sum adds up sections to chapters, decks and the total, in roadmap order.
func (g *groups) sum(out *Stats) {
	list := slices.DeleteFunc(g.list, func(r *group) bool { return !r.seen && r.Parked == 0 })
	first := map[[2]any]*group{} // the first group of each chapter
	for _, r := range list {
		key := [2]any{r.deck, r.Chapter}
		if f := first[key]; f == nil || before(r, f) < 0 {
			first[key] = r
		}
	}
	slices.SortFunc(list, func(a, b *group) int {
		if a.deck == b.deck && a.Chapter != b.Chapter {
			return before(first[[2]any{a.deck, a.Chapter}], first[[2]any{b.deck, b.Chapter}])
		}
		return before(a, b)
	})
	out.LeechAt = g.leechAt(list)
	out.Leeches, out.Due, out.Total.Eases = g.leeches, make([]int, g.span.Ahead), map[int]int{}
	var decks []int64
	for _, r := range list {
		out.Sections = append(out.Sections, r.GroupRow)
		if n := len(decks); n == 0 || decks[n-1] != r.deck {
			decks = append(decks, r.deck)
			out.Decks = append(out.Decks, GroupRow{Deck: r.Deck, Eases: map[int]int{}})
			out.Chapters = append(out.Chapters, GroupRow{Deck: r.Deck, Chapter: r.Chapter, Eases: map[int]int{}})
		} else if out.Chapters[len(out.Chapters)-1].Chapter != r.Chapter {
			out.Chapters = append(out.Chapters, GroupRow{Deck: r.Deck, Chapter: r.Chapter, Eases: map[int]int{}})
		}
		out.Chapters[len(out.Chapters)-1].merge(&r.GroupRow)
		out.Decks[len(out.Decks)-1].merge(&r.GroupRow)
		out.Total.merge(&r.GroupRow)
	}
	for i := range g.span.Ahead {
		for j, deck := range decks {
			row := DueRow{Day: g.span.Today + srs.Day(i), Deck: out.Decks[j].Deck}
			if days := g.ahead[deck]; days != nil {
				d := days[i]
				row.Due, row.Overdue, row.Young, row.Mature = d.Due, d.Overdue, d.Young, d.Mature
			}
			out.Forecast = append(out.Forecast, row)
			out.Due[i] += row.Due
			out.Overdue += row.Overdue
		}
	}
}

// leechAt returns the lapses that make a card a leech, if they are the same in all decks with cards, or else 0.
func (g *groups) leechAt(list []*group) int {
	at := -1
	for _, r := range list {
		switch n := g.leech.of(r.deck); {
		case at < 0:
			at = n
		case at != n:
			return 0
		}
	}
	return max(0, at)
}

// before compares where groups begin. A group with only parked cards comes last in its deck.
func before(a, b *group) int {
	return cmp.Or(cmp.Compare(a.deck, b.deck), cmp.Compare(when(!a.seen, 1), when(!b.seen, 1)),
		cmp.Compare(a.source, b.source), cmp.Compare(a.line, b.line), cmp.Compare(a.Chapter, b.Chapter),
		cmp.Compare(a.Section, b.Section))
}
