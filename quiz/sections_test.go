package quiz

import (
	"context"
	"errors"
	"strings"
	"testing"

	"recall/data"
	"recall/srs"
)

const harbour = `# harbour

## Mooring

### Lines

- By day the harbour desk listens on ` + "`channel 10`" + `
- kinds: spring line, breast line, head line

### Rings

- By day the ring desk listens on ` + "`channel 12`" + `

## Radio

- By day the radio desk listens on ` + "`channel 14`" + `
- By night the night desk listens on ` + "`channel 16`" + `
`

// By section, one key decides all drafts of one, Enter looks at them one by one, and u takes back what one key did.
func TestSections(t *testing.T) {
	for _, test := range []struct {
		keys     string
		accepted string // the channels and kinds that are
		rejected string
		notice   string // of the last screen
		quit     bool
	}{
		{"q", "", "", "", true},
		{"a r q", "10 spring breast head", "12", "Rejected: 1 draft of Rings.", true},
		{"a r a", "10 spring breast head 14 16", "12", "Accepted: 2 drafts of Radio.", false},
		{"a r u q", "10 spring breast head", "", "Undone: rejecting", true},
		{"a r u u q", "", "", "Undone: 4 cards wait again.", true},
		{"a s u r q", "10 spring breast head", "12", "Rejected: 1 draft of Rings.", true},
		{"enter a b r q", "10", "spring breast head", "Rejected: 3 drafts of Lines.", true},
		{"enter a a r q", "10 spring breast head", "12", "Rejected: 1 draft of Rings.", true},
		{"enter a r u u u q", "", "", "There is no decision to undo.", true},
		{"enter a r u q", "10", "", "Undone: 3 cards wait again.", true},
		{"s s enter A q", "14 16", "", "Accepted: 2 cards of this form.", false},
		{"? r q", "", "10 spring breast head", "Rejected: 4 drafts of Lines.", true},
		{"enter a enter a ^C", "", "", "", true},
	} {
		s := empty(t)
		importText(t, s, harbour, 0)
		ui := &script{t: t, in: strings.Fields(test.keys)}
		tick := clock0(0)
		d, err := NewDrafts(s, ui, func() data.Moment { return data.Moment{Time: tick(), Day: srs.Date(2026, 11, 22)} },
			data.Filter{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		err = d.RunSections(context.Background())
		if strings.Contains(test.keys, "^C") {
			if !errors.Is(err, ErrInterrupt) {
				t.Errorf("%s: %v", test.keys, err)
			}
			continue
		}
		if test.quit != errors.Is(err, ErrQuit) {
			t.Errorf("%s: %v", test.keys, err)
		}
		var accepted, rejected []string
		if err := s.Cards(data.Filter{}, func(c *data.Card) error {
			name := strings.NewReplacer("channel ", "", "`", "", " line", "").Replace(c.Answer)
			switch {
			case c.State.Accepted:
				accepted = append(accepted, name)
			case c.State.Rejected:
				rejected = append(rejected, name)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if a, r := strings.Join(accepted, " "), strings.Join(rejected, " "); a != test.accepted || r != test.rejected {
			t.Errorf("%s: accepted %q, rejected %q", test.keys, a, r)
		}
		if last := ui.shown[len(ui.shown)-1]; !strings.HasPrefix(last.Notice, test.notice) {
			t.Errorf("%s: the last screen says %q", test.keys, last.Notice)
		}
		if len(ui.in) > 0 {
			t.Errorf("%s: keys %q are left", test.keys, ui.in)
		}
		if c, err := s.Check(false); err != nil || len(c.Faults) > 0 {
			t.Errorf("%s: check: %v, %v", test.keys, c.Faults, err)
		}
	}
}
