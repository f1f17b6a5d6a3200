// Package draw turns what a session has to say into lines of text at a width: Markdown, wrapping, differences, bars. It
// is pure and knows plain values only; the only control sequences it makes are styles (SGR), and text from
// outside passes Clean before anything else is done with it.
package draw

// Style says how to draw.
type Style struct {
	Width int  // columns that may be used; the caller leaves the last one of a terminal free
	Color bool // SGR styles; without it bold, code and links are told by signs
	ASCII bool // no box, block or arrow characters
}

// Screen is one question as a person sees it, in parts. Empty parts take no room.
type Screen struct {
	Notice  string   // what just happened: "undone: Good for …"
	Head    []string // the left of the head line, most important first; what does not fit is dropped from the end
	Place   string   // the right of the head line: deck › chapter; shortened before Head is
	Context string   // before the front: the group or heading that it stands under
	Front   string   // Markdown
	Items   []Item   // options, or members to order, numbered from 1
	Given   string   // what was typed, when the answer is shown
	Answer  string   // what should have been typed; drawn against Given grapheme by grapheme
	Back    string   // Markdown; "" until the answer is shown
	Source  string   // under the back: the whole bullet and where it stands
	Buttons []Button // the grade keys
	Keys    string   // the other keys that work now: "u undo   q quit"
}

// Item is one numbered option and a remark behind it: "<- right".
type Item struct{ Text, Remark string }

// Button is a grade key: "1 Again 1d ↺".
type Button struct {
	Key     rune
	Name    string
	Next    string // the interval it gives; "" on a repeat
	Returns bool   // the card also comes back today
	Ease    int    // -1 lowers the ease, +1 raises it
	Starred bool   // what Space gives
}
