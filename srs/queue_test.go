package srs

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func cards(list []Candidate) []int64 {
	ids := []int64{}
	for _, c := range list {
		ids = append(ids, c.Card)
	}
	return ids
}

func pointers(list []Candidate) (to []*Candidate) {
	for i := range list {
		to = append(to, &list[i])
	}
	return to
}

// queue asks due cards, and then new ones of other notes.
func queue(due, fresh []Candidate, seen map[int64]bool, limit Limits, news NewLimits) []Candidate {
	taken := map[int64]bool{}
	maps.Copy(taken, seen)
	list, _ := Due(due, seen, 100, limit, nil)
	for _, c := range list {
		taken[c.Note] = true
	}
	return append(list, New(fresh, taken, news)...)
}

func TestQueue(t *testing.T) {
	due := []Candidate{
		{Card: 1, Note: 1, Due: 99, Interval: 2, Seed: 5}, {Card: 2, Note: 2, Due: 90, Interval: 100, Seed: 1},
		{Card: 3, Note: 3, Due: 99, Interval: 50, Seed: 2}, {Card: 4, Note: 3, Due: 98, Interval: 1, Seed: 9},
	}
	fresh := []Candidate{
		{Card: 10, Note: 10}, {Card: 11, Note: 10}, {Card: 12, Note: 2}, {Card: 13, Note: 13},
		{Card: 20, Note: 20, Follower: true}, {Card: 21, Note: 21, Follower: true},
		{Card: 22, Note: 22, Follower: true},
	}
	all, free, none := Limits{Reviews: -1}, NewLimits{Cards: -1}, NewLimits{}
	for _, test := range []struct {
		name string
		due  []Candidate
		new  []Candidate
		seen map[int64]bool
		lim  Limits
		news NewLimits
		want []int64
	}{
		{"by due day, shuffled within one, one card of a note", due, nil, nil, all, none, []int64{2, 4, 1}},
		{"a note that was seen today waits", due, nil, map[int64]bool{3: true}, all, none, []int64{2, 1}},
		{"over the limit, the least overdue for its interval comes first", due, nil, nil, Limits{Reviews: 2}, none, []int64{2, 1}},
		{"new ones come after the due ones and not from their notes", due[:2], fresh[:4], nil, all, free, []int64{2, 1, 10, 13}},
		{"half of the new may be followers", nil, fresh, nil, all, NewLimits{Cards: 4}, []int64{10, 12, 20, 21}},
		{"without leaders the rest stays free", nil, fresh[4:], nil, all, NewLimits{Cards: 4}, []int64{20, 21}},
		{"what was met counts for the half", nil, fresh[4:6], nil, all, NewLimits{3, Met{3, 2}}, []int64{20}},
		{"the rest does not grow when the half is met", nil, fresh[6:], nil, all, NewLimits{2, Met{2, 2}}, []int64{}},
		{"nothing left for today", due, fresh, nil, Limits{}, none, []int64{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := cards(queue(test.due, test.new, test.seen, test.lim, test.news)); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

// What is asked, and what waits, is what sorting all cards twice gives.
func TestDueIsWhatSortingGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := func(most int64, name string) int64 { return rapid.Int64Range(0, most).Draw(t, name) }
		var due []Candidate
		for i := range number(12, "cards") {
			note := number(8, "note")
			due = append(due, Candidate{Card: i, Note: note, Deck: note % 3, Due: Day(90 + number(10, "due")),
				Interval: int(number(5, "interval")), Seed: uint64(number(3, "seed"))})
		}
		seen := map[int64]bool{number(8, "seen"): true}
		limit := Limits{Reviews: int(number(6, "reviews")) - 1, Decks: map[int64]int{number(3, "deck"): int(number(3, "room"))}}

		plain := slices.SortedFunc(slices.Values(due), func(a, b Candidate) int { return byDay(&a, &b) })
		own := map[int64]bool{}
		plain = slices.DeleteFunc(plain, func(c Candidate) bool {
			out := seen[c.Note] || own[c.Note]
			own[c.Note] = true
			return out
		})
		waiting := Late{}
		if limit.exceeded(pointers(plain)) {
			slices.SortStableFunc(plain, func(a, b Candidate) int { return cmp.Compare(overdue(&a, 100), overdue(&b, 100)) })
			waiting.Decks = map[int64]bool{}
			asked, of := 0, map[int64]int{}
			plain = slices.DeleteFunc(plain, func(c Candidate) bool {
				room, limited := limit.Decks[c.Deck]
				full := limited && of[c.Deck] >= room
				if !full && (limit.Reviews < 0 || asked < limit.Reviews) {
					asked++
					of[c.Deck]++
					return false
				}
				waiting.Cards++
				if full {
					waiting.Decks[c.Deck] = true
				} else {
					waiting.All = true
				}
				return true
			})
		}
		got, late := Due(due, seen, 100, limit, nil)
		if !slices.Equal(got, plain) || !reflect.DeepEqual(late, waiting) {
			t.Fatalf("of %+v with %+v: asked %v, %+v waits; want %v, %+v", due, limit, cards(got), late, cards(plain), waiting)
		}

		hidden := slices.Clone(due) // the same, with seeds for those cards alone that Due asks for
		for i := range hidden {
			hidden[i].Seed = 0
		}
		got, late = Due(hidden, seen, 100, limit, func(list []*Candidate) {
			for _, c := range list {
				c.Seed = due[c.Card].Seed
			}
		})
		if !slices.Equal(cards(got), cards(plain)) || !reflect.DeepEqual(late, waiting) {
			t.Fatalf("of %+v with %+v, drawn: asked %v, %+v waits; want %v, %+v", due, limit, cards(got), late, cards(plain), waiting)
		}
	})
}

// Quitting after any card and starting again asks the rest in the same order.
func TestQueueSurvivesResume(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var due []Candidate
		for i := range rapid.IntRange(0, 30).Draw(t, "cards") {
			due = append(due, Candidate{
				Card: int64(i), Note: int64(i), Due: Day(rapid.IntRange(90, 100).Draw(t, "due")),
				Interval: rapid.IntRange(1, 50).Draw(t, "interval"), Seed: Shuffle(100, [16]byte{byte(i)}),
			})
		}
		limit := rapid.IntRange(-1, 35).Draw(t, "limit")
		queue, _ := Due(due, nil, 100, Limits{Reviews: limit}, nil)
		done := rapid.IntRange(0, len(queue)).Draw(t, "done")
		seen := map[int64]bool{}
		for _, c := range queue[:done] {
			seen[c.Note] = true
		}
		left := slices.DeleteFunc(slices.Clone(due), func(c Candidate) bool { return seen[c.Note] })
		if limit >= 0 {
			limit = max(0, limit-done)
		}
		rest, _ := Due(left, seen, 100, Limits{Reviews: limit}, nil)
		got := cards(rest)
		if want := cards(queue[done:]); limit == -1 && !slices.Equal(got, want) {
			t.Fatalf("resumed with %v, want %v", got, want)
		}
		if limit >= 0 && len(got) != len(queue)-done {
			t.Fatalf("%d cards after resume, want %d", len(got), len(queue)-done)
		}
	})
}

// The day's new cards are the same before, while and after they are asked: nothing turns up once all are done.
func TestNewCardsSurviveResume(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var fresh []Candidate
		for i := range rapid.IntRange(0, 12).Draw(t, "cards") {
			fresh = append(fresh, Candidate{Card: int64(i), Note: int64(i), Follower: rapid.Bool().Draw(t, "follower")})
		}
		limit := rapid.IntRange(0, 12).Draw(t, "limit")
		all := New(fresh, nil, NewLimits{Cards: limit})
		seen, met := map[int64]bool{}, Met{}
		for k, c := range all {
			rest := New(fresh, seen, NewLimits{limit - met.Cards, met})
			if got, want := cards(rest), cards(all[k:]); !slices.Equal(got, want) {
				t.Fatalf("after %d: %v, want %v", k, got, want)
			}
			seen[c.Note] = true
			met.Cards++
			if c.Follower {
				met.Followers++
			}
		}
		if rest := New(fresh, seen, NewLimits{limit - met.Cards, met}); len(rest) > 0 {
			t.Fatalf("when all are done, %v turn up", cards(rest))
		}
	})
}

// A deck's own limit holds beside the one over all decks, and says whose new cards wait.
func TestLimitsOfDecks(t *testing.T) {
	var due []Candidate
	for i := range 12 {
		due = append(due, Candidate{Card: int64(i), Note: int64(i), Deck: int64(i % 3), Due: Day(90 + i/3), Interval: 10})
	}
	for _, test := range []struct {
		name string
		lim  Limits
		of   [3]int // cards asked of each deck
		late Late
	}{
		{"enough", Limits{12, map[int64]int{1: 4}}, [3]int{4, 4, 4}, Late{}},
		{"one deck's", Limits{-1, map[int64]int{1: 1}}, [3]int{4, 1, 4}, Late{3, false, map[int64]bool{1: true}}},
		{"none of one deck", Limits{-1, map[int64]int{1: 0}}, [3]int{4, 0, 4}, Late{4, false, map[int64]bool{1: true}}},
		{"of all", Limits{6, nil}, [3]int{2, 2, 2}, Late{6, true, map[int64]bool{}}},
		{"both", Limits{6, map[int64]int{0: 1}}, [3]int{1, 3, 2}, Late{6, true, map[int64]bool{0: true}}},
		{"what was done before goes beyond a limit", Limits{-1, map[int64]int{2: -3}}, [3]int{4, 4, 0},
			Late{4, false, map[int64]bool{2: true}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			list, late := Due(due, nil, 100, test.lim, nil)
			var of [3]int
			for _, c := range list {
				of[c.Deck]++
			}
			if of != test.of || !reflect.DeepEqual(late, test.late) {
				t.Errorf("asks %v and leaves %+v, want %v and %+v", of, late, test.of, test.late)
			}
		})
	}
}

// Of a backlog, only the cards in front are given seeds.
func TestDueDrawsFewOfABacklog(t *testing.T) {
	var due []Candidate
	for i := range 100 {
		due = append(due, Candidate{Card: int64(i), Note: int64(i), Due: Day(99 - i/2), Interval: 10})
	}
	drawn := 0
	Due(due, nil, 100, Limits{Reviews: 5}, func(list []*Candidate) { drawn += len(list) })
	if drawn != 6 { // the sixth is as late as the fifth
		t.Errorf("%d cards were drawn, want 6", drawn)
	}
}

// However often the rest of a day's new cards is divided anew, each deck gets the same of them.
func TestShareSurvivesResume(t *testing.T) {
	for _, test := range []struct {
		left            int
		had, want, gets []int
	}{
		{10, []int{0, 0}, []int{9, 9}, []int{5, 5}},
		{10, []int{0, 0, 0}, []int{9, 1, 9}, []int{5, 1, 4}},
		{3, []int{5, 0}, []int{9, 9}, []int{0, 3}},
		{9, []int{0, 0}, []int{2, 3}, []int{2, 3}},
		{0, []int{0, 0}, []int{2, 3}, []int{0, 0}},
	} {
		if got := Share(test.left, test.had, test.want); !slices.Equal(got, test.gets) {
			t.Errorf("Share(%d, %v, %v) = %v, want %v", test.left, test.had, test.want, got, test.gets)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.IntRange(0, 9), 1, 5).Draw(t, "want")
		total := rapid.IntRange(0, 20).Draw(t, "total")
		all := Share(total, make([]int, len(want)), want)
		had, left := make([]int, len(want)), slices.Clone(want)
		for i, n := range all { // asked in part, and divided again
			had[i] = rapid.IntRange(0, n).Draw(t, "asked")
			left[i] -= had[i]
			total -= had[i]
		}
		rest := Share(total, had, left)
		for i := range want {
			if had[i]+rest[i] != all[i] {
				t.Fatalf("at once %v; after %v another %v", all, had, rest)
			}
		}
	})
}

// A limit over all decks is used up as long as any deck has a card that may be asked, and none limits nothing.
func TestDivide(t *testing.T) {
	cards := func(deck, leaders, followers int) (list []Candidate) {
		for i := range leaders + followers {
			list = append(list, Candidate{Card: int64(100*deck + i), Note: int64(100*deck + i), Follower: i >= leaders})
		}
		return list
	}
	for _, test := range []struct {
		left int
		want [2]int
	}{{-1, [2]int{5, 9}}, {0, [2]int{0, 0}}, {2, [2]int{1, 1}}, {6, [2]int{3, 3}}, {8, [2]int{3, 5}}, {10, [2]int{5, 5}}, {14, [2]int{5, 9}}, {99, [2]int{5, 9}}} {
		decks := [][]Candidate{cards(1, 1, 7), cards(2, 9, 0)} // of the first, at most half of 8 are followers
		lists := Divide(test.left, []int{0, 0}, func(d, most int) []Candidate {
			return New(decks[d], nil, NewLimits{Cards: min(most, 9)})
		})
		if got := [2]int{len(lists[0]), len(lists[1])}; got != test.want {
			t.Errorf("of %d new cards the decks get %v, want %v", test.left, got, test.want)
		}
	}
}

// New cards of decks take turns, and go on with them after some were asked.
func TestInTurn(t *testing.T) {
	lists := func(sizes ...int) (all [][]Candidate) {
		for deck, n := range sizes {
			var list []Candidate
			for i := range n {
				list = append(list, Candidate{Card: int64(10*deck + i), Deck: int64(deck)})
			}
			all = append(all, list)
		}
		return all
	}
	for _, test := range []struct {
		had, sizes []int
		want       []int64
	}{
		{[]int{0, 0, 0}, []int{3, 1, 2}, []int64{0, 10, 20, 1, 21, 2}},
		{[]int{2, 0}, []int{2, 3}, []int64{10, 11, 0, 12, 1}}, // two of the first were asked today
		{[]int{0}, []int{2}, []int64{0, 1}},
		{nil, nil, nil},
	} {
		if got := InTurn(test.had, lists(test.sizes...)); !slices.Equal(got, test.want) {
			t.Errorf("after %v, %v new cards come as %v, want %v", test.had, test.sizes, got, test.want)
		}
	}
}

func TestMix(t *testing.T) {
	for _, test := range []struct {
		order    Order
		due, new int
		want     string
	}{
		{NewLast, 3, 2, "dddnn"}, {NewFirst, 3, 2, "nnddd"}, {NewMixed, 3, 2, "dndnd"}, {NewMixed, 10, 2, "dddnddddnddd"},
		{NewMixed, 2, 5, "ndnndnn"}, {NewMixed, 0, 2, "nn"}, {NewMixed, 2, 0, "dd"}, {NewFirst, 0, 0, ""},
	} {
		mix, due, fresh, got := Mix{test.order, test.due, test.new}, test.due, test.new, ""
		for due+fresh > 0 {
			if mix.NewNext(due, fresh) {
				fresh--
				got += "n"
			} else {
				due--
				got += "d"
			}
		}
		if got != test.want {
			t.Errorf("%s of %d due and %d new cards is %s, want %s", test.order, test.due, test.new, got, test.want)
		}
	}
}
