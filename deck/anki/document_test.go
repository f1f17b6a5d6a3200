package anki

import (
	"slices"
	"strings"
	"testing"
)

// vocabulary is a note type whose second template asks the other way round, and whose third one asks
// for a third thing.
func vocabulary() *NoteType {
	return &NoteType{ID: 1, Name: "Words", Fields: []string{"Word", "Meaning", "More", "Both"}, Templates: []Template{
		{Name: "Recognise", Front: "{{Word}}", Back: "{{FrontSide}}<hr id=answer>{{Meaning}} {{More}}"},
		{Name: "Recall", Front: "{{#Both}}{{Meaning}}{{/Both}}", Back: "{{FrontSide}}<hr id=answer>{{Word}} {{More}}"},
		{Name: "Guess", Front: "{{More}} Which word?", Back: "{{FrontSide}}<hr id=answer>{{Word}}"},
	}}
}

// collect makes a collection of vocabulary: a note for each deck, with all the cards that Anki makes.
func collect(decks ...string) *Collection {
	c := &Collection{Types: map[int64]*NoteType{1: vocabulary()}, Decks: map[int64]*Deck{}}
	for i, name := range decks {
		id := int64(i + 1)
		c.Decks[id] = &Deck{ID: id, Name: name}
		word := strings.Repeat("o", i) + "tter"
		c.Notes = append(c.Notes, Note{ID: id, GUID: "g" + word, Type: 1, Fields: []string{word, "a swimmer", "swims", "y"}})
		for ord := range 3 {
			c.Cards = append(c.Cards, Card{ID: 10*id + int64(ord), Note: id, Deck: id, Ord: ord})
		}
	}
	return c
}

// outline writes down where the notes of each document stand, and the slots of their cards.
func outline(list []*Import) string {
	var all []string
	for _, im := range list {
		all = append(all, outlineOf(im))
	}
	return strings.Join(all, " | ")
}

func outlineOf(im *Import) string {
	var lines []string
	for _, n := range im.Document.Notes {
		var slots []string
		for _, c := range n.Cards {
			slots = append(slots, c.Slot)
		}
		lines = append(lines, strings.Join(n.Headings, "/")+" "+n.ID+" "+strings.Join(slots, " "))
	}
	return im.Document.Deck + ": " + strings.Join(lines, "; ")
}

func TestPlacesAndSlots(t *testing.T) {
	for _, c := range []struct {
		what  string
		of    *Collection
		after func(*Collection)
		want  string
	}{
		{"one deck", collect("Sea"), nil, "Sea:  gtter forward reverse card:3"},
		{"its levels are chapters", collect("Sea::Mammals::Otters"), nil, "Sea: Mammals/Otters gtter forward reverse card:3"},
		{"several, by name", collect("Sea::Fish", "Sea", "Sea::Crabs"), nil,
			"Sea:  gotter forward reverse card:3; Crabs gootter forward reverse card:3; Fish gtter forward reverse card:3"},
		{"several top decks", collect("Sea", "Land::Wet"), nil, "Land: Wet gotter forward reverse card:3 | Sea:  gtter forward reverse card:3"},
		{"a card that Anki no longer makes", collect("Sea"), func(c *Collection) { c.Notes[0].Fields[3] = "" }, "Sea:  gtter forward card:3"},
		{"a card that was deleted", collect("Sea"), func(c *Collection) { c.Cards = c.Cards[1:] }, "Sea:  gtter reverse card:3"},
		{"a note without cards", collect("Sea"), func(c *Collection) { c.Cards = nil }, ""},
		{"in a filtered deck", collect("Sea", "Storm"), func(c *Collection) {
			c.Notes, c.Cards = c.Notes[:1], c.Cards[:3]
			for i := range c.Cards {
				c.Cards[i].Deck, c.Cards[i].Home = 2, 1
			}
		}, "Sea:  gtter forward reverse card:3"},
		{"one id twice", collect("Sea", "Sea"), func(c *Collection) { c.Notes[1].GUID = "gtter" },
			"Sea:  gtter forward reverse card:3;  gtter~2 forward reverse card:3"},
		{"a card twice", collect("Sea"), func(c *Collection) { c.Cards[1].Ord = 0 }, "Sea:  gtter forward card:3"},
		{"no such template", collect("Sea"), func(c *Collection) { c.Cards[2].Ord = 9 }, "Sea:  gtter forward reverse"},
		{"no such type", collect("Sea"), func(c *Collection) { c.Types = nil }, "Sea: "},
		{"no such deck", collect("Sea"), func(c *Collection) { c.Decks = nil }, ":  gtter forward reverse card:3"},
	} {
		if c.after != nil {
			c.after(c.of)
		}
		list := c.of.Imports("p.apkg")
		if got := outline(list); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.what, got, c.want)
		}
		for _, im := range list {
			for key, i := range im.Cards {
				if card := c.of.Cards[i]; !strings.HasPrefix(key.Note, "g") || card.Note == 0 {
					t.Errorf("%s: %v is card %d", c.what, key, card.ID)
				}
			}
		}
	}
}

func TestImportNamesWhatIsLeftOut(t *testing.T) {
	c := collect("Sea")
	c.Notes[0].Fields[2] = "[sound:x.mp3]"
	im := c.Imports("p.apkg")[0]
	if len(im.Document.Hints) != 1 || im.Document.Hints[0].Error() != `p.apkg:1: a card of "tter" only shows a picture or plays a sound; it was left out` {
		t.Error(im.Document.Hints)
	}
}

func TestImportIsTheSameAgain(t *testing.T) {
	c := collect("Sea::Fish", "Sea", "Sea::Crabs")
	before := outline(c.Imports("p.apkg"))
	slices.Reverse(c.Notes)
	for i := range c.Cards {
		c.Cards[i].Kind, c.Cards[i].Due = Reviewing, int64(i)
	}
	if after := outline(c.Imports("p.apkg")); after != before {
		t.Errorf("%s\nbecame %s", before, after)
	}
}
