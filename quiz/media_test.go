package quiz

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recall/data"
	"recall/deck/read"
	"recall/quiz/draw"
	"recall/srs"
)

// shore is a store whose notes have pictures beside them, and the folder of these.
func shore(t *testing.T, text string) (*data.Store, string) {
	t.Helper()
	dir := t.TempDir()
	for name, bytes := range map[string]string{"limpet.png": "\x89PNG\r\n\x1a\n", "p1.gif": "GIF89a", "call.ogg": "OggS\x00", "page.png": "<html>"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(bytes), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := empty(t)
	path := filepath.Join(dir, "shore.md")
	doc, problems := read.Parse(path, []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	p, err := s.Plan("shore", []data.File{{Path: path, Doc: doc}})
	if err != nil {
		t.Fatal(err)
	}
	now := clock0(0)()
	if _, err := s.Apply(p, data.Moment{Time: now, Day: srs.DayOf(now, 0)}); err != nil {
		t.Fatal(err)
	}
	return s, dir
}

// o opens what the question shows, and once it is answered what the answer shows, one after the other.
func TestOpenMedia(t *testing.T) {
	s, dir := shore(t, "Q: What clings to rocks? ![](p1.gif)\nA: a limpet ![](limpet.png) [sound:call.ogg]\n")
	var opened []string
	opt := Options{Open: func(path string) error {
		opened = append(opened, filepath.Base(path))
		if filepath.Dir(path) != dir {
			if real, err := filepath.EvalSymlinks(dir); err != nil || filepath.Dir(path) != real {
				t.Errorf("%s is opened, which is not in %s", path, dir)
			}
		}
		if len(opened) == 4 {
			return errors.New("the system has no program for it")
		}
		return nil
	}}
	ui, _, _ := play(t, s, 0, opt, "o o space o o o ? space 3")
	if want := []string{"p1.gif", "p1.gif", "limpet.png", "call.ogg", "p1.gif"}; !slices.Equal(opened, want) {
		t.Errorf("%q are opened, want %q", opened, want)
	}
	var said []string
	for _, screen := range ui.shown {
		if screen.Notice != "" {
			said = append(said, screen.Notice)
		}
	}
	for i, want := range []string{"Opened: p1.gif.", "Opened: p1.gif.", "Opened: limpet.png. o opens the next of 3.",
		"Not opened: call.ogg, as the system has no program for it. It is ", "Opened: p1.gif. o opens the next of 3."} {
		if i >= len(said) || !strings.HasPrefix(said[i], want) {
			t.Fatalf("said %q, want %q at %d", said, want, i)
		}
	}
	legend := func(screen draw.Screen) bool {
		return screen.Rows != nil && strings.Contains(strings.Join(screen.Rows(draw.Style{Width: 79}), "\n"), "  o            open a picture")
	}
	if !slices.ContainsFunc(ui.shown, legend) {
		t.Error("the legend of keys lacks o")
	}
}

// A card without a picture has no key for one.
func TestNothingToOpen(t *testing.T) {
	s, _ := shore(t, "Q: What clings to rocks? ![](https://example.org/p1.gif)\nA: a limpet\n")
	ui := &script{t: t, in: []string{"space", "3"}, before: func(screen draw.Screen) {
		for _, h := range screen.Keys.Hints {
			if h.Key == "o" {
				t.Errorf("o is offered at %q", screen.Front)
			}
		}
	}}
	opt := Options{Way: "reveal", Queue: data.QueueOptions{Settings: data.DefaultSettings, NewLimit: -1}}
	session, err := New(s, ui, clock0(0), opt)
	if err != nil {
		t.Fatal(err)
	}
	if err := session.Run(context.Background()); err != nil && !errors.Is(err, ErrQuit) {
		t.Fatal(err)
	}
}

// What can't be opened is said, and the session goes on.
func TestMediaThatIsNotOpened(t *testing.T) {
	s, dir := shore(t, "Q: What clings to rocks? ![](page.png) ![](gone.png) ![](p1.gif)\nA: a limpet\n")
	ui, _, _ := play(t, s, 0, Options{}, "o o o space 3")
	for i, want := range []string{"Not opened: page.png is not the kind of file that its name says.", "Not opened: gone.png is missing.", "p1.gif: "} {
		if got := ui.shown[i+1].Notice; !strings.HasPrefix(got, want) {
			t.Errorf("said %q, want %q", got, want)
		}
	}
	if got := ui.shown[3].Notice; !strings.HasSuffix(got, filepath.Join(filepath.Base(dir), "p1.gif")) {
		t.Errorf("said %q", got)
	}
	if len(log(t, s)) != 1 {
		t.Error("the answer was not stored")
	}
}

// A file is often called after what it shows. Such a name waits for the answer.
func TestNamesOfFilesGiveNothingAway(t *testing.T) {
	s, _ := shore(t, "Q: Which shell is this? ![a limpet](limpet.png) [sound:call.ogg]\nA: a limpet\n")
	ui, _, _ := play(t, s, 0, Options{Open: func(string) error { return nil }}, "o o space o o 3")
	if got, want := ui.shown[0].Front, "Which shell is this? [picture] [sound:call.ogg]"; got != want {
		t.Errorf("asked %q, want %q", got, want)
	}
	for i, want := range []string{"Opened: the picture. o opens the next of 2.", "Opened: call.ogg. o opens the next of 2.", "",
		"Opened: limpet.png. o opens the next of 2."} {
		if got := ui.shown[i+1].Notice; want != "" && got != want {
			t.Errorf("said %q, want %q", got, want)
		}
	}
}
