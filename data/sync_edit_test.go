package data

import (
	"fmt"
	"testing"
)

// A bullet of the learner's file is edited by itself, on a machine without the file or here while the file is away. The
// edit counts until the file says something new.
func TestAFileMovesOnAfterAnEdit(t *testing.T) {
	const v0 = "# Sea\n\n- Keel: stops the drift of 3 boats\n- Rudder: turns the boat\n"
	const v1 = "# Sea\n\n- Keel: stops the drift of 4 boats\n- Rudder: turns the boat\n"
	const v2 = "# Sea\n\n- Keel: is a fin below the hull\n- Rudder: turns the boat\n"
	const without = "# Sea\n\n- Rudder: turns the boat\n"
	const mixed = "# Sea\n\n- Keel: stops the drift of 3 boats\n- Rudder: turns the boat\n- Boom: holds the sail\n"
	for _, test := range []struct {
		name   string
		then   string // what the file says
		older  bool   // old copies are meant
		keel   string
		parked bool
		kept   int // bullets that say something else than the file
	}{
		{"the file is as it was", v1, false, "stops the drift of 4 big boats", false, 0},
		{"it says something new", v2, false, "is a fin below the hull", false, 0},
		{"the bullet is gone from it", without, false, "stops the drift of 4 big boats", true, 0},
		{"it says what it said long ago, and has a new bullet", mixed, false, "stops the drift of 4 big boats", false, 1},
		{"it is as it was, and is meant", v1, true, "stops the drift of 4 boats", false, 0},
		{"it says what it said long ago, and is meant", mixed, true, "stops the drift of 3 boats", false, 0},
	} {
		for _, here := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, edited here %v", test.name, here), func(t *testing.T) {
				folder := t.TempDir()
				a, b := fresh(t), fresh(t)
				load(t, a, "a/sea.md", v0, at(0))
				load(t, a, "a/sea.md", v1, at(1))
				exchange(t, a, folder, at(1))
				exchange(t, b, folder, at(1))
				editor := b
				if here {
					editor = a
				}
				if _, err := editor.EditText(card(t, editor, "Keel").ID, "Keel: stops the drift of 4 big boats", at(2)); err != nil {
					t.Fatal(err)
				}
				exchange(t, b, folder, at(2))
				exchange(t, a, folder, at(2))

				plans, err := a.Plans([]Batch{{Deck: "test", Files: []File{fileOf(t, "/a/sea.md", test.then)}, Older: test.older}})
				if err != nil || len(plans[0].Older) > 0 || len(plans[0].Kept) != test.kept {
					t.Fatalf("%v; old copies %q, kept %+v", err, plans[0].Older, plans[0].Kept)
				}
				if _, err := a.Import(plans, at(3)); err != nil {
					t.Fatal(err)
				}
				keel := card(t, a, "Keel")
				if keel.Answer != test.keel || keel.State.Parked != test.parked {
					t.Errorf("keel %q, parked %v", keel.Answer, keel.State.Parked)
				}
				exchange(t, a, folder, at(3))
				exchange(t, b, folder, at(3))
				exchange(t, a, folder, at(3))
				agree(t, a, b)
			})
		}
	}
}

// A bullet that came from another machine and was edited by itself is in no file here. A file that lacks it parks
// nothing, and one that has what it said before the edit is no old copy.
func TestAnEditOfABulletThatNoFileHereHas(t *testing.T) {
	const short = "# Sea\n\n- Keel: stops drift\n- Mast: carries the sails\n- Stern: is the back of a ship\n"
	const long = short + "- Boom: holds the foot of a sail\n"
	for _, words := range []string{"Boom: holds the foot of a big sail", "Spar: one of the timbers"} {
		folder := t.TempDir()
		a, b, c := fresh(t), fresh(t), fresh(t)
		load(t, a, "a/sea.md", short, at(0))
		load(t, b, "b/sea.md", long, at(0))
		for _, s := range []*Store{b, c} {
			exchange(t, s, folder, at(1))
		}
		if _, err := c.EditText(card(t, c, "Boom").ID, words, at(2)); err != nil {
			t.Fatal(err)
		}
		for _, s := range []*Store{c, a} {
			exchange(t, s, folder, at(2))
		}
		load(t, a, "a/sea.md", short+"- Rudder: turns the boat\n", at(3))
		for _, s := range []*Store{a, b, c} {
			exchange(t, s, folder, at(4))
		}
		agree(t, a, b, c)
		load(t, a, "a/sea.md", long+"- Rudder: turns the boat\n", at(5)) // with what the file of b has
		f := fileOf(t, "/c/sea.md", long)
		gone, err := c.FromElsewhere()
		if err != nil {
			t.Fatal(err)
		}
		renamed, err := c.Renamed([]File{f}, gone)
		if err != nil {
			t.Fatal(err)
		}
		if f.Was = renamed[f.Path].Path; f.Was == "" {
			t.Fatal("the file is not known to be that of another machine")
		}
		p, err := c.Plan("test", []File{f})
		if err != nil || len(p.Older) > 0 {
			t.Fatal(err, p.Older)
		}
		if _, err := c.Apply(p, at(5)); err != nil {
			t.Fatal(err)
		}
		for _, s := range []*Store{a, b, c, a, b} {
			exchange(t, s, folder, at(6))
		}
		agree(t, a, b, c)
		edited := 0
		for _, card := range cards(t, a) {
			switch {
			case card.Text == words && !card.State.Parked:
				edited++
			case card.Text == "Boom: holds the foot of a sail":
				t.Errorf("%q: its old words are back", words)
			}
		}
		if edited == 0 {
			t.Errorf("%q is gone", words)
		}
	}
}
