package data

import (
	"cmp"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/match"
	"recall/srs"
)

// reviveElsewhere lets new bullets take over parked notes of decks that are not imported now: bullets that left a file
// of one deck and turn up in another only at a later import. The words must be the same, and something must have been
// learnt.
func (s *Store) reviveElsewhere(w *shared, plans []*Plan) error {
	own := map[int64]bool{}
	for _, p := range plans {
		own[p.deckID] = true
	}
	parked := map[string]int64{} // notes by their words
	err := s.each(func(rows *sql.Rows) error {
		var note, deck int64
		var text string
		err := rows.Scan(&note, &deck, &text)
		if err == nil && !own[deck] {
			parked[inline.Normal(text)] = note
		}
		return err
	}, `SELECT n.id, n.deck, iif(n.origin = '', n.text, n.origin) FROM note n JOIN deck d ON d.id = n.deck
		WHERE n.parked = 1 AND d.gone = 0
		AND EXISTS (SELECT 1 FROM schedule s WHERE s.note = n.id AND s.interval > 0) ORDER BY n.id`)
	if err != nil || len(parked) == 0 {
		return err
	}
	type place struct{ plan, pair int }
	wanted := map[int64]place{} // by parked note
	for k, p := range plans {
		for i, pair := range p.pairs {
			if pair.Old >= 0 || len(p.notes[pair.New].note.Cards) == 0 {
				continue
			}
			words := inline.Normal(p.notes[pair.New].note.Text)
			if note, ok := parked[words]; ok && words != "" {
				wanted[note] = place{k, i}
				delete(parked, words)
			}
		}
	}
	r := storedReader{Store: s, shared: w, noteReader: newNoteReader()}
	for note, at := range wanted {
		if err := r.notes("n.id = ?", note); err != nil {
			return err
		}
		w.taken = append(w.taken, true)
		pair := &plans[at.plan].pairs[at.pair]
		pair.Old = len(w.stored) - 1
		pair.Fate = match.FateOf(&w.stored[pair.Old], match.Found{Note: plans[at.plan].notes[pair.New].note})
	}
	return nil
}

// leaveMoved takes bullets out of plans that are here already, and not in a file of the import: those that another machine
// moved to the file of another deck, while the file here still has them, and those of a class that a file of the learner's
// has, too.
func (s *Store) leaveMoved(plans []*Plan) error {
	synced, err := s.synced()
	if err != nil || !synced {
		return err
	}
	for _, p := range plans {
		moved, err := s.movedFrom(p.deckID)
		if err != nil {
			return err
		}
		class, err := s.leftOfClass(p)
		if err != nil {
			return err
		}
		kept := p.pairs[:0]
		for i, pair := range p.pairs {
			here := class[i]
			if n := pair.New; pair.Old < 0 && p.idsOf(p.notes[n]).note == [16]byte{} {
				n := p.notes[n].note
				here, err = s.hasMoved(p.deckID, deck.NoteUID(p.uid, inline.Frozen(n.Text), n.Group, 0), moved[textDigest(n.Text)])
				if err != nil {
					return err
				}
			}
			if here {
				p.known++
			} else {
				kept = append(kept, pair)
			}
		}
		p.pairs = kept
	}
	return nil
}

// hasMoved reports whether one of two bullets is in a deck other than that, and in no file here. The second may be nil.
func (s *Store) hasMoved(deckID int64, uid [16]byte, other []byte) (moved bool, err error) {
	err = s.get([]any{&moved}, `SELECT EXISTS (SELECT 1 FROM note n JOIN source o ON o.id = n.source
		WHERE n.uid IN (?, ?) AND n.parked = 0 AND o.purged = 0 AND n.deck <> ? AND n.unseen = 1)`, uid[:], other, deckID)
	return moved, err
}

// keepMoved remembers what the file of a bullet says here, as another machine moved the bullet to the file of another deck. Its
// id need not follow from these words.
func (s *Store) keepMoved(n *knownNote, uid []byte) error {
	return s.keep(meta, n.sourceDeck, metaMoved+textDigest(cmp.Or(n.origin, n.text)), hex.EncodeToString(uid))
}

// passMoved has a deck remember that of another, whose files are its own from now on.
func (s *Store) passMoved(from, into int64) error {
	_, err := s.exec("UPDATE OR REPLACE meta SET deck = ? WHERE deck = ? AND name GLOB '"+metaMoved+"*'", into, from)
	return err
}

// movedFrom returns the ids of the bullets that keepMoved remembers of a deck, by the digests of what its file says.
func (s *Store) movedFrom(deckID int64) (map[string][]byte, error) {
	moved := map[string][]byte{}
	return moved, s.each(func(rows *sql.Rows) error {
		var name string
		var uid []byte
		err := rows.Scan(&name, &uid)
		moved[strings.TrimPrefix(name, metaMoved)] = uid
		return err
	}, "SELECT name, unhex(value) FROM meta WHERE deck = ? AND name GLOB '"+metaMoved+"*'", deckID)
}

// changeDeck moves a note and its cards into a deck. Their schedules stay as they are: where the rules of the deck
// would have led to others, a State entry says so.
func (a *applier) changeDeck(note, deckID int64) error {
	moved, err := a.exec("UPDATE note SET deck = ?2 WHERE id = ?1 AND deck <> ?2", note, deckID)
	if err != nil {
		return err
	}
	if n, err := moved.RowsAffected(); err != nil || n == 0 {
		return err
	}
	cards, err := a.numbers("UPDATE schedule SET deck = ?2 WHERE note = ?1 RETURNING card", note, deckID)
	if err != nil {
		return err
	}
	for _, card := range cards {
		if err := a.keepState(card); err != nil {
			return err
		}
	}
	return nil
}

// keepState makes the stored schedule of a card the result of its log, if it no longer is.
func (a *applier) keepState(card int64) error {
	state, err := a.readState(card)
	if err != nil {
		return err
	}
	replayed, err := a.replay(card)
	if err != nil || replayed == state {
		return err
	}
	_, _, err = a.act(&entry{subject: card, kind: srs.SetState, detail: plannedOf(state).json()}, a.at)
	return err
}

// plannedDetail is the content of a State entry: the schedule of a card.
type plannedDetail struct {
	Reps     int  `json:"reps"`
	Lapses   int  `json:"lapses"`
	Interval int  `json:"interval_days"`
	Ease     int  `json:"ease"` // hundredths
	Due      int  `json:"due"`  // days since 1970-01-01, as last
	Last     int  `json:"last"`
	Ripe     bool `json:"ripe,omitempty"`
}

func plannedOf(s srs.State) plannedDetail {
	return plannedDetail{s.Reps, s.Lapses, s.Interval, s.Ease, int(s.Due), int(s.Last), s.Ripe}
}

func (d plannedDetail) json() string {
	text, err := json.Marshal(d)
	if err != nil {
		panic(err) // numbers and a bool
	}
	return string(text)
}

func (d plannedDetail) state() srs.State {
	return srs.State{Reps: d.Reps, Lapses: d.Lapses, Interval: d.Interval, Ease: d.Ease, Due: srs.Day(d.Due),
		Last: srs.Day(d.Last), Ripe: d.Ripe}
}
