package apkg

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"recall/deck/anki"
)

// Numbers are cast, as old versions of Anki stored some with a fraction.

// readNotes reads the notes, the oldest first.
func (r *reader) readNotes() error {
	return r.each(func(rows *sql.Rows) error {
		var n anki.Note
		var tags, fields string
		if err := rows.Scan(&n.ID, &n.GUID, &n.Type, &n.Modified, &tags, &fields); err != nil {
			return errDamaged
		}
		parts := strings.Count(fields, "\x1f") + 1
		if err := r.take(len(n.GUID) + 9*len(tags) + len(fields) + 16*parts); err != nil {
			return err
		}
		n.Tags = strings.Fields(strings.ToValidUTF8(tags, "\ufffd"))
		n.Fields = strings.Split(strings.ToValidUTF8(fields, "\ufffd"), "\x1f")
		r.into.Notes = append(r.into.Notes, n)
		return nil
	}, `
		SELECT id, CAST(guid AS TEXT), CAST(mid AS INTEGER), CAST(mod AS INTEGER), CAST(tags AS TEXT), CAST(flds AS TEXT)
		FROM notes
		ORDER BY id`)
}

// readCards reads the cards, by note and template.
func (r *reader) readCards() error {
	err := r.each(func(rows *sql.Rows) error {
		var c anki.Card
		var interval, ease, repetitions, lapses, kind, queue, flags int64
		var data sql.RawBytes
		err := rows.Scan(&c.ID, &c.Note, &c.Deck, &c.Ord, &c.Modified, &kind, &queue, &c.Due, &interval, &ease,
			&repetitions, &lapses, &c.HomeDue, &c.Home, &flags, &data)
		if err != nil {
			return errDamaged
		}
		if kind < int64(anki.New) || kind > int64(anki.Relearning) || queue < int64(anki.UserBuried) ||
			queue > int64(anki.QueuePreview) || c.Ord < 0 || c.Ord > math.MaxUint16 {
			return errDamaged
		}
		c.Kind, c.Queue = anki.Kind(kind), anki.Queue(queue)
		c.Interval, c.Ease = small(interval), small(ease)
		c.Repetitions, c.Lapses = small(repetitions), small(lapses)
		c.Flag = int(flags & 7) // the other bits are not its colour
		c.Stability = stability(data)
		r.into.Cards = append(r.into.Cards, c)
		return r.take(64)
	}, `
		SELECT id, nid, did, ord, CAST(mod AS INTEGER), type, queue, CAST(due AS INTEGER), CAST(ivl AS INTEGER),
			CAST(factor AS INTEGER), CAST(reps AS INTEGER), CAST(lapses AS INTEGER), CAST(odue AS INTEGER), odid,
			CAST(flags AS INTEGER), CAST(data AS BLOB)
		FROM cards`)
	slices.SortFunc(r.into.Cards, func(a, b anki.Card) int { // SQLite might sort them in a file
		return cmp.Or(cmp.Compare(a.Note, b.Note), cmp.Compare(a.Ord, b.Ord), cmp.Compare(a.ID, b.ID))
	})
	return err
}

// stability reads what FSRS knows of a card. Without its difficulty the card is not scheduled by FSRS.
func stability(data []byte) float64 {
	var is struct {
		Stability  float64 `json:"s"`
		Difficulty float64 `json:"d"`
	}
	if len(data) < len(`{"s":1}`) || json.Unmarshal(data, &is) != nil || is.Difficulty <= 0 || is.Stability <= 0 {
		return 0 // add-ons keep their own notes there
	}
	return is.Stability
}

// readReviews reads the log, the oldest first.
func (r *reader) readReviews() error {
	return r.each(func(rows *sql.Rows) error {
		var v anki.Review
		var button, interval, before, ease, took, kind int64
		if err := rows.Scan(&v.ID, &v.Card, &button, &interval, &before, &ease, &took, &kind); err != nil {
			return errDamaged
		}
		v.Button, v.Interval, v.Before = small(button), small(interval), small(before)
		v.Ease, v.Took, v.Kind = small(ease), small(took), anki.ReviewKind(small(kind))
		r.into.Reviews = append(r.into.Reviews, v)
		return r.take(0)
	}, `
		SELECT id, cid, CAST(ease AS INTEGER), CAST(ivl AS INTEGER), CAST(lastIvl AS INTEGER), CAST(factor AS INTEGER),
			CAST(time AS INTEGER), CAST(type AS INTEGER)
		FROM revlog
		ORDER BY id`)
}

// small bounds a number to 32 bits, as Anki's are.
func small(n int64) int { return int(max(math.MinInt32, min(n, math.MaxInt32))) }
