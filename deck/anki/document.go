package anki

import (
	"fmt"
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/marks"
	"recall/deck/read"
	"recall/deck/text"
)

// Import is a deck of a collection, with the decks below it, as a document.
type Import struct {
	Document *deck.Document
	Cards    map[Key]int      // which card is which of the collection's, by its index in Collection.Cards
	Kept     map[string]*Kept // by the id of the note; those that recall had written are not kept
}

// Key names a card of a document made of a collection.
type Key struct {
	Note string // the id of its note
	Slot string
}

// Bounds of what becomes of a collection.
const (
	maxWork  = 8 << 30 // steps of filling in templates: a large collection takes a tenth
	maxHints = 1000    // cards that are left out by name
)

// Imports makes documents of the collection, one for each deck of the highest level. The decks below it are headings.
// A document has a note for each of Anki's, in the deck of its first card. Notes are explicit; the cards that can't be
// asked are hints, each with the first field of its note.
//
// The cards have the slots that follow from the note type alone, so that they stay when an import is repeated: the first
// template's is forward; that of the first other template which asks the other way round is reverse; that of any other
// template is card:N, by its place; and that of a gap is cloze:N, by its number.
func (c *Collection) Imports(name string) (list []*Import) {
	m := &importer{Collection: c, types: map[int64]*importedType{}, keys: map[int64]string{}, work: maxWork}
	for places := m.places(); len(places) > 0; {
		n := 1
		for n < len(places) && places[n].top() == places[0].top() {
			n++
		}
		list = append(list, m.document(name, places[:n]))
		places = places[n:]
	}
	return list
}

// document makes the document of a deck.
func (m *importer) document(name string, places []place) *Import {
	top := places[0].top()
	// The deck is the title, too: what a package is called changes with each export, and fronts must not.
	m.into = &Import{Document: &deck.Document{Name: name, Deck: top, Title: top}, Cards: map[Key]int{}, Kept: map[string]*Kept{}}
	m.left = 0
	for _, p := range places {
		m.add(p)
	}
	if m.left > maxHints {
		m.hint(fmt.Sprintf("%d more cards were left out", m.left-maxHints))
	}
	m.into.Document.Language = text.Language("", m.sample())
	return m.into
}

// importer is a collection while it becomes a document.
type importer struct {
	*Collection
	into  *Import
	types map[int64]*importedType
	keys  map[int64]string // of note types
	ids   map[string]int
	work  int
	left  int // cards left out
}

// add adds the note at a place to the document.
func (m *importer) add(p place) {
	note := &m.Notes[p.note]
	doc, t := m.into.Document, m.typeOf(note.Type)
	id := m.id(note)
	is := deck.Note{Rule: "explicit:anki"}
	ours := isOurs(t)
	if ours {
		is.Rule, is.Given = OursRule, true
	}
	bySlot := map[string]int{}
	at, first, worded := 0, 0, false // the first card that has words on both sides: the note is known by its text
	for _, k := range p.cards {
		card := &m.Collection.Cards[k]
		made, fault := deck.Card{}, faultType
		if t != nil && (t.Cloze && len(t.Templates) > 0 || card.Ord < len(t.Templates)) {
			ok := false
			if ours {
				made, fault, ok = m.makeOurs(t, note, card)
			} else {
				made, fault, ok = m.make(t, note, card)
			}
			if !ok {
				continue
			}
		}
		if fault != "" {
			m.leaveOut(note, fault)
			continue
		}
		made.Slot = t.slot(card.Ord)
		key := Key{id, made.Slot}
		if _, taken := m.into.Cards[key]; taken {
			continue
		}
		m.into.Cards[key], bySlot[made.Slot] = k, k
		if words := shows(made.Prompt) && shows(made.Answer); len(is.Cards) == 0 || words && !worded {
			at, first, worded = len(is.Cards), card.Ord, words
		}
		is.Cards = append(is.Cards, made)
	}
	if len(is.Cards) == 0 {
		return
	}
	if !ours {
		m.into.Kept[id] = m.keep(note, p.path, bySlot)
	}
	line := len(doc.Notes) + 1
	is.Bullet = deck.Bullet{
		Place: deck.PlaceAfter(doc.Notes, p.path[min(1, len(p.path)):], "", ""),
		Line:  line, Text: t.text(note, is.Cards[at], first), ID: id, Parent: -1, List: line, Tags: note.Tags,
	}
	doc.Notes = append(doc.Notes, is)
}

// faultType says that Anki itself could not show a card.
const faultType = "has no template"

// make makes the card of a template, or of a gap.
func (m *importer) make(t *importedType, note *Note, card *Card) (made deck.Card, fault string, ok bool) {
	at := card.Ord
	if t.Cloze {
		at = 0
	}
	f := filler{
		note: note, kind: t.NoteType, template: &t.Templates[at], card: card, deck: m.deckName(card), work: &m.work,
		empty: map[string]bool{}, pictures: m.Pictures,
	}
	return f.make(t.templates[at])
}

// id is the note's id in the document: its GUID, which all copies of a shared deck have. Anki keeps no two notes from
// having one.
func (m *importer) id(note *Note) string {
	if m.ids == nil {
		m.ids = map[string]int{}
	}
	if m.ids[note.GUID]++; m.ids[note.GUID] > 1 {
		return fmt.Sprintf("%s~%d", note.GUID, m.ids[note.GUID])
	}
	return note.GUID
}

// text is the text of a note: both sides of its first card, or what that one's gaps stand in.
func (t *importedType) text(note *Note, first deck.Card, ord int) string {
	if t.Cloze {
		for _, field := range note.Fields {
			if _, hidden := hide(parseGaps(field), ord+1); len(hidden) > 0 {
				return text.OneLine(read.HTML(field))
			}
		}
	}
	return marks.JoinSides(strings.TrimSpace(inline.WithoutSounds(first.Prompt)), first.Answer)
}

// leaveOut names a card that can't be asked.
func (m *importer) leaveOut(note *Note, fault string) {
	if m.left++; m.left <= maxHints {
		m.hint(fmt.Sprintf("a card of %q %s; it was left out", title(note), fault))
	}
}

func (m *importer) hint(what string) {
	doc := m.into.Document
	doc.Hints = append(doc.Hints, deck.Problem{File: doc.Name, Line: len(doc.Notes) + 1, Msg: what})
}

// title is the first field of a note in which there is something to read, else the first that is not empty, as it is.
func title(note *Note) string {
	first := note.GUID
	for i := len(note.Fields) - 1; i >= 0; i-- {
		if !isEmpty(note.Fields[i]) {
			first = text.OneLine(note.Fields[i][:min(len(note.Fields[i]), 100*maxTitle)])
		}
	}
	for _, field := range note.Fields {
		start := field[:min(len(field), 100*maxTitle)]
		s := text.OneLine(read.HTML(reveal(parseGaps(start))))
		if shows(s) && !strings.HasPrefix(s, occlusion) {
			first = s
			break
		}
	}
	if r := []rune(first); len(r) > maxTitle {
		return string(r[:maxTitle-1]) + "…"
	}
	return first
}

// maxTitle is the longest title of a note, in runes.
const maxTitle = 50

// sample is the beginning of the document's text, which tells its language.
func (m *importer) sample() []byte {
	var b []byte
	for i := range m.into.Document.Notes {
		if b = append(append(b, m.into.Document.Notes[i].Text...), '\n'); len(b) > 64<<10 {
			break
		}
	}
	return b
}
