package data

import (
	"database/sql"
	"strconv"
)

// limits are how many cards a deck may ask a day.
type limits struct{ new, reviews int } // reviews below 0: no limit

// deckLimits are the limits of each deck.
type deckLimits struct {
	all limits
	own map[int64]limits
}

// of returns the limits of a deck.
func (l deckLimits) of(deck int64) limits {
	if own, ok := l.own[deck]; ok {
		return own
	}
	return l.all
}

// deckLimits reads the limits of all decks at once, as a day's start must not take longer with more of them.
func (s *Store) deckLimits(all Settings) (l deckLimits, err error) {
	l = deckLimits{limits{all.NewPerDay, all.ReviewsPerDeck}, map[int64]limits{}}
	const perDay, perDeck = "new_per_day", "reviews_per_deck"
	err = s.each(func(rows *sql.Rows) error {
		var deck int64
		var name, value string
		if err := rows.Scan(&deck, &name, &value); err != nil || s.overrides[name] != "" {
			return err
		}
		own, n := l.of(deck), -1
		if value != noLimit {
			var err error
			if n, err = strconv.Atoi(value); err != nil {
				return err
			}
		}
		if name == perDay {
			own.new = n
		} else {
			own.reviews = n
		}
		l.own[deck] = own
		return nil
	}, "SELECT deck, name, value FROM setting WHERE deck <> 0 AND value <> '' AND name IN (?, ?)", perDay, perDeck)
	return l, err
}
