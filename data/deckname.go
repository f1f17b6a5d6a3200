package data

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// NoDeckError reports that no deck has the given name.
type NoDeckError struct {
	Name    string
	Deleted string // the name of a deleted deck that has it; or ""
}

// Error repeats the name.
func (e *NoDeckError) Error() string {
	if e.Deleted != "" {
		return fmt.Sprintf("the deck %q is deleted", e.Deleted)
	}
	return fmt.Sprintf("no deck is named %q", e.Name)
}

// ManyDecksError reports that the names of several decks start with the given name.
type ManyDecksError struct {
	Name  string
	Decks []string // their names
}

// Error repeats the name, without the decks that match.
func (e *ManyDecksError) Error() string { return fmt.Sprintf("the deck %q is ambiguous", e.Name) }

// FindDeck returns the deck that a person means by a name: the deck with exactly this name, or the only active deck
// whose name starts with it. Inactive decks need their full name, because a command must not reach a deck that lists do
// not show.
func (s *Store) FindDeck(name string) (Deck, error) {
	list, err := s.Decks()
	if err != nil {
		return Deck{}, err
	}
	d, err := findDeck(list, name, func(d Deck) bool { return d.Active })
	if err == nil && SameName(d.Name, name) || errors.As(err, new(*ManyDecksError)) {
		return d, err
	}
	gone, failed := s.DeletedDecks()
	if was, other := findDeck(gone, name, func(Deck) bool { return false }); other == nil && failed == nil { // not the one that its name begins
		return Deck{}, &NoDeckError{name, was.Name}
	}
	return d, errors.Join(failed, err)
}

// deckNamed returns the deck with exactly this name, including a deleted one. Prefixes don't count, because the name
// may be meant for a deck that is yet to be made.
func (s *Store) deckNamed(name string) (Deck, error) {
	list, err := s.allDecks()
	if err != nil {
		return Deck{}, err
	}
	return findDeck(list, name, func(Deck) bool { return false })
}

// findDeck finds a deck by name. byStart reports whether a prefix of the name is enough for a deck. Case never matters.
// If no name matches otherwise, width and emphasis are ignored too.
func findDeck(list []Deck, name string, byStart func(Deck) bool) (Deck, error) {
	start := fold(strings.TrimSpace(name))
	var alike, starts []Deck
	for _, d := range list {
		if SameName(d.Name, name) {
			return d, nil
		}
		if start == "" || !byStart(d) {
			continue
		}
		switch folded := fold(d.Name); {
		case folded == start:
			alike = append(alike, d)
		case strings.HasPrefix(folded, start):
			starts = append(starts, d)
		}
	}
	if len(alike) > 0 {
		starts = alike
	}
	switch len(starts) {
	case 0:
		return Deck{}, &NoDeckError{Name: name}
	case 1:
		return starts[0], nil
	}
	e := &ManyDecksError{Name: name}
	for _, d := range starts {
		e.Decks = append(e.Decks, d.Name)
	}
	return Deck{}, e
}

// SameName reports whether two names name the same deck.
func SameName(a, b string) bool { return strings.EqualFold(a, b) }

// freeName returns a name that no deck has: the given one, with a number if it is taken.
func (s *Store) freeName(name string) (string, error) {
	list, err := s.allDecks()
	if err != nil {
		return "", err
	}
	var taken []string
	for _, d := range list {
		taken = append(taken, d.Name)
	}
	return firstFree(name, taken), nil
}

func firstFree(name string, taken []string) string {
	for n := 1; ; n++ {
		free := name
		if n > 1 {
			free = fmt.Sprintf("%s (%d)", name, n)
		}
		if !slices.ContainsFunc(taken, func(other string) bool { return SameName(free, other) }) {
			return free
		}
	}
}
