package data

import (
	"database/sql"

	"recall/srs"
)

// step is one act of the log and what it did to its card.
type step struct {
	entry
	first         bool // the first counted answer of its card on its day
	before, after srs.State
}

// counted tells whether the step is an answer that is not mere practice.
func (st *step) counted() bool { return st.kind == srs.Review && st.detail != detailCram }

// history replays the whole log in order and calls f for every act on a card that was not taken back.
func (s *Store) history(f func(*step) error) error { return s.steps("", nil, f) }

// steps does so for the part of the log that a condition selects: all of a card's entries, and its deck's, or none.
func (s *Store) steps(where string, args []any, f func(*step) error) error {
	type life struct {
		state srs.State
		deck  int64
	}
	cards := map[int64]*life{}
	err := s.each(func(rows *sql.Rows) error {
		var card, deck int64
		err := rows.Scan(&card, &deck)
		cards[card] = &life{srs.Fresh, deck}
		return err
	}, "SELECT card, deck FROM schedule WHERE card IN (SELECT l.subject FROM log l WHERE 1 "+where+")", args...)
	if err != nil {
		return err
	}
	rules := map[int64]srs.Rules{}
	return s.each(func(rows *sql.Rows) error {
		var st step
		if err := scanEntry(rows, &st.entry); err != nil {
			return err
		}
		what, err := st.schedules()
		if err != nil {
			return err
		}
		if st.kind == srs.Config {
			rules[st.subject] = what.Rules
			return nil
		}
		card, ok := cards[st.subject]
		if !ok {
			return nil
		}
		r, ok := rules[card.deck]
		if !ok {
			r = srs.Defaults
		}
		st.before, st.first = card.state, st.counted() && card.state.Seen != st.day
		st.after = r.Apply(st.before, what)
		card.state = st.after
		return f(&st)
	}, "SELECT "+entryColumns+` WHERE l.kind <> 2
		AND NOT EXISTS (SELECT 1 FROM log t WHERE t.kind = 2 AND t.device = l.device AND t.detail = CAST(l.seq AS TEXT))
		`+where+" ORDER BY l.tick, d.uid, l.seq", args...)
}

// answerKind is what an answer was: new, review, early, drill or cram.
func (st *step) answerKind() string {
	switch {
	case st.detail == detailCram:
		return "cram"
	case st.before.New():
		return "new"
	case st.day <= st.before.Last:
		return "drill"
	case st.day < st.before.Due:
		return "early"
	}
	return "review"
}
