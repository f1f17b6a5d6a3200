package data

import (
	"slices"
	"strconv"
	"strings"
)

// Filter selects cards. ParseQuery makes one from a query.
type Filter struct {
	Decks   []int64 // the only ones with cards that it selects; empty: every active deck
	Chapter string  // a chapter's number, or the start of a word of its title, in any case; "": all

	terms  []term
	states []string // states that the query asks for with is:
	// the language of the built-in deck that is active for this command, overriding the database; "": as in the
	// database
	edition string
}

// In narrows a filter to the given decks.
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

// Selects reports whether the filter restricts cards by more than deck and chapter. It then came from a query.
func (f Filter) Selects() bool { return len(f.terms) > 0 }

// AsksFor reports whether the query asks for a state with is:, anywhere in it but not with -is:.
func (f Filter) AsksFor(state string) bool { return slices.Contains(f.states, state) }

// all reports whether the filter is empty: it then means every active deck and, for the past, every review.
func (f Filter) all() bool {
	return len(f.Decks) == 0 && f.edition == "" && f.Chapter == "" && len(f.terms) == 0
}

// wholeDecks reports whether the filter is about decks alone.
func (f Filter) wholeDecks() bool { return f.Chapter == "" && len(f.terms) == 0 }

// cards returns a condition on rows of the table schedule, named as in the caller's statement, and its arguments.
func (f Filter) cards(name string) (string, []any) {
	where, args := f.place(name+".deck", name+".note")
	for _, t := range f.terms {
		where += " AND " + t.on(name, name+".note", name+".deck")
		args = append(args, t.args...)
	}
	return where, args
}

// notes returns a condition on rows of the table note, named as in the caller's statement, and its arguments. If a
// query asks for certain cards, it matches the bullets that have such a card.
func (f Filter) notes(name string) (string, []any) {
	where, args := f.place(name+".deck", name+".id")
	var some string
	var someArgs []any
	for _, t := range f.terms {
		if t.aboutNote() {
			where += " AND " + t.on("", name+".id", name+".deck")
			args = append(args, t.args...)
			continue
		}
		some += " AND " + t.on("qs", "qs.note", "qs.deck")
		someArgs = append(someArgs, t.args...)
	}
	if some != "" {
		where += " AND EXISTS (SELECT 1 FROM schedule qs WHERE qs.note = " + name + ".id" + some + ")"
	}
	return where, append(args, someArgs...)
}

// meant returns the conditions on single cards. notes requires them only of some card of a bullet.
func (f Filter) meant(name string) (string, []any) {
	where := "1"
	var args []any
	for _, t := range f.terms {
		if !t.aboutNote() {
			where += " AND " + t.on(name, name+".note", name+".deck")
			args = append(args, t.args...)
		}
	}
	return where, args
}

// place returns the condition on the deck and chapter of a card. Deleted decks count only if they are named.
func (f Filter) place(deck, note string) (string, []any) {
	var args []any
	where := deck + " IN (SELECT id FROM deck WHERE gone = 0 AND active = 1)"
	if f.edition != "" {
		where = deck + " IN (SELECT id FROM deck WHERE gone = 0 AND (builtin = ? OR builtin = '' AND active = 1))"
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
	// A number must be a whole word of the title: chapter 1 is not chapter 12. Other text may start any word of a
	// title, unless it is the whole title of some chapter.
	where += " AND " + note + ` IN (SELECT n.id FROM note n JOIN section x ON x.id = n.section WHERE x.chapter LIKE ? ESCAPE '\'
		OR (x.chapter LIKE ? ESCAPE '\' OR x.chapter LIKE ? ESCAPE '\')`
	like := strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(f.Chapter)
	if _, err := strconv.Atoi(f.Chapter); err == nil {
		return where + ")", append(args, like, like+" %", like+".%")
	}
	where += ` AND NOT EXISTS (SELECT 1 FROM section x WHERE x.chapter LIKE ? ESCAPE '\'))`
	return where, append(args, like, like+"%", "% "+like+"%", like)
}

// term is one condition of a query. In its SQL, {card} stands for a row of schedule, {note} for the number of a note and
// {deck} for that of its deck. Its own names begin with q, so that they don't shadow names in the surrounding statement.
type term struct {
	sql  string
	args []any
}

// aboutNote reports whether the condition is the same for all cards of a note.
func (t term) aboutNote() bool { return !strings.Contains(t.sql, "{card}") }

// on returns the condition in terms of the statement's names for a row of schedule and the numbers of a note and a deck.
func (t term) on(card, note, deck string) string {
	return "(" + strings.NewReplacer("{card}", card, "{note}", note, "{deck}", deck).Replace(t.sql) + ")"
}
