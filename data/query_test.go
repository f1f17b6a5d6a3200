package data

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"recall/srs"
)

const boats = `---
tags: [harbour, sail/rig]
---
# Boats

## 5 Hull

### 5.1 Below

- Keel: stops the boat from drifting sideways
- Rudder: turns **the boat**

## 15 Über Wind

Scales:

- Beaufort 0: calm
- Beaufort 12: ORKAN "hurricane"
- persistence modes: RDB, AOF, both
`

// queried returns a store in which each card of boats is in a different state, and the day to query.
func queried(t testing.TB) (*Store, srs.Day) {
	s := fresh(t)
	load(t, s, "boats.md", boats, at(0))
	for front, days := range map[string][]int{"Keel": {0, 1}, "Rudder": {0}, "Beaufort 0": {0, 1, 7, 22}} {
		id := card(t, s, front).ID
		for _, d := range days {
			record(t, s, id, srs.Good, at(d))
		}
	}
	if _, err := s.Mark(card(t, s, "Rudder").ID, srs.Suspend, at(2)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Mark(card(t, s, "Beaufort 12").ID, srs.Flag, at(2)); err != nil {
		t.Fatal(err)
	}
	return s, day0 + 23
}

// found returns the prompts of the forward cards that a query finds.
func found(t testing.TB, s *Store, query string, day srs.Day) []string {
	t.Helper()
	f, err := s.ParseQuery(query, day)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	list := []string{}
	if err := s.Cards(f, func(c *Card) error {
		if c.Slot == "forward" {
			list = append(list, c.Prompt)
		}
		return nil
	}); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return list
}

func TestQuery(t *testing.T) {
	s, day := queried(t)
	all := found(t, s, "", day)
	if len(all) < 4 {
		t.Fatalf("the deck asks only %q", all)
	}
	for _, test := range []struct {
		query string
		want  []string
	}{
		{"keel", []string{"Keel"}},
		{"the boat", []string{"Keel", "Rudder"}},
		{`"turns the boat"`, []string{"Rudder"}}, // emphasis is ignored
		{`orkan "\"hurricane\""`, []string{"Beaufort 12"}},
		{"boat -keel", []string{"Rudder"}},
		{`-"the boat" beaufort`, []string{"Beaufort 0", "Beaufort 12"}},
		{"deck:TEST keel", []string{"Keel"}},
		{"deck:te keel", []string{"Keel"}},
		{"-deck:test", []string{}},
		{"path:über beaufort", []string{"Beaufort 0", "Beaufort 12"}},
		{"path:scales beaufort", []string{"Beaufort 0", "Beaufort 12"}},
		{"path:5", []string{"Keel", "Rudder"}}, // but not chapter 15
		{"path:5.1", []string{"Keel", "Rudder"}},
		{"path:1", []string{}},
		{"path:15 -12 beaufort", []string{"Beaufort 0"}},
		{"tag:sail keel", []string{"Keel"}},
		{"tag:sail/rig keel", []string{"Keel"}},
		{"tag:sa keel", []string{}},
		{"-tag:harbour", []string{}},
		{"is:due keel", []string{"Keel"}},
		{"is:young", []string{"Keel"}},
		{"is:mature", []string{"Beaufort 0"}},
		{"is:suspended", []string{"Rudder"}},
		{"is:flagged", []string{"Beaufort 12"}},
		{"is:new beaufort", []string{"Beaufort 12"}},
		{"IS:New path:5", []string{}},
		{"-is:new -is:suspended", []string{"Keel", "Beaufort 0"}},
		{"prop:interval>6 prop:reps=4", []string{"Beaufort 0"}},
		{"prop:interval<=6 -is:new", []string{"Keel", "Rudder"}},
		{"prop:ease<2.5", []string{}},
		{"prop:ease>=2.50 keel", []string{"Keel"}},
		{"prop:ease!=2.5", []string{}},
		{"prop:due<0", []string{"Keel", "Rudder"}},
		{"prop:due>=0", []string{"Beaufort 0"}},
		{"prop:due=37", []string{"Beaufort 0"}}, // 38 days from yesterday
		{"prop:lapses=0 keel", []string{"Keel"}},
		{"ＫＥＥＬ", []string{"Keel"}}, // wide letters
		{"keel or rudder", []string{"Keel", "Rudder"}},
		{"keel or beaufort -12", []string{"Keel", "Beaufort 0"}}, // a blank binds tighter
		{"(keel or beaufort) -12", []string{"Keel", "Beaufort 0"}},
		{"path:5 (is:young or is:suspended)", []string{"Keel", "Rudder"}},
		{"-(keel or beaufort) -is:new", []string{"Rudder"}},
		{"-(path:5 -keel) -is:new", []string{"Keel", "Beaufort 0"}},
		{"((keel)) AND -(-boat)", []string{"Keel"}},
		{"deck:test keel or deck:test rudder", []string{"Keel", "Rudder"}},
		{"-(deck:test keel) boat", []string{"Rudder"}},
		{"deck:test or deck:test is:due", all},
		{"file:boats.md keel", []string{"Keel"}},
		{"file:oats", []string{}},
		{"slot:forward keel", []string{"Keel"}},
		{"slot:reverse", []string{}}, // of the forward cards
		{"rated:2", []string{"Beaufort 0"}},
		{"rated:1", []string{}}, // the last answer was given yesterday
		{"rated:23 path:5", []string{"Keel"}},
		{"rated:24 path:5", []string{"Keel", "Rudder"}},
		{"rated:24:3 path:5", []string{"Keel", "Rudder"}},
		{"rated:24:1", []string{}},
		{"introduced:24", []string{"Keel", "Rudder", "Beaufort 0"}},
		{"introduced:23", []string{}},
		{"added:24", all},
		{"added:23", []string{}},
	} {
		t.Run(test.query, func(t *testing.T) {
			if got := found(t, s, test.query, day); !slices.Equal(got, test.want) {
				t.Errorf("finds %q, want %q", got, test.want)
			}
		})
	}
}

// The states that lists print are query states too, and each card is found by the state printed for it.
func TestQueryKnowsEveryState(t *testing.T) {
	s, day := queried(t)
	for _, c := range cards(t, s) {
		f, err := s.ParseQuery("is:"+c.Status(), day)
		if err != nil {
			t.Fatal(err)
		}
		seen := false
		err = s.Cards(f, func(o *Card) error {
			seen = seen || o.ID == c.ID
			if o.Status() != c.Status() {
				t.Errorf("is:%s finds a card that is %s", c.Status(), o.Status())
			}
			return nil
		})
		if err != nil || !seen {
			t.Errorf("is:%s does not find %s: %v", c.Status(), c.Prompt, err)
		}
	}
}

func TestQueryRefuses(t *testing.T) {
	s, day := queried(t)
	for query, want := range map[string]string{
		"is:old":                  `is: does not take "old"`,
		"foo:bar":                 `a query has no operator "foo:"`,
		"is:":                     `"is:" asks for nothing`,
		"- keel":                  `"-" asks for nothing`,
		"--keel":                  "one minus at most",
		`"keel`:                   "a quote in the query has no end",
		`"keel"rudder`:            "without a blank",
		"prop:interval":           "compares nothing",
		"prop:interval>many":      `"many", which is not a number`,
		"prop:interval>1e300":     "which is not a number",
		"prop:interval>NaN":       "which is not a number",
		"prop:weight>1":           "there is no prop:weight",
		"prop:interval!1":         "has no comparison sign",
		"keel (rudder":            "is not closed",
		"keel (rudder (":          "is not closed",
		"keel )":                  "closes none",
		"keel ()":                 "nothing between",
		"or keel":                 `"or" has no term before it`,
		"(or keel)":               `"or" has no term before it`,
		"keel or":                 `"or" has no term after it`,
		"keel or -":               `"-" asks for nothing`,
		"(keel or) boat":          `"or" has no term after it`,
		"keel OR or boat":         `"or" has no term after it`,
		"and keel":                `"and" has no term before it`,
		"rated:0":                 `not "0"`,
		"rated:7:5":               `not "5"`,
		"added:soon":              `not "soon"`,
		"introduced:99999":        `not "99999"`,
		strings.Repeat("(", 21):   "at most 20 brackets",
		"**":                      "is only markup",
		"path:*":                  "is only markup",
		"tag:#":                   "is no tag",
		strings.Repeat("a ", 101): "at most 100 terms",
	} {
		_, err := s.ParseQuery(query, day)
		var e *QueryError
		anything := strings.HasSuffix(want, "asks for nothing")
		if !errors.As(err, &e) || !strings.Contains(e.Msg, want) || (e.Hint == "") != anything {
			t.Errorf("%s: %v, want %q and a hint where one thing is meant", query, err, want)
		}
	}
	var none *NoDeckError
	if _, err := s.ParseQuery("deck:nosuch", day); !errors.As(err, &none) {
		t.Errorf("deck:nosuch: %v", err)
	}
}

// An error says where in the query the problem is, and what a word was probably meant to be.
func TestQueryErrorsPoint(t *testing.T) {
	s, day := queried(t)
	for query, at := range map[string]string{
		"keel is:old": "old", "keel ist:new rudder": "ist:", "-ist:new": "ist:", "prop:ease>many": "many",
		"prop:weight>1": "weight", `深 path:"**"`: `"**"`, "rated:7:9": "9", "keel (rudder boom": "(", "keel ) boom": ")",
		"(a or) b": "or)", "a or b ()": "()", `keel "boom`: `"boom`, "keel - boom": "- boom", "keel -- boom": "- boom",
		`"a"b`: "b",
	} {
		_, err := s.ParseQuery(query, day)
		var e *QueryError
		if !errors.As(err, &e) || e.Query != query || !strings.HasPrefix(query[e.At:], at) {
			t.Errorf("%s: %+v does not point at %s", query, e, at)
		}
	}
}

// SQLite takes the largest query that is not refused.
func TestLargestQuery(t *testing.T) {
	s, day := queried(t)
	var b strings.Builder
	for range maxBrackets {
		b.WriteString("(deck:test -keel or is:due boat or ")
	}
	b.WriteString("rated:7:3" + strings.Repeat(" or keel", maxTerms-1-4*maxBrackets) + strings.Repeat(")", maxBrackets))
	if got := found(t, s, b.String(), day); !slices.Contains(got, "Keel") {
		t.Errorf("finds %q", got)
	}
	f, err := s.ParseQuery("-"+b.String(), day)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Stats(f, Span{Today: day, Ahead: 1}); err != nil {
		t.Error(err)
	}
}

// A query that a shell split into arguments means the same as one in quotes.
func TestJoinQueries(t *testing.T) {
	for want, parts := range map[string][]string{
		"is:due or is:new":         {"is:due", "or", "is:new"},
		"is:due (is:new or keel)":  {"is:due", "is:new or keel"},
		"is:due or keel":           {"", "is:due or keel"},
		"( is:due or is:new ) a b": {"(", "is:due", "or", "is:new", ")", "a b"},
	} {
		if got := JoinQueries(parts...); got != want {
			t.Errorf("%q become %s, want %s", parts, got, want)
		}
	}
}

func TestIsQuery(t *testing.T) {
	for text, want := range map[string]bool{
		"python": false, "Python roadmap": false, "is:due": true, "-python": true, `"python"`: true, "计算机网络：传输层": false, `"`: true, "C++": false, "": false,
		"Go (2nd edition)": false, "salt or pepper": false, "or": true, "(": true, "(is:due": true, "-(keel)": true,
	} {
		if IsQuery(text) != want {
			t.Errorf("IsQuery(%s) is not %v", text, want)
		}
	}
}

// A query counts bullets the way it counts cards: those with a card that it finds.
func TestQueryCountsBullets(t *testing.T) {
	s, day := queried(t)
	for query, want := range map[string]int{"": 5, "is:mature": 1, "path:5": 2, "path:5 is:flagged": 0,
		"beaufort is:mature": 1, "-path:5": 3, "tag:sail": 5} {
		f, err := s.ParseQuery(query, day)
		if err != nil {
			t.Fatal(err)
		}
		st, err := s.Stats(f, Span{Today: day, Ahead: 3})
		if err != nil {
			t.Fatal(err)
		}
		if st.Total.Bullets != want {
			t.Errorf("%q: %d bullets, want %d", query, st.Total.Bullets, want)
		}
		if _, err := s.Queue(f, day, QueueOptions{Settings: DefaultSettings, NewLimit: -1}); err != nil {
			t.Errorf("%q: %v", query, err)
		}
	}
}

// Whatever someone types is a valid query or is refused in a sentence. It reaches SQLite only as a value.
func FuzzQuery(f *testing.F) {
	for _, seed := range []string{`keel -"a b" deck:te`, "path:5.1 tag:x is:due", "prop:ease<2.1", `\" ' ; --`,
		"is:\x00", "-deck:test \xff", `"\\"`, "((", "path:* deck:*", "?1 {card} {note}", "(keel or -(rudder is:new)) and f(x)", "deck:test or is:due",
		"-(-deck:test or rated:7:1 introduced:3)", "added:30 file:boats slot:facet:x", "((a) or (b)) -("} {
		f.Add(seed)
	}
	s, day := queried(f)
	f.Fuzz(func(t *testing.T, text string) {
		filter, err := s.ParseQuery(text, day)
		if err != nil {
			var q *QueryError
			var none *NoDeckError
			if !errors.As(err, &q) && !errors.As(err, &none) && !errors.As(err, new(*ManyDecksError)) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		n := 0
		if err := s.Cards(filter, func(*Card) error { n++; return nil }); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if _, err := s.Stats(filter, Span{Today: day, Ahead: 1}); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

// Every possible ease is found by the number that lists print.
func TestQueryOfAnEase(t *testing.T) {
	for ease := srs.MinEase; ease <= 400; ease++ {
		term, err := propTerm(&queryWord{text: fmt.Sprintf("ease=%d.%02d", ease/100, ease%100)}, day0)
		if err != nil || term.args[0] != float64(ease) {
			t.Fatalf("an ease of %d is asked for as %v, %v", ease, term.args, err)
		}
	}
}

// Text is found at the beginning of a word; within Chinese, which has no blanks, anywhere.
func TestHasWords(t *testing.T) {
	for _, test := range []struct {
		text, words string
		want        bool
	}{
		{"where disruptive innovation starts", "isr", false},
		{"disruptive isr", "isr", true},
		{"isr · stands for", "isr", true},
		{"a snake_case name", "case", true},
		{"all processes", "process", true},
		{"multiprocessing", "process", false},
		{"add a cache", "add a ca", true},
		{"el aéreo", "reo", false},
		{"全局解释器锁", "解释", true},
		{"用list存放", "list", true},
		{"", "a", false},
	} {
		if got := hasWords([]byte(test.text), []byte(test.words)); got != test.want {
			t.Errorf("%q in %q: %t", test.words, test.text, got)
		}
	}
}

// A full chapter title means that chapter; part of a title means every chapter that contains it.
func TestChapterByItsTitle(t *testing.T) {
	s := fresh(t)
	load(t, s, "a.md", "# A\n\n## 2 Sails and ropes\n\n- Keel: stops drift\n\n## Sails\n\n- Boom: holds a sail\n\n## 3 Ropes\n\n- Sheet: trims a sail\n", at(0))
	for chapter, want := range map[string]string{"sails": "[Boom]", "ropes": "[Keel Sheet]", "Sails and": "[Keel]",
		"2": "[Keel]"} {
		var got []string
		f := Filter{Chapter: chapter}
		if err := s.Cards(f, func(c *Card) error {
			if c.Slot == "forward" {
				got = append(got, c.Prompt)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(got) != want {
			t.Errorf("chapter %q: %v, want %s", chapter, got, want)
		}
	}
}
