package data

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"

	"recall/srs"
)

// Two machines may make one deck before their logs meet. Both logs then begin with rules, and the first ones hold: see
// srs.Entry. What the replay can't see to is done here.

// goOn keeps schedules where they are if only one side's log of a deck sets rules, and these came with the deck. What
// the other side answered before they were written is replayed without them, as their tick is later. But if it went on
// since, its answers would be replayed by rules that it didn't know. An entry that follows at once then says that no
// rules were set. Either side adds the same entry, so that merging in any direction, and twice, has one result.
func (m *merger) goOn() error {
	type pair struct {
		here, there int64
		uid         [16]byte
	}
	var pairs []pair
	err := m.from.each(func(rows *sql.Rows) error {
		var p pair
		var uid []byte
		if err := rows.Scan(&p.there, &uid); err != nil {
			return err
		}
		p.uid = [16]byte(uid)
		err := m.get([]any{&p.here}, "SELECT d.id FROM deck d JOIN subject u ON u.id = d.id WHERE u.uid = ?", uid)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		pairs = append(pairs, p)
		return err
	}, "SELECT d.id, u.uid FROM deck d JOIN subject u ON u.id = d.id")
	if err != nil {
		return err
	}
	for _, p := range pairs {
		here, err := m.firstRules(p.here)
		if err != nil {
			return err
		}
		there, err := m.from.firstRules(p.there)
		if err != nil {
			return err
		}
		first, plain, deck := there, m.Store, p.here
		if first == nil {
			first, plain, deck = here, m.from, p.there
		}
		if (here == nil) == (there == nil) || !first.New {
			continue
		}
		if m.sync != nil && there == nil {
			continue // a place brings news, not the whole of a log; the other machine sees that the rules are ours
		}
		newest, err := plain.newestReview(deck)
		if err != nil {
			return err
		}
		if newest > first.tick {
			if err := m.follow("recall no rules 1", first.entry, p.here, p.uid, detailOf(srs.Unlogged)); err != nil {
				return err
			}
		}
	}
	return nil
}

// firstRules returns the first entry that sets rules in a deck's log; nil if there is none.
func (s *Store) firstRules(deck int64) (first *step, err error) {
	err = s.each(func(rows *sql.Rows) error {
		first = &step{}
		if err := scanEntry(rows, &first.entry); err != nil {
			return err
		}
		first.Entry, err = first.schedules()
		return err
	}, liveEntries+" WHERE l.subject = ? AND l.kind = {config} ORDER BY l.tick, d.uid, l.seq LIMIT 1", deck)
	return first, err
}

// newestReview returns the tick of the newest answer in a deck, or 0.
func (s *Store) newestReview(deck int64) (tick int64, err error) {
	err = s.get([]any{&tick}, `SELECT coalesce(max(l.tick), 0) FROM schedule s JOIN live l ON l.subject = s.card
		WHERE s.deck = ? AND l.kind = {review}`, deck)
	return tick, err
}

// follow adds rules of a deck that come right after an entry. They can't be written as this installation's, whose
// entries go at the end of the log. So they are the only entry of a device that is derived from the one they follow,
// and whose id sorts after those of real devices.
func (m *merger) follow(why string, after entry, deck int64, uid [16]byte, d rulesDetail) error {
	detail, err := json.Marshal(d)
	if err != nil {
		return err
	}
	h := sha256.New()
	h.Write([]byte(why))
	h.Write(after.device.uid[:])
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(after.seq)))
	e := entry{seq: 1, tick: after.tick, subject: deck, uid: uid, kind: srs.Config, lag: after.lag, day: after.day,
		zone: after.zone, detail: string(detail)}
	copy(e.device.uid[:], h.Sum([]byte{0xff, 0xff, 0xff, 0xff}))
	if e.device.id, err = m.deviceOf(e.device.uid); err != nil {
		return err
	}
	w := &writer{device: e.device}
	known, _, err := m.knows(w, &e)
	w.close()
	if err != nil || known {
		return err
	}
	e.sum = e.checksum()
	if err := m.insert(&e); err != nil || m.sync == nil {
		return err
	}
	// while news from a place are taken nothing is due there, and this may be no news to it
	_, err = m.exec(`INSERT OR IGNORE INTO place_log (place, device, seq) SELECT id, ?, ? FROM place
		WHERE id = ? AND direction <> 'pull' AND forgotten = 0`, e.device.id, e.seq, m.sync.place)
	return err
}

// adoptDeck gives a deck here the other's id if its log has nothing but the rules that it was made with, and returns
// its number. As log entries are never changed, it takes a new number, and its rules stand in the log once more.
func (m *merger) adoptDeck(here int64, uid [16]byte) (int64, error) {
	if err := m.adoptSubject(here, uid[:]); err != nil {
		return here, err
	}
	var entries int
	var own []byte
	err := m.get([]any{&own, &entries}, `SELECT uid, (SELECT count(*) FROM log l WHERE l.subject = subject.id)
		FROM subject WHERE id = ?`, here)
	if err != nil || [16]byte(own) == uid {
		return here, err
	}
	first, err := m.firstRules(here)
	if err != nil || first == nil || !first.New || entries > 1 {
		return here, err
	}
	id, _, err := m.subject(uid)
	if err != nil {
		return here, err
	}
	if err := errors.Join(m.renumberDeck(here, id), m.changeDeckIn(settingTables, here, id)); err != nil {
		return here, err
	}
	d := detailOf(first.Entry.Rules)
	d.New = true
	return id, m.follow("recall adopted 1", first.entry, id, uid, d)
}
