package recog

import (
	"recall/deck"
	"recall/deck/inline"
)

// subject names what the bullet is about where it has no term of its own: the nearest title that says something.
func (b *bullet) subject() string {
	if b.over == nil {
		s := b.titleOver()
		b.over = &s
	}
	return *b.over
}

// titleOver looks for the subject: outward, from the bullet around this one to the title of the document.
func (b *bullet) titleOver() string {
	if p := b.parentTerm(); p != "" {
		return p
	}
	for _, t := range [...]string{b.Group, b.Label} {
		if t = inline.TitleText(b.Lex, t); t != "" && !b.Lex.IsGeneric(t) {
			return t
		}
	}
	for i := len(b.Headings) - 1; i >= 0; i-- {
		if t := inline.TitleText(b.Lex, b.Headings[i]); t != "" && !b.Lex.IsGeneric(t) {
			return t
		}
	}
	if t := inline.TitleText(b.Lex, b.doc.title); t != "" && !b.Lex.IsGeneric(t) {
		return t
	}
	return ""
}

// parentTerm is the term, or the short text, of the bullet that this one is nested under.
func (b *bullet) parentTerm() string {
	if b.Parent < 0 {
		return ""
	}
	return inline.ShortTitle(b.Lex, b.doc.notes[b.Parent].Text)
}

// ask is the term as a prompt shows it: a generic label has what it belongs to in front.
func (b *bullet) ask() string {
	if !b.Generic {
		return b.Term
	}
	if s := b.subject(); s != "" && s != b.Term {
		return s + deck.Dot + b.Term
	}
	return b.Term
}

// lame reports whether the term is generic and nothing says whose it is.
func (b *bullet) lame() bool { return b.Generic && b.ask() == b.Term }

// nearest is the nearest title above the bullet.
func (b *bullet) nearest() string {
	switch {
	case b.Group != "":
		return inline.TitleText(b.Lex, b.Group)
	case b.Label != "":
		return inline.TitleText(b.Lex, b.Label)
	case len(b.Headings) > 0:
		return inline.TitleText(b.Lex, b.Headings[len(b.Headings)-1])
	}
	return ""
}
