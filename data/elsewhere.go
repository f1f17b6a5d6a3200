package data

import (
	"database/sql"
	"encoding/json"
	"errors"

	"recall/srs"
)

// Cards that were learnt with another program bring their reviews and their schedule along. A review becomes an entry of
// a device of that program, so that it is the same entry however often and wherever it is imported. The schedule becomes
// a State entry, as the program's own rules led to it.

// history is what another program kept of a card.
type history struct {
	note, slot string  // the note's id in its source, and the slot of the card
	reviews    []entry // without device and subject, oldest first
	ours       bool    // the note was made here
	state      srs.State
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
		id, err := a.deviceOf(f.device)
		if err != nil {
			return err
		}
		t := historyTaker{applier: a, device: device{id, f.device}, top: a.at.Time.UnixMilli()}
		if err := t.read(f.Path); err != nil {
			return err
		}
		for k := range f.elsewhere {
			if err := t.take(&f.elsewhere[k]); err != nil {
				return err
			}
		}
	}
	return nil
}

// historyTaker takes the histories of one file.
type historyTaker struct {
	*applier
	device device
	top    int64          // ms: later reviews come from a clock that was ahead
	known  map[int64]bool // by seq
	cards  map[cardKey]subject
}

type cardKey struct{ note, slot string }

// subject is a card, by its number and its id.
type subject struct {
	id  int64
	uid [16]byte
}

// read reads which reviews of the device are here, and which cards the source has.
func (t *historyTaker) read(source string) error {
	t.known, t.cards = map[int64]bool{}, map[cardKey]subject{}
	seqs, err := t.numbers("SELECT seq FROM log WHERE device = ?", t.device.id)
	if err != nil {
		return err
	}
	for _, seq := range seqs {
		t.known[seq] = true
	}
	return t.each(func(rows *sql.Rows) error {
		var key cardKey
		var card subject
		var uid []byte
		err := rows.Scan(&key.note, &key.slot, &card.id, &uid)
		copy(card.uid[:], uid)
		t.cards[key] = card
		return err
	}, `SELECT n.explicit, c.slot, c.id, u.uid
		FROM source o JOIN note n ON n.source = o.id JOIN card c ON c.note = n.id JOIN subject u ON u.id = c.id
		WHERE o.path = ? AND n.parked = 0`, source)
}

// find returns the card that a history is of. A card that was exported to Anki is known by its id, or by the id of its note
// there if that has no other card.
func (t *historyTaker) find(h *history) (card subject, err error) {
	if card, ok := t.cards[cardKey{h.note, h.slot}]; ok {
		return card, nil
	}
	if !h.ours {
		return card, sql.ErrNoRows
	}
	for key, c := range t.cards {
		if key.note == h.note {
			return c, nil
		}
	}
	return t.cardOf(h.note)
}

// answers reads when a card was answered, in ms of the wall clock. An answer at the same time is the same, under whatever
// device it is in the log: a deck that was exported to another program comes back as that program's.
func (t *historyTaker) answers(card int64) (map[int64]bool, error) {
	list, err := t.numbers("SELECT tick - lag FROM log WHERE subject = ? AND kind = {review} AND device <> ?", card, t.device.id)
	at := make(map[int64]bool, len(list))
	for _, ms := range list {
		at[ms] = true
	}
	return at, err
}

// take adds the reviews of a card, and its schedule if that is newer than what is here.
func (t *historyTaker) take(h *history) error {
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
	fresh := 0
	for _, e := range h.reviews {
		if t.known[e.seq] || answered[e.tick] || e.seq <= 0 || e.tick > t.top {
			continue
		}
		e.device, e.subject, e.uid = t.device, card.id, card.uid
		e.sum = e.checksum()
		if err := t.insert(&e); err != nil {
			return err
		}
		t.known[e.seq] = true
		fresh++
	}
	t.done.Reviews += fresh
	if fresh > 0 {
		replayed, err := t.replay(card.id)
		if err == nil {
			err = t.writeState(card.id, replayed)
		}
		if err != nil {
			return err
		}
	}
	newest, err := t.newestAct(card.id)
	if err != nil || newest > 0 && newest/1000 >= h.modified/1000 {
		return err
	}
	return t.setState(card.id, h)
}

// actedAt is the time of an act in the log, in ms. An act that repeats another program's is as old as it was there.
const actedAt = `iif(kind IN ({suspend}, {resume}, {flag}, {state}), coalesce(json_extract(detail, '$.as_of'), tick), tick)`

// newestAct is the time of the newest act that the schedule of a card follows, in ms; 0 without one.
func (t *historyTaker) newestAct(card int64) (tick int64, err error) {
	err = t.get([]any{&tick}, "SELECT coalesce(max("+actedAt+`), 0) FROM live WHERE subject = ? AND device <> ?
		AND kind IN ({review}, {suspend}, {resume}, {reset}, {flag}, {state})`, card, t.device.id)
	return tick, err
}

// setState makes a card stand as the other program had it.
func (t *historyTaker) setState(card int64, h *history) error {
	now, err := t.readState(card)
	if err != nil {
		return err
	}
	if h.state.Interval > 0 && !sameSchedule(now, h.state) {
		d := plannedOf(h.state)
		d.AsOf = h.modified
		if err := t.repeat(card, srs.SetState, d); err != nil {
			return err
		}
		t.done.Schedules++
	}
	as := asOf{h.modified}
	if h.suspended != now.Suspended {
		kind := srs.Suspend
		if !h.suspended {
			kind = srs.Resume
		}
		if err := t.repeat(card, kind, as); err != nil {
			return err
		}
	}
	if h.flagged && !now.Flagged {
		return t.repeat(card, srs.Flag, as)
	}
	return nil
}

// repeat writes down what the other program did to a card.
func (t *historyTaker) repeat(card int64, kind srs.Kind, detail any) error {
	text, err := json.Marshal(detail)
	if err != nil {
		return err
	}
	_, _, err = t.act(&entry{subject: card, kind: kind, detail: string(text)}, t.at)
	return err
}

// asOf is the content of an entry that repeats an act of another program: when that one changed the card last.
type asOf struct {
	AsOf int64 `json:"as_of,omitempty"` // ms
}

// sameSchedule reports whether a card is scheduled alike here and there. The other program tells no more than two passes in a
// row, and a card that was ripe once unlocks others for good.
func sameSchedule(now, there srs.State) bool {
	now.Reps, there.Reps = min(now.Reps, 2), min(there.Reps, 2)
	there.Ripe = there.Ripe || now.Ripe
	return plannedOf(now) == plannedOf(there)
}
