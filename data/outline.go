package data

import (
	"encoding/json"
	"fmt"

	"recall/deck"
)

// outline is what a file says beside its bullets, as far as an export needs it to write the file anew.
type outline struct {
	Title   string      `json:"title,omitempty"`
	Lang    string      `json:"lang,omitempty"`
	Parents map[int]int `json:"parents,omitempty"` // the line of the bullet that one is nested under, by its line
}

// outlineOf returns the outline of a document as it is stored.
func outlineOf(doc *deck.Document) string {
	o := outline{Title: doc.Title, Lang: doc.Lang, Parents: map[int]int{}}
	for i := range doc.Notes {
		if p := doc.Notes[i].Parent; p >= 0 {
			o.Parents[doc.Notes[i].Line] = doc.Notes[p].Line
		}
	}
	text, _ := json.Marshal(o) // strings and numbers can always be encoded
	return string(text)
}

// readOutline reads a stored outline.
func readOutline(text []byte) (o outline, err error) {
	if err := json.Unmarshal(text, &o); err != nil {
		return o, fmt.Errorf("outline of a file: %w", err)
	}
	return o, nil
}
