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
	place   []int32 // by card: 1 + its index in list; 0 for a card outside the filter
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

// groups counts the bullets and cards of a filter in one pass.
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
	meant, meantArgs := f.meant("s")
	where, args := f.notes("n")
	if g.leech, err = s.leechLimits(); err != nil {
		return nil, err
	}
	b := bullet{groups: g, sections: sections}
	err = s.bulk(b.read, `SELECT bulk(?, n.id, n.section, n.source, n.line, n.parked, s.card, s.hold, s.marks, s.follower, s.lapses,
			s.interval, s.ease, s.due, s.buried, s.tested, s.held, `+meant+`)
		FROM note n LEFT JOIN schedule s ON s.note = n.id
		WHERE `+where, append(meantArgs, args...)...)
	if err != nil {
		return nil, err
	}
	b.end()
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

// bullet collects the cards of one bullet, which come one after another.
type bullet struct {
	*groups
	sections map[int64]int32

	note                                        int64
	group                                       *group
	parked, covered, unlocked, learnt, mastered bool
}

// read takes a row: a bullet with one of its cards, or a bullet that has none.
func (b *bullet) read(row []driver.Value) error {
	if note := integer(row[0]); note != b.note || b.group == nil {
		b.end()
		at := b.sections[integer(row[1])]
		*b = bullet{groups: b.groups, sections: b.sections, note: note, group: b.list[at], parked: integer(row[4]) != 0,
			learnt: true, mastered: true}
		if source, line := integer(row[2]), integer(row[3]); !b.parked &&
			(!b.group.seen || cmp.Or(cmp.Compare(source, b.group.source), cmp.Compare(line, b.group.line)) < 0) {
			b.group.source, b.group.line = source, line
		}
		b.group.seen = b.group.seen || !b.parked
	}
	if row[5] == nil {
		return nil
	}
	card := integer(row[5])
	scan := stateScan{hold: int(integer(row[6])), marks: int(integer(row[7])), State: srs.State{
		Lapses: int(integer(row[9])), Interval: int(integer(row[10])), Ease: int(integer(row[11])),
		Due: srs.Day(integer(row[12])), Buried: srs.Day(integer(row[13])),
	}}
	if scan.hold&holdParked == 0 {
		b.covered = true
		if scan.hold&holdDraft == 0 && integer(row[8]) != locked {
			b.unlocked = true
			b.learnt = b.learnt && !scan.New()
			b.mastered = b.mastered && scan.Interval >= Mature
		}
	}
	if integer(row[16]) == 0 {
		return nil
	}
	b.place[card] = b.sections[integer(row[1])] + 1
	if b.span.Back == 0 {
		b.group.Retention.merge(Rate{int(integer(row[15])), int(integer(row[14]))})
	}
	b.count(scan, integer(row[8]) != locked)
	return nil
}

// end counts the bullet after its last card.
func (b *bullet) end() {
	if b.group == nil || b.parked {
		return
	}
	b.group.Bullets++
	if b.covered {
		b.group.Covered++
	}
	if b.unlocked && b.learnt {
		b.group.Learnt++
	}
	if b.unlocked && b.mastered {
		b.group.Mastered++
	}
}

func (b *bullet) count(scan stateScan, asked bool) {
	g, s := &b.group.GroupRow, scan.state()
	if b.leech.is(b.group.deck, s) && !s.Parked {
		b.leeches++
	}
	switch {
	case s.Parked:
		g.Parked++
		return
	case scan.hold&holdDraft != 0:
		if !s.Rejected {
			g.Drafts++
		}
		return
	case s.Suspended:
		g.Suspended++
	case s.New():
		g.New++
	case s.Interval < Mature:
		g.Young++
	default:
		g.Mature++
	}
	g.Cards++
	if s.New() {
		return
	}
	g.Eases[s.Ease]++
	if scan.hold == 0 && asked {
		b.due(s)
	}
}

// due adds a card to the forecast. A card buried today counts for tomorrow.
func (b *bullet) due(s srs.State) {
	today := b.span.Today
	in := max(0, int(s.Due-today))
	if in == 0 && s.Buried == today {
		in = 1
	}
	if in == 0 {
		b.group.Due++
	}
	if in >= b.span.Ahead {
		return
	}
	days := b.ahead[b.group.deck]
	if days == nil {
		days = make([]DueRow, b.span.Ahead)
		b.ahead[b.group.deck] = days
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
