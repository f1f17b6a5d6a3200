package blocks

import (
	"encoding/json"
	"strings"
)

// TakeCopyLine reads the mark of an export, takes its line off the text, and notes what it says.
func (r *File) TakeCopyLine() {
	end := strings.TrimRight(string(r.Text[max(0, len(r.Text)-maxCopyLine):]), " \n")
	at := strings.LastIndexByte(end, '\n') + 1
	rest, ok := strings.CutPrefix(end[at:], CopyMark)
	name, closed := strings.CutSuffix(rest, " -->")
	if !ok || !closed || json.Unmarshal([]byte(name), &r.Doc.Deck) != nil {
		return
	}
	r.Doc.Copy = true
	Blank(r.Text[max(0, len(r.Text)-maxCopyLine)+at:])
}

// maxCopyLine is how long that line can be, in bytes.
const maxCopyLine = 2 << 10

// CopyMark begins the last line of Markdown that recall exported. The deck's name follows, as JSON writes it.
const CopyMark = "<!-- recall: deck "

// CopyLine is the line that tells Markdown that recall exported from other Markdown: an import of it leaves alone what the deck has
// already, and goes to the deck of this name.
func CopyLine(deckName string) string {
	name, err := json.Marshal(deckName) // its > is \u003e, so that no name ends the comment
	if err != nil {                     // text: it can't fail
		panic(err)
	}
	return CopyMark + string(name) + " -->\n"
}
