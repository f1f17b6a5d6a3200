package data

import (
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Settings are what a learner may set about a day. Zero is no default: see DefaultSettings.
type Settings struct {
	Rollover      time.Duration // when a day begins, since midnight
	NewPerDay     int           // new cards a deck
	ReviewsPerDay int           // due cards over all decks
}

// DefaultSettings hold until the database says otherwise.
var DefaultSettings = Settings{Rollover: 4 * time.Hour, NewPerDay: 10, ReviewsPerDay: 200}

// Settings reads the settings of all decks.
func (s *Store) Settings() (Settings, error) {
	set := DefaultSettings
	minutes := int(set.Rollover / time.Minute)
	for name, dest := range map[string]*int{"rollover_minutes": &minutes, "new_per_day": &set.NewPerDay, "reviews_per_day": &set.ReviewsPerDay} {
		value, err := s.setting(name)
		if err != nil {
			return set, err
		}
		if value == "" {
			continue
		}
		if *dest, err = strconv.Atoi(value); err != nil {
			return set, fmt.Errorf("the setting %s is %q, which is no number", name, value)
		}
	}
	set.Rollover = time.Duration(minutes) * time.Minute
	return set, nil
}

// setting returns the value of a name for all decks, "" where it is not set.
func (s *Store) setting(name string) (string, error) {
	var value string
	err := s.get([]any{&value}, "SELECT value FROM setting WHERE deck = 0 AND name = ?", name)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

func (s *Store) set(name, value string) error {
	_, err := s.exec("INSERT INTO setting (deck, name, value) VALUES (0, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", name, value)
	return err
}
