package data

import (
	"cmp"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"slices"
	"strings"

	"recall/srs"
)

// step is one act in the log, with what it did to its card.
type step struct {
	srs.Step
	entry       // as written
	deck  int64 // that the card is in now; 0: the card is not here
}

// past is a packed srs.State, because there may be a million cards. The zero value is srs.Fresh.
type past struct {
	last, due, seen    int32
	buried, answered   int32
	ease               int16 // relative to srs.StartEase
	interval, reps     uint16
	lapses             uint16
	tested, held       uint16
	grade, marks, hold uint8
}

func (p *past) state() srs.State {
	s := srs.State{
		Reps: int(p.reps), Lapses: int(p.lapses), Tested: int(p.tested), Held: int(p.held),
		Interval: int(p.interval), Ease: srs.StartEase + int(p.ease),
		Last: srs.Day(p.last), Seen: srs.Day(p.seen), Grade: srs.Grade(p.grade), Answered: srs.Day(p.answered),
		Buried:    srs.Day(p.buried),
		Suspended: p.hold&holdSuspended != 0, Parked: p.hold&holdParked != 0,
		Ripe: p.marks&markRipe != 0, Flagged: p.marks&markFlagged != 0, Accepted: p.marks&markAccepted != 0,
		Rejected: p.marks&markRejected != 0, Drafted: p.marks&markDrafted != 0,
		Due: srs.Day(p.due),
	}
	return s
}

func (p *past) set(s srs.State) {
	p.last, p.due, p.seen, p.answered, p.buried = int32(s.Last), int32(s.Due), int32(s.Seen), int32(s.Answered), int32(s.Buried)
	p.ease, p.interval, p.reps, p.lapses = int16(s.Ease-srs.StartEase), uint16(s.Interval), uint16(s.Reps),
		uint16(s.Lapses)
	p.tested, p.held = uint16(s.Tested), uint16(s.Held)
	p.grade, p.marks, p.hold = uint8(s.Grade), uint8(marks(s)), uint8(hold(s, false))
}

// pasts are the states of cards, indexed by card number.
type pasts []past

func (p pasts) state(card int64) srs.State {
	if card >= int64(len(p)) {
		return srs.Fresh
	}
	return p[card].state()
}

// history replays the whole log in order and calls f for every act on a card, including acts that were undone. f must
// not keep the step, which the next one overwrites, and must not query the store. The form, and the interval and ease
// as written, are read only if full is set. It returns the cards' final states.
func (s *Store) history(full bool, f func(*step) error) (pasts, error) {
	return s.historyOf(nil, full, f)
}

// replayColumns are what a replay reads of an entry.
const replayColumns = "device, seq, subject, kind, day, grade, detail, tick, lag, zone, took, shift"

// historyOf is history for some cards, given by number; nil: for all. It may leave out the acts on others, and their
// states are then fresh.
func (s *Store) historyOf(cards []int64, full bool, f func(*step) error) (pasts, error) {
	last, err := s.topSubject()
	if err != nil {
		return nil, err
	}
	r := replay{cards: make(pasts, last+1), f: f, undone: map[[2]int64]bool{}, rules: map[int64]*srs.Past{}}
	if err := s.readUndone(&r); err != nil {
		return nil, err
	}
	if err := s.readDecks(&r); err != nil {
		return nil, err
	}
	parts, err := s.inOrder(cards, last)
	if err != nil {
		return nil, err
	}
	columns := replayColumns
	if full {
		columns += ", form, interval_before, ease_before, interval_after, ease_after"
	}
	for _, part := range parts {
		if err := s.bulk(r.read, "SELECT bulk(?, "+columns+") FROM "+part.sql, part.args...); err != nil {
			return nil, err
		}
	}
	return r.cards, nil
}

// A replay of some cards reads their entries one by one if they are at most a tenth of all, and passes over those of
// the others if they are at most a quarter. Else reading everything costs less.
const (
	shareLookedUp = 10
	sharePicked   = 4
)

// inOrder returns what to select from so that the entries of cards, and those of all decks, come in the order of a
// replay, one part after the other. It may select more.
func (s *Store) inOrder(cards []int64, last int64) (parts []term, err error) {
	var picked []any
	where := ""
	if cards != nil && int64(len(cards)*sharePicked) <= last {
		decks, err := s.numbers("SELECT id FROM deck")
		if err != nil {
			return nil, err
		}
		list, _ := json.Marshal(append(decks, cards...)) // numbers can always be encoded
		picked = []any{string(list)}
		if int64(len(cards)*shareLookedUp) <= last {
			return []term{{"(SELECT l.* FROM json_each(?) a CROSS JOIN log l ON l.subject = a.value" +
				" JOIN device d ON d.id = l.device WHERE kind <> {undo} ORDER BY tick, uid, seq)", picked}}, nil
		}
		where = " AND +subject IN (SELECT value FROM json_each(?))" // the plus keeps the order, as no index is used for it
	}
	runs, err := s.runs()
	for _, run := range runs {
		// The rows of one device come in primary key order, which needs no sorting; read checks that they do.
		from := "log WHERE device = ? AND kind <> {undo}" + where
		if len(run) > 1 {
			from = "(SELECT l.* FROM log l JOIN device d ON d.id = l.device WHERE l.device IN (?" +
				strings.Repeat(", ?", len(run)-1) + ") AND kind <> {undo}" + where + " ORDER BY tick, uid, seq)"
		}
		parts = append(parts, term{from, append(run, picked...)})
	}
	return parts, err
}

// replay is a replay of the log in progress.
type replay struct {
	cards  pasts
	f      func(*step) error   // nil if only the final states matter
	undone map[[2]int64]bool   // keyed by device and sequence number
	decks  []int32             // the deck of each card
	rules  map[int64]*srs.Past // by deck, with the rules that its log has set so far
	step   step
	tick   int64 // of the latest entry read
}

func (s *Store) readUndone(r *replay) error {
	return s.each(func(rows *sql.Rows) error {
		var device, seq int64
		err := rows.Scan(&device, &seq)
		r.undone[[2]int64{device, seq}] = true
		return err
	}, "SELECT device, seq FROM undone")
}

// readDecks reads which deck each card is in.
func (s *Store) readDecks(r *replay) error {
	r.decks = make([]int32, len(r.cards))
	return s.bulk(func(row []driver.Value) error {
		if card := integer(row[0]); card > 0 && card < int64(len(r.decks)) { // else check says so
			r.decks[card] = int32(integer(row[1]))
		}
		return nil
	}, "SELECT bulk(?, card, deck) FROM schedule")
}

// runs groups the devices so that all entries of one group come before those of the next. Most logs were written by one
// device after another. Their order is then that of the table, and nothing needs sorting.
func (s *Store) runs() (runs [][]any, err error) {
	type device struct{ id, from, to int64 } // from and to are ticks
	var list []device
	err = s.each(func(rows *sql.Rows) error {
		var d device
		err := rows.Scan(&d.id, &d.from, &d.to)
		list = append(list, d)
		return err
	}, `SELECT id, (SELECT tick FROM log l WHERE l.device = d.id ORDER BY seq LIMIT 1) AS first,
			(SELECT tick FROM log l WHERE l.device = d.id ORDER BY seq DESC LIMIT 1)
		FROM device d WHERE first IS NOT NULL`)
	slices.SortFunc(list, func(a, b device) int { return cmp.Compare(a.from, b.from) })
	until := int64(-1)
	for _, d := range list {
		if d.from <= until && len(runs) > 0 {
			runs[len(runs)-1] = append(runs[len(runs)-1], d.id)
		} else {
			runs = append(runs, []any{d.id})
		}
		until = max(until, d.to)
	}
	return runs, err
}

// entry reads an entry into the step, and returns what it does to schedules.
func (r *replay) entry(row []driver.Value) (what srs.Entry, err error) {
	e := &r.step.entry
	*e = entry{
		device: device{id: integer(row[0])}, seq: integer(row[1]), subject: integer(row[2]),
		kind: srs.Kind(integer(row[3])),
		day:  srs.Day(integer(row[4])), grade: srs.Grade(integer(row[5])), tick: integer(row[7]), lag: integer(row[8]),
		zone: int(integer(row[9])), took: integer(row[10]), shift: int(integer(row[11])),
	}
	if len(row) > 12 {
		e.form = Form(integer(row[12]))
		e.intervalBefore, e.easeBefore = int(integer(row[13])), int(integer(row[14]))
		e.intervalAfter, e.easeAfter = int(integer(row[15])), int(integer(row[16]))
	}
	if e.tick < r.tick {
		return what, &badEntryError{e.device.id, e.seq, "is out of order"}
	}
	r.tick = e.tick
	if detail, ok := row[6].(string); ok && detail == detailCram {
		e.detail = detailCram
	} else if ok {
		e.detail = strings.Clone(detail)
	}
	if what, err = e.schedules(); err != nil {
		return what, err
	}
	what.Undone = len(r.undone) > 0 && r.undone[[2]int64{e.device.id, e.seq}]
	return what, nil
}

func (r *replay) read(row []driver.Value) error {
	what, err := r.entry(row)
	if err != nil {
		return err
	}
	st := &r.step
	e := &st.entry
	if e.kind == srs.Pause { // its subject is a deck
		return nil
	}
	if e.kind == srs.Config {
		deck := r.rules[e.subject]
		if deck == nil {
			begin := srs.Begin
			deck = &begin
			r.rules[e.subject] = deck
		}
		deck.Take(what)
		return nil
	}
	if e.subject <= 0 || e.subject >= int64(len(r.cards)) {
		return &badEntryError{e.device.id, e.seq, "is about no card that is known here"}
	}
	card := &r.cards[e.subject]
	st.deck = int64(r.decks[e.subject])
	p := srs.Past{Rules: r.rulesOf(st.deck), State: card.state()}
	st.Step = p.Take(what)
	card.set(p.State)
	if r.f == nil {
		return nil
	}
	return r.f(st)
}

func (r *replay) rulesOf(deck int64) srs.Rules {
	if past := r.rules[deck]; past != nil {
		return past.Rules
	}
	return srs.Unlogged
}
