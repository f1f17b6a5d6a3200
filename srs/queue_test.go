package srs

import (
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
	all := Limits{Reviews: -1, New: -1}
	for _, test := range []struct {
		name string
		due  []Candidate
		new  []Candidate
		seen map[int64]bool
		lim  Limits
		want []int64
	}{
		{"by due day, shuffled within one, one card of a note", due, nil, nil, all, []int64{2, 4, 1}},
		{"a note that was seen today waits", due, nil, map[int64]bool{3: true}, all, []int64{2, 1}},
		{"over the limit, the least overdue for its interval comes first", due, nil, nil, Limits{Reviews: 2, New: 0}, []int64{2, 1}},
		{"new ones come after the due ones and not from their notes", due[:2], fresh[:4], nil, all, []int64{2, 1, 10, 13}},
		{"half of the new may be followers", nil, fresh, nil, Limits{Reviews: -1, New: 4}, []int64{10, 12, 20, 21}},
		{"without leaders the rest stays free", nil, fresh[4:], nil, Limits{Reviews: -1, New: 4}, []int64{20, 21}},
		{"what was met counts for the half", nil, fresh[4:6], nil, Limits{New: 3, Met: Met{3, 2}}, []int64{20}},
		{"the rest does not grow when the half is met", nil, fresh[6:], nil, Limits{New: 2, Met: Met{2, 2}}, []int64{}},
		{"nothing left for today", due, fresh, nil, Limits{Reviews: 0, New: 0}, []int64{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := cards(Queue(test.due, test.new, test.seen, 100, test.lim)); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
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
		queue := Queue(due, nil, nil, 100, Limits{Reviews: limit, New: 0})
		done := rapid.IntRange(0, len(queue)).Draw(t, "done")
		seen := map[int64]bool{}
		for _, c := range queue[:done] {
			seen[c.Note] = true
		}
		left := slices.DeleteFunc(slices.Clone(due), func(c Candidate) bool { return seen[c.Note] })
		if limit >= 0 {
			limit = max(0, limit-done)
		}
		got := cards(Queue(left, nil, seen, 100, Limits{Reviews: limit, New: 0}))
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
		all := Queue(nil, fresh, nil, 100, Limits{New: limit})
		seen, met := map[int64]bool{}, Met{}
		for k, c := range all {
			rest := Queue(nil, fresh, seen, 100, Limits{New: limit - met.Cards, Met: met})
			if got, want := cards(rest), cards(all[k:]); !slices.Equal(got, want) {
				t.Fatalf("after %d: %v, want %v", k, got, want)
			}
			seen[c.Note] = true
			met.Cards++
			if c.Follower {
				met.Followers++
			}
		}
		if rest := Queue(nil, fresh, seen, 100, Limits{New: limit - met.Cards, Met: met}); len(rest) > 0 {
			t.Fatalf("when all are done, %v turn up", cards(rest))
		}
	})
}
