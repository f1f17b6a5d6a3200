package data

import "database/sql"

// Overview is a deck at a glance.
type Overview struct {
	Deck
	Chapters, Bullets, Cards, Drafts int // parked ones left out
	Learnt, Mastered                 int // bullets
}

// Overviews returns an overview of every deck.
func (s *Store) Overviews() (list []Overview, err error) {
	err = s.each(func(rows *sql.Rows) error {
		var o Overview
		err := rows.Scan(&o.ID, &o.Name, &o.Builtin, &o.Active, &o.Chapters, &o.Bullets, &o.Cards, &o.Drafts, &o.Learnt,
			&o.Mastered)
		o.Active = s.studied(o.Deck)
		list = append(list, o)
		return err
	}, `SELECT d.id, d.name, d.builtin, d.active,
			(SELECT count(DISTINCT x.chapter) FROM note n JOIN section x ON x.id = n.section WHERE n.deck = d.id AND n.parked = 0 AND x.chapter <> ''),
			(SELECT count(*) FROM note n WHERE n.deck = d.id AND n.parked = 0),
			coalesce(t.cards, 0), coalesce(t.drafts, 0), coalesce(t.learnt, 0), coalesce(t.mastered, 0)
		FROM deck d LEFT JOIN (
			SELECT deck, sum(cards) AS cards, sum(drafts) AS drafts, sum(learnt) AS learnt, sum(mastered) AS mastered
			FROM (
				SELECT deck,
					sum(hold & {draft} = 0) AS cards,
					sum(hold & {draft} > 0 AND marks & {rejected} = 0) AS drafts,
					min(CASE WHEN hold & {draft} = 0 AND follower <> {locked} THEN interval > 0 END) AS learnt,
					min(CASE WHEN hold & {draft} = 0 AND follower <> {locked} THEN interval >= {mature} END) AS mastered
				FROM schedule WHERE hold & {parked} = 0 GROUP BY note
			) GROUP BY deck
		) t ON t.deck = d.id WHERE d.gone = 0 ORDER BY d.id`)
	return list, err
}
