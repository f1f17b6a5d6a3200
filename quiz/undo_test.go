package quiz

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"recall/data"
	"recall/quiz/draw"
	"recall/srs"
)

// An undo in a later session, whose queue is already drawn up, returns the card to the queue.
func TestUndoAcrossSessions(t *testing.T) {
	s := store(t)
	play(t, s, 0, Options{}, "space 3 space 3 space 3")
	ui, session, _ := play(t, s, 1, Options{}, "u q")
	if session.Left() != 3 || !strings.HasPrefix(ui.shown[1].Notice, "Undone: Good for ") {
		t.Errorf("%d cards are left, notice %q", session.Left(), ui.shown[1].Notice)
	}
	if _, err := s.Undo(data.Moment{Time: clock0(1)(), Day: srs.Date(2026, 11, 23)}); err != nil {
		t.Error(err)
	}
}

// u does not undo an edit, and says so once. If nothing was changed in the editor, the card returns on the side from
// which it was opened.
func TestEditAndUndo(t *testing.T) {
	s := store(t)
	say := "Fixed: the schedule stays."
	opt := Options{Edit: func(*data.Card) (string, error) { return say, nil }}
	ui, _, _ := play(t, s, 0, opt, "space 3 e u u q")
	var notices []string
	for _, screen := range ui.shown[2:] {
		notices = append(notices, screen.Notice)
	}
	if want := []string{"", say, "An edit is not undone: e opens it again. u undoes what came before it.",
		"Undone: Good for sea › Boats › Keel"}; !slices.Equal(notices, want) {
		t.Errorf("notices %q, want %q", notices, want)
	}
	say = ""
	ui, _, _ = play(t, s, 0, opt, "space e 4 q")
	if after := ui.shown[2]; after.Back == "" || after.Notice != "Nothing was changed." {
		t.Errorf("after an edit that changed nothing, the back is %q, the notice %q", after.Back, after.Notice)
	}
	if got := log(t, s); !slices.Equal(got, []string{"Keel Easy"}) {
		t.Errorf("the log says %v", got)
	}
}

// An undo brings no card into a session that did not ask for it.
func TestUndoOfACardThatIsNotMeant(t *testing.T) {
	s := formsStore(t)
	play(t, s, 0, only("Growth", "reveal"), "space 3")
	opt := only("Sets", "reveal")
	ui, session, _ := play(t, s, 0, opt, "u q")
	if session.Left() != 1 || !strings.HasSuffix(ui.shown[1].Notice, "It is not one of the cards asked here.") {
		t.Errorf("%d cards are left, notice %q", session.Left(), ui.shown[1].Notice)
	}
	if got := log(t, s); len(got) != 0 {
		t.Errorf("the log says %v", got)
	}
}

// What a command marked before the session is undone as one act, as recall undo does.
func TestUndoOfACommand(t *testing.T) {
	s := store(t)
	_, before, _ := play(t, s, 0, Options{}, "q")
	var cards []int64
	if err := s.Cards(data.Filter{}, func(c *data.Card) error { cards = append(cards, c.ID); return nil }); err != nil {
		t.Fatal(err)
	}
	if _, err := s.MarkAll(cards[1:3], srs.Suspend,
		data.Moment{Time: clock0(0)(), Day: srs.Date(2026, 11, 22)}); err != nil {
		t.Fatal(err)
	}
	ui, session, _ := play(t, s, 0, Options{}, "u q")
	if want := "Undone: suspending "; !strings.HasPrefix(ui.shown[1].Notice, want) ||
		!strings.HasSuffix(ui.shown[1].Notice, " and 1 other card") {
		t.Errorf("notice %q", ui.shown[1].Notice)
	}
	if session.Left() != before.Left() {
		t.Errorf("%d cards are left, want %d as before", session.Left(), before.Left())
	}
	if got := log(t, s); len(got) != 0 {
		t.Errorf("the log says %v", got)
	}
}

// An edit may have taken its card off the screen. Then the hint names a command that opens it again.
func TestNotUndone(t *testing.T) {
	edited, other := &data.Card{ID: 1}, &data.Card{ID: 2}
	for shown, again := range map[*data.Card]string{edited: ": e opens", other: "recall edit " + edited.Short() +
		" opens", nil: "recall edit " + edited.Short() + " opens"} {
		if got := notUndone(edited, shown); !strings.Contains(got, again) {
			t.Errorf("%q does not say %q", got, again)
		}
	}
}

// An undone flag is reported as what it was: set or removed.
func TestUndoOfAFlag(t *testing.T) {
	for keys, want := range map[string]string{"f u q": "Undone: flagging ", "f f u q": "Undone: unflagging "} {
		ui, _, _ := play(t, store(t), 0, Options{}, keys)
		if got := ui.shown[len(ui.shown)-1].Notice; !strings.HasPrefix(got, want) {
			t.Errorf("after %q: %q, want %q", keys, got, want)
		}
	}
}

// A pause, and its end, that another terminal made while a session goes on is undone whole, and nothing of the session
// with it, however many cards its own last act was done to.
func TestUndoOfAPauseMadeElsewhere(t *testing.T) {
	for _, test := range []struct{ last, undos string }{
		{"space 3", "u"}, {"space 3", "u u"}, {"x x d", "u"}, {"x x d", "u u"}, // two cards are drafts then
	} {
		s := empty(t)
		importText(t, s, strings.Replace(museum, "| 4 |", "| 5 | Looms |\n| 6 | Bells |\n| 4 |", 1), 0)
		play(t, s, 0, Options{Limit: 2}, "space 3 space 3")
		decks, err := s.DecksOf(data.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		today := data.Moment{Time: clock0(1)(), Day: srs.Date(2026, 11, 23)}
		state := func() string {
			n, err := s.DueOn(data.Filter{}, today.Day)
			return fmt.Sprint(n, err, log(t, s), fronts(t, s, "draft"))
		}
		before := ""
		ui := &script{t: t, in: strings.Fields("space 3 space 3 " + test.last + " " + test.undos + " q")}
		undos := len(strings.Fields(test.undos))
		ui.before = func(draw.Screen) {
			if len(ui.in) != undos+1 {
				return
			}
			before = state()
			for _, until := range []srs.Day{today.Day + 9, today.Day}[:undos] { // until today ends it
				if _, err := s.Pause(decks, until, today); err != nil {
					t.Fatal(err)
				}
				today.Time = today.Time.Add(time.Minute)
			}
		}
		opt := Options{Way: "reveal", Queue: data.QueueOptions{Settings: data.DefaultSettings, NewLimit: -1}}
		session, err := New(s, ui, clock0(1), opt)
		if err != nil {
			t.Fatal(err)
		}
		if err := session.Run(context.Background()); !errors.Is(err, ErrQuit) {
			t.Fatal(err)
		}
		if after := state(); after != before {
			t.Errorf("%s, %s: after it %s, before %s", test.last, test.undos, after, before)
		}
		if notice := ui.shown[len(ui.shown)-1].Notice; !strings.HasPrefix(notice, "Undone: the pause of sea until ") {
			t.Errorf("%s, %s: notice %q", test.last, test.undos, notice)
		}
	}
}
