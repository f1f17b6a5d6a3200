package data

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recall/deck/anki"
	"recall/srs"
)

// ships is a collection with notes of three types: of one card, of two, and with gaps.
func ships() *anki.Collection {
	c := collection(scheduled(1, -20, 10, 0), scheduled(2, -5, 40, 2))
	c.Notes[1].Fields = []string{"hull", "Rumpf"}
	c.Notes[0].Fields, c.Notes[0].Tags = []string{"<b>keel</b> of a ship", "Kiel<br>eines Schiffs"}, []string{"ship::hull", "German"}
	c.Types[7].CSS, c.Types[7].Sort, c.Types[7].Latex = ".card { color: navy }", 1, anki.Latex{Before: "\\begin", After: "\\end", SVG: true}
	c.Types[7].Templates = append(c.Types[7].Templates, anki.Template{Name: "2", Front: "{{A}}", Back: "{{FrontSide}}<hr id=answer>{{Q}}",
		ListFront: "{{Q}}"})
	c.Types[8] = &anki.NoteType{ID: 8, Name: "Gaps", Cloze: true, Fields: []string{"Text", "More"}, Modified: 5, Latex: c.Types[7].Latex,
		Templates: []anki.Template{{Name: "Cloze", Front: "{{cloze:Text}}", Back: "{{cloze:Text}}<br>{{More}}"}}}
	c.Decks[4] = &anki.Deck{ID: 4, Name: "tides::small"}
	c.Cards = append(c.Cards, anki.Card{ID: 20, Note: 2, Deck: 4, Ord: 1})
	c.Notes = append(c.Notes, anki.Note{ID: 9, GUID: "gaps!", Type: 8, Modified: 77,
		Fields: []string{"A sloop has {{c1::one}} mast and {{c3::one::how many}} hull", ""}})
	for _, ord := range []int{0, 2} {
		c.Cards = append(c.Cards, anki.Card{ID: 90 + int64(ord), Note: 9, Deck: 3, Ord: ord, Kind: anki.Reviewing, Queue: anki.QueueReview,
			Interval: 3, Due: 5, Ease: 2300})
	}
	return c
}

// toldByAnki writes down what identifies the notes and cards of a collection, and what they say.
func toldByAnki(c *anki.Collection) (list []string) {
	for _, n := range c.Notes {
		list = append(list, fmt.Sprintf("note %d %s of type %d at %d: %q %q", n.ID, n.GUID, n.Type, n.Modified, n.Fields, n.Tags))
	}
	for _, k := range c.Cards {
		list = append(list, fmt.Sprintf("card %d of %d, %d in %s", k.ID, k.Note, k.Ord, c.Decks[k.Deck].Name))
	}
	for _, id := range slices.Sorted(maps.Keys(c.Types)) {
		list = append(list, c.Types[id].String())
	}
	slices.Sort(list)
	return list
}

// Notes that came from Anki go back as the very same notes, so that Anki finds nothing to add.
func TestNotesGoBackToAnki(t *testing.T) {
	s, c := fresh(t), ships()
	takeAnki(t, s, c, at(0))
	pack := giveAnki(t, s, "tides", at(1))
	equal(t, "exported", toldByAnki(unpacked(t, pack)), toldByAnki(c))
	before := schedules(t, s)
	if done := takePackage(t, s, pack, at(2)); done.Notes+done.Reviews+done.Schedules > 0 {
		t.Errorf("the package brings %+v back", done)
	}
	equal(t, "back", schedules(t, s), before)
	other := fresh(t)
	takePackage(t, other, pack, at(2))
	equal(t, "elsewhere", schedules(t, other), before)
	equal(t, "from there", toldByAnki(unpacked(t, giveAnki(t, other, "tides", at(3)))), toldByAnki(c))
}

// An edit here is one of the note's field, for each of its cards. The text of one that no field can say stays out, by name.
func TestEditsGoBackToAnki(t *testing.T) {
	s := fresh(t)
	takeAnki(t, s, ships(), at(0))
	edit := func(word, from, to string) {
		t.Helper()
		c := card(t, s, word)
		if _, err := s.EditText(c.ID, strings.Replace(c.Text, from, to, 1), at(1)); err != nil {
			t.Fatal(err)
		}
		sound(t, s)
	}
	edit("hull", "hull", "ship's hull")
	edit("**keel** of a ship", "Schiffs", "Boots")
	edit("A sloop has ____ mast and one hull", "c1::one", "c1::1")
	fronts := fmt.Sprint(frontsOf(t, s))
	for _, want := range []string{"ship's hull", "Rumpf", "**keel** of a ship", "A sloop has 1 mast and ____"} {
		if !strings.Contains(fronts, want) {
			t.Errorf("no card asks %q: %s", want, fronts)
		}
	}
	c := unpacked(t, giveAnki(t, s, "tides", at(2)))
	want := ships()
	want.Notes[0].Fields[1] = "Kiel<br>eines Boots"
	want.Notes[1].Fields[0] = "ship's hull"
	want.Notes[2].Fields[0] = "A sloop has {{c1::1}} mast and {{c3::one::how many}} hull"
	for i := range want.Notes {
		want.Notes[i].Modified = at(1).Time.Unix()
	}
	equal(t, "edited", toldByAnki(c), toldByAnki(want))
	// Anki has them now: nothing is new here, and nothing there.
	takeAnki(t, s, c, at(3))
	equal(t, "again", toldByAnki(unpacked(t, giveAnki(t, s, "tides", at(4)))), toldByAnki(want))
	for _, c := range cards(t, s) {
		if c.State.Parked {
			t.Errorf("%q is parked", c.Prompt)
		}
	}

	edit("ship's hull", " :: ", " -> ")
	d := deckOf(t, s, "tides")
	done, err := s.ExportAnki(t.Context(), &strings.Builder{}, d, Filter{Decks: []int64{d.ID}}, true, at(5))
	if err != nil || len(done.Edited) != 1 || !strings.Contains(done.Edited[0], "hull") {
		t.Errorf("an edit that fits no field is told as %q, %v", done.Edited, err)
	}
}

// What Anki changed after an edit here is not lost, and the edit is not either.
func TestEditsHereAndInAnki(t *testing.T) {
	s, c := fresh(t), ships()
	takeAnki(t, s, c, at(0))
	k := card(t, s, "hull")
	if _, err := s.EditText(k.ID, "ship's hull :: Rumpf", at(1)); err != nil {
		t.Fatal(err)
	}
	c.Notes[1].Fields[1], c.Notes[1].Modified = "der Rumpf", at(2).Time.Unix()
	takeAnki(t, s, c, at(3))
	for _, n := range unpacked(t, giveAnki(t, s, "tides", at(4))).Notes {
		if n.ID == 2 && strings.Join(n.Fields, "|") != "ship's hull|der Rumpf" {
			t.Errorf("the note goes back as %q", n.Fields)
		}
		if n.ID == 2 && n.Modified <= c.Notes[1].Modified {
			t.Errorf("Anki would not take the note: it is of %d", n.Modified)
		}
	}
}

// Tags go back in Anki's spelling. Only those that the learner gave or took make the note a later one.
func TestTagsGoBackToAnki(t *testing.T) {
	s := fresh(t)
	takeAnki(t, s, ships(), at(0))
	if _, err := s.Tag([]int64{card(t, s, "**keel** of a ship").ID}, []string{"Bau/Schiff"}, []string{"german"}, at(1)); err != nil {
		t.Fatal(err)
	}
	want := ships()
	want.Notes[0].Tags, want.Notes[0].Modified = []string{"ship::hull", "Bau::Schiff"}, at(1).Time.Unix()
	equal(t, "tagged", toldByAnki(unpacked(t, giveAnki(t, s, "tides", at(2)))), toldByAnki(want))
}

// What was learnt here goes along, and comes back as what it was.
func TestReviewsOfNotesFromAnki(t *testing.T) {
	s := fresh(t)
	takeAnki(t, s, ships(), at(0))
	record(t, s, card(t, s, "**keel** of a ship").ID, srs.Good, at(0))
	record(t, s, card(t, s, "A sloop has ____ mast and one hull").ID, srs.Again, at(5))
	before, log := schedules(t, s), journal(t, s)
	pack := giveAnki(t, s, "tides", at(6))
	c := unpacked(t, pack)
	if len(c.Reviews) != 2 || c.Reviews[0].Card != 1 {
		t.Errorf("the reviews go back as %+v", c.Reviews)
	}
	if done := takePackage(t, s, pack, at(7)); done.Notes+done.Reviews+done.Schedules > 0 {
		t.Errorf("the package brings %+v back", done)
	}
	equal(t, "back", schedules(t, s), before)
	equal(t, "log", journal(t, s), log)
}

// A purge erases the fields too, and their types; a copy, a log and a merge have them; undo brings the former back.
func TestWhatIsKeptOfAnkiFollowsItsNote(t *testing.T) {
	s := fresh(t)
	takeAnki(t, s, ships(), at(0))
	want := toldByAnki(unpacked(t, giveAnki(t, s, "tides", at(1))))
	c := ships()
	c.Notes[0].Fields[0], c.Notes[0].Modified = "keel of a boat", 99
	c.Types[7].CSS = ".card { color: red }"
	takeAnki(t, s, c, at(2))
	if _, err := s.UndoImport(at(3), false); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	equal(t, "taken back", toldByAnki(unpacked(t, giveAnki(t, s, "tides", at(4))))[:5], want[:5])

	other := fresh(t)
	readDump(t, other, dump(t, s, "tides"))
	sound(t, other)
	equal(t, "as a log", toldByAnki(unpacked(t, giveAnki(t, other, "tides", at(6)))), toldByAnki(unpacked(t, giveAnki(t, s, "tides", at(6)))))

	if err := s.PurgeDeck(deckOf(t, s, "tides").ID, at(7)); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	var left int
	if err := s.get([]any{&left}, "SELECT (SELECT count(*) FROM note WHERE anki <> '') + (SELECT count(*) FROM anki_type)"); err != nil || left > 0 {
		t.Errorf("a purge leaves %d rows of Anki's, %v", left, err)
	}
}

// A bullet that two databases have gets from the other what it lacks beside its text.
func TestRestoreBringsWhatIsBesideATextThatIsThere(t *testing.T) {
	bare, full := fresh(t), fresh(t)
	takeAnki(t, bare, ships(), at(0))
	takeAnki(t, full, ships(), at(0))
	const picture = `{"moon.png":"0000000000000000000000000000000000000000000000000000000000000000.png"}`
	for of, script := range map[*Store]string{bare: "UPDATE note SET anki = ''",
		full: "UPDATE note SET media = '" + picture + "' WHERE explicit = 'guid1'"} {
		if err := of.write(func() error { _, err := of.execScript(script); return err }); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := bare.Restore(t.Context(), backUp(t, full, at(0)).Path, at(1)); err != nil {
		t.Fatal(err)
	}
	sound(t, bare)
	equal(t, "exported", toldByAnki(unpacked(t, giveAnki(t, bare, "tides", at(1)))), toldByAnki(ships()))
	var media string
	if err := bare.get([]any{&media}, "SELECT media FROM note WHERE explicit = 'guid1'"); err != nil || media != picture {
		t.Errorf("the note has %q, %v", media, err)
	}
}

// What Anki needs to have its notes back is damaged. The next import of the package mends it, and no backup is refused for it.
func TestRepairOfWhatAnkiNeeds(t *testing.T) {
	for _, harm := range []string{
		"DELETE FROM anki_type",
		"UPDATE anki_type SET definition = '{}'",
		"UPDATE note SET anki = replace(anki, 'type', 'kind of it')",
	} {
		s := open(t, filepath.Join(t.TempDir(), "recall.db"))
		takeAnki(t, s, ships(), at(0))
		tamper(t, s, harm)
		if c, err := s.Check(false); err != nil || len(c.Faults) == 0 {
			t.Errorf("%s: check finds %q, %v", harm, c.Faults, err)
		}
		path := filepath.Join(t.TempDir(), "recall.db")
		if _, err := Rescue(t.Context(), See(path), backUp(t, s, at(0)).Path, false, at(1)); err != nil {
			t.Errorf("%s: the backup: %v", harm, err)
		}
		if r, err := s.Repair(at(1)); err != nil || !strings.Contains(strings.Join(r.Done, "\n"), "; the next import of their packages reads them again") {
			t.Errorf("%s: %q, %v", harm, r.Done, err)
		}
		takeAnki(t, s, ships(), at(2))
		sound(t, s)
		equal(t, harm, toldByAnki(unpacked(t, giveAnki(t, s, "tides", at(3)))), toldByAnki(ships()))
	}
}
