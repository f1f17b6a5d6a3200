package data

import (
	"context"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"recall/srs"
)

// dump returns the dump of some decks.
func dump(t testing.TB, s *Store, names ...string) string {
	t.Helper()
	var decks []int64
	for _, name := range names {
		d, err := s.FindDeck(name)
		if err != nil {
			t.Fatal(err)
		}
		decks = append(decks, d.ID)
	}
	var b strings.Builder
	if _, err := s.Dump(&b, decks, noon); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func readDump(t testing.TB, s *Store, text string) Merged {
	t.Helper()
	m, problems, err := s.ReadDump(context.Background(), "deck.jsonl", strings.NewReader(text), false, false, at(99))
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return m
}

// told returns everything that a learner sees of a deck's cards, and when each is due.
func told(t testing.TB, s *Store, name string, ids bool) (list []string) {
	t.Helper()
	d, err := s.FindDeck(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Cards(Filter{Decks: []int64{d.ID}}, func(c *Card) error {
		uid := ""
		if ids {
			uid = fmt.Sprintf("%x ", c.UID)
		}
		list = append(list, fmt.Sprintf("%s%q %q %q %+v %+v", uid, c.Path, c.Text, c.Rule, c.Card, c.State))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(list)
	return list
}

// lived returns a store whose deck was reviewed, edited, marked, undone and renamed.
func lived(t testing.TB) *Store {
	s := fresh(t)
	load(t, s, "boats.md", boats, at(0))
	// its id is still that of the first text
	load(t, s, "boats.md", strings.ReplaceAll(boats, "drifting sideways", "drifting to leeward"), at(1))
	for day, g := range []srs.Grade{srs.Good, srs.Again, srs.Good, srs.Easy} {
		record(t, s, card(t, s, "Keel").ID, g, at(day+1))
		record(t, s, card(t, s, "Beaufort 0").ID, srs.Good, at(day+1))
	}
	if _, err := s.Undo(at(5)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Mark(card(t, s, "Rudder").ID, srs.Suspend, at(6)); err != nil {
		t.Fatal(err)
	}
	k, err := FindKey("max_interval")
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.FindDeck("test")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SetValue(k, d.ID, "90", at(6)); err != nil {
		t.Fatal(err)
	}
	return s
}

// A deck exported with its log can be imported: all of it into an empty database, nothing a second time, and the
// schedules of the log into one that has the deck already, made from today's text under other ids.
func TestDumpComesBack(t *testing.T) {
	s := lived(t)
	text, want := dump(t, s, "test"), told(t, s, "test", true)

	empty := fresh(t)
	m := readDump(t, empty, text)
	if got := told(t, empty, "test", true); !slices.Equal(got, want) {
		t.Errorf("in an empty database:\n got %s\nwant %s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if m.Decks != 1 || m.Notes == 0 || m.Cards != len(want) || m.Entries == 0 {
		t.Errorf("taken over: %+v", m)
	}
	sound(t, empty)
	for _, again := range []*Store{empty, s} {
		if m := readDump(t, again, text); m != (Merged{}) {
			t.Errorf("a second time it brings %+v", m)
		}
	}
	if got := dump(t, empty, "test"); strings.Count(got, `{"table":"log"`) != strings.Count(text, `{"table":"log"`) {
		t.Error("the log does not go out again as it came in")
	}

	elsewhere := fresh(t)
	load(t, elsewhere, "other.md", strings.ReplaceAll(boats, "drifting sideways", "drifting to leeward"), at(0))
	if got := told(t, elsewhere, "test", true); slices.Equal(got, want) {
		t.Fatal("the ids are alike: the test shows nothing")
	}
	readDump(t, elsewhere, text)
	if got := told(t, elsewhere, "test", true); !slices.Equal(got, want) {
		t.Errorf("where the deck stood already:\n got %s\nwant %s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	sound(t, elsewhere)
}

// What was reviewed on both sides under different ids stays unchanged here; the other entries wait in the log.
func TestDumpOfAnotherHistory(t *testing.T) {
	s, other := lived(t), fresh(t)
	load(t, other, "other.md", strings.ReplaceAll(boats, "drifting sideways", "drifting to leeward"), at(0))
	record(t, other, card(t, other, "Keel").ID, srs.Easy, at(0))
	keel := card(t, other, "Keel")
	before, state := len(cards(t, other)), keel.State
	m := readDump(t, other, dump(t, s, "test"))
	if n := len(cards(t, other)); n != before {
		t.Errorf("%d cards, and %d before: one is asked twice", n, before)
	}
	if got := card(t, other, "Keel"); got.ID != keel.ID || got.State != state {
		t.Errorf("Keel is %+v, and was %+v", got.State, state)
	}
	if m.Entries != strings.Count(dump(t, s, "test"), `{"table":"log"`) {
		t.Errorf("%d entries were taken over", m.Entries)
	}
	sound(t, other)
}

// Every changed byte and every missing line is found and named. Nothing is then merged, unless bad lines are skipped.
func TestDamagedDumps(t *testing.T) {
	s := lived(t)
	text := dump(t, s, "test")
	target := fresh(t)
	try := func(damaged string, skip bool) (Merged, int, error) {
		m, problems, err := target.ReadDump(context.Background(), "deck.jsonl", strings.NewReader(damaged), skip, true,
			at(99))
		line := 0
		if len(problems) > 0 {
			line = problems[0].Line
			if problems[0].File != "deck.jsonl" {
				t.Fatal(problems[0])
			}
		}
		return m, line, err
	}
	chance := rand.New(rand.NewPCG(1, 2))
	flips := 100
	if testing.Short() {
		flips = 15
	}
	for range flips {
		b, i := []byte(text), chance.IntN(len(text))
		b[i] ^= byte(1 + chance.IntN(255))
		m, line, err := try(string(b), false)
		if want := 1 + strings.Count(text[:i], "\n"); err == nil && (line < want || line > want+1) {
			t.Fatalf("byte %d, in line %d, is another, and line %d is named", i, want, line)
		}
		if m != (Merged{}) {
			t.Fatalf("a damaged dump brings %+v", m)
		}
	}
	lines := strings.SplitAfter(text, "\n")
	last := len(lines) - 2 // the end line
	for _, test := range []struct {
		name, text string
		line       int
	}{
		{"cut at a line", strings.Join(lines[:last], ""), last},
		{"cut in a line", text[:len(text)-len(lines[last])-9], last},
		{"a line out of the middle", strings.Join(lines[:last-1], "") + lines[last], last},
		{"a line twice", strings.Join(lines[:last], "") + lines[last-1] + lines[last], last + 1},
	} {
		if m, line, err := try(test.text, false); err != nil || line != test.line || m != (Merged{}) {
			t.Errorf("%s: line %d is named, %+v is taken over, %v; want line %d", test.name, line, m, err, test.line)
		}
	}
	m, line, err := try(strings.Join(lines[:last-1], "")+lines[last], true)
	if err != nil || line == 0 || m.Entries != strings.Count(text, `{"table":"log"`)-1 {
		t.Errorf("the rest of a dump: %+v, line %d, %v", m, line, err)
	}
	for _, foreign := range []string{"", "[]", "# Notes\n", strings.Replace(text, `"schema":`, `"schema":9`, 1),
		strings.Replace(text, `"version":1`, `"version":2`, 1)} {
		if _, _, err := try(foreign, false); err == nil && foreign != "" {
			t.Errorf("%.40q was read", foreign)
		}
	}
}

// A hand-made dump with matching checksums brings in nothing that this version can't read back.
func TestForgedDumps(t *testing.T) {
	s := lived(t)
	text := dump(t, s, "test")
	forge := func(table, name, value string) string {
		var b strings.Builder
		done := false
		for line := range strings.Lines(text) {
			if at := strings.Index(line, `"`+name+`":`); at >= 0 && strings.HasPrefix(line, `{"table":"`+table+`"`) &&
				!done {
				end := at + len(name) + 3
				rest := line[end:]
				if rest[0] == '"' {
					rest = rest[1+strings.Index(rest[1:], `"`)+1:]
				} else {
					rest = rest[strings.IndexAny(rest, ",}"):]
				}
				line = line[:end] + value + rest
				line = line[:strings.LastIndex(line, dumpSum)]
				line = fmt.Sprintf("%s%s%08x\"}\n", line, dumpSum, crc32.Checksum([]byte(line), castagnoli))
				done = true
			}
			b.WriteString(line)
		}
		if !done {
			t.Fatalf("no row of %s has %s", table, name)
		}
		return b.String()
	}
	target := fresh(t)
	for _, f := range []struct{ table, name, value string }{
		{"log", "tick", "9223372036854775807"}, {"log", "grade", "9"}, {"log", "sum", "1"}, {"log", "subject", "99999"}, {"log", "kind", `"review"`},
		{"card", "forms", "300"}, {"card", "forms", "-1"}, {"card", "note", "99999"}, {"card", "members", `"no list"`}, {"section", "headings", `"{}"`},
		{"note", "sum", "1"}, {"note", "parked", "7"}, {"note", "tags", `"x"`}, {"note", "tags", `"[1]"`}, {"source", "tags", `"x"`}, {"schedule", "ease", "1"}, {"subject", "uid", `"ab"`}, {"subject", "uid", `"xy"`},
		{"deck", "name", "null"}, {"deck", "id", "1.5"}, {"log", "day", "1e99"},
	} {
		m, problems, err := target.ReadDump(context.Background(), "deck.jsonl",
			strings.NewReader(forge(f.table, f.name, f.value)), false, false, at(99))
		if err == nil && len(problems) == 0 || m != (Merged{}) && err == nil {
			t.Errorf("%s of %s as %s brings %+v", f.name, f.table, f.value, m)
		}
	}
	if list, err := target.Decks(); err != nil || len(list) > 0 {
		t.Errorf("the database has decks %v, %v", list, err)
	}
	sound(t, target)
}
