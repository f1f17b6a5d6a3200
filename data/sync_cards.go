package data

import (
	"database/sql"
	"errors"

	"recall/srs"
)

// meetCards adds the cards that are not here, and gives those of newer notes the words that they have there.
func (m *merger) meetCards() error {
	newer := map[int64]*metNote{}
	for _, n := range m.sync.notes {
		newer[n.there] = n
	}
	return m.from.each(func(rows *sql.Rows) error {
		var there, note, rankThere int64
		var follower int
		var c [10]any // slot to weakness, copied unchanged
		dest := []any{&there, &note, &rankThere, &follower}
		for i := range c {
			dest = append(dest, &c[i])
		}
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		n, home := newer[note], m.notes[note]
		if n == nil || home == 0 {
			return nil
		}
		here, err := m.subjectOf(there)
		if err != nil {
			return err
		}
		var deckID, source int64
		var line int
		err = m.get([]any{&deckID, &source, &line}, "SELECT deck, source, line FROM note WHERE id = ?", home)
		if err != nil {
			return err
		}
		place := rank(source, line, int(rankThere&0xff))
		var at, stamp int64
		err = m.get([]any{&at, &stamp},
			"SELECT c.note, n.stamp FROM card c JOIN note n ON n.id = c.note WHERE c.id = ?", here)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return m.addCard(here, home, deckID, place, follower, c)
		case err != nil || !n.counts || at != home && stamp > n.stamp:
			return err
		}
		_, err = m.exec(`UPDATE card SET note = ?, slot = ?, context = ?, front = ?, back = ?, extra = ?, accept = ?,
			members = ?, forms = ?, draft = ?, weakness = ? WHERE id = ?`, append(append([]any{home}, c[:]...), here)...)
		if err != nil {
			return err
		}
		m.sync.replays(here)
		_, err = m.exec(`UPDATE schedule SET note = ?1, deck = ?2, rank = ?3,
			follower = iif(?4 = {leads} OR follower = {leads}, ?4, follower) WHERE card = ?5`,
			home, deckID, place, min(follower, locked), here)
		return err
	}, `SELECT c.id, c.note, s.rank, s.follower, c.slot, c.context, c.front, c.back,
			c.extra, c.accept, c.members, c.forms, c.draft, c.weakness
		FROM card c JOIN schedule s ON s.card = c.id ORDER BY c.id`)
}

// addCard adds a card of another machine, whose log may be here already.
func (m *merger) addCard(card, note, deckID, place int64, follower int, c [10]any) error {
	if err := m.countAgain(note, card); err != nil {
		return err
	}
	_, err := m.exec(`INSERT INTO card (id, note, slot, context, front, back, extra, accept, members, forms, draft,
			weakness)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, append([]any{card, note}, c[:]...)...)
	if err != nil {
		return err
	}
	m.done.Cards++
	m.sync.replays(card)
	draft, _ := c[8].(int64)
	_, err = m.exec(freshSchedule, card, deckID, note, place, min(follower, locked), hold(srs.Fresh, draft == 1),
		srs.StartEase)
	if err == nil { // the note is here as before, but for its new card
		_, err = m.exec("INSERT OR IGNORE INTO touched SELECT id, text FROM note WHERE id = ?", note)
	}
	return err
}
