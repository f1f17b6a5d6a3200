package anki

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/read"
	"recall/deck/text"
)

// parsed is a template that is read.
type parsed struct {
	front, back []node
	err         error
}

// parse reads both sides of a template.
func (t *Template) parse() parsed {
	front, err := parseTemplate(t.Front)
	if err != nil {
		return parsed{err: err}
	}
	back, err := parseTemplate(t.Back)
	return parsed{front, back, err}
}

// Faults of a card, each the end of a sentence that names it.
const (
	faultPicture   = "only shows a picture or plays a sound" // what the template says does not count
	faultOcclusion = "hides areas of a picture"
	faultBack      = "has an empty back"
	faultGap       = "shows nothing but a gap"
	faultLong      = "is too long"
)

// make makes our card of a card of Anki's. ok is false where the front is empty: in Anki, too, that is no card. A fault
// says why a card can't be asked.
func (f *filler) make(t parsed) (c deck.Card, fault string, ok bool) {
	if t.err != nil {
		return c, "can't be shown, as " + t.err.Error(), true
	}
	front := (&filling{filler: f}).run(t.front)
	switch {
	case front.tooLong:
		return c, faultLong, true
	case f.kind.Cloze && len(front.gaps) == 0, !front.filled:
		return c, "", false
	case f.kind.Occlusion, slices.ContainsFunc(front.gaps, func(g string) bool { return strings.HasPrefix(g, occlusion) }):
		return c, faultOcclusion, true
	}
	back, more := f.back(t.back, &front)
	if back.tooLong {
		return c, faultLong, true
	}
	c, fault = f.compose(&front, &back, more)
	return c, fault, true
}

// compose makes a card of two sides, and of what the back says more. The sounds of the front stand behind its words, and
// those of the back behind what it says more, so that an answer to be typed is words alone.
func (f *filler) compose(front, back *side, more []string) (c deck.Card, fault string) {
	cloze := len(front.gaps) > 0
	shown := read.HTML(front.above + front.below)
	answer := back.below
	switch {
	case cloze:
		answer, more = joinGaps(front.gaps), append([]string{back.above, back.below}, more...)
	case !back.line:
		answer = back.above
	}
	said := read.HTML(answer)
	if !cloze && !back.line {
		said = unrepeated(said, shown, "")
	}
	for _, other := range append([]string{front.typed}, back.hints...) {
		if said == "" {
			said = read.HTML(other)
		}
	}
	c = card.Forward(text.Flow(shown), text.Flow(said))
	switch {
	case len(c.Prompt) > inline.MaxLength, len(c.Answer) > maxAnswer:
		return c, faultLong
	case (!front.readable || !shows(c.Prompt)) && !f.pictured(c.Prompt):
		return c, faultPicture
	case !shows(c.Answer) && !f.pictured(c.Answer) && (c.Answer != "" || hasSound(answer) || back.spoken):
		return c, faultPicture
	case cloze && !text.HasWord(strings.ReplaceAll(c.Prompt, deck.Gap, "")):
		return c, faultGap
	case c.Answer == "":
		return c, faultBack
	}
	var extra []string
	for _, html := range slices.Concat(more, front.hints, back.hints) {
		if e := unrepeated(saidIn(html), shown, said); e != "" && !slices.Contains(extra, e) {
			extra = append(extra, e)
		}
	}
	heard := soundsOf(front.above, front.below)
	c.Prompt = withSounds(c.Prompt, heard)
	c.Extra = withSounds(strings.Join(extra, "\n"), slices.DeleteFunc(soundsOf(slices.Concat(
		[]string{back.above, back.below, answer}, more, front.hints, back.hints)...),
		func(name string) bool { return slices.Contains(heard, name) }))
	if len(inline.Embeds(c.Answer)) > 0 { // a picture can't be typed, and stands out among options of words
		c.Forms &^= deck.Type | deck.Choice
	}
	if cloze {
		c.Forms = c.Forms&^deck.Choice | deck.Cloze
	}
	if front.typed != "" && len(inline.Embeds(c.Answer)) == 0 && !strings.Contains(c.Answer, "\n") {
		c.Forms |= deck.Type
	}
	return c, ""
}

// maxAnswer is the longest answer, in bytes.
const maxAnswer = 64 << 10

// back fills in the back. What stands below its line is the answer, and more is what is new above it. Without a line it
// all is the answer, but for the fields that the front shows.
func (f *filler) back(nodes []node, front *side) (back side, more []string) {
	back = (&filling{filler: f, front: front}).run(nodes)
	switch {
	case back.line:
		more = []string{(&filling{filler: f, front: front, skip: true, silent: true}).run(nodes).above}
		back.above = ""
	case !repeatsFront(nodes):
		back = (&filling{filler: f, front: front, skip: true}).run(nodes)
	}
	return back, more
}

// repeatsFront reports whether a back shows the front as a whole.
func repeatsFront(nodes []node) bool {
	return slices.ContainsFunc(nodes, func(n node) bool {
		return n.kind == replaced && n.text == frontSide || repeatsFront(n.kids)
	})
}

// unrepeated returns a text without the lines that a card's front and answer have already. Of code all lines count.
func unrepeated(s, front, answer string) string {
	s = strings.TrimSpace(strings.TrimPrefix(s, front))
	if strings.Contains(s, "```") {
		return s
	}
	seen := map[string]bool{}
	for _, side := range []string{front, answer} {
		for l := range strings.SplitSeq(side, "\n") {
			seen[strings.TrimSpace(l)] = l != ""
		}
	}
	lines := slices.DeleteFunc(strings.Split(s, "\n"), func(l string) bool { return seen[strings.TrimSpace(l)] })
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// shows reports whether there is something to read in Markdown that is more than pictures and sounds.
func shows(s string) bool {
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		_, rest, picture := strings.Cut(s, "![")
		if !picture || !strings.HasPrefix(s, "![") {
			break
		}
		_, after, ok := strings.Cut(rest, "](")
		_, s, _ = strings.Cut(after, ")")
		if !ok {
			return true
		}
	}
	return s != "" && !isSound(s)
}

// pictured reports whether a picture in Markdown can be opened.
func (f *filler) pictured(s string) bool {
	return slices.ContainsFunc(inline.Embeds(s), func(e inline.Embed) bool {
		return !e.Sound && slices.ContainsFunc(inline.FileNames(e.File), func(name string) bool { return f.pictures[name] })
	})
}

// isSound reports whether Markdown is nothing but the names of sounds.
func isSound(s string) bool {
	for hasSound(s) && strings.HasPrefix(s, "[sound:") {
		_, s, _ = strings.Cut(s, "]")
		s = strings.TrimSpace(s)
	}
	return s == ""
}

// hasSound reports whether a field plays a sound.
func hasSound(s string) bool { return strings.Contains(s, "[sound:") }
