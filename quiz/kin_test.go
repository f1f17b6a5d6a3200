package quiz

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"recall/data"
	"recall/quiz/draw"
)

const museum = `# museum

## Ground floor

| Room | Department |
|-----|------------|
| 1 | Coins |
| 2 | Old maps |
| 3 | Clocks |
| 4 | Ship models |

- Porter: Mr Oak

## Upper floor

- Opening hours: 9 to 17
- Cloakroom: free of charge
- Flash → not allowed
- Bags → not allowed in halls

## Roof

- Terrace: closed in winter
`

// fronts returns the prompts of the cards in a state, in the document's order.
func fronts(t *testing.T, s *data.Store, state string) (list []string) {
	t.Helper()
	if err := s.Cards(data.Filter{}, func(c *data.Card) error {
		if c.Status() == state {
			list = append(list, c.Prompt)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return list
}

// x rejects the card on the screen, before its answer or after, learnt or not. u takes that back.
func TestReject(t *testing.T) {
	for _, test := range []struct{ name, days, rejected string }{
		{"at the question", "x q", "Keel"},
		{"at the answer", "space x q", "Keel"},
		{"and is asked again when that is undone", "x u space 3 q", ""},
		{"a learnt card", "space 3 space 3 space 3 | x q", "Keel"},
	} {
		s := store(t)
		for day, keys := range strings.Split(test.days, " | ") {
			ui, _, err := play(t, s, day, Options{}, keys)
			if err != nil && !errors.Is(err, ErrQuit) {
				t.Fatal(err)
			}
			if last := ui.shown[len(ui.shown)-1]; strings.HasSuffix(keys, "x q") && last.Front == test.rejected {
				t.Errorf("%s: it is asked again", test.name)
			}
		}
		if got := strings.Join(fronts(t, s, "rejected"), " "); got != test.rejected {
			t.Errorf("%s: rejected are %q", test.name, got)
		}
	}
}

// Two rejected cards of one kin raise the offer to make drafts of the others; what the offer is about, and what is a
// draft afterwards.
func TestOfferOfDrafts(t *testing.T) {
	for _, test := range []struct {
		name, keys string
		offers     string // the notices of the offers
		drafts     string
	}{
		{"rows of a table, not the bullet below it", "x x d q",
			`2 of "Ground floor" rejected. 2 more like them wait, such as:`, "Room 3 · Department, Room 4 · Department"},
		{"undone as one", "x x d u q", `2 of "Ground floor" rejected. 2 more like them wait, such as:`, ""},
		{"then the rejections, and the offer comes anew", "x x d u u x d q",
			`2 of "Ground floor" rejected. 2 more like them wait, such as: / ` +
				`2 of "Ground floor" rejected. 2 more like them wait, such as:`, "Room 3 · Department, Room 4 · Department"},
		{"taken back at the offer", "x x u q", `2 of "Ground floor" rejected. 2 more like them wait, such as:`, ""},
		{"refused, and not offered again for the section", "x x k x x x q",
			`2 of "Ground floor" rejected. 2 more like them wait, such as:`, ""},
		{"learnt cards stay", "space 3 x x d q", `2 of "Ground floor" rejected. 1 more like them waits, such as:`, "Room 4 · Department"},
	} {
		s := empty(t)
		importText(t, s, museum, 0)
		ui, _, err := play(t, s, 0, Options{}, test.keys)
		if !errors.Is(err, ErrQuit) {
			t.Fatalf("%s: %v", test.name, err)
		}
		var offers []string
		for _, screen := range ui.shown {
			if strings.Contains(screen.Notice, "like them") {
				offers = append(offers, screen.Notice)
			}
		}
		if got := strings.Join(offers, " / "); got != test.offers {
			t.Errorf("%s: offered are %q", test.name, got)
		}
		if got := strings.Join(fronts(t, s, "draft"), ", "); got != test.drafts {
			t.Errorf("%s: drafts are %q", test.name, got)
		}
		if c, err := s.Check(false); err != nil || len(c.Faults) > 0 {
			t.Errorf("%s: check: %v, %v", test.name, c.Faults, err)
		}
	}
}

// New cards that became drafts make room for others of the day; the session is not over with their section.
func TestOtherCardsTakeThePlacesOfDrafts(t *testing.T) {
	for _, test := range []struct {
		name  string
		limit int
		keys  string
		asked string
	}{
		{"as many as were planned", 4, "x x d space 3 space 3", "Room 1 · Department, Room 2 · Department, Porter, Opening hours"},
		{"undone, those that were planned", 4, "x x d u space 3 space 3", "Room 1 · Department, Room 2 · Department, Porter, Room 3 · Department, Room 4 · Department"},
	} {
		s := empty(t)
		importText(t, s, museum, 0)
		ui, _, err := play(t, s, 0, Options{Queue: data.QueueOptions{NewLimit: test.limit}}, test.keys)
		if err != nil && !errors.Is(err, ErrQuit) {
			t.Fatalf("%s: %v", test.name, err)
		}
		var asked []string
		for _, screen := range ui.shown {
			if !strings.Contains(screen.Notice, "like them") && screen.Front != "" && !slices.Contains(asked, screen.Front) {
				asked = append(asked, screen.Front)
			}
		}
		if got := strings.Join(asked, ", "); got != test.asked {
			t.Errorf("%s: it asks %s", test.name, got)
		}
	}
}

// An offer takes two rejected cards, and at least half of what the person has decided on, on whatever day.
func TestOfferTakesEvidence(t *testing.T) {
	for _, test := range []struct {
		name, days string
		offer      bool
	}{
		{"rejected on two days", "x q | x q", true},
		{"one of two", "space 3 x q", false},
		{"one was passed, two rejected", "space 3 q | b x x q", true},
	} {
		s := empty(t)
		importText(t, s, museum, 0)
		offered := false
		for day, keys := range strings.Split(test.days, " | ") {
			ui, _, err := play(t, s, day, Options{}, keys)
			if !errors.Is(err, ErrQuit) {
				t.Fatalf("%s: %v", test.name, err)
			}
			for _, screen := range ui.shown {
				offered = offered || strings.Contains(screen.Notice, "like them")
			}
		}
		if offered != test.offer {
			t.Errorf("%s: offered %v", test.name, offered)
		}
	}
}

// In another section, or by one rule in three sections, the offer is made for what the rejected cards have in common.
func TestOfferNamesWhatIsCommon(t *testing.T) {
	for _, test := range []struct{ reject, offer, example string }{
		{"Room 1 · Department, Porter", `2 of "Ground floor" rejected. 3 more like them wait, such as:`, "Room 2 · Department"},
		{"Porter, Opening hours", "", ""},
		{"Porter, Opening hours, Terrace", "3 of the cards by rule definition rejected. 3 more like them wait, such as:", "Cloakroom"},
		{"Room 1 · Department, Flash → ?", "", ""},
		{"Room 1 · Department, Room 2 · Department, Porter", `2 of "Ground floor" rejected. 2 more like them wait, such as:`, "Room 3 · Department"},
	} {
		s := empty(t)
		importText(t, s, museum, 0)
		ui := &script{t: t}
		ui.before = func(screen draw.Screen) {
			switch {
			case strings.Contains(screen.Notice, "like them"):
				ui.in = []string{"k"}
			case screen.Revealed():
				ui.in = []string{"3"}
			case slices.Contains(strings.Split(test.reject, ", "), screen.Front):
				ui.in = []string{"x"}
			default:
				ui.in = []string{"b"}
			}
		}
		session, err := New(s, ui, clock0(0),
			Options{Way: "reveal", Lines: true, Queue: data.QueueOptions{Settings: data.DefaultSettings, NewLimit: -1}})
		if err != nil {
			t.Fatal(err)
		}
		if err := session.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		var offer, example string
		for _, screen := range ui.shown {
			if strings.Contains(screen.Notice, "like them") {
				offer, example = offer+screen.Notice, screen.Front
			}
		}
		if offer != test.offer || example != test.example {
			t.Errorf("%s: %q, such as %q", test.reject, offer, example)
		}
	}
}

// Cards that ask back are a kind of their own: rejecting them says nothing of the cards that ask forward.
func TestOfferOfCardsThatAskBack(t *testing.T) {
	var text strings.Builder
	text.WriteString("# rigging\n")
	for _, bullet := range []string{"Halyard: a rope that hoists a sail", "Sheet: a rope that trims a sail",
		"Keel: a fin that stops drift", "Boom: a spar along the foot of a sail", "Shroud: a wire that holds the mast"} {
		text.WriteString("\n## On " + strings.ToLower(bullet[:2]) + " and what follows it\n\n- " + bullet + "\n")
	}
	s := empty(t)
	importText(t, s, text.String(), 0)
	var offer, example string
	for day := 0; day < 40 && offer == ""; day++ {
		ui := &script{t: t}
		ui.before = func(screen draw.Screen) {
			switch {
			case strings.Contains(screen.Notice, "like them"):
				offer, example = screen.Notice, screen.Front
				ui.in = []string{"d"}
			case screen.Revealed():
				ui.in = []string{"4"}
			case strings.HasPrefix(screen.Front, "a "):
				ui.in = []string{"x"}
			default:
				ui.in = []string{" "}
			}
		}
		session, err := New(s, ui, clock0(day),
			Options{Way: "reveal", Lines: true, Queue: data.QueueOptions{Settings: data.DefaultSettings, NewLimit: -1}})
		if err != nil {
			t.Fatal(err)
		}
		if err := session.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if offer != "3 of the cards that ask back by rule definition rejected. 2 more like them wait, such as:" ||
		!strings.HasPrefix(example, "a ") {
		t.Errorf("%q, such as %q", offer, example)
	}
	if got := len(fronts(t, s, "draft")); got != 2 {
		t.Errorf("%d drafts", got)
	}
}
