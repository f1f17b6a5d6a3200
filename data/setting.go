package data

import (
	"errors"
	"strings"
	"time"

	"recall/srs"
)

// Settings are what a learner may set for a day and a session. The zero value is not the default: see DefaultSettings.
type Settings struct {
	Rollover       time.Duration // when a day begins; time since midnight
	NewPerDay      int           // new cards per deck
	NewTotal       int           // new cards over all decks; below 0: no limit
	NewOrder       srs.Order     // when new cards are asked
	ReviewsPerDay  int           // due cards, over all decks
	ReviewsPerDeck int           // due cards of a deck; below 0: no limit
	LeechAt        int           // lapses
	LeechAction    LeechAction
	Reverse        bool   // whether reverse cards are asked
	Grades         string // four: keys 1 to 4; six: keys 0 to 5
	Form           string // how a card is asked: auto, reveal, type or choice
	Lang           string // language of the built-in roadmap: en, zh, or auto for the locale's
	Separator      string // between the sides of bullets, or none
}

// DefaultSettings apply until something else is set.
var DefaultSettings = Settings{
	Rollover: 4 * time.Hour, NewPerDay: 10, NewTotal: -1, NewOrder: srs.NewLast, ReviewsPerDay: 200, ReviewsPerDeck: -1,
	LeechAt: srs.LeechAt, LeechAction: TellLeech, Reverse: true, Grades: "four", Form: "auto", Lang: "auto", Separator: noSeparator,
}

// Origin is where a value comes from.
type Origin string

// The origins, lowest precedence first.
const (
	FromDefault     Origin = "default"
	FromDatabase    Origin = "database"
	FromDeck        Origin = "deck"
	FromEnvironment Origin = "environment"
)

// Value is a setting's value and where it comes from.
type Value struct {
	Key
	Value string
	From  Origin
}

// Override overrides a stored value while the store is open. It is meant for the environment. Rules can't be
// overridden: a schedule must replay the same wherever its log goes.
func (s *Store) Override(name, value string) error {
	k, err := FindKey(name)
	if err != nil {
		return err
	}
	if k.environ != nil {
		value = k.environ(value)
	}
	if value, err = k.Check(value); err != nil {
		return err
	}
	if s.overrides == nil {
		s.overrides = map[string]string{}
	}
	s.overrides[k.Name] = value
	return nil
}

// Overridden reports whether the environment may override a setting. What schedules replay and queries read is in the
// database alone.
func (k Key) Overridden() bool { return !k.Rules && !k.Queried }

// Edition returns the language of a value from the environment, which may be a locale: zh for zh_CN.
func Edition(name string) string {
	lang, _, _ := strings.Cut(strings.ToLower(name), "_")
	return lang
}

// Value returns the effective value of a setting for a deck, or for all decks if deck is 0.
func (s *Store) Value(k Key, deck int64) (Value, error) {
	v := Value{k, k.Default, FromDefault}
	global, err := s.keptIn(settings, 0, k.Name)
	if err != nil {
		return v, err
	}
	if global != "" {
		v.Value, v.From = global, FromDatabase
	}
	if deck != 0 && k.Decks {
		own, err := s.ownValue(k, deck)
		if err != nil {
			return v, err
		}
		if own != "" && !(k.Rules && own == v.Value) {
			v.Value, v.From = own, FromDeck
		}
	}
	if over := s.overrides[k.Name]; over != "" && k.Overridden() {
		v.Value, v.From = over, FromEnvironment
	}
	return v, nil
}

// ownValue returns a deck's own value of a setting, from its log for rules and otherwise from the table; "" if it is
// not set.
func (s *Store) ownValue(k Key, deck int64) (string, error) {
	if !k.Rules {
		return s.keptIn(settings, deck, k.Name)
	}
	rules, err := s.rules(deck)
	return k.get(&holder{rules: rules}), err
}

// Values returns the effective values of all settings for a deck, or for all decks if deck is 0.
func (s *Store) Values(deck int64) (list []Value, err error) {
	for _, k := range Keys {
		v, err := s.Value(k, deck)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}

// Settings returns the settings that apply to all decks.
func (s *Store) Settings() (Settings, error) { return s.DeckSettings(0) }

// DeckSettings returns the effective settings of a deck.
func (s *Store) DeckSettings(deck int64) (Settings, error) {
	h := holder{Settings: DefaultSettings}
	for _, k := range Keys {
		if k.Rules {
			continue
		}
		v, err := s.Value(k, deck)
		if err != nil {
			return h.Settings, err
		}
		value, err := k.Check(v.Value)
		if err != nil {
			return h.Settings, err
		}
		k.set(&h, value)
	}
	return h.Settings, nil
}

// CardSeparator returns what parts the sides of bullets in the files of a deck, or "". A deck that is not there yet
// has that of all decks.
func (s *Store) CardSeparator(deckName string) (string, error) {
	d, err := s.deckNamed(deckName)
	if err != nil && !errors.As(err, new(*NoDeckError)) {
		return "", err
	}
	set, err := s.DeckSettings(d.ID)
	if err != nil || set.Separator == noSeparator {
		return "", err
	}
	return set.Separator, nil
}
