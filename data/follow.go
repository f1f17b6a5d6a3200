package data

import (
	"database/sql"
	"slices"

	"recall/deck"
	"recall/deck/match"
)

// stray is a stored card that another note takes over, with the rest of what is stored about it.
type stray struct {
	card match.StoredCard
	old  oldCard
}

// matchCards pairs the cards of matched notes, and then the leftover cards with those of other notes, as when a bullet
// was split or two were joined.
func (p *Plan) matchCards() {
	p.cards = make([][]match.CardPair, len(p.pairs))
	p.strays, p.left = map[*deck.Card]stray{}, map[int64]bool{}
	groups, carriers := match.Groups(p.stored, p.found(), p.pairs), map[int]bool{}
	for o, n := range groups {
		if p.old[o].own != "" {
			delete(groups, o)
			continue
		}
		carriers[n] = true
		p.strays[&p.notes[n].note.Cards[0]] = stray{p.stored[o].Cards[0], p.old[o].cards[0]}
		p.left[p.stored[o].Cards[0].ID] = true
	}
	var lost []stray
	var lostTerms []string
	lose := func(old int, card int, term string) {
		if p.left[p.stored[old].Cards[card].ID] {
			return // it follows its list
		}
		lost = append(lost, stray{p.stored[old].Cards[card], p.old[old].cards[card]})
		lostTerms = append(lostTerms, term)
	}
	for i, pair := range p.pairs {
		if pair.Old < 0 {
			continue
		}
		if p.keepsOwn(pair) {
			continue
		}
		if pair.New < 0 {
			for k := range p.stored[pair.Old].Cards {
				lose(pair.Old, k, match.TermOf(p.stored[pair.Old].Text))
			}
			continue
		}
		if _, left := groups[pair.Old]; left || carriers[pair.New] {
			p.cards[i] = match.Unpaired(p.stored[pair.Old].Cards, p.notes[pair.New].note.Cards)
		} else {
			p.cards[i] = p.pairCards(pair)
		}
		for _, c := range p.cards[i] {
			switch {
			case c.New >= 0:
			case p.stays(pair, c): // it keeps its words, so only a card that asks the same takes it over
				lose(pair.Old, c.Old, "")
			default:
				lose(pair.Old, c.Old, match.TermOf(p.stored[pair.Old].Text))
			}
		}
	}
	for o := range p.stored {
		if !p.taken[o] && p.stored[o].Parked && p.old[o].deck == p.deckID {
			for k := range p.stored[o].Cards {
				lose(o, k, match.TermOf(p.stored[o].Text))
			}
		}
	}
	if len(lost) > 0 {
		p.followStrays(lost, lostTerms)
	}
}

// found returns the plan's own bullets.
func (p *Plan) found() []match.Found {
	list := make([]match.Found, len(p.notes))
	for i, n := range p.notes {
		list[i].Note = n.note
		if len(p.Files) > 0 {
			list[i].Source = p.Files[n.file].Path
		}
	}
	return list
}

// keepsOwn reports whether a stored note has a text of the learner's that differs from its source. It keeps its cards.
func (p *Plan) keepsOwn(pair match.Pair) bool {
	own := p.old[pair.Old].own
	return own != "" && (pair.New < 0 || own != p.notes[pair.New].note.Text)
}

func (p *Plan) pairCards(pair match.Pair) []match.CardPair {
	old, new := p.stored[pair.Old].Cards, p.notes[pair.New].note.Cards
	newer := p.newer(pair)
	same := len(old) == len(new)
	for k := 0; same && k < len(old); k++ {
		same = old[k].Slot == new[k].Slot && (!newer || sameFace(&old[k], &new[k]))
	}
	switch {
	case same && !match.SidesSwapped(&p.stored[pair.Old], p.notes[pair.New].note):
		return nil
	case newer:
		return match.MatchUnchanged(old, new, func(o, n int) bool {
			return p.old[pair.Old].cards[o].weakness == rewordedMark(&new[n])
		})
	}
	return match.NoteCards(&p.stored[pair.Old], p.notes[pair.New].note)
}

// cardPairs returns the cards of a matched note, each paired with the one that its bullet makes now.
func (p *Plan) cardPairs(i int) []match.CardPair {
	list := p.cards[i]
	if list == nil {
		for k := range p.stored[p.pairs[i].Old].Cards {
			list = append(list, match.CardPair{Old: k, New: k})
		}
	}
	return list
}

// restarts reports whether a card of a matched note asks another fact than before, so that it starts over.
func (p *Plan) restarts(i int, c match.CardPair) bool {
	v, _ := p.verdict(i, c)
	return v == match.FactChanged
}

// dueAgain reports whether a learnt card of a matched note starts over. A new card just stays new.
func (p *Plan) dueAgain(i int) bool {
	return slices.ContainsFunc(p.cardPairs(i), func(c match.CardPair) bool {
		return p.restarts(i, c) && p.old[p.pairs[i].Old].cards[c.Old].learnt
	})
}

func (p *Plan) followStrays(lost []stray, lostTerms []string) {
	var gained []*deck.Card
	var terms []string
	fresh := map[*deck.Card][2]int{} // cards that a stored one without a history makes: its pair, and its card pair
	learnt := map[string]bool{}      // what the lost cards with a history ask
	for _, l := range lost {
		if l.old.learnt {
			learnt[l.card.Prompt+"\x00"+l.card.Answer] = true
		}
	}
	p.unsure = p.unsure || len(learnt) > 0 && p.quietAsk(learnt)
	for i, pair := range p.pairs {
		if pair.New < 0 {
			continue
		}
		n := p.notes[pair.New].note
		gain := func(card int) {
			if _, follows := p.strays[&n.Cards[card]]; follows {
				return
			}
			gained = append(gained, &n.Cards[card])
			terms = append(terms, match.TermOf(n.Text))
		}
		if pair.Old < 0 {
			for k := range n.Cards {
				gain(k)
			}
		}
		for _, c := range p.cards[i] {
			if c.Old < 0 {
				gain(c.New)
			}
		}
		if pair.Old < 0 || len(learnt) == 0 || p.keepsOwn(pair) {
			continue
		}
		for k, c := range p.cardPairs(i) {
			if c.Old < 0 || c.New < 0 || p.old[pair.Old].cards[c.Old].learnt {
				continue
			}
			if card := &n.Cards[c.New]; learnt[card.Prompt+"\x00"+card.Answer] {
				fresh[card] = [2]int{i, k}
				gain(c.New)
			}
		}
	}
	if len(gained) == 0 {
		return
	}
	cards := make([]match.StoredCard, len(lost))
	for i := range lost {
		cards[i] = lost[i].card
	}
	for _, c := range match.Strays(cards, lostTerms, gained, terms) {
		p.strays[gained[c.New]] = lost[c.Old]
		p.left[lost[c.Old].card.ID] = true
		if at, taken := fresh[gained[c.New]]; taken {
			p.giveUp(at[0], at[1])
		}
	}
}

// giveUp takes the new card from a stored one without a history, as another with one asks the same.
func (p *Plan) giveUp(i, k int) {
	list := slices.Clone(p.cardPairs(i))
	old := list[k].Old
	list[k].Old = -1
	p.cards[i] = append(list, match.CardPair{Old: old, New: -1})
}

// findHeirs looks for heirs of notes that would be parked: fresh notes with the same text in a file that is not part of
// this import. There is one if a bullet was copied to another file and that file was imported before the bullet was
// removed here. The note with the history then takes the heir's place.
func (s *Store) findHeirs(p *Plan) error {
	gone := map[string]int{} // text to index of its pair
	for i, pair := range p.pairs {
		if pair.Fate == match.Parked && pair.New < 0 && p.old[pair.Old].own == "" {
			gone[p.stored[pair.Old].Text] = i
		}
	}
	if len(gone) == 0 {
		return nil
	}
	given := map[string]bool{}
	for _, b := range p.batches {
		for _, f := range b.Files {
			given[f.Path], given[f.Was] = true, true
		}
	}
	p.heirs = map[int]heir{}
	return s.each(func(rows *sql.Rows) error {
		var h heir
		var text, path string
		if err := rows.Scan(&h.id, &h.deck, &text, &path); err != nil {
			return err
		}
		i, ok := gone[text]
		if ok && !given[path] && (h.deck == p.deckID || p.hasLearnt(p.pairs[i].Old)) {
			p.pairs[i].Fate = match.Moved
			p.heirs[p.pairs[i].Old] = h
			delete(gone, text)
		}
		return nil
	}, `SELECT n.id, n.deck, n.text, o.path FROM note n JOIN source o ON o.id = n.source JOIN deck d ON d.id = n.deck
		WHERE d.gone = 0 AND d.builtin = '' AND n.parked = 0 AND n.origin = ''
		AND NOT EXISTS (SELECT 1 FROM schedule s JOIN log l ON l.subject = s.card WHERE s.note = n.id)
		ORDER BY n.deck = ? DESC, n.id DESC`, p.deckID)
}

// hasLearnt reports whether any card of a stored note was ever passed.
func (p *Plan) hasLearnt(old int) bool {
	return slices.ContainsFunc(p.old[old].cards, func(c oldCard) bool { return c.learnt })
}

// livesOn reports whether other notes take over all cards of a stored note.
func (p *Plan) livesOn(old int) bool {
	cards := p.stored[old].Cards
	return len(cards) > 0 && !slices.ContainsFunc(cards, func(c match.StoredCard) bool { return !p.left[c.ID] })
}

// inherits reports whether a stored note takes the place of an heir.
func (p *Plan) inherits(old int) bool {
	_, found := p.heirs[old]
	return found
}

// heir is a fresh note whose place another takes.
type heir struct{ id, deck int64 }

// inherit moves a note to the place of its heir and deletes the heir, about which nothing was ever logged.
func (a *applier) inherit(id int64, h heir) error {
	for _, query := range []string{
		`UPDATE note SET (source, section, line, explicit, tags, rule, reason, media, anki) = (SELECT h.source, h.section, h.line, h.explicit, h.tags, iif(h.rule = '', note.rule, h.rule), iif(h.rule = '', note.reason, h.reason), iif(h.media = '', note.media, h.media), iif(h.anki = '', note.anki, h.anki)
			FROM note h WHERE h.id = ?2) WHERE id = ?1`,
		`UPDATE card SET (context, front, back, extra, accept, members, forms) =
			(SELECT context, front, back, extra, accept, members, forms FROM card h WHERE h.note = ?2 AND h.slot = card.slot)
			WHERE note = ?1 AND slot IN (SELECT slot FROM card WHERE note = ?2)`,
		`UPDATE schedule SET rank = (SELECT min(rank) >> 8 << 8 FROM schedule WHERE note = ?2) + (rank & 255)
			WHERE note = ?1 AND EXISTS (SELECT 1 FROM schedule WHERE note = ?2)`,
	} {
		if _, err := a.exec(query, id, h.id); err != nil {
			return err
		}
	}
	if err := a.changeDeck(id, h.deck); err != nil {
		return err
	}
	return a.erase(h.id)
}
