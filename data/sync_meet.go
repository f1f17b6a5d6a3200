package data

import (
	"database/sql"
	"errors"
	"slices"

	"recall/deck"
	"recall/deck/inline"
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
}

// metNote is a note that the other side has.
type metNote struct {
	there, deck, source, section, line, parked, sum, added, stamp int64
	kept                                                          string // what Anki keeps of it
	changed                                                       int64  // note.edited
	uid                                                           []byte
	text, explicit, rule, reason, origin, media, tags, earlier    string
	edited                                                        bool // the learner's own text, which no source has
	cards                                                         int

	here  knownNote // id 0: it is not here
	newer bool      // it counts
}

// knownNote is the same note here.
type knownNote struct {
	id, source, deck, stamp      int64
	text, origin, earlier, media string
	unseen                       bool
	cards                        int
}

func (m *merger) meet() error {
	m.sync.votes, m.sync.cards, m.sync.decks = map[int64]map[int64]int{}, map[int64]bool{}, map[int64]bool{}
	if _, err := m.exec("UPDATE place SET taking = 1 WHERE id = ?", m.sync.place); err != nil {
		return err
	}
	var err error
	if m.sync.paired, err = m.adoptDecks(); err != nil {
		return err
	}
	steps := []func() error{m.goOn, m.meetNotes, m.adoptMet, m.takeLog, m.takeDecks, m.meetSources, m.takeTypes,
		m.takeMet, m.meetCards, m.takeSettings, m.dropEmpty, m.replayMet}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	for _, query := range []string{
		`INSERT INTO place_note (place, note) SELECT p.id, t.note FROM place p JOIN touched t
			WHERE p.id <> ? AND p.direction <> 'pull' AND p.forgotten = 0 ON CONFLICT DO UPDATE SET push = 0`,
		"UPDATE place SET taking = 0 WHERE id = ?",
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

// meetNotes reads the notes there, and which of them are here.
func (m *merger) meetNotes() error {
	err := m.from.each(func(rows *sql.Rows) error {
		var n metNote
		var unseen bool
		err := rows.Scan(&n.there, &n.uid, &n.deck, &n.source, &n.section, &n.line, &n.text, &n.explicit, &n.rule, &n.reason,
			&n.parked, &n.origin, &n.sum, &n.added, &n.media, &n.tags, &n.stamp, &n.earlier, &unseen, &n.kept, &n.changed,
			&n.cards)
		n.edited = n.origin != "" && !unseen
		m.sync.notes = append(m.sync.notes, &n)
		return err
	}, `SELECT id, uid, deck, source, section, line, text, explicit, rule, reason, parked, origin, sum, added, media, tags,
		stamp, earlier, unseen, anki, edited, (SELECT count(*) FROM card c WHERE c.note = note.id) FROM note ORDER BY id`)
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
	err = m.get([]any{&h.id, &h.source, &h.deck, &h.stamp, &h.text, &h.origin, &h.unseen, &h.earlier, &h.media,
		&h.cards, &purged}, `SELECT n.id, n.source, n.deck, n.stamp, n.text, n.origin, n.unseen, n.earlier, n.media,
			(SELECT count(*) FROM card c WHERE c.note = n.id), o.purged
		FROM note n JOIN source o ON o.id = n.source WHERE n.uid = ? ORDER BY o.purged, n.id LIMIT 1`, n.uid)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	n.newer = newerText(n.stamp, n.text, h.stamp, h.text)
	return purged, err
}

// adoptMet gives bullets one id that two machines made from the same text with two, as their first texts differed. The
// id with a history stays; else every machine takes the lower one.
func (m *merger) adoptMet() error {
	fresh := map[int64][]*metNote{} // notes that are not here, by deck here
	for _, n := range m.sync.notes {
		if here, ok := m.sync.paired[n.deck]; ok && n.here.id == 0 {
			fresh[here] = append(fresh[here], n)
		}
	}
	for deckID, list := range fresh {
		if err := m.adoptMetIn(deckID, list); err != nil {
			return err
		}
	}
	return nil
}

func (m *merger) adoptMetIn(deckID int64, list []*metNote) error {
	var uid []byte
	if err := m.get([]any{&uid}, "SELECT uid FROM subject WHERE id = ?", deckID); err != nil {
		return err
	}
	waiting := map[bulletKey][]*knownNote{}
	uids := map[*knownNote][16]byte{}
	err := m.keyed(deckID, func(id int64, uid [16]byte, k bulletKey) error {
		h := &knownNote{id: id}
		waiting[k], uids[h] = append(waiting[k], h), uid
		return nil
	})
	if err != nil || len(waiting) == 0 {
		return err
	}
	for _, n := range list {
		var k bulletKey
		err := m.from.get([]any{&k.headings, &k.label, &k.group},
			"SELECT headings, label, grp FROM section WHERE id = ?", n.section)
		if err != nil {
			return err
		}
		k.text = n.text
		if n.edited {
			k.text = n.origin
		}
		found := waiting[k]
		at := slices.IndexFunc(found, func(h *knownNote) bool { return !m.sync.holders.share([16]byte(n.uid), uids[h]) })
		if at < 0 {
			continue
		}
		h := found[at]
		if twins([16]byte(uid), k, [16]byte(n.uid), uids[h]) {
			continue // two bullets of the same words
		}
		waiting[k] = slices.Delete(found, at, at+1)
		if err := m.agree(n, h.id, uids[h]); err != nil {
			return err
		}
	}
	return nil
}

// twins reports whether two ids were both made from these words: of two bullets that say the same.
func twins(deckUID [16]byte, k bulletKey, one, two [16]byte) bool {
	const most = 16
	made := 0
	normal := inline.Frozen(k.text)
	for ordinal := range most {
		if id := deck.NoteUID(deckUID, normal, k.group, ordinal); id == one || id == two {
			made++
		}
	}
	return made == 2
}

// agree decides on one id for a note there and one here.
func (m *merger) agree(n *metNote, here int64, uid [16]byte) error {
	const logged = "SELECT EXISTS (SELECT 1 FROM card c JOIN log l ON l.subject = c.id WHERE c.note = ?)"
	var ours, theirs bool
	if err := errors.Join(m.get([]any{&ours}, logged, here), m.from.get([]any{&theirs}, logged, n.there)); err != nil {
		return err
	}
	if !ours && (theirs || slices.Compare(n.uid, uid[:]) < 0) {
		if _, err := m.exec("UPDATE note SET uid = ? WHERE id = ?", n.uid, here); err != nil {
			return err
		}
		if err := m.adoptCards(n.there, here); err != nil {
			return err
		}
		_, err := m.find(n)
		return err
	}
	// ours stays, and is due there, so that the others take it
	_, err := m.exec("INSERT INTO place_note (place, note) VALUES (?, ?) ON CONFLICT DO UPDATE SET push = 0",
		m.sync.place, here)
	if err != nil {
		return err
	}
	m.sync.notes = slices.DeleteFunc(m.sync.notes, func(o *metNote) bool { return o == n })
	return nil
}

// meetSources finds where the notes there stand here. A file of a machine has another path on each: it is the source in
// which most of its notes stand here, or one of its own, which waits for the file to be imported.
func (m *merger) meetSources() error {
	for _, n := range m.sync.notes {
		if n.here.id != 0 {
			if m.sync.votes[n.source] == nil {
				m.sync.votes[n.source] = map[int64]int{}
			}
			m.sync.votes[n.source][n.here.source]++
		}
	}
	needed := map[int64]bool{}
	for _, n := range m.sync.notes {
		if n.here.id == 0 {
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
		case n.newer:
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
	origin, unseen := n.origin, false
	if !n.edited { // until a file here has it, no file can lack it
		origin, unseen = n.text, true
	}
	made, err := m.exec(`INSERT INTO note (uid, deck, source, section, line, text, explicit, rule, reason, parked, origin,
			sum, added, media, tags, stamp, earlier, unseen, anki, edited)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		n.uid, home, m.sources[n.source], section, n.line, n.text, n.explicit,
		n.rule, n.reason, n.parked, origin, n.sum, n.added, n.media, n.tags, n.stamp, n.earlier, unseen,
		n.kept, n.changed)
	if err != nil {
		return err
	}
	m.done.Notes++
	n.newer = true
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
	was := h.text // what the file here says, if it was read
	if h.origin != "" {
		was = h.origin
	}
	nowhere := h.unseen && h.origin == h.text // no file here has ever had it
	origin, unseen := was, !n.edited
	switch {
	case nowhere && n.edited:
		origin = n.origin
	case nowhere:
		origin = n.text
	case !n.edited && was == n.text:
		origin, unseen = "", false
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
	_, err = m.exec(`UPDATE note SET deck = ?, section = ?, text = ?, explicit = ?, rule = ?, reason = ?, parked = ?,
			origin = ?, sum = ?, media = ?, tags = ?, stamp = ?, earlier = ?, unseen = ?, anki = ?, edited = ? WHERE id = ?`,
		home, section, n.text, n.explicit, n.rule, n.reason, n.parked, origin, n.sum, packFiles(files),
		n.tags, n.stamp, earlier, unseen, n.kept, n.changed, h.id)
	if err == nil && home != h.deck {
		_, err = m.exec("UPDATE schedule SET deck = ? WHERE note = ?", home, h.id)
	}
	if err == nil && n.text != h.text {
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
	if n.stamp == h.stamp && n.text == h.text {
		return m.notDue(n)
	}
	return nil
}

// notDue says that the place has a note as it is here.
func (m *merger) notDue(n *metNote) error {
	if n.here.cards > n.cards {
		return nil
	}
	_, err := m.exec("DELETE FROM place_note WHERE place = ? AND note = ?", m.sync.place, n.here.id)
	return err
}

// meetCards adds the cards that are not here, and gives those of newer notes the words that they have there.
func (m *merger) meetCards() error {
	newer := map[int64]*metNote{}
	for _, n := range m.sync.notes {
		newer[n.there] = n
	}
	return m.from.each(func(rows *sql.Rows) error {
		var there, note, rankThere int64
		var follower int
		var c [10]any // slot to weakness, copied unchanged
		dest := []any{&there, &note, &rankThere, &follower}
		for i := range c {
			dest = append(dest, &c[i])
		}
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		n, home := newer[note], m.notes[note]
		if n == nil || home == 0 {
			return nil
		}
		here, err := m.subjectOf(there)
		if err != nil {
			return err
		}
		var deckID, source int64
		var line int
		err = m.get([]any{&deckID, &source, &line}, "SELECT deck, source, line FROM note WHERE id = ?", home)
		if err != nil {
			return err
		}
		place := rank(source, line, int(rankThere&0xff))
		var at, stamp int64
		err = m.get([]any{&at, &stamp},
			"SELECT c.note, n.stamp FROM card c JOIN note n ON n.id = c.note WHERE c.id = ?", here)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return m.addCard(here, home, deckID, place, follower, c)
		case err != nil || !n.newer || at != home && stamp > n.stamp:
			return err
		}
		_, err = m.exec(`UPDATE card SET note = ?, slot = ?, context = ?, front = ?, back = ?, extra = ?, accept = ?,
			members = ?, forms = ?, draft = ?, weakness = ? WHERE id = ?`, append(append([]any{home}, c[:]...), here)...)
		if err != nil {
			return err
		}
		m.sync.cards[here] = true
		_, err = m.exec(`UPDATE schedule SET note = ?1, deck = ?2, rank = ?3,
			follower = iif(?4 = {leads} OR follower = {leads}, ?4, follower) WHERE card = ?5`,
			home, deckID, place, min(follower, locked), here)
		return err
	}, `SELECT c.id, c.note, s.rank, s.follower, c.slot, c.context, c.front, c.back,
			c.extra, c.accept, c.members, c.forms, c.draft, c.weakness
		FROM card c JOIN schedule s ON s.card = c.id ORDER BY c.id`)
}

// addCard adds a card of another machine, whose log may be here already.
func (m *merger) addCard(card, note, deckID, place int64, follower int, c [10]any) error {
	if err := m.countAgain(note, card); err != nil {
		return err
	}
	_, err := m.exec(`INSERT INTO card (id, note, slot, context, front, back, extra, accept, members, forms, draft,
			weakness)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, append([]any{card, note}, c[:]...)...)
	if err != nil {
		return err
	}
	m.done.Cards++
	m.sync.cards[card] = true
	draft, _ := c[8].(int64)
	_, err = m.exec(freshSchedule, card, deckID, note, place, min(follower, locked), hold(srs.Fresh, draft == 1),
		srs.StartEase)
	if err == nil { // the note is here as before, but for its new card
		_, err = m.exec("INSERT OR IGNORE INTO touched SELECT id, text FROM note WHERE id = ?", note)
	}
	return err
}

// touch notes which schedules an entry may change.
func (m *meeting) touch(e *entry) {
	if e.kind == srs.Config {
		m.decks[e.subject] = true
	} else {
		m.cards[e.subject] = true
	}
}

// manyMet is the number of cards above which a replay of the whole log is cheaper than one of each card.
const manyMet = 2000

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
	if len(m.sync.cards) > manyMet {
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
