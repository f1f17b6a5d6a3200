package data

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"recall/srs"
)

const harbours = `---
tags: [harbour]
---
# Harbours

## 2 Piers

- Quay: a boat lies along it
- Keel block: carries a boat ashore (on f(x) timbers)
- Tide table (high, low): tells when a boat floats
`

// sailed is a card with what a query can ask of it, found out without a query.
type sailed struct {
	*Card
	active  bool
	answers map[srs.Day][]srs.Grade // in force, practice aside
	tag     string
}

// fleet returns a store with a deck that is studied, one that is not, and one that is deleted; its cards; and the day
// to query.
func fleet(t *testing.T) (*Store, []sailed, srs.Day) {
	s, day := queried(t)
	loadDeck(t, s, "idle", "idle.md", harbours, at(12))
	loadDeck(t, s, "lost", "lost.md", strings.ReplaceAll(harbours, "2 Piers", "5 Piers"), at(20))
	named := func(name string) int64 {
		d, err := s.FindDeck(name)
		if err != nil {
			t.Fatal(err)
		}
		return d.ID
	}
	idle, lost := named("idle"), named("lost")
	var list []sailed
	for _, id := range []int64{named("test"), idle, lost} {
		if err := s.Cards(Filter{Decks: []int64{id}}, func(c *Card) error {
			list = append(list, sailed{Card: c, active: id != idle && id != lost, answers: map[srs.Day][]srs.Grade{}})
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	for i, c := range list {
		for d := i % 5; d < 24; d += 2 + i%7 {
			if c.State.Suspended || c.Draft {
				continue
			}
			a := Answer{Card: c.ID, Grade: srs.Grade((i + d) % 6), Cram: d%4 == 1}
			if _, _, err := s.Record(a, at(d)); err != nil {
				t.Fatal(err)
			}
			if d%5 == 2 {
				if _, err := s.Undo(at(d)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if err := s.DeleteDeck(lost, at(23)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.exec("UPDATE deck SET active = 0 WHERE id = ?", idle); err != nil {
		t.Fatal(err)
	}
	for i := range list {
		c, err := s.Card(list[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		list[i].Card = c
		life, err := s.Life(c.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, act := range life {
			if act.Kind == srs.Review && !act.Cram {
				list[i].answers[act.Day] = append(list[i].answers[act.Day], act.Grade)
			}
		}
		if list[i].tag = "sail/rig"; c.Deck != "test" {
			list[i].tag = "none"
		}
	}
	return s, list, day
}

// within reports whether an answer was given in the last days, with a grade from one to another.
func (c *sailed) within(days int, today srs.Day, from, to srs.Grade) bool {
	for day, grades := range c.answers {
		if day > today-srs.Day(days) && slices.ContainsFunc(grades, func(g srs.Grade) bool { return g >= from && g <= to }) {
			return true
		}
	}
	return false
}

func (c *sailed) says(word string) bool {
	plain := strings.NewReplacer("*", "", "`", "").Replace(strings.Join([]string{c.Front(), c.Answer, c.Text}, "\n"))
	return regexp.MustCompile(`(?i)(^|[^\pL\pN])` + regexp.QuoteMeta(word)).MatchString(plain)
}

// leaves are terms, and what they mean.
var leaves = map[string]func(c *sailed, today srs.Day) bool{
	"keel":         func(c *sailed, _ srs.Day) bool { return c.says("keel") },
	`"the boat"`:   func(c *sailed, _ srs.Day) bool { return c.says("the boat") },
	"boat":         func(c *sailed, _ srs.Day) bool { return c.says("boat") },
	"f(x)":         func(c *sailed, _ srs.Day) bool { return c.says("f(x)") },
	`"or"`:         func(c *sailed, _ srs.Day) bool { return c.says("or") },
	`"(high, low"`: func(c *sailed, _ srs.Day) bool { return c.says("(high, low") },
	"deck:test":    nil, // see tree.holds
	"deck:idle":    nil,
	"deck:LOST":    nil,
	"path:5":       func(c *sailed, _ srs.Day) bool { return strings.Contains("\n"+strings.Join(c.Path, "\n"), "\n5 ") },
	"tag:sail":     func(c *sailed, _ srs.Day) bool { return c.tag == "sail/rig" },
	"file:boats.md": func(c *sailed, _ srs.Day) bool {
		return c.Source == "/boats.md"
	},
	"file:l":           func(c *sailed, _ srs.Day) bool { return c.Source == "/lost.md" },
	"slot:forward":     func(c *sailed, _ srs.Day) bool { return c.Slot == "forward" },
	"slot:member":      func(c *sailed, _ srs.Day) bool { return strings.HasPrefix(c.Slot, "member:") },
	"slot:MEMBER:rdb":  func(c *sailed, _ srs.Day) bool { return c.Slot == "member:rdb" },
	"is:new":           func(c *sailed, _ srs.Day) bool { return c.Status() == "new" },
	"is:parked":        func(c *sailed, _ srs.Day) bool { return c.Status() == "parked" },
	"is:draft":         func(c *sailed, _ srs.Day) bool { return c.Status() == "draft" },
	"prop:interval>=6": func(c *sailed, _ srs.Day) bool { return c.State.Interval >= 6 },
	"prop:ease<2.5":    func(c *sailed, _ srs.Day) bool { return c.State.Ease < 250 },
	"rated:1":          func(c *sailed, d srs.Day) bool { return c.within(1, d, 0, 5) },
	"rated:7":          func(c *sailed, d srs.Day) bool { return c.within(7, d, 0, 5) },
	"rated:9:1":        func(c *sailed, d srs.Day) bool { return c.within(9, d, 0, 2) },
	"rated:9:3":        func(c *sailed, d srs.Day) bool { return c.within(9, d, 4, 4) },
	"introduced:20": func(c *sailed, d srs.Day) bool {
		return len(c.answers) > 0 && slices.Min(slices.Collect(maps.Keys(c.answers))) > d-20
	},
	"added:12": func(c *sailed, d srs.Day) bool { return c.Added > d-12 },
	"added:4":  func(c *sailed, d srs.Day) bool { return c.Added > d-4 },
}

// tree is a query as it is meant.
type tree struct {
	not  bool
	any  bool
	kids []tree
	leaf string
}

func drawTree(t *rapid.T, depth int) tree {
	q := tree{not: rapid.IntRange(0, 3).Draw(t, "not") == 0}
	if depth == 0 || rapid.IntRange(0, 2).Draw(t, "leaf") == 0 {
		q.leaf = rapid.SampledFrom(slices.Sorted(maps.Keys(leaves))).Draw(t, "term")
		return q
	}
	q.any = rapid.Bool().Draw(t, "or")
	for range rapid.IntRange(2, 3).Draw(t, "kids") {
		q.kids = append(q.kids, drawTree(t, depth-1))
	}
	return q
}

// written returns the query as a person could write it.
func (q *tree) written(t *rapid.T, within string) string {
	minus := map[bool]string{true: "-"}[q.not]
	if q.leaf != "" {
		return minus + q.leaf
	}
	var parts []string
	by := rapid.SampledFrom(map[bool][]string{true: {" or ", " OR "}, false: {" ", "  ", " and "}}[q.any]).Draw(t, "sign")
	for i := range q.kids {
		parts = append(parts, q.kids[i].written(t, strings.ToLower(strings.TrimSpace(by))+"."))
	}
	text := strings.Join(parts, by)
	if q.not || q.any && within != "" && within != "or." || rapid.IntRange(0, 3).Draw(t, "brackets") == 0 {
		return minus + "(" + text + ")"
	}
	return text
}

// holds reports whether a card matches, and whether it does so by a deck that is named and not negated.
func (q *tree) holds(c *sailed, today srs.Day, not bool) (match, named bool) {
	not = not != q.not
	if q.leaf != "" {
		if name, ok := strings.CutPrefix(q.leaf, "deck:"); ok {
			in := strings.EqualFold(c.Deck, name)
			return in != not, in && !not
		}
		return leaves[q.leaf](c, today) != not, false
	}
	match = q.any == not
	for i := range q.kids {
		m, n := q.kids[i].holds(c, today, not)
		if q.any == not { // all must match
			match, named = match && m, named || n
		} else {
			match, named = match || m, named || m && n
		}
	}
	return match, match && named
}

// A query finds the cards that it means, however it is put together and written.
func TestQueryFindsWhatItMeans(t *testing.T) {
	s, list, day := fleet(t)
	for leaf := range leaves {
		q, found := tree{leaf: leaf}, 0
		for i := range list {
			if m, _ := q.holds(&list[i], day, false); m {
				found++
			}
		}
		if found == 0 || found == len(list) {
			t.Errorf("%s matches %d of %d cards, which tests nothing", leaf, found, len(list))
		}
	}
	var decks []int64
	for _, c := range list {
		decks = union(decks, []int64{c.DeckID})
	}
	rapid.Check(t, func(t *rapid.T) {
		q := drawTree(t, 3)
		text := q.written(t, "")
		var within []int64
		if rapid.IntRange(0, 3).Draw(t, "beside a deck") == 0 {
			within = []int64{rapid.SampledFrom(decks).Draw(t, "deck")}
		}
		var want, got []int64
		for i := range list {
			c := &list[i]
			m, named := q.holds(c, day, false)
			if m && (within == nil && (c.active || named) || slices.Contains(within, c.DeckID)) {
				want = append(want, c.ID)
			}
		}
		f, err := s.ParseQuery(text, day, within...)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if err := s.Cards(f, func(c *Card) error { got = append(got, c.ID); return nil }); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("%s in %v finds %v, want %v", text, within, got, want)
		}
		parts, err := s.DecksOf(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parts { // as the queue takes new cards, deck by deck
			part, err := s.Any(f.In(d))
			has := slices.ContainsFunc(list, func(c sailed) bool { return c.DeckID == d && slices.Contains(want, c.ID) })
			if err != nil || part != has {
				t.Fatalf("%s in deck %d: %t, %v, want %t", text, d, part, err, has)
			}
		}
		if _, err := s.Stats(f, Span{Today: day, Ahead: 1}); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	})
}
