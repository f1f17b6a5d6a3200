package data

import (
	"errors"
	"testing"
	"time"

	"recall/srs"
)

func key(t testing.TB, name string) Key {
	t.Helper()
	k, err := FindKey(name)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func setValue(t testing.TB, s *Store, name string, deck int64, value string, m Moment) {
	t.Helper()
	if err := s.SetValue(key(t, name), deck, value, m); err != nil {
		t.Fatal(err)
	}
}

// Each origin takes precedence over the one before it.
func TestWhereAValueComesFrom(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	deck, err := s.FindDeck("test")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"new_per_day", "repeat_below"} {
		k := key(t, name)
		steps := []struct {
			do    func()
			value string
			from  Origin
		}{
			{func() {}, k.Default, FromDefault},
			{func() { setValue(t, s, name, 0, "5", at(0)) }, "5", FromDatabase},
			{func() { setValue(t, s, name, deck.ID, "3", at(0)) }, "3", FromDeck},
			{func() { setValue(t, s, name, deck.ID, "", at(0)) }, "5", FromDatabase},
			{func() { setValue(t, s, name, 0, "", at(0)) }, k.Default, FromDefault},
		}
		for i, step := range steps {
			step.do()
			if v, err := s.Value(k, deck.ID); err != nil || v.Value != step.value || v.From != step.from {
				t.Errorf("%s, step %d: %s from the %s, %v; want %s from the %s", name, i, v.Value, v.From, err,
					step.value, step.from)
			}
		}
	}
	if err := s.Override("new-per-day", "7"); err != nil {
		t.Fatal(err)
	}
	setValue(t, s, "new_per_day", deck.ID, "3", at(0))
	if v, err := s.Value(key(t, "new_per_day"), deck.ID); err != nil || v.Value != "7" || v.From != FromEnvironment {
		t.Errorf("the environment's is %s from the %s, %v", v.Value, v.From, err)
	}
}

func TestSettingsRefuse(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	for _, test := range []struct{ name, value, kept string }{
		{"new_per_day", "-1", ""}, {"new_per_day", " 0 ", "0"}, {"new_per_day", "ten", ""}, {"rollover", "24:00", ""}, {"rollover", "4", "04:00"},
		{"rollover", "23:59", "23:59"}, {"max_interval", "0", ""}, {"max_interval", "36500", "36500"}, {"repeat_below", "6", ""},
		{"ease_on_lapse", "Keep", "keep"}, {"grades", "5", ""}, {"form", "type", "type"}, {"lang", "fr", ""}, {"rollover", "", ""}, {"rollover", "+1", ""},
	} {
		kept, err := key(t, test.name).Check(test.value)
		var e *SettingError
		if kept != test.kept || (err != nil) != (test.kept == "") || err != nil &&
			(!errors.As(err, &e) || e.Hint == "") {
			t.Errorf("%s = %q is kept as %q, %v", test.name, test.value, kept, err)
		}
	}
	if err := s.SetValue(key(t, "rollover"), 1, "05:00", at(0)); !errors.As(err, new(*SharedSettingError)) {
		t.Errorf("a deck that is to have a day of its own gives %v", err)
	}
}

// A setting has the value it was set to, and no other setting changes with it.
func TestEverySettingIsKeptApart(t *testing.T) {
	for _, k := range Keys {
		for _, value := range append([]string{k.Default, "5", "05:30"}, k.Choices...) {
			kept, err := k.Check(value)
			if err != nil {
				continue // of another kind
			}
			h := holder{DefaultSettings, srs.Published}
			k.set(&h, kept)
			for _, other := range Keys {
				want := other.Default
				if other.Name == k.Name {
					want = kept
				}
				if got := other.get(&h); got != want {
					t.Errorf("with %s = %s, %s is %s, want %s", k.Name, kept, other.Name, got, want)
				}
			}
			if got := detailOf(h.rules).rules(); got != h.rules {
				t.Errorf("with %s = %s, the log keeps the rules %+v as %+v", k.Name, kept, h.rules, got)
			}
		}
	}
}

func TestSettingsReachTheDay(t *testing.T) {
	s := fresh(t)
	if set, err := s.Settings(); err != nil || set != DefaultSettings {
		t.Errorf("before anything is set: %+v, %v", set, err)
	}
	load(t, s, "sea.md", notes, at(0))
	deck, err := s.FindDeck("test")
	if err != nil {
		t.Fatal(err)
	}
	setValue(t, s, "rollover", 0, "02:30", at(0))
	setValue(t, s, "grades", deck.ID, "six", at(0))
	setValue(t, s, "new_per_day", deck.ID, "2", at(0))
	set, err := s.DeckSettings(deck.ID)
	if err != nil || set.Rollover != 150*time.Minute || set.Grades != "six" || set.NewPerDay != 2 ||
		set.Form != "auto" {
		t.Errorf("%+v, %v", set, err)
	}
	all, err := s.Settings()
	if err != nil || all.Grades != "four" || all.NewPerDay != 10 {
		t.Errorf("%+v, %v", all, err)
	}
	q, err := s.Queue(Filter{}, day0, QueueOptions{Settings: all, NewLimit: -1})
	if err != nil || len(q.New) != 2 {
		t.Errorf("%d new cards, %v; the deck is set to 2", len(q.New), err)
	}
}

// Rules are in force from the day they are set: what was scheduled before stays, and the replay agrees.
func TestRulesAreInForceFromThenOn(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", notes, at(0))
	keel, rudder := card(t, s, "Keel").ID, card(t, s, "Rudder").ID
	for _, d := range []int{0, 1, 7} {
		record(t, s, keel, srs.Good, at(d))
		record(t, s, rudder, srs.Good, at(d))
	}
	setValue(t, s, "max_interval", 0, "10", at(8))
	setValue(t, s, "ease_on_lapse", 0, "keep", at(8))
	if st, err := s.State(keel); err != nil || st.Interval != 15 {
		t.Errorf("an interval of before is %d, %v", st.Interval, err)
	}
	if st := record(t, s, keel, srs.Good, at(22)); st.Interval != 10 {
		t.Errorf("an interval from then on is %d", st.Interval)
	}
	if st := record(t, s, rudder, srs.Again, at(22)); st.Ease != 250 {
		t.Errorf("a lapse from then on leaves an ease of %d", st.Ease)
	}
	sound(t, s)

	// a deck made later starts with the values set for all decks
	other := loadInto(t, s, "other", "other.md", "- Cleat: holds a rope\n", at(23))
	if c := other[0]; c.Rules.MaxInterval != 10 || !c.Rules.KeepEase {
		t.Errorf("a new deck has the rules %+v", c.Rules)
	}
	sound(t, s)
}

// With balance on, a due day moves off a heavy day. The log records by how much, the button showed it, and the replay
// reproduces it.
func TestBalance(t *testing.T) {
	s := fresh(t)
	load(t, s, "sea.md", "# sea\n\n- Keel: stops drift\n- Rudder: turns the boat\n- Boom: holds the foot of a sail\n",
		at(0))
	learn := func(front string, days ...int) srs.State {
		var after srs.State
		for _, day := range days {
			after = record(t, s, card(t, s, front).ID, 4, at(day))
		}
		return after
	}
	learn("Keel", 0, 1, 7, 22) // 1, 6, 15, 38 days: due on day 60
	setValue(t, s, "balance", 0, "on", at(22))
	keel := card(t, s, "Keel").State.Due
	learn("Rudder", 0, 1, 7)
	rudder, err := s.Card(card(t, s, "Rudder").ID)
	if err != nil {
		t.Fatal(err)
	}
	before, err := s.Preview(rudder, day0+22)
	if err != nil {
		t.Fatal(err)
	}
	after := learn("Rudder", 22)
	if after.Due != keel-1 || after.Interval != 37 {
		t.Errorf("Rudder is due on %v after %d days, next to Keel on %v", after.Due, after.Interval, keel)
	}
	if before[4].State != after {
		t.Errorf("the button said %+v, and it became %+v", before[4].State, after)
	}
	life, err := s.Life(card(t, s, "Rudder").ID)
	if err != nil || life[len(life)-1].Shift != -1 {
		t.Errorf("the log keeps no shift: %+v, %v", life[len(life)-1], err)
	}
	setValue(t, s, "balance", 0, "off", at(22))
	if after := learn("Boom", 0, 1, 7, 22); after.Due != keel {
		t.Errorf("off, Boom is due on %v, not on %v", after.Due, keel)
	}
	sound(t, s)
}
