package anki

import (
	"testing"
	"time"
)

func TestStanding(t *testing.T) {
	for _, c := range []struct {
		what string
		card Card
		want Standing
	}{
		{"new", Card{Due: 12}, Standing{New: true, Ease: 250}},
		{"new and suspended", Card{Queue: Suspended, Flag: 2}, Standing{New: true, Ease: 250, Suspended: true, Flag: 2}},
		{"learning", Card{Kind: Learning, Queue: QueueLearning, Due: 1_700_000_000, Repetitions: 1}, Standing{New: true, Ease: 250}},
		{"learning since yesterday", Card{Kind: Learning, Queue: QueueDayLearning, Due: 80}, Standing{New: true, Ease: 250}},
		{"reviewing", Card{Kind: Reviewing, Queue: QueueReview, Due: 80, Interval: 30, Ease: 2350, Repetitions: 7, Lapses: 1},
			Standing{Interval: 30, Due: 80, Ease: 235, Repetitions: 2, Lapses: 1}},
		{"after a day", Card{Kind: Reviewing, Queue: QueueReview, Due: 80, Interval: 1, Ease: 2500},
			Standing{Interval: 1, Due: 80, Ease: 250, Repetitions: 1}},
		{"long overdue", Card{Kind: Reviewing, Queue: QueueReview, Due: -5, Interval: 9, Ease: 1300}, Standing{Interval: 9, Due: -5, Ease: 130, Repetitions: 2}},
		{"buried", Card{Kind: Reviewing, Queue: SiblingBuried, Due: 80, Interval: 30, Ease: 2500}, Standing{Interval: 30, Due: 80, Ease: 250, Repetitions: 2}},
		{"buried by hand", Card{Kind: Reviewing, Queue: UserBuried, Due: 80, Interval: 30, Ease: 2500}, Standing{Interval: 30, Due: 80, Ease: 250, Repetitions: 2}},
		{"relearning", Card{Kind: Relearning, Queue: QueueLearning, Due: 1_700_000_000, Interval: 12, Ease: 2100, Lapses: 3},
			Standing{Interval: 1, DueAt: 1_700_000_000, Ease: 210, Lapses: 3}},
		{"relearning over days", Card{Kind: Relearning, Queue: QueueDayLearning, Due: 81, Interval: 12, Ease: 2100}, Standing{Interval: 1, Due: 81, Ease: 210}},
		{"relearning, by the first scheduler", Card{Kind: Reviewing, Queue: QueueLearning, Due: 1_700_000_000, HomeDue: 82, Interval: 5, Ease: 2100},
			Standing{Interval: 1, Due: 82, Ease: 210}},
		{"in a filtered deck", Card{Kind: Reviewing, Queue: QueueReview, Due: -100_000, HomeDue: 70, Home: 3, Interval: 9, Ease: 2350},
			Standing{Interval: 9, Due: 70, Ease: 235, Repetitions: 2}},
		{"previewed", Card{Kind: Reviewing, Queue: QueuePreview, Due: 1_700_000_000, HomeDue: 70, Home: 3, Interval: 9, Ease: 2350},
			Standing{Interval: 9, Due: 70, Ease: 235, Repetitions: 2}},
		{"new, previewed", Card{Kind: New, Queue: QueueReview, Due: -99_000, HomeDue: 7, Home: 3}, Standing{New: true, Ease: 250}},
		{"a home due day outside of a filtered deck", Card{Kind: Reviewing, Queue: QueueReview, Due: 80, HomeDue: 5, Interval: 9, Ease: 2350},
			Standing{Interval: 9, Due: 80, Ease: 235, Repetitions: 2}},
		{"by FSRS", Card{Kind: Reviewing, Queue: QueueReview, Due: 80, Interval: 30, Ease: 1950, Stability: 31.5}, Standing{Interval: 30, Due: 80, Ease: 250, Repetitions: 2}},
		{"without an ease", Card{Kind: Reviewing, Queue: QueueReview, Due: 80, Interval: 30}, Standing{Interval: 30, Due: 80, Ease: 250, Repetitions: 2}},
		{"without an interval", Card{Kind: Reviewing, Queue: QueueReview, Due: 80, Interval: -3, Lapses: -1}, Standing{Interval: 1, Due: 80, Ease: 250, Repetitions: 1}},
	} {
		if got := c.card.Standing(); got != c.want {
			t.Errorf("%s:\n got %+v\nwant %+v", c.what, got, c.want)
		}
	}
}

func TestReviews(t *testing.T) {
	for _, c := range []struct {
		what   string
		review Review
		grade  int
		ok     bool
		cram   bool
	}{
		{"Again", Review{Button: 1, Kind: InReview, Ease: 2500}, 1, true, false},
		{"Hard", Review{Button: 2, Kind: InReview, Ease: 2500}, 3, true, false},
		{"Good", Review{Button: 3, Kind: InLearning}, 4, true, false},
		{"Easy", Review{Button: 4, Kind: InRelearning}, 5, true, false},
		{"a day set by hand", Review{Button: 0, Kind: Manual, Ease: 2500}, 0, false, false},
		{"by hand, in an old log", Review{Button: 0, Kind: InReview}, 0, false, false},
		{"by a change of settings", Review{Button: 3, Kind: Rescheduled}, 0, false, false},
		{"no such button", Review{Button: 5, Kind: InReview}, 0, false, false},
		{"cram", Review{Button: 3, Kind: InCram}, 4, true, true},
		{"early", Review{Button: 3, Kind: InCram, Ease: 2500}, 4, true, false},
	} {
		grade, ok := c.review.Grade()
		if grade != c.grade || ok != c.ok || c.review.Cram() != c.cram {
			t.Errorf("%s: %d %v, cram %v", c.what, grade, ok, c.review.Cram())
		}
	}
	if Days(12) != 12 || Days(-600) != 0 || Days(-2*86_400) != 2 {
		t.Error("days")
	}
}

func TestFirstDay(t *testing.T) {
	created := time.Date(2021, 6, 30, 22, 30, 0, 0, time.UTC).Unix()
	auckland, quito := -12*60, 5*60
	for _, c := range []struct {
		west *int
		want string
	}{{&auckland, "2021-07-01"}, {&quito, "2021-06-30"}, {nil, "2021-07-01"}} {
		col := Collection{Created: created, West: c.west}
		if got := col.FirstDay(time.FixedZone("", 2*60*60)).Format(time.DateOnly); got != c.want {
			t.Errorf("%v: %s, want %s", c.west, got, c.want)
		}
	}
}
