package data

import (
	"database/sql"

	"recall/srs"
)

// Cards that were learnt with another program bring their reviews and their schedule along. A review becomes an entry of
// a device of that program, so that it is the same entry however often and wherever it is imported. The schedule becomes
// a State entry, as the program's own rules led to it.

// history is what another program kept of a card.
type history struct {
	note, slot string  // the note's id in its source, and the slot of the card
	reviews    []entry // without device and subject, oldest first
	state      srs.State
	modified   int64 // ms: when the program changed the card last
	suspended  bool
	flagged    bool
}

// takeHistories adds what another program kept of the cards of the plan's files.
func (a *applier) takeHistories() error {
	for i, f := range a.plan.Files {
		if len(f.elsewhere) == 0 {
			continue
		}
		id, err := a.deviceOf(f.device)
		if err != nil {
			return err
		}
		t := historyTaker{applier: a, device: device{id, f.device}, top: a.at.Time.UnixMilli()}
		if err := t.read(a.sources[i]); err != nil {
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
	top    int64 // ms: later reviews come from a clock that was ahead
	known  map[int64]bool
	cards  map[cardKey]subject
}

type cardKey struct{ note, slot string }

// subject is a card, by its number and its id.
type subject struct {
	id  int64
	uid [16]byte
}

// read reads which reviews of the device are here, and which cards the source has.
func (t *historyTaker) read(source int64) error {
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
	}, `SELECT n.explicit, c.slot, c.id, u.uid FROM note n JOIN card c ON c.note = n.id JOIN subject u ON u.id = c.id
		WHERE n.source = ? AND n.parked = 0`, source)
}

// take adds the reviews of a card, and its schedule if that is newer than what is here.
func (t *historyTaker) take(h *history) error {
	card, ok := t.cards[cardKey{h.note, h.slot}]
	if !ok {
		return nil // another card asks the same
	}
	fresh := 0
	for _, e := range h.reviews {
		if t.known[e.seq] || e.seq <= 0 || e.tick > t.top {
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

// newestAct is the tick of the newest act here that the schedule of a card follows; 0 without one.
func (t *historyTaker) newestAct(card int64) (tick int64, err error) {
	err = t.get([]any{&tick}, `SELECT coalesce(max(tick), 0) FROM live WHERE subject = ? AND device <> ?
		AND kind IN ({review}, {suspend}, {resume}, {reset}, {flag}, {state})`, card, t.device.id)
	return tick, err
}

// setState makes a card stand as the other program had it.
func (t *historyTaker) setState(card int64, h *history) error {
	now, err := t.readState(card)
	if err != nil {
		return err
	}
	if h.state.Interval > 0 && plannedOf(now) != plannedOf(h.state) {
		if err := t.planned(card, h.state); err != nil {
			return err
		}
		t.done.Schedules++
	}
	if h.suspended != now.Suspended {
		kind := srs.Suspend
		if !h.suspended {
			kind = srs.Resume
		}
		if _, _, err := t.act(&entry{subject: card, kind: kind}, t.at); err != nil {
			return err
		}
	}
	if h.flagged && !now.Flagged {
		_, _, err = t.act(&entry{subject: card, kind: srs.Flag}, t.at)
	}
	return err
}
