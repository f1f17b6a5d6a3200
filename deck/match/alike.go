package match

import (
	"cmp"
	"maps"
	"slices"

	"recall/deck/text"
)

// candidate is a possible pair.
type candidate struct {
	likeness float64
	old, new int
}

// alike pairs similar notes within a scope, best first, if the best is clearly ahead of the next and is not a twin.
func (m *matcher) alike(scope func(*traits) string, least float64) {
	olds := m.left(m.old, m.from, func(f *traits) string { return scope(f) + "\x00" })
	if len(olds) == 0 {
		return
	}
	news := m.left(m.new, m.to, func(f *traits) string { return scope(f) + "\x00" })
	var list []candidate
	for _, k := range slices.Sorted(maps.Keys(news)) {
		if len(olds[k]) > 0 {
			list = append(list, m.candidates(olds[k], news[k], least)...)
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int {
		return cmp.Or(
			cmp.Compare(b.likeness, a.likeness),
			cmp.Compare(when(m.old[a.old].parked), when(m.old[b.old].parked)))
	})
	for _, c := range list {
		if m.from[c.old] < 0 && m.to[c.new] < 0 {
			m.pair(c.old, c.new)
		}
	}
}

// candidates finds, for each new note, the old one that is most like it, if the choice is clear.
func (m *matcher) candidates(olds, news []int, least float64) (list []candidate) {
	index := newFeatureIndex(m.old, olds)
	var near []candidate
	for _, n := range news {
		f := &m.new[n]
		near = near[:0]
		for _, o := range index.near(f.features(), least-clearBy) {
			old := &m.old[o]
			if otherID(old, f) || old.leads() != f.leads() {
				continue
			}
			if likeness := text.Dice(f.features(), old.features()); likeness >= least-clearBy {
				near = append(near, candidate{likeness, o, n})
			}
		}
		slices.SortStableFunc(near, func(a, b candidate) int { return cmp.Compare(b.likeness, a.likeness) })
		if c, ok := m.best(near, least); ok {
			list = append(list, c)
		}
	}
	return list
}

// best picks among candidates for one new note, most alike first, the first that is no twin, if the choice is clear.
func (m *matcher) best(near []candidate, least float64) (best candidate, ok bool) {
	for _, c := range near {
		switch {
		case !ok && c.likeness < least:
			return best, false
		case ok && best.likeness-c.likeness >= clearBy:
			return best, true
		case !m.follows(&m.old[c.old], &m.new[c.new], least):
		case !ok:
			best, ok = c, true
		default:
			return m.clearer(best, c)
		}
	}
	return best, ok
}

// clearer picks between two candidates that are about as much alike: the one that is asked, or the only one that has
// the figures of the new note.
func (m *matcher) clearer(best, next candidate) (candidate, bool) {
	if m.old[next.old].parked != m.old[best.old].parked {
		if m.old[best.old].parked && best.likeness == next.likeness {
			return next, true
		}
		return best, true
	}
	f := m.new[best.new].normal()
	one, other := sameTokens(m.lex, m.old[best.old].normal(), f), sameTokens(m.lex, m.old[next.old].normal(), f)
	if other && !one {
		best = next
	}
	return best, one != other
}

// follows reports whether two notes that are alike are about one thing and no twins. least is how like two notes about
// one thing must be.
func (m *matcher) follows(a, b *traits, least float64) bool {
	switch bondOf(m.lex, a, b) {
	case kin:
		return text.Dice(a.restFeatures(), b.restFeatures()) >= least ||
			contained(a.restFeatures(), b.restFeatures()) >= alikeRest
	case apart:
		return sameRest(m.lex, a, b) && ownRest(m.lex, a, b) || swapped(a, b)
	}
	return true
}

// contained returns the share of the shorter text's features that the longer one has too, or 0 for texts that are too
// short to tell.
func contained(a, b []uint64) float64 {
	switch {
	case min(len(a), len(b)) < leastRest:
		return 0
	case len(a) > len(b):
		return share(b, a)
	}
	return share(a, b)
}

// share returns the share of a text's features that another one has too.
func share(of, in []uint64) float64 {
	return text.Dice(of, in) * float64(len(of)+len(in)) / 2 / float64(max(len(of), 1))
}
