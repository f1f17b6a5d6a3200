package data

import (
	"strconv"
	"strings"
	"time"
)

// Settings are what a learner may set about a day and a session. Zero is no default: see DefaultSettings.
type Settings struct {
	Rollover      time.Duration // when a day begins, since midnight
	NewPerDay     int           // new cards a deck
	ReviewsPerDay int           // due cards over all decks
	Grades        string        // four: keys 1 to 4; six: keys 0 to 5
	Form          string        // how a card is asked: auto, reveal, type or choice
	Lang          string        // of the built-in roadmap: en, zh, or auto for the locale's
}

// DefaultSettings hold until something else is set.
var DefaultSettings = Settings{
	Rollover: 4 * time.Hour, NewPerDay: 10, ReviewsPerDay: 200, Grades: "four", Form: "auto", Lang: "auto",
}

// Origin is where a value comes from. A later one goes before an earlier one.
type Origin string

// The origins.
const (
	FromDefault     Origin = "default"
	FromDatabase    Origin = "database"
	FromDeck        Origin = "deck"
	FromEnvironment Origin = "environment"
)

// Value is a setting's value, and where it comes from.
type Value struct {
	Key
	Value string
	From  Origin
}

// Override makes a value go before those of the database while the store is open: for the environment. Rules can't be
// overridden: a schedule is the replay of its log, wherever it is replayed.
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

// Edition is the language that the environment names, which may be a locale: zh of zh_CN.
func Edition(name string) string {
	lang, _, _ := strings.Cut(strings.ToLower(name), "_")
	return lang
}

// Value returns a setting as it holds for a deck, or for all decks where deck is 0.
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
	if over := s.overrides[k.Name]; over != "" && !k.Rules {
		v.Value, v.From = over, FromEnvironment
	}
	return v, nil
}

// ownValue is a setting as a deck has it: by its log, or else in the table, "" where it is not set.
func (s *Store) ownValue(k Key, deck int64) (string, error) {
	if !k.Rules {
		return s.keptIn(settings, deck, k.Name)
	}
	rules, err := s.rules(deck)
	return k.get(&holder{rules: rules}), err
}

// Values returns all settings as they hold for a deck, or for all decks where deck is 0.
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

// Settings returns the settings of all decks.
func (s *Store) Settings() (Settings, error) { return s.DeckSettings(0) }

// DeckSettings returns the settings as they hold for a deck.
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

// newPerDay is how many new cards a deck brings a day, where all decks bring so many.
func (s *Store) newPerDay(deck int64, all int) (int, error) {
	k, err := FindKey("new_per_day")
	if err != nil {
		return 0, err
	}
	v, err := s.Value(k, deck)
	if err != nil || v.From != FromDeck {
		return all, err
	}
	return strconv.Atoi(v.Value)
}
