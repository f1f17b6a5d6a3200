package data

import (
	"database/sql"
	"errors"

	"recall/srs"
)

// Merging what a place has of other machines. The log is united as in any merge. Other than there, both sides go on: of
// a note that both have, the newest text counts on every machine, and an entry of the log says what an edit did to its
// schedules, so nothing is judged again here.

// meeting is the state of such a merge.
type meeting struct {
	place   int64
	holders holders
	paired  map[int64]int64 // decks there and here that have one name, and may have two ids
	notes   []*metNote
	votes   map[int64]map[int64]int // by source there: how many of its notes stand in which source here
	cards   map[int64]bool          // that may have another schedule now
	decks   map[int64]bool          // that may have other rules now
	unmet   bool                    // nobody can know an id of this machine yet
	unsent  []*entry                // of this machine, to be written under its new id
	filled  map[int64]int64         // decks deleted here that others merged into, and since when they are
}

func (m *merger) meet() error {
	m.sync.votes, m.sync.cards, m.sync.decks = map[int64]map[int64]int{}, map[int64]bool{}, map[int64]bool{}
	if _, err := m.exec("UPDATE place SET taking = 1 WHERE id = ?", m.sync.place); err != nil {
		return err
	}
	if err := errors.Join(m.foresee(), m.knowAliases()); err != nil {
		return err
	}
	if err := m.fillDecks(); err != nil {
		return err
	}
	if err := m.takeNames(); err != nil {
		return err
	}
	var err error
	if m.sync.paired, err = m.adoptDecks(); err != nil {
		return err
	}
	steps := []func() error{m.renumberUnsent, m.goOn, m.meetNotes, m.adoptMet, m.takeLog, m.takeDecks, m.meetSources, m.takeTypes,
		m.takeMet, m.meetCards, m.takeSettings, m.uniteMet, m.keepFilled, m.settleGone, m.dropEmpty, m.settleMet, m.replayMet}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	for _, query := range []string{
		`INSERT INTO place_note (place, note) SELECT p.id, t.note FROM place p JOIN touched t
			WHERE p.id <> ? AND p.direction <> 'pull' AND p.forgotten = 0 ON CONFLICT DO UPDATE SET push = 0`,
	} {
		if _, err := m.exec(query, m.sync.place); err != nil {
			return err
		}
	}
	_, err = m.exec("DELETE FROM touched") // the stamps are those of the machines that changed the notes
	if err == nil && m.ours {
		err = m.newDevice()
	}
	return err
}

// foresee has the whole log counted at the end if so many entries are new that it will be: then no card needs to be taken
// out of the counts before.
func (m *merger) foresee() error {
	most, err := m.mostAlone()
	if err != nil {
		return err
	}
	news := 0
	err = m.from.each(func(rows *sql.Rows) error {
		var uid []byte
		var there, here int
		var first, last int64
		if err := rows.Scan(&uid, &there, &first, &last); err != nil || there <= most {
			return err
		}
		err := m.get([]any{&here}, `SELECT count(*) FROM log WHERE device = (SELECT id FROM device WHERE uid = ?) AND seq BETWEEN ? AND ?`,
			uid, first, last)
		news += max(0, there-here)
		return err
	}, "SELECT d.uid, count(*), min(l.seq), max(l.seq) FROM log l JOIN device d ON d.id = l.device GROUP BY d.id")
	if err != nil || news <= most {
		return err
	}
	var cards int
	err = m.from.get([]any{&cards}, "SELECT count(DISTINCT subject) FROM log")
	m.counting.all = m.counting.all || cards > most
	return err
}

// uniteMet makes one of what is one. What is written for that is due at the place, too.
func (m *merger) uniteMet() error {
	if _, err := m.exec("UPDATE place SET taking = 0 WHERE id = ?", m.sync.place); err != nil {
		return err
	}
	return m.uniteFound()
}

// touch notes which schedules an entry may change.
func (m *meeting) touch(e *entry) {
	if e.kind == srs.Config {
		m.decks[e.subject] = true
	} else {
		m.cards[e.subject] = true
	}
}

// replayMet brings the schedules up to date.
func (m *merger) replayMet() (err error) {
	for deckID := range m.sync.decks {
		cards, err := m.numbers("SELECT card FROM schedule WHERE deck = ?", deckID)
		if err != nil {
			return err
		}
		for _, card := range cards {
			m.sync.cards[card] = true
		}
	}
	most, err := m.mostAlone()
	if err != nil {
		return err
	}
	if len(m.sync.cards) > most {
		changed, err := m.rebuild()
		m.done.Changed += changed
		return err
	}
	for card := range m.sync.cards {
		var here bool
		if err := m.get([]any{&here}, "SELECT EXISTS (SELECT 1 FROM schedule WHERE card = ?)", card); err != nil {
			return err
		}
		if !here {
			continue // its entries wait for it
		}
		before, err := m.readState(card)
		if err != nil {
			return err
		}
		after, err := m.replay(card)
		if err != nil {
			return err
		}
		if after != before {
			m.done.Changed++
		}
		if err := m.writeState(card, after); err != nil {
			return err
		}
	}
	return nil
}
