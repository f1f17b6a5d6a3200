package deck

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

// CodeBelow is the code right under the bullet; "" without any.
func (b *Bullet) CodeBelow() string { return b.firstBelow(Code) }

// TextBelow is the paragraph right under the bullet, as one line; "" without one.
func (b *Bullet) TextBelow() string { return b.firstBelow(Paragraph) }

// firstBelow is the text of the block right under the bullet, if it is of this kind.
func (b *Bullet) firstBelow(kind BlockKind) string {
	if len(b.Below) == 0 || b.Below[0].Kind != kind {
		return ""
	}
	return b.Below[0].Text
}
