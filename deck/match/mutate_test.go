package match_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"recall/deck"
	"recall/deck/build"
	"recall/deck/inline"
	"recall/deck/match"
	"recall/deck/read"
	"recall/deck/text"
)

// A line of a document, with the line of the first version that it comes from, 0 for none. One bullet can become two
// with the same origin, and two can become one, which then has both origins.
type mline struct {
	text   string
	origin int
	also   int
	split  bool // a second line in text is a separate bullet
}

// mutation edits some of a document's bullets. lines[i] is the line of bullet i. keep means that the edit leaves the
// fact as it was.
type mutation struct {
	name string
	keep bool
	edit func(m *mutator, i int)
}

// mutator holds both versions of a document, because some edits need a bullet that only one of them has.
type mutator struct {
	rng      *rand.Rand
	notes    []deck.Note
	old, new []mline
	at       []int // by bullet: its index in new
	touched  []bool
}

var bulletMark = regexp.MustCompile(`^(\s*(?:[-*+•·●▪]|\d+[.)、])\s*(?:\[[ xX]\] )?)(.*)$`)

// words changes the text of a bullet's line after its marker.
func (m *mutator) words(i int, f func(string) string) bool {
	l := &m.new[m.at[i]]
	p := bulletMark.FindStringSubmatch(l.text)
	if p == nil || strings.ContainsAny(p[2], "`[<$|") {
		return false
	}
	text := f(p[2])
	if text == p[2] {
		return false
	}
	l.text = p[1] + text
	m.touched[i] = true
	return true
}

func letters(text string) (at []int) {
	for i, r := range []rune(text) {
		if unicode.IsLetter(r) {
			at = append(at, i)
		}
	}
	return at
}

// typo swaps, drops, doubles or replaces one letter.
func (m *mutator) typo(s string) string {
	rs, at := []rune(s), letters(s)
	if len(at) < 8 {
		return s
	}
	i := at[m.rng.IntN(len(at))]
	switch other := rs[at[m.rng.IntN(len(at))]]; {
	case text.IsHan(rs[i]) != text.IsHan(other):
		return string(slices.Delete(rs, i, i+1))
	case m.rng.IntN(3) == 0:
		return string(slices.Insert(rs, i, rs[i]))
	case m.rng.IntN(2) == 0 && i+1 < len(rs) && unicode.IsLetter(rs[i+1]):
		rs[i], rs[i+1] = rs[i+1], rs[i]
	default:
		rs[i] = unicode.ToLower(other)
	}
	return string(rs)
}

var figure = regexp.MustCompile(`\d+`)

var mutations = []mutation{
	{"typo", true, func(m *mutator, i int) { m.words(i, m.typo) }},
	{"punctuation", true, func(m *mutator, i int) {
		m.words(i, func(s string) string {
			if m.rng.IntN(2) == 0 {
				return strings.NewReplacer("，", ", ", "；", "; ", "：", ": ", "。", "").Replace(s) + "."
			}
			return strings.TrimRight(s, ".。") + "。"
		})
	}},
	{"markup", true, func(m *mutator, i int) {
		m.words(i, func(s string) string {
			term, rest, ok := strings.Cut(s, ": ")
			if !ok || strings.Contains(term, "*") {
				return s
			}
			return "**" + term + "**: " + rest
		})
	}},
	{"re-wrapping", true, func(m *mutator, i int) {
		l := &m.new[m.at[i]]
		mark := bulletMark.FindStringSubmatch(l.text)
		if mark == nil || !strings.HasPrefix(strings.TrimSpace(mark[1]), "-") || len(mark[2]) < 30 ||
			strings.ContainsAny(mark[2], "`[<|") {
			return
		}
		if at := strings.LastIndex(l.text[:len(l.text)-8], " "); at > len(mark[1])+12 &&
			unicode.IsLetter(rune(l.text[at+1])) {
			l.text = l.text[:at] + "\n" + strings.Repeat(" ", len(mark[1])) + l.text[at+1:]
			m.touched[i] = true
		}
	}},
	{"a figure", false, func(m *mutator, i int) {
		m.words(i, func(s string) string {
			at := figure.FindAllStringIndex(s, -1)
			if len(at) == 0 {
				return s
			}
			f := at[len(at)-1]
			return s[:f[0]] + fmt.Sprint(m.rng.IntN(900)+100) + s[f[1]:]
		})
	}},
	{"a word put in", false, func(m *mutator, i int) {
		m.words(i, func(s string) string {
			if strings.ContainsFunc(s, text.IsHan) {
				return s + "（常见）"
			}
			return s + " as a rule"
		})
	}},
	{"the answer's end rewritten", false, func(m *mutator, i int) {
		m.words(i, func(s string) string {
			rs := []rune(s)
			if len(rs) < 24 {
				return s
			}
			if strings.ContainsFunc(s, text.IsHan) {
				return string(rs[:len(rs)*4/5]) + "与从前不同"
			}
			return string(rs[:len(rs)*4/5]) + " as was said elsewhere"
		})
	}},
	{"moved", true, func(m *mutator, i int) {
		j := m.rng.IntN(len(m.notes))
		m.swap(i, j)
	}},
	{"moved and mended", true, func(m *mutator, i int) {
		if m.words(i, m.typo) {
			m.swap(i, m.rng.IntN(len(m.notes)))
		}
	}},
	{"reordered", true, func(m *mutator, i int) {
		for range 8 {
			if j := m.rng.IntN(len(m.notes)); m.notes[j].List == m.notes[i].List && m.swap(i, j) {
				return
			}
		}
	}},
	{"the heading renamed", true, func(m *mutator, i int) {
		for l := m.at[i]; l >= 0; l-- {
			if strings.HasPrefix(m.new[l].text, "#") {
				m.new[l].text += " in other words"
				m.touched[i] = true
				return
			}
		}
	}},
	{"split", false, func(m *mutator, i int) {
		l := &m.new[m.at[i]]
		p := bulletMark.FindStringSubmatch(l.text)
		if p == nil || strings.ContainsAny(p[2], "`[<$|") {
			return
		}
		for _, sign := range []string{"：", ": "} {
			term, rest, ok := strings.Cut(p[2], sign)
			for _, comma := range []string{"，", "；", ", ", "; "} {
				if a, b, more := strings.Cut(rest, comma); ok && more && len(term) > 0 && len(a) > 5 && len(b) > 5 {
					l.text, l.split, m.touched[i] = p[1]+term+sign+a+"\n"+p[1]+term+sign+b, true, true
					return
				}
			}
		}
	}},
	{"joined with the next", false, func(m *mutator, i int) {
		if i+1 == len(m.notes) || m.notes[i+1].List != m.notes[i].List || m.touched[i+1] {
			return
		}
		next := &m.new[m.at[i+1]]
		p := bulletMark.FindStringSubmatch(next.text)
		if p == nil || !m.words(i, func(s string) string { return strings.TrimRight(s, ".。") + "; " + p[2] }) {
			return
		}
		m.new[m.at[i]].also = next.origin
		*next = mline{}
		m.touched[i+1] = true
	}},
	{"taken out", true, func(m *mutator, i int) { m.new[m.at[i]] = mline{} }},
	{"another put in its place", true, func(m *mutator, i int) {
		best, near := -1, 0.3
		for j := range m.notes {
			if m.notes[j].List != m.notes[i].List || m.touched[j] || j == i {
				continue
			}
			if d := text.Dice(text.Features(inline.Normal(m.notes[i].Text)),
				text.Features(inline.Normal(m.notes[j].Text))); d > near {
				best, near = j, d
			}
		}
		if best < 0 || m.touched[i] {
			return
		}
		m.touched[i], m.touched[best] = true, true
		m.new[m.at[i]] = mline{} // the new version lacks this one, and the old one the other
		m.old[m.notes[best].Line-1] = mline{}
	}},
}

// swap makes two bullets on the same kind of line change places.
func (m *mutator) swap(i, j int) bool {
	a, b := m.at[i], m.at[j]
	x, y := bulletMark.FindStringSubmatch(m.new[a].text), bulletMark.FindStringSubmatch(m.new[b].text)
	if i == j || m.touched[j] || x == nil || y == nil || x[1] != y[1] || m.notes[i].Parent != m.notes[j].Parent {
		return false
	}
	m.new[a], m.new[b] = m.new[b], m.new[a]
	m.at[i], m.at[j] = b, a
	m.touched[i], m.touched[j] = true, true
	return true
}

// figures are the counts of a run over the cards of edited bullets: all of them, those whose bullet is in both
// versions, those that were recognised, and those that took another bullet's history (unedited bullets included). Then
// come edits that left the fact as it was, and how many of those were reported as changed.
type figures struct{ edited, there, followed, wrong, kept, told int }

func (f *figures) add(o figures) {
	f.edited += o.edited
	f.there += o.there
	f.followed += o.followed
	f.wrong += o.wrong
	f.kept += o.kept
	f.told += o.told
}

func (f figures) String() string {
	share := func(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
	return fmt.Sprintf("%5d cards, followed %6.2f%%, wrong twins %.2f%%; of %d harmless edits %d told as changed",
		f.edited, share(f.followed, f.there), share(f.wrong, f.edited), f.kept, f.told)
}

func readLines(lines []mline) []deck.Note {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.text + "\n")
	}
	doc, _ := read.Parse("boats.md", []byte(b.String()))
	build.Build([]*deck.Document{doc})
	return doc.Notes
}

// mutate edits a share of a document's bullets, or every heading, and counts what Match makes of it.
func mutate(src string, seed uint64, share float64, edits []mutation) figures {
	text := strings.Split(strings.ReplaceAll(src, "\r\n", "\n"), "\n")
	m := mutator{rng: rand.New(rand.NewPCG(seed, 1))}
	for i, l := range text {
		m.old, m.new = append(m.old, mline{text: l, origin: i + 1}), append(m.new, mline{text: l, origin: i + 1})
	}
	m.notes = readLines(m.old)
	m.touched = make([]bool, len(m.notes))
	for _, n := range m.notes {
		m.at = append(m.at, n.Line-1)
	}
	keep, edited := map[int]bool{}, map[int]bool{}
	for i := range m.notes {
		if m.touched[i] || m.rng.Float64() >= share {
			continue
		}
		e := edits[m.rng.IntN(len(edits))]
		e.edit(&m, i)
		keep[m.notes[i].Line] = e.keep
	}
	for i, n := range m.notes {
		edited[n.Line] = m.touched[i] || m.new[m.at[i]].text == ""
	}
	old, fresh := readLines(m.old), readLines(m.new)
	var starts []int // by line of the new text: its origin
	also := map[int]int{}
	for _, l := range m.new {
		for k := range strings.Count(l.text, "\n") + 1 {
			if k == 0 || l.split {
				also[len(starts)] = l.also
				starts = append(starts, l.origin)
			} else {
				starts = append(starts, 0)
			}
		}
	}
	there := map[int]bool{}
	for _, n := range fresh {
		there[starts[n.Line-1]] = true
	}
	var f figures
	for _, p := range match.Match(storedOf(old), inBoats(fresh)) {
		if p.Old < 0 {
			continue
		}
		o := &old[p.Old]
		right := p.New >= 0 && (starts[fresh[p.New].Line-1] == o.Line || also[fresh[p.New].Line-1] == o.Line)
		if p.New >= 0 && also[fresh[p.New].Line-1] == o.Line && right {
			delete(there, starts[fresh[p.New].Line-1]) // after a merge, the other bullet is gone
		}
		if edited[o.Line] || there[o.Line] && !right {
			f.edited += len(o.Cards)
			if there[o.Line] || right { // of two that were joined, one is no longer there by itself
				f.there += len(o.Cards)
			}
			if right {
				f.followed += len(o.Cards)
			}
		}
		switch {
		case right:
			if keep[o.Line] && p.Fate != match.Same && p.Fate != match.Moved {
				f.kept++
				if p.Fate == match.Changed {
					f.told++
					if os.Getenv("RECALL_MUTATE_SHOW") != "" {
						fmt.Printf("told: %q -> %q\n", o.Text, fresh[p.New].Text)
					}
				}
			}
		// any bullet with the same words is right
		case p.New >= 0 && inline.Normal(fresh[p.New].Text) != inline.Normal(o.Text):
			f.wrong += len(o.Cards)
			if os.Getenv("RECALL_MUTATE_SHOW") != "" && len(o.Cards) > 0 {
				fmt.Printf("wrong: %q -> %q\n", o.Text, fresh[p.New].Text)
			}
		}
	}
	return f
}

// Each kind of edit hits one bullet in ten, then all kinds together hit one in five. Progress follows the bullet and
// hardly ever goes to another one. The test uses generated bullets and the built-in roadmaps, or other documents with
// RECALL_MUTATE=DIR or FILE, and prints the figures.
func TestMutations(t *testing.T) {
	path, seeds := os.Getenv("RECALL_MUTATE"), uint64(3)
	var sources []string
	switch {
	case path != "":
	case testing.Short():
		sources = []string{strings.Join(boats(), "\n") + "\n"}
	default:
		path, seeds = filepath.Join("..", "..", "data", "roadmap"), 1
	}
	if path != "" {
		err := filepath.WalkDir(path, func(path string, d os.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".md") {
				text, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				sources = append(sources, string(text))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	run := func(name string, share float64, edits []mutation) figures {
		var f figures
		for i, src := range sources {
			for seed := range seeds {
				f.add(mutate(src, seed+uint64(i)*10, share, edits))
			}
		}
		t.Logf("%-27s %v", name, f)
		return f
	}
	for _, e := range mutations {
		run(e.name, 0.1, []mutation{e})
	}
	f := run("all at once", 0.2, mutations)
	if f.followed*100 < f.there*97 || f.wrong*1000 > f.edited*2 {
		t.Errorf("%v: want at least 97%% followed and at most 0.2%% wrong", f)
	}
}
