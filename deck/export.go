package deck

import (
	"encoding/json"
	"slices"
	"strings"
)

// A card that recall exports says, beside front and back, all that tells it from others: its bullet and where that stands, its slot, how it can
// be asked. Read again it is the same card, whatever the recognisers would make of the bullet by then.

// Exported is a card on its way out.
type Exported struct {
	Deck string
	ID   string // the card's id, for tools that tell notes by one
	Note *Note  // its bullet; Cards are left alone
	Card Card
}

// exactCard is an exported card by the names of its JSON and of the columns of its CSV.
type exactCard struct {
	Front    string   `json:"front"` // with the context
	Back     string   `json:"back"`
	Deck     string   `json:"deck"`
	Tags     []string `json:"tags,omitempty"`
	ID       string   `json:"id,omitempty"`
	Extra    string   `json:"extra,omitempty"`
	Accept   []string `json:"accept,omitempty"`
	Members  []string `json:"members,omitempty"`
	Path     []string `json:"path,omitempty"`
	Label    string   `json:"label,omitempty"`
	Group    string   `json:"group,omitempty"`
	Bullet   string   `json:"bullet"`
	Pin      string   `json:"pin,omitempty"` // the id written in the bullet
	Slot     string   `json:"slot"`
	Context  string   `json:"context,omitempty"`
	Forms    []string `json:"forms"`
	Rule     string   `json:"rule"`
	Draft    bool     `json:"draft,omitempty"`
	Weakness string   `json:"weakness,omitempty"`
}

func exactOf(e *Exported) exactCard {
	n, c := e.Note, &e.Card
	return exactCard{
		Front: c.Front(), Back: c.Answer, Deck: e.Deck, Tags: n.Tags, ID: e.ID, Extra: c.Extra, Accept: c.Accept, Members: c.Members,
		Path: n.Headings, Label: n.Label, Group: n.Group, Bullet: n.Text, Pin: n.ID, Slot: c.Slot, Context: c.Context, Forms: c.Forms.Names(),
		Rule: n.Rule, Draft: c.Draft, Weakness: c.Weakness,
	}
}

// addExact adds an exported card to the document: to its last note, if that is the card's bullet, else to a new one.
func (doc *Document) addExact(x *exactCard, line int) (fault string) {
	forms, ok := formsNamed(x.Forms)
	switch {
	case x.Bullet == "" || x.Slot == "" || x.Front == "":
		return "an exported card needs bullet, slot and front; export the deck again"
	case !ok || forms == 0:
		return "there is no such form of a card as \"" + strings.Join(x.Forms, " ") + "\"; a newer recall may know it"
	}
	c := Card{
		Slot: x.Slot, Context: x.Context, Prompt: x.Front, Answer: x.Back, Extra: x.Extra, Accept: x.Accept, Members: x.Members, Forms: forms,
		Draft: x.Draft, Weakness: x.Weakness,
	}
	if x.Context != "" {
		prompt, ok := strings.CutPrefix(x.Front, x.Context+step)
		if !ok {
			return "the front does not begin with its context; export the deck again"
		}
		c.Prompt = prompt
	}
	n := len(doc.Notes)
	if n == 0 {
		doc.Deck, doc.Tags, doc.Copy = x.Deck, slices.Clone(x.Tags), true
	} else {
		doc.Tags = slices.DeleteFunc(doc.Tags, func(t string) bool { return !slices.Contains(x.Tags, t) }) // of the file: what all have
		last := &doc.Notes[n-1]
		if last.Text == x.Bullet && last.ID == x.Pin && last.Label == x.Label && last.Group == x.Group && slices.Equal(last.Headings, x.Path) &&
			!slices.ContainsFunc(last.Cards, func(k Card) bool { return k.Slot == c.Slot }) {
			last.Cards = append(last.Cards, c)
			return ""
		}
	}
	doc.Notes = append(doc.Notes, Note{
		Bullet: Bullet{Place: placeAfter(doc.Notes, x.Path, x.Label, x.Group), Line: line, Text: x.Bullet, ID: x.Pin, Parent: -1, List: len(doc.Notes) + 1, Tags: x.Tags},
		Rule:   x.Rule, Cards: []Card{c}, Given: true,
	})
	return ""
}

// formNames are the words for the forms, in the order of their bits.
var formNames = [...]string{"reveal", "type", "cloze", "choice", "order", "set", "exact"}

// Names lists the forms in words.
func (f Forms) Names() []string {
	names := []string{}
	for bit, name := range formNames {
		if f.Has(1 << bit) {
			names = append(names, name)
		}
	}
	return names
}

func formsNamed(names []string) (f Forms, ok bool) {
	for _, name := range names {
		bit := slices.Index(formNames[:], name)
		if bit < 0 {
			return 0, false
		}
		f |= 1 << bit
	}
	return f, true
}

// CopyMark begins the last line of Markdown that recall exported. The deck's name follows, as JSON writes it.
const CopyMark = "<!-- recall: deck "

// takeCopyLine reads the mark of an export, takes its line off the text, and notes what it says.
func (r *reading) takeCopyLine() {
	end := strings.TrimRight(string(r.text[max(0, len(r.text)-maxCopyLine):]), " \n")
	at := strings.LastIndexByte(end, '\n') + 1
	rest, ok := strings.CutPrefix(end[at:], CopyMark)
	name, closed := strings.CutSuffix(rest, " -->")
	if !ok || !closed || json.Unmarshal([]byte(name), &r.doc.Deck) != nil {
		return
	}
	r.doc.Copy = true
	blank(r.text[max(0, len(r.text)-maxCopyLine)+at:])
}

// maxCopyLine is how long that line can be, in bytes.
const maxCopyLine = 2 << 10
