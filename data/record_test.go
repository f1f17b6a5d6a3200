package data

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"recall/srs"
)

func TestRecord(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	id := card(t, s, "Keel").ID
	record(t, s, id, 4, at(0))
	record(t, s, id, 3, at(1))
	want := srs.State{Reps: 2, Tested: 1, Held: 1, Interval: 6, Ease: 236, Due: day0 + 7, Last: day0 + 1, Seen: day0 + 1, Grade: 3,
		Answered: day0 + 1}
	if got, err := s.State(id); err != nil || got != want {
		t.Errorf("the schedule is %+v, %v; want %+v", got, err, want)
	}
	past, err := s.Life(id)
	if err != nil || len(past) != 2 {
		t.Fatalf("%d acts in the log, %v", len(past), err)
	}
	p := past[1]
	if p.Grade != 3 || p.After.Interval != 6 || p.After.Ease != 236 || p.Effect != srs.AsReview || p.Day != day0+1 {
		t.Errorf("the log says %+v", p)
	}
	sound(t, s)
}

func TestRecordRefusesWhatIsNoGrade(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	before, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range []srs.Grade{-1, 6, 100} {
		if _, _, err := s.Record(Answer{Card: card(t, s, "Keel").ID, Grade: g}, at(0)); err == nil {
			t.Errorf("grade %d passed", g)
		}
	}
	after, err := os.ReadFile(s.Path())
	if err != nil || string(before) != string(after) {
		t.Errorf("something was written: %v", err)
	}
}

func TestUndo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "recall.db")
	s := open(t, path)
	load(t, s, "sea.md", notes, at(0))
	keel, rudder := card(t, s, "Keel").ID, card(t, s, "Rudder").ID
	record(t, s, keel, 4, at(0))
	if _, err := s.Mark(rudder, srs.Suspend, at(0)); err != nil {
		t.Fatal(err)
	}
	record(t, s, keel, 5, at(1))
	s.Close()
	s = open(t, path) // a later run
	for i, want := range []Undone{
		{Card: keel, Kind: srs.Review, Grade: 5, Day: day0 + 1},
		{Card: rudder, Kind: srs.Suspend, Day: day0},
		{Card: keel, Kind: srs.Review, Grade: 4, Day: day0},
	} {
		if got, err := s.Undo(at(2)); err != nil || got != want {
			t.Fatalf("undo %d took back %+v, %v; want %+v", i+1, got, err, want)
		}
	}
	if _, err := s.Undo(at(2)); !errors.Is(err, ErrNothingToUndo) {
		t.Errorf("the fourth undo says %v", err)
	}
	for _, id := range []int64{keel, rudder} {
		if got, err := s.State(id); err != nil || got != srs.Fresh {
			t.Errorf("after all undos the state is %+v, %v", got, err)
		}
	}
	sound(t, s)
}

// Whatever two devices do, with jumping clocks and with undo, every schedule is the replay of its log.
func TestEveryScheduleIsTheReplay(t *testing.T) {
	path := filepath.Join(t.TempDir(), "recall.db")
	s := open(t, path)
	load(t, s, "sea.md", notes, at(0))
	own := s.own
	made, err := s.exec("INSERT INTO device (uid, machine, path, own) VALUES (randomblob(16), 'elsewhere', '', 1)")
	if err != nil {
		t.Fatal(err)
	}
	id, _ := made.LastInsertId()
	other, err := s.device("WHERE id = ?", id)
	if err != nil {
		t.Fatal(err)
	}
	list := cards(t, s)
	day := 0
	rapid.Check(t, func(rt *rapid.T) {
		for range rapid.IntRange(1, 12).Draw(rt, "acts") {
			day += rapid.IntRange(-2, 8).Draw(rt, "days")
			s.own = rapid.SampledFrom([]device{own, other}).Draw(rt, "device")
			c := rapid.SampledFrom(list).Draw(rt, "card")
			switch act := rapid.IntRange(0, 9).Draw(rt, "act"); act {
			case 0:
				if _, err := s.Undo(at(day)); err != nil && !errors.Is(err, ErrNothingToUndo) {
					rt.Fatal(err)
				}
			case 1:
				kind := rapid.SampledFrom([]srs.Kind{srs.Suspend, srs.Resume, srs.Bury, srs.Flag, srs.Reset}).Draw(rt,
					"kind")
				if _, err := s.Mark(c.ID, kind, at(day)); err != nil {
					rt.Fatal(err)
				}
			default:
				g := srs.Grade(rapid.IntRange(0, 5).Draw(rt, "grade"))
				if _, _, err := s.Record(Answer{Card: c.ID, Grade: g, Cram: act == 9}, at(day)); err != nil {
					rt.Fatal(err)
				}
			}
		}
		check, err := s.Check(false)
		if err != nil || len(check.Faults) > 0 {
			rt.Fatalf("%v, %v", check.Faults, err)
		}
	})
}

func TestUnknownKindsAreKeptAndSkipped(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	c := card(t, s, "Keel")
	record(t, s, c.ID, 4, at(0))
	before, err := s.State(c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.write(func() error {
		return s.append(&entry{subject: c.ID, uid: c.UID, kind: 77, detail: "from the future"}, at(0))
	}); err != nil {
		t.Fatal(err)
	}
	record(t, s, c.ID, 4, at(0)) // drill
	if after, err := s.State(c.ID); err != nil || after != before {
		t.Errorf("%+v became %+v, %v", before, after, err)
	}
	sound(t, s)
}

func TestCheckFindsWhatWasAltered(t *testing.T) {
	for _, test := range []struct{ name, damage string }{
		{"a day's count", "UPDATE hour_count SET good = 0, again = 1"},
		{"a day that was not counted", "DELETE FROM hour_count"},
		{"a day without answers", "UPDATE hour_count SET day = day + 1"},
		{"a deck's count", "UPDATE deck_count SET learnt = learnt + 1"},
		{"a deck that was not counted", "DELETE FROM deck_count"},
		{"what a card remembers", "UPDATE schedule SET tested = 3"},
		{"a grade", "UPDATE log SET grade = 5"},
		{"a day", "UPDATE log SET day = day + 1"},
		{"whom it is about", "UPDATE log SET subject = subject + 1"},
		{"the device's id", "UPDATE device SET uid = randomblob(16)"},
		{"a card's id", "UPDATE subject SET uid = randomblob(16)"},
		{"a schedule", "UPDATE schedule SET ease = 300 WHERE interval > 0"},
		{"a schedule's lock", "UPDATE schedule SET follower = 2 WHERE follower = 1"},
		{"a leader that waits", "UPDATE schedule SET follower = 1 WHERE card = (SELECT min(card) FROM schedule WHERE follower = 0)"},
		{"a leader that needs not wait", "UPDATE schedule SET follower = 2 WHERE card = (SELECT min(card) FROM schedule WHERE follower = 0)"},
		{"a follower that leads", "UPDATE schedule SET follower = 0 WHERE card = (SELECT max(card) FROM schedule WHERE follower = 1)"},
		{"how many bullets are counted", "UPDATE counted SET note = note - 1"},
		{"how many cards are counted", "UPDATE counted SET subject = subject + 1"},
		{"whether the log is counted", "UPDATE counted SET log = 0"},
		{"a bullet", "UPDATE note SET text = 'Keel: stops the boat'"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := fresh(t)
			load(t, s, "sea.md", notes, at(0))
			record(t, s, card(t, s, "Keel").ID, 4, at(0))
			if _, err := s.execScript(test.damage); err != nil {
				t.Fatal(err)
			}
			c, err := s.Check(false)
			if err != nil || len(c.Faults) == 0 {
				t.Errorf("check finds nothing, %v", err)
			}
			if c.Stale < len(c.Faults) {
				return
			}
			if _, err := s.Check(true); err != nil {
				t.Fatal(err)
			}
			sound(t, s)
		})
	}
}

func TestRebuildMakesSchedulesAnew(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	id := card(t, s, "Keel").ID
	want := record(t, s, id, 4, at(0))
	if _, err := s.execScript("UPDATE schedule SET reps = 9, interval = 900, due = 30000, marks = 1, hold = 1"); err != nil {
		t.Fatal(err)
	}
	c, err := s.Check(true)
	if err != nil || c.Rebuilt < c.Cards || c.Rebuilt != len(c.Faults) {
		t.Fatalf("%+v, %v", c, err)
	}
	if got, err := s.State(id); err != nil || got != want {
		t.Errorf("the schedule is %+v, %v; want %+v", got, err, want)
	}
	sound(t, s)
}

// Counts that are wrong are named by deck and day, and made again.
func TestRebuildCountsAnew(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	for _, day := range []int{0, 1, 7} {
		record(t, s, card(t, s, "Keel").ID, 4, at(day))
	}
	_, err := s.execScript("UPDATE hour_count SET reviews = 2 WHERE day > (SELECT min(day) FROM hour_count); UPDATE deck_count SET drafts = 9")
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Check(true)
	want := []string{"the reviews counted in test on 2026-11-23 and 1 later day are not those of the log",
		"the bullets and cards counted in test are not those that it has"}
	if err != nil || !slices.Equal(c.Faults, want) || c.Rebuilt != 2 {
		t.Fatalf("%+v, %v", c, err)
	}
	sound(t, s)
}

// A database that was copied elsewhere writes under a device id of its own, so that the two logs can be merged.
func TestACopyTakesItsOwnDevice(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	record(t, s, card(t, s, "Keel").ID, 4, at(0))
	s.Close()
	raw, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	c := open(t, path)
	if c.own.uid == s.own.uid {
		t.Error("the copy writes as the same device")
	}
	record(t, c, card(t, c, "Rudder").ID, 4, at(0))
	sound(t, c)
	again := open(t, s.Path())
	if again.own != s.own {
		t.Error("the original became another device")
	}
}

// An estimate counts repeats: here each card took two answers of ten seconds.
func TestPace(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	if p, err := s.Pace(); err != nil || p.For(3, 0) != 0 {
		t.Errorf("nothing is known, and 3 cards take %v, %v", p.For(3, 0), err)
	}
	for day := range 5 {
		for _, g := range []srs.Grade{1, 4} {
			if _, _, err := s.Record(Answer{Card: card(t, s, "Keel").ID, Grade: g, Took: 10 * time.Second},
				at(day)); err != nil {
				t.Fatal(err)
			}
		}
	}
	// practice does not count
	if _, _, err := s.Record(Answer{Card: card(t, s, "Keel").ID, Grade: 4, Took: time.Hour, Cram: true},
		at(5)); err != nil {
		t.Fatal(err)
	}
	for range 10 { // undone answers don't count either
		if _, _, err := s.Record(Answer{Card: card(t, s, "Rudder").ID, Grade: 1, Took: 50 * time.Second},
			at(5)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Undo(at(5)); err != nil {
			t.Fatal(err)
		}
	}
	if p, err := s.Pace(); err != nil || p.For(3, 1) != 70*time.Second {
		t.Errorf("3 cards and a repeat take %v, %v; want 70 s", p.For(3, 1), err)
	}
}
