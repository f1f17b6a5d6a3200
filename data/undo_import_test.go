package data

import (
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"recall/deck"
	"recall/srs"
)

// importAs imports files as the learner does, so that it can be taken back.
func importAs(t testing.TB, s *Store, m Moment, files ...File) *Plan {
	t.Helper()
	p, err := s.Plan("sea", files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Import([]*Plan{p}, m); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	return p
}

func undoImport(t testing.TB, s *Store, m Moment) UndoneImport {
	t.Helper()
	look, err := s.UndoImport(m, true)
	if err != nil {
		t.Fatal(err)
	}
	done, err := s.UndoImport(m, false)
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(look) != fmt.Sprint(done) {
		t.Errorf("it says %+v and does %+v", look, done)
	}
	sound(t, s)
	return done
}

// image returns every row that an import may change, as text by table and id. What says which bytes of a file were read
// is left out.
func image(t testing.TB, s *Store) map[string]string {
	t.Helper()
	rows := map[string]string{}
	for table, key := range map[string]string{"deck": "id", "source": "id", "note": "id", "card": "id", "schedule": "card",
		"deck_count": "deck", "hour_count": "(day * 100000 + deck) * 24 + hour"} {
		columns, err := s.columnsIn(table)
		if err != nil {
			t.Fatal(err)
		}
		columns = slices.DeleteFunc(columns, func(c string) bool { // what is as before is news to others
			return c == "stamp" || table == "note" && c == "crc"
		})
		columns = slices.DeleteFunc(columns, func(c string) bool {
			return table == "source" && slices.Contains([]string{"sum", "size", "mtime", "undone", rowCRC}, c)
		})
		err = s.each(func(r *sql.Rows) error {
			var id int64
			var row string
			err := r.Scan(&id, &row)
			rows[fmt.Sprintf("%s %d", table, id)] = row
			return err
		}, "SELECT "+key+", concat_ws(' ', quote("+strings.Join(columns, "), quote(")+")) FROM "+table)
		if err != nil {
			t.Fatal(err)
		}
	}
	return rows
}

// differs says which rows are not as they were, and what is new and not parked.
func differs(t testing.TB, s *Store, before map[string]string) (list []string) {
	t.Helper()
	after := image(t, s)
	for _, key := range slices.Sorted(maps.Keys(before)) {
		if after[key] != before[key] {
			list = append(list, fmt.Sprintf("%s was\n%s\nand is\n%s", key, before[key], after[key]))
		}
	}
	for query, rows := range map[string]string{
		"SELECT id FROM note WHERE parked = 0": "note", "SELECT card FROM schedule WHERE hold & {parked} = 0": "schedule",
		"SELECT id FROM deck WHERE gone = 0": "deck",
	} {
		alive, err := s.numbers(query)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range alive {
			if _, known := before[fmt.Sprintf("%s %d", rows, id)]; !known {
				list = append(list, fmt.Sprintf("%s %d is new and alive", rows, id))
			}
		}
	}
	return list
}

// asBefore checks that all rows are as they were, and that what is new is parked.
func asBefore(t testing.TB, s *Store, before map[string]string) {
	t.Helper()
	for _, what := range differs(t, s, before) {
		t.Error(what)
	}
}

// An import of edits of every kind is taken back: bullets, cards, places and schedules are as they were.
func TestUndoImport(t *testing.T) {
	const rig = "## Rig\n\n- Boom: holds the foot of a sail\n- Mast: carries the sails\n- Sheet: trims a sail\n"
	for _, test := range []struct {
		name   string
		after  [2]string
		notes  int
		parked int
	}{
		{"a new bullet", [2]string{hull + "- Stern: the back of a boat\n", rig}, 0, 2},
		{"a changed fact", [2]string{strings.Replace(hull, "stops", "stops 90 % of the", 1), rig}, 1, 1}, // a card by the figure is new
		{"a mended bullet", [2]string{strings.Replace(hull, "stops", "**stops**", 1), rig}, 1, 0},
		{"a bullet that lost its card", [2]string{strings.Replace(hull, "Keel:", "Keel", 1), rig}, 1, 0},
		{"a bullet that is gone", [2]string{strings.Replace(hull, "- Keel: stops drift\n", "", 1), rig}, 1, 0},
		{"all bullets are gone", [2]string{"", ""}, 6, 0},
		{"a bullet in another file", [2]string{strings.Replace(hull, "- Keel: stops drift\n", "", 1),
			rig + "- Keel: stops drift\n"}, 1, 0},
		{"a heading", [2]string{strings.Replace(hull, "Hull", "The hull", 1), rig}, 3, 0},
		{"other lines", [2]string{"Text.\n\n" + hull, rig}, 0, 0},
		{"two bullets of one", [2]string{hull, strings.Replace(rig, "sails\n", "sails\n- Mast: of 3 parts\n", 1)}, 0, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := fresh(t)
			importAs(t, s, at(0), fileOf(t, "/a.md", hull), fileOf(t, "/b.md", rig))
			learn(t, s, at(0))
			record(t, s, card(t, s, "Keel").ID, srs.Good, at(1))
			before := image(t, s)
			p := importAs(t, s, at(2), fileOf(t, "/a.md", test.after[0]), fileOf(t, "/b.md", test.after[1]))
			if !p.Changed() && test.name != "other lines" {
				t.Fatal("nothing changed")
			}
			if test.name == "other lines" {
				return // no bullet changed, so the import before is still the newest
			}
			done := undoImport(t, s, at(3))
			if done.Notes != test.notes || done.Parked != test.parked || done.Kept != 0 || len(done.Files) == 0 ||
				!done.Time.Equal(at(2).Time) {
				t.Errorf("it did %+v", done)
			}
			asBefore(t, s, before)
			if _, err := s.UndoImport(at(3), false); err != ErrNoImport {
				t.Errorf("again: %v", err)
			}
			list, err := s.Sources()
			for i, text := range test.after { // a file that was as before has nothing to be taken back
				if err != nil || list[i].Undone != (text != []string{hull, rig}[i]) {
					t.Errorf("the sources are %+v, %v", list, err)
				}
			}
		})
	}
}

// The first import of a deck is taken back with its deck, which comes back as any deleted deck does.
func TestUndoFirstImport(t *testing.T) {
	s := fresh(t)
	before := image(t, s)
	importAs(t, s, at(0), fileOf(t, "/a.md", hull))
	want := record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	if done := undoImport(t, s, at(1)); done.Parked != len(cardsOf(t, s)) || done.Notes != 0 {
		t.Errorf("it did %+v", done)
	}
	asBefore(t, s, before)
	if _, err := s.UndeleteDeck("sea", at(2)); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	if c := card(t, s, "Keel"); c.State != want {
		t.Errorf("brought back, it is %+v", c.State)
	}
	if p := importAs(t, s, at(2), fileOf(t, "/a.md", hull)); counts(p) != "same 3 " {
		t.Errorf("imported again: %s", counts(p))
	}
}

// cardsOf returns the numbers of all cards.
func cardsOf(t testing.TB, s *Store) []int64 {
	t.Helper()
	list, err := s.numbers("SELECT id FROM card")
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// What the learner edited, moved or deleted since the import stays; the rest is taken back.
func TestUndoImportKeepsLaterWork(t *testing.T) {
	after := strings.Replace(strings.Replace(hull, "drift", "90 % of the drift", 1), "a course", "2 courses", 1)
	for _, test := range []struct {
		name  string
		later func(t *testing.T, s *Store)
		kept  int
		keel  string // the answers afterwards; "" if the deck is gone
		rud   string
	}{
		{"an edit", func(t *testing.T, s *Store) {
			if _, err := s.EditText(card(t, s, "Keel").ID, "Keel: heavy", at(3)); err != nil {
				t.Fatal(err)
			}
		}, 1, "heavy", "gives a course"},
		{"an edit of the file", func(t *testing.T, s *Store) {
			p, err := s.Plan("sea", []File{fileOf(t, "/a.md", "- Mast: tall\n\n"+strings.Replace(after, "90 %", "95 %", 1))})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Apply(p, at(3)); err != nil {
				t.Fatal(err)
			}
		}, 1, "stops 95 % of the drift", "gives a course"},
		{"a merge into another deck", func(t *testing.T, s *Store) {
			loadDeck(t, s, "lake", "lake.md", "- Reed: grows at the shore\n", at(3))
			from, into := deckOf(t, s, "sea"), deckOf(t, s, "lake")
			if _, err := s.MergeDecks(from.ID, into.ID, true, at(9)); err != nil {
				t.Fatal(err)
			}
		}, 2, "stops 90 % of the drift", "gives 2 courses"},
		{"a deletion", func(t *testing.T, s *Store) {
			if err := s.DeleteDeck(deckOf(t, s, "sea").ID, at(3)); err != nil {
				t.Fatal(err)
			}
		}, 2, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := fresh(t)
			importAs(t, s, at(0), fileOf(t, "/a.md", hull))
			learn(t, s, at(0))
			importAs(t, s, at(2), fileOf(t, "/a.md", after))
			test.later(t, s)
			if done := undoImport(t, s, at(4)); done.Kept != test.kept || done.Notes != 2-test.kept {
				t.Errorf("it did %+v", done)
			}
			if test.keel == "" {
				if len(cards(t, s)) != 0 {
					t.Error("the deleted deck is back")
				}
				return
			}
			if k, r := card(t, s, "Keel"), card(t, s, "Rudder"); k.Answer != test.keel || r.Answer != test.rud {
				t.Errorf("it reads %q and %q", k.Answer, r.Answer)
			}
		})
	}
}

// What a newer builder did to the cards of a bullet that is as it was can be taken back after a merge. They stay in the
// deck that the bullet is in by now.
func TestUndoImportOfADeckMergedSince(t *testing.T) {
	s := fresh(t)
	importAs(t, s, at(0), olderFile(t, "/a.md", hull, func(notes []deck.Note) {
		more := deck.Card{Slot: "facet:more", Prompt: "A keel, in brief", Answer: "fin", Forms: deck.Reveal}
		notes[0].Cards = slices.Insert(notes[0].Cards, 0, more)
	}))
	age(t, s)
	if p := importAs(t, s, at(1), fileOf(t, "/a.md", hull)); remade(p) != "parked 1" {
		t.Fatalf("the import says %q", remade(p))
	}
	loadDeck(t, s, "lake", "lake.md", "- Reed: grows at the shore\n", at(2))
	lake := deckOf(t, s, "lake")
	if _, err := s.MergeDecks(deckOf(t, s, "sea").ID, lake.ID, true, at(9)); err != nil {
		t.Fatal(err)
	}
	undoImport(t, s, at(3))
	if c := card(t, s, "A keel, in brief"); c.Status() != "new" || c.DeckID != lake.ID {
		t.Errorf("the card that the import parked is %s in %s", c.Status(), c.Deck)
	}
	if n := astray(t, s); n > 0 {
		t.Errorf("%d cards are not in the deck of their file", n)
	}
}

// A card that another machine had made of a bullet goes with it, back to the deck in which the bullet was.
func TestUndoImportOfABulletThatGotACardSince(t *testing.T) {
	s, other := fresh(t), fresh(t)
	const bullet = "- Keel: stops the drift of a boat"
	importAs(t, s, at(0), fileOf(t, "/sea/1.md", bullet))
	importAs(t, other, at(0), olderFile(t, "/sea/1.md", bullet, func(notes []deck.Note) {
		notes[0].Cards = append(notes[0].Cards, deck.Card{Slot: "facet:more", Prompt: "A keel, in brief", Answer: "fin", Forms: deck.Reveal})
	}))
	learn(t, other, at(0))
	plans, err := s.Plans([]Batch{{Deck: "sea", Files: []File{fileOf(t, "/sea/1.md", "")}},
		{Deck: "lake", Files: []File{fileOf(t, "/lake/1.md", bullet)}}})
	if err == nil {
		_, err = s.Import(plans, at(1))
	}
	if err != nil {
		t.Fatal(err)
	}
	readDump(t, s, dump(t, other, "sea"))
	if c := card(t, s, "A keel, in brief"); c.Deck != "lake" {
		t.Fatalf("the card that came is in %s", c.Deck)
	}
	undoImport(t, s, at(3))
	if n := astray(t, s); n > 0 {
		t.Errorf("%d cards are not in the deck of their file", n)
	}
	sound(t, s)
}

// A file that only has another name is an import of its own: to take it back takes nothing of the one before back.
func TestUndoImportOfARename(t *testing.T) {
	s := fresh(t)
	importAs(t, s, at(0), fileOf(t, "/a.md", hull))
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	before := image(t, s)
	renamed := fileOf(t, "/b.md", hull)
	renamed.Was = "/a.md"
	if p := importAs(t, s, at(1), renamed); !p.Changed() {
		t.Error("nothing changed")
	}
	if done := undoImport(t, s, at(2)); !done.Time.Equal(at(1).Time) || done.Parked+done.Notes+done.Cards != 0 {
		t.Errorf("it did %+v", done)
	}
	for _, row := range differs(t, s, before) {
		if !strings.HasPrefix(row, "source ") { // the file has the name that it has
			t.Error(row)
		}
	}
	if p := importAs(t, s, at(3), fileOf(t, "/b.md", hull)); counts(p) != "same 3 " {
		t.Errorf("again: %s", counts(p))
	}
}

// A purge erases what is kept of an import too, and nothing of the deck can be taken back.
func TestUndoImportAfterPurge(t *testing.T) {
	s := fresh(t)
	importAs(t, s, at(0), fileOf(t, "/a.md", hull))
	learn(t, s, at(0))
	importAs(t, s, at(1), fileOf(t, "/a.md", ""))
	if err := s.PurgeDeck(deckOf(t, s, "sea").ID, at(2)); err != nil {
		t.Fatal(err)
	}
	lacks(t, s, "Keel", "drift", "Hull", "a.md")
	if _, err := s.UndoImport(at(2), false); err != ErrNoImport {
		t.Errorf("%v", err)
	}
	importAs(t, s, at(3), fileOf(t, "/a.md", hull)) // its text comes back, under the same ids
	if done := undoImport(t, s, at(4)); done.Kept != 0 || len(cards(t, s)) != 0 {
		t.Errorf("it did %+v", done)
	}
	if name, err := s.DeckOf("/a.md"); err != nil || name != "sea" { // where the command line imports it again
		t.Errorf("the file belongs to the deck %q, %v", name, err)
	}
}

// A plan that fails leaves the record of the import before.
func TestAFailedImportLeavesTheRecord(t *testing.T) {
	s := fresh(t)
	importAs(t, s, at(0), fileOf(t, "/a.md", hull))
	before := image(t, s)
	importAs(t, s, at(1), fileOf(t, "/a.md", hull+"- Stern: the back of a boat\n"))
	p, err := s.Plan("sea", []File{fileOf(t, "/a.md", "")})
	if err != nil {
		t.Fatal(err)
	}
	loadDeck(t, open(t, s.Path()), "sea", "b.md", "- Boom: holds the foot of a sail\n", at(1))
	loadDeck(t, open(t, s.Path()), "sea", "b.md", "", at(1))
	p.Count["parked"] = 0 // as if it had been made before the bullets were there
	if _, err := s.Import([]*Plan{p}, at(1)); !errors.Is(err, ErrPlanIsOld) {
		t.Fatal(err)
	}
	record(t, s, card(t, s, "Stern").ID, srs.Good, at(2)) // triggers would be in the way
	undoImport(t, s, at(2))
	for key, row := range image(t, s) {
		if old, known := before[key]; known && old != row {
			t.Errorf("%s was\n%s\nand is\n%s", key, old, row)
		}
	}
}

// Whatever was imported, and whatever the learner did before and after: taken back, each card has the schedule that it
// has where nothing was imported.
func TestUndoneImportNeverWas(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes with the race detector")
	}
	terms := strings.Fields("Keel Rudder Boom Mast Sheet Bow Stern Winch Cleat Hatch")
	answers := []string{"stops drift", "stops 90 % of the drift", "turns the boat", "holds the foot of a sail", "A, B, C",
		"lookup O(1), insertion O(n)", "lookup O(1), insertion O(log n)", "2 m", "3 m"}
	rapid.Check(t, func(rt *rapid.T) {
		document := func(name string) string {
			var b strings.Builder
			for _, term := range rapid.SliceOfN(rapid.SampledFrom(terms), 0, 8).Draw(rt, name) {
				switch rapid.IntRange(0, 8).Draw(rt, "form") {
				case 0:
					fmt.Fprintf(&b, "\n## %s\n\n", term)
				case 1:
					fmt.Fprintf(&b, "- %s\n", term)
				default:
					fmt.Fprintf(&b, "- %s: %s\n", term, rapid.SampledFrom(answers).Draw(rt, "answer"))
				}
			}
			return b.String()
		}
		texts := map[string]string{} // of the files, as they were imported last
		s, twin := fresh(t), fresh(t)
		act := func(m Moment, stores ...*Store) {
			known := cardsOf(t, twin)
			if len(known) == 0 {
				return
			}
			for range rapid.IntRange(0, 8).Draw(rt, "acts") {
				uid := rapid.SampledFrom(known).Draw(rt, "card")
				kind := rapid.SampledFrom([]srs.Kind{srs.Review, srs.Review, srs.Review, srs.Suspend, srs.Accept, srs.Flag,
					srs.Bury}).Draw(rt, "kind")
				grade := srs.Grade(rapid.IntRange(0, 5).Draw(rt, "grade"))
				for _, s := range stores { // the two have the same ids
					if kind == srs.Review {
						record(t, s, uid, grade, m)
					} else if _, err := s.Mark(uid, kind, m); err != nil {
						rt.Fatal(err)
					}
				}
			}
		}
		for i := range rapid.IntRange(1, 2).Draw(rt, "imports") {
			a, b := document("a"), document("b")
			texts["a"], texts["b"] = a, b
			for _, s := range []*Store{s, twin} {
				importAs(t, s, at(i), fileOf(t, "/a.md", a), fileOf(t, "/b.md", b))
			}
			act(at(i), s, twin)
		}
		act(at(3), s, twin)
		before := image(t, twin)
		if got := image(t, s); !maps.Equal(got, before) {
			rt.Fatal("the two differ from the start")
		}
		builder := rapid.IntRange(0, 3).Draw(rt, "builder")
		if builder > 0 { // another one than before
			age(t, s)
			age(t, twin)
			before = image(t, twin)
			if rapid.Bool().Draw(rt, "same text") {
				document = func(name string) string { return texts[name] }
			}
		}
		p := importAs(t, s, at(4), builtBy(builder, fileOf(t, "/a.md", document("a"))), builtBy(builder, fileOf(t, "/b.md", document("b"))))
		if !p.Changed() {
			return
		}
		if rapid.Bool().Draw(rt, "later") {
			act(at(5), s, twin)
			before = image(t, twin)
		}
		undoImport(t, s, at(6))
		if list := differs(t, s, before); len(list) > 0 {
			rt.Fatal(strings.Join(list, "\n"))
		}
	})
}

// The tables that hold the rows from before an import have the columns of those tables.
func TestRecordHasAllColumns(t *testing.T) {
	s := fresh(t)
	for _, table := range []string{"deck", "source", "note", "card"} {
		want, err := s.columnsIn(table)
		if err != nil {
			t.Fatal(err)
		}
		want = slices.DeleteFunc(want, func(c string) bool { return c == rowCRC }) // it follows
		got, err := s.columnsIn("before_" + table)
		if got = slices.DeleteFunc(got, func(c string) bool { return c == "since" }); err != nil || !slices.Equal(got, want) {
			t.Errorf("before_%s has %q, %v; %s has %q", table, got, err, table, want)
		}
	}
}
