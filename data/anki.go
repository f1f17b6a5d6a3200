package data

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"recall/data/apkg"
	"recall/deck/anki"
	"recall/srs"
)

// AnkiPath begins the path of a source that came out of an Anki package. The name of its deck there follows, and not
// that of the file: a package is a copy, and the next one, whatever its name, is the same source.
const AnkiPath = "anki:"

// IsAnki reports whether a file is an Anki package, as its ending says.
func IsAnki(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".apkg", ".colpkg":
		return true
	}
	return false
}

// ReadAnki reads an Anki package as files to import: one for each of its decks of the highest level. Reviews and
// schedules come along, and so do the pictures and sounds that cards show. A note that a package lacks is not gone: most
// packages hold a part of a collection. zone is where days begin if the collection doesn't say it.
func ReadAnki(ctx context.Context, path string, zone *time.Location) (files []File, err error) {
	p, err := apkg.Open(ctx, path)
	if err != nil {
		return nil, tempGone(err)
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	file, err := Identify(path) // after Open, which refuses a pipe instead of waiting for its writer
	if err != nil {
		return nil, err
	}
	media, err := mediaOf(ctx, p, path, file.Size)
	if err != nil {
		return nil, err
	}
	if file.Package, err = filepath.Abs(path); err != nil {
		return nil, err
	}
	c := p.Collection
	c.Pictures = media.pictures()
	x := ankiReader{Collection: c, zone: c.Zone(zone), first: srs.DayOf(c.FirstDay(zone), 0),
		reviews: map[int64][]*anki.Review{}}
	for i := range c.Reviews {
		r := &c.Reviews[i]
		x.reviews[r.Card] = append(x.reviews[r.Card], r)
	}
	for _, im := range c.Imports(path) {
		f := file
		if im.Document.Deck == "" {
			im.Document.Deck = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		}
		f.Path, f.Doc, f.Partial = AnkiPath+im.Document.Deck, im.Document, true
		if err := media.take(ctx, &f); err != nil {
			return nil, err
		}
		f.device, f.schedules = ankiDevice(c, "recall anki 1"), ankiDevice(c, "recall anki schedules 1")
		ours := map[string]bool{}
		for i := range f.Doc.Notes {
			ours[f.Doc.Notes[i].ID] = f.Doc.Notes[i].Rule == anki.OursRule
		}
		f.kept, f.types = im.Kept, keptTypes(c, im.Kept)
		for key, at := range im.Cards {
			f.elsewhere = append(f.elsewhere, x.history(key, &c.Cards[at], ours[key.Note]))
		}
		slices.SortFunc(f.elsewhere, func(a, b history) int {
			return cmp.Or(cmp.Compare(a.note, b.note), cmp.Compare(a.slot, b.slot))
		})
		files = append(files, f)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: there is no note in it", path)
	}
	return files, nil
}

// ankiDevice is a device that entries of Anki's belong to: the same on every machine, and another for every collection.
func ankiDevice(c *anki.Collection, name string) (uid [16]byte) {
	h := sha256.New()
	h.Write([]byte(name))
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(c.Created)))
	copy(uid[:], h.Sum(nil))
	return uid
}

// ankiReader reads histories out of a collection.
type ankiReader struct {
	*anki.Collection
	zone    *time.Location
	first   srs.Day                  // day 0 of its due days
	reviews map[int64][]*anki.Review // by card, oldest first
}

// day is the learner's day at a time, as Anki saw it.
func (x *ankiReader) day(ms int64) (day srs.Day, zone int) {
	t := time.UnixMilli(ms).In(x.zone)
	_, seconds := t.Zone()
	return srs.DayOf(t, time.Duration(x.Rollover)*time.Hour), seconds / 60
}

// history is all that the collection says of a card.
func (x *ankiReader) history(key anki.Key, card *anki.Card, ours bool) history {
	h := history{note: key.Note, slot: key.Slot, ours: ours, modified: card.Modified * 1000}
	ease := 0
	last := card.ID // ms: when the schedule was made, as well as it is known
	for _, r := range x.reviews[card.ID] {
		last = r.ID
		grade, ok := r.Grade()
		after := 0
		if r.Ease > 0 {
			after = anki.Ease(r.Ease)
		}
		if ok {
			e := entry{
				seq: r.ID, tick: r.ID, kind: srs.Review, grade: srs.Grade(grade), took: int64(max(r.Took, 0)),
				intervalBefore: anki.Days(r.Before), easeBefore: ease, intervalAfter: anki.Days(r.Interval), easeAfter: after,
			}
			e.day, e.zone = x.day(r.ID)
			if r.Cram() {
				e.detail = detailCram
			}
			if e.day >= 0 { // else no clock had that time
				h.reviews, h.answered = append(h.reviews, e), r.ID
			}
		}
		ease = after
	}
	s := card.Standing()
	h.suspended, h.flagged = s.Suspended, s.Flag > 0
	h.left = entry{seq: last, tick: last + 1, kind: srs.SetState}
	h.left.day, h.left.zone = x.day(last)
	if s.New {
		h.left.kind = srs.Reset
		if card.Kind != anki.New || len(h.reviews) == 0 { // else the learner forgot it
			h.left = entry{}
		}
		return h
	}
	due := x.first + srs.Day(s.Due)
	if s.DueAt > 0 {
		due, _ = x.day(s.DueAt * 1000)
	}
	h.state = srs.State{Reps: s.Repetitions, Lapses: s.Lapses, Interval: s.Interval, Ease: s.Ease, Due: due,
		Last: due - srs.Day(s.Interval), Ripe: s.Interval >= srs.RipeInterval}
	h.left.detail = plannedOf(h.state).json()
	return h
}
