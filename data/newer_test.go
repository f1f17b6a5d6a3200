package data

import (
	"database/sql"
	"errors"
	"fmt"
	"hash"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"recall/deck"
	"recall/srs"
)

// olderFile returns a text as a file whose cards an older builder made: change does to them what the builder of today
// would not.
func olderFile(t testing.TB, path, text string, change func(notes []deck.Note)) File {
	t.Helper()
	f := fileOf(t, path, text)
	change(f.Doc.Notes)
	return f
}

// age makes the next import take every source as read by an older builder.
func age(t testing.TB, s *Store) {
	t.Helper()
	if _, err := s.exec("UPDATE source SET builder = 0"); err != nil {
		t.Fatal(err)
	}
}

// remade counts what a plan says that a newer builder does.
func remade(plans ...*Plan) string {
	n := map[RemadeKind]int{}
	for _, p := range plans {
		for _, r := range p.Remade {
			n[r.Kind]++
		}
	}
	var parts []string
	for _, k := range RemadeKinds {
		if n[k] > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", k, n[k]))
		}
	}
	return strings.Join(parts, ", ")
}

// touches are what a learner can have done to a card before the builder is newer.
var touches = map[string]func(s *Store, card int64) error{
	"nothing":  func(*Store, int64) error { return nil },
	"answered": func(s *Store, card int64) error { return gradedOn1(s, card, srs.Good) },
	"failed":   func(s *Store, card int64) error { return gradedOn1(s, card, srs.Again) },
	"undone": func(s *Store, card int64) error {
		if err := gradedOn1(s, card, srs.Good); err != nil {
			return err
		}
		_, err := s.Undo(at(1))
		return err
	},
	"accepted":  marked(srs.Accept),
	"rejected":  marked(srs.Reject),
	"suspended": marked(srs.Suspend),
	"resumed": func(s *Store, card int64) error {
		return errors.Join(marked(srs.Suspend)(s, card), marked(srs.Resume)(s, card))
	},
	"flagged": marked(srs.Flag),
	"edited": func(s *Store, card int64) error {
		_, err := s.EditText(card, "Keel: of lead", at(1))
		return err
	},
}

func gradedOn1(s *Store, card int64, g srs.Grade) error {
	_, _, err := s.Record(Answer{Card: card, Grade: g}, at(1))
	return err
}

func marked(kind srs.Kind) func(s *Store, card int64) error {
	return func(s *Store, card int64) error {
		_, err := s.Mark(card, kind, at(1))
		return err
	}
}

// What the learner did nothing to follows a newer builder. Any other card keeps its words, its schedule and its place
// among what is asked. Taken back, the import has changed nothing.
func TestANewerBuilder(t *testing.T) {
	const text = "# Sea\n\n- Keel: stops drift\n"
	first := func(change func(c *deck.Card)) func([]deck.Note) {
		return func(notes []deck.Note) { change(&notes[0].Cards[0]) }
	}
	olders := map[string]func([]deck.Note){
		"other words":  first(func(c *deck.Card) { c.Prompt = "What is a keel?" }),
		"other answer": first(func(c *deck.Card) { c.Answer = "it stops drift" }),
		"a draft":      first(func(c *deck.Card) { c.Draft, c.Weakness = true, "vague" }),
		"a weak card":  func([]deck.Note) {}, // the builder of today makes a draft of it
		"a card less":  func(notes []deck.Note) { notes[0].Cards = nil },
		"a card more": func(notes []deck.Note) {
			notes[0].Cards = append(notes[0].Cards, deck.Card{Slot: "facet:what", Prompt: "A keel, in brief", Answer: "fin", Forms: deck.Reveal})
		},
	}
	for _, test := range []struct{ older, touch, says, front, status string }{
		{"other words", "nothing", "reworded 1", "Keel → stops drift", "new"},
		{"other words", "undone", "reworded 1", "Keel → stops drift", "new"},
		{"other words", "answered", "kept 1", "What is a keel? → stops drift", "young"},
		{"other words", "failed", "kept 1", "What is a keel? → stops drift", "new"},
		{"other words", "accepted", "kept 1", "What is a keel? → stops drift", "new"},
		{"other words", "rejected", "kept 1", "What is a keel? → stops drift", "rejected"},
		{"other words", "suspended", "kept 1", "What is a keel? → stops drift", "suspended"},
		{"other words", "resumed", "kept 1", "What is a keel? → stops drift", "new"},
		{"other words", "flagged", "kept 1", "What is a keel? → stops drift", "new"},
		{"other words", "edited", "", "Keel → of lead", "new"},
		{"other answer", "nothing", "reworded 1", "Keel → stops drift", "new"},
		{"other answer", "answered", "kept 1", "Keel → it stops drift", "young"},
		{"a draft", "nothing", "scheduled 1", "Keel → stops drift", "new"},
		{"a draft", "accepted", "", "Keel → stops drift", "new"},
		{"a draft", "rejected", "", "Keel → stops drift", "rejected"},
		{"a draft", "flagged", "scheduled 1", "Keel → stops drift", "new"},
		{"a draft", "suspended", "scheduled 1", "Keel → stops drift", "suspended"},
		{"a weak card", "nothing", "drafted 1", "Keel → stops drift", "draft"},
		{"a weak card", "answered", "", "Keel → stops drift", "young"},
		{"a weak card", "flagged", "", "Keel → stops drift", "new"},
		{"a card less", "nothing", "added 1", "Keel → stops drift", "new"},
		{"a card more", "nothing", "parked 1", "A keel, in brief → fin", "parked"},
		{"a card more", "undone", "parked 1", "A keel, in brief → fin", "parked"},
		{"a card more", "answered", "outdated 1", "A keel, in brief → fin", "young"},
		{"a card more", "accepted", "outdated 1", "A keel, in brief → fin", "new"},
		{"a card more", "rejected", "outdated 1", "A keel, in brief → fin", "rejected"},
		{"a card more", "suspended", "outdated 1", "A keel, in brief → fin", "suspended"},
		{"a card more", "edited", "", "Keel → of lead", "new"},
	} {
		t.Run(test.older+", "+test.touch, func(t *testing.T) {
			newer := fileOf(t, "/a.md", text)
			if test.older == "a weak card" {
				newer.Doc.Notes[0].Cards[0].Weaken("vague")
			}
			s := fresh(t)
			importAs(t, s, at(0), olderFile(t, "/a.md", text, olders[test.older]))
			if list := cards(t, s); len(list) > 0 {
				if err := touches[test.touch](s, list[len(list)-1].ID); err != nil {
					t.Fatal(err)
				}
			}
			age(t, s)
			before := image(t, s)
			p := importAs(t, s, at(2), newer)
			if got := remade(p); got != test.says {
				t.Errorf("the import says %q", got)
			}
			state := func() string {
				var list []string
				for _, c := range cards(t, s) {
					list = append(list, c.Prompt+" → "+c.Answer+" "+c.Status())
				}
				return strings.Join(list, "\n")
			}
			want := test.front + " " + test.status
			if got := strings.Split(state(), "\n"); !slices.Contains(got, want) {
				t.Errorf("the cards are %q, not %q", got, want)
			}
			once := state()
			if p := importAs(t, s, at(3), newerAgain(t, newer, text)); remade(p) != "" || p.Changed() || state() != once {
				t.Errorf("again, it says %q, and the cards are %q", remade(p), state())
			}
			undoImport(t, s, at(4))
			if test.says == "" { // nothing was to be taken back but the first import
				return
			}
			asBefore(t, s, before)
		})
	}
}

// newerAgain reads a file again with the cards that it had, as building them changes them.
func newerAgain(t testing.TB, f File, text string) File {
	t.Helper()
	again := fileOf(t, f.Path, text)
	for i := range again.Doc.Notes {
		for k := range again.Doc.Notes[i].Cards {
			if f.Doc.Notes[i].Cards[k].Draft {
				again.Doc.Notes[i].Cards[k].Weaken(deck.Reason(f.Doc.Notes[i].Cards[k].Weakness))
			}
		}
	}
	return again
}

// A card that kept its words follows its bullet all the same: when a list gets an item, what it asks for has changed,
// though the text of the bullet itself has not.
func TestAKeptCardFollowsItsFact(t *testing.T) {
	const list = "# Gases\n\n- Noble gases:\n  - helium\n  - neon\n  - argon\n"
	s := fresh(t)
	importAs(t, s, at(0), olderFile(t, "/a.md", list, func(notes []deck.Note) {
		notes[0].Cards[0].Prompt = "The noble gases?"
	}))
	kept := card(t, s, "The noble gases?")
	want := record(t, s, kept.ID, srs.Good, at(0))
	age(t, s)
	if p := importAs(t, s, at(1), fileOf(t, "/a.md", list)); !strings.Contains(remade(p), "kept 1") {
		t.Fatalf("the import says %q", remade(p))
	}
	importAs(t, s, at(2), fileOf(t, "/a.md", "# Gases\n\nFilled into lamps.\n\n- Noble gases:\n  - helium\n  - neon\n  - argon\n"))
	if c, err := s.Card(kept.ID); err != nil || c.Prompt != kept.Prompt || c.State != want || c.Older != Reworded || c.Line != 5 {
		t.Errorf("in another line it is %+v, %v", c, err)
	}
	p := importAs(t, s, at(3), fileOf(t, "/a.md", list+"  - krypton\n"))
	c, err := s.Card(kept.ID)
	if err != nil || p.Fell(CardRestarted) != 1 || c.State.Due != day0+3 || c.Older != "" || !strings.Contains(c.Answer, "krypton") {
		t.Errorf("with another item it is %+v, %v; the import tells %+v", c, err, p.Fallout)
	}
}

// What a newer version reads otherwise in the same bytes, as fields that it took for text, nobody edited. The same words in
// other bytes are an edit.
func TestANewerReaderStartsNoCardOver(t *testing.T) {
	const before, after = "# Sea\n\n- Port: Namur\n", "# Sea\n\n- Port: Liege\n"
	for _, c := range []struct {
		name string
		same bool
		days int // the interval of the card afterwards
	}{{"the same bytes", true, 6}, {"other bytes", false, 1}} {
		t.Run(c.name, func(t *testing.T) {
			s := fresh(t)
			older := fileOf(t, "/sea.md", before)
			importAs(t, s, at(0), older)
			id := card(t, s, "Port").ID
			record(t, s, id, srs.Good, at(0))
			record(t, s, id, srs.Good, at(1))
			age(t, s)
			newer := fileOf(t, "/sea.md", after)
			if c.same {
				newer.Sum = older.Sum
			}
			importAs(t, s, at(2), newer)
			got := card(t, s, "Port")
			if got.State.Interval != c.days || got.Answer != "Liege" {
				t.Errorf("%d days, %q", got.State.Interval, got.Answer)
			}
			sound(t, s)
		})
	}
}

// builtBy makes of a document what another version of the builder would: some cards in other words, fewer, more, as
// drafts or in other slots. Version 0 is the builder of today.
func builtBy(version int, f File) File {
	if version == 0 || f.Doc == nil {
		return f
	}
	for i := range f.Doc.Notes {
		n := &f.Doc.Notes[i]
		if n.Explicit() { // as their author wrote them, whoever asks the same
			continue
		}
		var cards []deck.Card
		for k, c := range n.Cards {
			switch chance(fnv.New32a(), version, n.Text, k) % 9 {
			case 0:
				continue
			case 1:
				c.Prompt = "What of " + c.Prompt + "?"
			case 2:
				c.Answer += ", in short"
			case 3:
				c.Weaken("vague")
			case 4:
				c.Draft, c.Weakness = false, ""
			case 5:
				c.Slot = "facet:" + c.Slot
			case 6:
				c.Prompt, c.Slot = "It", "facet:it" // where others ask the same
			case 7:
				c.Extra = "seen otherwise"
			}
			cards = append(cards, c)
		}
		if chance(fnv.New32a(), version, n.Text, -1)%6 == 0 {
			cards = append(cards, deck.Card{Slot: "facet:more", Prompt: "It", Answer: n.Text, Forms: deck.Reveal})
		}
		n.Cards = cards
	}
	return f
}

func chance(h hash.Hash32, version int, text string, card int) uint32 {
	fmt.Fprint(h, version, " ", text, " ", card)
	return h.Sum32()
}

// sameFronts returns the fronts that two cards in use share within a deck. Two that the learner did something to may:
// bullets that are ambiguous make drafts, but a card in use stays in use.
func sameFronts(t testing.TB, s *Store) (list []string) {
	t.Helper()
	seen, had := map[string]*Card{}, map[*Card]bool{}
	for _, c := range cards(t, s) {
		if s := c.Status(); s == "parked" || s == "draft" || s == "rejected" {
			continue
		}
		life, err := s.Life(c.ID)
		if err != nil {
			t.Fatal(err)
		}
		key := c.Deck + "\x00" + c.Front()
		if o := seen[key]; o != nil && (len(life) == 0 || !had[o]) {
			list = append(list, fmt.Sprintf("%q and %q ask %q", o.Answer, c.Answer, c.Front()))
		}
		had[c] = len(life) > 0
		seen[key] = c
	}
	return list
}

// Whatever a newer builder makes of the same text: cards with a log keep their words and state, also at the imports
// after it; no two cards share a front; and the import is taken back whole.
func TestANewerBuilderNeverTouchesWhatTheLearnerDid(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes with the race detector")
	}
	rapid.Check(t, func(rt *rapid.T) {
		w := &world{T: rt, files: map[string][]string{"/sea/1.md": nil, "/sea/2.md": nil}}
		for range rapid.IntRange(3, 12).Draw(rt, "bullets") {
			path := pick(w, "file", w.paths())
			w.files[path] = append(w.files[path], w.bullet())
		}
		s := fresh(t)
		day := 0
		bring := func(version int) *Plan {
			day++
			var files []File
			for _, path := range w.paths() {
				files = append(files, builtBy(version, fileOf(t, path, strings.Join(w.files[path], "\n\n"))))
			}
			return importAs(t, s, at(day), files...)
		}
		words := func() map[int64]string {
			list := map[int64]string{}
			err := s.each(func(rows *sql.Rows) error {
				var id int64
				var row string
				err := rows.Scan(&id, &row)
				list[id] = row
				return err
			}, `SELECT c.id, concat_ws(' ', c.front, c.back, s.hold, s.interval, s.due, s.marks)
				FROM card c JOIN schedule s ON s.card = c.id WHERE s.hold & {parked} = 0
				AND (s.hold & {draft} = 0 OR s.marks & {rejected} > 0)
				AND EXISTS (SELECT 1 FROM live l WHERE l.subject = c.id AND l.kind IN ({review}, {accept}, {reject}))`)
			if err != nil {
				rt.Fatal(err)
			}
			return list
		}
		bring(rapid.IntRange(0, 3).Draw(rt, "first"))
		for range rapid.IntRange(1, 3).Draw(rt, "rounds") {
			for _, c := range cards(t, s) {
				switch kind := rapid.SampledFrom([]srs.Kind{0, 0, 0, srs.Review, srs.Review, srs.Suspend, srs.Accept, srs.Reject}).Draw(rt, "kind"); kind {
				case 0:
				case srs.Review:
					if c.State.Suspended || c.Status() == "draft" {
						break
					}
					record(t, s, c.ID, srs.Grade(rapid.IntRange(0, 5).Draw(rt, "grade")), at(day))
				default:
					if _, err := s.Mark(c.ID, kind, at(day)); err != nil {
						rt.Fatal(err)
					}
				}
			}
			version := rapid.IntRange(0, 3).Draw(rt, "version")
			age(t, s)
			before, had := image(t, s), words()
			p := bring(version)
			check := func(when string) {
				now := words()
				for id, row := range had {
					if now[id] != row {
						rt.Fatalf("%s: %q is %q", when, row, now[id])
					}
				}
				if list := sameFronts(t, s); len(list) > 0 {
					rt.Fatalf("%s: %s", when, strings.Join(list, "; "))
				}
			}
			check("under the newer builder")
			after := image(t, s)
			if again := bring(version); again.Changed() {
				rt.Fatalf("again: %q, %v", remade(again), again.Count)
			}
			check("again")
			if now := image(t, s); !maps.Equal(after, now) {
				rt.Fatal("the same import again changes rows")
			}
			if p.Changed() && rapid.Bool().Draw(rt, "undo") {
				undoImport(t, s, at(day))
				if list := differs(t, s, before); len(list) > 0 {
					rt.Fatal(strings.Join(list, "\n"))
				}
			}
		}
	})
}
