package data

import (
	"database/sql"
	"fmt"
	"time"

	"recall/srs"
)

// Decimal is a number that is written with a fixed count of decimals: an ease of 250 with two is 2.50.
type Decimal struct {
	Value    int
	Decimals int
}

// Share is a rate from 0 to 1, written with three decimals; empty in CSV and null in JSON where it is unknown.
type Share struct {
	Value float64
	Known bool
}

func (r Rate) share() Share {
	v, ok := r.Known()
	return Share{v, ok}
}

// Tables are what statistics can be taken away as, with their columns in order. A cell is a string, an int, a bool, a Decimal, a Share,
// a time.Time, an srs.Day, or nil for none.
var Tables = map[string][]string{
	"review": {"time", "day", "deck", "chapter", "card", "slot", "kind", "form", "grade", "took_ms", "interval_before_days", "interval_after_days", "ease_before", "ease_after"},
	"day":    {"day", "reviews", "new", "again", "hard", "good", "easy", "lapses", "retention_young", "retention_mature", "minutes", "streak_days"},
	"card": {"card", "deck", "chapter", "path", "slot", "front", "back", "state", "due", "interval_days", "ease", "repetitions", "lapses", "reviews",
		"retention", "last_review", "leech", "source", "line"},
	"deck":    {"deck", "bullets", "covered", "cards", "drafts", "new", "young", "mature", "suspended", "parked", "due", "learnt", "mastered", "retention", "ease_median"},
	"chapter": {"deck", "chapter", "bullets", "covered", "cards", "drafts", "new", "young", "mature", "suspended", "parked", "due", "learnt", "mastered", "retention", "ease_median"},
}

// Table calls row for each row of one of Tables, for a filter's cards on a day. The cells are overwritten by the next row.
func (s *Store) Table(by string, f Filter, today srs.Day, row func([]any) error) error {
	return s.read(func() error {
		switch by {
		case "review":
			return s.reviewTable(f, row)
		case "card":
			return s.cardTable(f, row)
		case "day", "deck", "chapter":
			st := &Stats{}
			if err := s.stats(st, f, today); err != nil {
				return err
			}
			return st.rows(by, row)
		}
		return fmt.Errorf("there is no table %q", by)
	})
}

func (out *Stats) rows(by string, row func([]any) error) error {
	if by == "day" {
		for _, d := range out.Days {
			err := row([]any{d.Day, d.Reviews, d.New, d.Again, d.Hard, d.Good, d.Easy, d.Lapses, d.Retention.Young.share(), d.Retention.Mature.share(),
				Decimal{int((d.Took + 3000) / 6000), 1}, d.Streak})
			if err != nil {
				return err
			}
		}
		return nil
	}
	groups := out.Decks
	if by == "chapter" {
		groups = out.Chapters
	}
	for _, g := range groups {
		cells := []any{g.Deck}
		if by == "chapter" {
			cells = append(cells, g.Chapter)
		}
		var median any
		if m := g.EaseMedian(); m > 0 {
			median = Decimal{m, 2}
		}
		cells = append(cells, g.Bullets, g.Covered, g.Cards, g.Drafts, g.New, g.Young, g.Mature, g.Suspended, g.Parked, g.Due, g.Learnt, g.Mastered,
			g.Retention.all().share(), median)
		if err := row(cells); err != nil {
			return err
		}
	}
	return nil
}

// origin is where a card belongs, as the table of reviews names it.
type origin struct{ deck, chapter, card, slot string }

func (s *Store) origins(f Filter) (map[int64]origin, error) {
	places := map[int64]origin{}
	where, args := f.cards("schedule")
	return places, s.each(func(rows *sql.Rows) error {
		var card int64
		var uid []byte
		var o origin
		err := rows.Scan(&card, &uid, &o.deck, &o.chapter, &o.slot)
		o.card = fmt.Sprintf("%x", uid)
		places[card] = o
		return err
	}, `SELECT card, u.uid, d.name, x.chapter, c.slot
		FROM schedule JOIN subject u ON u.id = card JOIN deck d ON d.id = schedule.deck JOIN card c ON c.id = card
		JOIN note n ON n.id = schedule.note JOIN section x ON x.id = n.section
		WHERE `+where+` AND card IN (SELECT subject FROM log)`, args...)
}

func (s *Store) reviewTable(f Filter, row func([]any) error) error {
	places, err := s.origins(f)
	if err != nil {
		return err
	}
	return s.history(func(st *step) error {
		o, ok := places[st.subject]
		if !ok || st.kind != srs.Review {
			return nil
		}
		at := time.UnixMilli(st.tick - st.lag).In(time.FixedZone("", st.zone*60))
		return row([]any{at, st.day, o.deck, o.chapter, o.card, o.slot, st.answerKind(), st.form.String(), int(st.grade), int(st.took),
			st.intervalBefore, st.intervalAfter, Decimal{st.easeBefore, 2}, Decimal{st.easeAfter, 2}})
	})
}

func (s *Store) cardTable(f Filter, row func([]any) error) error {
	type past struct {
		reviews   int
		retention Rate
		last      srs.Day
	}
	lives := map[int64]*past{}
	err := s.history(func(st *step) error {
		if !st.first {
			return nil
		}
		p := lives[st.subject]
		if p == nil {
			p = &past{}
			lives[st.subject] = p
		}
		p.reviews++
		p.last = st.day
		if st.before.Reps >= 1 {
			p.retention.add(st.grade.Passed())
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.Cards(f, func(c *Card) error {
		p := lives[c.ID]
		if p == nil {
			p = &past{}
		}
		var due, last any
		if !c.State.New() {
			due = c.State.Due
		}
		if p.reviews > 0 {
			last = p.last
		}
		path := ""
		for i, part := range c.Path {
			if i > 0 {
				path += " › "
			}
			path += part
		}
		return row([]any{fmt.Sprintf("%x", c.UID), c.Deck, c.Chapter, path, c.Slot, c.Front(), c.Answer, c.Status(), due, c.State.Interval,
			Decimal{c.State.Ease, 2}, c.State.Reps, c.State.Lapses, p.reviews, p.retention.share(), last, c.State.Lapses >= srs.LeechAt, c.Source, c.Line})
	})
}
