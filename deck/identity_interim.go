package deck

// INTERIM, for whoever writes norm.go and match.go: delete this file when they land, and keep these names and types, as package data
// is written against them: Kind and its constants, Pair, CardPair, Stored, StoredCard, Match, MatchCards, Normal, NoteUID, CardUID, DeckUID,
// Card.Follows. (Fields may be added to Stored and StoredCard: tell what must be stored.)

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
)

type Kind string

const (
	New     Kind = "new"
	Same    Kind = "same"
	Moved   Kind = "moved"
	Fixed   Kind = "fixed"
	Changed Kind = "changed"
	Parked  Kind = "parked"
	Revived Kind = "revived"
)

type Pair struct {
	Old, New int // -1: none
	Kind     Kind
}
type CardPair struct{ Old, New int }
type Stored struct {
	UID          [16]byte
	ID           string // explicit
	Source       string
	Headings     []string
	Label, Group string
	Text         string
	Rule         string
	Parked       bool
	Cards        []StoredCard
}
type StoredCard struct {
	ID           int64
	Slot, Answer string
}

func Match(old []Stored, new []Note) []Pair {
	byText := map[string][]int{}
	for i, o := range old {
		byText[Normal(o.Text)] = append(byText[Normal(o.Text)], i)
	}
	used := map[int]bool{}
	var pairs []Pair
	for i, n := range new {
		list := byText[Normal(n.Text)]
		if len(list) == 0 {
			pairs = append(pairs, Pair{-1, i, New})
			continue
		}
		used[list[0]] = true
		byText[Normal(n.Text)] = list[1:]
		k := Same
		if old[list[0]].Parked {
			k = Revived
		}
		pairs = append(pairs, Pair{list[0], i, k})
	}
	for i, o := range old {
		if !used[i] && !o.Parked {
			pairs = append(pairs, Pair{i, -1, Parked})
		}
	}
	return pairs
}
func MatchCards(old []StoredCard, new []Card) (list []CardPair) {
	by := map[string]int{}
	for i, o := range old {
		by[o.Slot] = i + 1
	}
	for i, c := range new {
		list = append(list, CardPair{by[c.Slot] - 1, i})
		delete(by, c.Slot)
	}
	for _, i := range by {
		list = append(list, CardPair{i - 1, -1})
	}
	return list
}
func Normal(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
func hash(parts ...string) (out [16]byte) {
	h := sha256.New()
	for _, p := range parts {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(p))))
		h.Write([]byte(p))
	}
	copy(out[:], h.Sum(nil))
	return
}
func NoteUID(deck [16]byte, normal, group string, ordinal int) [16]byte {
	return hash("note1", string(deck[:]), normal, group, string(rune(ordinal)))
}
func CardUID(note [16]byte, slot string) [16]byte { return hash("card1", string(note[:]), slot) }
func DeckUID(name string) [16]byte                { return hash("deck1", name) }
func (c Card) Follows() bool {
	return c.Slot == "reverse" || strings.HasPrefix(c.Slot, "cloze:") || strings.HasPrefix(c.Slot, "member:") || strings.HasPrefix(c.Slot, "next:")
}
