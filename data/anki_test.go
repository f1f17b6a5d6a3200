package data

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"recall/data/apkg"
	"recall/deck/anki"
	"recall/srs"
)

// collection is what Anki keeps of cards about tides, by a learner in Greenwich.
func collection(cards ...anki.Card) *anki.Collection {
	c := &anki.Collection{
		Created: day0.Time().Unix() + 8*3600, Rollover: 4, West: new(int), Cards: cards,
		Types: map[int64]*anki.NoteType{7: {ID: 7, Name: "Plain", Fields: []string{"Q", "A"},
			Templates: []anki.Template{{Name: "1", Front: "{{Q}}", Back: "{{FrontSide}}<hr id=answer>{{A}}"}}}},
		Decks: map[int64]*anki.Deck{3: {ID: 3, Name: "tides"}},
	}
	for i := range c.Cards {
		k := &c.Cards[i]
		k.Note, k.Deck = k.ID, 3
		c.Notes = append(c.Notes, anki.Note{ID: k.ID, GUID: fmt.Sprint("guid", k.ID), Type: 7, Modified: 1,
			Fields: []string{fmt.Sprintf("What is tide %d?", k.ID), fmt.Sprintf("number %d of them", k.ID)}})
	}
	return c
}

// pressed is an answer to a card at noon of a day, and as many ms later as its id says.
func pressed(card int64, days, button, before, interval int) anki.Review {
	return anki.Review{ID: at(days).Time.UnixMilli() + card, Card: card, Button: button, Before: before, Interval: interval,
		Ease: 2500, Took: 2000, Kind: anki.InReview}
}

// scheduled is a card that was answered on a day, and is due an interval later.
func scheduled(id int64, days, interval, lapses int) anki.Card {
	return anki.Card{ID: id, Kind: anki.Reviewing, Queue: anki.QueueReview, Modified: at(days).Time.Unix(), Interval: interval,
		Due: int64(days + interval), Ease: 2500, Lapses: lapses}
}

// saved writes a package to a file and returns its path.
func saved(t testing.TB, pack []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tides.apkg")
	if err := os.WriteFile(path, pack, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// packed writes a collection as a package and returns its path.
func packed(t testing.TB, c *anki.Collection) string {
	t.Helper()
	var b bytes.Buffer
	if err := apkg.Write(context.Background(), &b, c, nil); err != nil {
		t.Fatal(err)
	}
	return saved(t, b.Bytes())
}

// importAnki imports a package, each deck into the one that it is in already, or into one of its name.
func importAnki(t testing.TB, s *Store, m Moment, path string) (done Applied) {
	t.Helper()
	files, err := ReadAnki(context.Background(), path, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	var batches []Batch
	for _, f := range files {
		name, err := s.DeckOf(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		if name == "" {
			name = f.Doc.Deck
		}
		batches = append(batches, Batch{Deck: name, Files: []File{f}})
	}
	plans, err := s.Plans(batches)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.KeepMedia(context.Background(), files); err != nil {
		t.Fatal(err)
	}
	all, err := s.Import(plans, m)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		done.Notes += a.Notes
		done.Reviews += a.Reviews
		done.Schedules += a.Schedules
	}
	sound(t, s)
	return done
}

// takeAnki imports a collection as a package.
func takeAnki(t testing.TB, s *Store, c *anki.Collection, m Moment) Applied {
	t.Helper()
	return importAnki(t, s, m, packed(t, c))
}

// takePackage imports a package.
func takePackage(t testing.TB, s *Store, pack []byte, m Moment) Applied {
	t.Helper()
	return importAnki(t, s, m, saved(t, pack))
}

// unpacked reads a package as Anki does.
func unpacked(t testing.TB, pack []byte) *anki.Collection {
	t.Helper()
	p, err := apkg.Open(context.Background(), saved(t, pack))
	if err != nil {
		t.Fatal(err)
	}
	p.Close()
	return p.Collection
}

// giveAnki exports a deck with its answers.
func giveAnki(t testing.TB, s *Store, deck string, m Moment) []byte {
	t.Helper()
	d, err := s.FindDeck(deck)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := s.ExportAnki(context.Background(), &b, d, Filter{Decks: []int64{d.ID}}, true, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// schedules lists what is scheduled, card by card, by what the cards ask.
func schedules(t testing.TB, s *Store) (list []string) {
	t.Helper()
	for _, c := range cards(t, s) {
		list = append(list, fmt.Sprintf("%s: interval %d, ease %d, due %d, lapses %d, suspended %v, flagged %v", c.Prompt, c.State.Interval,
			c.State.Ease, c.State.Due, c.State.Lapses, c.State.Suspended, c.State.Flagged))
	}
	slices.Sort(list)
	return list
}

// journal lists all reviews, by when they were.
func journal(t testing.TB, s *Store) (list []string) {
	t.Helper()
	if err := s.each(func(rows *sql.Rows) error {
		var e entry
		if err := scanEntry(rows, &e); err != nil {
			return err
		}
		list = append(list, fmt.Sprint(e.wall(), e.day, e.grade, e.took))
		return nil
	}, allEntries+" WHERE l.kind = {review} ORDER BY l.tick"); err != nil {
		t.Fatal(err)
	}
	return list
}

// What is learnt here after an import stays when the package comes again, also under another name.
func TestAnkiLeavesWhatWasLearntSince(t *testing.T) {
	c := collection(scheduled(1, 2, 6, 0), scheduled(2, 2, 6, 1))
	c.Reviews = []anki.Review{pressed(1, 2, 3, 1, 6), pressed(2, 2, 3, 1, 6)}
	s := fresh(t)
	if done := takeAnki(t, s, c, at(3)); done.Reviews != 2 || done.Schedules != 2 {
		t.Errorf("%+v", done)
	}
	record(t, s, card(t, s, "What is tide 1?").ID, srs.Good, at(8))
	if _, err := s.Mark(card(t, s, "What is tide 2?").ID, srs.Suspend, at(8)); err != nil {
		t.Fatal(err)
	}
	want, reviews := schedules(t, s), journal(t, s)
	if done := takeAnki(t, s, c, at(9)); done.Reviews+done.Schedules != 0 {
		t.Errorf("again: %+v", done)
	}
	if got := schedules(t, s); !slices.Equal(got, want) || len(journal(t, s)) != len(reviews) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A newer package adds its reviews once, and the schedules follow, also if Anki wrote it before the last import.
func TestAnkiTakesANewerPackage(t *testing.T) {
	older := collection(scheduled(1, 2, 6, 0), scheduled(2, 2, 6, 1), anki.Card{ID: 3})
	older.Reviews = []anki.Review{pressed(1, 2, 3, 1, 6), pressed(2, 2, 3, 1, 6)}
	newer := collection(scheduled(1, 8, 15, 0), scheduled(2, 2, 6, 1), scheduled(3, 8, 1, 0))
	newer.Reviews = append(slices.Clone(older.Reviews), pressed(1, 8, 3, 6, 15), pressed(3, 8, 3, 0, 1))
	newer.Cards[1].Queue, newer.Cards[1].Flag, newer.Cards[1].Modified = anki.Suspended, 2, at(8).Time.Unix()

	once := fresh(t)
	takeAnki(t, once, newer, at(20))
	s := fresh(t)
	takeAnki(t, s, older, at(20))
	if done := takeAnki(t, s, newer, at(21)); done.Reviews != 2 || done.Schedules != 2 {
		t.Errorf("%+v", done)
	}
	if got, want := schedules(t, s), schedules(t, once); !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, c := range []*anki.Collection{newer, older} {
		if done := takeAnki(t, s, c, at(22)); done.Reviews+done.Schedules != 0 {
			t.Errorf("again: %+v", done)
		}
	}
	if got, want := schedules(t, s), schedules(t, once); !slices.Equal(got, want) {
		t.Errorf("again: got  %s\nwant %s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}

	other := fresh(t) // the newer one first
	takeAnki(t, other, newer, at(20))
	takeAnki(t, other, older, at(21))
	if got, want := journal(t, other), journal(t, s); !slices.Equal(got, want) {
		t.Errorf("the other way round the reviews are %q, want %q", got, want)
	}
	if got, want := schedules(t, other), schedules(t, once); !slices.Equal(got, want) {
		t.Errorf("the other way round: got  %s\nwant %s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A review from a clock that was ahead waits for an import after its time.
func TestAnkiReviewsOfTheFuture(t *testing.T) {
	c := collection(scheduled(1, 2, 6, 0))
	c.Reviews = []anki.Review{pressed(1, 2, 3, 1, 6), pressed(1, 30, 3, 6, 15)}
	s := fresh(t)
	for _, step := range []struct{ days, want int }{{3, 1}, {4, 0}, {31, 1}, {32, 0}} {
		if done := takeAnki(t, s, c, at(step.days)); done.Reviews != step.want {
			t.Errorf("on day %d %d reviews came, want %d", step.days, done.Reviews, step.want)
		}
	}
}

// Whatever a package says of a card, the schedules stay what the log says.
func TestAnkiSaysAnything(t *testing.T) {
	huge := anki.Card{ID: 1, Kind: anki.Reviewing, Queue: anki.QueueReview, Modified: 1 << 40, Interval: 1 << 30, Due: 1 << 60,
		Ease: 1 << 30, Lapses: 1 << 30}
	low := anki.Card{ID: 2, Kind: anki.Relearning, Queue: anki.QueueLearning, Modified: -5, Interval: -1 << 30, Due: -1 << 60,
		Ease: -1, Lapses: -7}
	c := collection(huge, low)
	c.Reviews = []anki.Review{{ID: -4, Card: 1, Button: 3}, {ID: 5, Card: 1, Button: 3, Interval: 1 << 30, Before: -1 << 30,
		Ease: 1 << 30, Took: -9}, {ID: 6, Card: 9, Button: 3}}
	takeAnki(t, fresh(t), c, at(3))
}

// Cards of ours come back from Anki with what was answered there, and under no other name.
func TestOurCardsComeBackFromAnki(t *testing.T) {
	s := fresh(t)
	load(t, s, "boats.md", "- Keel: stops drift\n- Rudder: gives a course\n", at(0))
	keel := card(t, s, "Keel")
	record(t, s, keel.ID, srs.Good, at(1))
	before := len(cards(t, s))
	pack := giveAnki(t, s, "test", at(2))
	if !bytes.Equal(pack, giveAnki(t, s, "test", at(2))) {
		t.Error("the same deck makes another package")
	}

	// Anki takes the package into a collection of its own, where the card is answered once more.
	c := unpacked(t, pack)
	c.Created += 1000
	for i := range c.Cards {
		if k := &c.Cards[i]; k.Interval > 0 {
			a := pressed(0, 7, 3, 1, 9)
			a.Card = k.ID
			c.Reviews = append(c.Reviews, a)
			k.Modified, k.Interval, k.Due = at(7).Time.Unix(), 9, k.Due+14
		}
	}
	if done := takeAnki(t, s, c, at(9)); done.Reviews != 1 || done.Schedules != 1 {
		t.Errorf("%+v", done)
	}
	if done := takeAnki(t, s, c, at(10)); done.Reviews+done.Schedules != 0 {
		t.Errorf("again: %+v", done)
	}
	if got := card(t, s, "Keel"); got.ID != keel.ID || got.State.Interval != 9 || got.State.Due != day0+16 || len(cards(t, s)) != before {
		t.Errorf("%+v of %d cards", got, len(cards(t, s)))
	}
}

// What is exported is what recall asks. A note keeps its time, and what Anki updates it by grows with its text.
func TestExportForAnkiIsStable(t *testing.T) {
	s := fresh(t)
	save := func(text string, m Moment) {
		f := fileOf(t, "/boats.md", text)
		f.Mtime = m.Time.UnixNano()
		mustImport(t, s, m, []File{f})
	}
	save("## Hull\n\n- Keel: stops drift\n- Rudder: gives a course\n", at(0))
	first := unpacked(t, giveAnki(t, s, "sea", at(1)))
	of := func(c *anki.Collection, text string) anki.Note {
		i := slices.IndexFunc(c.Notes, func(n anki.Note) bool { return strings.Contains(n.Fields[0], text) })
		if i < 0 {
			return anki.Note{}
		}
		return c.Notes[i]
	}
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(1))
	second := unpacked(t, giveAnki(t, s, "sea", at(1)))
	if was, is := of(first, "Keel"), of(second, "Keel"); was.ID == 0 || was.ID != is.ID || was.GUID != is.GUID || was.Modified != is.Modified {
		t.Errorf("an answer makes %+v of %+v", is, was)
	}
	if _, err := s.Mark(card(t, s, "Rudder").ID, srs.Reject, at(1)); err != nil {
		t.Fatal(err)
	}
	save("## Hull\n\n- Keel: stops drifting\n- Rudder: gives a course\n", at(2))
	third := unpacked(t, giveAnki(t, s, "sea", at(2)))
	was, is := of(first, "Keel"), of(third, "Keel")
	if was.ID != is.ID || was.GUID != is.GUID || was.Modified >= is.Modified || !strings.Contains(is.Fields[1], "drifting") {
		t.Errorf("an edit makes %+v of %+v", is, was)
	}
	if n := of(third, "› Rudder"); n.ID != 0 {
		t.Errorf("a rejected card is exported: %+v", n)
	}
}

// Anki names a package after the time of its export. Cards that ask the same are told apart by their decks, and not by that
// name: else the next package would change them.
func TestFrontsDoNotNameThePackage(t *testing.T) {
	s, c := fresh(t), collection(anki.Card{ID: 1}, anki.Card{ID: 2})
	for i := range c.Notes {
		c.Notes[i].Fields[0] = "When is it?"
	}
	pack, err := os.ReadFile(packed(t, c))
	if err != nil {
		t.Fatal(err)
	}
	before := ""
	for day, name := range []string{"collection-2026-11-30@08-15-00.colpkg", "collection-2026-12-07@21-40-12.colpkg"} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, pack, 0o600); err != nil {
			t.Fatal(err)
		}
		importAnki(t, s, at(day), path)
		fronts := fmt.Sprint(frontsOf(t, s))
		if strings.Contains(fronts, "2026") || day > 0 && fronts != before {
			t.Errorf("%s: %s, after %s", name, fronts, before)
		}
		before = fronts
	}
}

// An answer counts for the day on which it was given, wherever that was.
func TestAnswersKeepTheirDay(t *testing.T) {
	for _, hours := range []int{-11, -8, 0, 8, 13, 14} {
		zone := time.FixedZone("", hours*3600)
		for _, clock := range []time.Duration{4 * time.Hour, 27 * time.Hour} {
			m := Moment{Time: day0.Start(0, zone).Add(clock), Day: day0}
			s, back := fresh(t), fresh(t)
			load(t, s, "boats.md", "- Keel: stops drift\n", m)
			record(t, s, card(t, s, "Keel").ID, srs.Good, m)
			takePackage(t, back, giveAnki(t, s, "test", m), m)
			equal(t, zone.String(), journal(t, back), journal(t, s))
			equal(t, zone.String(), schedules(t, back), schedules(t, s))
		}
	}
}

// Through Anki and back, a big collection keeps its cards, schedules and reviews.
func TestAnkiRoundTrip(t *testing.T) { ankiRoundTrip(t, 500, 5_000) }

func BenchmarkAnkiRoundTrip(b *testing.B) {
	for b.Loop() {
		ankiRoundTrip(b, 10_000, 100_000)
	}
}

func ankiRoundTrip(t testing.TB, notes, reviews int) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	now := at(400)
	list := make([]anki.Card, notes)
	for i := range list {
		interval := 1 + r.IntN(300)
		list[i] = scheduled(int64(i+1), 399-r.IntN(min(interval, 300)), interval, r.IntN(9))
		if r.IntN(10) == 0 {
			list[i] = anki.Card{ID: int64(i + 1)}
		}
		if r.IntN(20) == 0 {
			list[i].Queue = anki.Suspended
		}
	}
	c := collection(list...)
	for i := range c.Notes { // else every question is like every other
		c.Notes[i].Fields = []string{fmt.Sprintf("What is called %x?", r.Uint64()), fmt.Sprintf("%x, in short %x", r.Uint64(), r.Uint32())}
	}
	days := map[int64]int{}
	for len(c.Reviews) < reviews {
		k := &c.Cards[r.IntN(notes)]
		if days[k.ID]++; k.Interval == 0 || days[k.ID] > 390 {
			continue
		}
		days[k.ID] += r.IntN(20)
		a := pressed(k.ID, min(days[k.ID], 390), 1+r.IntN(4), 1+r.IntN(9), 1+r.IntN(99))
		a.ID += int64(len(c.Reviews)) - k.ID
		c.Reviews = append(c.Reviews, a)
	}
	s := fresh(t)
	start := time.Now()
	done := takeAnki(t, s, c, now)
	t.Logf("in: %d reviews, %d schedules, %v", done.Reviews, done.Schedules, time.Since(start))
	if done.Reviews != len(c.Reviews) {
		t.Errorf("%d reviews came in, want %d", done.Reviews, len(c.Reviews))
	}
	var want []string
	for i, k := range c.Cards {
		is := k.Standing()
		line := fmt.Sprintf("%s: interval %d, ease %d, due %d, lapses %d, suspended %v, flagged false", c.Notes[i].Fields[0],
			is.Interval, is.Ease, int(day0)+is.Due, is.Lapses, is.Suspended)
		if is.New {
			line = fmt.Sprintf("%s: interval 0, ease 250, due 0, lapses 0, suspended %v, flagged false", c.Notes[i].Fields[0], is.Suspended)
		}
		want = append(want, line)
	}
	slices.Sort(want)
	equal(t, "in", schedules(t, s), want)

	start = time.Now()
	pack := giveAnki(t, s, "tides", now)
	t.Logf("out: %d KB, %v", len(pack)>>10, time.Since(start))
	back := fresh(t)
	start = time.Now()
	done = takePackage(t, back, pack, now)
	t.Logf("back: %d reviews, %d schedules, %v", done.Reviews, done.Schedules, time.Since(start))
	equal(t, "back", schedules(t, back), want)
	equal(t, "reviews", perDay(t, back), perDay(t, s))
}

// equal reports the first difference of two lists.
func equal(t testing.TB, what string, got, want []string) {
	t.Helper()
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("%s: got  %s\nwant %s", what, got[i], want[i])
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%s: %d lines, want %d", what, len(got), len(want))
	}
}

// perDay lists the reviews a day and grade.
func perDay(t testing.TB, s *Store) (list []string) {
	t.Helper()
	days := map[string]int{}
	for _, line := range journal(t, s) {
		f := strings.Fields(line)
		days[f[1]+" "+f[2]]++
	}
	for day, n := range days {
		list = append(list, fmt.Sprint(day, ": ", n))
	}
	slices.Sort(list)
	return list
}
