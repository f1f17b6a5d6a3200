package anki

import (
	"html"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/read"
)

// front is the question with its context, which is plain text, as recall shows it.
func (o *Ours) front() string {
	c := &o.Card
	prompt := o.field(c.Prompt)
	if c.Context == "" {
		return prompt
	}
	context := `<span class="context">` + html.EscapeString(clean(c.Context)) + "</span>"
	switch {
	case strings.HasPrefix(prompt, "<p>"):
		return "<p>" + inert.Replace(context) + deck.PathSeparator + prompt[len("<p>"):]
	case startsBlock(prompt):
		return "<div>" + inert.Replace(context) + "</div>\n" + prompt
	}
	return inert.Replace(context) + deck.PathSeparator + prompt
}

// OursRule is the rule of notes that recall had written for Anki.
const OursRule = "explicit:recall"

// isOurs reports whether a note type is that of our cards, in which a learner has not put other fields.
func isOurs(t *importedType) bool {
	return t != nil && t.ID == OursType && slices.Equal(t.Fields, oursType().Fields) && len(t.Templates) == 1
}

// makeOurs makes the card again that a note of ours was made of: what stands before its question is the context, and the
// last field is what it says more.
func (m *importer) makeOurs(t *importedType, note *Note, card *Card) (made deck.Card, fault string, ok bool) {
	if len(note.Fields) != 3 {
		return m.make(t, note, card)
	}
	bare := *note
	context, front := splitContext(note.Fields[0])
	bare.Fields = []string{front, note.Fields[1], ""}
	made, fault, ok = m.make(t, &bare, card)
	heard := slices.DeleteFunc(soundsOf(note.Fields[1:]...), func(name string) bool {
		return slices.Contains(soundsOf(note.Fields[0]), name)
	})
	made.Context, made.Extra = context, withSounds(saidIn(note.Fields[2]), heard)
	return made, fault, ok
}

// saidIn is what a field says beside its sounds.
func saidIn(field string) string {
	if said := read.HTML(field); !isSound(said) {
		return said
	}
	return ""
}

// splitContext takes the context off a front that Ours.front made.
func splitContext(front string) (context, rest string) {
	const opened, closed = `<span class="context">`, "</span>"
	for _, around := range [][3]string{{"", deck.PathSeparator, ""}, {"<p>", deck.PathSeparator, "<p>"}, {"<div>", "</div>\n", ""}} {
		rest, ok := strings.CutPrefix(front, around[0]+opened)
		if !ok {
			continue
		}
		context, rest, ok := strings.Cut(rest, closed+around[1])
		if ok && !strings.Contains(context, "<") {
			return html.UnescapeString(context), around[2] + rest
		}
	}
	return "", front
}

// startsBlock reports whether HTML of ours starts with what stands on lines of its own.
func startsBlock(s string) bool {
	return slices.ContainsFunc([]string{"<pre", "<ul", "<ol", "<table", "<blockquote", "<h", `\[`}, func(tag string) bool {
		return strings.HasPrefix(s, tag)
	})
}

// back is the answer: several members stand one below the other, numbered if their order counts.
func (o *Ours) back() string {
	c := &o.Card
	if len(c.Members) == 0 {
		return o.field(c.Answer)
	}
	list := "ul"
	if c.Forms.Has(deck.Order) {
		list = "ol"
	}
	var b strings.Builder
	b.WriteString("<" + list + ">\n")
	for _, m := range c.Members {
		b.WriteString("<li>" + o.field(m) + "</li>\n")
	}
	b.WriteString("</" + list + ">")
	return b.String()
}

// oursTags are Anki's, with two colons between levels.
func oursTags(ours []string) []string {
	list := deck.Tags(ours)
	for i, t := range list {
		list[i] = strings.ReplaceAll(t, "/", "::")
	}
	return list
}

// decksByName are the decks of a package, by their names in lower case: Anki takes Go and go for one. It finds a deck by
// its name, so the ids only hold a package together.
type decksByName map[string]*Deck

// of returns the id of the deck at a path. It adds that deck, and those above it, if they are new. Without a path it is
// the deck that each collection has.
func (d decksByName) of(path []string) int64 {
	id, name := int64(1), ""
	for i, level := range path {
		if i > 0 {
			name += "::"
		}
		name += deckLevel(level)
		key := strings.ToLower(name)
		if d[key] == nil {
			d[key] = &Deck{ID: OursType + 1 + int64(len(d)), Name: name}
		}
		id = d[key].ID
	}
	return id
}

// deckLevel is one level of a deck's name: without what divides levels, and as Anki would write it.
func deckLevel(s string) string {
	s = strings.Join(strings.Fields(strings.ReplaceAll(clean(s), "::", ": ")), " ")
	if s = strings.Trim(s, ": "); s == "" {
		return "blank"
	}
	return s
}
