package data

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"slices"

	"recall/srs"
)

// A pause is an entry about a deck: from which day, and until when. What it moves are entries about the cards, each with
// the day that its card would be due on without it. So a pause that is prolonged, cut short or ended begins with the days
// that would have been, and a replay needs to know nothing of pauses.

// Pause is a deck's time without reviews.
type Pause struct {
	Deck  int64
	Name  string  // of the deck
	From  srs.Day // the first day
	Until srs.Day // the first day after it
	All   bool    // no other deck was studied meanwhile
}

func (p Pause) covers(day srs.Day) bool { return p.From <= day && day < p.Until }

// pauseDetail is the content of a Pause entry. Days count from 1970-01-01.
type pauseDetail struct {
	From  int  `json:"from"`
	Until int  `json:"until"`
	All   bool `json:"all,omitempty"`
}

// pause returns what a Pause entry says, without its deck.
func (e *entry) pause() (p Pause, err error) {
	var d pauseDetail
	if err := json.Unmarshal([]byte(e.detail), &d); err != nil {
		return p, &badEntryError{e.device.id, e.seq, "pauses nothing: " + err.Error()}
	}
	return Pause{From: srs.Day(d.From), Until: srs.Day(d.Until), All: d.All}, nil
}

// selectPauses looks the entries up by deck, of which there are few.
const selectPauses = `SELECT l.device, l.seq, d.id, d.name, l.detail FROM deck d CROSS JOIN live l ON l.subject = d.id AND l.kind = {pause}
		JOIN device v ON v.id = l.device ORDER BY l.tick, v.uid, l.seq`

// pauses returns the pauses of all decks. Of the entries about one pause, which a later one prolongs or ends, the last
// holds.
func (s *Store) pauses() (list []Pause, err error) {
	last := map[[2]int64]int{} // by deck and first day: where in list
	err = s.each(func(rows *sql.Rows) error {
		var e entry
		var name string
		if err := rows.Scan(&e.device.id, &e.seq, &e.subject, &name, &e.detail); err != nil {
			return err
		}
		p, err := e.pause()
		if err != nil {
			return err
		}
		p.Deck, p.Name = e.subject, name
		key := [2]int64{p.Deck, int64(p.From)}
		if at, ok := last[key]; ok {
			list[at] = p
			return nil
		}
		last[key] = len(list)
		list = append(list, p)
		return nil
	}, selectPauses)
	return list, err
}

// Paused returns the pauses of a day, by deck.
func (s *Store) Paused(day srs.Day) (map[int64]Pause, error) {
	list, err := s.pauses()
	of := map[int64]Pause{}
	for _, p := range list {
		if p.covers(day) {
			of[p.Deck] = p // of two that meet, as from two machines, the later one
		}
	}
	return of, err
}

// PausedIn returns the pauses of a filter's decks on a day, and whether all of these decks are paused.
func (s *Store) PausedIn(f Filter, day srs.Day) (list []Pause, all bool, err error) {
	paused, err := s.Paused(day)
	if err != nil || len(paused) == 0 {
		return nil, false, err
	}
	decks, err := s.DecksOf(f)
	for _, deck := range decks {
		if p, ok := paused[deck]; ok {
			list = append(list, p)
		}
	}
	return list, len(list) == len(decks), err
}

// free are the days on which everything was paused, by the first day of each pause; the value is the first day after it.
type free map[srs.Day]srs.Day

func (s *Store) free() (free, error) {
	list, err := s.pauses()
	f := free{}
	for _, p := range list {
		if !p.All {
			continue
		}
		if until, ok := f[p.From]; !ok || p.Until < until { // it was over for the first deck that was studied again
			f[p.From] = p.Until
		}
	}
	return f, err
}

// between reports whether everything was paused on all days after one and before another.
func (f free) between(after, before srs.Day) bool {
	for day := after + 1; day < before; day++ {
		paused := false
		for from, until := range f {
			paused = paused || from <= day && day < until
		}
		if !paused {
			return false
		}
	}
	return true
}

// Pausing is what Pause did.
type Pausing struct {
	From   srs.Day // the first day of the pause, if it had begun before
	Moved  int     // cards that are due on another day than they were
	Held   int     // cards that would be due before the pause ends
	Back   int     // cards that are due as planned again, as they need not be held back
	Spread srs.Spread
}

// Pause pauses decks until a day, in one act. What would be due before is spread over the days that follow, and new cards
// wait. A pause that has begun is prolonged or cut short; today ends it. Its cards are spread anew, from the days on
// which they would be due without it.
func (s *Store) Pause(decks []int64, until srs.Day, at Moment) (done Pausing, err error) {
	err = s.write(func() error {
		paused, err := s.Paused(at.Day)
		if err != nil {
			return err
		}
		done.From = at.Day
		for _, deck := range decks {
			if p, ok := paused[deck]; ok {
				done.From = min(done.From, p.From)
			}
		}
		done.Spread = srs.SpreadOf(done.From, until)
		if err := s.hold(decks, &done, until, at); err != nil {
			return err
		}
		all, err := s.leavesNone(decks, paused, until)
		if err != nil {
			return err
		}
		for _, deck := range decks {
			d := pauseDetail{int(at.Day), int(until), all}
			if p, ok := paused[deck]; ok {
				d.From, d.All = int(p.From), all || p.All && until == at.Day
			} else if until == at.Day {
				continue
			}
			if err := s.noteDeck(deck, srs.Pause, d, at); err != nil {
				return err
			}
		}
		return nil
	})
	return done, err
}

// leavesNone reports whether no deck is studied any more while some are paused until a day.
func (s *Store) leavesNone(decks []int64, paused map[int64]Pause, until srs.Day) (bool, error) {
	studied, err := s.DecksOf(s.Studied())
	for _, deck := range studied {
		if p, ok := paused[deck]; !slices.Contains(decks, deck) && (!ok || p.Until < until) {
			return false, err
		}
	}
	return true, err
}

// heldCard is a card that a pause has moved, or could move.
type heldCard struct {
	srs.Candidate         // Due is the day without the pause
	due           srs.Day // the day now
}

// hold moves the cards that a pause holds back, and brings back those that it need not hold any more.
func (s *Store) hold(decks []int64, done *Pausing, until srs.Day, at Moment) error {
	cards, err := s.heldBy(decks, done.From, until)
	if err != nil {
		return err
	}
	candidates := make([]srs.Candidate, len(cards))
	for i, c := range cards {
		candidates[i] = c.Candidate
	}
	due := done.Spread.Due(candidates)
	for _, c := range cards {
		to := due[c.Card]
		if c.Due < until {
			done.Held++
		}
		if to == c.due {
			continue
		}
		done.Moved++
		done.Back += when(c.Due >= until, 1)
		d := moveDetail{From: int(c.due), To: int(to), Pause: &pauseMoved{int(done.From), int(until), int(c.Due)}}
		if err := s.move(c.Card, d, at); err != nil {
			return err
		}
	}
	return nil
}

// heldBy returns the cards of decks that would be due before a day, and those that a pause which began on another has
// moved.
func (s *Store) heldBy(decks []int64, from, until srs.Day) (list []heldCard, err error) {
	moves, err := s.movesSince(from)
	if err != nil {
		return nil, err
	}
	seen := map[int64]bool{}
	take := func(rows *sql.Rows) error {
		var c heldCard
		var uid sql.RawBytes
		if err := rows.Scan(&c.Card, &c.Note, &c.Deck, &c.due, &c.Interval, &uid); err != nil {
			return err
		}
		c.Due, c.Seed = c.due, srs.Shuffle(until, [16]byte(uid))
		if m, ok := moves[c.Card]; ok && srs.Day(m.To) == c.due {
			c.Due = srs.Day(m.Pause.Was)
		}
		if !seen[c.Card] && slices.Contains(decks, c.Deck) {
			seen[c.Card] = true
			list = append(list, c)
		}
		return nil
	}
	const columns = `SELECT card, note, deck, due, interval, uid FROM schedule JOIN subject u ON u.id = card
		WHERE ` + isAsked + ` AND `
	for _, deck := range decks {
		if err := s.each(take, columns+"deck = ? AND due < ?", deck, int(until)); err != nil {
			return nil, err
		}
	}
	for card := range moves {
		if err := s.each(take, columns+"card = ?", card); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(list, func(a, b heldCard) int { return cmp.Compare(a.Card, b.Card) })
	return list, nil
}

// movesSince returns the latest move of each card that a pause which began on a day made. They are among the newest
// entries of the log.
func (s *Store) movesSince(from srs.Day) (map[int64]moveDetail, error) {
	devices, err := s.devices()
	if err != nil {
		return nil, err
	}
	moves, ticks := map[int64]moveDetail{}, map[int64]int64{}
	for _, dev := range devices {
		err := s.backward(dev, func(e *entry) (bool, error) {
			if e.kind == srs.Move && e.tick > ticks[e.subject] {
				d, err := e.move()
				if err != nil {
					return false, err
				}
				ticks[e.subject] = e.tick
				if delete(moves, e.subject); d.Pause != nil && srs.Day(d.Pause.From) >= from {
					moves[e.subject] = d
				}
			}
			return e.tick >= floor(from), nil
		})
		if err != nil {
			return nil, err
		}
	}
	return moves, nil
}

// noteDeck appends an entry about a deck to the log.
func (s *Store) noteDeck(deck int64, kind srs.Kind, detail any, at Moment) error {
	text, err := json.Marshal(detail)
	if err != nil {
		return err
	}
	e := entry{subject: deck, kind: kind, detail: string(text)}
	var uid []byte
	if err := s.get([]any{&uid}, "SELECT uid FROM subject WHERE id = ?", deck); err != nil {
		return err
	}
	copy(e.uid[:], uid)
	return s.append(&e, at)
}
