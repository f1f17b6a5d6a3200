package data

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"recall/srs"
)

// Whoever only counts what a day asks gets the same numbers as a session that asks it, deck by deck, also where limits
// make a choice among cards that are equally late.
func TestCountIsWhatTheQueueHolds(t *testing.T) {
	s := fresh(t)
	for _, deck := range []string{"sea", "land"} {
		var text strings.Builder
		for i := range 12 {
			fmt.Fprintf(&text, "- Part %d of %s: holds %d others; lost\n", i, deck, i)
		}
		loadDeck(t, s, deck, deck+".md", text.String(), at(0))
	}
	for i, c := range cards(t, s) {
		if i%5 < 4 { // the others stay new
			record(t, s, c.ID, []srs.Grade{srs.Good, srs.Easy, srs.Again}[i%3], at(i%3))
		}
	}
	sea, err := s.FindDeck("sea")
	if err != nil {
		t.Fatal(err)
	}
	setValue(t, s, "reviews_per_deck", sea.ID, "4", at(3))
	for day := range 9 {
		for _, most := range []int{0, 1, 5, 9, 200} {
			for _, o := range []QueueOptions{{NewLimit: -1}, {NewLimit: 3}, {Ahead: 4}, {All: true}} {
				o.Settings = DefaultSettings
				o.ReviewsPerDay = most
				today := day0 + srs.Day(day)
				for _, f := range []Filter{{}, {Decks: []int64{sea.ID}}} {
					want, err := s.Queue(f, today, o)
					if err != nil {
						t.Fatal(err)
					}
					got, err := s.Count(f, today, o)
					if err != nil {
						t.Fatal(err)
					}
					if len(got.Due) != len(want.Due) {
						t.Fatalf("day %d, at most %d, %+v: counted %d, asked %d", day, most, o, len(got.Due), len(want.Due))
					}
					got.Due, want.Due = nil, nil // in no order, and it may be another card of a note
					if !reflect.DeepEqual(got, want) {
						t.Fatalf("day %d, at most %d, %+v: counted %+v, asked %+v", day, most, o, got, want)
					}
				}
			}
		}
	}
}
