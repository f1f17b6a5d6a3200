package anki

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash/crc32"
	"maps"
	"slices"
	"strings"

	"recall/deck"
)

// Kept is what recall keeps of a note of Anki's beside its cards. With it an export gives the same note back: in the
// profile that it came from, it is that note and no second one.
type Kept struct {
	GUID     string              `json:"guid"`
	ID       int64               `json:"id"`             // ms since 1970
	Type     string              `json:"type"`           // NoteType.Key
	Modified int64               `json:"mod"`            // s since 1970
	Tags     []string            `json:"tags,omitempty"` // as Anki spells them
	Fields   []string            `json:"fields"`
	Edits    map[int]string      `json:"edits,omitempty"` // what the learner's edits here made of fields, by index
	Cards    map[string]KeptCard `json:"cards"`           // by slot
	Sum      uint32              `json:"sum"`             // CRC-32C of all that, in this form
}

// KeptCard is a card of such a note in Anki.
type KeptCard struct {
	ID   int64  `json:"id"` // ms since 1970
	Ord  int    `json:"ord,omitempty"`
	Deck string `json:"deck,omitempty"` // its deck, in full, if that is another than the first card's
}

// keep keeps a note of which cards were made. made holds their indexes in Collection.Cards, by slot.
func (m *importer) keep(note *Note, path []string, made map[string]int) *Kept {
	k := &Kept{GUID: note.GUID, ID: note.ID, Type: m.key(note.Type), Modified: note.Modified, Tags: note.Tags,
		Fields: note.Fields, Cards: map[string]KeptCard{}}
	for slot, at := range made {
		c := &m.Collection.Cards[at]
		card := KeptCard{ID: c.ID, Ord: c.Ord}
		if !slices.Equal(m.path(c), path) {
			card.Deck = m.deckName(c)
		}
		k.Cards[slot] = card
	}
	return k
}

// key is the key of a note type.
func (m *importer) key(id int64) string {
	if key, ok := m.keys[id]; ok {
		return key
	}
	key := m.Types[id].Key()
	m.keys[id] = key
	return key
}

// Key is the SHA-256 of all that a note type says, in hexadecimal.
func (t *NoteType) Key() string {
	sum := sha256.Sum256([]byte(t.String()))
	return hex.EncodeToString(sum[:])
}

// String returns all that a note type says, as JSON.
func (t *NoteType) String() string { return toJSON(t) }

// toJSON writes JSON with HTML as it is.
func toJSON(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // text and numbers can always be encoded
	return strings.TrimSuffix(b.String(), "\n")
}

// ReadNoteType reads what String returned. ok is false where the text is not the one with that key.
func ReadNoteType(text, key string) (t *NoteType, ok bool) {
	sum := sha256.Sum256([]byte(text))
	return t, hex.EncodeToString(sum[:]) == key && json.Unmarshal([]byte(text), &t) == nil && t != nil
}

// String returns all that is kept, as JSON with a checksum.
func (k *Kept) String() string {
	is := *k
	is.Sum = k.sum()
	return toJSON(is)
}

func (k *Kept) sum() uint32 {
	bare := *k
	bare.Sum = 0
	return crc32.Checksum([]byte(toJSON(bare)), castagnoli)
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// ReadKept reads what String returned. ok is false where it is not as it was written.
func ReadKept(text string) (k *Kept, ok bool) {
	return k, json.Unmarshal([]byte(text), &k) == nil && k != nil && k.sum() == k.Sum
}

// Now returns the fields with the learner's edits.
func (k *Kept) Now() []string {
	fields := slices.Clone(k.Fields)
	for i, text := range k.Edits {
		if i >= 0 && i < len(fields) {
			fields[i] = text
		}
	}
	return fields
}

// Renewed returns what is kept of a note now, after another import of it. The learner's edits stay if its text here does,
// and as far as Anki has not made the same edits since.
func (k *Kept) Renewed(now *Kept, edited bool) *Kept {
	if !edited || len(k.Edits) == 0 || len(k.Fields) != len(now.Fields) {
		return now
	}
	next := *now
	next.Edits = maps.Clone(k.Edits)
	maps.DeleteFunc(next.Edits, func(i int, text string) bool { return now.Fields[i] == text })
	return &next
}

// Place is what a note's cards may show beside its fields.
type Place struct {
	Deck     string // in full, as Anki writes it
	Pictures map[string]bool
}

// Make makes the note of its fields as they are now, with all its cards. ok is false where it has others by now.
func (k *Kept) Make(t *NoteType, at Place) (made deck.Note, ok bool) { return k.make(t, at, k.Now()) }

func (k *Kept) make(t *NoteType, at Place, fields []string) (made deck.Note, ok bool) {
	const home = 1
	c := &Collection{Types: map[int64]*NoteType{t.ID: t}, Decks: map[int64]*Deck{home: {ID: home, Name: at.Deck}},
		Notes: []Note{{ID: k.ID, GUID: k.GUID, Type: t.ID, Tags: k.Tags, Fields: fields}}, Pictures: at.Pictures}
	for _, card := range k.Cards {
		c.Cards = append(c.Cards, Card{ID: card.ID, Note: k.ID, Ord: card.Ord, Deck: home})
	}
	slices.SortFunc(c.Cards, func(a, b Card) int { return cmp.Compare(a.Ord, b.Ord) })
	list := c.Imports("")
	if len(list) != 1 || len(list[0].Document.Notes) != 1 {
		return made, false
	}
	made = list[0].Document.Notes[0]
	return made, len(made.Cards) == len(k.Cards)
}
