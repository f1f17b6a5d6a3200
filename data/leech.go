package data

import (
	"database/sql"
	"strconv"

	"recall/srs"
)

// LeechAction is what a session does with a leech when it tells the learner of it.
type LeechAction string

// The actions.
const (
	TellLeech    LeechAction = "tell" // nothing
	FlagLeech    LeechAction = "flag"
	SuspendLeech LeechAction = "suspend"
)

// leechAt is the setting that says how many lapses make a card a leech.
const leechAt = "leech_at"

// isLeech is the condition that a card of a query is a leech, by the setting of its deck.
const isLeech = `{card}.lapses >= max(1, ` + leechLapses + `) AND ` + leechLapses + ` > 0`

const leechLapses = `CAST(coalesce((SELECT nullif(qt.value, '') FROM setting qt WHERE qt.name = '` + leechAt + `' AND qt.deck = {card}.deck),
	(SELECT nullif(qt.value, '') FROM setting qt WHERE qt.name = '` + leechAt + `' AND qt.deck = 0), {leech}) AS INTEGER)`

// leechLimits are the lapses that make a card a leech, by deck.
type leechLimits struct {
	all   int
	decks map[int64]int
}

func (s *Store) leechLimits() (l leechLimits, err error) {
	l = leechLimits{srs.LeechAt, map[int64]int{}}
	err = s.each(func(rows *sql.Rows) error {
		var deck int64
		var value string
		if err := rows.Scan(&deck, &value); err != nil {
			return err
		}
		n, err := strconv.Atoi(value)
		if deck == 0 {
			l.all = n
		} else {
			l.decks[deck] = n
		}
		return err
	}, "SELECT deck, value FROM setting WHERE name = ? AND value <> ''", leechAt)
	return l, err
}

// of returns the lapses that make a card of a deck a leech; 0: none is.
func (l leechLimits) of(deck int64) int {
	if n, ok := l.decks[deck]; ok {
		return n
	}
	return l.all
}

// is reports whether a card of a deck is a leech.
func (l leechLimits) is(deck int64, st srs.State) bool {
	at := l.of(deck)
	return at > 0 && st.Lapses >= at
}
