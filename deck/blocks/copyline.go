package blocks

import (
	"encoding/json"
	"strings"
)

// TakeCopyLine reads the line that marks an export, blanks it out, and keeps what it says in the document.
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

// maxCopyLine is the greatest length of that line, in bytes.
const maxCopyLine = 2 << 10

// CopyMark begins the last line of Markdown that recall exported. The deck's name follows in JSON.
const CopyMark = "<!-- recall: deck "

// CopyLine returns the line that marks Markdown as an export of recall. Its import goes to the deck of this name, and
// leaves what that deck has already as it is.
func CopyLine(deckName string) string {
	name, err := json.Marshal(deckName) // it writes > as \u003e, so no name ends the comment
	if err != nil {                     // a string can't fail
		panic(err)
	}
	return CopyMark + string(name) + " -->\n"
}
