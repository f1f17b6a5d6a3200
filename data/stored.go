package data

import (
	"database/sql"
	"encoding/json"
	"fmt"

	"recall/deck/match"
)

// oldNote is the rest of a stored note: what match.Stored does not hold.
type oldNote struct {
	id, source, section int64
	line                int
	changed             string
	reason              string
	// the learner's text, if it was edited here; the note is then matched by what its source said
	own     string
	rebuilt bool // its cards were made by a different version of the builder
	cards   []oldCard
}

// oldCard is the rest of a stored card: what match.StoredCard does not hold.
type oldCard struct {
	context, extra  string
	accept, members string // JSON, or ""
	weakness        string
	draft           bool
	forms           int
	rank            int64
	follower        int
	learnt          bool
}

const oldNoteColumns = `n.id, n.uid, n.source, n.section, n.line, n.text, n.explicit, n.rule, n.reason, n.changed, n.parked, n.origin, o.builder,
	o.path, x.headings, x.label, x.grp FROM note n JOIN source o ON o.id = n.source JOIN section x ON x.id = n.section`

// noteReader scans rows of oldNoteColumns. Notes of the same section share its headings.
type noteReader struct {
	headings map[int64][]string
}

func (r *noteReader) scan(rows *sql.Rows) (n match.Stored, o oldNote, err error) {
	var uid, headings sql.RawBytes
	var origin string
	var builder int
	err = rows.Scan(&o.id, &uid, &o.source, &o.section, &o.line, &n.Text, &n.ID, &n.Rule, &o.reason, &o.changed,
		&n.Parked, &origin, &builder,
		&n.Source, &headings, &n.Label, &n.Group)
	if err != nil {
		return n, o, err
	}
	copy(n.UID[:], uid)
	o.rebuilt = builder != builderVersion
	if origin != "" {
		o.own, n.Text = n.Text, origin
	}
	list, known := r.headings[o.section]
	if !known {
		if err := json.Unmarshal(headings, &list); err != nil {
			return n, o, fmt.Errorf("headings of note %d: %w", o.id, err)
		}
		r.headings[o.section] = list
	}
	n.Headings = list
	return n, o, nil
}

// readStored reads the notes of the deck that a plan may match: those of its files and of the other files given, and
// parked ones. Notes of other, unchanged sources are skipped.
func (s *Store) readStored(p *Plan) error {
	if p.New {
		return nil
	}
	wanted := p.given()
	for _, f := range p.elsewhere {
		wanted[f.Path] = true
	}
	copied := p.isCopy()
	r := noteReader{map[int64][]string{}}
	at := map[int64]int{} // index in p.old by note id
	err := s.each(func(rows *sql.Rows) error {
		n, o, err := r.scan(rows)
		if err != nil {
			return err
		}
		if !n.Parked {
			p.Stored++
			if !wanted[n.Source] && !copied {
				return nil
			}
		}
		at[o.id] = len(p.old)
		p.stored, p.old = append(p.stored, n), append(p.old, o)
		return nil
	}, "SELECT "+oldNoteColumns+" WHERE n.deck = ? AND o.purged = 0 ORDER BY n.source, n.line, n.id", p.deckID)
	if err != nil || len(p.old) == 0 {
		return err
	}
	return s.eachOldCard(func(note int64, c match.StoredCard, o oldCard) {
		if i, ok := at[note]; ok {
			p.stored[i].Cards, p.old[i].cards = append(p.stored[i].Cards, c), append(p.old[i].cards, o)
		}
	}, "s.deck = ?", p.deckID)
}

// eachOldCard calls f for each card, in deck order with parked cards last.
func (s *Store) eachOldCard(f func(note int64, c match.StoredCard, o oldCard), where string, id int64) error {
	return s.each(func(rows *sql.Rows) error {
		var note int64
		var c match.StoredCard
		var o oldCard
		err := rows.Scan(&c.ID, &note, &c.Slot, &c.Prompt, &c.Answer, &c.Parked, &o.context, &o.extra, &o.accept,
			&o.members, &o.weakness, &o.draft,
			&o.forms, &o.rank, &o.follower, &o.learnt)
		f(note, c, o)
		return err
	}, `SELECT c.id, c.note, c.slot, c.front, c.back, s.hold & {parked} <> 0, c.context, c.extra,
		coalesce(c.accept, ''), coalesce(c.members, ''), c.weakness, c.draft, c.forms,
		s.rank, s.follower, s.interval > 0
		FROM schedule s JOIN card c ON c.id = s.card WHERE `+where+` ORDER BY s.hold & {parked}, s.rank`, id)
}
