package data

import (
	"database/sql/driver"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"recall/srs"
)

// Table calls row for each row of one of Tables, for a filter's cards; with all also for reviews that were taken back. The cells are overwritten by
// the next row, and row must ask the store nothing.
func (s *Store) Table(by string, f Filter, span Span, all bool, row func([]Cell) error) error {
	return s.read(func() error {
		switch by {
		case "review":
			return s.reviewTable(f, span, all, row)
		case "card":
			return s.cardTable(f, span, row)
		}
		if TableOf(by) == nil {
			return fmt.Errorf("there is no table %q", by)
		}
		st := &Stats{}
		if err := s.stats(st, f, span); err != nil {
			return err
		}
		return st.Rows(by, row)
	})
}

// Rows calls row for each row of the tables day, deck, chapter and forecast.
func (out *Stats) Rows(by string, row func([]Cell) error) error {
	var cells []Cell
	emit := func(list ...Cell) error {
		cells = append(cells[:0], list...)
		return row(cells)
	}
	switch by {
	case "day":
		for _, d := range out.Days {
			err := emit(num(int(d.Day)), num(d.Reviews), num(d.New), num(d.Again), num(d.Hard), num(d.Good), num(d.Easy), num(d.Lapses),
				d.Retention.Young.cell(), d.Retention.Mature.cell(), num(int((d.Took+3*time.Second)/(6*time.Second))), num(d.Streak))
			if err != nil {
				return err
			}
		}
	case "forecast":
		for _, d := range out.Forecast {
			if err := emit(num(int(d.Day)), text(d.Deck), num(d.Due), num(d.Overdue), num(d.Young), num(d.Mature)); err != nil {
				return err
			}
		}
	case "deck":
		for _, g := range out.Decks {
			if err := emit(append([]Cell{text(g.Deck)}, g.cells()...)...); err != nil {
				return err
			}
		}
	case "chapter":
		for _, g := range out.Chapters {
			if err := emit(append([]Cell{text(g.Deck), text(g.Chapter)}, g.cells()...)...); err != nil {
				return err
			}
		}
	}
	return nil
}

func (g *GroupRow) cells() []Cell {
	median := empty
	if m := g.EaseMedian(); m > 0 {
		median = num(m)
	}
	return []Cell{num(g.Bullets), num(g.Covered), num(g.Cards), num(g.Drafts), num(g.New), num(g.Young), num(g.Mature),
		num(g.Suspended), num(g.Parked), num(g.Due), num(g.Learnt), num(g.Mastered), g.Retention.All().cell(), median}
}

// cell is a rate in thousandths, empty under ten observations.
func (r Rate) cell() Cell {
	if _, ok := r.Known(); !ok {
		return empty
	}
	return num((2000*r.Passed + r.Of) / (2 * r.Of)) // rounded half up, exactly
}

// origin is where a card belongs, as the table of reviews names it. Names are kept once.
type origin struct {
	known      bool
	uid        [16]byte
	deck, slot int32
	chapter    int32
}

// names keeps each of a few texts once.
type names struct {
	list []string
	of   map[string]int32
}

func (n *names) number(s string) int32 {
	at, ok := n.of[s]
	if !ok {
		at = int32(len(n.list))
		s = strings.Clone(s)
		n.list = append(n.list, s)
		n.of[s] = at
	}
	return at
}

// origins says where the cards of a filter that have a log belong.
func (s *Store) origins(f Filter) ([]origin, *names, error) {
	last, err := s.lastSubject()
	if err != nil {
		return nil, nil, err
	}
	list, known := make([]origin, last+1), &names{of: map[string]int32{}}
	where, args := f.cards("schedule")
	if where = "d.gone = 0 AND " + where; f.all() {
		where, args = "1", nil
	}
	err = s.bulk(func(row []driver.Value) error {
		o := &list[integer(row[0])]
		o.known = true
		copy(o.uid[:], row[1].([]byte))
		o.deck, o.chapter, o.slot = known.number(row[2].(string)), known.number(row[3].(string)), known.number(row[4].(string))
		return nil
	}, `SELECT bulk(?, card, u.uid, d.name, x.chapter, c.slot)
		FROM schedule JOIN subject u ON u.id = card JOIN deck d ON d.id = schedule.deck JOIN card c ON c.id = card
		JOIN note n ON n.id = schedule.note JOIN section x ON x.id = n.section
		WHERE `+where, args...)
	return list, known, err
}

func (s *Store) reviewTable(f Filter, span Span, all bool, row func([]Cell) error) error {
	places, names, err := s.origins(f)
	if err != nil {
		return err
	}
	var id [32]byte
	cells := make([]Cell, 14)
	_, err = s.history(true, func(st *step) error {
		o := &places[st.subject]
		if !o.known || st.Kind != srs.Review || st.Undone && !all || !span.covers(st.Day) {
			return nil
		}
		hex.Encode(id[:], o.uid[:])
		cells[0] = Cell{Number: st.wall(), Zone: st.zone}
		cells[1] = num(int(st.Day))
		cells[2], cells[3], cells[4], cells[5] = text(names.list[o.deck]), text(names.list[o.chapter]), text(string(id[:])), text(names.list[o.slot])
		cells[6], cells[7] = text(st.Effect.String()), text(st.form.String())
		cells[8], cells[9] = num(int(st.Grade)), num(int(st.took))
		cells[10], cells[11] = num(st.intervalBefore), num(st.intervalAfter)
		cells[12], cells[13] = num(st.easeBefore), num(st.easeAfter)
		return row(cells)
	})
	return err
}

// answers is what the log says of a card.
type answers struct {
	last      int32 // day; 0: none
	reviews   int32
	retention struct{ passed, of int32 }
}

func (s *Store) cardTable(f Filter, span Span, row func([]Cell) error) error {
	last, err := s.lastSubject()
	if err != nil {
		return err
	}
	lives := make([]answers, last+1)
	_, err = s.history(false, func(st *step) error {
		if !st.First {
			return nil
		}
		a := &lives[st.subject]
		a.last = int32(st.Day)
		if !span.covers(st.Day) {
			return nil
		}
		a.reviews++
		if st.testsMemory() {
			a.retention.of++
			if st.Grade.Passed() {
				a.retention.passed++
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.Cards(f, func(c *Card) error {
		a := &lives[c.ID]
		due, last := empty, empty
		if !c.State.New() {
			due = num(int(c.State.Due))
		}
		if a.last > 0 {
			last = num(int(a.last))
		}
		retention := Rate{int(a.retention.passed), int(a.retention.of)}
		return row([]Cell{text(hex.EncodeToString(c.UID[:])), text(c.Deck), text(c.Chapter), text(strings.Join(c.Path, " › ")), text(c.Slot), text(c.Front()),
			text(c.Answer), text(c.Status()), due, num(c.State.Interval), num(c.State.Ease), num(c.State.Reps), num(c.State.Lapses),
			num(int(a.reviews)), retention.cell(), last, num(when(c.State.Lapses >= srs.LeechAt, 1)), text(c.Source), num(c.Line)})
	})
}
