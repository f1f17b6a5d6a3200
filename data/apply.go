package data

import (
	"errors"
	"slices"

	"recall/deck"
	"recall/deck/match"
	"recall/srs"
)

// Applied counts what an import created.
type Applied struct {
	Notes, Cards, Drafts int // new ones only
	Reviews              int // from the log of another program
	Schedules            int // as another program left them
	Written              int // schedules that stood in the files
}

// ErrPlanIsOld reports that the deck changed between Plan and Apply, or that a file got another deck before Plan.
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
	place    *deck.Place // the place of the last bullet, and its section: the next one is mostly there too
	here     int64
	locks    map[int64]bool // old notes that gained or lost a leader or a follower
}

func newApplier(s *Store, p *Plan, at Moment) applier {
	s.changeAt(at)
	return applier{Store: s, plan: p, at: at, sections: map[string]int64{}, locks: map[int64]bool{}}
}

func (a *applier) run() error {
	if err := a.makeDeck(); err != nil {
		return err
	}
	if len(a.plan.pairs) == 0 && (a.plan.isCopy() || a.plan.known > 0) {
		return a.takeHistories() // a file that adds nothing is not recorded as a source
	}
	if err := a.makeSources(); err != nil {
		return err
	}
	if err := a.keepTypes(); err != nil {
		return err
	}
	if err := a.lower(); err != nil {
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
	if err := a.setLocks(); err != nil {
		return err
	}
	if err := a.takeWritten(); err != nil {
		return err
	}
	return a.takeHistories()
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
	if err := a.keepFiles(o, to.note); err != nil {
		return err
	}
	if err := a.keepAnki(o, to); err != nil {
		return err
	}
	if o.deck != a.plan.deckID {
		if err := a.changeDeck(o.id, a.plan.deckID); err != nil {
			return err
		}
	}
	if o.own != "" && o.own != to.note.Text {
		if n.Parked {
			if err := a.reviveNote(o.id, a.at); err != nil {
				return err
			}
		}
		return a.moveOwn(o, section, source, to.note)
	}
	type row struct {
		source, section        int64
		line                   int
		text, id, rule, reason string
		tags                   string
		parked                 bool
	}
	had := row{o.source, o.section, o.line, n.Text, n.ID, n.Rule, o.reason, o.tags, n.Parked}
	has := row{source, section, to.note.Line, to.note.Text, to.note.ID, to.note.Rule, string(to.note.Reason),
		storedTags(to.note.Tags), false}
	lower := has
	lower.line = had.line
	switch {
	case had == has && o.own == "":
	case had == lower && o.own == "": // nothing but lines above it changed
		_, err = a.exec("UPDATE note SET line = ? WHERE id = ?", has.line, o.id)
	default:
		_, err = a.exec(`UPDATE note SET source = ?, section = ?, line = ?, text = ?, explicit = ?, rule = ?, reason = ?, tags = ?, parked = 0,
			origin = '', unseen = 0, sum = ? WHERE id = ?`, source, section, has.line, has.text, has.id, has.rule, has.reason, has.tags,
			textSum(has.text), o.id)
	}
	if err != nil {
		return err
	}
	return a.updateCards(i)
}
