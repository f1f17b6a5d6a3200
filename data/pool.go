package data

import (
	"database/sql"

	"recall/deck"
)

// poolLines is how many lines around a bullet, in its source, are searched for wrong options.
const poolLines = 200

// Neighbours returns the cards of the bullets around a card in its source, nearest first: those under the same group,
// label and headings, and all others. Wrong options are made from them.
func (s *Store) Neighbours(card int64) (group, around []deck.Card, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var c deck.Card
		var accept, members sql.NullString
		var same bool
		if err := rows.Scan(&c.Slot, &c.Context, &c.Prompt, &c.Answer, &accept, &members, &c.Forms, &same); err != nil {
			return err
		}
		if err := unpack(&c, accept, members); err != nil {
			return err
		}
		if same {
			group = append(group, c)
		} else {
			around = append(around, c)
		}
		return nil
	}, `SELECT c.slot, c.context, c.front, c.back, c.accept, c.members, c.forms, n.section = m.section
		FROM card o JOIN note m ON m.id = o.note
		JOIN note n ON n.source = m.source AND n.line BETWEEN m.line - ?2 AND m.line + ?2
		JOIN card c ON c.note = n.id
		WHERE o.id = ?1 AND c.id <> o.id AND n.parked = 0
		ORDER BY abs(n.line - m.line), c.id`, card, poolLines)
	return group, around, err
}
