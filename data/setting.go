package data

import (
	"errors"
	"fmt"
	"slices"
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
var DefaultSettings = Settings{Rollover: 4 * time.Hour, NewPerDay: 10, ReviewsPerDay: 200, Grades: "four", Form: "auto", Lang: "auto"}

// Key is one setting by its name.
type Key struct {
	Name    string
	About   string   // what it is, in a few words
	Values  string   // what it takes, in words
	Choices []string // all that it takes, where that is a few words
	Default string
	Decks   bool // a deck may have a value of its own
	Rules   bool // part of a deck's srs.Rules: an entry of its log, in force from then on

	check func(string) (string, error) // the value as it is kept, or why it is none; nil: one of Choices
}

// Keys are all settings.
var Keys = []Key{
	{Name: "new_per_day", About: "new cards a day, for each deck", Values: "a number from 0 to 9999", Default: "10", Decks: true, check: between(0, 9999)},
	{Name: "reviews_per_day", About: "due cards a day, over all decks", Values: "a number from 0 to 99999", Default: "200", check: between(0, 99999)},
	{Name: "rollover", About: "when a day begins", Values: "a time from 00:00 to 23:59", Default: "04:00", check: clockTime},
	{Name: "ease_on_lapse", About: "what a failed grade does to the ease", Values: "formula (lowers it) or keep", Choices: []string{"formula", "keep"},
		Default: "formula", Decks: true, Rules: true},
	{Name: "max_interval", About: "the longest interval, in days", Values: "a number from 1 to 36500", Default: "36500", Decks: true, Rules: true,
		check: between(1, 36500)},
	{Name: "repeat_below", About: "a lower grade brings a card back today", Values: "a grade from 0 (never) to 5", Default: "4", Decks: true,
		Rules: true, check: between(0, 5)},
	{Name: "ease_recovery", About: "let an ease below 2.50 recover, step by step", Values: "on or off", Choices: []string{"off", "on"},
		Default: "off", Decks: true, Rules: true},
	{Name: "balance", About: "move due days a little, to lighter days", Values: "on or off", Choices: []string{"off", "on"},
		Default: "off", Decks: true, Rules: true},
	{Name: "grades", About: "the grade keys: 1 to 4, or SM-2's 0 to 5", Values: "four or six", Choices: []string{"four", "six"}, Default: "four", Decks: true},
	{Name: "form", About: "how cards are asked", Values: "auto, reveal, type or choice", Choices: []string{"auto", "reveal", "type", "choice"},
		Default: "auto", Decks: true},
	{Name: "lang", About: "which built-in roadmap is studied", Values: "en, zh, or auto for the system's language",
		Choices: []string{"auto", "en", "zh"}, Default: "auto"},
}

// SettingError is a setting that can't be, in a sentence.
type SettingError struct{ Msg, Hint string }

func (e *SettingError) Error() string { return e.Msg }

// FindKey returns the setting of a name.
func FindKey(name string) (Key, error) {
	var names []string
	for _, k := range Keys {
		if k.Name == strings.ReplaceAll(strings.ToLower(name), "-", "_") {
			return k, nil
		}
		names = append(names, k.Name)
	}
	return Key{}, &SettingError{fmt.Sprintf("there is no setting %q", name), "there are " + strings.Join(names, ", ")}
}

// Check returns a value as it is kept, or says why it is none.
func (k Key) Check(value string) (string, error) {
	kept := strings.ToLower(strings.TrimSpace(value))
	var err error
	switch {
	case k.check != nil:
		kept, err = k.check(kept)
	case !slices.Contains(k.Choices, kept):
		err = errValue
	}
	if err != nil {
		return "", &SettingError{fmt.Sprintf("%s can't be %q", k.Name, value), "it takes " + k.Values}
	}
	return kept, nil
}

var errValue = errors.New("no such value")

func between(least, most int) func(string) (string, error) {
	return func(s string) (string, error) {
		n, err := strconv.Atoi(s)
		if err != nil || n < least || n > most {
			return "", errValue
		}
		return strconv.Itoa(n), nil
	}
}

// clockTime reads 4, 4:00 or 04:00.
func clockTime(s string) (string, error) {
	if !strings.Contains(s, ":") {
		s += ":00"
	}
	t, err := time.Parse("15:04", s)
	if err != nil {
		return "", errValue
	}
	return t.Format("15:04"), nil
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

// Override makes a value go before those of the database while the store is open: for the environment. Rules can't be overridden: a
// schedule is the replay of its log, wherever it is replayed.
func (s *Store) Override(name, value string) error {
	k, err := FindKey(name)
	if err != nil {
		return err
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
		own := ""
		if k.Rules {
			own, err = s.ruleOf(deck, k.Name)
			if own == v.Value {
				own = ""
			}
		} else {
			own, err = s.keptIn(settings, deck, k.Name)
		}
		if err != nil {
			return v, err
		}
		if own != "" {
			v.Value, v.From = own, FromDeck
		}
	}
	if over := s.overrides[k.Name]; over != "" && !k.Rules {
		v.Value, v.From = over, FromEnvironment
	}
	return v, nil
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
	set := DefaultSettings
	for _, k := range Keys {
		if k.Rules {
			continue
		}
		v, err := s.Value(k, deck)
		if err != nil {
			return set, err
		}
		value, err := k.Check(v.Value)
		if err != nil {
			return set, err
		}
		set.take(k.Name, value)
	}
	return set, nil
}

// take sets one field to a checked value.
func (set *Settings) take(name, value string) {
	n, _ := strconv.Atoi(value)
	switch name {
	case "new_per_day":
		set.NewPerDay = n
	case "reviews_per_day":
		set.ReviewsPerDay = n
	case "rollover":
		hours, _ := strconv.Atoi(value[:2])
		minutes, _ := strconv.Atoi(value[3:])
		set.Rollover = time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	case "grades":
		set.Grades = value
	case "form":
		set.Form = value
	case "lang":
		set.Lang = value
	}
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
