package data

import (
	"encoding/json"

	"recall/srs"
)

// moveDetail is the content of a Move entry. Days count from 1970-01-01.
type moveDetail struct {
	From  int         `json:"from"` // the day that the card was due on
	To    int         `json:"to"`
	Pause *pauseMoved `json:"pause,omitempty"` // nil: the learner named the day
}

// pauseMoved says what a card was moved for.
type pauseMoved struct {
	From  int `json:"from"`  // the first day of the pause
	Until int `json:"until"` // the first day after it
	Was   int `json:"was"`   // the day that the card would be due on without it
}

// move returns what a Move entry says.
func (e *entry) move() (d moveDetail, err error) {
	if err := json.Unmarshal([]byte(e.detail), &d); err != nil {
		return d, &badEntryError{e.device.id, e.seq, "moves to no day: " + err.Error()}
	}
	return d, nil
}

// move writes that a card is due on another day.
func (s *Store) move(card int64, d moveDetail, at Moment) error {
	text, err := json.Marshal(d)
	if err != nil {
		return err
	}
	_, _, err = s.act(&entry{subject: card, kind: srs.Move, detail: string(text)}, at)
	return err
}

// Reschedule makes cards due on a day, all of them or none, and returns those that it changed. It leaves cards alone that
// are due then anyway, that are new, and, if the day has begun, that were answered on it.
func (s *Store) Reschedule(cards []int64, to srs.Day, at Moment) (changed []int64, err error) {
	err = s.write(func() error {
		for _, card := range cards {
			state, err := s.readState(card)
			if err != nil {
				return err
			}
			if state.New() || state.Due == to || to <= max(state.Seen, state.Last) {
				continue
			}
			changed = append(changed, card)
			if err := s.move(card, moveDetail{From: int(state.Due), To: int(to)}, at); err != nil {
				return err
			}
		}
		return nil
	})
	return changed, err
}
