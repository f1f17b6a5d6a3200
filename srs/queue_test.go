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
		{Card: 20, Note: 20, Follower: true}, {Card: 21, Note: 21, Follower: true}, {Card: 22, Note: 22, Follower: true},
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
		{"over the limit, the least overdue for its interval comes first", due, nil, nil, Limits{2, 0}, []int64{2, 1}},
		{"new ones come after the due ones and not from their notes", due[:2], fresh[:4], nil, all, []int64{2, 1, 10, 13}},
		{"half of the new may be followers", nil, fresh, nil, Limits{-1, 4}, []int64{10, 12, 20, 21}},
		{"without leaders the rest stays free", nil, fresh[4:], nil, Limits{-1, 4}, []int64{20, 21}},
		{"nothing left for today", due, fresh, nil, Limits{0, 0}, []int64{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := cards(Queue(test.due, test.new, test.seen, 100, test.lim)); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

// Quitting after any card and starting again asks the rest in the order in which it would have come.
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
		queue := Queue(due, nil, nil, 100, Limits{limit, 0})
		done := rapid.IntRange(0, len(queue)).Draw(t, "done")
		seen := map[int64]bool{}
		for _, c := range queue[:done] {
			seen[c.Note] = true
		}
		left := slices.DeleteFunc(slices.Clone(due), func(c Candidate) bool { return seen[c.Note] })
		if limit >= 0 {
			limit = max(0, limit-done)
		}
		got := cards(Queue(left, nil, seen, 100, Limits{limit, 0}))
		if want := cards(queue[done:]); limit == -1 && !slices.Equal(got, want) {
			t.Fatalf("resumed with %v, want %v", got, want)
		}
		if limit >= 0 && len(got) != len(queue)-done {
			t.Fatalf("%d cards after resume, want %d", len(got), len(queue)-done)
		}
	})
}
