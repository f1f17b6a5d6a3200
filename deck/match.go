package deck

import (
	"cmp"
	"slices"
	"strings"
)

// Kind is what an import finds of a bullet.
type Kind string

// The kinds. Only New, Changed, Parked and Revived touch a schedule.
const (
	New     Kind = "new"
	Same    Kind = "same"
	Moved   Kind = "moved"   // the same words in another place
	Fixed   Kind = "fixed"   // a typo or layout
	Changed Kind = "changed" // the fact is another one
	Parked  Kind = "parked"  // gone from its source
	Revived Kind = "revived" // parked, and there again
)

// Stored is what is kept of a note and finds it again.
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

// StoredCard is what is kept of a card and finds it again.
type StoredCard struct {
	ID           int64
	Slot, Answer string
}

// Pair is an old note and the new one that it became; -1 stands for none.
type Pair struct {
	Old, New int
	Kind     Kind
}

// Least likeness of texts, from 0 to 1, that makes them one bullet: in one list, anywhere in the deck, and how far the best must be
// above the next.
const (
	alikeInPlace = 0.55
	alikeAnyhow  = 0.75
	clearBy      = 0.10
)

// Match pairs stored notes with the bullets of a document, in steps from the surest to the least sure; each takes what is left. Every new
// bullet is in one pair, and every stored note that is not parked or was found again.
func Match(old []Stored, new []Note) []Pair {
	m := matcher{old: make([]traits, len(old)), new: make([]traits, len(new)), to: make([]int, len(new)), from: make([]int, len(old))}
	for i := range m.from {
		m.from[i] = -1
	}
	for i := range m.to {
		m.to[i] = -1
	}
	for i, o := range old {
		m.old[i] = traitsOf(o.Text, o.ID, o.Headings, o.Label, o.Group)
	}
	for i, n := range new {
		m.new[i] = traitsOf(n.Text, n.ID, n.Headings, n.Label, n.Group)
	}
	m.exact(func(f *traits) string { return f.id })
	m.exact(func(f *traits) string { return f.place + "\x00" + f.normal })
	m.exact(func(f *traits) string { return f.normal })
	m.inPlace()
	m.renamedPlaces()
	m.inPlace()
	m.alike(func(*traits) string { return "" }, alikeAnyhow)
	return m.pairs(old, new)
}

// traits are what a note is known by.
type traits struct {
	id, place  string
	normal     string
	term, rest string // normal; "" without a term
	marks      []uint64
}

func traitsOf(text, id string, headings []string, label, group string) traits {
	f := traits{id: id, place: strings.Join(headings, "\x01") + "\x02" + label + "\x02" + group, normal: Normal(text)}
	if term := termOf(text); term != "" {
		f.term = Normal(term)
		f.rest = strings.TrimPrefix(f.normal, f.term)
	}
	return f
}

func (f *traits) features() []uint64 {
	if f.marks == nil {
		f.marks = features(f.normal)
	}
	return f.marks
}

type matcher struct {
	old, new []traits
	to       []int // by new: its old, or -1
	from     []int // by old: its new, or -1
}

func (m *matcher) pair(o, n int) { m.from[o], m.to[n] = n, o }

// exact pairs what has one key, in the order of the documents.
func (m *matcher) exact(key func(*traits) string) {
	waiting := map[string][]int{}
	for i := range m.old {
		if k := key(&m.old[i]); m.from[i] < 0 && k != "" {
			waiting[k] = append(waiting[k], i)
		}
	}
	for n := range m.new {
		k := key(&m.new[n])
		if list := waiting[k]; m.to[n] < 0 && k != "" && len(list) > 0 {
			m.pair(list[0], n)
			waiting[k] = list[1:]
		}
	}
}

// inPlace pairs, under one heading, label and group, what has one term, and what is much alike.
func (m *matcher) inPlace() {
	m.unique(func(f *traits) string {
		if f.term == "" {
			return ""
		}
		return f.place + "\x00" + f.term
	})
	m.alike(func(f *traits) string { return f.place }, alikeInPlace)
}

// unique pairs what has one key where only one of each side has it.
func (m *matcher) unique(key func(*traits) string) {
	olds, news := map[string][]int{}, map[string][]int{}
	for i := range m.old {
		if k := key(&m.old[i]); m.from[i] < 0 && k != "" {
			olds[k] = append(olds[k], i)
		}
	}
	for i := range m.new {
		if k := key(&m.new[i]); m.to[i] < 0 && k != "" {
			news[k] = append(news[k], i)
		}
	}
	for k, o := range olds {
		if n := news[k]; len(o) == 1 && len(n) == 1 {
			m.pair(o[0], n[0])
		}
	}
}

// renamedPlaces gives the left-over notes of a place that most of its matched notes left the place that most of these went to.
func (m *matcher) renamedPlaces() {
	votes := map[string]map[string]int{}
	for o, n := range m.from {
		if n < 0 {
			continue
		}
		from, to := m.old[o].place, m.new[n].place
		if votes[from] == nil {
			votes[from] = map[string]int{}
		}
		votes[from][to]++
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

// common is how many notes may share a feature for it to propose pairs: what stands everywhere tells nothing, and this keeps
// the cost near linear.
const common = 64

// alike pairs what is similar within a scope, best first, where the best is clearly above the next and no twin.
func (m *matcher) alike(scope func(*traits) string, least float64) {
	type mark struct {
		scope string
		hash  uint64
	}
	index := map[mark][]int{}
	for i := range m.old {
		if m.from[i] >= 0 {
			continue
		}
		k := scope(&m.old[i])
		for _, h := range m.old[i].features() {
			index[mark{k, h}] = append(index[mark{k, h}], i)
		}
	}
	if len(index) == 0 {
		return
	}
	type candidate struct {
		likeness float64
		old, new int
	}
	var list []candidate
	for n := range m.new {
		if m.to[n] >= 0 {
			continue
		}
		f := &m.new[n]
		k := scope(f)
		near := map[int]bool{}
		for _, h := range f.features() {
			if olds := index[mark{k, h}]; len(olds) <= common {
				for _, o := range olds {
					near[o] = true
				}
			}
		}
		var own []candidate
		for o := range near {
			if d := dice(f.features(), m.old[o].features()); d >= least-clearBy {
				own = append(own, candidate{d, o, n})
			}
		}
		slices.SortFunc(own, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(b.likeness, a.likeness), cmp.Compare(a.old, b.old))
		})
		if len(own) == 0 || own[0].likeness < least || len(own) > 1 && own[0].likeness-own[1].likeness < clearBy {
			continue
		}
		if !twins(&m.old[own[0].old], f) {
			list = append(list, own[0])
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int { return cmp.Compare(b.likeness, a.likeness) })
	for _, c := range list {
		if m.from[c.old] < 0 && m.to[c.new] < 0 {
			m.pair(c.old, c.new)
		}
	}
}

func (m *matcher) pairs(old []Stored, new []Note) []Pair {
	var list []Pair
	for n, o := range m.to {
		switch {
		case o < 0:
			list = append(list, Pair{-1, n, New})
		default:
			list = append(list, Pair{o, n, kindOfPair(&old[o], &new[n])})
		}
	}
	for o, n := range m.from {
		if n < 0 && !old[o].Parked {
			list = append(list, Pair{o, -1, Parked})
		}
	}
	return list
}

func kindOfPair(o *Stored, n *Note) Kind {
	same := o.Text == n.Text
	alike := same || Normal(o.Text) == Normal(n.Text) || sameFact(o.Text, n.Text)
	switch {
	case !alike:
		return Changed
	case o.Parked:
		return Revived
	case !same:
		return Fixed
	case !slices.Equal(o.Headings, n.Headings) || o.Label != n.Label || o.Group != n.Group:
		return Moved
	}
	return Same
}

// CardPair is a stored card and the new one that it became; -1 stands for none.
type CardPair struct{ Old, New int }

// MatchCards pairs the cards of a matched note: by slot, then by answer, then by place where there are as many as before, then the
// first of both.
func MatchCards(old []StoredCard, new []Card) []CardPair {
	from, to := make([]int, len(old)), make([]int, len(new))
	for i := range from {
		from[i] = -1
	}
	for i := range to {
		to[i] = -1
	}
	by := func(key func(slot, answer string) string) {
		waiting := map[string][]int{}
		for i, o := range old {
			if from[i] < 0 {
				k := key(o.Slot, o.Answer)
				waiting[k] = append(waiting[k], i)
			}
		}
		for i, c := range new {
			if list := waiting[key(c.Slot, c.Answer)]; to[i] < 0 && len(list) > 0 {
				from[list[0]], to[i] = i, list[0]
				waiting[key(c.Slot, c.Answer)] = list[1:]
			}
		}
	}
	by(func(slot, _ string) string { return slot })
	by(func(_, answer string) string { return Normal(answer) })
	if len(old) == len(new) {
		for i := range old {
			if from[i] < 0 && to[i] < 0 {
				from[i], to[i] = i, i
			}
		}
	}
	if len(old) > 0 && len(new) > 0 && from[0] < 0 && to[0] < 0 {
		from[0], to[0] = 0, 0
	}
	var list []CardPair
	for n, o := range to {
		list = append(list, CardPair{o, n})
	}
	for o, n := range from {
		if n < 0 {
			list = append(list, CardPair{o, -1})
		}
	}
	return list
}
