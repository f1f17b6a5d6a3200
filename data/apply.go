package data

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"recall/deck"
	"recall/deck/match"
	"recall/srs"
)

// Applied counts what an import created.
type Applied struct {
	Notes, Cards, Drafts int // new ones only
}

// ErrPlanIsOld reports that the deck changed between Plan and Apply.
var ErrPlanIsOld = errors.New("another recall changed the deck in the meantime; nothing was imported, run it again")

// Apply carries out a plan in one transaction: all of it or nothing. It is not an import that UndoImport takes back: it
// serves edits of single bullets, and what the program brings itself.
func (s *Store) Apply(p *Plan, at Moment) (done Applied, err error) {
	err = s.write(func() error {
		all, err := s.applyAll([]*Plan{p}, at)
		if err == nil {
			done = all[0]
		}
		return err
	})
	return done, err
}

// Import carries out plans in one transaction: all of them or nothing. They are plans of one call of Plans. If they
// change anything, UndoImport can take them back, until the next import.
func (s *Store) Import(plans []*Plan, at Moment) (done []Applied, err error) {
	err = s.write(func() error {
		if !slices.ContainsFunc(plans, (*Plan).Changed) {
			done, err = s.applyAll(plans, at)
			return err
		}
		return s.recorded(plans, at, func() error {
			done, err = s.applyAll(plans, at)
			return err
		})
	})
	return done, err
}

func (s *Store) applyAll(plans []*Plan, at Moment) (done []Applied, err error) {
	if err := s.renew(plans); err != nil {
		return nil, err
	}
	s.meter.done, s.meter.all = 0, 0
	for _, p := range plans {
		s.meter.all += p.rows()
	}
	for _, p := range plans {
		a := newApplier(s, p, at)
		if err := a.run(); err != nil {
			return nil, err
		}
		done = append(done, a.done)
	}
	return done, nil
}

// renew makes plans again if the database was written to since. The write lock is held, so what it finds stays true.
func (s *Store) renew(plans []*Plan) error {
	v, err := s.version()
	if err != nil || len(plans) == 0 || v == plans[0].version {
		return err
	}
	made, err := s.plans(plans[0].batches, plans[0].elsewhere)
	if err != nil {
		return err
	}
	for _, p := range plans {
		k := slices.IndexFunc(made, func(now *Plan) bool { return now.Files[0].Path == p.Files[0].Path })
		now := made[k]
		if p.keep {
			now.KeepSchedules()
		}
		same := now.deckID == p.deckID && now.New == p.New
		for kind, n := range p.Count {
			same = same && now.Count[kind] == n
		}
		for _, kind := range []FalloutKind{CardRestarted, CardParked, CardEdited} {
			same = same && now.Fell(kind) == p.Fell(kind) // else a card was learnt in the meantime
		}
		if !same {
			return ErrPlanIsOld
		}
		*p = *now
	}
	return nil
}

// applier carries out one plan.
type applier struct {
	*Store
	plan     *Plan
	at       Moment
	done     Applied
	sources  []int64 // by index in plan.Files
	sections map[string]int64
	locks    map[int64]bool // old notes that gained or lost a leader or a follower
}

func newApplier(s *Store, p *Plan, at Moment) applier {
	return applier{Store: s, plan: p, at: at, sections: map[string]int64{}, locks: map[int64]bool{}}
}

func (a *applier) run() error {
	if err := a.makeDeck(); err != nil {
		return err
	}
	if len(a.plan.pairs) == 0 && a.plan.isCopy() {
		return nil // a file that adds nothing is not recorded as a source
	}
	if err := a.makeSources(); err != nil {
		return err
	}
	var fresh []placed
	for i, pair := range a.plan.pairs {
		var err error
		switch {
		case pair.Old < 0:
			fresh = append(fresh, a.plan.notes[pair.New])
		case pair.New < 0:
			err = a.park(pair.Old)
		default:
			err = a.update(i)
		}
		if i%tellEvery == 0 && pair.Old >= 0 {
			a.meter.add(tellEvery)
		}
		if err != nil {
			return err
		}
	}
	if err := a.insertNotes(fresh); err != nil {
		return err
	}
	return a.setLocks()
}

// setLocks locks or unlocks the followers of the old notes whose cards changed.
func (a *applier) setLocks() error {
	for note := range a.locks {
		if err := a.unlock(note); err != nil {
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
	if _, err := a.exec("INSERT INTO deck (id, name, builtin, active) VALUES (?, ?, '', 1)", id,
		a.plan.Deck); err != nil {
		return err
	}
	return a.configureNew(id, a.at)
}

func (a *applier) makeSources() error {
	for _, f := range a.plan.Files {
		if f.Was != "" {
			if _, err := a.exec("UPDATE OR IGNORE source SET path = ? WHERE path = ?", f.Path, f.Was); err != nil {
				return err
			}
		}
		var id int64
		var builder int
		var undone bool
		var mtime int64
		var sum []byte
		var had string
		tags, err := json.Marshal(append([]string{}, f.Doc.Tags...))
		if err != nil {
			return err
		}
		err = a.get([]any{&id, &builder, &sum, &mtime, &had, &undone},
			"SELECT id, builder, sum, mtime, tags, undone FROM source WHERE path = ?", f.Path)
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
		case err != nil:
			return err
		case builder != builderVersion || !bytes.Equal(sum, f.Sum[:]) || had != string(tags) || undone,
			f.gone() && mtime != 0:
			_, err := a.exec("UPDATE source SET deck = ?, sum = ?, size = ?, mtime = ?, builder = ?, tags = ?, undone = 0 WHERE id = ?",
				a.plan.deckID, f.Sum[:], f.Size, f.Mtime, builderVersion, string(tags), id)
			if err != nil {
				return err
			}
		}
		a.sources = append(a.sources, id)
	}
	return a.rereadLeft()
}

// gone reports whether the file was not there.
func (f File) gone() bool { return f.Sum == [sha256.Size]byte{} && f.Mtime == 0 && !f.Partial }

// rereadLeft clears the checksums of other files that a bullet has left. If the bullet goes back there, the file looks
// just as when it was last read, and would not be read again.
func (a *applier) rereadLeft() error {
	given, told := a.plan.given(), map[int64]bool{}
	for _, pair := range a.plan.pairs {
		if pair.Old < 0 || a.plan.stored[pair.Old].Parked || given[a.plan.stored[pair.Old].Source] ||
			told[a.plan.old[pair.Old].source] {
			continue
		}
		told[a.plan.old[pair.Old].source] = true
		if _, err := a.exec("UPDATE source SET sum = zeroblob(32) WHERE id = ?",
			a.plan.old[pair.Old].source); err != nil {
			return err
		}
	}
	return nil
}

// section returns the id of a bullet's section. Headings leave out the document's own title.
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

// sectionIn returns the id of a deck's section, and makes the section if there is none.
func (s *Store) sectionIn(deck int64, chapter, headings, label, grp string) (id int64, err error) {
	err = s.get([]any{&id}, "SELECT id FROM section WHERE deck = ? AND headings = ? AND label = ? AND grp = ?", deck,
		headings, label, grp)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	made, err := s.exec("INSERT INTO section (deck, chapter, headings, label, grp) VALUES (?, ?, ?, ?, ?)", deck,
		chapter, headings, label, grp)
	if err != nil {
		return 0, err
	}
	return made.LastInsertId()
}

func (a *applier) park(old int) error {
	o, n := &a.plan.old[old], &a.plan.stored[old]
	if n.Parked || o.own != "" { // what the learner wrote stays, with its source or without
		return nil
	}
	if h, ok := a.plan.heirs[old]; ok {
		return a.inherit(o.id, h)
	}
	if _, err := a.exec("UPDATE note SET parked = 1 WHERE id = ?", o.id); err != nil {
		return err
	}
	for _, c := range n.Cards {
		if err := a.parkCard(c); err != nil {
			return err
		}
	}
	return nil
}

func (a *applier) parkCard(c match.StoredCard) error {
	if !a.plan.parks(c) {
		return nil
	}
	return a.actTold(c.ID, srs.Park)
}

func (a *applier) update(i int) error {
	pair := a.plan.pairs[i]
	o, n, to := &a.plan.old[pair.Old], &a.plan.stored[pair.Old], a.plan.notes[pair.New]
	section, err := a.section(&to.note.Bullet)
	if err != nil {
		return err
	}
	source := a.sources[to.file]
	if err := a.changeDeck(o.id, a.plan.deckID); err != nil {
		return err
	}
	if o.own != "" && o.own != to.note.Text {
		return a.moveOwn(o, section, source, to.note)
	}
	type row struct {
		source, section        int64
		line                   int
		text, id, rule, reason string
		parked                 bool
	}
	had := row{o.source, o.section, o.line, n.Text, n.ID, n.Rule, o.reason, n.Parked}
	has := row{source, section, to.note.Line, to.note.Text, to.note.ID, to.note.Rule, string(to.note.Reason),
		false}
	lower := has
	lower.line = had.line
	switch {
	case had == has && o.own == "":
	case had == lower && o.own == "": // nothing but lines above it changed
		_, err = a.exec("UPDATE note SET line = ? WHERE id = ?", has.line, o.id)
	default:
		_, err = a.exec(`UPDATE note SET source = ?, section = ?, line = ?, text = ?, explicit = ?, rule = ?, reason = ?, parked = 0, origin = '', sum = ?
			WHERE id = ?`, source, section, has.line, has.text, has.id, has.rule, has.reason, textSum(has.text), o.id)
	}
	if err != nil {
		return err
	}
	return a.updateCards(i)
}

// updateCards turns the cards of a matched note into those that its bullet makes now.
func (a *applier) updateCards(i int) error {
	pair := a.plan.pairs[i]
	o, n, to := &a.plan.old[pair.Old], &a.plan.stored[pair.Old], a.plan.notes[pair.New]
	for _, c := range a.plan.cardPairs(i) {
		var err error
		switch {
		case c.Old < 0:
			err = a.gainCard(o.id, n.UID, a.sources[to.file], to.note.Line, c.New, &to.note.Cards[c.New])
		case a.plan.keepsWords(pair, c):
			err = a.keepWords(pair, c, a.sources[to.file])
		case c.New < 0 && !a.plan.stays(pair, c):
			err = a.parkCard(n.Cards[c.Old])
		case c.New >= 0:
			u := cardUpdate{card: n.Cards[c.Old], old: o.cards[c.Old], to: &to.note.Cards[c.New], note: o.id,
				follows: a.plan.rebuilt(pair) && !o.cards[c.Old].touched, place: rank(o.source, o.line, 0),
				rank: rank(a.sources[to.file], to.note.Line, c.New)}
			u.verdict, _ = a.plan.verdict(i, c)
			err = a.updateCard(u)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// moveOwn follows the source of a note that the learner edited: it records the note's new place and what the source
// says now. The text and the cards stay the learner's.
func (a *applier) moveOwn(o *oldNote, section, source int64, to *deck.Note) error {
	_, err := a.exec(`UPDATE note SET source = ?, section = ?, line = ?, origin = ? WHERE id = ? AND (source, section, line, origin) IS NOT (?, ?, ?, ?)`,
		source, section, to.Line, to.Text, o.id, source, section, to.Line, to.Text)
	if err != nil {
		return err
	}
	_, err = a.exec("UPDATE schedule SET rank = ?2 + (rank & 255) WHERE note = ?1 AND rank <> ?2 + (rank & 255)", o.id,
		rank(source, to.Line, 0))
	return err
}

// gainCard adds a card to an existing note: one that another note lost, or a new one.
func (a *applier) gainCard(note int64, uid [16]byte, source int64, line, ord int, c *deck.Card) error {
	if s, ok := a.plan.strays[c]; ok {
		return a.updateCard(cardUpdate{card: s.card, old: s.old, to: c, note: note, adopted: true,
			rank: rank(source, line, ord)})
	}
	return a.insertCard(note, uid, source, line, ord, c)
}

// cardUpdate is what an import does to an existing card.
type cardUpdate struct {
	card    match.StoredCard
	old     oldCard
	to      *deck.Card
	note    int64 // the note it now belongs to
	rank    int64
	place   int64         // the rank of the first card of the note's place before
	adopted bool          // it belonged to another note
	follows bool          // only the builder is newer, and the learner did nothing to the card
	verdict match.Verdict // on its fact
}

// ambiguousAs reports whether a card becomes a draft as another has its front. A card in use stays in use.
func (o *oldCard) ambiguousAs(c *deck.Card) bool {
	return c.Draft && deck.Reason(c.Weakness).Code() == deck.ReasonAmbiguous && !o.used
}

func (a *applier) updateCard(u cardUpdate) error {
	c := u.to
	accept, members := jsonList(c.Accept), jsonList(c.Members)
	was := func(v any, stored string) bool { text, _ := v.(string); return text == stored }
	old := u.old
	draft, weakness := old.draft, old.weakness
	switch {
	case u.follows, old.draft, old.ambiguousAs(c): // an edit can make a weak card good
		draft, weakness = c.Draft, c.Weakness
	case olderOf(weakness) != "": // the builder makes it again
		weakness = ""
	}
	if c.Dependent() != old.follows {
		_, err := a.exec("UPDATE schedule SET follower = ? WHERE card = ?", when(c.Dependent(), locked), u.card.ID)
		if err != nil {
			return err
		}
		a.locks[u.note] = true
	}
	if u.adopted {
		var from int64
		if err := a.get([]any{&from}, "SELECT note FROM schedule WHERE card = ?", u.card.ID); err != nil {
			return err
		}
		a.locks[from], a.locks[u.note] = true, true
	}
	same := u.card.Slot == c.Slot && old.context == c.Context && u.card.Prompt == c.Prompt &&
		u.card.Answer == c.Answer && old.extra == c.Extra &&
		was(accept, old.accept) && was(members, old.members) && old.forms == int(c.Forms) && old.draft == draft &&
		old.weakness == weakness
	if !same || u.adopted {
		_, err := a.exec(`UPDATE card SET note = ?, slot = ?, context = ?, front = ?, back = ?, extra = ?, accept = ?, members = ?, forms = ?, draft = ?, weakness = ?
			WHERE id = ?`, u.note, c.Slot, c.Context, c.Prompt, c.Answer, c.Extra, accept, members, int(c.Forms), draft, weakness, u.card.ID)
		if err != nil {
			return err
		}
	}
	switch {
	case u.rank == old.rank && !u.adopted:
	case !u.adopted && old.rank-u.place == u.rank&255: // nothing but its place changed
		if _, err := a.exec("UPDATE schedule SET rank = ? WHERE card = ?", u.rank, u.card.ID); err != nil {
			return err
		}
	default:
		if _, err := a.exec("UPDATE schedule SET rank = ?, note = ?, deck = ? WHERE card = ?", u.rank, u.note,
			a.plan.deckID, u.card.ID); err != nil {
			return err
		}
	}
	if u.adopted {
		if err := a.keepState(u.card.ID); err != nil {
			return err
		}
	}
	if draft != old.draft {
		state, err := a.readState(u.card.ID)
		if err != nil {
			return err
		}
		if err := a.writeState(u.card.ID, state); err != nil {
			return err
		}
	}
	if u.card.Parked {
		if _, _, err := a.act(&entry{subject: u.card.ID, kind: srs.Revive}, a.at); err != nil {
			return err
		}
	}
	if u.verdict < match.FactUnsure {
		return nil
	}
	state, err := a.readState(u.card.ID)
	if err != nil || state.New() {
		return err
	}
	if u.verdict == match.FactUnsure {
		return a.actTold(u.card.ID, srs.Edited)
	}
	return a.actTold(u.card.ID, srs.Changed)
}
