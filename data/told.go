package data

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/match"
)

// FalloutKind says what an import does to a learnt card that the learner must hear of.
type FalloutKind string

// The kinds of fallout.
const (
	CardRestarted FalloutKind = "restarted" // its fact changed: it is due at once
	CardParked    FalloutKind = "parked"    // nothing makes it any more: it is not asked
	CardEdited    FalloutKind = "edited"    // its fact may have changed: it keeps its schedule
)

// Why is the reason for a fallout: a code and, after a blank, a detail. The codes are stable.
type Why string

// The codes. The detail of no-card is the deck.Reason of the bullet; that of duplicate says where the other bullet is.
const (
	WhyAnswer    Why = "answer"    // the answer changed
	WhyQuestion  Why = "question"  // the question changed
	WhyGone      Why = "gone"      // its bullet is not in the source any more
	WhyNoCard    Why = "no-card"   // its bullet makes no such card any more
	WhyDuplicate Why = "duplicate" // another bullet makes the same card
	WhyFact      Why = "fact"      // of imports before the other codes: the answer or the question changed
)

// Code returns the reason without its detail.
func (w Why) Code() Why {
	code, _, _ := strings.Cut(string(w), " ")
	return Why(code)
}

// Detail returns what follows the code; "" if nothing does.
func (w Why) Detail() string {
	_, detail, _ := strings.Cut(string(w), " ")
	return detail
}

// Fallout is what an import does to one learnt card that the learner must hear of.
type Fallout struct {
	Kind        FalloutKind
	Card        int64
	UID         [16]byte
	Path        string
	Line        int
	Slot, Front string // as before the import
	Why         Why
	Old, New    string // the bullet's text before and now; New is "" if the bullet is gone

	note   int64
	learnt bool
}

// verdict judges what an edit did to a card of a matched note. A bullet that says what it said can ask something else
// all the same, as when an item came below it. One that comes back with words of its own asks what it asked. What only a
// newer builder asks in other words is the same fact, also where it reads other words in a file that nobody edited.
func (p *Plan) verdict(i int, c match.CardPair) (v match.Verdict, question bool) {
	pair := p.pairs[i]
	if pair.New < 0 || c.Old < 0 || c.New < 0 || p.keepsOwn(pair) || p.rebuilt(pair) && !p.backAlone(pair, c) || p.stays(pair, c) {
		return match.FactSame, false
	}
	old, new := p.stored[pair.Old].Cards[c.Old], &p.notes[pair.New].note.Cards[c.New]
	if old.Prompt == new.Prompt && old.Answer == new.Answer {
		return match.FactSame, false
	}
	v, question = p.words.Judge(old, new)
	if v <= match.FactMended && old.Prompt != new.Prompt && leadsWith(new.Slot) &&
		match.OtherName(p.stored[pair.Old].Text, p.notes[pair.New].note.Text) {
		v, question = match.FactUnsure, true
	}
	if p.keep || p.old[pair.Old].reread {
		v = min(v, match.FactMended)
	}
	return v, question
}

// leadsWith reports whether a card shows what its bullet begins with, or a part of that.
func leadsWith(slot string) bool {
	kind := deck.SlotKind(slot)
	return kind != "reverse" && kind != "member"
}

// parks reports whether a card that its bullet no longer makes is parked. It is not if it is parked already, or if
// another bullet takes it over.
func (p *Plan) parks(c match.StoredCard) bool { return !c.Parked && !p.left[c.ID] }

// fallOut lists what becomes of learnt cards: those that start over, are parked, or were edited in doubt.
func (p *Plan) fallOut() {
	p.Fallout, p.told = nil, map[int64]Fallout{}
	for i, pair := range p.pairs {
		if pair.Old < 0 {
			continue
		}
		switch o := &p.old[pair.Old]; {
		case pair.New >= 0 && (o.own == "" || o.own == p.notes[pair.New].note.Text):
			p.fallOutOf(i)
		case pair.New < 0 && o.own == "" && !p.stored[pair.Old].Parked && !p.inherits(pair.Old):
			for k := range p.stored[pair.Old].Cards {
				p.fall(i, k, CardParked, WhyGone)
			}
		}
	}
}

// fallOutOf lists what becomes of the cards of a bullet that is still there.
func (p *Plan) fallOutOf(i int) {
	for _, c := range p.cardPairs(i) {
		if c.Old < 0 {
			continue
		}
		if c.New < 0 {
			if !p.stays(p.pairs[i], c) {
				p.fall(i, c.Old, CardParked, p.whyLost(i))
			}
			continue
		}
		v, question := p.verdict(i, c)
		why := WhyAnswer
		if question {
			why = WhyQuestion
		}
		switch v {
		case match.FactChanged:
			p.fall(i, c.Old, CardRestarted, why)
		case match.FactUnsure:
			p.fall(i, c.Old, CardEdited, why)
		}
	}
}

// whyLost returns the reason for which a bullet no longer makes a card that it made.
func (p *Plan) whyLost(i int) Why {
	reason := p.notes[p.pairs[i].New].note.Reason
	switch _, where, _ := strings.Cut(string(reason), " "); {
	case reason == "":
		return WhyNoCard
	case reason.Code() == deck.ReasonDuplicate:
		return WhyDuplicate + Why(" "+where)
	}
	return WhyNoCard + Why(" "+string(reason))
}

// fall notes what becomes of one card, the k-th of a stored note.
func (p *Plan) fall(i, k int, kind FalloutKind, why Why) {
	pair := p.pairs[i]
	n, o := &p.stored[pair.Old], &p.old[pair.Old]
	c := n.Cards[k]
	learnt := o.cards[k].learnt
	if kind == CardParked && !p.parks(c) || !learnt && (kind != CardParked || why == WhyGone) {
		return
	}
	front := deck.Card{Context: o.cards[k].context, Prompt: c.Prompt}
	f := Fallout{Kind: kind, Card: c.ID, Path: n.Source, Line: o.line, Slot: c.Slot, Front: front.Front(), Why: why,
		Old: n.Text, note: o.id, learnt: learnt}
	if pair.New >= 0 {
		to := p.notes[pair.New]
		f.New, f.Line = to.note.Text, to.note.Line
		if len(p.Files) > 0 { // a bullet that the learner edits here stays where it stands
			f.Path = p.Files[to.file].Path
		}
	}
	p.told[c.ID] = f
	if learnt {
		p.Fallout = append(p.Fallout, f)
	}
}

// KeepSchedules makes the plan take every edit as mended: no card starts over. What is parked is still parked.
func (p *Plan) KeepSchedules() {
	p.keep = true
	for i := range p.pairs {
		if p.pairs[i].Fate == match.Changed {
			p.pairs[i].Fate = match.Fixed
			p.Count[match.Changed]--
			p.Count[match.Fixed]++
		}
	}
	for i := range p.Changes {
		if p.Changes[i].Kind == match.Changed {
			p.Changes[i].Kind, p.Changes[i].Due = match.Fixed, false
		}
	}
	p.fallOut()
}

// Fell returns the number of learnt cards to which a kind of fallout happens.
func (p *Plan) Fell(kind FalloutKind) (n int) {
	for _, f := range p.Fallout {
		if f.Kind == kind {
			n++
		}
	}
	return n
}

// mostRestarts is the most learnt cards that start over without a question.
const mostRestarts = 5

// RestartMany reports whether plans start so many learnt cards over that the learner should confirm it: more than five,
// or at least two that are a fifth or more of the learnt cards of their deck.
func RestartMany(plans []*Plan) bool {
	all, many := 0, false
	for _, p := range plans {
		n := p.Fell(CardRestarted)
		all, many = all+n, many || n > 1 && n*5 >= p.learnt
	}
	return many || all > mostRestarts
}

// Lost counts the bullets whose learnt cards are parked although the bullets are still there.
func (p *Plan) Lost() int {
	bullets := map[int64]bool{}
	for _, f := range p.Fallout {
		if f.Kind == CardParked && f.Why != WhyGone {
			bullets[f.note] = true
		}
	}
	return len(bullets)
}

// nameCards adds to what the plan tells what the plan does not know of the cards and their deck.
func (s *Store) nameCards(p *Plan) error {
	for i := range p.Fallout {
		var uid []byte
		if err := s.get([]any{&uid}, "SELECT uid FROM subject WHERE id = ?", p.Fallout[i].Card); err != nil {
			return err
		}
		copy(p.Fallout[i].UID[:], uid)
	}
	for i := range p.Remade {
		r := &p.Remade[i]
		if r.Card == 0 {
			continue
		}
		var uid []byte
		if err := s.get([]any{&uid}, "SELECT uid FROM subject WHERE id = ?", r.Card); err != nil {
			return err
		}
		copy(r.UID[:], uid)
	}
	if !slices.ContainsFunc(p.Fallout, func(f Fallout) bool { return f.Kind == CardRestarted }) {
		return nil
	}
	return s.get([]any{&p.learnt}, "SELECT count(*) FROM schedule WHERE deck = ? AND interval > 0 AND hold & {parked} = 0",
		p.deckID)
}
