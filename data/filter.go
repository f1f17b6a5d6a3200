package data

import (
	"slices"
	"strconv"
	"strings"
)

// Filter says which cards are meant. ParseQuery makes one of a query.
type Filter struct {
	Decks   []int64 // none: every active deck
	Chapter string  // a chapter's number or the start of its title, in any case; "": all

	terms  []term
	states []string // that the query asks for by is:
	// the built-in deck that is on for this command, in place of those that the database has on; "": those
	edition string
}

// In narrows a filter to decks.
func (f Filter) In(decks ...int64) Filter {
	if len(f.Decks) == 0 {
		f.Decks = decks
		return f
	}
	var both []int64
	for _, d := range f.Decks {
		if slices.Contains(decks, d) {
			both = append(both, d)
		}
	}
	if len(both) == 0 {
		f.terms = append(slices.Clone(f.terms), term{sql: "0"})
		return f
	}
	f.Decks = both
	return f
}

// Selects tells that the filter asks for more than decks and a chapter: it came from a query.
func (f Filter) Selects() bool { return len(f.terms) > 0 }

// AsksFor tells that the query asks for a state by is:, and not by -is:.
func (f Filter) AsksFor(state string) bool { return slices.Contains(f.states, state) }

// all tells that the filter asks for nothing: every active deck is meant, and in the past every review.
func (f Filter) all() bool {
	return len(f.Decks) == 0 && f.edition == "" && f.Chapter == "" && len(f.terms) == 0
}

// cards returns a condition on rows of the table schedule, under the name that the statement gives it, and its
// arguments.
func (f Filter) cards(name string) (string, []any) {
	where, args := f.place(name+".deck", name+".note")
	for _, t := range f.terms {
		where += " AND " + t.on(name, name+".note")
		args = append(args, t.args...)
	}
	return where, args
}

// notes returns a condition on rows of the table note, under the name that the statement gives it, and its arguments:
// where a query asks for certain cards, the bullets that have one.
func (f Filter) notes(name string) (string, []any) {
	where, args := f.place(name+".deck", name+".id")
	var some string
	var someArgs []any
	for _, t := range f.terms {
		if t.aboutNote() {
			where += " AND " + t.on("", name+".id")
			args = append(args, t.args...)
			continue
		}
		some += " AND " + t.on("qs", "qs.note")
		someArgs = append(someArgs, t.args...)
	}
	if some != "" {
		where += " AND EXISTS (SELECT 1 FROM schedule qs WHERE qs.note = " + name + ".id" + some + ")"
	}
	return where, append(args, someArgs...)
}

// meant returns the part of the condition on cards that notes leaves open: which cards of a bullet are meant.
func (f Filter) meant(name string) (string, []any) {
	where := "1"
	var args []any
	for _, t := range f.terms {
		if !t.aboutNote() {
			where += " AND " + t.on(name, name+".note")
			args = append(args, t.args...)
		}
	}
	return where, args
}

// place is the condition on where a card stands.
func (f Filter) place(deck, note string) (string, []any) {
	var args []any
	where := deck + " IN (SELECT id FROM deck WHERE active = 1)"
	if f.edition != "" {
		where = deck + " IN (SELECT id FROM deck WHERE builtin = ? OR builtin = '' AND active = 1)"
		args = append(args, f.edition)
	}
	if len(f.Decks) > 0 {
		args = nil
		where = deck + " IN (?" + strings.Repeat(", ?", len(f.Decks)-1) + ")"
		for _, id := range f.Decks {
			args = append(args, id)
		}
	}
	if f.Chapter == "" {
		return where, args
	}
	// A number is a whole word of the title: chapter 1 is not chapter 12. Words are those of any title, but where one
	// has no others.
	where += " AND " + note + ` IN (SELECT n.id FROM note n JOIN section x ON x.id = n.section WHERE x.chapter LIKE ? ESCAPE '\'
		OR (x.chapter LIKE ? ESCAPE '\' OR x.chapter LIKE ? ESCAPE '\')`
	like := strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(f.Chapter)
	if _, err := strconv.Atoi(f.Chapter); err == nil {
		return where + ")", append(args, like, like+" %", like+".%")
	}
	where += ` AND NOT EXISTS (SELECT 1 FROM section x WHERE x.chapter LIKE ? ESCAPE '\'))`
	return where, append(args, like, like+"%", "% "+like+"%", like)
}

// term is one condition of a query. In its SQL, {card} is a row of schedule and {note} the number of a note; its own
// names begin with q, so that they hide none of the statement that it is put in.
type term struct {
	sql  string
	args []any
}

// aboutNote tells that the condition holds or fails for all cards of a note alike.
func (t term) aboutNote() bool { return !strings.Contains(t.sql, "{card}") }

// on is the condition on a row of schedule and a note's number, as the statement names them.
func (t term) on(card, note string) string {
	return "(" + strings.NewReplacer("{card}", card, "{note}", note).Replace(t.sql) + ")"
}
