package data

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"recall/srs"
)

// operators are the words that stand before a colon in a query. Each makes a condition of a word's text; deck: is read
// by Store.deckMeaning.
var operators = map[string]func(w *queryWord, today srs.Day) (term, error){
	"":           textTerm,
	"deck":       nil,
	"path":       pathTerm,
	"tag":        tagTerm,
	"file":       fileTerm,
	"slot":       slotTerm,
	"is":         stateTerm,
	"prop":       propTerm,
	"rated":      ratedTerm,
	"introduced": introducedTerm,
	"added":      addedTerm,
}

// QueryOperators returns the words that stand before a colon in a query.
func QueryOperators() (names []string) {
	for name := range operators {
		if name != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// term returns the condition that a word stands for.
func (w *queryWord) term(today srs.Day) (term, error) {
	says, ok := operators[w.op]
	if !ok {
		return term{}, &QueryError{Msg: fmt.Sprintf("a query has no operator %q", w.op+":"),
			Hint: fmt.Sprintf(`there are %s:; to look for the text itself, quote it: "%s:%s"`,
				strings.Join(QueryOperators(), ": "), w.op, w.text),
			Word: w.op, Among: QueryOperators(), At: w.at}
	}
	t, err := says(w, today)
	if err == nil && w.not {
		t = t.negated()
	}
	return t, err
}

// negated returns the condition that t does not hold.
func (t term) negated() term { return term{"NOT (" + t.sql + ")", t.args} }

// needle returns what to look for, folded the same way as the text that has searches.
func (w *queryWord) needle() (string, error) {
	needle := fold(strings.TrimSpace(w.text))
	if needle == "" {
		return "", &QueryError{Msg: fmt.Sprintf("%q is only markup, which queries ignore", w.text),
			Hint: "look for the words that it marks", At: w.value}
	}
	return needle, nil
}

func textTerm(w *queryWord, _ srs.Day) (term, error) {
	needle, err := w.needle()
	// SQLite makes a join of the outer EXISTS, which has one table, and keeps its place in the table from card to card.
	return term{`EXISTS (SELECT 1 FROM card qc WHERE qc.id = {card}.card AND EXISTS (SELECT 1 FROM note qn
		WHERE qn.id = qc.note AND has(?, qc.context, qc.front, qc.back, qn.text)))`, []any{needle}}, err
}

func pathTerm(w *queryWord, _ srs.Day) (term, error) {
	needle, err := w.needle()
	match := "has"
	if isNumbering(needle) {
		match = "has_number"
	}
	return term{strings.ReplaceAll(`{note} IN (SELECT qn.id FROM note qn WHERE qn.section IN (SELECT qx.id FROM section qx
		WHERE has(?, qx.label, qx.grp) OR EXISTS (SELECT 1 FROM json_each(qx.headings) qh WHERE has(?, qh.value))))`,
		"has(", match+"("), []any{needle, needle}}, err
}

// fileTerm looks through the few sources once, and not for each card.
func fileTerm(w *queryWord, _ srs.Day) (term, error) {
	needle, err := w.needle()
	return term{`EXISTS (SELECT 1 FROM note qn WHERE qn.id = {note} AND qn.source IN (SELECT qo.id FROM source qo
		WHERE qo.purged = 0 AND has(?, qo.path)))`, []any{needle}}, err
}

func slotTerm(w *queryWord, _ srs.Day) (term, error) {
	needle, err := w.needle()
	return term{"EXISTS (SELECT 1 FROM card qc WHERE qc.id = {card}.card AND has_slot(?, qc.slot))", []any{needle}}, err
}

// mostDays is the longest time that a query can look back, in days.
const mostDays = 36_500

// daysBack reads a number of days, today included, and returns the last day before them.
func (w *queryWord) daysBack(days string, today srs.Day) (int, error) {
	n, err := strconv.Atoi(days)
	if err != nil || n < 1 || n > mostDays {
		return 0, &QueryError{Msg: fmt.Sprintf("%s: takes a number of days from 1 to %d, not %q", w.op, mostDays, days),
			Hint: fmt.Sprintf("%s:7 means today and the 6 days before", w.op), At: w.value}
	}
	return int(today) - n, nil
}

// answersOf selects the answers of a card as the statistics count them: practice and what was undone are left out.
const answersOf = "SELECT 1 FROM live ql WHERE ql.subject = {card}.card AND ql.kind = {review} AND ql.detail IS NOT {cram}"

// ratedKeys are the grades of each grade key, from Again to Easy.
var ratedKeys = map[string][2]srs.Grade{"1": {0, srs.Hard - 1}, "2": {srs.Hard, srs.Hard}, "3": {srs.Good, srs.Good},
	"4": {srs.Easy, srs.Easy}}

func ratedTerm(w *queryWord, today srs.Day) (term, error) {
	days, key, keyed := strings.Cut(w.text, ":")
	before, err := w.daysBack(days, today)
	if err != nil {
		return term{}, err
	}
	recent := term{"{card}.answered > ?", []any{before}}
	if !keyed {
		return recent, nil
	}
	grades, ok := ratedKeys[key]
	if !ok {
		return term{}, &QueryError{Msg: fmt.Sprintf("rated: takes a grade from 1 to 4, not %q", key),
			Hint: "1 is Again, 2 Hard, 3 Good and 4 Easy, as in rated:7:1", At: w.value + len(days) + 1}
	}
	return join(recent, " AND ", term{"EXISTS (" + answersOf + " AND ql.day > ? AND ql.grade BETWEEN ? AND ?)",
		[]any{before, int(grades[0]), int(grades[1])}}), nil
}

func introducedTerm(w *queryWord, today srs.Day) (term, error) {
	before, err := w.daysBack(w.text, today)
	return term{"{card}.answered > ? AND NOT EXISTS (" + answersOf + " AND ql.day <= ?)", []any{before, before}}, err
}

func addedTerm(w *queryWord, today srs.Day) (term, error) {
	before, err := w.daysBack(w.text, today)
	return term{"EXISTS (SELECT 1 FROM note qn WHERE qn.id = {note} AND qn.added > ?)", []any{max(before, 0)}}, err
}

// states are the values of is:. A parameter is the day. Each card is in exactly one state, the one that lists print,
// except that due, learnt, leech, outdated, flagged and buried overlap with others.
var states = []struct{ name, sql string }{
	{"due", "{card}.hold = 0 AND {card}.interval > 0 AND {card}.follower <> {locked} AND {card}.due <= ? AND {card}.buried <> ?"},
	{"new", "{card}.hold = 0 AND {card}.interval = 0"},
	{"young", "{card}.hold = 0 AND {card}.interval > 0 AND {card}.interval < {mature}"},
	{"mature", "{card}.hold = 0 AND {card}.interval >= {mature}"},
	{"learnt", "{card}.hold = 0 AND {card}.interval > 0"},
	{"leech", isLeech + " AND {card}.hold & {parked} = 0"},
	{"suspended", "{card}.hold & ({suspended} | {parked}) = {suspended}"},
	{"draft", "{card}.hold = {draft} AND {card}.marks & {rejected} = 0"},
	{"rejected", "{card}.hold = {draft} AND {card}.marks & {rejected} > 0"},
	{"parked", "{card}.hold & {parked} > 0"},
	{"outdated", "{card}.hold & ({parked} | {draft}) = 0 AND " + outdated},
	{"flagged", "{card}.marks & {flagged} > 0"},
	{"buried", "{card}.buried = ?"},
}

// QueryStates returns the values of is:.
func QueryStates() (names []string) {
	for _, s := range states {
		names = append(names, s.name)
	}
	return names
}

func stateTerm(w *queryWord, today srs.Day) (term, error) {
	for _, s := range states {
		if s.name != w.folded() {
			continue
		}
		t := term{sql: s.sql}
		for range strings.Count(s.sql, "?") {
			t.args = append(t.args, int(today))
		}
		return t, nil
	}
	return term{}, &QueryError{Msg: fmt.Sprintf("is: does not take %q", w.text), Hint: "it takes " +
		strings.Join(QueryStates(), ", "), Word: w.text, Among: QueryStates(), At: w.value}
}

// props are the values of prop:, each an SQL expression, in which a parameter is the day, and the number of decimals in
// its unit. A new card has no due day.
var props = []struct {
	name, sql string
	decimals  int
}{
	{"interval", "{card}.interval", 0}, {"ease", "{card}.ease", 2}, {"lapses", "{card}.lapses", 0},
	{"reps", "{card}.reps", 0},
	{"due", "{card}.interval > 0 AND {card}.due - ?", 0},
}

var signs = []string{"<=", ">=", "!=", "<", ">", "="} // longer ones before their prefixes

func propTerm(w *queryWord, today srs.Day) (term, error) {
	at := strings.IndexAny(w.text, "<>=!")
	if at < 0 {
		at = len(w.text)
	}
	name, rest := strings.ToLower(w.text[:at]), w.text[at:]
	bad := func(at int, format string, args ...any) (term, error) {
		return term{}, &QueryError{Msg: fmt.Sprintf(format, args...), At: w.value + at,
			Hint: "prop: takes interval, ease, lapses, reps or due (days from today), as in prop:interval>21 or prop:ease<=2.1"}
	}
	for _, p := range props {
		if p.name != name {
			continue
		}
		sign := ""
		for _, s := range signs {
			if strings.HasPrefix(rest, s) {
				sign = s
				break
			}
		}
		switch {
		case rest == "":
			return bad(0, "prop:%s compares nothing", w.text)
		case sign == "":
			return bad(at, "prop:%s has no comparison sign", w.text)
		}
		number := rest[len(sign):]
		n, err := strconv.ParseFloat(number, 64)
		if err != nil || !(n > -1e6 && n < 1e6) {
			return bad(at+len(sign), "prop:%s is compared with %q, which is not a number", name, number)
		}
		n = math.Round(n*math.Pow10(p.decimals)*1e6) / 1e6 // 1.36 is exactly 136 hundredths
		t := term{sql: p.sql + " " + sign + " ?"}
		if strings.Contains(p.sql, "?") {
			t.args = append(t.args, int(today))
		}
		t.args = append(t.args, n)
		return t, nil
	}
	_, err := bad(0, "there is no prop:%s", name)
	err.(*QueryError).Word = name
	for _, p := range props {
		err.(*QueryError).Among = append(err.(*QueryError).Among, p.name)
	}
	return term{}, err
}
