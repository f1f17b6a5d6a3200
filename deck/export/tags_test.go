package export

import (
	"slices"
	"strings"
	"testing"

	"recall/deck"
	"recall/deck/build"
	"recall/deck/read"
)

const hull = `---
tags: [sea]
---
# Hull

- keel: stops drift #fin <!-- id:k1 -->
- rudder: turns the boat ^r-1
  tags:: steering
- garboard: the plank beside
  the keel #plank #wood
- language: C#

| Term | Meaning |
| --- | --- |
| stem | the foremost timber |

Q: What is bilge?
A: the lowest part
`

// hullNotes are the notes of hull, each with the tags that it has.
func hullNotes(t *testing.T, name string, src []byte) []deck.Note {
	t.Helper()
	doc, problems := read.Parse(name, src)
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	build.Build([]*deck.Document{doc})
	for i := range doc.Notes {
		doc.Notes[i].Tags = deck.Tags(doc.Tags, doc.Notes[i].Tags)
	}
	return doc.Notes
}

// A file keeps its text and gets the tags that the learner gave its bullets, and loses those taken away.
func TestTagged(t *testing.T) {
	notes := hullNotes(t, "hull.md", []byte(hull))
	if got := Tagged("hull.md", []byte(hull), notes); string(got) != hull {
		t.Fatalf("a file with all its tags changes:\n%s", got)
	}
	for i := range notes {
		n := &notes[i]
		switch {
		case strings.HasPrefix(n.Text, "keel"):
			n.Tags = []string{"sea", "below/deep"}
		case strings.HasPrefix(n.Text, "garboard"):
			n.Tags = []string{"sea", "wood", "first"}
		default:
			n.Tags = append(n.Tags, "hard")
		}
	}
	got := string(Tagged("hull.md", []byte(hull), notes))
	for _, want := range []string{
		"- keel: stops drift #below/deep <!-- id:k1 -->\n",
		"- rudder: turns the boat #hard ^r-1\n  tags:: steering\n",
		"- garboard: the plank beside\n  the keel #wood #first\n",
		"- language: C# #hard\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	for _, n := range hullNotes(t, "hull.md", []byte(got)) {
		at := slices.IndexFunc(notes, func(o deck.Note) bool { return o.Line == n.Line })
		if !strings.HasPrefix(n.Text, "stem") && !strings.HasPrefix(n.Text, "What") && !sameTags(n.Tags, notes[at].Tags) {
			t.Errorf("%s: %q, want %q", n.Text, n.Tags, notes[at].Tags)
		}
	}
}

// Tags come back from a document written anew, in front of it or behind their bullets.
func TestTagsComeBackFromMarkdown(t *testing.T) {
	notes := hullNotes(t, "hull.md", []byte(hull))
	for i := range notes {
		notes[i].Tags = deck.Tags(notes[i].Tags, []string{"t/" + string(rune('a'+i))})
	}
	out, lost := Markdown("hull.md", Head{Deck: "hull"}, notes)
	for _, n := range lost {
		t.Errorf("%s is lost from\n%s", n.Text, out)
	}
	notes[0].Tags = append(notes[0].Tags, "R&D") // which no tag behind a bullet can be
	if _, lost = Markdown("hull.md", Head{Deck: "hull"}, notes); len(lost) != 1 || lost[0] != &notes[0] {
		t.Errorf("lost are %v, not the one with a tag that Markdown can't hold", lost)
	}
}
