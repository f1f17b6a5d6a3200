package data

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"recall/deck/match"
	"recall/deck/read"
	"recall/srs"
)

// fileOf returns a text as a file to import.
func fileOf(t testing.TB, path, text string) File {
	t.Helper()
	doc, problems := read.Parse(path, []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	return File{Path: path, Sum: sha256.Sum256([]byte(text)), Size: int64(len(text)), Doc: doc}
}

func mustImport(t testing.TB, s *Store, m Moment, files []File, elsewhere ...File) *Plan {
	t.Helper()
	p, err := s.Plan("sea", files, elsewhere...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(p, m); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	return p
}

func counts(p *Plan) string {
	out := ""
	for _, k := range []match.Fate{match.New, match.Same, match.Moved, match.Fixed, match.Changed, match.Parked,
		match.Revived} {
		if p.Count[k] > 0 {
			out += fmt.Sprintf("%s %d ", k, p.Count[k])
		}
	}
	return out
}

const hull = "## Hull\n\n- Keel: stops drift\n- Rudder: gives a course\n- Bow: the front of a boat\n"

// A bullet that moves between two files keeps its schedule, whichever file is imported first, and whether that happens
// before or after the other is saved.
func TestABulletMovesBetweenFiles(t *testing.T) {
	without := "## Hull\n\n- Rudder: gives a course\n- Bow: the front of a boat\n"
	with := "## Rig\n\n- Boom: holds the foot of a sail\n- Keel: stops drift\n"
	rig := "## Rig\n\n- Boom: holds the foot of a sail\n"
	for _, test := range []struct {
		name string
		then func(t *testing.T, s *Store)
	}{
		{"both at once", func(t *testing.T, s *Store) {
			mustImport(t, s, at(1), []File{fileOf(t, "/a.md", without), fileOf(t, "/b.md", with)})
		}},
		{"the new place alone, the old one saved", func(t *testing.T, s *Store) {
			p := mustImport(t, s, at(1), []File{fileOf(t, "/b.md", with)}, fileOf(t, "/a.md", without))
			if got := counts(p); got != "same 1 moved 1 " {
				t.Errorf("%s", got)
			}
			if same, err := s.Unchanged("/a.md", sha256.Sum256([]byte(hull)), read.As{}); same || err != nil {
				t.Errorf("the old place with its old text would not be read again, %v", err)
			}
			mustImport(t, s, at(1), []File{fileOf(t, "/a.md", without)})
		}},
		{"the new place alone, the old one gone", func(t *testing.T, s *Store) {
			mustImport(t, s, at(1), []File{fileOf(t, "/b.md", with)}, File{Path: "/a.md"})
		}},
		{"the new place first, and then the old one", func(t *testing.T, s *Store) {
			mustImport(t, s, at(1), []File{fileOf(t, "/b.md", with)}, fileOf(t, "/a.md", hull))
			p := mustImport(t, s, at(1), []File{fileOf(t, "/a.md", without)})
			if got := counts(p); got != "same 2 moved 1 " {
				t.Errorf("%s", got)
			}
		}},
		{"the old place first, and then the new one", func(t *testing.T, s *Store) {
			mustImport(t, s, at(1), []File{fileOf(t, "/a.md", without)})
			mustImport(t, s, at(1), []File{fileOf(t, "/b.md", with)})
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := fresh(t)
			mustImport(t, s, at(0), []File{fileOf(t, "/a.md", hull), fileOf(t, "/b.md", rig)})
			keel := card(t, s, "Keel")
			want := record(t, s, keel.ID, srs.Good, at(0))
			test.then(t, s)
			c, err := s.Card(keel.ID)
			if err != nil || c.State != want || c.Source != "/b.md" || c.Line != 4 || c.Chapter != "Rig" {
				t.Errorf("it stands in %s:%d, %q, with %+v, %v; want the state %+v", c.Source, c.Line, c.Chapter,
					c.State, err, want)
			}
			for _, other := range cards(t, s) {
				if other.ID != keel.ID && other.Prompt == "Keel" {
					t.Errorf("there is another card of it: %+v", other)
				}
			}
			if p := mustImport(t, s, at(1), []File{fileOf(t, "/b.md", with)}); counts(p) != "same 2 " {
				t.Errorf("again: %s", counts(p))
			}
		})
	}
}

// An import does not touch what it knows nothing about: bullets of files that were not given, and of rows that can't be
// read.
func TestOnlyWhatWasReadIsParked(t *testing.T) {
	s := fresh(t)
	mustImport(t, s, at(0), []File{fileOf(t, "/a.md", hull), fileOf(t, "/b.md", "- Boom: holds the foot of a sail\n")})
	edited := fileOf(t, "/a.md", "## Hull\n\n- Keel: stops drift\n")
	if p := mustImport(t, s, at(0), []File{fileOf(t, "/b.md", "- Gaff: a spar on top\n")},
		edited); counts(p) != "new 1 parked 1 " {
		t.Errorf("a file elsewhere: %s", counts(p))
	}
	edited.Partial = true
	if p := mustImport(t, s, at(0), []File{edited}); counts(p) != "same 1 " {
		t.Errorf("a file that was read in part: %s", counts(p))
	}
	edited.Partial = false
	if p := mustImport(t, s, at(0), []File{edited}); counts(p) != "same 1 parked 2 " {
		t.Errorf("a whole file: %s", counts(p))
	}
	if p := mustImport(t, s, at(0), []File{fileOf(t, "/a.md", hull)}); counts(p) != "same 1 revived 2 " {
		t.Errorf("and back: %s", counts(p))
	}
}

// If an edit changed one of several facts, the others keep their schedules.
func TestOnlyTheChangedFactStartsOver(t *testing.T) {
	s := fresh(t)
	mustImport(t, s, at(0), []File{fileOf(t, "/a.md",
		"- map: lookup O(1), insertion O(log n)\n- Noble gases: He, Ne, Ar, Kr\n")})
	want := map[int64]srs.State{}
	for _, c := range cards(t, s) {
		want[c.ID] = record(t, s, c.ID, srs.Good, at(0))
	}
	mustImport(t, s, at(3), []File{fileOf(t, "/a.md",
		"- map: lookup O(1), insertion O(n)\n- Noble gases: He, Ne, Ar, Kr, xenon, radon\n")})
	for _, c := range cards(t, s) {
		c, err := s.Card(c.ID)
		if err != nil {
			t.Fatal(err)
		}
		old, known := want[c.ID]
		startsOver := c.Answer == "O(n)" || c.Slot == "forward" && c.Prompt != "map"
		switch {
		case !known:
			if c.State != srs.Fresh {
				t.Errorf("%s of %s is new and has %+v", c.Slot, c.Prompt, c.State)
			}
		case startsOver && (c.State.Due != day0+3 || c.State.Reps != 0 || c.State.Ease != old.Ease):
			t.Errorf("%s → %s is another fact and has %+v", c.Prompt, c.Answer, c.State)
		case !startsOver && c.State != old:
			t.Errorf("%s → %s is the fact it was, and has %+v, not %+v", c.Prompt, c.Answer, c.State, old)
		}
	}
}

// An import of several decks is one transaction, and a plan is refused if another program changed the deck since.
func TestPlansHoldOrNothingDoes(t *testing.T) {
	s := fresh(t)
	plans, err := s.Plans([]Batch{{Deck: "one", Files: []File{fileOf(t, "/1.md", hull)}},
		{Deck: "two", Files: []File{fileOf(t, "/2.md", hull)}}})
	if err != nil {
		t.Fatal(err)
	}
	other := open(t, s.Path())
	loadDeck(t, other, "two", "3.md", "- Keel: stops drift\n", at(0))
	loadDeck(t, other, "two", "3.md", "", at(0))
	if _, err := s.Import(plans, at(0)); err != ErrPlanIsOld {
		t.Errorf("%v", err)
	}
	decks, err := s.Decks()
	if err != nil || len(decks) != 1 {
		t.Errorf("%v, %v", decks, err)
	}
	sound(t, s)
}

// A file keeps its deck, so a plan that puts it into another is refused: another program imported it in the meantime,
// alone or under the name that a file of the plan has now.
func TestAFileStaysInItsDeck(t *testing.T) {
	const rig = "- Boom: holds the foot of a sail\n- Jib: the sail before the mast\n"
	for _, c := range []struct {
		name  string
		was   string // the path of the planned file in the deck, before it was renamed
		other string // what the other program reads
	}{
		{"the same text", "", hull},
		{"another text", "", rig},
		{"a renamed file", "/1.md", rig},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := fresh(t)
			mustImport(t, s, at(0), []File{fileOf(t, "/1.md", hull)})
			file := fileOf(t, "/2.md", hull)
			file.Was = c.was
			p, err := s.Plan("sea", []File{file})
			if err != nil {
				t.Fatal(err)
			}
			loadDeck(t, open(t, s.Path()), "lake", "2.md", c.other, at(0))
			if _, err := s.Import([]*Plan{p}, at(0)); err != ErrPlanIsOld {
				t.Errorf("imported: %v", err)
			}
			if _, err := s.Plan("sea", []File{file}); err != ErrPlanIsOld { // its deck was found before the other program came
				t.Errorf("planned: %v", err)
			}
			if name, err := s.DeckOf("/2.md"); name != "lake" || err != nil {
				t.Errorf("its deck is %q, %v", name, err)
			}
			if n := astray(t, s); n > 0 {
				t.Errorf("%d cards are not in the deck of their file", n)
			}
			sound(t, s)
		})
	}
}

// A bullet that a renamed file lacks is parked: it is not taken for a copy of itself in the file as it was called before.
func TestARenamedFileParksWhatItLacks(t *testing.T) {
	s := fresh(t)
	mustImport(t, s, at(0), []File{fileOf(t, "/1.md", hull+"- Boom: holds the foot of a sail\n")})
	had := len(cards(t, s))
	file := fileOf(t, "/2.md", hull)
	file.Was = "/1.md"
	p := mustImport(t, s, at(1), []File{file})
	if p.Count[match.Parked] != 1 || len(cards(t, s)) != had {
		t.Errorf("%d bullets are parked; of %d cards, %d are left", p.Count[match.Parked], had, len(cards(t, s)))
	}
	sound(t, s)
}

// An import that failed leaves nothing behind that the next one would miss.
func TestAnImportAfterOneThatFailed(t *testing.T) {
	s := fresh(t)
	err := s.write(func() error {
		mustImport(t, s, at(0), []File{fileOf(t, "/a.md", hull)})
		return ErrPlanIsOld
	})
	if err != ErrPlanIsOld {
		t.Fatal(err)
	}
	mustImport(t, s, at(0), []File{fileOf(t, "/a.md", hull)})
	if n := len(cards(t, s)); n == 0 {
		t.Error("it made no cards")
	}
}

// A changed fact makes the learnt cards that ask for it due at once. New cards stay new, and cards that ask something
// else keep their schedules.
func TestAChangedFactIsDueWhereItWasLearnt(t *testing.T) {
	const list = "## Lists\n\n- list: random access O(1), insertion O(n)\n"
	edit := func(s *Store, old, new string) Change {
		p := mustImport(t, s, at(1), []File{fileOf(t, "/list.md", strings.Replace(list, old, new, 1))})
		if len(p.Changes) != 1 || p.Changes[0].Kind != match.Changed {
			t.Fatalf("%s for %s is %+v", new, old, p.Changes)
		}
		return p.Changes[0]
	}
	for _, test := range []struct {
		name, old, new string
		learnt, due    bool
	}{
		{"nothing was learnt", "O(1)", "O(2)", false, false},
		{"the fact that was learnt", "O(1)", "O(2)", true, true},
		{"the fact beside it", "O(n)", "O(log n)", true, false},
	} {
		s := fresh(t)
		mustImport(t, s, at(0), []File{fileOf(t, "/list.md", list)})
		first := card(t, s, "list · random access")
		if test.learnt {
			record(t, s, first.ID, srs.Good, at(0))
		}
		if got := edit(s, test.old, test.new); got.Due != test.due {
			t.Errorf("%s: the import says %+v", test.name, got)
		}
		if st, err := s.State(first.ID); err != nil || (st.Due == day0+1 && st.Reps == 0) != test.due {
			t.Errorf("%s: its card is %+v, %v", test.name, st, err)
		}
	}
}
