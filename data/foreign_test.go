package data

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recall/srs"
)

// twin returns another database with the same content that writes as the same device, as someone may who has a copy.
func twin(t testing.TB, s *Store) *Store {
	t.Helper()
	raw, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "twin.db")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	c := open(t, path)
	c.own = s.own
	return c
}

// takeIn imports the log of a deck from another database.
func takeIn(t testing.TB, s, from *Store, m Moment) (Merged, error) {
	t.Helper()
	merged, problems, err := s.ReadDump(context.Background(), "deck.jsonl", strings.NewReader(dump(t, from, "test")), false, false, m)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return merged, err
}

// An imported log adds what is missing under this installation's own id. It then writes on under another one, as there may
// be more that it does not know of.
func TestALogWithEntriesOfOurOwn(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	c, own := twin(t, s), s.own
	record(t, c, card(t, c, "Rudder").ID, srs.Good, at(1))
	if m, err := takeIn(t, s, c, at(2)); err != nil || m.Entries != 1 || m.Aside != "" {
		t.Fatalf("it brings %+v, %v", m, err)
	}
	if got := card(t, s, "Rudder"); got.State.Reps != 1 {
		t.Errorf("the schedule is %+v", got.State)
	}
	record(t, s, card(t, s, "Boom").ID, srs.Good, at(2))
	if s.own == own {
		t.Error("it goes on numbering under the id that another uses too")
	}
	sound(t, s)
	if m, err := takeIn(t, s, c, at(2)); err != nil || m != (Merged{}) {
		t.Errorf("a second time it brings %+v, %v", m, err)
	}
}

// A number that has another content here stays as it is here, unless that is not as it was written. Nothing is doubled.
func TestALogWithOtherContent(t *testing.T) {
	for _, damaged := range []bool{false, true} {
		s := fresh(t)
		load(t, s, "sea.md", notes, at(0))
		record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
		c := twin(t, s)
		record(t, s, card(t, s, "Rudder").ID, srs.Good, at(1))
		record(t, c, card(t, c, "Boom").ID, srs.Good, at(1)) // under the same number
		reviews := len(reviewsOf(t, s))
		if damaged {
			if _, err := s.execScript("UPDATE log SET took = took + 1000000 WHERE seq = (SELECT max(seq) FROM log)"); err != nil {
				t.Fatal(err)
			}
		}
		m, err := takeIn(t, s, c, at(2))
		if err != nil || !strings.Contains(m.Aside, "log entry 1-") || strings.Count(m.Aside, "\n") != 1 {
			t.Fatalf("damaged %v: it brings %+v, %v", damaged, m, err)
		}
		rudder, boom := card(t, s, "Rudder").State.Reps, card(t, s, "Boom").State.Reps
		if damaged && (rudder != 0 || boom != 1) || !damaged && (rudder != 1 || boom != 0) {
			t.Errorf("damaged %v: the answers there are %d, %d", damaged, rudder, boom)
		}
		var aside int
		if err := s.get([]any{&aside}, "SELECT count(*) FROM quarantine"); err != nil || aside != 1 {
			t.Errorf("damaged %v: %d rows are in quarantine, %v", damaged, aside, err)
		}
		if n := len(reviewsOf(t, s)); n != reviews {
			t.Errorf("damaged %v: %d reviews, %d before", damaged, n, reviews)
		}
		if len(forks(t, s)) > 1 {
			t.Errorf("damaged %v: the devices are %v", damaged, forks(t, s))
		}
		sound(t, s)
	}
}

// forks returns the devices that wrote something.
func forks(t testing.TB, s *Store) []int64 {
	t.Helper()
	list, err := s.numbers("SELECT DISTINCT device FROM log")
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// An entry of a kind that a newer recall writes keeps all its fields on its way through an older one.
func TestUnknownKindsKeepTheirFields(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	c := card(t, s, "Keel")
	err := s.write(func() error {
		e := entry{subject: c.ID, uid: c.UID, kind: 77, grade: 0, took: 9, intervalBefore: 4, easeAfter: 250, detail: "from the future",
			set: [7]bool{true, false, true, true, false, false, true}}
		return s.append(&e, at(0))
	})
	if err != nil {
		t.Fatal(err)
	}
	const row = "SELECT concat_ws(' ', quote(grade), quote(form), quote(took), quote(interval_before), quote(ease_before), quote(interval_after), quote(ease_after), detail) FROM log WHERE kind = 77"
	const want = "0 NULL 9 4 NULL NULL 250 from the future"
	to := fresh(t)
	if _, err := takeIn(t, to, s, at(1)); err != nil {
		t.Fatal(err)
	}
	for _, store := range []*Store{s, to} {
		var got string
		if err := store.get([]any{&got}, row); err != nil || got != want {
			t.Errorf("the entry is %s, %v; want %s", got, err, want)
		}
		sound(t, store)
	}
}

// What a log must not bring is refused before anything is written, although every line of it is intact.
func TestWhatALogMustNotBring(t *testing.T) {
	config := func(detail string) func(*Store) error {
		return func(s *Store) error {
			return s.write(func() error {
				var id int64
				var uid []byte
				if err := s.get([]any{&id, &uid}, "SELECT u.id, u.uid FROM deck d JOIN subject u ON u.id = d.id"); err != nil {
					return err
				}
				return s.append(&entry{subject: id, uid: [16]byte(uid), kind: srs.Config, detail: detail}, at(1))
			})
		}
	}
	script := func(text string) func(*Store) error {
		return func(s *Store) error {
			return s.write(func() error { _, err := s.execScript(text); return err })
		}
	}
	answer := func(m Moment, shift int) func(*Store) error {
		return func(s *Store) error {
			return s.write(func() error {
				c, err := s.Card(cards(t, s)[0].ID)
				if err != nil {
					return err
				}
				return s.append(&entry{subject: c.ID, uid: c.UID, kind: srs.Review, grade: srs.Good, shift: shift}, m)
			})
		}
	}
	for _, test := range []struct {
		name string
		do   func(*Store) error
		say  string
	}{
		{"a tick of the year 9999", answer(at(2900000), 0), "still to come"},
		{"an answer from before 1970", answer(Moment{Time: noon, Day: -400}, 0), "before 1970"},
		{"a day that does not fit its time", answer(Moment{Time: noon, Day: 49710}, 0), "counts for 2106"},
		{"a move of a million days", answer(at(1), 1000000), "1000000 days"},
		{"rules with a negative interval", config(`{"ease_on_lapse":"keep","max_interval_days":-5,"repeat_below":4}`), "sets rules"},
		{"rules that are none", config("?"), "sets no rules"},
		{"a setting that no command takes", script("INSERT INTO setting (deck, name, value) SELECT id, 'new_per_day', '-1e9' FROM deck"),
			"new_per_day can't be"},
		{"a deck with an escape in its name", script("UPDATE deck SET name = 'a' || char(27) || ']0;x'"), "control characters"},
		{"a deck without a name", script("UPDATE deck SET name = ' '"), "no name"},
		{"a path that leads elsewhere", script("UPDATE source SET path = '../../.profile'"), "no place of a file"},
		{"a path of no scheme", script("UPDATE source SET path = 'in:/../../.profile'"), "no place of a file"},
		{"a path with a line break", script("UPDATE source SET path = '/a' || char(10) || 'b'"), "control characters"},
		{"a picture elsewhere", script(`UPDATE note SET media = '{"a.png":"../../a.png"}'`), "no picture"},
	} {
		t.Run(test.name, func(t *testing.T) {
			from, s := fresh(t), fresh(t)
			load(t, from, "/sea.md", notes, at(0))
			text := dump(t, from, "test")
			if err := test.do(from); err != nil {
				t.Fatal(err)
			}
			names, err := from.Decks()
			if err != nil {
				t.Fatal(err)
			}
			load(t, s, "/lake.md", "- Reed: grows at the shore\n", at(0))
			before, err := contents(s.Path())
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			if _, err := from.Dump(&b, []int64{names[0].ID}, noon); err != nil {
				t.Fatal(err)
			}
			if b.String() == text {
				t.Fatal("nothing was forged")
			}
			m, problems, err := s.ReadDump(context.Background(), "deck.jsonl", strings.NewReader(b.String()), false, false, at(2))
			if err == nil || !strings.Contains(err.Error(), test.say) || len(problems) > 0 {
				t.Errorf("it brings %+v, %v, %v", m, problems, err)
			}
			after, err := contents(s.Path())
			if err != nil || !equalContents(before, after) {
				t.Errorf("something was written, %v", err)
			}
			sound(t, s)
		})
	}
}
