package draw

import "strings"

// Style says how to draw.
type Style struct {
	Width int  // usable columns; the caller leaves the last one of a terminal free
	Color bool // use SGR styles; without it, marks show bold, code and links
	ASCII bool // no box, block or arrow characters
	Plain bool // for a screen reader: no box, rule, picture or emphasis
}

// Ink is how a piece of text is styled: the parameters of one SGR sequence. Inks are joined with a semicolon.
type Ink string

// The inks. There are few, and each has one meaning. Nothing is conveyed by ink alone.
const (
	Bold   Ink = "1"  // what the eye should find first
	Dim    Ink = "2"  // context, hints, frames
	Red    Ink = "31" // wrong, Again
	Green  Ink = "32" // right, Good
	Yellow Ink = "33" // a notice, Hard
	Cyan   Ink = "36" // code, Easy
)

const (
	italic    Ink = "3"
	underline Ink = "4"
	strike    Ink = "9"
)

// isCode reports whether this is the ink of code, alone or added to another.
func (i Ink) isCode() bool { return strings.HasSuffix(string(i), string(Cyan)) }

// and adds an ink to another.
func (i Ink) and(more Ink) Ink {
	switch {
	case i == "":
		return more
	case more == "" || i == more:
		return i
	}
	return i + ";" + more
}

// Paint styles s with ink if the style has colour.
func (st Style) Paint(ink Ink, s string) string {
	if !st.Color || ink == "" || s == "" {
		return s
	}
	return "\x1b[" + string(ink) + "m" + s + "\x1b[m"
}

var asciiSigns = strings.NewReplacer(
	"→", "->", "←", "<-", "↑", "^", "↓", "v", "↺", "~", "↳", ">",
	"·", "-", "•", "*", "›", ">", "×", "x", "…", "...", "─", "-", "│", "|", "┼", "+",
	"–", "-", "“", `"`, "”", `"`,
)

// Signs replaces the signs that the program puts between words (→ · › … ↺) with ASCII characters if the style asks for
// them. Don't pass it questions or answers: there an arrow is content.
func (st Style) Signs(s string) string {
	if !st.ASCII {
		return s
	}
	return asciiSigns.Replace(s)
}

// front replaces the signs of the program's on a front: the dot between a term and what is asked of it, and the arrow
// that asks for one of its ends. Other arrows there are content. Whoever hears a front hears words for the arrow, as a
// voice skips it or spells it out.
func (st Style) front(s string) string {
	const dot, to, between, from = " · ", " → ?", " → ? → ", "? → "
	if st.Plain {
		if effect, ok := strings.CutPrefix(s, from); ok {
			s = "What leads to " + effect + "?"
		}
		s = strings.ReplaceAll(s, between, " leads to what, and that to ")
		if cause, ok := strings.CutSuffix(s, to); ok {
			s = cause + " leads to what?"
		}
		return strings.ReplaceAll(s, dot, ", ")
	}
	s = strings.ReplaceAll(s, dot, st.Signs(dot))
	if cause, ok := strings.CutSuffix(s, to); ok {
		s = cause + st.Signs(to)
	}
	if effect, ok := strings.CutPrefix(s, from); ok {
		s = st.Signs(from) + effect
	}
	return s
}
