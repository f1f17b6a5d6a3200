package data

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"recall/data/place"
	"recall/srs"
)

// Two machines whose clocks are a year apart each answer the same cards 500 times without the other. When they meet, both
// have all thousand answers and the same schedules, and a second exchange moves nothing.
func TestTwoHomesAYearApart(t *testing.T) {
	const year, answers, bullets = 365, 500, 100
	var doc strings.Builder
	doc.WriteString("# Lights\n\n")
	for i := range bullets {
		fmt.Fprintf(&doc, "- Buoy %d: shows %d flashes\n", i, i+2)
	}
	folder := t.TempDir()
	machines := []*Store{fresh(t), fresh(t)}
	for i, s := range machines {
		load(t, s, "lights.md", doc.String(), at(i*year))
		asked := cards(t, s)
		chance := rand.New(rand.NewPCG(11, uint64(i)))
		for n := range answers {
			c := asked[(n+i*7)%len(asked)]
			record(t, s, c.ID, srs.Grade(1+chance.IntN(5)), at(i*year+n/50))
		}
	}
	late := (len(machines)-1)*year + answers
	for range 2 {
		for i, s := range machines {
			exchange(t, s, folder, at(i*year+late))
		}
	}
	agree(t, machines...)
	for i, s := range machines {
		if n := strings.Count(strings.Join(logOf(t, s), "\n"), " review of "); n != 2*answers {
			t.Errorf("machine %d has %d of %d answers", i, n, 2*answers)
		}
	}
	before := files(t, folder)
	for i, s := range machines {
		if done := exchange(t, s, folder, at(i*year+late)); done.Sent != (place.Contents{}) || done.Entries != 0 || done.Read != 0 {
			t.Errorf("machine %d: with nothing new, %+v", i, done)
		}
	}
	if !slices.Equal(files(t, folder), before) {
		t.Error("with nothing new, the place has other files")
	}
}

// A machine that was put back to a backup goes on under a new id, and gets back from the place what the backup lacks.
func TestRestoredMachineMeetsItsOwnPast(t *testing.T) {
	folder := t.TempDir()
	a, b := fresh(t), fresh(t)
	load(t, a, "boats.md", boats, at(0))
	record(t, a, card(t, a, "Keel").ID, srs.Good, at(0))
	exchange(t, a, folder, at(0))
	kept, err := a.Backup(at(0).Time)
	if err != nil {
		t.Fatal(err)
	}
	record(t, a, card(t, a, "Keel").ID, srs.Good, at(1))
	record(t, a, card(t, a, "Rudder").ID, srs.Again, at(2))
	exchange(t, a, folder, at(2))
	exchange(t, b, folder, at(2))
	was := a.own.uid

	if err := replaceBy(a, kept.Path); err != nil {
		t.Fatal(err)
	}
	record(t, a, card(t, a, "Keel").ID, srs.Easy, at(3))
	for range 2 {
		for _, s := range []*Store{a, b} {
			exchange(t, s, folder, at(3))
		}
	}
	if a.own.uid == was {
		t.Error("the restored machine goes on under its old id")
	}
	agree(t, a, b)
	if n := strings.Count(strings.Join(logOf(t, b), "\n"), " review of "); n != 4 {
		t.Errorf("%d of 4 reviews are there", n)
	}
}
