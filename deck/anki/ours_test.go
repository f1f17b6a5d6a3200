package anki

import (
	"reflect"
	"slices"
	"testing"

	"recall/deck"
)

func TestCollectWordsCards(t *testing.T) {
	for _, c := range []struct {
		name        string
		card        deck.Card
		front, back string
	}{
		{"plain", deck.Card{Prompt: "ebb", Answer: "the tide *goes*"}, "ebb", "the tide <em>goes</em>"},
		{"a context is plain text", deck.Card{Context: "1. *Sea* <b>", Prompt: "ebb", Answer: "a"},
			`<span class="context">1. *Sea* &lt;b&gt;</span> › ebb`, "a"},
		{"a context before paragraphs", deck.Card{Context: "Sea", Prompt: "ebb\n\nor flow?", Answer: "a"},
			"<p><span class=\"context\">Sea</span> › ebb</p>\n<p>or flow?</p>", "a"},
		{"a context before code", deck.Card{Context: "Go", Prompt: "```\nx\n```", Answer: "a"},
			"<div><span class=\"context\">Go</span></div>\n<pre><code>x\n</code></pre>", "a"},
		{"a set", deck.Card{Prompt: "tides", Answer: "ebb, flow", Members: []string{"ebb", "*flow*"}, Forms: deck.Set},
			"tides", "<ul>\n<li>ebb</li>\n<li><em>flow</em></li>\n</ul>"},
		{"an order", deck.Card{Prompt: "tides", Answer: "ebb → flow", Members: []string{"ebb", "flow"}, Forms: deck.Order},
			"tides", "<ol>\n<li>ebb</li>\n<li>flow</li>\n</ol>"},
	} {
		n := Collect(4, 0, []Ours{{Card: c.card, Path: []string{"d"}}}).Notes[0]
		if n.Fields[0] != c.front || n.Fields[1] != c.back {
			t.Errorf("%s:\n got %q, %q\nwant %q, %q", c.name, n.Fields[0], n.Fields[1], c.front, c.back)
		}
	}
}

// A card with pictures and sounds keeps them on its way to Anki and back, and they have the names there that Anki knows.
func TestFilesComeBackFromAnki(t *testing.T) {
	o := Ours{ID: "0a", Path: []string{"Sea"},
		Card: deck.Card{Context: "Shore", Prompt: "![a limpet](a%20limpet.png) which? [sound:a & b.mp3]", Answer: "![x.png](x.png) limpet",
			Extra: "clings to `rock`\n\nat low tide\n\n[sound:l.mp3]", Forms: deck.Reveal},
		Files: map[string]string{"a%20limpet.png": "a limpet.png", "a & b.mp3": "a & b.mp3", "x.png": "x.png", "l.mp3": "l.mp3"}}
	c := Collect(4, 0, []Ours{o})
	want := []string{`<span class="context">Shore</span> › <img src="a limpet.png" alt="a limpet"> which? [sound:a &amp; b.mp3]`,
		`<img src="x.png"> limpet`, "<p>clings to <code>rock</code></p>\n<p>at low tide</p>\n<p>[sound:l.mp3]</p>"}
	if got := c.Notes[0].Fields; !slices.Equal(got, want) {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
	got := c.Imports("p.apkg")[0].Document.Notes[0].Cards[0]
	if got.Context != o.Card.Context || got.Prompt != o.Card.Prompt || got.Answer != o.Card.Answer || got.Extra != o.Card.Extra {
		t.Errorf("\n got %+v\nwant %+v", got, o.Card)
	}
	again := Collect(4, 0, []Ours{{Card: got, Path: o.Path, Files: o.Files}}).Notes[0].Fields
	if !slices.Equal(again, want) {
		t.Errorf("\nagain %q\nwant  %q", again, want)
	}
}

func TestCollectSchedules(t *testing.T) {
	const day0 = 10957 // 2000-01-01
	for _, c := range []struct {
		name string
		ours Ours
		want Card
	}{
		{"new", Ours{Due: 20000, Ease: 250}, Card{Due: 1}},
		{"new and failed", Ours{Answers: make([]Answer, 2)}, Card{Due: 1, Repetitions: 2}},
		{"due", Ours{Interval: 6, Due: day0 + 30, Ease: 236, Lapses: 2, Answers: make([]Answer, 3)},
			Card{Kind: Reviewing, Queue: QueueReview, Due: 30, Interval: 6, Ease: 2360, Lapses: 2, Repetitions: 3}},
		{"due before anything", Ours{Interval: 6, Due: day0 - 1, Ease: 130},
			Card{Kind: Reviewing, Queue: QueueReview, Due: -1, Interval: 6, Ease: 1300}},
		{"suspended", Ours{Interval: 6, Due: day0, Ease: 250, Suspended: true, Buried: true},
			Card{Kind: Reviewing, Queue: Suspended, Interval: 6, Ease: 2500}},
		{"new and buried", Ours{Buried: true}, Card{Queue: SiblingBuried, Due: 1}},
		{"flagged", Ours{Flagged: true}, Card{Due: 1, Flag: 1}},
	} {
		got := Collect(4, 0, []Ours{c.ours}).Cards[0]
		got.ID, got.Note, got.Deck = 0, 0, 0
		if got != c.want {
			t.Errorf("%s:\n got %+v\nwant %+v", c.name, got, c.want)
		}
	}
}

func TestCollectReviews(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer Answer
		want   Review
	}{
		{"failed as new", Answer{Grade: 1, Ease: 250, Took: 900}, Review{Button: 1, Interval: -60, Took: 900}},
		{"passed as new", Answer{Grade: 4, Interval: 1, Ease: 250}, Review{Button: 3, Interval: 1, Ease: 2500}},
		{"hard", Answer{Grade: 3, Before: 6, Interval: 15, Ease: 236, Kind: InReview},
			Review{Button: 2, Interval: 15, Before: 6, Ease: 2360, Kind: InReview}},
		{"easy", Answer{Grade: 5, Before: 6, Interval: 15, Ease: 260, Kind: InReview},
			Review{Button: 4, Interval: 15, Before: 6, Ease: 2600, Kind: InReview}},
		{"a lapse", Answer{Grade: 0, Before: 15, Interval: 1, Ease: 250, Kind: InReview},
			Review{Button: 1, Interval: 1, Before: 15, Ease: 2500, Kind: InReview}},
		{"again that day", Answer{Grade: 2, Before: 1, Interval: 1, Ease: 250, Kind: InRelearning},
			Review{Button: 1, Interval: -600, Before: -600, Ease: 2500, Kind: InRelearning}},
		{"practice", Answer{Grade: 4, Before: 6, Interval: 6, Ease: 250, Kind: InCram},
			Review{Button: 3, Interval: 6, Before: 6, Kind: InCram}},
		{"practice of a new card", Answer{Grade: 4, Ease: 250, Kind: InCram}, Review{Button: 3, Interval: -60, Kind: InCram}},
	} {
		c.answer.At, c.want.ID, c.want.Card = 1000, 1000, 7
		got := Collect(4, 0, []Ours{{Added: 7, Answers: []Answer{c.answer}}}).Reviews[0]
		if got != c.want {
			t.Errorf("%s:\n got %+v\nwant %+v", c.name, got, c.want)
		}
	}
}

// Anki knows notes, cards and reviews by their times, and drops what has one that is taken.
func TestCollectTellsAllApart(t *testing.T) {
	answers := []Answer{{At: 500}, {At: 500}, {At: 400}}
	c := Collect(4, 0, []Ours{
		{ID: "late", Added: 90, Answers: answers}, {ID: "one", Added: 70, Answers: answers}, {ID: "two", Added: 70},
		{ID: "never", Added: 0},
	})
	var notes []int64
	var names []string
	for i, n := range c.Notes {
		notes, names = append(notes, n.ID), append(names, n.GUID)
		if c.Cards[i].ID != n.ID || c.Cards[i].Note != n.ID {
			t.Errorf("note %d has card %+v", n.ID, c.Cards[i])
		}
	}
	if want := []int64{1, 70, 71, 90}; !reflect.DeepEqual(notes, want) {
		t.Errorf("notes %v, want %v", notes, want)
	}
	if want := []string{"never", "one", "two", "late"}; !reflect.DeepEqual(names, want) {
		t.Errorf("notes %v, want %v", names, want)
	}
	var reviews []int64
	for _, r := range c.Reviews {
		reviews = append(reviews, r.ID)
	}
	if want := []int64{400, 401, 500, 501, 502, 503}; !reflect.DeepEqual(reviews, want) {
		t.Errorf("reviews %v, want %v", reviews, want)
	}
	if due := c.Cards[3].Due; due != 1 {
		t.Errorf("the first card given is asked at place %d", due)
	}
}

func TestCollectDecksAndTags(t *testing.T) {
	c := Collect(4, 0, []Ours{
		{Path: []string{"Sea", "Tides"}, Tags: []string{"low tide", "low\u3000tide", "low/neap", ` "sea"` + "\n", "", "潮汐"}},
		{Path: []string{"sea", "TIDES"}},
		{Path: []string{"Go::std", " a\tb:: ", "::"}},
		{Path: []string{"Sea"}},
	})
	var paths []string
	for _, card := range c.Cards {
		paths = append(paths, c.Decks[card.Deck].Name)
	}
	if want := []string{"Sea::Tides", "Sea::Tides", "Go: std::a b::blank", "Sea"}; !reflect.DeepEqual(paths, want) {
		t.Errorf("decks %q, want %q", paths, want)
	}
	if len(c.Decks) != 5 {
		t.Errorf("%d decks", len(c.Decks))
	}
	if want := []string{"low-tide", "low::neap", "sea", "潮汐"}; !reflect.DeepEqual(c.Notes[0].Tags, want) {
		t.Errorf("tags %q, want %q", c.Notes[0].Tags, want)
	}
}

// What Anki stores of the note type must not change: it would make a second one, and then update no note.
func TestOursTypeStays(t *testing.T) {
	is := oursType()
	if is.ID != 1764428400718 || !reflect.DeepEqual(is.Fields, []string{"Front", "Back", "Extra"}) || len(is.Templates) != 1 ||
		is.Templates[0].Name != "Card 1" || is.Cloze {
		t.Errorf("%+v", is)
	}
}
