package match

import (
	"strings"

	"recall/deck/inline"
	"recall/deck/text"
)

// traits are what a note is recognised by. The costly ones are computed on first use.
type traits struct {
	id, source, place, raw, rule string
	parked                       bool

	norm  string
	whole []uint64 // features of the text
	*parts
}

// parts are what a bullet consists of. cutTerm makes them; most bullets are recognised without.
type parts struct {
	name             string // in normal form: the term, or all of a short bullet without one
	term, rest       string // in normal form; "" if there is no term
	rawTerm, rawRest string
	asks             bool     // the term is the front of a card that its author wrote
	also             []string // in normal form: other names of the term
	behind           []uint64 // features of the rest
	acronym          string   // that the bullet begins with, or ""
}

func (f *traits) explicit() string { return f.id }

// normal returns the text in normal form. An entry of a table of contents is never equal to a bullet with its words.
func (f *traits) normal() string {
	if f.norm == "" {
		f.norm = inline.Normal(f.raw)
		if f.leads() {
			f.norm = "\x00" + f.norm
		}
	}
	return f.norm
}

// leads reports whether the bullet is an entry of a table of contents: a link to a heading of its own file.
func (f *traits) leads() bool {
	return strings.HasPrefix(f.raw, "[") && strings.HasSuffix(f.raw, ")") && strings.Contains(f.raw, "](#") &&
		strings.Count(f.raw, "](") == 1
}

// maxName is the longest bullet without a term, in columns, that is a name by itself.
const maxName = 40

// cutTerm splits the bullet into its term and the rest.
func (f *traits) cutTerm() {
	if f.parts != nil {
		return
	}
	f.parts = &parts{}
	if words := latin(f.raw); len(words) > 0 && text.IsAcronym(words[0]) {
		f.acronym = words[0]
	}
	if f.rule == "table" {
		f.rawTerm, f.rawRest, _ = strings.Cut(f.raw, " | ")
		if f.rawRest == "" {
			f.rawTerm = ""
		}
	}
	if f.rawTerm == "" && len(f.raw) <= inline.MaxLength {
		if front, back, _, ok := inline.SplitSides(f.raw, false); ok {
			f.rawTerm, f.rawRest, f.asks = front, back, true
		} else {
			fact := inline.Fact{Scanner: inline.Scanner{Lex: text.Lex("")}}
			fact.Read(f.raw)
			f.rawTerm, f.rawRest = fact.Term, fact.Rest
			if f.rawTerm == "" && fact.Count(0, len(fact.Source), inline.Arrow) == 1 {
				sides := fact.Parts(0, len(fact.Source), inline.Arrow)
				f.rawTerm, f.rawRest = sides[0].Text, sides[len(sides)-1].Text
			}
			for _, a := range fact.Aliases {
				f.also = append(f.also, inline.Normal(a))
			}
		}
	}
	if f.rawTerm != "" {
		f.term, f.rest = inline.Normal(f.rawTerm), inline.Normal(f.rawRest)
		f.name = f.term
	} else if text.Columns(f.raw) <= maxName && !f.leads() {
		f.name = f.normal()
	}
}

// besides is what a bullet without a term says besides its acronym.
func (f *traits) besides() string {
	return strings.Replace(f.normal(), strings.ToLower(f.acronym), "", 1)
}

// features are what the whole text is compared by, without the addresses in it if it says more than those.
func (f *traits) features() []uint64 {
	if f.whole == nil {
		s := f.normal()
		if strings.Contains(s, "://") {
			if rest := withoutAddresses(s); len(rest) > 8 {
				s = rest
			}
		}
		f.whole = text.Features(s)
	}
	return f.whole
}

// restFeatures are what the rest behind the term is compared by.
func (f *traits) restFeatures() []uint64 {
	f.cutTerm()
	if f.behind == nil {
		f.behind = text.Features(f.rest)
	}
	return f.behind
}

func withoutAddresses(s string) string {
	words := strings.Fields(s)
	kept := words[:0]
	for _, w := range words {
		if !strings.Contains(w, "://") {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}
