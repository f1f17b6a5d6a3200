package data

import (
	"database/sql"
	"errors"
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
	cards   map[int64]arrived       // that may have another schedule now
	decks   map[int64]bool          // that may have other rules now
	back    bool                    // an entry is about a deck that was deleted or restored as a whole
	unmet   bool                    // nobody can know an id of this machine yet
	unsent  []*entry                // of this machine, to be written under its new id
}

func (m *merger) meet() error {
	m.sync.votes, m.sync.cards, m.sync.decks = map[int64]map[int64]int{}, map[int64]arrived{}, map[int64]bool{}
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
	steps := []func() error{m.renumberUnsent, m.goOn, m.meetNotes, m.adoptMet, m.knowSubjects, m.takeLog, m.takeDecks, m.meetSources, m.takeTypes,
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
	if err == nil {
		err = m.bringBack()
	}
	if err == nil && m.ours {
		err = m.newDevice()
	}
	return err
}

// foresee leaves the counts alone if so many entries are new that the whole log will be counted at the end, or only what is
// new: then no card needs to be taken out of them before.
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
	if c := &m.counting; cards > most && len(c.out) == 0 {
		c.waits = true
	} else if cards > most {
		c.all = true
	}
	return err
}

// uniteMet makes one of what is one. What is written for that is due at the place, too.
func (m *merger) uniteMet() error {
	if _, err := m.exec("UPDATE place SET taking = 0 WHERE id = ?", m.sync.place); err != nil {
		return err
	}
	return m.uniteFound()
}
