package data

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recall/data/place"
	"recall/srs"
)

// exchange lets a machine exchange with a folder.
func exchange(t testing.TB, s *Store, folder string, m Moment) Exchanged {
	t.Helper()
	return exchangeAs(t, s, folder, BothWays, m)
}

// exchangeAs does so in a direction, if the folder is new to it.
func exchangeAs(t testing.TB, s *Store, folder string, d Direction, m Moment) Exchanged {
	t.Helper()
	p, err := s.placeAt(folder)
	if err != nil {
		if p, err = s.RememberPlace(folder, d, nil); err != nil {
			t.Fatal(err)
		}
	}
	done, err := s.Exchange(context.Background(), p, m, false, func() error { return nil })
	if err != nil || len(done.Ignored) > 0 || len(done.Waiting) > 0 {
		t.Fatal(err, done.Ignored, done.Waiting)
	}
	return done
}

// logOf returns the log as a set.
func logOf(t testing.TB, s *Store) (list []string) {
	t.Helper()
	if err := s.readLog(nil, func(e *entry) error {
		list = append(list, fmt.Sprintf("%x-%d tick %d %s of %x on %d: %d %q sum %d",
			e.device.uid, e.seq, e.tick, e.kind, e.uid, e.day,
			e.grade, e.detail, e.sum))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(list)
	return list
}

// memory returns what every machine has to agree on: notes and cards with their texts, tags and schedules, and settings
// of decks.
func memory(t testing.TB, s *Store) (list []string) {
	t.Helper()
	decks, err := s.deckIDs()
	if err != nil {
		t.Fatal(err)
	}
	listed, err := s.Decks()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Cards(Filter{Decks: decks}, func(c *Card) error {
		c.Card.Schedule = nil
		if !slices.ContainsFunc(listed, func(d Deck) bool { return d.ID == c.DeckID }) {
			c.Deck = "" // a deleted deck gets the name that the others gave it once it is back
		}
		list = append(list, fmt.Sprintf("card %x %q %q %q %+v %v %+v",
			c.UID, c.Deck, c.Path, c.Text, c.Card, c.Tags, c.State))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	add := func(kind, query string) {
		if err := s.each(func(rows *sql.Rows) error {
			var what string
			err := rows.Scan(&what)
			list = append(list, kind+" "+what)
			return err
		}, query); err != nil {
			t.Fatal(err)
		}
	}
	add("note", `SELECT hex(n.uid) || ' ' || n.parked || ' ' || n.stamp || ' ' || n.text
		FROM note n JOIN source o ON o.id = n.source WHERE o.path NOT GLOB 'builtin:*'`)
	add("deck", "SELECT hex(u.uid) || ' ' || gone FROM deck JOIN subject u ON u.id = deck.id WHERE builtin = ''")
	add("setting", "SELECT hex(u.uid) || ' ' || name || ' ' || value FROM setting JOIN subject u ON u.id = deck")
	slices.Sort(list)
	return list
}

// agree fails unless machines have the same log and the same memory.
func agree(t testing.TB, machines ...*Store) {
	t.Helper()
	for i, s := range machines {
		sound(t, s)
		if i == 0 {
			continue
		}
		for what, of := range map[string]func(testing.TB, *Store) []string{"log": logOf, "memory": memory} {
			if say := difference(i, of(t, machines[0]), of(t, s)); say != "" {
				t.Fatalf("the %s of machine %d is not that of machine 0:\n%s", what, i, say)
			}
		}
	}
}

// difference says what only one of two machines has.
func difference(i int, one, other []string) string {
	var only []string
	for _, line := range one {
		if !slices.Contains(other, line) {
			only = append(only, "0: "+line)
		}
	}
	for _, line := range other {
		if !slices.Contains(one, line) {
			only = append(only, fmt.Sprintf("%d: %s", i, line))
		}
	}
	return strings.Join(only[:min(len(only), 20)], "\n")
}

func TestTwoMachinesOneMemory(t *testing.T) {
	folder := t.TempDir()
	a, b := fresh(t), fresh(t)
	load(t, a, "boats.md", boats, at(0))
	record(t, a, card(t, a, "Keel").ID, srs.Good, at(0))
	if done := exchange(t, a, folder, at(0)); done.Sent.Entries == 0 || done.Sent.Notes == 0 {
		t.Fatalf("nothing was pushed: %+v", done)
	}
	exchange(t, b, folder, at(1))
	agree(t, a, b)

	record(t, b, card(t, b, "Keel").ID, srs.Good, at(1))
	if _, err := b.Tag([]int64{card(t, b, "Rudder").ID}, []string{"steer"}, nil, at(1)); err != nil {
		t.Fatal(err)
	}
	if _, err := b.EditText(card(t, b, "Rudder").ID, "Rudder: turns the whole boat", at(1)); err != nil {
		t.Fatal(err)
	}
	record(t, a, card(t, a, "Beaufort 0").ID, srs.Again, at(1))
	exchange(t, a, folder, at(1))
	exchange(t, b, folder, at(1))
	exchange(t, a, folder, at(1))
	agree(t, a, b)
	if got := card(t, a, "Rudder"); got.Answer != "turns the whole boat" || !slices.Contains(got.Tags, "steer") {
		t.Errorf("the edit and the tag from b are not on a: %+v", got)
	}

	before := files(t, folder)
	for _, s := range []*Store{a, b, a} {
		if done := exchange(t, s, folder, at(2)); done.Sent != (place.Contents{}) || done.Entries != 0 || done.Read != 0 {
			t.Errorf("with nothing new, %+v", done)
		}
	}
	if !slices.Equal(files(t, folder), before) {
		t.Error("with nothing new, the place has other files")
	}
}

// files returns the names and contents of what is in a folder.
func files(t testing.TB, folder string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, e.Name()+string(text))
	}
	return list
}

// A file that is shared late, or comes back old, undoes nothing that was edited since: no card starts over, none is
// parked. What it says anew counts.
func TestAnOldCopyUndoesNothing(t *testing.T) {
	const v1 = "# Sea\n\n- Keel: stops the drift of 3 boats\n- Rudder: turns the boat\n"
	const v2 = "# Sea\n\n- Keel: stops the drift of 4 boats\n- Rudder: turns the boat\n- Boom: holds the sail\n"
	const v3 = "# Sea\n\n- Keel: stops the drift of 5 boats\n- Rudder: turns the boat\n- Boom: holds the sail\n"
	const mixed = "# Sea\n\n- Keel: stops the drift of 3 boats\n- Rudder: turns the whole boat\n"
	for _, test := range []struct {
		name   string
		before string // what machine b has imported before it meets a; "": nothing
		then   string // what it imports afterwards
		older  bool   // that is an old copy
		keel   string
		rudder string
		due    bool // the fact changed
	}{
		{"an old copy, first seen late", "", v1, true, "4 boats", "turns the boat", false},
		{"an old copy, seen before", v1, v1, false, "4 boats", "turns the boat", false},
		{"an old copy of what was seen", v2, v1, true, "4 boats", "turns the boat", false},
		{"the same", "", v2, false, "4 boats", "turns the boat", false},
		{"a newer one", v1, v3, false, "5 boats", "turns the boat", true},
		{"a newer one, first seen late", "", v3, false, "5 boats", "turns the boat", true},
		{"old and new", v1, mixed, false, "4 boats", "turns the whole boat", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			a, b := fresh(t), fresh(t)
			load(t, a, "a/sea.md", v1, at(0))
			exchange(t, a, folder, at(0))
			load(t, a, "a/sea.md", v2, at(1))
			for day := range 3 {
				for _, front := range []string{"Keel", "Rudder", "Boom"} {
					record(t, a, card(t, a, front).ID, srs.Good, at(1+day))
				}
			}
			if test.before != "" {
				load(t, b, "b/sea.md", test.before, at(1))
			}
			exchange(t, a, folder, at(4))
			exchange(t, b, folder, at(4))
			exchange(t, a, folder, at(4))
			agree(t, a, b)
			was := memory(t, b)

			f := fileOf(t, "/b/sea.md", test.then)
			if test.before == "" {
				gone, err := b.FromElsewhere()
				if err != nil {
					t.Fatal(err)
				}
				renamed, err := b.Renamed([]File{f}, gone)
				if err != nil {
					t.Fatal(err)
				}
				if f.Was = renamed[f.Path].Path; f.Was == "" {
					t.Fatal("the file is not known to be the other machine's")
				}
			}
			p, err := b.Plan("test", []File{f})
			if err != nil {
				t.Fatal(err)
			}
			if got := len(p.Older) > 0; got != test.older {
				t.Fatalf("old copies: %q", p.Older)
			}
			if !test.older {
				if _, err := b.Apply(p, at(5)); err != nil {
					t.Fatal(err)
				}
			}
			sound(t, b)
			keel, rudder := card(t, b, "Keel"), card(t, b, "Rudder")
			if !strings.HasSuffix(keel.Answer, test.keel) || rudder.Answer != test.rudder {
				t.Errorf("keel %q, rudder %q", keel.Answer, rudder.Answer)
			}
			if restarted := keel.State.Reps == 0; restarted != test.due {
				t.Errorf("keel starts over: %v", restarted)
			}
			if boom := card(t, b, "Boom"); boom.State.Parked || boom.State.Reps == 0 {
				t.Errorf("boom, which the file has never had: %+v", boom.State)
			}
			if !test.due && test.rudder == "turns the boat" && !slices.Equal(memory(t, b), was) {
				t.Errorf("something else is: %s", difference(1, was, memory(t, b)))
			}
			exchange(t, b, folder, at(5))
			exchange(t, a, folder, at(5))
			agree(t, a, b)
		})
	}
}

// A deck that is purged on one machine is parked as a whole on the others, which keep its text, as one that is deleted.
func TestPurgedElsewhere(t *testing.T) {
	const text = "# Sea\n\n- Keel: stops the drift\n- Rudder: turns the boat\n"
	for _, only := range []bool{false, true} {
		folder := t.TempDir()
		a, b := fresh(t), fresh(t)
		loadDeck(t, a, "sea", "a/sea.md", text, at(0))
		d := deckOf(t, a, "sea")
		record(t, a, card(t, a, "Keel").ID, srs.Good, at(0))
		if only {
			if _, err := a.RememberPlace(folder, BothWays, []int64{d.ID}); err != nil {
				t.Fatal(err)
			}
		}
		exchange(t, a, folder, at(0))
		exchange(t, b, folder, at(0))
		if err := a.PurgeDeck(d.ID, at(1)); err != nil {
			t.Fatal(err)
		}
		exchange(t, a, folder, at(1))
		exchange(t, b, folder, at(1))
		sound(t, a)
		sound(t, b)
		for _, c := range cards(t, b) {
			if c.Deck == "sea" && (!c.State.Parked || c.Text == "") {
				t.Errorf("of one deck: %t: %q is %+v", only, c.Text, c.State)
			}
		}
		var left int
		if err := a.get([]any{&left}, "SELECT count(*) FROM card WHERE front || back LIKE '%boat%'"); err != nil || left > 0 {
			t.Errorf("%d cards of a purged deck have their text, %v", left, err)
		}
	}
}
