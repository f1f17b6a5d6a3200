package read

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"recall/deck"
)

// Exact is an exported card, with the names that its JSON and the columns of its CSV have.
type Exact struct {
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

// addExact adds an exported card to the document: to the last note, if that is the card's bullet, else to a new one.
func addExact(doc *deck.Document, x *Exact, line int) (fault string) {
	const lacks = "an exported card needs bullet, slot, front, back and rule; export the deck again"
	blank := func(s string) bool { return strings.TrimSpace(s) == "" }
	forms, ok := deck.FormsNamed(x.Forms)
	switch {
	case slices.ContainsFunc([]string{x.Bullet, x.Slot, x.Front, x.Back, x.Rule}, blank):
		return lacks
	case !ok || forms == 0:
		return "there is no such form of a card as \"" + strings.Join(x.Forms, " ") + "\"; a newer recall may know it"
	}
	c := deck.Card{
		Slot: x.Slot, Context: x.Context, Prompt: x.Front, Answer: x.Back, Extra: x.Extra,
		Accept: x.Accept, Members: x.Members, Forms: forms, Draft: x.Draft, Weakness: x.Weakness,
	}
	if x.Context != "" {
		prompt, ok := strings.CutPrefix(x.Front, x.Context+deck.PathSeparator)
		if !ok {
			return "the front does not begin with its context; export the deck again"
		}
		if blank(prompt) {
			return lacks
		}
		c.Prompt = prompt
	}
	n := len(doc.Notes)
	if n == 0 {
		doc.Deck, doc.Copy = x.Deck, true
	} else {
		last := &doc.Notes[n-1]
		if last.Text == x.Bullet && last.ID == x.Pin && last.Label == x.Label && last.Group == x.Group &&
			slices.Equal(last.Headings, x.Path) &&
			!slices.ContainsFunc(last.Cards, func(k deck.Card) bool { return k.Slot == c.Slot }) {
			last.Cards = append(last.Cards, c)
			last.Tags = deck.Tags(last.Tags, x.Tags)
			return ""
		}
	}
	doc.Notes = append(doc.Notes, deck.Note{
		Bullet: deck.Bullet{
			Place: deck.PlaceAfter(doc.Notes, x.Path, x.Label, x.Group),
			Line:  line, Text: x.Bullet, ID: x.Pin, Parent: -1, List: len(doc.Notes) + 1, Tags: deck.Tags(x.Tags),
		},
		Rule: x.Rule, Cards: []deck.Card{c}, Given: true,
	})
	return ""
}

// ExactColumns are the columns of an exported table, by the names of Exact.
var ExactColumns = []string{"front", "back", "deck", "tags", "id", "extra", "accept", "members", "path", "label",
	"group", "bullet", "pin", "slot", "context", "forms", "rule", "draft", "weakness"}

// CSVMark is the line by which a table is known as an export of recall.
var CSVMark = "#columns:" + strings.Join(ExactColumns, ",")

// readList reads a list in JSON. An empty cell is an empty list.
func readList(cell string) (list []string, ok bool) {
	return list, cell == "" || json.Unmarshal([]byte(cell), &list) == nil
}

// readPath reads the titles above a card: a list in JSON, or as SplitPath takes them.
func readPath(cell string) []string {
	if list, ok := readList(cell); ok && strings.HasPrefix(cell, "[") {
		return list
	}
	return SplitPath(cell)
}

// exactRow reads the cells of an exported card.
func exactRow(names, cells []string) (x Exact, fault string) {
	lists := map[string]*[]string{"accept": &x.Accept, "members": &x.Members}
	plain := map[string]*string{
		"front": &x.Front, "back": &x.Back, "deck": &x.Deck, "id": &x.ID, "extra": &x.Extra, "label": &x.Label,
		"group": &x.Group, "bullet": &x.Bullet, "pin": &x.Pin, "slot": &x.Slot, "context": &x.Context, "rule": &x.Rule,
		"weakness": &x.Weakness,
	}
	for i, cell := range cells {
		name := names[i]
		switch to, list := plain[name], lists[name]; {
		case to != nil:
			*to = cell
		case list != nil:
			var ok bool
			if *list, ok = readList(cell); !ok {
				return x, name + " is no list of JSON; export the deck again"
			}
		case name == "path":
			x.Path = readPath(cell)
		case name == "tags":
			x.Tags = strings.Split(cell, " ")
		case name == "forms":
			x.Forms = strings.Fields(cell)
		case name == "draft":
			x.Draft = cell == "true"
		}
	}
	return x, ""
}

// isExact reports whether these are the columns of an exported table.
func isExact(names []string) bool {
	return slices.Contains(names, "bullet") && slices.Contains(names, "slot")
}

// JSONMark is in every card that recall exported as JSON.
const JSONMark = `"bullet":"`

// exactJSON reads an exported card. ok is false for a card that recall did not export.
func exactJSON(raw []byte) (x Exact, ok bool, fault string) {
	if !bytes.Contains(raw, []byte(`"bullet"`)) || !bytes.Contains(raw, []byte(`"slot"`)) {
		return x, false, ""
	}
	var keys map[string]json.RawMessage
	if json.Unmarshal(raw, &keys) != nil || keys["bullet"] == nil || keys["slot"] == nil {
		return x, false, ""
	}
	if err := json.Unmarshal(raw, &x); err != nil {
		return x, true, "an exported card has a value of another kind; export the deck again"
	}
	return x, true, ""
}
