package data

import (
	"recall/deck"
	"recall/deck/match"
	"recall/srs"
)

// What an import does to the cards of a bullet that was there before.

// updateCards turns the cards of a matched note into those that its bullet makes now.
func (a *applier) updateCards(i int) error {
	pair := a.plan.pairs[i]
	o, n, to := &a.plan.old[pair.Old], &a.plan.stored[pair.Old], a.plan.notes[pair.New]
	for _, c := range a.plan.cardPairs(i) {
		var err error
		switch {
		case c.Old < 0:
			err = a.gainCard(o.id, n.UID, a.sources[to.file], c.New, to)
		case a.plan.keepsWords(pair, c):
			err = a.keepWords(pair, c, a.sources[to.file])
		case c.New < 0 && !a.plan.stays(pair, c):
			err = a.parkCard(n.Cards[c.Old])
		case c.New >= 0:
			u := cardUpdate{card: n.Cards[c.Old], old: o.cards[c.Old], to: &to.note.Cards[c.New], note: o.id,
				follows: a.plan.rebuilt(pair) && !o.cards[c.Old].touched, place: rank(o.source, o.line, 0),
				rank: rank(a.sources[to.file], to.note.Line, c.New)}
			u.verdict, _ = a.plan.verdict(i, c)
			err = a.updateCard(u)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// moveOwn follows the source of a note that the learner edited: it records the note's new place and what the source
// says now. The text and the cards stay the learner's.
func (a *applier) moveOwn(o *oldNote, section, source int64, to *deck.Note) error {
	_, err := a.exec(`UPDATE note SET (source, section, line, origin, unseen) = (?2, ?3, ?4, ?5, ?6)
		WHERE id = ?1 AND (source, section, line, origin, unseen) IS NOT (?2, ?3, ?4, ?5, ?6)`,
		o.id, source, section, to.Line, to.Text, o.unseen)
	if err != nil {
		return err
	}
	_, err = a.exec("UPDATE schedule SET rank = ?2 + (rank & 255) WHERE note = ?1 AND rank <> ?2 + (rank & 255)", o.id,
		rank(source, to.Line, 0))
	return err
}

// gainCard adds a card to an existing note: one that another note lost, or a new one.
func (a *applier) gainCard(note int64, uid [16]byte, source int64, ord int, to placed) error {
	c, line := &to.note.Cards[ord], to.note.Line
	if s, ok := a.plan.strays[c]; ok {
		return a.updateCard(cardUpdate{card: s.card, old: s.old, to: c, note: note, adopted: true,
			rank: rank(source, line, ord)})
	}
	return a.insertCard(note, uid, source, line, ord, c, a.plan.idsOf(to))
}

// cardUpdate is what an import does to an existing card.
type cardUpdate struct {
	card    match.StoredCard
	old     oldCard
	to      *deck.Card
	note    int64 // the note it now belongs to
	rank    int64
	place   int64         // the rank of the first card of the note's place before
	adopted bool          // it belonged to another note
	follows bool          // only the builder is newer, and the learner did nothing to the card
	verdict match.Verdict // on its fact
}

// ambiguousAs reports whether a card becomes a draft as another has its front. A card in use stays in use.
func (o *oldCard) ambiguousAs(c *deck.Card) bool {
	return c.Draft && deck.Reason(c.Weakness).Code() == deck.ReasonAmbiguous && !o.used
}

func (a *applier) updateCard(u cardUpdate) error {
	c := u.to
	accept, members := jsonList(c.Accept), jsonList(c.Members)
	was := func(v any, stored string) bool { text, _ := v.(string); return text == stored }
	old := u.old
	draft, weakness := old.draft, old.weakness
	switch {
	case u.follows, old.draft, old.ambiguousAs(c): // an edit can make a weak card good
		draft, weakness = c.Draft, c.Weakness
	case olderOf(weakness) != "": // the builder makes it again
		weakness = ""
	}
	if c.Dependent() != old.follows {
		_, err := a.exec("UPDATE schedule SET follower = ? WHERE card = ?", when(c.Dependent(), locked), u.card.ID)
		if err != nil {
			return err
		}
		a.locks[u.note] = true
	}
	if u.adopted {
		var from int64
		if err := a.get([]any{&from}, "SELECT note FROM schedule WHERE card = ?", u.card.ID); err != nil {
			return err
		}
		a.locks[from], a.locks[u.note] = true, true
	}
	same := u.card.Slot == c.Slot && old.context == c.Context && u.card.Prompt == c.Prompt &&
		u.card.Answer == c.Answer && old.extra == c.Extra &&
		was(accept, old.accept) && was(members, old.members) && old.forms == int(c.Forms) && old.draft == draft &&
		old.weakness == weakness
	if !same || u.adopted {
		_, err := a.exec(`UPDATE card SET note = ?, slot = ?, context = ?, front = ?, back = ?, extra = ?, accept = ?, members = ?, forms = ?, draft = ?, weakness = ?
			WHERE id = ?`, u.note, c.Slot, c.Context, c.Prompt, c.Answer, c.Extra, accept, members, int(c.Forms), draft, weakness, u.card.ID)
		if err != nil {
			return err
		}
	}
	switch {
	case u.rank == old.rank && !u.adopted:
	case !u.adopted && old.rank-u.place == u.rank&255: // nothing but its place changed
		if _, err := a.exec("UPDATE schedule SET rank = ? WHERE card = ?", u.rank, u.card.ID); err != nil {
			return err
		}
	default:
		if _, err := a.exec("UPDATE schedule SET rank = ?, note = ?, deck = ? WHERE card = ?", u.rank, u.note,
			a.plan.deckID, u.card.ID); err != nil {
			return err
		}
	}
	if u.adopted {
		if err := a.keepState(u.card.ID); err != nil {
			return err
		}
	}
	if draft != old.draft {
		state, err := a.readState(u.card.ID)
		if err != nil {
			return err
		}
		if err := a.writeState(u.card.ID, state); err != nil {
			return err
		}
	}
	if u.card.Parked {
		if _, _, err := a.act(&entry{subject: u.card.ID, kind: srs.Revive}, a.at); err != nil {
			return err
		}
	}
	if u.verdict < match.FactUnsure {
		return nil
	}
	state, err := a.readState(u.card.ID)
	if err != nil || state.New() {
		return err
	}
	if u.verdict == match.FactUnsure {
		return a.actTold(u.card.ID, srs.Edited)
	}
	return a.actTold(u.card.ID, srs.Changed)
}
