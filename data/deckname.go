package data

import (
	"errors"
	"fmt"
	"strings"
)

// NoDeckError says that no deck has a name.
type NoDeckError struct{ Name string }

func (e *NoDeckError) Error() string { return fmt.Sprintf("no deck is named %q", e.Name) }

// ManyDecksError says that the names of several decks start with what was given for one.
type ManyDecksError struct {
	Name  string
	Decks []string // their names
}

func (e *ManyDecksError) Error() string { return fmt.Sprintf("the deck %q is ambiguous", e.Name) }

// FindDeck returns the deck that a person means by a name: the one of this name, or the only one of those that are on
// whose name starts with it. One that is off is meant only by its whole name, as a command must not reach what lists
// do not show.
func (s *Store) FindDeck(name string) (Deck, error) {
	list, err := s.Decks()
	if err != nil {
		return Deck{}, err
	}
	return findDeck(list, name, func(d Deck) bool { return d.Active })
}

// deckNamed returns the deck of exactly this name, a deleted one too: a start of it may name another deck, that is
// yet to be made.
func (s *Store) deckNamed(name string) (Deck, error) {
	list, err := s.allDecks()
	if err != nil {
		return Deck{}, err
	}
	return findDeck(list, name, func(Deck) bool { return false })
}

// findDeck is how a deck is found by name. byStart tells of which decks the start of a name will do. Case never
// matters; where no name is the same but for that, width and emphasis do not matter either.
func findDeck(list []Deck, name string, byStart func(Deck) bool) (Deck, error) {
	start := fold(strings.TrimSpace(name))
	var alike, starts []Deck
	for _, d := range list {
		switch folded := fold(d.Name); {
		case SameName(d.Name, name):
			return d, nil
		case start == "" || !byStart(d):
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

// SameName tells that two names name one deck.
func SameName(a, b string) bool { return strings.EqualFold(a, b) }

// freeName is a name that no deck has: it, or it with a number.
func (s *Store) freeName(name string) (string, error) {
	for n := 1; ; n++ {
		free := name
		if n > 1 {
			free = fmt.Sprintf("%s (%d)", name, n)
		}
		_, err := s.deckNamed(free)
		if errors.As(err, new(*NoDeckError)) {
			return free, nil
		}
		if err != nil {
			return "", err
		}
	}
}
