package blocks

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// ScheduleComment finds the schedules that obsidian-spaced-repetition writes into notes.
var ScheduleComment = text.Pattern(`\s*<!--\s*SR:[^>]*-->`)

var (
	idComment = text.Pattern(`(?i)\s*<!--\s*id:\s*([^\s<>]+?)\s*-->`)
	blockID   = text.Pattern(`(?:^|\s)\^([A-Za-z0-9][A-Za-z0-9-]{2,})$`)
)

// SetText gives a bullet its text. The task box, the number and the id are cut off it and kept in their fields. Tags at
// its end are kept too, and stay in the text, as ids are made of it.
func SetText(b *deck.Bullet, text string) {
	text = strings.TrimSpace(text)
	if rest, ok := cutBox(text); ok {
		b.Task, text = true, rest
	}
	text = cutMark(text)
	text, b.ID = CutID(text)
	if n := LineNumber(text); n > 0 {
		b.Ordered, text = true, strings.TrimSpace(text[n:])
	}
	b.Text, b.Tags = text, EndTags(text)
}

// EndTags returns the tags at the end of a text, without those by which a tool knows a card.
func EndTags(text string) []string {
	_, tags := inline.CutTags(text)
	return slices.DeleteFunc(tags, asksForCard)
}

// asksForCard reports whether a tag is no property of the text but the sign of some tool that it is a card.
func asksForCard(tag string) bool {
	tag, _, _ = strings.Cut(strings.ToLower(tag), "/")
	return tag == "card" || tag == "cards" || tag == "flashcard" || tag == "flashcards"
}

// cutBox cuts the box of a task off: [ ] or [x].
func cutBox(text string) (rest string, ok bool) {
	if len(text) < 3 || text[0] != '[' || text[2] != ']' || !strings.Contains(" xX", text[1:2]) {
		return text, false
	}
	if len(text) > 3 && text[3] != ' ' && text[3] != '\t' {
		return text, false
	}
	return strings.TrimSpace(text[3:]), true
}

// boxSigns are the signs that stand in the box of a bullet for its kind, as themes of Obsidian show them: a pro, a con, a
// question, an idea.
const boxSigns = "!?*/<>-\"bcdfiIklpSuw"

// cutMark cuts off what says of which kind a bullet is and is no part of it: a box with such a sign, [c], or the number
// of a source, [1].
func cutMark(text string) string {
	end := strings.IndexByte(text, ']')
	if end < 2 || end > 3 || text[0] != '[' || !strings.HasPrefix(text[end+1:], " ") {
		return text
	}
	inner := text[1:end]
	rest := strings.TrimSpace(text[end+1:])
	isNumber := inner[0] != '0' && strings.Trim(inner, "0123456789") == ""
	if rest == "" || !isNumber && (len(inner) > 1 || !strings.Contains(boxSigns, inner)) {
		return text
	}
	return rest
}

// CutID cuts off an id that a tool or an author wrote: <!-- id:x -->, or Obsidian's ^x at the end. Schedules of other
// tools (<!--SR:…-->) are removed too.
func CutID(text string) (rest, id string) {
	if strings.Contains(text, "<!--") {
		if m := idComment().FindStringSubmatch(text); m != nil {
			id = m[1]
			text = idComment().ReplaceAllString(text, "")
		}
		text = strings.TrimSpace(ScheduleComment().ReplaceAllString(text, ""))
	}
	if i := strings.LastIndexByte(text, '^'); i >= 0 {
		if m := blockID().FindStringSubmatchIndex(text); m != nil {
			if id == "" {
				id = text[m[2]:m[3]]
			}
			text = strings.TrimSpace(text[:m[0]])
		}
	}
	return text, id
}
