package anki

import (
	"html"
	"slices"
	"strconv"
	"strings"

	"recall/deck"
	"recall/deck/text"
)

// filler fills the templates of one card with what its note holds.
type filler struct {
	note     *Note
	kind     *NoteType
	template *Template
	card     *Card
	deck     string // its deck's full name
	work     *int   // steps that may still be taken for the whole collection
	empty    map[string]bool
	pictures map[string]bool // of the collection
}

// Steps that a byte takes: where it is looked at, and where it is shown, so that gaps are looked for and it becomes
// Markdown.
const (
	look = 1
	show = 8
)

// spend takes steps. ok is false where there are none left.
func (f *filler) spend(steps int) (ok bool) {
	*f.work -= steps
	return *f.work >= 0
}

// side is one side of a card, filled in.
type side struct {
	above, below string // HTML: up to the line above the answer, and from it on
	line         bool   // there is such a line
	shown        map[string]bool
	filled       bool     // a field of the note holds something
	readable     bool     // … and one that is shown is more than a picture or a sound
	gaps         []string // what the gaps of the card hide
	typed        string   // what is to be typed
	hints        []string // what stands behind hints
	spoken       bool     // a machine reads some of it out
	tooLong      bool
}

// filling is a side while it is filled in.
type filling struct {
	*filler
	side
	out strings.Builder

	front  *side // of a back: its front; nil: this is one
	skip   bool  // leave out the fields that the front shows
	silent bool  // leave out the template's own text
}

// maxSide is the longest side of a card, in bytes of HTML.
const maxSide = 256 << 10

// run fills in a side.
func (f *filling) run(nodes []node) side {
	f.shown = map[string]bool{}
	f.nodes(nodes)
	if f.line {
		f.below = f.out.String()
	} else {
		f.above = f.out.String()
	}
	return f.side
}

func (f *filling) nodes(nodes []node) {
	for i := range nodes {
		if f.tooLong = f.tooLong || !f.spend(look); f.tooLong {
			return
		}
		switch n := &nodes[i]; n.kind {
		case literal:
			if !f.silent {
				f.write(n.text)
			}
		case answerLine:
			if !f.line {
				f.line, f.above = true, f.out.String()
				f.out.Reset()
			}
		case ifFilled, ifEmpty:
			if f.has(n.text) == (n.kind == ifFilled) {
				f.nodes(n.kids)
			}
		case replaced:
			f.replace(n)
		}
	}
}

// write adds HTML, up to the bound of a side.
func (f *filling) write(s string) {
	if f.out.Len()+len(s) > maxSide || !f.spend(look*len(s)) {
		f.tooLong = true
		return
	}
	f.out.WriteString(s)
}

// value is what a name stands for: a field of the note, or one that every card has.
func (f *filler) value(name string) (value string, own bool) {
	if i := slices.Index(f.kind.Fields, name); i >= 0 {
		if i < len(f.note.Fields) {
			value = f.note.Fields[i]
		}
		return value, true
	}
	switch name {
	case "Tags":
		value = strings.Join(f.note.Tags, " ")
	case "Type":
		value = f.kind.Name
	case "Deck":
		value = f.deck
	case "Subdeck":
		value = f.deck[strings.LastIndex(f.deck, "::")+1:]
		value = strings.TrimPrefix(value, ":")
	case "Card":
		if value = f.template.Name; f.kind.Cloze {
			value += " " + strconv.Itoa(f.number())
		}
	case "CardFlag":
		if f.card.Flag > 0 {
			value = "flag" + strconv.Itoa(f.card.Flag)
		}
	case "CardID":
		value = strconv.FormatInt(f.card.ID, 10)
	}
	return html.EscapeString(value), false
}

// number is the number of the gaps that the card hides.
func (f *filler) number() int { return f.card.Ord + 1 }

// has reports whether a name stands for something. On a card of gap 2, c2 does. Templates ask it again and again.
func (f *filler) has(name string) bool {
	empty, known := f.empty[name]
	if !known {
		value, own := f.value(name)
		f.spend(look * len(value))
		empty = isEmpty(value)
		if !own && empty {
			empty = name != "c"+strconv.Itoa(f.number())
		}
		f.empty[name] = empty
	}
	return !empty
}

// replace writes what a field holds, through its filters.
func (f *filling) replace(n *node) {
	if n.text == frontSide {
		return // the caller sets the front aside
	}
	value, own := f.value(n.text)
	if !f.has(n.text) || value == "" {
		return
	}
	if len(value) > maxSide || !f.spend(show*len(value)) {
		f.tooLong = true
		return
	}
	f.filled = f.filled || own
	repeated := f.front != nil && f.front.shown[n.text]
	if f.skip && repeated {
		return
	}
	if len(n.filters) > 0 && n.filters[len(n.filters)-1] == "type" {
		f.replaceTyped(n, value)
		return
	}
	for _, filter := range n.filters {
		switch filter {
		case "text":
			value = plain(value)
		case "furigana":
			value = furigana.readings(value)
		case "kanji":
			value = kanji.readings(value)
		case "kana":
			value = kana.readings(value)
		case "cloze", "cloze-only":
			value = f.cloze(value, filter == "cloze-only", repeated)
		case "hint":
			f.hints = append(f.hints, value)
			return
		default:
			if strings.HasPrefix(filter, "tts ") {
				f.spoken = true
				return
			}
		}
	}
	f.shown[n.text] = true
	f.readable = f.readable || own && hasText(value)
	f.write(value)
	if f.silent {
		f.write("<br>") // the template's own text separated the fields
	}
}

// cloze shows a field with its gaps. On the back the text around them is not repeated.
func (f *filling) cloze(value string, only, repeated bool) string {
	if repeated {
		return ""
	}
	gaps := parseGaps(value)
	shown, hidden := hide(gaps, f.number())
	if f.gaps = append(f.gaps, hidden...); len(hidden) == 0 {
		return "" // as in Anki: the field belongs to other cards
	}
	switch {
	case f.front == nil && only:
		return deck.Gap
	case f.front == nil:
		return shown
	case only:
		return joinGaps(hidden)
	}
	return reveal(gaps)
}

// replaceTyped takes in the field that is to be typed. On the front it is a line to write on; on the back the text stands
// there.
func (f *filling) replaceTyped(n *node, value string) {
	if slices.Contains(n.filters, "cloze") {
		_, hidden := hide(parseGaps(value), f.number())
		value = joinGaps(hidden)
	}
	f.typed = value
	if f.front != nil {
		f.write(value)
	}
}

// joinGaps joins what the gaps of a card hide. Gaps that hide the same count once.
func joinGaps(hidden []string) string {
	var list []string
	for _, h := range hidden {
		if h = strings.TrimSpace(h); h != "" && !slices.Contains(list, h) {
			list = append(list, h)
		}
	}
	joined := strings.Join(list, ", ")
	if text.HasHan(joined) {
		return strings.Join(list, "、")
	}
	return joined
}
