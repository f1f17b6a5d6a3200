package data

import (
	"database/sql"
	"errors"
	"slices"
)

// Which notes of other machines are here, and which of the two texts counts.

// metNote is a note that the other side has.
type metNote struct {
	there, deck, source, section, line, parked, sum, added int64
	kept                                                   string // what Anki keeps of it
	changed                                                int64  // note.edited
	uid                                                    []byte
	explicit, rule, reason, origin, media, tags, earlier   string
	wording

	edited bool // the learner's own text, which no source has
	leaves bool // it is in the file of another deck there than here

	here   knownNote // id 0: it is not here
	counts bool      // and not what the note says here
}

// knownNote is the same note here.
type knownNote struct {
	id, source, deck, section    int64
	sourceDeck                   int64 // of its source; the note may have left that deck
	origin, earlier, media, tags string
	unseen                       bool
	wording
}

// meetNotes reads the notes there, and which of them are here.
func (m *merger) meetNotes() error {
	err := m.from.each(func(rows *sql.Rows) error {
		var n metNote
		var unseen bool
		err := rows.Scan(&n.there, &n.uid, &n.deck, &n.source, &n.section, &n.line, &n.explicit, &n.rule, &n.reason,
			&n.parked, &n.origin, &n.sum, &n.added, &n.media, &n.tags, &n.earlier, &unseen, &n.kept, &n.changed,
			&n.stamp, &n.text, &n.rest)
		n.edited = n.origin != "" && !unseen
		m.sync.notes = append(m.sync.notes, &n)
		return err
	}, `SELECT n.id, n.uid, n.deck, n.source, n.section, n.line, n.explicit, n.rule, n.reason, n.parked, n.origin, n.sum, n.added,
		n.media, n.tags, n.earlier, n.unseen, n.anki, n.edited, `+wordingColumns+` FROM note n ORDER BY n.id`)
	if err != nil {
		return err
	}
	erased, err := m.numbers("SELECT d.id FROM deck d JOIN source o ON o.deck = d.id WHERE d.gone = 1 AND o.purged = 1")
	m.sync.notes = slices.DeleteFunc(m.sync.notes, func(n *metNote) bool {
		purged := slices.Contains(erased, m.sync.paired[n.deck])
		if err == nil && !purged {
			purged, err = m.find(n)
		}
		return purged
	})
	return err
}

// find looks for a note here, and reports whether its text was purged. What a learner purged stays so.
func (m *merger) find(n *metNote) (purged bool, err error) {
	h := &n.here
	err = m.get(append([]any{&h.id, &h.source, &h.deck, &h.section, &h.origin, &h.unseen, &h.earlier, &h.media, &h.tags,
		&purged, &h.sourceDeck}, h.wording.dest()...), `SELECT n.id, n.source, n.deck, n.section, n.origin, n.unseen, n.earlier, n.media, n.tags,
			o.purged, o.deck, `+wordingColumns+`
		FROM note n JOIN source o ON o.id = n.source WHERE n.uid = ? ORDER BY o.purged, n.id LIMIT 1`, n.uid)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	n.counts = n.wording.newer(h.wording)
	return purged, err
}

// meetSources finds where the notes there stand here. A file of a machine has another path on each: it is the source in
// which most of its notes stand here, or one of its own, which waits for the file to be imported.
func (m *merger) meetSources() error {
	needed := map[int64]bool{}
	for _, n := range m.sync.notes {
		if n.here.id == 0 {
			needed[n.source] = true
			continue
		}
		same, err := m.sameDeck(n.here.sourceDeck, m.decks[n.deck])
		if err != nil {
			return err
		}
		if same {
			if m.sync.votes[n.source] == nil {
				m.sync.votes[n.source] = map[int64]int{}
			}
			m.sync.votes[n.source][n.here.source]++
		} else if n.counts {
			n.leaves = true
			needed[n.source] = true
		}
	}
	for there := range needed {
		if err := m.meetSource(there); err != nil {
			return err
		}
	}
	return nil
}

// sameDeck reports whether two decks here are one, or became one.
func (m *merger) sameDeck(one, two int64) (bool, error) {
	if one == two || two == 0 {
		return true, nil
	}
	var uid, other []byte
	err := m.get([]any{&uid, &other}, "SELECT (SELECT uid FROM subject WHERE id = ?), (SELECT uid FROM subject WHERE id = ?)", one, two)
	return err == nil && m.merged.of([16]byte(uid)) == m.merged.of([16]byte(other)), err
}

func (m *merger) meetSource(there int64) error {
	var deckThere, builder, here int64
	var path, tags, outline, encoding, separator string
	err := m.from.get([]any{&deckThere, &path, &builder, &tags, &outline, &encoding, &separator},
		"SELECT deck, path, builder, tags, outline, encoding, separator FROM source WHERE id = ?", there)
	if err != nil {
		return err
	}
	path = sharedPath(path, nil) // one that is not is a stranger's
	err = m.get([]any{&here}, "SELECT id FROM source WHERE path = ?", path)
	if errors.Is(err, sql.ErrNoRows) {
		most := 0
		for source, n := range m.sync.votes[there] {
			if n > most || n == most && source < here {
				here, most = source, n
			}
		}
		if most > 0 {
			err = nil
		}
	}
	if errors.Is(err, sql.ErrNoRows) {
		made, failed := m.exec(`INSERT INTO source (deck, path, sum, size, mtime, builder, tags, outline, encoding, separator)
			VALUES (?, ?, zeroblob(32), 0, 0, ?, ?, ?, ?, ?)`,
			m.decks[deckThere], path, builder, tags, outline, encoding, separator)
		if failed != nil {
			return failed
		}
		here, err = made.LastInsertId()
	}
	m.sources[there] = here
	return err
}

// takeMet adds the notes that are not here, and gives the others their newest text.
func (m *merger) takeMet() error {
	for _, n := range m.sync.notes {
		var err error
		switch {
		case n.here.id == 0:
			err = m.addMet(n)
		case n.counts:
			err = m.renewMet(n)
		default:
			err = m.keepMet(n)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *merger) addMet(n *metNote) error {
	home := m.decks[n.deck]
	if err := m.get([]any{&home}, "SELECT deck FROM source WHERE id = ?", m.sources[n.source]); err != nil {
		return err
	}
	section, err := m.sectionOf(n.section, home)
	if err != nil {
		return err
	}
	made, err := m.exec(`INSERT INTO note (uid, deck, source, section, line, text, explicit, rule, reason, parked, origin,
			sum, added, media, tags, stamp, earlier, unseen, anki, edited)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		n.uid, home, m.sources[n.source], section, n.line, n.text, n.explicit,
		n.rule, n.reason, n.parked, n.text, n.sum, n.added, n.media, n.tags, n.stamp, n.earlier, !n.edited, // no file here has it
		n.kept, n.changed)
	if err != nil {
		return err
	}
	m.done.Notes++
	n.counts = true
	m.notes[n.there], err = made.LastInsertId()
	return err
}

// renewMet gives a note the text that it has there.
func (m *merger) renewMet(n *metNote) error {
	h := &n.here
	m.notes[n.there] = h.id
	home := h.deck
	if to := m.decks[n.deck]; to > 0 {
		home = to
	}
	section, err := m.sectionOf(n.section, home)
	if err != nil {
		return err
	}
	origin, unseen := settledOrigin(h.text, h.origin, n.text, n.edited)
	source := h.source
	if n.leaves { // no file here has it where it is now
		origin, unseen, source = n.text, true, m.sources[n.source]
		if err := m.keepMoved(h, n.uid); err != nil {
			return err
		}
	}
	files, err := unpackFiles(n.media)
	if err != nil {
		return err
	}
	had, err := unpackFiles(h.media)
	if err != nil {
		return err
	}
	for name, kept := range had {
		if _, other := files[name]; !other && files != nil {
			files[name] = kept
		}
	}
	if files == nil {
		files = had
	}
	earlier := joinEarlier(n.text, earlierTexts(h.earlier), []string{textDigest(h.text)}, earlierTexts(n.earlier))
	_, err = m.exec(`UPDATE note SET source = ?, deck = ?, section = ?, text = ?, explicit = ?, rule = ?, reason = ?, parked = ?,
			origin = ?, sum = ?, media = ?, tags = ?, stamp = ?, earlier = ?, unseen = ?, anki = ?, edited = ? WHERE id = ?`,
		source, home, section, n.text, n.explicit, n.rule, n.reason, n.parked, origin, n.sum, packFiles(files),
		n.tags, n.stamp, earlier, unseen, n.kept, n.changed, h.id)
	if err == nil && home != h.deck {
		_, err = m.exec("UPDATE schedule SET deck = ? WHERE note = ?", home, h.id)
	}
	if err == nil && (n.text != h.text || n.tags != h.tags || section != h.section) {
		m.done.Edited++
	}
	if err == nil {
		err = m.notDue(n)
	}
	return err
}

// keepMet keeps the text that a note has here, which is the newest, and learns what it was before.
func (m *merger) keepMet(n *metNote) error {
	h := &n.here
	m.notes[n.there] = h.id
	earlier := joinEarlier(h.text, earlierTexts(n.earlier), []string{textDigest(n.text)}, earlierTexts(h.earlier))
	if _, err := m.exec("UPDATE note SET earlier = ? WHERE id = ? AND earlier <> ?", earlier, h.id, earlier); err != nil {
		return err
	}
	if n.wording != h.wording {
		return nil
	}
	files, err := uniteFiles(h.media, n.media)
	if err == nil && files != h.media {
		_, err = m.exec("UPDATE note SET media = ? WHERE id = ?", files, h.id)
	}
	return errors.Join(err, m.notDue(n))
}

// notDue says that the place has a note as it is here, with all of its cards and pictures.
func (m *merger) notDue(n *metNote) error {
	var due bool
	err := m.get([]any{&due}, "SELECT EXISTS (SELECT 1 FROM place_note WHERE place = ? AND note = ?)", m.sync.place, n.here.id)
	if err != nil || !due {
		return err
	}
	lacks, err := m.numbers("SELECT id FROM card WHERE note = ?", n.here.id)
	if err != nil {
		return err
	}
	there, err := m.from.numbers("SELECT id FROM card WHERE note = ?", n.there)
	if err != nil {
		return err
	}
	for _, id := range there {
		card, err := m.subjectOf(id)
		if err != nil {
			return err
		}
		lacks = slices.DeleteFunc(lacks, func(id int64) bool { return id == card })
	}
	if len(lacks) > 0 {
		return nil
	}
	if more, err := m.showsMore(n); err != nil || more {
		return err
	}
	_, err = m.exec("DELETE FROM place_note WHERE place = ? AND note = ?", m.sync.place, n.here.id)
	return err
}
