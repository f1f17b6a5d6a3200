package read

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// CrowdAnki keeps a deck of Anki as an object in JSON: its notes, the types of the notes by their ids, and the decks in
// it. Fields are HTML.

// crowdDeck is a deck of CrowdAnki. Its children's notes may have types that stand in their parent.
type crowdDeck struct {
	Type     string      `json:"__type__"`
	Name     string      `json:"name"`
	Children []crowdDeck `json:"children"`
	Models   []struct {
		ID     string `json:"crowdanki_uuid"`
		Name   string `json:"name"`
		Type   int    `json:"type"` // 1: cloze
		Fields []struct {
			Name string `json:"name"`
		} `json:"flds"`
	} `json:"note_models"`
	Notes []json.RawMessage `json:"notes"`
}

// crowdNote is one of its notes.
type crowdNote struct {
	Fields []string `json:"fields"`
	ID     string   `json:"guid"`
	Model  string   `json:"note_model_uuid"`
	Tags   []string `json:"tags"`
}

// isCrowdAnki reports whether a text may be a deck of CrowdAnki.
func isCrowdAnki(text []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) && bytes.Contains(text, []byte(`"__type__"`)) &&
		(bytes.Contains(text, []byte(`"note_models"`)) || bytes.Contains(text, []byte(`"crowdanki_uuid"`)))
}

// readCrowdAnki reads a deck of CrowdAnki. ok is false where it is none after all.
func (j *jsonFile) readCrowdAnki() (ok bool) {
	var d crowdDeck
	if json.Unmarshal(j.text, &d) != nil || d.Type != "Deck" {
		return false
	}
	c := crowdFile{jsonFile: j, models: map[string]*sheet{}, kinds: map[string]string{}}
	c.addDeck(&d, d.Name)
	return true
}

// crowdFile is a file of CrowdAnki while its notes are read. A note type says what the fields of a note are, as the
// head of a table says it of columns.
type crowdFile struct {
	*jsonFile
	models map[string]*sheet
	kinds  map[string]string
	offset int // where the last note stands
}

func (c *crowdFile) addDeck(d *crowdDeck, name string) {
	for _, m := range d.Models {
		names := make([]string, len(m.Fields))
		for i, f := range m.Fields {
			names[i] = f.Name
		}
		s := &sheet{doc: c.doc}
		s.setColumns(names)
		c.models[m.ID], c.kinds[m.ID] = s, m.Name
		if m.Type == 1 && !strings.Contains(strings.ToLower(m.Name), "cloze") {
			c.kinds[m.ID] += " cloze"
		}
	}
	for i := range d.Children { // they stand before the notes
		c.addDeck(&d.Children[i], name+"::"+d.Children[i].Name)
	}
	for _, raw := range d.Notes {
		line := c.lineOf(raw)
		if fault := c.addNote(raw, name, line); fault != "" {
			c.report(line, fault)
		}
	}
}

// lineOf returns the line of a note, which stands behind the last one.
func (c *crowdFile) lineOf(raw json.RawMessage) int {
	if at := bytes.Index(c.text[c.offset:], raw); at >= 0 {
		c.offset += at
	}
	return c.line(int64(c.offset))
}

func (c *crowdFile) addNote(raw json.RawMessage, deckName string, line int) (fault string) {
	var n crowdNote
	if json.Unmarshal(raw, &n) != nil || len(n.Fields) == 0 {
		return "this is no note; export the deck again"
	}
	s := c.models[n.Model]
	if s == nil || len(s.roles) < len(n.Fields) {
		return "its note type is not in this file; export the whole deck"
	}
	r := record{line: line, id: n.ID, noteType: c.kinds[n.Model], deck: deckName, tags: slices.Clone(n.Tags)}
	var more []string
	for i, field := range n.Fields {
		if field = fieldText(field); field != "" && !r.set(s.roles[i], field) {
			more = append(more, s.names[i]+": "+field)
		}
	}
	r.extra = strings.TrimSpace(r.extra + "\n" + strings.Join(more, "\n"))
	if fault := addRecord(c.doc, r); fault != "" {
		return fault
	}
	c.decks = append(c.decks, r.deck)
	return ""
}
