package quiz

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"recall/data"
	"recall/quiz/draw"
)

const forms = `# forms

## Growth

- list: random access O(1)
- heap: insertion O(log n)
- bubble sort: time O(n²)

## Sets

- primary colours of light: red, green, blue

## Steps

- Boot: firmware → boot loader → kernel → init
`

// formsStore returns a store with one card of each form, learnt or new.
func formsStore(t *testing.T) *data.Store {
	t.Helper()
	s := empty(t)
	importText(t, s, forms, 0)
	return s
}

// only returns options that ask a single chapter.
func only(chapter, way string) Options {
	return Options{Way: way, Limit: 1, Filter: data.Filter{Chapter: chapter}}
}

// What is typed suggests a grade, and Space gives it.
func TestTypedAnswers(t *testing.T) {
	for _, test := range []struct{ name, typed, want string }{
		{"right", "O(1)", "Good"},
		{"right, written otherwise", "o(1)", "Good"},
		{"wrong", "O(n)", "Again"},
		{"not known", "", "Again"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := formsStore(t)
			opt := only("Growth", "type")
			ui := &script{t: t, in: []string{test.typed, "space"}}
			session, err := New(s, ui, clock0(0), opt2(opt))
			if err != nil {
				t.Fatal(err)
			}
			session.Run(context.Background())
			if got := log(t, s); len(got) != 1 || !strings.HasSuffix(got[0], test.want) {
				t.Errorf("the log says %v, want %s", got, test.want)
			}
		})
	}
}

func opt2(opt Options) Options {
	opt.Queue.Settings, opt.Queue.NewLimit = data.DefaultSettings, -1
	return opt
}

// Esc leaves the editor for the keys. Where there are no keys, a line such as :q is one.
func TestOutOfTheEditor(t *testing.T) {
	for keys, want := range map[string]string{"esc|space|4": "Easy", ":q": "", ":u|O(1)|space": "Good"} {
		s := formsStore(t)
		ui := &script{t: t, in: strings.Split(keys, "|")}
		session, err := New(s, ui, clock0(0), opt2(only("Growth", "type")))
		if err != nil {
			t.Fatal(err)
		}
		session.Run(context.Background())
		got := log(t, s)
		if want == "" && len(got) > 0 || want != "" && (len(got) == 0 || !strings.HasSuffix(got[0], want)) {
			t.Errorf("%s: the log says %v, want %q", keys, got, want)
		}
	}
}

// A choice has three options, and one is right. Picking it suggests Good; Easy is not offered.
func TestChoice(t *testing.T) {
	s := formsStore(t)
	ui, _, _ := play(t, s, 0, only("Growth", "auto"), "")
	items := ui.shown[0].Items
	right := slices.IndexFunc(items, func(i draw.Item) bool { return i.Text == "O(1)" })
	if len(items) != 3 || right < 0 {
		t.Fatalf("the options are %v", items)
	}
	for picked := range 3 {
		s := formsStore(t)
		ui, _, _ := play(t, s, 0, only("Growth", "auto"), string(rune('1'+picked))+" space")
		want := "Again"
		if picked == right {
			want = "Good"
		}
		if got := log(t, s); len(got) != 1 || !strings.HasSuffix(got[0], want) {
			t.Errorf("option %d of %v gives %v, want %s", picked+1, items, got, want)
		}
		if n := len(ui.shown[1].Buttons); n != 3 {
			t.Errorf("%d grades are offered, want 3", n)
		}
		if ui.shown[1].Items[right].Verdict.Result != draw.Right {
			t.Error("the right option is not marked")
		}
	}
}

// Members are put in order by digits.
func TestOrder(t *testing.T) {
	for _, right := range []bool{true, false} {
		s := formsStore(t)
		ui, _, _ := play(t, s, 0, only("Steps", "type"), "")
		var keys []string
		for _, step := range []string{"firmware", "boot loader", "kernel", "init"} {
			i := slices.IndexFunc(ui.shown[0].Items, func(i draw.Item) bool { return i.Text == step })
			if i < 0 {
				t.Fatalf("%q is not among %v", step, ui.shown[0].Items)
			}
			keys = append(keys, string(rune('1'+i)))
		}
		want := "Good"
		if !right {
			keys[0], keys[1] = keys[1], keys[0]
			want = "Again"
		}
		play(t, s, 0, only("Steps", "type"), keys[0]+" back "+strings.Join(keys, " ")+" enter space")
		if got := log(t, s); len(got) != 1 || !strings.HasSuffix(got[0], want) {
			t.Errorf("%v gives %v, want %s", keys, got, want)
		}
	}
}

// Enter submits an order if all members or none are placed. A partial order stays on the screen.
func TestEnterInAnOrder(t *testing.T) {
	s := formsStore(t)
	for keys, revealed := range map[string]bool{"enter q": true, "1 enter q": false} {
		ui, _, _ := play(t, s, 0, only("Steps", "order"), keys)
		if last := ui.shown[len(ui.shown)-1]; last.Revealed() != revealed {
			t.Errorf("after %q the answer is shown: %t, want %t", keys, last.Revealed(), revealed)
		}
	}
}

// The members of a set are recalled one by one, in any order, and missing ones are shown.
func TestSet(t *testing.T) {
	for _, test := range []struct{ name, lines, want string }{
		{"all, in another order", "blue|red|green|space", "Good"},
		{"one missing", "blue|red||space", "Hard"},
		{"two missing", "blue||space", "Again"},
		{"a wrong one is told", "pink|blue|red|green|space", "Good"},
		{"several in a line", "red, blue|green|space", "Good"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := formsStore(t)
			ui := &script{t: t, in: strings.Split(test.lines, "|")}
			session, err := New(s, ui, clock0(0), opt2(only("Sets", "type")))
			if err != nil {
				t.Fatal(err)
			}
			session.Run(context.Background())
			if got := log(t, s); len(got) != 1 || !strings.HasSuffix(got[0], test.want) {
				t.Errorf("the log says %v, want %s", got, test.want)
			}
			foreign := func(screen draw.Screen) bool {
				return screen.Revealed() && screen.Verdict.Remark == "not among them: pink"
			}
			if got := slices.ContainsFunc(ui.shown, foreign); got != strings.Contains(test.lines, "pink") {
				t.Errorf("the answer tells a wrong member: %t", got)
			}
		})
	}
}

// With grades set to six, the keys are SM-2's own grades.
func TestSixGrades(t *testing.T) {
	s := store(t)
	set(t, s, "grades", "six")
	ui, _, _ := play(t, s, 0, Options{}, "space 5 space 0 q")
	if got := log(t, s); !slices.Equal(got, []string{"Keel Easy", "Rudder grade 0"}) {
		t.Errorf("the log says %v", got)
	}
	if n := len(ui.shown[1].Buttons); n != 6 {
		t.Errorf("%d grades are offered, want 6", n)
	}
}

// An edited card continues with its new text on the side that was shown. Asking again after the answer was seen would
// be a second try.
func TestEdit(t *testing.T) {
	s := store(t)
	edit := func(*data.Card) (string, error) {
		importText(t, s, strings.Replace(sea, "stops drift", "stops the drift", 1), 0)
		return "edited", nil
	}
	ui, session, _ := play(t, s, 0, Options{Edit: edit}, "space e 3 q")
	if after := ui.shown[2]; after.Notice != "edited" || after.Back != "stops the drift" || session.Left() != 2 {
		t.Errorf("after the edit: %+v, %d left", after, session.Left())
	}
	ui, _, _ = play(t, store(t), 0, Options{Edit: func(*data.Card) (string, error) { return "edited", nil }},
		"e space 3 q")
	if after := ui.shown[1]; after.Notice != "edited" || after.Revealed() {
		t.Errorf("after an edit of the question: %+v", after)
	}
}

// A card is asked in the form that its deck is set to, unless the session asks for another.
func TestFormOfADeck(t *testing.T) {
	s := formsStore(t)
	set(t, s, "form", "reveal")
	for way, want := range map[string]int{"": 0, "auto": 3} {
		ui := &script{t: t}
		session, err := New(s, ui, clock0(0), opt2(only("Growth", way)))
		if err != nil {
			t.Fatal(err)
		}
		session.Run(context.Background())
		if n := len(ui.shown[0].Items); n != want {
			t.Errorf("asked %q: %d options, want %d", way, n, want)
		}
	}
}

func set(t *testing.T, s *data.Store, name, value string) {
	t.Helper()
	k, err := data.FindKey(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SetValue(k, 0, value, data.Moment{Time: clock0(0)()}); err != nil {
		t.Fatal(err)
	}
}

// The verdict on what was typed is also given in words. If it is almost right, the person decides. If the answer
// belongs to a neighbouring card, that card is named.
func TestWhatIsSaidOfATypedAnswer(t *testing.T) {
	const text = `# sea

## Parts

- Rudder: steering boats
- Anchor: holding boats
- Winch: hauling ropes
- Bilge pump: 12 V
`
	for _, test := range []struct {
		typed string
		say   draw.Verdict
		want  string
	}{
		{"Steering boats", draw.Verdict{Result: draw.Right}, "Good"},
		{"stering boats", draw.Verdict{Result: draw.Nearly, Remark: "a slip of a letter"}, "Hard"},
		{"holding boats", draw.Verdict{Result: draw.Wrong, Remark: "belongs to: Anchor"}, "Again"},
		{"haulng ropes", draw.Verdict{Result: draw.Wrong}, "Again"},
		{"swimming fast", draw.Verdict{Result: draw.Wrong}, "Again"},
	} {
		s := empty(t)
		importText(t, s, text, 0)
		ui := &script{t: t, in: []string{test.typed, "space"}}
		session, err := New(s, ui, clock0(0), opt2(only("Parts", "type")))
		if err != nil {
			t.Fatal(err)
		}
		session.Run(context.Background())
		if got := ui.shown[1].Verdict; got != test.say {
			t.Errorf("%q: it says %+v, want %+v", test.typed, got, test.say)
		}
		if got := log(t, s); len(got) != 1 || !strings.HasSuffix(got[0], test.want) {
			t.Errorf("%q gives %v, want %s", test.typed, got, test.want)
		}
	}
}

// Any form can be requested. A card that doesn't allow it is just shown.
func TestAnyFormCanBeAskedFor(t *testing.T) {
	for _, test := range []struct {
		chapter, way string
		want         string // the first key hint
	}{
		{"Growth", "type", "Enter: answer."}, {"Growth", "choice", "1-3: answer."},
		{"Growth", "order", "Empty line: show."}, {"Growth", "set", "Empty line: show."},
		{"Sets", "set", "0 of 3."}, {"Sets", "type", "0 of 3."},
		{"Sets", "order", "Empty line: show."}, {"Sets", "auto", "Empty line: show."},
		{"Steps", "order", "order: _ _ _ _."}, {"Steps", "type", "order: _ _ _ _."},
		{"Steps", "set", "Empty line: show."}, {"Steps", "reveal", "Empty line: show."},
	} {
		ui, _, _ := play(t, formsStore(t), 0, only(test.chapter, test.way), "")
		if got := ui.shown[0].Keys.Spoken()[0]; got != test.want {
			t.Errorf("%s by %s: the keys begin with %q, want %q", test.chapter, test.way, got, test.want)
		}
	}
}

// If someone leaves at a choice and comes back, even the next day, the options are where they were.
func TestOptionsKeepTheirPlaces(t *testing.T) {
	s := formsStore(t)
	first, _, _ := play(t, s, 0, only("Growth", "choice"), "q")
	later, _, _ := play(t, s, 1, only("Growth", "choice"), "q")
	if a, b := first.shown[0].Items, later.shown[0].Items; len(a) != 3 || !slices.Equal(a, b) {
		t.Errorf("the options were %v, and are %v", a, b)
	}
}

// A failing editor doesn't end the session: the card stays, with what went wrong.
func TestAnEditorThatFails(t *testing.T) {
	s := store(t)
	edit := func(*data.Card) (string, error) { return "", errors.New(`the editor "nano" failed`) }
	ui, _, err := play(t, s, 0, Options{Edit: edit}, "e space 3 q")
	if got := log(t, s); !errors.Is(err, ErrQuit) || !slices.Equal(got, []string{"Keel Good"}) ||
		ui.shown[1].Notice != `The editor "nano" failed.` {
		t.Errorf("it ended with %v, the log says %v, the notice %q", err, got, ui.shown[1].Notice)
	}
}

// What was recalled before Esc counts, and a misspelt member is shown with what was typed.
func TestSetSuggestsFromWhatWasRecalled(t *testing.T) {
	for _, test := range []struct{ keys, want, remark string }{
		{"green|red|blue|space", "Good", ""},
		{"gren|red|blue|space", "Hard", "you: gren"},
		{"green|red|esc|space|space", "Hard", ""},
		{"green|esc|space|space", "Again", ""},
		{"esc|space|space", "Good", ""},
	} {
		s := formsStore(t)
		ui := &script{t: t, in: strings.Split(test.keys, "|")}
		session, err := New(s, ui, clock0(0), opt2(only("Sets", "set")))
		if err != nil {
			t.Fatal(err)
		}
		session.Run(context.Background())
		if got := log(t, s); len(got) != 1 || !strings.HasSuffix(got[0], test.want) {
			t.Errorf("%s: the log says %v, want %s", test.keys, got, test.want)
		}
		told := slices.ContainsFunc(ui.shown, func(s draw.Screen) bool {
			says := func(i draw.Item) bool { return i.Verdict.Remark == test.remark }
			return len(s.Buttons) > 0 && slices.ContainsFunc(s.Items, says)
		})
		if test.remark != "" && !told {
			t.Errorf("%s: no item says %q", test.keys, test.remark)
		}
	}
}

// u removes a placed digit before it undoes anything.
func TestUndoInAnOrder(t *testing.T) {
	s := formsStore(t)
	ui, _, _ := play(t, s, 0, only("Steps", "order"), "2 1 u ? space u u q")
	placed := func(screen draw.Screen) (n int) {
		for _, i := range screen.Items {
			if i.Verdict.Remark != "" {
				n++
			}
		}
		return n
	}
	var got []int
	for _, screen := range ui.shown {
		got = append(got, placed(screen))
	}
	if want := []int{0, 1, 2, 1, 0, 1, 0, 0}; !slices.Equal(got, want) { // the legend has no items
		t.Errorf("placed %v, want %v", got, want)
	}
	if last := ui.shown[len(ui.shown)-1]; last.Notice != "There is nothing to undo." {
		t.Errorf("the notice is %q", last.Notice)
	}
}

// In lines, an order has only keys that a line can hold: - takes the last placement back, and an empty line never gives
// an order up that was begun.
func TestOrderInLines(t *testing.T) {
	for _, test := range []struct{ keys, want string }{
		{"space space", "Again"},           // nothing placed: shown
		{"1 space - space space", "Again"}, // an empty line at half an order waits
		{"1 2 3 - - - space space", "Again"},
		{"1 2 3 4 space q", ""},
	} {
		s := formsStore(t)
		opt := only("Steps", "order")
		opt.Lines = true
		ui, _, _ := play(t, s, 0, opt, test.keys)
		got := log(t, s)
		if test.want == "" && len(got) > 0 || test.want != "" && (len(got) != 1 || !strings.HasSuffix(got[0], test.want)) {
			t.Errorf("%s: the log says %v", test.keys, got)
		}
		for _, screen := range ui.shown {
			for _, hint := range screen.Keys.Hints {
				if hint.Key == "Backspace" || hint.Key == "Enter" {
					t.Errorf("%s: %s is named", test.keys, hint.Key)
				}
			}
		}
	}
	opt := only("Steps", "order")
	opt.Lines = true
	ui, _, _ := play(t, formsStore(t), 0, opt, "1 space")
	if got := ui.shown[2].Notice; got != "Place the other 3 first." {
		t.Errorf("an empty line at half an order says %q", got)
	}
}

// A picture is shown, and neither typed nor an option among words, whatever the learner prefers.
func TestPicturesAreShown(t *testing.T) {
	for _, way := range []string{"auto", "type", "choice"} {
		s := empty(t)
		importText(t, s, "# Loaves\n\n## Looks\n\n- crumb of rye: ![](rye.png)\n\n## Words\n\n- crust of rye: thick\n"+
			"- taste of rye: sour\n- colour of rye: brown\n", 0)
		for day := range 2 { // new, then learnt
			ui, _, _ := play(t, s, day, Options{Way: way, Limit: 1, Filter: data.Filter{Chapter: "Looks"}}, "space 3")
			if len(ui.shown) < 2 || !strings.Contains(ui.shown[0].Front, "crumb") || ui.shown[1].Back == "" || len(ui.shown[0].Items) > 0 {
				t.Errorf("%s, day %d: the screens are %+v", way, day, ui.shown)
			}
		}
	}
}
