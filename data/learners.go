package data

import (
	"bufio"
	"cmp"
	"context"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"recall/data/place"
)

// A place that many learners push to can be read by somebody who studies their logs. No database of the reader's own is
// touched: each learner's files become a temporary one, which is read and removed before the next is made, so memory and
// disk hold one learner at a time.

// Learner is somebody whose log a place has: one machine, or several of one person, which are known by their common log.
type Learner struct {
	ID      [16]byte // the lowest of the machines' ids
	Name    string   // of that machine
	Devices []Device
}

// is reports whether a learner is meant by the name of a machine, or the start of an id.
func (l *Learner) is(name string) bool {
	const fewest = 4 // hexadecimal digits
	return slices.ContainsFunc(l.Devices, func(d Device) bool {
		return strings.EqualFold(d.Machine, name) ||
			len(name) >= fewest && strings.HasPrefix(hex.EncodeToString(d.ID[:]), strings.ToLower(name))
	})
}

// Learners are the learners of a place, by name and id.
type Learners struct {
	List    []Learner
	Ignored []place.Ignored // files that could not be read, so far
	c       place.Carrier
	survey  place.Survey
	now     time.Time
}

// LearnersAt finds whose logs a place has.
func LearnersAt(ctx context.Context, at string, now time.Time) (*Learners, error) {
	l := &Learners{c: place.Open(at), now: now}
	var err error
	l.survey, err = place.Look(ctx, l.c, func(string, [16]byte, int) bool { return false })
	if err != nil {
		return nil, err
	}
	l.Ignored = l.survey.Ignored
	one := map[[16]byte][16]byte{} // another machine of the same learner, up to the lowest id
	var first func([16]byte) [16]byte
	first = func(d [16]byte) [16]byte {
		if up := one[d]; up != d {
			return first(up)
		}
		return d
	}
	for d := range l.survey.Indexes {
		one[d] = d
	}
	for d, x := range l.survey.Indexes {
		for _, p := range x.Parcels {
			for _, of := range l.writers(ctx, p) {
				if _, pushes := one[of]; !pushes { // another program, or a machine that never came here
					continue
				}
				a, b := first(d), first(of)
				if slices.Compare(a[:], b[:]) > 0 {
					a, b = b, a
				}
				one[b] = a
			}
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
	}
	found := map[[16]byte]*Learner{}
	for _, d := range slices.SortedFunc(maps.Keys(one), func(a, b [16]byte) int { return slices.Compare(a[:], b[:]) }) {
		id, x := first(d), l.survey.Indexes[d]
		if found[id] == nil {
			found[id] = &Learner{ID: id, Name: x.Machine}
		}
		found[id].Devices = append(found[id].Devices, Device{ID: d, Machine: x.Machine, Seen: x.Time})
	}
	for _, learner := range found {
		l.List = append(l.List, *learner)
	}
	slices.SortFunc(l.List, func(a, b Learner) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), slices.Compare(a.ID[:], b.ID[:]))
	})
	return l, nil
}

// writers returns the devices whose entries a parcel holds, which it lists at its start. What can't be read is named once
// all of it is.
func (l *Learners) writers(ctx context.Context, p place.Parcel) (list [][16]byte) {
	in, err := l.c.Get(ctx, p.Name)
	if err != nil {
		return nil
	}
	defer in.Close()
	z, err := zstd.NewReader(in, zstd.WithDecoderMaxMemory(1<<28), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil
	}
	defer z.Close()
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, maxDumpLine)
	for lines.Scan() {
		var row struct{ Recall, Table, UID string }
		if json.Unmarshal(lines.Bytes(), &row) != nil || row.Recall == "" && row.Table != "device" {
			break
		}
		var uid [16]byte
		if n, err := hex.Decode(uid[:], []byte(row.UID[:min(len(row.UID), 2*len(uid))])); err == nil && n == len(uid) {
			list = append(list, uid)
		}
	}
	return list
}

// Only keeps the learners that are meant by names of machines or starts of ids.
func (l *Learners) Only(names []string) error {
	for _, name := range names {
		if !slices.ContainsFunc(l.List, func(x Learner) bool { return x.is(name) }) {
			return &NoLearnerError{name, l.List}
		}
	}
	if len(names) > 0 {
		l.List = slices.DeleteFunc(l.List, func(x Learner) bool { return !slices.ContainsFunc(names, x.is) })
	}
	return nil
}

// NoLearnerError reports that a place has no such learner.
type NoLearnerError struct {
	Name  string
	There []Learner
}

// Error names the learner.
func (e *NoLearnerError) Error() string { return "the place has no learner " + e.Name }

// Each calls f with what each learner has in the place. The store is gone afterwards.
func (l *Learners) Each(ctx context.Context, f func(Learner, *Store) error) error {
	for i := range l.List {
		if err := l.each(ctx, &l.List[i], f); err != nil {
			return err
		}
	}
	return nil
}

func (l *Learners) each(ctx context.Context, learner *Learner, f func(Learner, *Store) error) (err error) {
	k := visitor{refuse: l.now.Add(ahead), near: os.TempDir()}
	theirs := &fetched{survey: place.Survey{Files: l.survey.Files, Indexes: map[[16]byte]place.Index{}},
		read: map[[16]byte][]span{}}
	for _, d := range learner.Devices {
		theirs.survey.Indexes[d.ID] = l.survey.Indexes[d.ID]
	}
	if theirs.dir, err = TempFolder(); err != nil {
		return err
	}
	defer theirs.close()
	if err := k.fetch(ctx, l.c, theirs, theirs.news(&k)); err != nil {
		return err
	}
	l.Ignored = append(l.Ignored, theirs.ignored...)
	for _, name := range theirs.waiting {
		l.Ignored = append(l.Ignored, place.Ignored{Name: name, Why: "it is announced and not there yet"})
	}
	s, err := theirs.united(l.now)
	if err != nil || s == nil {
		return err
	}
	return f(*learner, s)
}

// united returns all that was fetched in one database; nil if there is nothing. Two histories of one device are in two, as
// when a home was copied.
func (f *fetched) united(now time.Time) (*Store, error) {
	if len(f.batches) == 0 {
		return nil, nil
	}
	s := f.batches[0].Store
	return s, s.write(func() error {
		for _, b := range f.batches[1:] {
			m := merger{Store: s, from: b.Store, done: &Merged{}, at: Moment{Time: now}}
			if err := m.run(); err != nil {
				return err
			}
		}
		return s.uniteAll()
	})
}

// LearnersTable is the table of the answers of many learners: whose they are comes before what the table of one
// has. They stand learner by learner, the oldest first.
var LearnersTable = Table{Name: reviewTable.Name, Says: "an answer, by learner; these come first",
	Columns: append([]Column{
		{"learner", Text, "", "anna-laptop", "the name of the learner's machine"},
		{"learner_id", Text, "", "7f3a90c2…", "the machine's id, 32 hexadecimal digits; the lowest, if a learner has several"},
	}, reviewTable.Columns...)}

// Rows calls row for each answer of the learner in a store that Each gives.
func (l *Learner) Rows(s *Store, f Filter, span Span, all bool, row func([]Cell) error) error {
	cells := []Cell{text(l.Name), text(hex.EncodeToString(l.ID[:]))}
	return s.Table(reviewTable.Name, f, span, all, func(c []Cell) error {
		cells = append(cells[:2], c...)
		return row(cells)
	})
}
