package data

import (
	"database/sql"
	"slices"
	"time"

	"recall/srs"
)

// Act is one entry in the life of a card, with what it did.
type Act struct {
	srs.Step
	Time time.Time // in the time zone it was written in
	Form Form
	Took time.Duration
	Edit *Edited // why an import wrote it; nil for other acts, and where that is not known

	Tagged, Untagged []string // the tags that it gave and took
	Pause            *Pause   // why it moved the card; nil for other acts, and by hand
}

// Life returns the acts on a card that were not undone, oldest first, as the replay of its log sees them.
func (s *Store) Life(card int64) (life []Act, err error) {
	edits, err := s.edits(card)
	if err != nil {
		return nil, err
	}
	tags, err := s.taggings(card)
	if err != nil {
		return nil, err
	}
	_, err = s.steps(card, func(st *step) {
		if st.subject == card {
			key := [2]int64{st.device.id, st.seq}
			life = append(life, Act{Pause: st.pausedFor(), Step: st.Step, Form: st.form, Took: time.Duration(st.took) * time.Millisecond,
				Edit: edits[key], Tagged: tags[key].added, Untagged: tags[key].removed,
				Time: time.UnixMilli(st.wall()).In(time.FixedZone("", st.zone*60))})
		}
	})
	return life, err
}

// pausedFor returns the pause for which an entry moved its card; nil if none did.
func (e *entry) pausedFor() *Pause {
	if e.kind != srs.Move {
		return nil
	}
	d, err := e.move()
	if err != nil || d.Pause == nil {
		return nil // what can't be read is an error of the replay
	}
	return &Pause{From: srs.Day(d.Pause.From), Until: srs.Day(d.Pause.Until)}
}

// replay computes a card's state from the log.
func (s *Store) replay(card int64) (srs.State, error) { return s.steps(card, func(*step) {}) }

// steps replays the entries in force of a card's log and of its deck's rules. It calls f for each step and returns the
// final state.
func (s *Store) steps(card int64, f func(*step)) (state srs.State, err error) {
	var deck int64
	err = s.get([]any{&deck}, "SELECT coalesce((SELECT deck FROM schedule WHERE card = ?), 0)", card)
	if err != nil {
		return state, err
	}
	return s.stepsIn(deck, card, f)
}

// stepsIn does what steps would do if the card were in a deck; 0: in none.
func (s *Store) stepsIn(deck, card int64, f func(*step)) (srs.State, error) {
	var list []step
	err := s.each(func(rows *sql.Rows) (err error) {
		st := step{deck: deck}
		if err = scanEntry(rows, &st.entry); err == nil {
			st.Entry, err = st.schedules()
		}
		list = append(list, st)
		return err
	}, liveEntries+" WHERE l.subject = ? OR l.subject = ?", card, deck)
	if err != nil {
		return srs.State{}, err
	}
	slices.SortFunc(list, func(a, b step) int { return a.Entry.Compare(b.Entry) })
	p := srs.Begin
	for i := range list {
		list[i].Step = p.Take(list[i].Entry)
		f(&list[i])
	}
	return p.State, nil
}
