package data

import (
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"recall/data/place"
)

// Direction says what a place is for.
type Direction string

// The directions. From a place that is only pulled from come notes and cards, and nothing of anybody's learning.
const (
	BothWays Direction = "both"
	PullOnly Direction = "pull"
	PushOnly Direction = "push"
)

// Place is where this machine meets others: what is remembered of it.
type Place struct {
	At        string // an absolute folder, or rclone:REMOTE:PATH
	Direction Direction
	Decks     []string       // names; nil: all
	Met       time.Time      // when it was reached last; zero: never
	Sent      time.Time      // when all that was due there was pushed last
	Due       place.Contents // what it does not have yet, where it is counted: by Places and Courier.End

	id     int64
	decks  []string // ids, hexadecimal
	device [16]byte // whose files there are this machine's
	pushed int
	own    string // the index of these files
	parcel string

	forgotten bool
	asked     bool // just now, for its decks: those that were deleted here come back
}

// ErrNoPlace reports that no place is remembered.
var ErrNoPlace = errors.New("no place to sync with is known yet")

const placeColumns = `p.id, p.at, p.direction, p.decks, p.met, p.sent, d.uid, p.pushed, p.own, p.parcel,
	p.forgotten FROM place p JOIN device d ON d.id = p.device`

func scanPlace(rows interface{ Scan(...any) error }) (p Place, err error) {
	var decks string
	var device []byte
	var met, sent int64
	err = rows.Scan(&p.id, &p.At, &p.Direction, &decks, &met, &sent, &device, &p.pushed, &p.own, &p.parcel,
		&p.forgotten)
	if err != nil {
		return p, err
	}
	copy(p.device[:], device)
	p.Met, p.Sent = timeOf(met), timeOf(sent)
	unreadable := json.Unmarshal([]byte(decks), &p.decks) != nil
	for _, id := range p.decks {
		uid, err := hex.DecodeString(id)
		unreadable = unreadable || err != nil || len(uid) != 16
	}
	if unreadable {
		return p, &damage{unreadablePlace(p.At)}
	}
	return p, nil
}

func timeOf(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

// Places returns the places that are remembered, in the order in which they were first named.
func (s *Store) Places() (list []Place, err error) {
	err = s.each(func(rows *sql.Rows) error {
		p, err := scanPlace(rows)
		list = append(list, p)
		return err
	}, "SELECT "+placeColumns+" WHERE p.forgotten = 0 ORDER BY p.id")
	for i := range list {
		if err == nil {
			err = errors.Join(s.nameDecks(&list[i]), s.countDue(&list[i]))
		}
	}
	return list, err
}

// nameDecks finds the names of a place's decks. One that is not here yet is known by its id, and one that was merged by the
// deck that it is a part of. A class knows a deck by another id than this machine, where the learner's machines had two.
func (s *Store) nameDecks(p *Place) error {
	for _, id := range p.decks {
		name := id[:8]
		uid, err := hex.DecodeString(id)
		if err != nil || len(uid) != 16 {
			return err
		}
		home, err := s.home([16]byte(uid))
		if err == nil {
			err = s.get([]any{&name}, "SELECT d.name FROM deck d JOIN subject u ON u.id = d.id WHERE u.uid = ?", home[:])
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if home != [16]byte(uid) && p.Direction != PullOnly {
			name = "part of " + name
		}
		p.Decks = append(p.Decks, name)
	}
	return nil
}

// synced reports whether this machine meets others anywhere.
func (s *Store) synced() (yes bool, err error) {
	err = s.get([]any{&yes}, "SELECT EXISTS (SELECT 1 FROM place WHERE forgotten = 0)")
	return yes, err
}

// RememberPlace adds a place, or changes what a known one is for. All that this machine has is due at it. Without decks it
// is for those that it was for, and a new one for all.
func (s *Store) RememberPlace(at string, direction Direction, decks []int64) (p Place, err error) {
	var ids []string
	for _, deck := range decks {
		var uid []byte
		if err := s.get([]any{&uid}, "SELECT uid FROM subject WHERE id = ?", deck); err != nil {
			return p, err
		}
		ids = append(ids, hex.EncodeToString(uid))
	}
	return s.remember(at, direction, ids)
}

// remember adds a place, or changes what a known one is for. decks are the ids of decks, hexadecimal. What others have
// there is read anew where only cards are taken, or were.
func (s *Store) remember(at string, direction Direction, decks []string) (p Place, err error) {
	list, err := json.Marshal(append([]string{}, decks...))
	if err != nil {
		return p, err
	}
	err = s.write(func() error {
		_, err := s.exec(`DELETE FROM place_read WHERE place IN (SELECT id FROM place WHERE at = ? AND 'pull' IN (direction, ?))`,
			at, direction)
		if err != nil {
			return err
		}
		_, err = s.exec(`INSERT INTO place (at, direction, decks, forgotten, device, pushed, own, parcel, met, sent, taking)
			VALUES (?, ?, ?, 0, ?, 0, '', '', 0, 0, 0)
			ON CONFLICT (at) DO UPDATE SET direction = excluded.direction, forgotten = 0,
				decks = iif(excluded.decks = '[]' AND forgotten = 0, decks, excluded.decks)`,
			at, direction, string(list), s.own.id)
		if err != nil {
			return err
		}
		if p, err = s.placeAt(at); err != nil {
			return err
		}
		return s.allDue(p)
	})
	return p, err
}

// keepDecks stores which decks a place is for.
func (s *Store) keepDecks(p Place) error {
	list, err := json.Marshal(p.decks)
	if err == nil {
		_, err = s.exec("UPDATE place SET decks = ? WHERE id = ?", string(list), p.id)
	}
	return err
}

// DecksNotIn returns the names of the decks that one place is for, and another not.
func (p Place) DecksNotIn(other Place) (names []string) {
	for i, id := range p.decks {
		if len(other.decks) > 0 && !slices.Contains(other.decks, id) {
			names = append(names, p.Decks[i])
		}
	}
	return names
}

func (s *Store) placeAt(at string) (p Place, err error) {
	err = sql.ErrNoRows
	scanErr := s.each(func(rows *sql.Rows) error {
		p, err = scanPlace(rows)
		return err
	}, "SELECT "+placeColumns+" WHERE p.at = ?", at)
	if scanErr != nil {
		return p, scanErr
	}
	if err != nil {
		return p, err
	}
	return p, s.nameDecks(&p)
}

// countDue counts what would leave for a place.
func (s *Store) countDue(p *Place) error {
	entries := "SELECT count(*) FROM place_log WHERE place = ?1"
	if len(p.decks) > 0 {
		entries = `SELECT count(*) FROM place_log t CROSS JOIN log l ON l.device = t.device AND l.seq = t.seq
			WHERE t.place = ?1 AND ` + p.ofDecks("coalesce((SELECT deck FROM schedule WHERE card = l.subject), l.subject)")
	}
	return s.get([]any{&p.Due.Entries, &p.Due.Notes, &p.Due.Settings}, `SELECT (`+entries+`),
		(SELECT count(*) FROM place_note t CROSS JOIN note n ON n.id = t.note CROSS JOIN source o ON o.id = n.source
			WHERE t.place = ?1 AND o.purged = 0 AND `+p.ofDecks("n.deck")+`),
		(SELECT count(*) FROM place_setting WHERE place = ?1 AND `+p.ofDecks("deck")+`)`, p.id)
}

// allDue makes all that this machine has due at a place. Built-in notes are everywhere, unless something was done to
// them.
func (s *Store) allDue(p Place) error {
	if p.Direction == PullOnly {
		return s.noneDue(p)
	}
	_, err := s.exec(`INSERT INTO place_log (place, device, seq) SELECT ?, l.device, l.seq FROM log l
		JOIN device d ON d.id = l.device WHERE substr(d.uid, 1, ?) <> ? ON CONFLICT DO UPDATE SET push = 0`, p.id,
		len(repeater), repeater)
	if err != nil {
		return err
	}
	_, err = s.exec(`INSERT INTO place_setting (place, deck, name) SELECT ?, deck, name FROM setting
		WHERE deck > 0 AND stamp > 0 ON CONFLICT DO UPDATE SET push = 0`, p.id)
	if err != nil {
		return err
	}
	_, err = s.exec(`INSERT INTO place_note (place, note) SELECT ?1, n.id FROM note n JOIN source o ON o.id = n.source
		WHERE o.purged = 0 AND (o.path NOT GLOB '`+BuiltinPath+`*' OR n.origin <> ''
			OR EXISTS (SELECT 1 FROM card c JOIN log l ON l.subject = c.id WHERE c.note = n.id))
		ON CONFLICT DO UPDATE SET push = 0`, p.id)
	return err
}

func (s *Store) noneDue(p Place) error {
	for _, table := range dueTables {
		if _, err := s.exec("DELETE FROM "+table+" WHERE place = ?", p.id); err != nil {
			return err
		}
	}
	return nil
}

// ForgetPlace forgets a place. The files there stay.
func (s *Store) ForgetPlace(at string) error {
	return s.write(func() error {
		p, err := s.placeAt(at)
		if errors.Is(err, sql.ErrNoRows) || err == nil && p.forgotten {
			return &UnknownPlaceError{at}
		}
		if err != nil {
			return err
		}
		if err := errors.Join(s.noneDue(p), s.wantMedia(p.id, nil)); err != nil {
			return err
		}
		_, err = s.exec("UPDATE place SET forgotten = 1 WHERE id = ?", p.id)
		return err
	})
}

// UnknownPlaceError reports a place that is not remembered.
type UnknownPlaceError struct{ At string }

// Error names the place.
func (e *UnknownPlaceError) Error() string { return e.At + " is no place that is synced with" }

// settlePlace makes a place one of the device that this installation writes as. If the place knows it as another, which
// it was before it moved or was copied, the files there stay that device's.
func (s *Store) settlePlace(p *Place) error {
	if p.device == s.own.uid {
		return nil
	}
	return s.write(func() error { return s.leaveDevice(p, p.pushed) })
}

// leaveDevice begins anew with files of the installation's own. Of those that it had there, the first pushes count as
// read.
func (s *Store) leaveDevice(p *Place, read int) error {
	if read > 0 {
		if err := s.haveRead(p.id, p.device, 1, read); err != nil {
			return err
		}
	}
	if err := s.dueWith(p, 0); err != nil {
		return err
	}
	_, err := s.exec("UPDATE place SET device = ?, pushed = 0, own = '', parcel = '' WHERE id = ?", s.own.id, p.id)
	p.device, p.pushed, p.own, p.parcel = s.own.uid, 0, "", ""
	return err
}

// span is a run of pushes.
type span struct{ first, last int }

// wasRead returns which pushes were read at a place, by device.
func (s *Store) wasRead(p int64) (map[[16]byte][]span, error) {
	read := map[[16]byte][]span{}
	return read, s.each(func(rows *sql.Rows) error {
		var uid []byte
		var x span
		err := rows.Scan(&uid, &x.first, &x.last)
		read[[16]byte(uid)] = append(read[[16]byte(uid)], x)
		return err
	}, "SELECT device, first, last FROM place_read WHERE place = ? ORDER BY first", p)
}

// haveRead stores that pushes were read.
func (s *Store) haveRead(p int64, device [16]byte, first, last int) error {
	_, err := s.exec(`INSERT INTO place_read (place, device, first, last) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT DO UPDATE SET last = max(last, excluded.last)`, p, device[:], first, last)
	if err != nil {
		return err
	}
	all, err := s.wasRead(p)
	if err != nil {
		return err
	}
	joined := joinSpans(all[device])
	if _, err := s.exec("DELETE FROM place_read WHERE place = ? AND device = ?", p, device[:]); err != nil {
		return err
	}
	for _, x := range joined {
		if _, err := s.exec("INSERT INTO place_read (place, device, first, last) VALUES (?, ?, ?, ?)", p, device[:], x.first,
			x.last); err != nil {
			return err
		}
	}
	return nil
}

// wantedMedia returns the pictures and sounds that were not at a place yet, in order.
func (s *Store) wantedMedia(p int64) (names []string, err error) {
	return names, s.each(func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		names = append(names, name)
		return err
	}, "SELECT name FROM place_media WHERE place = ? ORDER BY name", p)
}

// wantMedia stores which pictures and sounds are not at a place yet.
func (s *Store) wantMedia(p int64, names []string) error {
	if _, err := s.exec("DELETE FROM place_media WHERE place = ?", p); err != nil {
		return err
	}
	for _, name := range names {
		if _, err := s.exec("INSERT INTO place_media (place, name) VALUES (?, ?)", p, name); err != nil {
			return err
		}
	}
	return nil
}

func joinSpans(list []span) (joined []span) {
	slices.SortFunc(list, func(a, b span) int { return a.first - b.first })
	for _, x := range list {
		if n := len(joined); n > 0 && x.first <= joined[n-1].last+1 {
			joined[n-1].last = max(joined[n-1].last, x.last)
		} else {
			joined = append(joined, x)
		}
	}
	return joined
}

func covers(list []span, first, last int) bool {
	return slices.ContainsFunc(list, func(x span) bool { return x.first <= first && last <= x.last })
}

// ErrSyncing reports that another run exchanges with places right now.
var ErrSyncing = errors.New("another recall is syncing right now")

// exchanging runs f while no other run of this database exchanges with a place.
func (s *Store) exchanging(ctx context.Context, f func() error) error {
	unlock, err := lockExchange(ctx, s.path)
	if err != nil {
		return err
	}
	return errors.Join(f(), unlock())
}

// lockExchange keeps other runs of a database from exchanging with a place. The lock is a database of its own, so that it
// falls when the process does, and keeps no grade waiting.
func lockExchange(ctx context.Context, path string) (unlock func() error, err error) {
	path += "-sync"
	if err := create(path); err != nil {
		return nil, err
	}
	lock, err := connect(ctx, path)
	if err != nil {
		return nil, err
	}
	if _, err := lock.execScript("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE"); err != nil {
		lock.Close()
		if fault, ok := fileFaultOf(err); ok && fault == FileBusy {
			return nil, ErrSyncing
		}
		return nil, fmt.Errorf("lock the exchange: %w", explain(path, err))
	}
	return lock.Close, nil // which rolls back
}

// place opens the carrier of a place.
func (p Place) carrier() place.Carrier { return place.Open(p.At) }
