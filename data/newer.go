package data

import (
	"fmt"
	"hash/crc32"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/match"
	"recall/srs"
)

// Under a newer builder, a source is read again although its text is the same. The cards of its bullets then follow the
// builder: they are reworded, added, made drafts or scheduled, or parked. A card that the learner touched, by an answer
// or any other act, keeps its words and its schedule. Where the builder words it differently, or would not make it at
// all, the card is marked, so that later imports leave it alone too. The mark stands in card.weakness, which says why a
// card is a draft: a marked card is not one, or is one by the
// learner's own decision.

// Older says how a card that an older builder made, and the learner touched, stands to what the present one makes.
type Older string

// The marks.
const (
	Reworded Older = "reworded" // the builder makes it in other words
	Outdated Older = "outdated" // the builder would not make it
)

// olderMark is the start of a mark in card.weakness. A checksum of the builder's own card follows the word reworded: if
// that card changes under the same builder, what it asks for has changed, as in a list with a new item.
const olderMark = "older builder: "

// outdated is the condition that the card of a row {card} has the mark Outdated.
const outdated = "EXISTS (SELECT 1 FROM card qc WHERE qc.id = {card}.card AND qc.weakness = '" + olderMark + string(Outdated) + "')"

// splitWeakness parts what stands in card.weakness into why a card is a draft and the mark.
func splitWeakness(stored string) (weakness string, older Older) {
	if older = olderOf(stored); older != "" {
		return "", older
	}
	return stored, ""
}

// olderOf returns the mark in card.weakness, or "".
func olderOf(weakness string) Older {
	mark, marked := strings.CutPrefix(weakness, olderMark)
	if !marked {
		return ""
	}
	mark, _, _ = strings.Cut(mark, " ")
	return Older(mark)
}

// rewordedMark is the mark of a card instead of which the builder makes another.
func rewordedMark(c *deck.Card) string {
	return fmt.Sprintf("%s%s %08x", olderMark, Reworded, crc32.Checksum([]byte(c.Prompt+"\x00"+c.Answer), castagnoli))
}

// sameFace reports whether two cards have the same question and answer. The titles in front follow the document and the
// deck, whoever made the card.
func sameFace(old *match.StoredCard, new *deck.Card) bool {
	return old.Prompt == new.Prompt && old.Answer == new.Answer
}

// RemadeKind says what a newer builder does to a card.
type RemadeKind string

// The kinds, in the order of reports.
const (
	CardReworded  RemadeKind = "reworded"  // in other words
	CardTitled    RemadeKind = "titled"    // the learner touched it: it has only other titles in front
	CardAdded     RemadeKind = "added"     // its bullet did not make it before
	CardScheduled RemadeKind = "scheduled" // it was a draft
	CardDrafted   RemadeKind = "drafted"   // it waits as a draft now, new or not
	CardDropped   RemadeKind = "parked"    // the builder does not make it any more
	CardKept      RemadeKind = "kept"      // the learner touched it: it keeps its words
	CardOutdated  RemadeKind = "outdated"  // the builder does not make it any more, but the learner touched it: it stays
)

// RemadeKinds lists the kinds, in the order of reports.
var RemadeKinds = []RemadeKind{CardReworded, CardTitled, CardAdded, CardScheduled, CardDrafted, CardDropped, CardKept, CardOutdated}

// Remade is what a newer builder does to one card of a bullet whose text is the same.
type Remade struct {
	Kind                RemadeKind
	Card                int64    // 0 for a new one
	UID                 [16]byte // as Card
	Path                string
	Line                int
	Front, Answer       string // as stored; "" for a new card
	NewFront, NewAnswer string // as the builder makes it; "" if it does not
}

// rebuilt reports whether a bullet's text is unchanged and only the builder is newer.
func (p *Plan) rebuilt(pair match.Pair) bool { return p.sameText(pair) && p.old[pair.Old].rebuilt }

func (p *Plan) sameText(pair match.Pair) bool {
	return pair.Old >= 0 && pair.New >= 0 && p.stored[pair.Old].Text == p.notes[pair.New].note.Text
}

// newer reports whether a bullet's text is unchanged, and an older builder made some of its cards.
func (p *Plan) newer(pair match.Pair) bool {
	return p.sameText(pair) && (p.old[pair.Old].rebuilt ||
		slices.ContainsFunc(p.old[pair.Old].cards, func(c oldCard) bool { return olderOf(c.weakness) != "" }))
}

// backAlone reports whether a card comes back in a bullet that was there all along. An edit had parked it, so it may ask
// another fact now, whatever the builder.
func (p *Plan) backAlone(pair match.Pair, c match.CardPair) bool {
	return p.stored[pair.Old].Cards[c.Old].Parked && !p.stored[pair.Old].Parked
}

// stays reports whether nothing but a newer builder would change a card of a matched note, and the learner touched it.
func (p *Plan) stays(pair match.Pair, c match.CardPair) bool {
	if c.Old < 0 || !p.sameText(pair) || p.backAlone(pair, c) {
		return false
	}
	o := &p.old[pair.Old]
	switch card := &o.cards[c.Old]; {
	case !card.touched:
		return false
	case o.rebuilt:
		return true
	case c.New < 0:
		return olderOf(card.weakness) == Outdated
	default:
		return card.weakness == rewordedMark(&p.notes[pair.New].note.Cards[c.New])
	}
}

// keepsWords reports whether a card that stays has other words than what the builder makes, or is not made by it. It
// does not if another bullet takes it over.
func (p *Plan) keepsWords(pair match.Pair, c match.CardPair) bool {
	if !p.stays(pair, c) {
		return false
	}
	old := &p.stored[pair.Old].Cards[c.Old]
	switch {
	case c.New >= 0:
		return !sameFace(old, &p.notes[pair.New].note.Cards[c.New])
	case old.Parked: // with its bullet, which is back
		return !p.left[old.ID] && olderOf(p.old[pair.Old].cards[c.Old].weakness) == Outdated
	}
	return !p.left[old.ID]
}

// findTouched finds the cards that the learner touched, among those that a newer builder would change.
func (s *Store) findTouched(p *Plan) error {
	at := map[int64]*oldCard{}
	var ids []int64
	for _, pair := range p.pairs {
		if !p.newer(pair) {
			continue
		}
		for k, c := range p.stored[pair.Old].Cards {
			at[c.ID] = &p.old[pair.Old].cards[k]
			ids = append(ids, c.ID)
		}
	}
	return s.fed(len(ids), func(row, _ int) any { return ids[row] }, func() error {
		touched, err := s.numbers(`SELECT c0 FROM temp.feed WHERE EXISTS (SELECT 1 FROM live
			WHERE subject = c0 AND kind NOT IN ({changed}, {edited}, {park}, {revive}, {tag}))`)
		for _, id := range touched {
			at[id].touched = true
		}
		return err
	})
}

// makeWay builds the cards of the plan again if one of them has the front of a card that keeps its words.
func (p *Plan) makeWay() {
	stand := standing{cards: map[int64]bool{}}
	among := p.among
	for range mostRounds {
		if !p.standOlder(&stand) {
			return
		}
		p.build(append(stand.docs[:len(stand.docs):len(stand.docs)], among...))
		p.matchCards()
	}
}

// standOlder adds to stand the cards that keep their words and ask what a card of the builder asks. more reports whether
// it added any.
func (p *Plan) standOlder(stand *standing) (more bool) {
	type face struct{ context, prompt string }
	type place struct{ pair, card int }
	instead := map[*deck.Card]bool{} // the builder's cards that are not made, as the older one stays
	older := map[face][]place{}
	for i, pair := range p.pairs {
		if !p.newer(pair) || p.keepsOwn(pair) {
			continue
		}
		for _, c := range p.cardPairs(i) {
			if !p.keepsWords(pair, c) {
				continue
			}
			if c.New >= 0 {
				instead[&p.notes[pair.New].note.Cards[c.New]] = true
			}
			if k := &p.stored[pair.Old].Cards[c.Old]; !stand.cards[k.ID] {
				f := face{nearest(p.old[pair.Old].cards[c.Old].context), k.Prompt}
				older[f] = append(older[f], place{i, c.Old})
			}
		}
	}
	if len(older) == 0 {
		return false
	}
	p.unsure = p.unsure || p.quiet != nil // a card that is left out may have such a front
	for _, n := range p.notes {
		for k := range n.note.Cards {
			c := &n.note.Cards[k]
			if instead[c] {
				continue
			}
			f := face{nearest(c.Context), c.Prompt}
			for _, at := range older[f] {
				pair := p.pairs[at.pair]
				card, to := &p.stored[pair.Old].Cards[at.card], p.notes[pair.New]
				stand.add(card.ID, p.Files[to.file].Path, to.note.Line, deck.Card{Slot: card.Slot,
					Context: p.old[pair.Old].cards[at.card].context, Prompt: card.Prompt, Answer: card.Answer})
				more = true
			}
			delete(older, f)
		}
	}
	return more
}

// tellRemade lists what a newer builder does to the cards of a pair.
func (p *Plan) tellRemade(i int) {
	pair := p.pairs[i]
	if !p.rebuilt(pair) || p.keepsOwn(pair) {
		return
	}
	to := p.notes[pair.New]
	for _, c := range p.cardPairs(i) {
		kind := p.remade(pair, c)
		if kind == "" {
			continue
		}
		r := Remade{Kind: kind, Path: p.Files[to.file].Path, Line: to.note.Line}
		if c.Old >= 0 {
			card := &p.stored[pair.Old].Cards[c.Old]
			r.Card, r.Answer = card.ID, card.Answer
			r.Front = deck.Card{Context: p.old[pair.Old].cards[c.Old].context, Prompt: card.Prompt}.Front()
		}
		if c.New >= 0 {
			r.NewFront, r.NewAnswer = to.note.Cards[c.New].Front(), to.note.Cards[c.New].Answer
		}
		p.Remade = append(p.Remade, r)
	}
}

// remade returns what a newer builder does to a card, or "" if nothing is to be told.
func (p *Plan) remade(pair match.Pair, c match.CardPair) RemadeKind {
	if c.Old < 0 {
		card := &p.notes[pair.New].note.Cards[c.New]
		switch _, follows := p.strays[card]; {
		case follows:
			return ""
		case card.Draft:
			return CardDrafted
		}
		return CardAdded
	}
	card, old := &p.stored[pair.Old].Cards[c.Old], &p.old[pair.Old].cards[c.Old]
	if c.New < 0 {
		switch {
		case !p.parks(*card), olderOf(old.weakness) == Outdated && old.touched:
			return ""
		case old.touched:
			return CardOutdated
		}
		return CardDropped
	}
	new := &p.notes[pair.New].note.Cards[c.New]
	switch {
	case card.Parked && !new.Draft:
		return CardAdded
	case p.keepsWords(pair, c):
		if old.weakness == rewordedMark(new) {
			return ""
		}
		return CardKept
	case old.draft && !new.Draft && !old.used:
		return CardScheduled
	case !old.draft && new.Draft && (!old.touched || old.ambiguousAs(new)):
		return CardDrafted
	case old.context == new.Context && sameFace(card, new):
		p.finer = p.finer || p.refines(card, old, new)
		return ""
	case old.touched:
		return CardTitled
	}
	return CardReworded
}

// refines reports whether a newer builder changes of a card what its front and answer don't show.
func (p *Plan) refines(card *match.StoredCard, old *oldCard, new *deck.Card) bool {
	list := func(of []string) string { text, _ := jsonList(of).(string); return text }
	return card.Slot != new.Slot || old.extra != new.Extra || old.accept != list(new.Accept) || old.members != list(new.Members) ||
		old.forms != int(new.Forms) || old.draft && old.weakness != new.Weakness || olderOf(old.weakness) != ""
}

// keepWords leaves the words of a card as they are, and marks it. The card keeps its place within its note.
func (a *applier) keepWords(pair match.Pair, c match.CardPair, source int64) error {
	card, old, to := &a.plan.stored[pair.Old].Cards[c.Old], &a.plan.old[pair.Old].cards[c.Old], a.plan.notes[pair.New].note
	mark := olderMark + string(Outdated)
	if c.New >= 0 {
		mark = rewordedMark(&to.Cards[c.New])
	}
	if mark != old.weakness {
		if _, err := a.exec("UPDATE card SET weakness = ? WHERE id = ?", mark, card.ID); err != nil {
			return err
		}
	}
	if place := rank(source, to.Line, 0) + old.rank&255; place != old.rank {
		// with its deck, so that the record of the import has the row as it was
		if _, err := a.exec("UPDATE schedule SET rank = ?, deck = ? WHERE card = ?", place, a.plan.deckID, card.ID); err != nil {
			return err
		}
	}
	if !card.Parked {
		return nil
	}
	_, _, err := a.act(&entry{subject: card.ID, kind: srs.Revive}, a.at)
	return err
}
