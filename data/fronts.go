package data

import (
	"cmp"
	"database/sql"
	"database/sql/driver"
	"hash/maphash"
	"path/filepath"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/build"
	"recall/deck/match"
)

// Front is a card that is asked with another front than before, as its deck has others that ask the same.
type Front struct {
	Path     string
	Line     int
	Old, New string
}

// docs returns the documents of the plan's files.
func (p *Plan) docs() []*deck.Document {
	docs := make([]*deck.Document, len(p.Files))
	for i, f := range p.Files {
		docs[i] = f.Doc
	}
	return docs
}

// mostRounds is how often fronts that were lengthened may meet further ones.
const mostRounds = 4

// buildAmong builds the cards of a plan's files among the other cards of its deck, so that no two have one front. It
// names the files that would have to be read for that in Needs. Of two bullets that make one card, the one keeps it
// whose file was imported first.
func (s *Store) buildAmong(p *Plan) error {
	if p.New || p.edited == 0 && p.isCopy() { // a copy leaves alone what the deck has
		p.build(p.docs())
		return nil
	}
	others, edited, docs, err := s.otherSources(p)
	if err != nil {
		return err
	}
	p.build(append(edited, docs...))
	if len(others) == 0 {
		return nil
	}
	stand := standing{cards: map[int64]bool{}}
	for range mostRounds {
		more, err := s.clashing(p, docs, others, &stand)
		if err != nil || !more {
			return err
		}
		p.build(slices.Concat(stand.docs, edited, docs))
	}
	return nil
}

// build finishes the cards of all documents of a deck that the plan knows.
func (p *Plan) build(docs []*deck.Document) {
	p.among = docs
	build.Build(docs)
}

// otherSources returns the sources of a deck that are not among the plan's files, by id: whether each can be read as
// it was. edited are the documents of those that have changed instead. docs are the plan's own documents, those of known
// sources first.
func (s *Store) otherSources(p *Plan) (others map[int64]bool, edited, docs []*deck.Document, err error) {
	own, elsewhere := map[string]*deck.Document{}, map[string]*deck.Document{}
	for _, f := range p.Files {
		own[cmp.Or(f.Was, f.Path)] = f.Doc
	}
	for _, f := range p.elsewhere {
		elsewhere[f.Path] = f.Doc
	}
	others = map[int64]bool{}
	err = s.each(func(rows *sql.Rows) error {
		var id int64
		var path string
		if err := rows.Scan(&id, &path); err != nil {
			return err
		}
		if doc, given := own[path]; given {
			docs = append(docs, doc)
			delete(own, path)
		} else if doc, changed := elsewhere[path]; doc != nil {
			edited = append(edited, doc)
		} else {
			others[id] = filepath.IsAbs(path) && !changed && p.edited == 0 && !slices.Contains(p.fixed, path)
		}
		return nil
	}, "SELECT id, path FROM source WHERE deck = ? AND purged = 0 ORDER BY id", p.deckID)
	for _, f := range p.Files {
		if doc, new := own[cmp.Or(f.Was, f.Path)]; new {
			docs = append(docs, doc)
		}
	}
	return others, edited, docs, err
}

// standing are cards that stay as they are, of other files or of an older builder.
type standing struct {
	cards map[int64]bool
	docs  []*deck.Document // one a card
}

// findDuplicates adds to p.Needs the files of the deck with bullets that make no card because another file's bullet
// makes it, if the plan parks any card: it may be that one.
func (s *Store) findDuplicates(p *Plan) error {
	parks := slices.ContainsFunc(p.pairs, func(pair match.Pair) bool { return pair.New < 0 })
	for _, cards := range p.cards {
		parks = parks || slices.ContainsFunc(cards, func(c match.CardPair) bool { return c.New < 0 })
	}
	if !parks {
		return nil
	}
	given := p.given()
	return s.each(func(rows *sql.Rows) error {
		var path string
		err := rows.Scan(&path)
		if err == nil && filepath.IsAbs(path) && !given[path] && !slices.Contains(p.fixed, path) &&
			!slices.Contains(p.Needs, path) {
			p.Needs = append(p.Needs, path)
		}
		return err
	}, `SELECT DISTINCT o.path FROM note n JOIN source o ON o.id = n.source
		WHERE n.deck = ? AND n.parked = 0 AND n.reason GLOB ?`, p.deckID, string(deck.ReasonDuplicate)+" *:*")
}

// nearest returns the title of a context that is nearest to the bullet. A front that another card has too is told from
// it by titles further outward, in front of the nearest one.
func nearest(context string) string {
	if i := strings.LastIndex(context, deck.PathSeparator); i >= 0 {
		return context[i+len(deck.PathSeparator):]
	}
	return context
}

// clashing looks for stored cards that would have the front of another one, if both had only the nearest title in front.
// Those whose file can be read are added to p.Needs, and the others to stand, if the other card is in docs; more reports
// whether it added any there.
func (s *Store) clashing(p *Plan, docs []*deck.Document, others map[int64]bool, stand *standing) (more bool, err error) {
	var h maphash.Hash
	key := func(context, front string) uint64 {
		h.Reset()
		h.WriteString(context)
		h.WriteByte(0)
		h.WriteString(front)
		return h.Sum64()
	}
	ours := map[uint64]bool{}     // fronts
	answered := map[uint64]bool{} // fronts with their answers
	for _, doc := range docs {
		for i := range doc.Notes {
			for _, c := range doc.Notes[i].Cards {
				ours[key(nearest(c.Context), c.Prompt)] = true
				answered[key(nearest(c.Context), c.Prompt+"\x00"+c.Answer)] = true
			}
		}
	}
	theirs := map[uint64]int64{} // a card by its front
	gone := map[string]bool{}
	for _, f := range p.elsewhere {
		gone[f.Path] = f.Doc == nil
	}
	var clashes []int64
	err = s.bulk(func(row []driver.Value) error {
		card, source := integer(row[0]), integer(row[1])
		readable, other := others[source]
		if !other {
			return nil
		}
		context, front := row[2].(string), row[3].(string)
		if ours[key(nearest(context), front)] && !stand.cards[card] {
			clashes = append(clashes, card)
		}
		if draft := integer(row[4]) > 0; draft || !readable {
			return nil
		}
		k := key(context, front)
		if first, taken := theirs[k]; taken {
			clashes = append(clashes, first, card)
		} else {
			theirs[k] = card
		}
		return nil
	}, `SELECT bulk(?, c.id, n.source, c.context, c.front, c.draft) FROM schedule s JOIN card c ON c.id = s.card
		JOIN note n ON n.id = c.note WHERE s.deck = ? AND s.note <> ? AND s.hold & {parked} = 0`, p.deckID, p.edited)
	if err != nil {
		return false, err
	}
	for _, card := range clashes {
		var path, slot, context, front, back, own string
		var source int64
		var line int
		err := s.get([]any{&source, &path, &line, &own, &slot, &context, &front, &back},
			`SELECT o.id, o.path, n.line, n.origin, c.slot, c.context, c.front, c.back
			FROM card c JOIN note n ON n.id = c.note JOIN source o ON o.id = n.source WHERE c.id = ?`, card)
		switch {
		case err != nil:
			return false, err
		case stand.cards[card]:
		case !others[source] && gone[path] && answered[key(nearest(context), front+"\x00"+back)]: // it moved
		case others[source] && own == "":
			if !slices.Contains(p.Needs, path) {
				p.Needs = append(p.Needs, path)
			}
		case ours[key(nearest(context), front)]:
			more = true
			stand.add(card, path, line, deck.Card{Slot: slot, Context: context, Prompt: front, Answer: back})
		}
	}
	return more, nil
}

// add makes a card stand.
func (t *standing) add(id int64, path string, line int, c deck.Card) {
	cards := []deck.Card{c}
	if near := nearest(c.Context); near != c.Context { // nor may another have its front without the titles further out
		c.Context = near
		cards = append(cards, c)
	}
	t.cards[id] = true
	t.docs = append(t.docs, &deck.Document{Name: path, Notes: []deck.Note{{Given: true,
		Bullet: deck.Bullet{Place: &deck.Place{}, Parent: -1, Line: line}, Cards: cards}}})
}

// tellFronts lists the cards of a pair that are asked with another front, though its bullet is the same.
func (p *Plan) tellFronts(i int) {
	pair := p.pairs[i]
	if pair.Old < 0 || pair.New < 0 || p.old[pair.Old].own != "" || p.old[pair.Old].rebuilt {
		return
	}
	n := p.notes[pair.New]
	for _, c := range p.cardPairs(i) {
		if c.Old < 0 || c.New < 0 || p.stored[pair.Old].Cards[c.Old].Parked || p.keepsWords(pair, c) {
			continue
		}
		was := deck.Card{Context: p.old[pair.Old].cards[c.Old].context, Prompt: p.stored[pair.Old].Cards[c.Old].Prompt}
		now := n.note.Cards[c.New]
		if was.Context != now.Context && was.Prompt == now.Prompt {
			p.Fronts = append(p.Fronts, Front{p.Files[n.file].Path, n.note.Line, was.Front(), now.Front()})
		}
	}
}
