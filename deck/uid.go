package deck

import (
	"crypto/sha256"
	"encoding/binary"
)

// identityVersion goes into every id. Another one would make every id anew, so it never changes.
const identityVersion = "recall 1"

// DeckUID makes the id of a deck from its deck-id, else from its first name.
func DeckUID(name string) [16]byte { return uid("deck", name) }

// NoteUID makes the id of a bullet when it is first seen; it is kept through every edit. The ordinal, from 0, tells
// bullets of one text and group apart.
func NoteUID(deck [16]byte, normal, group string, ordinal int) [16]byte {
	return uid("note", string(deck[:]), normal, group, string(binary.BigEndian.AppendUint64(nil, uint64(ordinal))))
}

// CardUID makes the id of a card from its note's and its slot when it is first seen.
func CardUID(note [16]byte, slot string) [16]byte { return uid("card", string(note[:]), slot) }

// uid is the start of the SHA-256 of the parts, each behind its length: joined without, two lists could be one.
func uid(parts ...string) (id [16]byte) {
	h := sha256.New()
	for _, p := range append([]string{identityVersion}, parts...) {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(p))))
		h.Write([]byte(p))
	}
	copy(id[:], h.Sum(nil))
	return id
}
