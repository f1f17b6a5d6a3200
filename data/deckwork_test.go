package data

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"recall/srs"
)

func deckOf(t testing.TB, s *Store, name string) Deck {
	t.Helper()
	d, err := s.FindDeck(name)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func deckNames(t testing.TB, s *Store) (names []string) {
	t.Helper()
	list, err := s.Decks()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		names = append(names, d.Name)
	}
	return names
}

func TestRenameDeck(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	deck := deckOf(t, s, "test")
	for _, bad := range []string{"", "  ", "a\nb"} {
		if err := s.RenameDeck(deck.ID, bad, at(0)); err == nil {
			t.Errorf("the name %q passed", bad)
		}
	}
	if err := s.RenameDeck(deck.ID, "Ocean", at(0)); err != nil {
		t.Fatal(err)
	}
	if into, err := s.DeckOf("/sea.md"); err != nil || into != "Ocean" {
		t.Errorf("its file belongs to %q, %v", into, err)
	}
	// A new deck with the first name is a different deck.
	other := loadInto(t, s, "test", "lake.md", "- Reed: grows at the shore\n", at(0))
	if len(other) == 0 || other[0].DeckID == deck.ID {
		t.Error("a deck of the old name is taken for the renamed one")
	}
	if err := s.RenameDeck(deck.ID, "TEST", at(0)); !errors.As(err, new(*NameTakenError)) {
		t.Errorf("a name that another deck has gives %v", err)
	}
	// An import does not mean a deck whose name merely starts with the given one.
	loadInto(t, s, "Oce", "oce.md", "- Oce: an abbreviation\n", at(0))
	if got := deckNames(t, s); !slices.Equal(got, []string{"Ocean", "test", "Oce"}) {
		t.Errorf("the decks are %q", got)
	}
	sound(t, s)
}

// A deck that gives way to another takes along what stands in any table, those of later schemas too.
func TestTablesOfADeck(t *testing.T) {
	s := fresh(t)
	var tables []string
	err := s.each(func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		tables = append(tables, name)
		return err
	}, `SELECT t.name FROM main.sqlite_schema t JOIN pragma_table_info(t.name) c ON c.name = 'deck'
		WHERE t.type = 'table' AND t.name NOT GLOB 'before_*' AND t.name <> 'import_file' AND t.name NOT GLOB '*_count' ORDER BY t.name`)
	if err != nil {
		t.Fatal(err)
	}
	if known := slices.Sorted(slices.Values(slices.Concat(deckContent, settingTables, []string{"meta"}))); !slices.Equal(tables, known) {
		t.Errorf("rows of %q belong to a deck, but those of %q go along", tables, known)
	}
}

func TestMergeDecks(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	into := loadInto(t, s, "boats", "boats.md", "# B\n\n## 1 Boats\n\n- Cleat: holds a rope\n", at(0))
	keel := card(t, s, "Keel")
	for _, d := range []int{0, 1, 7} {
		record(t, s, keel.ID, srs.Good, at(d))
	}
	want, err := s.State(keel.ID)
	if err != nil {
		t.Fatal(err)
	}
	if changed, err := s.MergeDecks(keel.DeckID, into[0].DeckID, false, at(9)); err != nil || changed != 0 {
		t.Fatalf("%d changed, %v", changed, err)
	}
	c := card(t, s, "Keel")
	if c.Deck != "boats" || c.State != want || c.UID != keel.UID {
		t.Errorf("the card is in %s with %+v", c.Deck, c.State)
	}
	if got := deckNames(t, s); !slices.Equal(got, []string{"boats"}) {
		t.Errorf("the decks are %q", got)
	}
	// An edited file updates its bullets in the deck where they are now.
	p := loadDeck(t, s, "boats", "sea.md", strings.Replace(notes, "calm", "no wind", 1), at(8))
	if p.Count["new"] != 0 || p.Count["parked"] != 0 {
		t.Errorf("the file's import makes %v", p.Count)
	}
	sound(t, s)
}

// Each deck has its own rules: if the other deck's would have led to different schedules, a merge says so and changes
// nothing.
func TestMergeOfOtherRules(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	into := loadInto(t, s, "boats", "boats.md", "- Cleat: holds a rope\n", at(0))[0].DeckID
	keel := card(t, s, "Keel")
	setValue(t, s, "ease_on_lapse", keel.DeckID, "formula", at(0))
	record(t, s, keel.ID, srs.Good, at(0))
	record(t, s, keel.ID, srs.Again, at(1))
	var would *RescheduleError
	if _, err := s.MergeDecks(keel.DeckID, into, false, at(9)); !errors.As(err, &would) || would.Cards != 1 {
		t.Fatalf("the merge says %v", err)
	}
	if c := card(t, s, "Keel"); c.Deck != "test" || c.State.Ease != 196 {
		t.Errorf("the refused merge left the card in %s with an ease of %d", c.Deck, c.State.Ease)
	}
	if changed, err := s.MergeDecks(keel.DeckID, into, true, at(9)); err != nil || changed != 1 {
		t.Fatalf("%d changed, %v", changed, err)
	}
	if c := card(t, s, "Keel"); c.State.Ease != 250 {
		t.Errorf("the ease is %d, want what the other deck's rules make", c.State.Ease)
	}
	sound(t, s)
}

// A deleted deck is not listed, and importing its file restores it unchanged.
func TestDeleteDeck(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	keel := card(t, s, "Keel")
	record(t, s, keel.ID, srs.Good, at(0))
	want := record(t, s, keel.ID, srs.Good, at(1))
	if err := s.DeleteDeck(keel.DeckID, at(2)); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	q, err := s.Queue(Filter{}, day0+7, QueueOptions{Settings: DefaultSettings, NewLimit: -1})
	if err != nil || q.Len() != 0 || len(cards(t, s)) != 0 || len(deckNames(t, s)) != 0 {
		t.Errorf("%d cards to ask, %d listed, decks %q, %v", q.Len(), len(cards(t, s)), deckNames(t, s), err)
	}
	if sources, err := s.Sources(); err != nil || len(sources) != 0 {
		t.Errorf("%d files would be read again, %v", len(sources), err)
	}
	if n := reviewsIn(t, s); n != 2 {
		t.Errorf("%d reviews are counted, want 2", n)
	}
	p := load(t, s, "sea.md", notes, at(3))
	if p.Count["revived"] != 5 || card(t, s, "Keel").State != want {
		t.Errorf("the import makes %v, and %+v", p.Count, card(t, s, "Keel").State)
	}
	sound(t, s)
}

// A deleted deck that a query names has the same figures whether they are counted or read in the log.
func TestStatsOfADeletedDeck(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	keel := card(t, s, "Keel")
	record(t, s, keel.ID, srs.Good, at(1))
	if err := s.DeleteDeck(keel.DeckID, at(2)); err != nil {
		t.Fatal(err)
	}
	f, err := s.ParseQuery("deck:test", at(2).Day)
	if err != nil {
		t.Fatal(err)
	}
	for _, back := range []int{0, 30} {
		stats, err := s.Stats(f, Span{Today: at(2).Day, Back: back})
		if err != nil {
			t.Fatal(err)
		}
		if sum, days := stats.Sum(); days != 1 || sum.Reviews != 1 {
			t.Errorf("in the last %d days: %d reviews on %d days", back, sum.Reviews, days)
		}
	}
}

// Undeleting by name needs no file, and does not revive what had been parked before.
func TestUndeleteDeck(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	keel := card(t, s, "Keel")
	want := record(t, s, keel.ID, srs.Good, at(0))
	load(t, s, "sea.md", strings.Replace(notes, "- Rudder: turns the boat\n", "", 1), at(1))
	before := statuses(t, s)
	if err := s.DeleteDeck(keel.DeckID, at(2)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.UndeleteDeck("nosuch", at(2)); err == nil {
		t.Error("a deck that was never there came back")
	}
	d, err := s.UndeleteDeck("Test", at(2))
	if err != nil || d.ID != keel.DeckID || card(t, s, "Keel").State != want {
		t.Errorf("%+v, %v; the card is %+v", d, err, card(t, s, "Keel").State)
	}
	if after := statuses(t, s); !slices.Equal(after, before) || !slices.Contains(after, "Rudder parked") {
		t.Errorf("before it was %q, now it is %q", before, after)
	}
	sound(t, s)
	if err := s.PurgeDeck(keel.DeckID, at(3)); err != nil {
		t.Fatal(err)
	}
	if list, err := s.DeletedDecks(); err != nil || len(list) != 0 {
		t.Errorf("%v can be brought back, %v: its text is gone", list, err)
	}
}

func statuses(t testing.TB, s *Store) (list []string) {
	t.Helper()
	for _, c := range cards(t, s) {
		list = append(list, c.Prompt+" "+c.Status())
	}
	return list
}

func reviewsIn(t testing.TB, s *Store) (n int) {
	t.Helper()
	st, err := s.Stats(Filter{}, Span{Today: day0 + 30, Ahead: 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range st.Days {
		n += d.Reviews
	}
	return n
}

// Purging leaves no word of a deck in the file, but every log entry. If the text returns, its history does too.
func TestPurgeDeck(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	loadInto(t, s, "lake", "lake.md", "- Reed: grows at the shore\n", at(0))
	keel := card(t, s, "Keel")
	record(t, s, keel.ID, srs.Good, at(0))
	want := record(t, s, keel.ID, srs.Good, at(1))
	if err := s.PurgeDeck(keel.DeckID, at(2)); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	if got := deckNames(t, s); !slices.Equal(got, []string{"lake"}) {
		t.Errorf("the decks are %q", got)
	}
	if n := reviewsIn(t, s); n != 2 {
		t.Errorf("%d reviews are counted, want 2", n)
	}
	file, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"Keel", "drifting", "Boats", "hurricane", "sea.md"} {
		if bytes.Contains(file, []byte(word)) {
			t.Errorf("%q is still in the file", word)
		}
	}
	if !bytes.Contains(file, []byte("grows at the shore")) {
		t.Error("another deck's text is gone too")
	}
	for range 2 {
		load(t, s, "sea.md", notes, at(3))
		if c := card(t, s, "Keel"); c.State != want || c.UID != keel.UID || c.Deck != "test" {
			t.Errorf("imported again, it is %+v", c)
		}
		if n := reviewsIn(t, s); n != 2 {
			t.Errorf("%d reviews are counted, want 2", n)
		}
		sound(t, s)
		if err := s.PurgeDeck(keel.DeckID, at(4)); err != nil { // purging twice is fine
			t.Fatal(err)
		}
		sound(t, s)
	}
}

// A newer program's roadmap updates a renamed deck, and leaves a deleted one deleted.
func TestBuiltinDecksStayWhatTheLearnerMadeOfThem(t *testing.T) {
	s := fresh(t)
	if _, _, err := s.LoadBuiltin("en", at(0)); err != nil {
		t.Fatal(err)
	}
	names := deckNames(t, s)
	en, zh := deckOf(t, s, names[0]), deckOf(t, s, names[1])
	if err := s.RenameDeck(en.ID, "Mine", at(0)); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteDeck(zh.ID, at(0)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"builtin_en", "builtin_zh"} {
		if err := s.keep(meta, 0, name, "an older version"); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := s.LoadBuiltin("en", at(1)); err != nil {
		t.Fatal(err)
	}
	if got := deckNames(t, s); !slices.Equal(got, []string{"Mine"}) {
		t.Errorf("the decks are %q", got)
	}
	if _, err := s.UndeleteDeck(zh.Name, at(2)); err != nil {
		t.Fatal(err)
	}
	if got := deckNames(t, s); !slices.Equal(got, []string{"Mine", zh.Name}) {
		t.Errorf("the decks are %q", got)
	}
	sound(t, s)
}

// Merging a backup in which a deck was purged does not purge it here: if it is deleted here, it can be brought back.
func TestRestoreOfAPurgeLeavesADeckAlone(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	deck := deckOf(t, s, "test")
	alive := backUp(t, s, at(0))
	if err := s.PurgeDeck(deck.ID, at(1)); err != nil {
		t.Fatal(err)
	}
	purged := backUp(t, s, at(1))
	other := fresh(t)
	for _, b := range []Backup{alive, purged} {
		if _, err := other.Restore(context.Background(), b.Path, at(2)); err != nil {
			t.Fatal(err)
		}
	}
	if err := other.DeleteDeck(deckOf(t, other, "test").ID, at(3)); err != nil {
		t.Fatal(err)
	}
	if _, err := other.UndeleteDeck("test", at(4)); err != nil {
		t.Error(err)
	}
	sound(t, other)
}

// A deck that was purged may come back without a card, because a newer builder no longer makes it. There is nothing to
// show of what was done to that card, so undo passes it over.
func TestUndoPassesOverCardsThatStayedPurged(t *testing.T) {
	s := fresh(t)
	const text = "- lookup: search O(log n), insertion O(n)\n"
	load(t, s, "sea.md", text, at(0))
	list := cards(t, s)
	for i, m := range []Moment{at(1), at(2)} {
		if _, err := s.Mark(list[i].ID, srs.Suspend, m); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.PurgeDeck(list[0].DeckID, at(3)); err != nil {
		t.Fatal(err)
	}
	file := fileOf(t, "/sea.md", text)
	file.Doc.Notes[0].Cards = file.Doc.Notes[0].Cards[:1]
	plan, err := s.Plan("test", []File{file})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(plan, at(4)); err != nil {
		t.Fatal(err)
	}
	undone, err := s.UndoTogether(at(5))
	if err != nil || len(undone) != 1 || undone[0].Card != list[0].ID {
		t.Errorf("undone: %+v, %v", undone, err)
	}
	sound(t, s)
}

// A backup from before two decks were merged brings its bullets into the merged deck, with their file, and no empty deck.
func TestRestoreOfDecksMergedSince(t *testing.T) {
	s := fresh(t)
	loadDeck(t, s, "sea", "sea.md", "## Hull\n\n- Keel: stops drift\n", at(0))
	loadDeck(t, s, "lake", "lake.md", "## Shore\n\n- Reed: grows at the shore\n", at(0))
	b, err := s.Backup(noon)
	if err != nil {
		t.Fatal(err)
	}
	other := fresh(t)
	if _, err := other.Restore(context.Background(), b.Path, at(0)); err != nil {
		t.Fatal(err)
	}
	loadDeck(t, other, "sea", "sea.md", "## Hull\n\n- Keel: stops drift\n- Rudder: gives a course\n", at(1))
	if b, err = other.Backup(noon); err != nil {
		t.Fatal(err)
	}
	sea, err := s.FindDeck("sea")
	if err != nil {
		t.Fatal(err)
	}
	lake, err := s.FindDeck("lake")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.MergeDecks(sea.ID, lake.ID, false, at(9)); err != nil {
		t.Fatal(err)
	}
	m, err := s.Restore(context.Background(), b.Path, at(2))
	if err != nil || m.Notes != 1 || m.Decks != 0 {
		t.Errorf("it brings %+v, %v", m, err)
	}
	if decks, err := s.Decks(); err != nil || len(decks) != 1 {
		t.Errorf("the decks are %v, %v", decks, err)
	}
	if c := card(t, s, "Rudder"); c.Deck != "lake" || c.Source != "/sea.md" {
		t.Errorf("Rudder is in the deck %s, from %s", c.Deck, c.Source)
	}
	sound(t, s)
	if m, err := s.Restore(context.Background(), b.Path, at(2)); err != nil || m != (Merged{}) {
		t.Errorf("again, it brings %+v, %v", m, err)
	}
	if err := s.PurgeDeck(lake.ID, at(3)); err != nil {
		t.Error(err)
	}
}

// A deck that was purged, and imported anew, can be deleted and brought back like any other.
func TestRestoreOfADeckThatWasPurgedOnce(t *testing.T) {
	s := fresh(t)
	loadDeck(t, s, "sea", "sea.md", boats, at(0))
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	if err := s.PurgeDeck(deckOf(t, s, "sea").ID, at(1)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.UndeleteDeck("deleted deck", at(1)); err == nil {
		t.Error("a purged deck is brought back")
	}
	loadDeck(t, s, "sea", "sea.md", boats, at(2))
	want := content(t, s, "sea")
	if err := s.DeleteDeck(deckOf(t, s, "sea").ID, at(3)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.UndeleteDeck("sea", at(4)); err != nil {
		t.Fatal(err)
	}
	if say := difference(1, want, content(t, s, "sea")); say != "" || len(want) == 0 {
		t.Errorf("it is not as it was:\n%s", say)
	}
	sound(t, s)
}
