package data

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"recall/srs"
)

// Statistics of a query read only what they need of the log. What they read is what a replay of the whole log says of
// those cards, on two machines whose answers take turns, after a change of the rules and an undo.
func TestHistoryOfSomeCards(t *testing.T) {
	s := fresh(t)
	load(t, s, "many.md", manyBullets(60), at(0))
	list := cards(t, s)
	mine := s.own
	made, err := s.exec("INSERT INTO device (uid, machine, path, own) VALUES (randomblob(16), 'elsewhere', '', 0)")
	if err != nil {
		t.Fatal(err)
	}
	id, _ := made.LastInsertId()
	other, err := s.device("WHERE id = ?", id)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 4 * len(list) {
		s.own = []device{mine, other}[n%2]
		m := at(1 + n/20)
		m.Time = m.Time.Add(time.Duration(n) * time.Second)
		record(t, s, list[n*7%len(list)].ID, []srs.Grade{srs.Good, srs.Again, srs.Easy}[n%3], m)
		switch n {
		case 2 * len(list):
			if err := s.SetValue(key(t, "max_interval"), list[0].DeckID, "3", m); err != nil {
				t.Fatal(err)
			}
		case 3 * len(list):
			if _, err := s.Undo(m); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.own = mine
	last, err := s.lastSubject()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		n    int
	}{{"looked up", int(last) / shareLookedUp}, {"picked", int(last) / sharePicked}, {"all", len(list)}} {
		wanted := make([]int64, c.n)
		for i := range wanted {
			wanted[i] = list[i*3%len(list)].ID
		}
		var got, want []string
		take := func(to *[]string) func(*step) error {
			return func(st *step) error {
				if slices.Contains(wanted, st.subject) {
					*to = append(*to, fmt.Sprintf("%+v", *st))
				}
				return nil
			}
		}
		states, err := s.historyOf(wanted, true, take(&got))
		if err != nil {
			t.Fatal(err)
		}
		all, err := s.history(true, take(&want))
		if err != nil {
			t.Fatal(err)
		}
		if len(want) < c.n || !slices.Equal(got, want) {
			t.Errorf("%s: %d steps, want %d:\n%s\n%s", c.name, len(got), len(want), got, want)
		}
		for _, card := range wanted {
			if states.state(card) != all.state(card) {
				t.Errorf("%s: card %d ends as %+v, want %+v", c.name, card, states.state(card), all.state(card))
			}
		}
	}
}
