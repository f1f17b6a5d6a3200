package data

import (
	"cmp"
	"database/sql"
	"slices"
	"time"

	"recall/srs"
)

// Act is one entry in the life of a card, and what it did.
type Act struct {
	Time          time.Time // in the zone in which it was written
	Day           srs.Day
	Kind          srs.Kind
	Grade         srs.Grade // of a review
	Form          Form
	Took          time.Duration
	Effect        string // of a review: new, review, early, drill or cram
	Before, After srs.State
	Rules         srs.Rules // in force then
	Shift         int       // days that balancing moved the due day by
}

// Life returns the acts on a card that were not taken back, oldest first, as the replay of its log reads them.
func (s *Store) Life(card int64) (life []Act, err error) {
	var entries []entry
	err = s.each(func(rows *sql.Rows) error {
		var e entry
		if err := scanEntry(rows, &e); err != nil {
			return err
		}
		entries = append(entries, e)
		return nil
	}, liveEntries+" WHERE l.subject = ? OR l.subject = (SELECT deck FROM schedule WHERE card = ?)", card, card)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.tick, b.tick), slices.Compare(a.device.uid[:], b.device.uid[:]), cmp.Compare(a.seq, b.seq))
	})
	rules, state := srs.Defaults, srs.Fresh
	for i := range entries {
		e := &entries[i]
		what, err := e.schedules()
		if err != nil {
			return nil, err
		}
		if e.kind == srs.Config {
			rules = what.Rules
			continue
		}
		st := step{entry: *e, before: state, after: rules.Apply(state, what)}
		state = st.after
		act := Act{
			Time: time.UnixMilli(e.tick - e.lag).In(time.FixedZone("", e.zone*60)), Day: e.day, Kind: e.kind, Form: e.form,
			Took: time.Duration(e.took) * time.Millisecond, Before: st.before, After: st.after, Rules: rules, Shift: e.shift,
		}
		if e.kind == srs.Review {
			act.Grade, act.Effect = e.grade, st.answerKind()
		}
		life = append(life, act)
	}
	return life, nil
}
