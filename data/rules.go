package data

import (
	"database/sql"
	"encoding/json"
	"strconv"

	"recall/srs"
)

// SetValue sets a setting for a deck, or for all decks where deck is 0; "" takes the value away. Rules become entries in the log of the deck, or of
// each deck, in force from now on.
func (s *Store) SetValue(k Key, deck int64, value string, at Moment) error {
	if value != "" {
		var err error
		if value, err = k.Check(value); err != nil {
			return err
		}
	}
	if deck != 0 && !k.Decks {
		return &SettingError{k.Name + " is one for all decks", "leave --deck out"}
	}
	return s.write(func() error {
		if deck == 0 || !k.Rules {
			if err := s.keep(settings, deck, k.Name, value); err != nil {
				return err
			}
		}
		switch {
		case k.Name == "lang" && (value == "en" || value == "zh"):
			_, err := s.exec("UPDATE deck SET active = (builtin = ?) WHERE builtin <> ''", value)
			return err
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
			if err := s.setRule(d, k.Name, value, at); err != nil {
				return err
			}
		}
		return nil
	})
}

// deckIDs lists all decks, deleted ones too: their cards may return.
func (s *Store) deckIDs() (ids []int64, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	}, "SELECT id FROM deck ORDER BY id")
	return ids, err
}

// setRule appends the deck's rules with one of them changed to its log.
func (s *Store) setRule(deck int64, name, value string, at Moment) error {
	rules, err := s.rules(deck)
	if err != nil {
		return err
	}
	changed := rules
	n, _ := strconv.Atoi(value)
	switch name {
	case "ease_on_lapse":
		changed.KeepEase = value == "keep"
	case "max_interval":
		changed.MaxInterval = n
	case "repeat_below":
		changed.RepeatBelow = srs.Grade(n)
	case "balance":
		changed.Balanced = value == "on"
	case "ease_recovery":
		changed.Recovers = value == "on"
	}
	if changed == rules {
		return nil
	}
	return s.configure(deck, changed, at)
}

// configure appends a deck's rules to its log.
func (s *Store) configure(deck int64, rules srs.Rules, at Moment) error {
	if err := rules.Check(); err != nil {
		return err
	}
	detail, err := json.Marshal(rulesDetail{onLapse(rules), rules.MaxInterval, int(rules.RepeatBelow), rules.Balanced, rules.Recovers})
	if err != nil {
		return err
	}
	e := entry{subject: deck, kind: srs.Config, detail: string(detail)}
	var uid []byte
	if err := s.get([]any{&uid}, "SELECT uid FROM subject WHERE id = ?", deck); err != nil {
		return err
	}
	copy(e.uid[:], uid)
	return s.append(&e, at)
}

// configureNew gives a deck that was just made the rules that are set for all decks, unless its log has some already.
func (s *Store) configureNew(deck int64, at Moment) error {
	rules, err := s.rules(deck)
	if err != nil || rules != srs.Defaults {
		return err
	}
	for _, k := range Keys {
		v, err := s.keptIn(settings, 0, k.Name)
		if err != nil {
			return err
		}
		if k.Rules && v != "" {
			if err := s.setRule(deck, k.Name, v, at); err != nil {
				return err
			}
		}
	}
	return nil
}

// ruleOf is one of a deck's rules as a setting's value.
func (s *Store) ruleOf(deck int64, name string) (string, error) {
	rules, err := s.rules(deck)
	switch name {
	case "ease_on_lapse":
		return onLapse(rules), err
	case "max_interval":
		return strconv.Itoa(rules.MaxInterval), err
	case "balance":
		return onOff(rules.Balanced), err
	case "ease_recovery":
		return onOff(rules.Recovers), err
	}
	return strconv.Itoa(int(rules.RepeatBelow)), err
}

func onLapse(r srs.Rules) string {
	if r.KeepEase {
		return "keep"
	}
	return "formula"
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}
