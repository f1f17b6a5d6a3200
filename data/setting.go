package data

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"recall/srs"
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
	About   string // what it is, in a few words
	Values  string // what it takes, in words
	Default string
	Decks   bool // a deck may have a value of its own
	Rules   bool // part of a deck's srs.Rules: an entry of its log, in force from then on

	check func(string) (string, error) // the value as it is kept, or why it is none
}

// Keys are all settings.
var Keys = []Key{
	{"new_per_day", "new cards a day, for each deck", "a number from 0 to 9999", "10", true, false, between(0, 9999)},
	{"reviews_per_day", "due cards a day, over all decks", "a number from 0 to 99999", "200", false, false, between(0, 99999)},
	{"rollover", "when a day begins", "a time from 00:00 to 23:59", "04:00", false, false, clockTime},
	{"ease_on_lapse", "what a failed grade does to the ease", "formula (lowers it) or keep", "formula", true, true, oneOf("formula", "keep")},
	{"max_interval", "the longest interval, in days", "a number from 1 to 36500", "36500", true, true, between(1, 36500)},
	{"repeat_below", "a card graded below it comes back the same day", "a grade from 0 (never) to 5", "4", true, true, between(0, 5)},
	{"grades", "the grade keys: 1-4, or 0-5 as SM-2 has them", "four or six", "four", true, false, oneOf("four", "six")},
	{"form", "how cards are asked", "auto, reveal, type or choice", "auto", true, false, oneOf("auto", "reveal", "type", "choice")},
	{"lang", "which edition of the built-in roadmap is studied", "en, zh, or auto for the system's language", "auto", false, false, oneOf("en", "zh", "auto")},
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
	kept, err := k.check(strings.ToLower(strings.TrimSpace(value)))
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

func oneOf(words ...string) func(string) (string, error) {
	return func(s string) (string, error) {
		for _, w := range words {
			if s == w {
				return s, nil
			}
		}
		return "", errValue
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
	global, err := s.setting(0, k.Name)
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
			own, err = s.setting(deck, k.Name)
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
			if err := s.set(deck, k.Name, value); err != nil {
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
	detail, err := json.Marshal(rulesDetail{EaseOnLapse: onLapse(rules), MaxInterval: rules.MaxInterval, RepeatBelow: int(rules.RepeatBelow)})
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
		v, err := s.setting(0, k.Name)
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
	}
	return strconv.Itoa(int(rules.RepeatBelow)), err
}

func onLapse(r srs.Rules) string {
	if r.KeepEase {
		return "keep"
	}
	return "formula"
}

// setting returns the stored value of a name for a deck, or for all decks; "" where it is not set.
func (s *Store) setting(deck int64, name string) (string, error) {
	var value string
	err := s.get([]any{&value}, "SELECT value FROM setting WHERE deck = ? AND name = ?", deck, name)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

// set stores a value; "" takes it away.
func (s *Store) set(deck int64, name, value string) error {
	if value == "" {
		_, err := s.exec("DELETE FROM setting WHERE deck = ? AND name = ?", deck, name)
		return err
	}
	_, err := s.exec("INSERT INTO setting (deck, name, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", deck, name, value)
	return err
}
