package data

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"

	"recall/deck"
	"recall/deck/match"
	"recall/srs"
)

// Schedules that other tools wrote into files of notes. The first import that sees one of a card which was never answered
// here takes it over, as a State entry; later ones leave the card alone, whatever the file says by then. The entry belongs
// to one device for all files and machines, and its number follows from the card and the schedule. So two machines that
// import one text write the same entry, which stays one when their logs unite.

// writtenDevice is the device that these entries belong to.
var writtenDevice = func() (uid [16]byte) {
	sum := sha256.Sum256([]byte("recall schedules in files 1"))
	copy(uid[:], sum[:])
	return uid
}()

// learntOf is the condition that a card has been answered, has a schedule already, or gave it up by a reset.
func learntOf(card string) string {
	return "EXISTS (SELECT 1 FROM live WHERE subject = " + card + " AND kind IN ({review}, {reset}, {state}))"
}

// hasSchedules reports whether the author's tool left a schedule with a card of the file.
func (f *File) hasSchedules() bool {
	if f.Doc == nil || f.Beside {
		return false
	}
	for i := range f.Doc.Notes {
		for k := range f.Doc.Notes[i].Cards {
			if f.Doc.Notes[i].Cards[k].Schedule != nil {
				return true
			}
		}
	}
	return false
}

// takeWritten takes over the schedules that stand in the plan's files.
func (a *applier) takeWritten() error {
	var of taken
	for i := range a.plan.Files {
		f := &a.plan.Files[i]
		if !f.hasSchedules() {
			continue
		}
		if of.known == nil {
			var err error
			if of, err = a.deviceTaken(writtenDevice); err != nil {
				return err
			}
		}
		if err := a.takeWrittenIn(f, &of); err != nil {
			return err
		}
	}
	return nil
}

func (a *applier) takeWrittenIn(f *File, of *taken) error {
	cards, err := a.cardsAt(f.Path)
	if err != nil {
		return err
	}
	for i := range f.Doc.Notes {
		n := &f.Doc.Notes[i]
		for k := range n.Cards {
			card, found := cards[cardPlace{n.Line, n.Text, n.Cards[k].Slot}]
			if n.Cards[k].Schedule == nil || !found {
				continue // another card asks the same, or the learner edited the bullet
			}
			if err := a.takeSchedule(card, n.Cards[k].Schedule, of); err != nil {
				return err
			}
		}
	}
	return nil
}

// cardPlace is where a card stands in its file.
type cardPlace struct {
	line       int
	text, slot string
}

// cardsAt reads the cards of a source by their places, but for those of bullets that the learner edited here.
func (a *applier) cardsAt(source string) (map[cardPlace]subject, error) {
	cards := map[cardPlace]subject{}
	return cards, a.each(func(rows *sql.Rows) error {
		var at cardPlace
		var card subject
		var uid []byte
		err := rows.Scan(&at.line, &at.text, &at.slot, &card.id, &uid)
		copy(card.uid[:], uid)
		cards[at] = card
		return err
	}, `SELECT n.line, n.text, c.slot, c.id, u.uid
		FROM source o JOIN note n ON n.source = o.id JOIN card c ON c.note = n.id JOIN subject u ON u.id = c.id
		WHERE o.path = ? AND n.parked = 0 AND n.origin = ''`, source)
}

// takeSchedule gives a card the schedule from its file, unless it has one.
func (a *applier) takeSchedule(card subject, s *deck.Schedule, of *taken) error {
	var learnt bool
	if err := a.get([]any{&learnt}, "SELECT "+learntOf("?"), card.id); err != nil || learnt {
		return err
	}
	e := writtenEntry(card, s)
	for of.known[e.seq] { // by another card
		e.seq++
		e.tick++
	}
	of.known[e.seq] = true
	e.device = of.device
	e.sum = e.checksum()
	if err := a.insert(&e); err != nil {
		return err
	}
	state, err := a.replay(card.id)
	if err != nil {
		return err
	}
	a.done.Written++
	return a.writeState(card.id, state)
}

// writtenEntry makes the entry. In the order of the log it stands before all that recall can have written, as the card was
// learnt elsewhere before: whatever is answered here or on another machine counts from it. Of two schedules of one card,
// the newer one comes later. Within a device, ticks rise with the numbers, so these are the same.
func writtenEntry(card subject, s *deck.Schedule) entry {
	const dayBits, hashBits = 15, 25 // ticks end in 2004
	state := stateWritten(s)
	detail := plannedOf(state).json()
	sum := sha256.Sum256(append(card.uid[:], detail...))
	day := max(0, min(int64(state.Last), 1<<dayBits-1))
	at := day<<hashBits + int64(binary.BigEndian.Uint32(sum[:])>>(32-hashBits)) + 1
	return entry{seq: at, tick: at, kind: srs.SetState, subject: card.id, uid: card.uid, day: state.Last, detail: detail}
}

func stateWritten(s *deck.Schedule) srs.State {
	due := srs.Day(s.Due)
	return srs.State{Reps: s.Reps, Lapses: s.Lapses, Interval: s.Interval, Ease: s.Ease, Due: due,
		Last: due - srs.Day(s.Interval), Ripe: s.Interval >= srs.RipeInterval}
}

// writtenFor lists the cards that have a schedule in the plan's files: how many are new, and the ids of the others.
func (p *Plan) writtenFor() (fresh int, stored []int64) {
	count := func(pair match.Pair, c match.CardPair) {
		if c.New < 0 || p.notes[pair.New].note.Cards[c.New].Schedule == nil {
			return
		}
		stray, moved := p.strays[&p.notes[pair.New].note.Cards[c.New]]
		switch {
		case moved:
			stored = append(stored, stray.card.ID)
		case c.Old >= 0:
			stored = append(stored, p.stored[pair.Old].Cards[c.Old].ID)
		default:
			fresh++
		}
	}
	for i, pair := range p.pairs {
		switch {
		case pair.New < 0 || p.Files[p.notes[pair.New].file].Beside:
		case pair.Old < 0:
			for k := range p.notes[pair.New].note.Cards {
				count(pair, match.CardPair{Old: -1, New: k})
			}
		case !p.keepsOwn(pair):
			for _, c := range p.cardPairs(i) {
				count(pair, c)
			}
		}
	}
	return fresh, stored
}

// countWritten counts the schedules that will be taken over from the plan's files.
func (s *Store) countWritten(p *Plan) error {
	fresh, stored := p.writtenFor()
	if p.Written = fresh; len(stored) == 0 {
		return nil
	}
	return s.fed(len(stored), func(row, _ int) any { return stored[row] }, func() error {
		var n int
		err := s.get([]any{&n}, "SELECT count(*) FROM temp.feed WHERE NOT "+learntOf("c0"))
		p.Written += n
		return err
	})
}
