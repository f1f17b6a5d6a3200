package data

import (
	"slices"

	"recall/deck"
	"recall/deck/anki"
	"recall/deck/inline"
)

// Notes that came from Anki go back as the notes that they are there. What Anki does with one depends on its time: it takes
// a note that is later than its own, and leaves its own alone otherwise. So a note has the time that it had in Anki until
// the learner edits it or its tags here, and then the time of that.

// backRow is what the database says of a card's note.
type backRow struct {
	note   int64
	source string
	kept   string // note.anki
	text   string
	own    bool  // the text is the learner's
	edited int64 // s
	tagged int64 // ms: when the learner changed tags of the card last
}

// back returns the note that a card goes back with, or nil if it goes as a card of ours. ok is false where it can't go at
// all: Anki does not have it.
func (x *ankiWriter) back(r *backRow, o *anki.Ours, files map[string]string) (b *anki.Back, ok bool) {
	b, seen := x.backs[r.note]
	if !seen {
		b = x.newBack(r, o.Path, files)
		x.backs[r.note] = b
	}
	if b == nil {
		return nil, true
	}
	if _, has := b.Cards[o.Card.Slot]; !has || b.NoteType == nil {
		return nil, false
	}
	b.Tags = deck.Tags(b.Tags, o.Tags)
	if r.tagged > 0 && b.TagsDiffer() {
		b.Modified = max(b.Modified, b.Kept.Modified+1, r.tagged/1000)
	}
	for _, e := range embedsIn(shownIn(&o.Card)...) {
		for _, name := range inline.FileNames(e.File) {
			if packed := o.Files[e.File]; packed != "" && packed != name && files[name] != "" {
				b.Rename(name, packed)
			}
		}
	}
	return b, true
}

// newBack reads what is kept of a note. It returns nil where nothing is, and a note without a type where it can't go along
// beside the others.
func (x *ankiWriter) newBack(r *backRow, path []string, files map[string]string) *anki.Back {
	if r.kept == "" {
		return nil
	}
	k, t, ok := x.kept.read(r.kept)
	if !ok {
		return nil
	}
	b := &anki.Back{Kept: k, NoteType: t, Modified: k.Modified}
	if x.taken[k.GUID] { // Anki would take both for one
		b.NoteType = nil
		return b
	}
	x.taken[k.GUID] = true
	if newest := x.types[t.ID]; newest == nil || newest.Modified < t.Modified {
		x.types[t.ID] = t
	}
	if len(k.Edits) > 0 {
		b.Modified = max(k.Modified+1, r.edited)
	}
	if r.own {
		made, ok := k.Make(t, placeOf(r.source, path[min(1, len(path)):], files))
		if !ok || made.Text != r.text {
			x.edited = append(x.edited, r.text)
		}
	}
	return b
}

// settleTypes gives all notes of a type its newest version, as Anki has only one. Notes of one with other fields or
// templates can't go along, nor can cards that Anki does not have: these are left out.
func (x *ankiWriter) settleTypes() {
	for _, b := range x.backs {
		if b == nil || b.NoteType == nil {
			continue
		}
		newest := x.types[b.NoteType.ID]
		if !newest.SameForm(b.NoteType) {
			newest = nil
		}
		b.NoteType = newest
	}
	kept := x.cards[:0]
	for i := range x.cards {
		c := &x.cards[i]
		if x.out[i] || c.Back != nil && c.Back.NoteType == nil {
			x.left = append(x.left, c.Card.Front())
			continue
		}
		kept = append(kept, *c)
	}
	x.cards = kept
	slices.Sort(x.edited)
}
