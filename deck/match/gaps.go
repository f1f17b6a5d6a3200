package match

import (
	"strings"

	"recall/deck/text"
)

// gaps pairs what is left between neighbours that are matched, in the order of the document. A bullet between the same
// two others as before is most likely the same bullet, so it need not be as much alike.
func (m *matcher) gaps() {
	first := map[string]int{} // the first new note of a source
	for n := len(m.new) - 1; n >= 0; n-- {
		first[m.new[n].source] = n
	}
	for from := 0; from < len(m.old); {
		if m.from[from] >= 0 || m.old[from].parked {
			from++
			continue
		}
		to := from
		var olds []int
		for to < len(m.old) && m.from[to] < 0 && m.old[to].source == m.old[from].source {
			if !m.old[to].parked {
				olds = append(olds, to)
			}
			to++
		}
		m.align(olds, m.gapNews(from, to, first))
		from = to
	}
}

// gapNews lists the unpaired new notes that stand where the old ones from from up to to stood: behind what the old note
// before them became, and before what the one behind them became.
func (m *matcher) gapNews(from, to int, first map[string]int) (news []int) {
	source := m.old[from].source
	left, right := from-1, to
	for left >= 0 && m.old[left].source == source && m.from[left] < 0 {
		left--
	}
	after, known := first[source]
	if left >= 0 && m.old[left].source == source {
		after, known = m.from[left]+1, true
	}
	if known {
		for n := after; n < len(m.new) && m.to[n] < 0 && m.sameSource(n, after); n++ {
			news = append(news, n)
		}
	}
	if right < len(m.old) && m.old[right].source == source {
		end := m.from[right]
		start := end
		for start > 0 && m.to[start-1] < 0 && m.sameSource(start-1, end) {
			start--
		}
		if len(news) == 0 || start > news[len(news)-1] {
			for n := start; n < end; n++ {
				news = append(news, n)
			}
		}
	}
	return news
}

func (m *matcher) sameSource(a, b int) bool { return m.new[a].source == m.new[b].source }

// align pairs old notes with new ones so that both stay in order and the pairs are as much alike as can be. The cost is
// linear: in a long gap, only notes at about the same place are compared.
func (m *matcher) align(olds, news []int) {
	k, l := len(olds), len(news)
	if k == 0 || l == 0 {
		return
	}
	repeated := m.repeated(olds, news)
	band := max(k, l)
	if k*l > 4096 {
		band = max(4, 40_000/max(k, l))
	}
	type cell struct {
		sum  float32
		step byte // 1: the old note is left out, 2: the new one, 3: they are a pair
	}
	width := 2*band + 2
	row := func(i int) int { return i*l/k - band } // the first column of a row
	table := make([]cell, (k+1)*width)
	at := func(i, j int) *cell {
		if c := j - row(i); c >= 0 && c < width {
			return &table[i*width+c]
		}
		return nil
	}
	sum := func(i, j int) float32 {
		if c := at(i, j); c != nil {
			return c.sum
		}
		return 0
	}
	for i := 0; i <= k; i++ {
		for j := max(0, row(i)); j <= l && j < row(i)+width; j++ {
			c := at(i, j)
			if i > 0 {
				c.sum, c.step = sum(i-1, j), 1
			}
			if j > 0 && (c.step == 0 || sum(i, j-1) > c.sum) {
				c.sum, c.step = sum(i, j-1), 2
			}
			if i > 0 && j > 0 {
				if s := m.gapLikeness(olds[i-1], news[j-1], k == 1 && l == 1, repeated); s > 0 && sum(i-1, j-1)+float32(s) > c.sum {
					c.sum, c.step = sum(i-1, j-1)+float32(s), 3
				}
			}
		}
	}
	for i, j := k, l; i > 0 && j > 0; {
		c := at(i, j)
		switch {
		case c == nil || c.step == 0:
			return
		case c.step == 3:
			i, j = i-1, j-1
			m.pair(olds[i], news[j])
		case c.step == 1:
			i--
		default:
			j--
		}
	}
}

// How like two texts in the same gap must be: with no term to go by, alone in their gap, and behind related terms.
const (
	alikeInGap      = 0.4
	alikeAlone      = 0.3
	alikeRestGap    = 0.35
	alikeTranslated = 0.2
)

// leastKept is how like two notes are at least that say the same of two names.
const leastKept = 0.01

// saidOnce reports whether a bullet is the only one in its place that says what it says. Of several, such as genders of words,
// it tells nothing.
func saidOnce(list []traits, f *traits) bool {
	n := 0
	for i := range list {
		if o := &list[i]; o.place == f.place {
			if o.cutTerm(); o.rest == f.rest {
				n++
			}
		}
	}
	return n == 1
}

// restOf is what a bullet says behind its term, as a key beside names.
func restOf(f *traits) string { return "\x00" + f.rest }

// repeated returns the names that several bullets on one side of a gap have, and what several say: they don't tell which is
// which.
func (m *matcher) repeated(olds, news []int) map[string]bool {
	count := map[string]int{}
	repeated := map[string]bool{}
	add := func(f *traits) {
		f.cutTerm()
		for _, s := range []string{f.name, restOf(f)} {
			if count[s]++; count[s] > 1 {
				repeated[s] = true
			}
		}
	}
	for _, o := range olds {
		add(&m.old[o])
	}
	clear(count)
	for _, n := range news {
		add(&m.new[n])
	}
	return repeated
}

// gapLikeness returns how like two notes in the same gap are, or 0 if they are two bullets.
func (m *matcher) gapLikeness(o, n int, alone bool, repeated map[string]bool) float64 {
	a, b := &m.old[o], &m.new[n]
	if otherID(a, b) || a.leads() != b.leads() {
		return 0
	}
	a.cutTerm()
	b.cutTerm()
	all := text.Dice(a.features(), b.features())
	least := alikeInGap
	if alone {
		least = alikeAlone
	}
	if a.term == "" && b.term == "" && all < alikeTranslated && contained(a.features(), b.features()) < 0.9 {
		return 0 // most are: don't look closer
	}
	bond := bondOf(m.lex, a, b)
	if bond != one && all >= alikeTranslated && text.IsLatin(a.raw) != text.IsLatin(b.raw) {
		return all // what was translated is alike in names, code and figures only
	}
	switch bond {
	case one:
		if all >= least || m.named(a) && !repeated[a.name] {
			return 1 + all
		}
	case kin:
		rest := max(text.Dice(a.restFeatures(), b.restFeatures()), contained(a.restFeatures(), b.restFeatures())-0.25)
		if rest >= alikeRestGap {
			return 0.5 + rest
		}
	case unnamed:
		switch {
		case a.term != "" || b.term != "":
			if all >= alikeInPlace {
				return all
			}
		case all < alikeInPlace && namesApart(a, b): // each is about a name of its own
		case all >= least || contained(a.features(), b.features()) >= 0.9:
			return all
		}
	case apart:
		if sameRest(m.lex, a, b) && (ownRest(m.lex, a, b) || renamed(a, b)) || swapped(a, b) || sameCells(m.lex, a, b) {
			return all
		}
		if a.rest != "" && a.rest == b.rest && !repeated[restOf(a)] && (alone || len(a.restFeatures()) >= leastRest) &&
			saidOnce(m.old, a) && saidOnce(m.new, b) {
			return max(all, leastKept)
		}
	}
	return 0
}

// renamed reports whether a term in a gap gave way to another one. Terms that are half alike follow one pattern, such as
// "start-up time of each" and "memory of each", and name two things, unless they are code.
func renamed(a, b *traits) bool {
	code := strings.HasPrefix(a.raw, "`") && strings.HasPrefix(b.raw, "`")
	return len(a.restFeatures()) >= leastRest &&
		(code || text.Dice(text.Features(a.term), text.Features(b.term)) < 0.2)
}

// sameCells reports whether two rows of tables have about the same name, with the same figures in it, and the same words
// in at least half of the other cells.
func sameCells(lex *text.Lexicon, a, b *traits) bool {
	from, to := strings.Split(a.rawRest, " | "), strings.Split(b.rawRest, " | ")
	if a.rule != "table" || b.rule != "table" || len(from) != len(to) || !sameTokens(lex, a.term, b.term) ||
		text.Dice(text.Features(a.term), text.Features(b.term)) < alikeInGap {
		return false
	}
	same, said := 0, 0
	for i := range from {
		if from[i] == to[i] {
			same++
			said += text.Columns(from[i])
		}
	}
	return 2*same >= len(from) && said >= leastSame
}
