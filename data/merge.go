package data

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"maps"
	"slices"

	"recall/deck/anki"
	"recall/deck/match"
	"recall/srs"
)

// merger copies from another database what this one lacks. Row numbers differ between the two; ids do not.
type merger struct {
	*Store
	from *Store
	done *Merged
	at   Moment
	lost *int // counts the entries there that can't be trusted; nil: one of them stops the merge
	// anyone may have written what is there: it can add entries to the log, and neither replace nor fork any
	foreign bool
	ours    bool     // entries of this installation's own came along
	sync    *meeting // the other database is what a place has of other machines; nil: it is whole

	subjects map[int64]int64 // there to here
	decks    map[int64]int64 // there to here
	sources  map[int64]int64 // there to here
	sections map[inDeck]int64
	notes    map[int64]int64 // there to here
	// texts that the learner edited there, by note number there, for notes that still say here what their source said
	edits  map[int64]string
	made   map[int64]bool // decks that are new here
	raised map[int64]bool // decks purged here, whose text comes back
	parts  map[int64]bool // decks there that are a part of another one now

	ones   oneness       // ids that are known to be one
	said   [][2][16]byte // those that are found to be
	merged homes         // decks that are part of others

	newMerges []entry         // of these, those that are not in the log here
	filled    map[int64]int64 // decks deleted here into which one of these leads, and the stamp of that deletion
}

// inDeck is a section there, and the deck here in which it is needed.
type inDeck struct{ section, deck int64 }

func (m *merger) run() error {
	m.changeAt(m.at)
	m.subjects, m.decks, m.sources = map[int64]int64{}, map[int64]int64{}, map[int64]int64{}
	m.sections, m.notes, m.edits = map[inDeck]int64{}, map[int64]int64{}, map[int64]string{}
	m.made, m.raised, m.parts = map[int64]bool{}, map[int64]bool{}, map[int64]bool{}
	if m.sync != nil {
		return m.meet()
	}
	m.counting.all = true // rebuild counts the whole log at the end
	steps := []func() error{m.knowAliases, m.fillDecks, m.adopt, m.goOn, m.takeAside, m.knowSubjects, m.takeLog, m.takeDecks, m.takeSources,
		m.takeFolders, m.takeTypes, m.takeNotes, m.takeCards, m.takeEdits, m.takeSettings, m.takeMeta, m.uniteFound, m.keepFilled, m.dropEmpty}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	for deck := range m.raised {
		if err := m.setGone(deck, false, m.at); err != nil {
			return err
		}
		_, err := m.exec(`DELETE FROM source WHERE deck = ? AND purged = 1
			AND NOT EXISTS (SELECT 1 FROM note n WHERE n.source = source.id)`, deck)
		if err != nil {
			return err
		}
	}
	changed, err := m.rebuild()
	m.done.Changed = changed
	if err == nil && m.ours { // numbers of ours are known elsewhere, and there may be more of them than those that came
		err = m.newDevice()
	}
	return err
}

// subjectOf returns the number here of a subject there.
func (m *merger) subjectOf(id int64) (int64, error) {
	if here, ok := m.subjects[id]; ok {
		return here, nil
	}
	var uid []byte
	if err := m.from.get([]any{&uid}, "SELECT uid FROM subject WHERE id = ?", id); err != nil {
		return 0, err
	}
	return m.subjectWith(id, [16]byte(uid))
}

// subjectWith is subjectOf for a subject whose 16-byte id was read along with it.
func (m *merger) subjectWith(id int64, uid [16]byte) (int64, error) {
	if here, ok := m.subjects[id]; ok {
		return here, nil
	}
	here, _, err := m.subject(uid)
	m.subjects[id] = here
	return here, err
}

// subjectsAtOnce is how many subjects are looked up by one statement.
const subjectsAtOnce = 4096

// knowSubjects looks up the subjects that both sides have: one by one, that is a third of what taking an entry costs.
func (m *merger) knowSubjects() error {
	if m.lost != nil { // of a damaged file, those that can be read are looked up with their entries
		return nil
	}
	var ids []int64
	var uids [][]byte
	find := func() error {
		err := m.fed(len(ids), func(row, column int) any { return []any{uids[row], ids[row]}[column] }, func() error {
			return m.bulk(func(row []driver.Value) error {
				m.subjects[integer(row[0])] = integer(row[1])
				return nil
			}, "SELECT bulk(?, c1, s.id) FROM temp.feed CROSS JOIN subject s ON s.uid = c0")
		})
		ids, uids = ids[:0], uids[:0]
		return err
	}
	err := m.from.each(func(rows *sql.Rows) error {
		var id int64
		var uid []byte
		if err := rows.Scan(&id, &uid); err != nil {
			return err
		}
		if _, known := m.subjects[id]; !known {
			ids, uids = append(ids, id), append(uids, uid)
		}
		if len(ids) < subjectsAtOnce {
			return nil
		}
		return find()
	}, "SELECT id, uid FROM subject")
	if err != nil {
		return err
	}
	return find()
}

// takeDecks adds the decks that are not here. One that was merged is the deck that it is a part of now, if that is anywhere.
func (m *merger) takeDecks() error {
	var merged []deckThere
	err := m.from.each(func(rows *sql.Rows) error {
		var d deckThere
		var uid []byte
		if err := rows.Scan(&d.id, &uid, &d.name, &d.builtin, &d.active, &d.gone); err != nil {
			return err
		}
		d.home = m.merged.of([16]byte(uid))
		if d.home != m.ones.of([16]byte(uid)) {
			merged = append(merged, d)
			m.parts[d.id] = true
			return nil
		}
		here, err := m.subjectOf(d.id)
		if err != nil {
			return err
		}
		return m.takeDeck(here, d)
	}, "SELECT d.id, u.uid, d.name, d.builtin, d.active, d.gone FROM deck d JOIN subject u ON u.id = d.id")
	for _, d := range merged {
		var here int64
		if err == nil {
			here, _, err = m.subject(d.home)
		}
		if err == nil {
			err = m.takeDeck(here, d)
		}
	}
	return err
}

// deckThere is a deck of the other database.
type deckThere struct {
	id            int64
	name, builtin string
	active, gone  int
	home          [16]byte // the deck that it is a part of; its own id, if it is none
}

// takeDeck takes a deck for the one with a number here, and adds that if it is not here.
func (m *merger) takeDeck(here int64, d deckThere) error {
	m.decks[d.id] = here
	if m.sync != nil {
		if pair, ok := m.sync.paired[d.id]; ok {
			m.decks[d.id] = pair
			return nil
		}
	}
	var n, purged int
	err := m.get([]any{&n, &purged}, `SELECT count(*),
			total(gone AND EXISTS (SELECT 1 FROM source o WHERE o.deck = deck.id AND o.purged = 1))
		FROM deck WHERE id = ?`, here)
	if err != nil {
		return err
	}
	if n > 0 && (purged == 0 || d.gone > 0) {
		return nil
	}
	name, err := m.freeName(d.name)
	if err != nil {
		return err
	}
	m.done.Decks++
	if purged > 0 { // its text comes back with the merge, and needs a deck that is listed
		m.raised[here] = true
		_, err = m.exec("UPDATE deck SET name = ?, active = ?, gone = 0 WHERE id = ?", name, d.active, here)
		return err
	}
	m.made[here] = true
	_, err = m.exec("INSERT INTO deck (id, name, builtin, active, gone) VALUES (?, ?, ?, ?, ?)",
		here, name, d.builtin, d.active, d.gone)
	return err
}

// takeSources adds the source files of all decks that are not here.
func (m *merger) takeSources() error {
	return m.from.each(func(rows *sql.Rows) error {
		var there, deck, size, mtime, builder, undone, here int64
		var path, tags, outline, packed, encoding, separator string
		var purged, readable bool
		var sum []byte
		if err := rows.Scan(&there, &deck, &path, &sum, &size, &mtime, &builder, &tags, &purged,
			&undone, &outline, &packed, &encoding, &separator, &readable); err != nil {
			return err
		}
		if m.lost != nil && !readable {
			tags, outline = noTags, "{}"
		}
		if purged {
			if m.made[m.decks[deck]] { // only if the deck is new here: a purge there purges nothing here
				_, err := m.purgedSource(m.decks[deck])
				return err
			}
			return nil
		}
		err := m.get([]any{&here}, "SELECT id FROM source WHERE path = ?", path)
		if errors.Is(err, sql.ErrNoRows) {
			var made sql.Result
			made, err = m.exec(`INSERT INTO source (deck, path, sum, size, mtime, builder, tags, undone, outline, package, encoding, separator)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, m.decks[deck], path, sum, size, mtime, builder, tags, undone, outline,
				packed, encoding, separator)
			if err == nil {
				here, err = made.LastInsertId()
			}
		}
		m.sources[there] = here
		if err == nil && m.lost != nil && !readable {
			err = m.readAgain(here)
		}
		return err
	}, `SELECT id, deck, path, sum, size, mtime, builder, tags, purged, undone, outline, package, encoding, separator, `+readableSource+`
		FROM source o`)
}

// readAgain makes the next import read a source, even if it did not change: something of it was damaged there.
func (m *merger) readAgain(source int64) error {
	_, err := m.exec("UPDATE source SET sum = zeroblob(32), mtime = 0 WHERE id = ?", source)
	return err
}

// takeFolders adds the folders that are not here.
func (m *merger) takeFolders() error {
	return m.from.each(func(rows *sql.Rows) error {
		var path string
		var deck, skipBad int64
		if err := rows.Scan(&path, &deck, &skipBad); err != nil {
			return err
		}
		_, err := m.exec("INSERT INTO folder (path, deck, skip_bad) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", path,
			m.decks[deck], skipBad)
		return err
	}, "SELECT path, deck, skip_bad FROM folder")
}

// takeNotes adds the bullets that are not here, or are here without their text.
func (m *merger) takeNotes() error {
	type knownNote struct {
		id    int64
		text  string
		own   bool
		media string
		anki  bool
	}
	known := map[[16]byte]knownNote{}
	err := m.each(func(rows *sql.Rows) error {
		var n knownNote
		var uid []byte
		err := rows.Scan(&n.id, &uid, &n.text, &n.own, &n.media, &n.anki)
		known[[16]byte(uid)] = n
		return err
	}, "SELECT n.id, n.uid, n.text, n.origin <> '', n.media, n.anki <> '' FROM note n JOIN source o ON o.id = n.source WHERE o.purged = 0")
	if err != nil {
		return err
	}
	return m.from.each(func(rows *sql.Rows) error {
		var there, deck, source, section, line, parked, sum, added, edited, stamp, unseen int64
		var uid []byte
		var text, explicit, rule, reason, origin, media, tags, kept, earlier string
		var purged, readable bool
		err := rows.Scan(&there, &uid, &deck, &source, &section, &line, &text, &explicit, &rule, &reason,
			&parked, &origin, &sum, &added, &media, &tags, &kept, &edited, &stamp, &earlier, &unseen, &purged, &readable)
		if err != nil {
			return err
		}
		damaged := m.lost != nil && (!readable || textSum(text) != sum)
		if _, ok := anki.ReadKept(kept); !ok {
			kept = ""
		}
		if here, ok := known[[16]byte(uid)]; ok {
			m.notes[there] = here.id
			if damaged {
				return nil
			}
			if origin != "" && origin == here.text && !here.own {
				m.edits[there] = text
			}
			if here.text == text && !purged {
				return m.takeBeside(here.id, here.media, media, here.anki, kept)
			}
			return nil
		}
		if purged {
			return nil
		}
		if damaged {
			m.done.Damaged++
			return m.readAgain(m.sources[source])
		}
		if _, err := m.forget([16]byte(uid)); err != nil {
			return err
		}
		home := m.decks[deck]
		// the file may have moved to another deck here, when two were merged: its bullets follow it
		if err := m.get([]any{&home}, "SELECT deck FROM source WHERE id = ?", m.sources[source]); err != nil {
			return err
		}
		place, err := m.sectionOf(section, home)
		if err != nil {
			return err
		}
		made, err := m.exec(`INSERT INTO note (uid, deck, source, section, line, text, explicit, rule, reason, parked, origin, sum, added,
				media, tags, anki, edited, stamp, earlier, unseen)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			uid, home, m.sources[source], place, line, text, explicit, rule, reason, parked, origin, sum, added, media, tags,
			kept, edited, stamp, earlier, unseen)
		if err != nil {
			return err
		}
		m.done.Notes++
		m.notes[there], err = made.LastInsertId()
		return err
	}, `SELECT n.id, n.uid, n.deck, n.source, n.section, n.line, n.text, n.explicit, n.rule, n.reason,
			n.parked, n.origin, n.sum, n.added, n.media, n.tags, n.anki, n.edited, n.stamp, n.earlier, n.unseen, o.purged, `+readableNote+`
		FROM note n JOIN source o ON o.id = n.source LEFT JOIN section x ON x.id = n.section ORDER BY n.id`)
}

// takeBeside gives a bullet that is here what the same bullet has there beside its text: the files that came along with
// it, and what Anki knows of it. What is here already stays.
func (m *merger) takeBeside(note int64, media, mediaThere string, known bool, kept string) error {
	if media != mediaThere && mediaThere != "" {
		files, err := unpackFiles(mediaThere)
		if err != nil {
			return nil // damaged there
		}
		here, err := unpackFiles(media)
		if err != nil {
			return err
		}
		maps.Copy(files, here)
		if packed := packFiles(files); packed != media {
			if _, err := m.exec("UPDATE note SET media = ? WHERE id = ?", packed, note); err != nil {
				return err
			}
		}
	}
	if known || kept == "" {
		return nil
	}
	_, err := m.exec("UPDATE note SET anki = ? WHERE id = ?", kept, note)
	return err
}

// sectionOf returns the number here of a section there, and makes the section if it is missing.
func (m *merger) sectionOf(there, deck int64) (int64, error) {
	if here, ok := m.sections[inDeck{there, deck}]; ok {
		return here, nil
	}
	var chapter, headings, label, grp string
	err := m.from.get([]any{&chapter, &headings, &label, &grp},
		"SELECT chapter, headings, label, grp FROM section WHERE id = ?", there)
	if err != nil {
		return 0, err
	}
	here, err := m.sectionIn(deck, chapter, headings, label, grp)
	m.sections[inDeck{there, deck}] = here
	return here, err
}

// takeCards adds the cards that are not here, if their bullet is.
func (m *merger) takeCards() error {
	return m.from.each(func(rows *sql.Rows) error {
		var there, note, rankThere int64
		var follower int
		var parked, readable bool
		var c [10]any // slot to weakness, copied unchanged
		dest := []any{&there, &note, &rankThere, &follower, &parked, &readable}
		for i := range c {
			dest = append(dest, &c[i])
		}
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		here, err := m.subjectOf(there)
		if err != nil {
			return err
		}
		var n int
		if err := m.get([]any{&n}, "SELECT count(*) FROM card WHERE id = ?", here); err != nil || n > 0 {
			return err
		}
		home, ok := m.notes[note]
		if !ok {
			return nil
		}
		if err := m.get([]any{&n}, "SELECT count(*) FROM card WHERE note = ? AND slot = ?", home, c[0]); err != nil ||
			n > 0 {
			return err // here it has its own id and its own history: see adopt
		}
		var deck, source int64
		var line int
		if err := m.get([]any{&deck, &source, &line}, "SELECT deck, source, line FROM note WHERE id = ?",
			home); err != nil {
			return err
		}
		if m.lost != nil && !readable {
			return m.readAgain(source)
		}
		_, err = m.exec(`INSERT INTO card (id, note, slot, context, front, back, extra, accept, members, forms, draft, weakness)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, append([]any{here, home}, c[:]...)...)
		if err != nil {
			return err
		}
		m.done.Cards++
		draft, _ := c[8].(int64)
		_, err = m.exec(freshSchedule, here, deck, home, rank(source, line, int(rankThere&0xff)), min(follower, locked),
			hold(srs.Fresh, draft == 1), srs.StartEase)
		if err == nil && m.raised[deck] && !parked { // it was parked by the purge alone
			_, _, err = m.act(&entry{subject: here, kind: srs.Revive}, m.at)
		}
		return err
	}, `SELECT c.id, c.note, s.rank, s.follower, s.hold & {parked} > 0, `+readableCard+`, c.slot, c.context, c.front, c.back,
			c.extra, c.accept, c.members, c.forms, c.draft, c.weakness
		FROM card c JOIN schedule s ON s.card = c.id ORDER BY c.id`)
}

// takeEdits gives notes the text that the learner gave them there. What the edit did to their schedules is already in
// the log.
func (m *merger) takeEdits() error {
	for _, there := range slices.Sorted(maps.Keys(m.edits)) {
		note, err := m.storedNote("n.id = ?", m.notes[there])
		if err != nil {
			return err
		}
		if _, err := m.rewrite(note, m.edits[there], match.Fixed, m.at); err != nil {
			return err
		}
	}
	return nil
}

// dropEmpty removes decks that are new here and got nothing, because all their files are in other decks here.
func (m *merger) dropEmpty() error {
	for deck := range m.made {
		var some bool
		err := m.get([]any{&some}, `SELECT EXISTS (SELECT 1 FROM source WHERE deck = ?1)
			OR EXISTS (SELECT 1 FROM note WHERE deck = ?1)`, deck)
		if err != nil {
			return err
		}
		if some {
			continue
		}
		m.done.Decks--
		if err := m.removeDeck(deck); err != nil {
			return err
		}
	}
	return nil
}
