package quiz

import (
	"strings"
	"testing"
	"time"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

func TestSummary(t *testing.T) {
	s := store(t)
	_, session, _ := play(t, s, 0, Options{}, "space 1 space 2 space 4 space 3 q")
	lines, err := session.Summary(draw.Style{Width: 79})
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(lines, "\n")
	want := `Stopped; 1 card waits. 3 cards in 4 s, 1 s a card; 1 came back: Keel; 1 to
repeat: Rudder

  Again   1   ██████████████████████████████
  Hard    1   ██████████████████████████████
  Good    0
  Easy    1   ██████████████████████████████

  Right first time 2 of 3    Streak 1 day
  All decks: 1 more today, 3 tomorrow.
  recall review goes on · recall undo · recall stats`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// The summary names as many of the cards that came back as fit on a line.
func TestSummaryNamesWhatFits(t *testing.T) {
	s := empty(t)
	importText(t, s, `# sea

- Keel: stops drift
- Rudder: gives a course
- Boom: holds the foot of a sail
- Gooseneck: joins the boom to the mast
- Halyard: hoists a sail
- Painter: ties up a dinghy
`, 0)
	_, session, _ := play(t, s, 0, Options{}, strings.Repeat("space 1 ", 6)+"q")
	for _, test := range []struct {
		width int
		want  string
	}{
		{120, "Stopped; 6 cards wait. 6 cards in 6 s, 1 s a card; 6 to repeat: Keel, Rudder, Boom, Gooseneck, Halyard, Painter"},
		{79, "Stopped; 6 cards wait. 6 cards in 6 s, 1 s a card; 6 to repeat: Keel, Rudder, …"},
		{66, "Stopped; 6 cards wait. 6 cards in 6 s, 1 s a card; 6 to repeat:\nKeel, Rudder, Boom, Gooseneck, Halyard, Painter"},
		{39, "Stopped; 6 cards wait. 6 cards in 6 s,\n1 s a card; 6 to repeat: Keel, …"},
		{16, "Stopped; 6 cards\nwait. 6 cards in\n6 s, 1 s a card;\n6 to repeat:\nKeel, Rudder, …"},
	} {
		lines, err := session.Summary(draw.Style{Width: test.width})
		if err != nil {
			t.Fatal(err)
		}
		if got, _, _ := strings.Cut(strings.Join(lines, "\n"), "\n\n"); got != test.want {
			t.Errorf("at %d columns\n%s\nwant\n%s", test.width, got, test.want)
		}
	}
}

// The summary counts what waits as the next session and recall do, also where a new card took the place of another.
func TestSummaryCountsWhatWaits(t *testing.T) {
	for _, away := range []string{"b", "s", "x"} {
		s := empty(t)
		importText(t, s, `# sea

- Keel: stops drift
- Rudder: gives a course
- Boom: holds the foot of a sail
- Gooseneck: joins the boom to the mast
`, 0)
		decks, err := s.Decks()
		if err != nil {
			t.Fatal(err)
		}
		perDay, err := data.FindKey("new_per_day")
		if err == nil {
			now := clock0(0)()
			err = s.SetValue(perDay, decks[0].ID, "2", data.Moment{Time: now, Day: srs.DayOf(now, 4*time.Hour)})
		}
		if err != nil {
			t.Fatal(err)
		}
		_, session, _ := play(t, s, 0, Options{}, away+" q")
		if session.Left() != 1 {
			t.Fatalf("%d left in the session", session.Left())
		}
		lines, err := session.Summary(draw.Style{Width: 79})
		if err != nil {
			t.Fatal(err)
		}
		_, next, _ := play(t, s, 0, Options{}, "q")
		if want := "Stopped; 2 cards wait. Nothing was graded."; lines[len(lines)-1] != want || next.Left() != 2 {
			t.Errorf("%s: got %q, want %q; the next session has %d", away, lines, want, next.Left())
		}
	}
}
