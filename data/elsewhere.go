package data

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"recall/srs"
)

// Cards that were learnt with another program bring their reviews and their schedule along. A review becomes an entry of
// a device of that program, so that it is the same entry however often and wherever it is imported. So does the
// schedule, as the program's own rules led to it: a State entry, or a Reset, behind the card's last review. What was
// answered here later is replayed from there. A schedule written down at the time of the import would hide answers that
// another machine gave before.

// history is what another program kept of a card.
type history struct {
	note, slot string  // the note's id in its source, and the slot of the card
	reviews    []entry // without device and subject, oldest first
	ours       bool    // the note was made here
	state      srs.State
	left       entry // what makes its schedule that of the program; seq 0: there is none
	answered   int64 // ms: when the program asked the card last, or 0
	modified   int64 // ms: when the program changed the card last
	suspended  bool
	flagged    bool
}

// takeHistories adds what another program kept of the cards of the plan's files.
func (a *applier) takeHistories() error {
	for _, f := range a.plan.Files {
		if len(f.elsewhere) == 0 {
			continue
		}
		t := historyTaker{applier: a, top: a.at.Time.UnixMilli()}
		var err error
		if t.reviews, err = a.deviceTaken(f.device); err != nil {
			return err
		}
		if t.schedules, err = a.deviceTaken(f.schedules); err != nil {
			return err
		}
		if err := t.read(f.Path); err != nil {
			return err
		}
		for k := range f.elsewhere {
			if err := t.take(&f.elsewhere[k]); err != nil {
				return err
			}
		}
		if t.ahead {
			if _, err := a.exec("UPDATE source SET sum = zeroblob(32) WHERE path = ?", f.Path); err != nil {
				return err
			}
		}
	}
	return nil
}

// historyTaker takes the histories of one file.
type historyTaker struct {
	*applier
	reviews   taken
	schedules taken
	top       int64                  // ms: later entries come from a clock that was ahead; they wait
	ahead     bool                   // there are such, so that the same package is to be read again
	cards     map[cardKey]markedCard // without a slot: any card of the note
}

// taken is a device of another program, and which of its entries are here.
type taken struct {
	device
	known map[int64]bool
}

func (a *applier) deviceTaken(uid [16]byte) (t taken, err error) {
	t = taken{device{0, uid}, map[int64]bool{}}
	if t.id, err = a.deviceOf(uid); err != nil {
		return t, err
	}
	seqs, err := a.numbers("SELECT seq FROM log WHERE device = ?", t.id)
	for _, seq := range seqs {
		t.known[seq] = true
	}
	return t, err
}

type cardKey struct{ note, slot string }

// subject is a card, by its number and its id.
type subject struct {
	id  int64
	uid [16]byte
}

// markedCard is a card, and what it is marked with here.
type markedCard struct {
	subject
	suspended, flagged bool
}

// read reads which cards the source has.
func (t *historyTaker) read(source string) error {
	t.cards = map[cardKey]markedCard{}
	return t.each(func(rows *sql.Rows) error {
		var key cardKey
		var card markedCard
		var uid []byte
		err := rows.Scan(&key.note, &key.slot, &card.id, &uid, &card.suspended, &card.flagged)
		copy(card.uid[:], uid)
		t.cards[key], t.cards[cardKey{note: key.note}] = card, card
		return err
	}, `SELECT n.explicit, c.slot, c.id, u.uid, s.hold & {suspended} > 0, s.marks & {flagged} > 0
		FROM source o JOIN note n ON n.source = o.id JOIN card c ON c.note = n.id JOIN subject u ON u.id = c.id
			JOIN schedule s ON s.card = c.id
		WHERE o.path = ? AND n.parked = 0`, source)
}

// find returns the card that a history is of. A card that was exported to Anki is known by its id, or by the id of its note
// there if that has no other card.
func (t *historyTaker) find(h *history) (card subject, err error) {
	if card, ok := t.cards[cardKey{h.note, h.slot}]; ok {
		return card.subject, nil
	}
	if !h.ours {
		return card, sql.ErrNoRows
	}
	if card, ok := t.cards[cardKey{note: h.note}]; ok {
		return card.subject, nil
	}
	return t.cardOf(h.note)
}

// answers reads when a card was answered, in ms of the wall clock. An answer at the same time is the same, under whatever
// device it is in the log: a deck that was exported to another program comes back as that program's.
func (t *historyTaker) answers(card int64) (map[int64]bool, error) {
	list, err := t.numbers("SELECT tick - lag FROM log WHERE subject = ? AND kind = {review} AND device <> ?", card, t.reviews.id)
	at := make(map[int64]bool, len(list))
	for _, ms := range list {
		at[ms] = true
	}
	return at, err
}

// took reports whether all of a history is here already, and the card is marked as in the other program. Most of a package
// that comes again is, and then nothing needs to be read of the card.
func (t *historyTaker) took(h *history) bool {
	card, ok := t.cards[cardKey{h.note, h.slot}]
	return ok && card.suspended == h.suspended && (card.flagged || !h.flagged) && (h.left.seq <= 0 || t.schedules.known[h.left.seq]) &&
		!slices.ContainsFunc(h.reviews, func(e entry) bool { return !t.reviews.known[e.seq] })
}

// take adds the reviews and the schedule of a card, and makes it stand as in the other program.
func (t *historyTaker) take(h *history) error {
	if t.took(h) {
		return nil
	}
	card, err := t.find(h)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // another card asks the same
	}
	if err != nil {
		return err
	}
	answered, err := t.answers(card.id)
	if err != nil {
		return err
	}
	before, err := t.readState(card.id)
	if err != nil {
		return err
	}
	fresh := 0
	for _, e := range h.reviews {
		if answered[e.tick] {
			continue
		}
		added, err := t.add(&t.reviews, e, card)
		if err != nil {
			return err
		}
		if added {
			fresh++
		}
	}
	t.done.Reviews += fresh
	scheduled := false
	if known, err := t.knows(h, card.id, before, fresh, answered[h.answered]); err != nil {
		return err
	} else if !known {
		if scheduled, err = t.add(&t.schedules, h.left, card); err != nil {
			return err
		}
	}
	if scheduled {
		fresh++
	}
	now := before
	if fresh > 0 {
		if now, err = t.replay(card.id); err == nil {
			err = t.writeState(card.id, now)
		}
		if err != nil {
			return err
		}
	}
	if scheduled && plannedOf(now) != plannedOf(before) {
		t.done.Schedules++
	}
	return t.mark(card.id, now, h)
}

// knows reports whether a card that was exported to the other program comes back as it went, or was answered here since.
// It was exported if it is one of ours, or if its last answer there was given here.
func (t *historyTaker) knows(h *history, card int64, now srs.State, fresh int, here bool) (bool, error) {
	if !h.ours && !here || fresh > 0 {
		return false, nil
	}
	if sameSchedule(now, h.state) {
		return true, nil
	}
	newest, err := t.newestAct(card)
	return newest >= h.left.tick, err
}

// actedAt is the time of an act in the log, in ms. An act that repeats another program's is as old as it was there.
const actedAt = `iif(kind IN ({suspend}, {resume}, {flag}), coalesce(json_extract(detail, '$.as_of'), tick), tick)`

// newestAct is the time of the newest act of the learner's here on a card, in ms; 0 without one.
func (t *historyTaker) newestAct(card int64) (tick int64, err error) {
	err = t.get([]any{&tick}, "SELECT coalesce(max("+actedAt+`), 0) FROM live WHERE subject = ? AND device NOT IN (?, ?)
		AND kind IN ({review}, {suspend}, {resume}, {reset}, {flag})`, card, t.reviews.id, t.schedules.id)
	return tick, err
}

// add adds an entry of another program, unless it is here already.
func (t *historyTaker) add(of *taken, e entry, card subject) (added bool, err error) {
	if of.known[e.seq] || e.seq <= 0 {
		return false, nil
	}
	if e.tick > t.top {
		t.ahead = true
		return false, nil
	}
	of.known[e.seq] = true
	e.device, e.subject, e.uid = of.device, card.id, card.uid
	e.sum = e.checksum()
	return true, t.insert(&e)
}

// mark suspends, resumes and flags a card as it is in the other program, if that is newer than what was done here.
func (t *historyTaker) mark(card int64, now srs.State, h *history) error {
	if h.suspended == now.Suspended && (!h.flagged || now.Flagged) {
		return nil
	}
	newest, err := t.newestAct(card)
	if err != nil || newest > 0 && newest/1000 >= h.modified/1000 {
		return err
	}
	// A program changes cards also on its own. Only an answer shows that the learner resumed one.
	switch {
	case h.suspended && !now.Suspended:
		err = t.repeat(card, srs.Suspend, h.modified)
	case !h.suspended && now.Suspended && h.answered > newest:
		err = t.repeat(card, srs.Resume, h.modified)
	}
	if err == nil && h.flagged && !now.Flagged {
		err = t.repeat(card, srs.Flag, h.modified)
	}
	return err
}

// repeat writes down what the other program did to a card, with the time at which it changed the card last, in ms.
func (t *historyTaker) repeat(card int64, kind srs.Kind, asOf int64) error {
	_, _, err := t.act(&entry{subject: card, kind: kind, detail: fmt.Sprintf(`{"as_of":%d}`, asOf)}, t.at)
	return err
}

// sameSchedule reports whether a card is scheduled alike here and there. The other program does not count passes in a row: it
// tells only a card that is being learnt again, which has none. And a card that was ripe once unlocks others for good.
func sameSchedule(now, there srs.State) bool {
	if there.Reps > 0 {
		there.Reps = now.Reps
	}
	there.Ripe = there.Ripe || now.Ripe
	return plannedOf(now) == plannedOf(there)
}
