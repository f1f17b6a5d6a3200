package deck

import "strings"

// Block is one block of what stands below a bullet or a heading.
type Block struct {
	Kind  BlockKind
	Line  int    // of the file, from 1
	Depth int    // of a nested bullet: 0 right below, 1 below that …
	Note  int    // of a nested bullet: its index in the document's notes
	Text  string // Markdown; of code its lines alone
}

// BlockKind is what a block is.
type BlockKind uint8

// The kinds of blocks.
const (
	Paragraph BlockKind = iota
	Code                // fenced, set in, or a paragraph that is one code span
	Nested              // a bullet below the bullet
	List                // of bullets: they are notes of their own
	Table
	Quote
	Break // a line across
	Other // headings and HTML
)

// maxShortCode is how many lines of code are an answer by themselves.
const maxShortCode = 2

// CodeBelow is the code right under the bullet, if it is short; else "".
func (b *Bullet) CodeBelow() string {
	if len(b.Below) == 0 || b.Below[0].Kind != Code {
		return ""
	}
	code := strings.TrimSpace(b.Below[0].Text)
	if strings.Count(b.Below[0].Text, "\n") >= maxShortCode {
		return ""
	}
	return code
}

// TextBelow is the paragraph right under the bullet, as one line; "" without one.
func (b *Bullet) TextBelow() string {
	if len(b.Below) == 0 || b.Below[0].Kind != Paragraph {
		return ""
	}
	return b.Below[0].Text
}
