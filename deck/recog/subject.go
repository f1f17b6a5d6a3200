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
	for p := b.Parent; p >= 0; p = b.doc.notes[p].Parent {
		if t := b.doc.over(p); t != "" {
			return b.owner(t)
		}
	}
	for t := range b.Outward() {
		if t = inline.TitleText(b.Lex, t); b.names(t) {
			return t
		}
	}
	if t := inline.TitleText(b.Lex, b.doc.title); b.names(t) {
		return t
	}
	return ""
}

// names reports whether a title names what the things under it belong to.
func (b *bullet) names(title string) bool {
	return title != "" && !b.Lex.IsGeneric(title) && !isSetTitle(b.Lex, title)
}

// owner is what a title that names a field names it of, where the bullet's term is a kind of that field.
func (b *bullet) owner(title string) string {
	if b.Generic && inline.SameField(title, b.Term) {
		if t := inline.Owner(b.Lex, title); t != "" {
			return t
		}
	}
	return title
}

// parentTerm is the term, or the short text, of the bullet that this one is nested under.
func (b *bullet) parentTerm() string {
	if b.Parent < 0 {
		return ""
	}
	return b.doc.over(b.Parent)
}

// ask is the term as a prompt shows it: a generic label has what it belongs to in front, and the label between them.
func (b *bullet) ask() string {
	if !b.Generic {
		return b.Term
	}
	s := b.subject()
	if s == "" || s == b.Term {
		return b.Term
	}
	if b.Parent >= 0 {
		if label := inline.Label(b.Lex, b.doc.notes[b.Parent].Text); label != "" && label != s && label != b.Term {
			s += deck.Dot + label
		}
	}
	return s + deck.Dot + b.Term
}

// lame reports whether the term is generic and nothing says whose it is.
func (b *bullet) lame() bool { return b.Generic && b.ask() == b.Term }

// nearTitle is the nearest title of a place.
type nearTitle struct {
	of     *deck.Place
	title  string
	aspect bool // it names one
}

// nearest is the nearest title above the bullet.
func (b *bullet) nearest() string {
	if b.near.of != b.Place {
		title := b.nearestOver()
		b.near = nearTitle{b.Place, title, b.namesAspect(title)}
	}
	return b.near.title
}

// nearAspect reports whether the nearest title above the bullet has a noun that asks in it.
func (b *bullet) nearAspect() bool {
	b.nearest()
	return b.near.aspect
}

func (b *bullet) nearestOver() string {
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
