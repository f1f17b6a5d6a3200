package anki

import (
	"slices"
	"strings"

	"recall/deck"
)

// Back is a note that came from Anki and goes back there: the same note, of the same type, with the same cards.
type Back struct {
	*Kept
	NoteType *NoteType
	Modified int64    // s since 1970. Anki updates its note only if this is later than its own
	Tags     []string // of its cards, in normal form

	renamed map[string]string
}

// note returns the note.
func (b *Back) note() Note {
	fields := b.Now()
	for len(fields) < len(b.NoteType.Fields) {
		fields = append(fields, "")
	}
	fields = fields[:len(b.NoteType.Fields)] // Anki refuses a note with more or fewer
	names := b.names()
	for i := range fields {
		fields[i] = names.Replace(fields[i])
	}
	return Note{ID: b.ID, GUID: b.GUID, Type: b.NoteType.ID, Modified: b.Modified, Tags: b.tags(), Fields: fields}
}

// tags returns the tags in Anki's spelling: as it had them, without those that the learner took away, and then those that
// were added.
func (b *Back) tags() []string {
	list := slices.DeleteFunc(slices.Clone(b.Kept.Tags), func(tag string) bool {
		return deck.Tag(tag) != "" && !deck.HasTag(b.Tags, deck.Tag(tag))
	})
	return append(list, oursTags(deck.WithoutTags(deck.Tags(b.Tags), deck.Tags(b.Kept.Tags)))...)
}

// TagsDiffer reports whether the learner gave or took tags.
func (b *Back) TagsDiffer() bool { return !slices.Equal(b.tags(), b.Kept.Tags) }

// names gives the pictures and sounds of a field their other names, all at once: one may have the old name of another.
func (b *Back) names() *strings.Replacer {
	var pairs []string
	for name, other := range b.renamed {
		for _, around := range [][2]string{{`"`, `"`}, {"'", "'"}, {"[sound:", "]"}} {
			pairs = append(pairs, around[0]+name+around[1], around[0]+other+around[1])
		}
	}
	return strings.NewReplacer(pairs...)
}

// Rename gives a picture or a sound another name in the fields, as the package has another file of that name.
func (b *Back) Rename(name, other string) {
	if b.renamed == nil {
		b.renamed = map[string]string{}
	}
	b.renamed[name] = other
}

// SameForm reports whether two versions of a note type have the same fields and templates. Only then does Anki take one
// for the other.
func (t *NoteType) SameForm(other *NoteType) bool {
	return t.ID == other.ID && t.Cloze == other.Cloze && slices.Equal(t.Fields, other.Fields) &&
		slices.EqualFunc(t.Templates, other.Templates, func(a, b Template) bool { return a.Name == b.Name })
}
