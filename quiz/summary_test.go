package quiz

import (
	"strings"
	"testing"

	"recall/quiz/draw"
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
  1 today, 3 tomorrow.    recall review goes on · recall undo · recall stats`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
