package data

import (
	"sort"

	"recall/deck"
	"recall/deck/match"
)

// shared is what the plans of one import share: all of its files are matched together, so that a bullet can move from
// one deck to another.
type shared struct {
	batches   []Batch
	elsewhere []File
	version   version
	stored    []match.Stored
	old       []oldNote // the rest of each stored note
	taken     []bool    // by stored note: a plan has it
	words     *match.Words
	said      map[string]bool // digests of what stored notes said before: see saidBefore
	synced    bool            // this machine meets others somewhere
	loud      bool            // there are to be no quiet notes
	unsure    bool            // a quiet note may count after all
}

// match pairs the bullets of the files with the stored ones.
func (w *shared) match(plans []*Plan) {
	var found []match.Found
	start := make([]int, len(plans)+1) // the first bullet of each plan in found
	for k, p := range plans {
		rewritten, as := p.rewritten()
		for i, f := range p.Files {
			for j := range f.Doc.Notes {
				if p.isQuiet(i, j) {
					continue
				}
				p.notes = append(p.notes, placed{&f.Doc.Notes[j], i})
				n := &f.Doc.Notes[j]
				of := match.Found{Note: n, Source: f.Path, UID: f.ids[n].note}
				if n == rewritten {
					of.UID = as
				}
				found = append(found, of)
			}
		}
		start[k+1] = len(found)
	}
	for _, f := range w.elsewhere {
		if f.Doc != nil {
			for j := range f.Doc.Notes {
				found = append(found, match.Found{Note: &f.Doc.Notes[j], Source: f.Path})
			}
		}
	}
	w.words = match.NewWords(w.stored, found, func(yield func(string) bool) {
		for _, p := range plans {
			for _, n := range p.quietNotes() {
				if !yield(n.Text) {
					return
				}
			}
		}
	})
	w.share(plans, start, w.rejoin(match.Match(w.stored, found), found))
}

// rejoin pairs what is left of bullets that no file here has had with what they said before they were edited.
func (w *shared) rejoin(pairs []match.Pair, found []match.Found) []match.Pair {
	had := map[string]int{} // index of the pair, by the digests of earlier texts
	for i, pair := range pairs {
		if pair.New < 0 && w.old[pair.Old].nowhere(&w.stored[pair.Old]) {
			for _, digest := range earlierTexts(w.old[pair.Old].earlier) {
				had[digest] = i
			}
		}
	}
	if len(had) == 0 {
		return pairs
	}
	joined := map[int]bool{}
	for i, pair := range pairs {
		if pair.Old >= 0 {
			continue
		}
		at, ok := had[textDigest(found[pair.New].Text)]
		if ok && !joined[at] {
			joined[at] = true
			pairs[i] = match.Pair{Old: pairs[at].Old, New: pair.New, Fate: match.FateOf(&w.stored[pairs[at].Old], found[pair.New])}
		}
	}
	list := pairs[:0]
	for i, pair := range pairs {
		if !joined[i] {
			list = append(list, pair)
		}
	}
	return list
}

// share gives each plan its pairs, and drops those that an import of these files must not touch: only these files can
// park notes, and only their bullets are imported.
func (w *shared) share(plans []*Plan, start []int, pairs []match.Pair) {
	parks := map[string]*Plan{} // by the path of a file whose missing bullets are gone
	for _, p := range plans {
		for _, f := range p.Files {
			if !f.Partial {
				parks[f.Path] = p
			}
		}
	}
	w.taken = make([]bool, len(w.stored))
	for _, pair := range pairs {
		if pair.Old >= 0 {
			w.taken[pair.Old] = true
		}
		k := sort.SearchInts(start, pair.New+1) - 1 // the plan whose bullet it is
		switch {
		case pair.New < 0:
		case k < len(plans):
			pair.New -= start[k]
			if pair.Fate == match.Changed && w.old[pair.Old].reread {
				pair.Fate = match.Fixed
			}
			plans[k].pairs = append(plans[k].pairs, pair)
			continue
		case pair.Old < 0 || w.stored[pair.Old].Parked:
			continue
		default: // it moved to a file that is not imported now: parked until it is
			pair.New, pair.Fate = -1, match.Parked
		}
		if p := parks[w.stored[pair.Old].Source]; p != nil {
			p.pairs = append(p.pairs, pair)
		}
	}
}

// rewritten returns the one bullet of a file edited by recall that says something else than before, and the id of what it was.
func (p *Plan) rewritten() (n *deck.Note, uid [16]byte) {
	if len(p.before) == 0 {
		return nil, uid
	}
	notes := p.Files[0].Doc.Notes
	from, to := 0, 0 // how many are the same before it, and behind it
	for from < min(len(notes), len(p.before)) && notes[from].Text == p.before[from] {
		from++
	}
	for to < min(len(notes), len(p.before))-from && notes[len(notes)-1-to].Text == p.before[len(p.before)-1-to] {
		to++
	}
	if len(notes) != len(p.before) || from+to != len(notes)-1 {
		return nil, uid
	}
	for i := range p.stored {
		if o := &p.stored[i]; o.Source == p.Files[0].Path && !o.Parked && o.Text == p.before[from] {
			if n != nil {
				return nil, [16]byte{} // two say the same: nobody can tell which it was
			}
			n, uid = &notes[from], o.UID
		}
	}
	return n, uid
}
