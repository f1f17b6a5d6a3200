package data

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"

	"recall/deck"
	"recall/srs"
)

// Applied counts what an import made.
type Applied struct {
	Notes, Cards, Drafts int // new ones
}

// ErrPlanIsOld says that the deck changed between Plan and Apply.
var ErrPlanIsOld = errors.New("another recall changed the deck in the meantime; nothing was imported, run it again")

// Apply carries a plan out in one transaction: all of it or nothing.
func (s *Store) Apply(p *Plan, at Moment) (Applied, error) {
	a := applier{Store: s, plan: p, at: at, uids: map[[16]byte]bool{}, sections: map[string]int64{}}
	err := s.write(func() error {
		now, err := s.plan(p.Deck, p.Files) // the lock is held: what it finds stays true
		if err != nil {
			return err
		}
		for kind, n := range p.Count {
			if now.Count[kind] != n {
				return ErrPlanIsOld
			}
		}
		a.plan = now
		return a.run()
	})
	return a.done, err
}

// applier carries one plan out.
type applier struct {
	*Store
	plan     *Plan
	at       Moment
	done     Applied
	sources  []int64           // by file of the plan
	purged   bool              // the deck has notes without text, whose ids may be wanted again
	rebuilt  []bool            // by file: its stored cards were made by an older builder
	uids     map[[16]byte]bool // of the deck's notes
	sections map[string]int64
}

func (a *applier) run() error {
	if err := a.makeDeck(); err != nil {
		return err
	}
	if len(a.plan.pairs) == 0 && a.plan.isCopy() {
		return nil // a file that brings nothing is no source
	}
	if err := a.makeSources(); err != nil {
		return err
	}
	err := a.each(func(rows *sql.Rows) error {
		var uid []byte
		if err := rows.Scan(&uid); err != nil {
			return err
		}
		a.uids[[16]byte(uid)] = true
		return nil
	}, "SELECT n.uid FROM note n JOIN source o ON o.id = n.source WHERE n.deck = ? AND o.path NOT LIKE 'purged:%'", a.plan.deckID)
	if err != nil {
		return err
	}
	if err := a.get([]any{&a.purged}, "SELECT EXISTS (SELECT 1 FROM source WHERE deck = ? AND path LIKE 'purged:%')", a.plan.deckID); err != nil {
		return err
	}
	stored, err := a.storedNotes(&Plan{deckID: a.plan.deckID, Files: a.plan.Files, New: a.plan.New})
	if err != nil {
		return err
	}
	for _, pair := range a.plan.pairs {
		switch {
		case pair.Old < 0:
			err = a.insert(a.plan.notes[pair.New])
		case pair.New < 0:
			err = a.park(pair.Old, stored[pair.Old])
		default:
			err = a.update(pair, stored[pair.Old])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *applier) makeDeck() error {
	if !a.plan.New {
		_, err := a.exec("UPDATE deck SET gone = 0 WHERE id = ? AND gone = 1", a.plan.deckID)
		if err == nil && a.plan.renames {
			_, err = a.exec("UPDATE deck SET name = ? WHERE id = ?", a.plan.Deck, a.plan.deckID)
		}
		return err
	}
	id, _, err := a.subject(a.plan.uid)
	if err != nil {
		return err
	}
	a.plan.deckID = id
	if _, err := a.exec("INSERT INTO deck (id, name, builtin, active) VALUES (?, ?, '', 1)", id, a.plan.Deck); err != nil {
		return err
	}
	return a.configureNew(id, a.at)
}

func (a *applier) makeSources() error {
	for _, f := range a.plan.Files {
		var id int64
		var builder int
		var sum []byte
		var had string
		tags, err := json.Marshal(append([]string{}, f.Doc.Tags...))
		if err != nil {
			return err
		}
		err = a.get([]any{&id, &builder, &sum, &had}, "SELECT id, builder, sum, tags FROM source WHERE path = ?", f.Path)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			made, err := a.exec("INSERT INTO source (deck, path, sum, size, mtime, builder, tags) VALUES (?, ?, ?, ?, ?, ?, ?)",
				a.plan.deckID, f.Path, f.Sum[:], f.Size, f.Mtime, builderVersion, string(tags))
			if err != nil {
				return err
			}
			if id, err = made.LastInsertId(); err != nil {
				return err
			}
			builder = builderVersion
		case err != nil:
			return err
		case builder != builderVersion || !bytes.Equal(sum, f.Sum[:]) || had != string(tags):
			_, err := a.exec("UPDATE source SET deck = ?, sum = ?, size = ?, mtime = ?, builder = ?, tags = ? WHERE id = ?",
				a.plan.deckID, f.Sum[:], f.Size, f.Mtime, builderVersion, string(tags), id)
			if err != nil {
				return err
			}
		}
		a.sources = append(a.sources, id)
		a.rebuilt = append(a.rebuilt, builder != builderVersion)
	}
	return nil
}

// section returns the place of a bullet. Headings leave out a document's own title.
func (a *applier) section(b *deck.Bullet) (int64, error) {
	list := b.Headings
	if list == nil {
		list = []string{}
	}
	headings, err := json.Marshal(list)
	if err != nil {
		return 0, err
	}
	key := string(headings) + "\x00" + b.Label + "\x00" + b.Group
	if id, ok := a.sections[key]; ok {
		return id, nil
	}
	chapter := ""
	if len(list) > 0 {
		chapter = list[0]
	}
	id, err := a.sectionIn(a.plan.deckID, chapter, string(headings), b.Label, b.Group)
	a.sections[key] = id
	return id, err
}

// sectionIn returns a deck's section, made where there is none.
func (s *Store) sectionIn(deck int64, chapter, headings, label, grp string) (id int64, err error) {
	err = s.get([]any{&id}, "SELECT id FROM section WHERE deck = ? AND headings = ? AND label = ? AND grp = ?", deck, headings, label, grp)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	made, err := s.exec("INSERT INTO section (deck, chapter, headings, label, grp) VALUES (?, ?, ?, ?, ?)", deck, chapter, headings, label, grp)
	if err != nil {
		return 0, err
	}
	return made.LastInsertId()
}

func (a *applier) insert(n placed) error {
	section, err := a.section(&n.note.Bullet)
	if err != nil {
		return err
	}
	var uid [16]byte
	for ordinal := 0; ; ordinal++ {
		uid = deck.NoteUID(a.plan.uid, deck.Normal(n.note.Text), n.note.Group, ordinal)
		if !a.uids[uid] {
			break
		}
	}
	a.uids[uid] = true
	if a.purged {
		if _, err := a.forget(uid); err != nil {
			return err
		}
	}
	source := a.sources[n.file]
	made, err := a.exec(`INSERT INTO note (uid, deck, source, section, line, text, explicit, rule, reason, changed, parked, sum)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, ?)`,
		uid[:], a.plan.deckID, source, section, n.note.Line, n.note.Text, n.note.ID, n.note.Rule, string(n.note.Reason), textSum(n.note.Text))
	if err != nil {
		return err
	}
	id, err := made.LastInsertId()
	if err != nil {
		return err
	}
	a.done.Notes++
	for ord := range n.note.Cards {
		if err := a.insertCard(id, uid, source, n.note.Line, ord, &n.note.Cards[ord]); err != nil {
			return err
		}
	}
	return nil
}

// freshSchedule makes the schedule of a card without a log.
const freshSchedule = `INSERT INTO schedule (card, deck, note, rank, follower, hold, reps, lapses, interval, ease, due, last, seen, grade, buried, marks)
	VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, ?, 0, 0, 0, 0, 0, 0)`

func (a *applier) insertCard(note int64, noteUID [16]byte, source int64, line, ord int, c *deck.Card) error {
	id, known, err := a.freeSubject(noteUID, c.Slot)
	if err != nil {
		return err
	}
	accept, err1 := list(c.Accept)
	members, err2 := list(c.Members)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	_, err = a.exec(`INSERT INTO card (id, note, slot, context, front, back, extra, accept, members, forms, draft, weakness)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, note, c.Slot, c.Context, c.Prompt, c.Answer, c.Extra, accept, members, int(c.Forms), c.Draft, c.Weakness)
	if err != nil {
		return err
	}
	follower := leads
	if c.Follows() {
		follower = locked
	}
	if c.Draft {
		a.done.Drafts++
	} else {
		a.done.Cards++
	}
	_, err = a.exec(freshSchedule,
		id, a.plan.deckID, note, rank(source, line, ord), follower, hold(srs.Fresh, c.Draft), srs.StartEase)
	if err != nil || !known {
		return err
	}
	state, err := a.replay(id) // entries came before their card
	if err != nil {
		return err
	}
	if err := a.writeState(id, state); err != nil || !state.Parked {
		return err
	}
	_, _, err = a.act(&entry{subject: id, kind: srs.Revive}, a.at)
	return err
}

// freeSubject returns a number for a card's id that no card has. A slot's name can come back in a note after its first owner moved on to
// another name: the new card then takes the next id.
func (a *applier) freeSubject(note [16]byte, slot string) (id int64, known bool, err error) {
	for {
		id, known, err = a.subject(deck.CardUID(note, slot))
		if err != nil || !known {
			return id, known, err
		}
		var one int
		err = a.get([]any{&one}, "SELECT 1 FROM card WHERE id = ?", id)
		if errors.Is(err, sql.ErrNoRows) {
			return id, true, nil
		}
		if err != nil {
			return 0, false, err
		}
		slot += "+"
	}
}

// list writes strings as a JSON array, NULL where there are none.
func list(of []string) (any, error) {
	if len(of) == 0 {
		return nil, nil
	}
	text, err := json.Marshal(of)
	return string(text), err
}

func (a *applier) park(old int, n deck.Stored) error {
	if n.Parked || a.plan.old[old].own != "" { // what the learner wrote stays, with or without its source
		return nil
	}
	if _, err := a.exec("UPDATE note SET parked = 1 WHERE id = ?", a.plan.old[old].id); err != nil {
		return err
	}
	for _, c := range n.Cards {
		if _, _, err := a.act(&entry{subject: c.ID, kind: srs.Park}, a.at); err != nil {
			return err
		}
	}
	return nil
}

func (a *applier) update(pair deck.Pair, n deck.Stored) error {
	o, to := a.plan.old[pair.Old], a.plan.notes[pair.New]
	section, err := a.section(&to.note.Bullet)
	if err != nil {
		return err
	}
	source := a.sources[to.file]
	if o.own != "" && o.own != to.note.Text {
		return a.moveOwn(o, section, source, to.note)
	}
	changed := o.changed
	if pair.Kind == deck.Changed {
		changed = n.Text
	}
	_, err = a.exec(`UPDATE note SET source = ?, section = ?, line = ?, text = ?, explicit = ?, rule = ?, reason = ?, changed = ?, parked = 0, origin = '', sum = ?
		WHERE id = ? AND (source, section, line, text, explicit, rule, reason, changed, parked, origin) IS NOT (?, ?, ?, ?, ?, ?, ?, ?, 0, '')`,
		source, section, to.note.Line, to.note.Text, to.note.ID, to.note.Rule, string(to.note.Reason), changed, textSum(to.note.Text),
		o.id, source, section, to.note.Line, to.note.Text, to.note.ID, to.note.Rule, string(to.note.Reason), changed)
	if err != nil {
		return err
	}
	for _, cp := range deck.MatchCards(n.Cards, to.note.Cards) {
		switch {
		case cp.Old < 0:
			c := to.note.Cards[cp.New]
			if a.rebuilt[to.file] && pair.Kind == deck.Same {
				c.Draft, c.Weakness = true, "made by a newer deck builder"
			}
			err = a.insertCard(o.id, n.UID, source, to.note.Line, cp.New, &c)
		case cp.New < 0:
			err = a.parkCard(n.Cards[cp.Old].ID)
		default:
			err = a.updateCard(pair.Kind, n.Cards[cp.Old].ID, source, to.note.Line, cp.New, &to.note.Cards[cp.New])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// moveOwn follows the source of a note that the learner edited: its place and what stands there now. Text and cards stay the learner's.
func (a *applier) moveOwn(o oldNote, section, source int64, to *deck.Note) error {
	_, err := a.exec(`UPDATE note SET source = ?, section = ?, line = ?, origin = ? WHERE id = ? AND (source, section, line, origin) IS NOT (?, ?, ?, ?)`,
		source, section, to.Line, to.Text, o.id, source, section, to.Line, to.Text)
	if err != nil {
		return err
	}
	_, err = a.exec("UPDATE schedule SET rank = ?2 + (rank & 255) WHERE note = ?1 AND rank <> ?2 + (rank & 255)", o.id, rank(source, to.Line, 0))
	return err
}

func (a *applier) parkCard(card int64) error {
	state, err := a.readState(card)
	if err != nil || state.Parked {
		return err
	}
	_, _, err = a.act(&entry{subject: card, kind: srs.Park}, a.at)
	return err
}

func (a *applier) updateCard(kind deck.Kind, card, source int64, line, ord int, c *deck.Card) error {
	accept, err1 := list(c.Accept)
	members, err2 := list(c.Members)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	_, err := a.exec(`UPDATE card SET slot = ?, context = ?, front = ?, back = ?, extra = ?, accept = ?, members = ?, forms = ?
		WHERE id = ? AND (slot, context, front, back, extra, accept, members, forms) IS NOT (?, ?, ?, ?, ?, ?, ?, ?)`,
		c.Slot, c.Context, c.Prompt, c.Answer, c.Extra, accept, members, int(c.Forms),
		card, c.Slot, c.Context, c.Prompt, c.Answer, c.Extra, accept, members, int(c.Forms))
	if err != nil {
		return err
	}
	if _, err := a.exec("UPDATE schedule SET rank = ?2 WHERE card = ?1 AND rank <> ?2", card, rank(source, line, ord)); err != nil {
		return err
	}
	state, err := a.readState(card)
	if err != nil {
		return err
	}
	if state.Parked {
		if _, _, err := a.act(&entry{subject: card, kind: srs.Revive}, a.at); err != nil {
			return err
		}
	}
	if kind == deck.Changed && !state.New() {
		_, _, err = a.act(&entry{subject: card, kind: srs.Changed}, a.at)
	}
	return err
}
