package data

import (
	"cmp"
	"hash/maphash"
	"slices"

	"recall/deck"
	"recall/deck/match"
)

// Most of a file that was edited is as it was. A section is quiet if each of its bullets, one after the other, is wholly
// as it is stored: the import changes nothing in it, but perhaps the lines where it stands. Its notes are neither read nor
// matched, except for the first and last of those that follow each other in the file, as what stands between quiet
// sections is matched by its neighbours. Whether a section is quiet is found by digests, for which all texts of a deck go
// by once and are not kept.
//
// A plan with quiet sections is the plan that would be made without. Where that is not certain, all is planned again with
// every note: see shared.loud.

// brief is what finding quiet sections takes of a stored note.
type brief struct {
	id, source, section int64
	line                int
	digest, explicit    uint64 // explicit: of the id in its text; 0 without
	parked, odd         bool   // odd: an import may change it though its text and cards are the same

	file, to int32 // of the new note that it is, in a quiet section: index of the file and in its document
	quiet    bool  // nothing changes in it, so it is left out
}

// quietFinder finds the quiet sections of a deck.
type quietFinder struct {
	*storedReader
	digester
	plan   *Plan
	files  map[int64]int // by source: the plan's file
	wanted map[int64]bool
	old    []brief // of the deck, ascending by id: those that may be matched
	stored int     // notes of the deck that are not parked
}

// quietPlace is a section of a file: what stands in it, in order.
type quietPlace struct {
	old  []int32 // in quietFinder.old
	new  []int32 // in the file's document
	loud bool
	seen bool // keepLists has its lists
}

type placeKey struct {
	file    int
	section int64
}

// mayBeQuiet reports whether the plans of an import may have quiet sections at all. What comes from other programs,
// machines and decks is matched by more than the text.
func (w *shared) mayBeQuiet() bool {
	if w.loud {
		return false
	}
	for _, b := range w.batches {
		for i := range b.Files {
			f := &b.Files[i]
			if f.ids != nil || f.kept != nil || f.device != [16]byte{} || f.Doc.Copy {
				return false
			}
		}
	}
	return true
}

// findQuiet finds the quiet sections of the plans. The result is nil if none can be told.
func (r *storedReader) findQuiet(plans []*Plan) (map[*Plan]*quietFinder, error) {
	if !r.mayBeQuiet() {
		return nil, nil
	}
	seed := maphash.MakeSeed()
	finders, decks := map[*Plan]*quietFinder{}, map[int64]bool{}
	stored, found := map[uint64]int{}, map[uint64]int{} // ids in texts: how many notes have each
	for _, p := range plans {
		q := &quietFinder{storedReader: r, plan: p, files: map[int64]int{}, wanted: map[int64]bool{}}
		q.SetSeed(seed)
		for _, f := range p.Files {
			for j := range f.Doc.Notes {
				found[q.of(f.Doc.Notes[j].ID)]++
			}
		}
		if p.New {
			continue
		}
		current, err := q.read()
		if err != nil || !current || decks[p.deckID] {
			return nil, err
		}
		for i := range q.old {
			stored[q.old[i].explicit]++
		}
		finders[p], decks[p.deckID] = q, true
	}
	for _, q := range finders {
		if err := q.find(func(id uint64) bool { return stored[id] == 1 && found[id] == 1 }); err != nil {
			return nil, err
		}
	}
	return finders, nil
}

// find marks the quiet notes of the plan, stored and new.
func (q *quietFinder) find(unique func(explicit uint64) bool) error {
	places, err := q.places()
	if err != nil {
		return err
	}
	for key, at := range places {
		at.loud = !q.same(key.file, at, unique)
	}
	q.keepLists(places)
	for key, at := range places {
		for k := range at.old {
			if !at.loud {
				b := &q.old[at.old[k]]
				b.quiet, b.file, b.to = true, int32(key.file), at.new[k]
			}
		}
	}
	q.leaveOut()
	return nil
}

// places lists what stands in each section of each file.
func (q *quietFinder) places() (map[placeKey]*quietPlace, error) {
	places := map[placeKey]*quietPlace{}
	at := func(key placeKey) *quietPlace {
		if places[key] == nil {
			places[key] = &quietPlace{}
		}
		return places[key]
	}
	for _, i := range q.inOrder() {
		b := &q.old[i]
		of := at(placeKey{q.files[b.source], b.section})
		of.old = append(of.old, i)
	}
	sections, err := q.sections()
	if err != nil {
		return nil, err
	}
	for i, f := range q.plan.Files {
		known := map[*deck.Place]int64{}
		for j := range f.Doc.Notes {
			n := &f.Doc.Notes[j]
			section, seen := known[n.Place]
			if !seen {
				_, key, err := sectionKey(n.Place)
				if err != nil {
					return nil, err
				}
				section = sections[key]
				known[n.Place] = section
			}
			of := at(placeKey{i, section})
			of.new = append(of.new, int32(j))
		}
	}
	return places, nil
}

// inOrder lists the stored notes of the plan's files that are not parked, as they stand there.
func (q *quietFinder) inOrder() (list []int32) {
	for i := range q.old {
		if _, given := q.files[q.old[i].source]; given && !q.old[i].parked {
			list = append(list, int32(i))
		}
	}
	slices.SortFunc(list, func(i, k int32) int {
		a, b := &q.old[i], &q.old[k]
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.line, b.line), cmp.Compare(a.id, b.id))
	})
	return list
}

// same reports whether all notes of a section are as they are stored, and none has an id that another one has too.
func (q *quietFinder) same(file int, at *quietPlace, unique func(explicit uint64) bool) bool {
	if len(at.old) != len(at.new) {
		return false
	}
	notes := q.plan.Files[file].Doc.Notes
	for k, i := range at.old {
		b := &q.old[i]
		if b.odd || b.explicit != 0 && !unique(b.explicit) {
			return false
		}
		if digest, ok := q.note(&notes[at.new[k]]); !ok || digest != b.digest {
			return false
		}
	}
	return true
}

// keepLists takes sections out whose lists go on in a section that is not quiet: a card that asks for all of a list may
// then hang on another bullet.
func (q *quietFinder) keepLists(places map[placeKey]*quietPlace) {
	type list struct{ file, number int }
	open := map[list]bool{}
	for more := true; more; {
		more = false
		for key, at := range places {
			if at.loud && !at.seen {
				at.seen = true
				for _, j := range at.new {
					open[list{key.file, q.plan.Files[key.file].Doc.Notes[j].List}] = true
				}
			}
		}
		for key, at := range places {
			if !at.loud && slices.ContainsFunc(at.new, func(j int32) bool {
				n := &q.plan.Files[key.file].Doc.Notes[j]
				return n.Rule == match.GroupRule && open[list{key.file, n.List}]
			}) {
				at.loud, more = true, true
			}
		}
	}
}

// leaveOut lists the quiet notes between two others that are quiet and stand beside them, before as now, and makes the
// first and last of them loud.
func (q *quietFinder) leaveOut() {
	order := q.inOrder()
	follow := func(a, b int32) bool { // both are quiet, and b is right behind a
		x, y := &q.old[a], &q.old[b]
		return x.quiet && y.quiet && x.source == y.source && x.to+1 == y.to
	}
	var left []int32
	for k := 1; k+1 < len(order); k++ {
		if follow(order[k-1], order[k]) && follow(order[k], order[k+1]) {
			left = append(left, order[k])
		}
	}
	for i := range q.old {
		q.old[i].quiet = false
	}
	p := q.plan
	p.quiet = make([][]bool, len(p.Files))
	for i, f := range p.Files {
		p.quiet[i] = make([]bool, len(f.Doc.Notes))
	}
	for _, i := range left {
		b := &q.old[i]
		b.quiet = true
		p.quiet[b.file][b.to] = true
		if line := p.Files[b.file].Doc.Notes[b.to].Line; line != b.line {
			p.lowered = append(p.lowered, lowered{b.id, int(b.file), line})
		}
	}
}
