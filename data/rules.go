package data

import (
	"database/sql"

	"recall/srs"
)

// SharedSettingError reports an attempt to give a deck its own value of a setting that is shared by all decks.
type SharedSettingError struct{ Name string }

// Error names the setting.
func (e *SharedSettingError) Error() string { return e.Name + " is one for all decks" }

// SetValue sets a setting for a deck, or for all decks if deck is 0; "" removes the value. Rules become entries in the
// log of the deck, or of every deck, in force from now on.
func (s *Store) SetValue(k Key, deck int64, value string, at Moment) error {
	if value != "" {
		var err error
		if value, err = k.Check(value); err != nil {
			return err
		}
	}
	if deck != 0 && !k.Decks {
		return &SharedSettingError{k.Name}
	}
	return s.write(func() error {
		if deck == 0 || !k.Rules {
			if err := s.keepSetting(deck, k.Name, value, at); err != nil {
				return err
			}
		}
		switch {
		case k.after != nil:
			return k.after(s, deck, value)
		case !k.Rules:
			return nil
		}
		if value == "" {
			v, err := s.Value(k, 0)
			if err != nil {
				return err
			}
			value = v.Value
		}
		decks := []int64{deck}
		if deck == 0 {
			var err error
			if decks, err = s.deckIDs(); err != nil {
				return err
			}
		}
		for _, d := range decks {
			if err := s.setRule(d, k, value, at); err != nil {
				return err
			}
		}
		return nil
	})
}

// deckIDs returns the ids of all decks, including deleted ones, whose cards may return.
func (s *Store) deckIDs() (ids []int64, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	}, "SELECT id FROM deck ORDER BY id")
	return ids, err
}

// rules returns the rules in force in a deck.
func (s *Store) rules(deck int64) (srs.Rules, error) {
	rules, _, err := s.ruled(deck)
	return rules, err
}

// ruled returns the rules in force in a deck, and whether its log sets any.
func (s *Store) ruled(deck int64) (srs.Rules, bool, error) {
	p := srs.Begin
	err := s.each(func(rows *sql.Rows) error {
		e := entry{kind: srs.Config}
		if err := rows.Scan(&e.device.id, &e.seq, &e.detail); err != nil {
			return err
		}
		what, err := e.schedules()
		p.Take(what)
		return err
	}, `SELECT l.device, l.seq, l.detail FROM live l JOIN device d ON d.id = l.device
		WHERE l.subject = ? AND l.kind = {config} ORDER BY l.tick, d.uid, l.seq`, deck)
	return p.Rules, p.Ruled, err
}

// setRule changes one of a deck's rules and appends the result to the deck's log.
func (s *Store) setRule(deck int64, k Key, value string, at Moment) error {
	rules, err := s.rules(deck)
	if err != nil {
		return err
	}
	h := holder{rules: rules}
	k.set(&h, value)
	if h.rules == rules {
		return nil
	}
	return s.configure(deck, detailOf(h.rules), at)
}

// configure appends a deck's rules to its log.
func (s *Store) configure(deck int64, d rulesDetail, at Moment) error {
	if err := d.rules().Check(); err != nil {
		return err
	}
	return s.noteDeck(deck, srs.Config, d, at)
}

// configureNew begins the log of a newly made deck with its rules: those published, or what is set for all decks. It
// leaves a log alone that already has rules. A deck that comes with a log, from a backup or another machine, is not
// newly made: its own log says by which rules it was studied, even if it says nothing.
func (s *Store) configureNew(deck int64, at Moment) error {
	_, ruled, err := s.ruled(deck)
	if err != nil || ruled {
		return err
	}
	h := holder{rules: srs.Published}
	for _, k := range Keys {
		if !k.Rules {
			continue
		}
		v, err := s.keptIn(settings, 0, k.Name)
		if err != nil {
			return err
		}
		if v != "" {
			k.set(&h, v)
		}
	}
	d := detailOf(h.rules)
	d.New = true
	return s.configure(deck, d, at)
}

// rulesDetail is the content of a Config entry.
type rulesDetail struct {
	EaseOnLapse string `json:"ease_on_lapse"` // formula or keep
	MaxInterval int    `json:"max_interval_days"`
	RepeatBelow int    `json:"repeat_below"`
	Balance     bool   `json:"balance,omitempty"`
	Recovery    bool   `json:"ease_recovery,omitempty"`
	New         bool   `json:"new,omitempty"` // written when the deck was made; see srs.Entry
}

func detailOf(r srs.Rules) rulesDetail {
	d := rulesDetail{EaseOnLapse: "formula", MaxInterval: r.MaxInterval, RepeatBelow: int(r.RepeatBelow),
		Balance: r.Balanced, Recovery: r.Recovers}
	if r.KeepEase {
		d.EaseOnLapse = "keep"
	}
	return d
}

func (d rulesDetail) rules() srs.Rules {
	return srs.Rules{KeepEase: d.EaseOnLapse == "keep", MaxInterval: d.MaxInterval,
		RepeatBelow: srs.Grade(d.RepeatBelow), Balanced: d.Balance, Recovers: d.Recovery}
}
