package data

import (
	"errors"
	"fmt"
	"slices"

	"recall/srs"
)

// The query language, shared by every command that selects cards:
//
//	word "some words"       in the front, the answer or the bullet, in any case
//	OPERATOR:VALUE          see operators
//	-TERM -(…)              negates the term, or what is in the brackets
//	A B   A and B           both
//	A or B                  one of them, or both; binds less tightly than a blank
//	(A or B) C              brackets group
//
// A value with blanks goes in quotes: deck:"Python roadmap". Brackets inside a word belong to it if they are balanced,
// as in f(x).
//
// query_read.go reads the text, query_term.go says what a term means in SQL, and query_text.go what text it finds.

// QueryError is a query that can't be read: a sentence, and a hint on what to write instead; "" if there is no obvious
// correction.
type QueryError struct {
	Msg, Hint string
	Word      string   // what was not understood, if it could be a typing error in one of Among
	Among     []string // the words that could be meant
	Query     string   // as it was written
	At        int      // the byte of Query at which the problem is
}

// Error returns the sentence, without the hint.
func (e *QueryError) Error() string { return e.Msg }

// ParseQuery parses a query as of the given day. An empty query means every card. Where a query does not name a deck,
// it searches the active decks; within lists decks to search instead. A deck that is named in full may be inactive or
// deleted.
func (s *Store) ParseQuery(text string, today srs.Day, within ...int64) (Filter, error) {
	f := s.Studied()
	root, err := readQuery(text)
	if err == nil && root != nil {
		f, err = s.queryFilter(root, today, within)
	}
	var q *QueryError
	if errors.As(err, &q) {
		q.Query = text
	}
	if len(within) > 0 {
		f = f.In(within...)
	}
	return f, err
}

// queryFilter returns the filter that a query stands for.
func (s *Store) queryFilter(root *condition, today srs.Day, within []int64) (Filter, error) {
	f := s.Studied()
	parts := []condition{*root}
	if !root.any && root.word == nil {
		parts = root.parts
	}
	var all []meaning
	for i := range parts {
		m, err := s.meaning(&parts[i], today)
		if err != nil {
			return f, err
		}
		if !m.onlyDecks { // what only names decks is said by f.Decks
			f.terms = append(f.terms, m.term)
		}
		all = append(all, m)
	}
	f.states = root.states(nil)
	m := both(all)
	switch {
	case m.bounded && len(m.decks) == 0: // it names two decks at once
		f.terms = append(f.terms, term{sql: "0"})
		return f, nil
	case m.bounded:
		return f.In(m.decks...), nil
	case m.naming.sql == "" || len(within) > 0:
		return f, nil
	}
	list, err := s.Decks()
	if err != nil {
		return f, err
	}
	active := slices.DeleteFunc(list, func(d Deck) bool { return !d.Active })
	studied := term{sql: "0"}
	for _, d := range active {
		f.Decks = append(f.Decks, d.ID)
		studied = either(studied, deckIs(d.ID))
	}
	f.terms = append(f.terms, either(studied, m.naming))
	for _, d := range m.decks {
		if !slices.Contains(f.Decks, d) {
			f.Decks = append(f.Decks, d)
		}
	}
	return f, nil
}

// meaning is what a part of a query stands for.
type meaning struct {
	term
	// A card that matches may be in a deck that is not studied if the query names that deck. naming is the condition that
	// the part does so, for cards that match it; "" if it names none.
	naming    term
	decks     []int64 // those named
	bounded   bool    // it finds cards in those decks only
	onlyDecks bool    // it finds every card in those decks
}

// meaning returns what a condition stands for.
func (s *Store) meaning(c *condition, today srs.Day) (meaning, error) {
	switch {
	case c.word == nil:
	case c.word.op == "deck":
		return s.deckMeaning(c.word)
	default:
		t, err := c.word.term(today)
		return meaning{term: t}, err
	}
	var parts []meaning
	for i := range c.parts {
		m, err := s.meaning(&c.parts[i], today)
		if err != nil {
			return m, err
		}
		parts = append(parts, m)
	}
	if c.any {
		return anyOf(parts), nil
	}
	return both(parts), nil
}

// deckMeaning returns the meaning of a deck: term.
func (s *Store) deckMeaning(w *queryWord) (meaning, error) {
	d, err := s.FindDeck(w.text)
	if errors.As(err, new(*NoDeckError)) {
		deleted, listErr := s.DeletedDecks()
		if listErr != nil {
			return meaning{}, listErr
		}
		if gone, lost := findDeck(deleted, w.text, func(Deck) bool { return false }); lost == nil {
			d, err = gone, nil
		}
	}
	in := deckIs(d.ID)
	if err != nil || w.not {
		return meaning{term: in.negated()}, err
	}
	return meaning{term: in, naming: in, decks: []int64{d.ID}, bounded: true, onlyDecks: true}, nil
}

func deckIs(id int64) term { return term{"{deck} = ?", []any{id}} }

// both returns the meaning of conditions that must all hold.
func both(parts []meaning) meaning {
	all := meaning{onlyDecks: true}
	for _, p := range parts {
		switch {
		case p.bounded && all.bounded:
			all.decks = slices.DeleteFunc(slices.Clone(all.decks), func(d int64) bool { return !slices.Contains(p.decks, d) })
		case p.bounded:
			all.decks = p.decks
		case !all.bounded:
			all.decks = union(all.decks, p.decks)
		}
		all.term = join(all.term, " AND ", p.term)
		all.naming = either(all.naming, p.naming)
		all.bounded = all.bounded || p.bounded
		all.onlyDecks = all.onlyDecks && p.onlyDecks
	}
	return all
}

// anyOf returns the meaning of conditions of which one must hold.
func anyOf(parts []meaning) meaning {
	some := meaning{bounded: true, onlyDecks: true}
	for _, p := range parts {
		some.decks = union(some.decks, p.decks)
		some.term = either(some.term, p.term)
		if p.naming.sql != "" {
			some.naming = either(some.naming, join(p.term, " AND ", p.naming))
		}
		some.bounded = some.bounded && p.bounded
		some.onlyDecks = some.onlyDecks && p.onlyDecks
	}
	return some
}

func union(a, b []int64) []int64 {
	both := slices.Clone(a)
	for _, n := range b {
		if !slices.Contains(both, n) {
			both = append(both, n)
		}
	}
	return both
}

// states appends the states that a condition asks for with is:.
func (c *condition) states(list []string) []string {
	if c.word != nil && c.word.op == "is" && !c.word.not {
		return append(list, c.word.folded())
	}
	for i := range c.parts {
		list = c.parts[i].states(list)
	}
	return list
}

// either returns the condition that one of two holds; an empty one never does.
func either(a, b term) term { return join(a, " OR ", b) }

// join joins two conditions by AND or OR. An empty one is left out.
func join(a term, by string, b term) term {
	switch {
	case a.sql == "":
		return b
	case b.sql == "":
		return a
	}
	return term{"(" + a.sql + ")" + by + "(" + b.sql + ")", slices.Concat(a.args, b.args)}
}

// tooMany reports a query that is larger than a bound.
func tooMany(at int, what string, most int) *QueryError {
	return &QueryError{Msg: fmt.Sprintf("a query has at most %d %s", most, what), Hint: "leave some out, or ask twice", At: at}
}
