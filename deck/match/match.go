package match

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// Fate says what became of a bullet between two imports.
type Fate string

// The fates. Only New, Changed, Parked and Revived affect a schedule.
const (
	New     Fate = "new"
	Same    Fate = "same"
	Moved   Fate = "moved"   // the same words in a different place
	Fixed   Fate = "fixed"   // only a typo or layout changed
	Changed Fate = "changed" // the fact is different
	Parked  Fate = "parked"  // no longer in its source
	Revived Fate = "revived" // was parked, and is back
)

// Stored is what the store keeps of a note in order to recognise it.
type Stored struct {
	UID          [16]byte
	ID           string // an explicit id in the text, or ""
	Source       string
	Headings     []string
	Label, Group string
	Text         string
	Rule         string
	Parked       bool
	Cards        []StoredCard
}

// Found is a bullet in a document, with the source it comes from.
type Found struct {
	*deck.Note
	Source string
}

// Pair is an old note and the new one that it became; -1 stands for none.
type Pair struct {
	Old, New int
	Fate     Fate
}

// The least likeness, from 0 to 1, for two texts to be the same bullet: within a place, and anywhere in the deck.
// clearBy is how far the best candidate must be ahead of the next.
const (
	alikeInPlace = 0.55
	alikeAnyhow  = 0.75
	clearBy      = 0.10
)

// Match pairs stored notes with the bullets of a deck's documents, in steps from the surest to the least sure. Each
// step works on what the earlier ones left. Every new bullet ends up in exactly one pair. So does every stored note,
// except parked ones that were not found again.
//
//  0. An id written in the text.
//  1. The same words in the same place: source, headings, label and group.
//  2. The same words anywhere: first if only one bullet has them, then where most notes of the old place went, then in
//     document order.
//  3. In one place, the same term: the answer was edited.
//  4. In one place, much alike.
//  5. If most notes of a place moved to one other place, it was renamed: steps 3 and 4 again there.
//  6. Anywhere, very much alike.
//
// Old notes that are left over are parked; new ones that are left over are new. Active notes take precedence over
// parked ones.
func Match(old []Stored, new []Found) []Pair {
	m := matcher{
		lex: text.Lex(""), old: make([]traits, len(old)), new: make([]traits, len(new)),
		to: none(len(new)), from: none(len(old)),
	}
	for i := range old {
		o := &old[i]
		place := placeOf(o.Source, o.Headings, o.Label, o.Group)
		m.old[i] = traits{id: o.ID, raw: o.Text, rule: o.Rule, parked: o.Parked, place: place}
	}
	for i, n := range new {
		m.new[i] = traits{id: n.ID, raw: n.Text, rule: n.Rule, place: placeOf(n.Source, n.Headings, n.Label, n.Group)}
	}
	if len(old) > 0 {
		m.cascade()
	}
	return m.pairs(old, new)
}

func (m *matcher) cascade() {
	for _, m.askedOnly = range []bool{true, false} {
		m.exact((*traits).explicit)
		// Raw text first: normal forms are slow to make, and most bullets don't need one.
		m.exact(func(f *traits) string { return f.place + "\x00" + f.raw })
		here := func(f *traits) string { return f.place + "\x00" + f.normal() }
		m.exact(here)
		m.unique((*traits).normal)
		m.renamedPlaces()
		m.exact(here)
		m.exact((*traits).normal)
	}
	m.inPlace()
	m.renamedPlaces()
	m.inPlace()
	m.alike(func(*traits) string { return "" }, alikeAnyhow)
}

func none(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = -1
	}
	return list
}

func placeOf(source string, headings []string, label, group string) string {
	return source + "\x02" + strings.Join(headings, "\x01") + "\x02" + label + "\x02" + group
}

// traits are what a note is recognised by. The costly ones are computed on first use.
type traits struct {
	id, place, raw, rule string
	parked               bool

	norm       string
	termed     bool
	term, rest string // in normal form; "" if there is no term
	rawTerm    string
	marks      []uint64
}

func (f *traits) explicit() string { return f.id }

func (f *traits) normal() string {
	if f.norm == "" {
		f.norm = inline.Normal(f.raw)
	}
	return f.norm
}

// cutTerm splits the bullet into its term and the rest.
func (f *traits) cutTerm() {
	if f.termed {
		return
	}
	f.termed = true
	if f.rawTerm = TermOf(f.raw); f.rawTerm != "" {
		f.term = inline.Normal(f.rawTerm)
		f.rest = strings.TrimPrefix(f.normal(), f.term)
	}
}

func (f *traits) features() []uint64 {
	if f.marks == nil {
		f.marks = text.Features(f.normal())
	}
	return f.marks
}

type matcher struct {
	lex      *text.Lexicon
	old, new []traits
	to       []int // indexed by new note: its old one, or -1
	from     []int // indexed by old note: its new one, or -1

	askedOnly bool // parked notes wait until the others are matched
}

func (m *matcher) pair(o, n int) { m.from[o], m.to[n] = n, o }

// left groups the unpaired notes by key; notes with an empty key are skipped.
func (m *matcher) left(list []traits, pairs []int, key func(*traits) string) map[string][]int {
	waiting := map[string][]int{}
	for i := range list {
		if pairs[i] < 0 && !(m.askedOnly && list[i].parked) {
			if k := key(&list[i]); k != "" {
				waiting[k] = append(waiting[k], i)
			}
		}
	}
	return waiting
}

// exact pairs notes that have the same key, in document order.
func (m *matcher) exact(key func(*traits) string) {
	waiting := m.left(m.old, m.from, key)
	if len(waiting) == 0 {
		return
	}
	for n := range m.new {
		if m.to[n] >= 0 {
			continue
		}
		k := key(&m.new[n])
		if list := waiting[k]; len(list) > 0 {
			m.pair(list[0], n)
			waiting[k] = list[1:]
		}
	}
}

func when(b bool) int {
	if b {
		return 1
	}
	return 0
}

// unique pairs notes that have the same key if it occurs only once on each side. A parked note counts only if no active
// one has the key.
func (m *matcher) unique(key func(*traits) string) {
	olds := m.left(m.old, m.from, key)
	if len(olds) == 0 {
		return
	}
	for k, n := range m.left(m.new, m.to, key) {
		o := olds[k]
		parked := func(i int) bool { return m.old[i].parked }
		if asked := slices.DeleteFunc(slices.Clone(o), parked); len(asked) > 0 {
			o = asked
		}
		if len(o) == 1 && len(n) == 1 && !otherID(&m.old[o[0]], &m.new[n[0]]) {
			m.pair(o[0], n[0])
		}
	}
}

// inPlace pairs, within one place, notes with the same term and then notes that are much alike.
func (m *matcher) inPlace() {
	m.unique(func(f *traits) string {
		if !m.named(f) {
			return ""
		}
		return f.place + "\x00" + f.term + "\x00" + f.rule
	})
	m.unique(func(f *traits) string {
		if !m.named(f) {
			return ""
		}
		return f.place + "\x00" + f.term
	})
	m.alike(func(f *traits) string { return f.place }, alikeInPlace)
}

// named reports whether a bullet has a term of its own rather than a mere label such as "Pros".
func (m *matcher) named(f *traits) bool {
	f.cutTerm()
	return f.term != "" && !m.lex.IsGeneric(f.term)
}

// renamedPlaces looks at places that still have unpaired notes. If most matched notes of a place went to one other
// place, the remaining ones are moved there too.
func (m *matcher) renamedPlaces() {
	votes := map[string]map[string]int{}
	for o, n := range m.from {
		if n < 0 && !m.old[o].parked {
			votes[m.old[o].place] = nil
		}
	}
	if len(votes) == 0 {
		return
	}
	for o, n := range m.from {
		if n < 0 {
			continue
		}
		from := m.old[o].place
		if count, wanted := votes[from]; wanted {
			if count == nil {
				count = map[string]int{}
				votes[from] = count
			}
			count[m.new[n].place]++
		}
	}
	for o := range m.old {
		if m.from[o] >= 0 {
			continue
		}
		best, most, all := "", 0, 0
		for to, n := range votes[m.old[o].place] {
			all += n
			if n > most || n == most && to < best {
				best, most = to, n
			}
		}
		if most*2 > all {
			m.old[o].place = best
		}
	}
}

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
	for _, n := range news {
		f := &m.new[n]
		var best, next candidate
		for _, o := range index.near(f.features(), least-clearBy) {
			old := &m.old[o]
			if otherID(old, f) {
				continue
			}
			c := candidate{text.Dice(f.features(), old.features()), o, n}
			switch {
			case c.likeness > best.likeness:
				best, next = c, best
			case c.likeness > next.likeness:
				next = c
			}
		}
		unclear := best.likeness-next.likeness < clearBy && next.likeness > 0 &&
			m.old[next.old].parked == m.old[best.old].parked
		if best.likeness >= least && !unclear && !twins(m.lex, &m.old[best.old], f) {
			list = append(list, best)
		}
	}
	return list
}

// otherID reports whether the author gave two bullets different ids.
func otherID(a, b *traits) bool { return a.id != "" && b.id != "" && a.id != b.id }

func (m *matcher) pairs(old []Stored, new []Found) []Pair {
	list := make([]Pair, 0, len(new))
	for n, o := range m.to {
		switch {
		case o < 0:
			list = append(list, Pair{-1, n, New})
		default:
			list = append(list, Pair{o, n, kindOf(&old[o], new[n])})
		}
	}
	for o, n := range m.from {
		if n < 0 && !old[o].Parked {
			list = append(list, Pair{o, -1, Parked})
		}
	}
	return list
}

// FateOf returns what became of a note that is already matched to a bullet.
func FateOf(o *Stored, n Found) Fate { return kindOf(o, n) }

func kindOf(o *Stored, n Found) Fate {
	same := o.Text == n.Text
	switch {
	case !same && factOf(o, n.Note) == FactChanged:
		return Changed
	case o.Parked:
		return Revived
	case !same:
		return Fixed
	case o.Source != n.Source || !slices.Equal(o.Headings, n.Headings) || o.Label != n.Label || o.Group != n.Group:
		return Moved
	}
	return Same
}
