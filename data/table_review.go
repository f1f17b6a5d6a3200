package data

import (
	"database/sql/driver"
	"encoding/hex"
	"strings"

	"recall/srs"
)

// answerRow is an answer and where its card belongs.
type answerRow struct {
	*step
	card, deck, chapter, slot string
}

// reviewTable shows every answer.
var reviewTable = tableOfStore("review", "an answer, oldest first", (*Store).answerRows, columns[answerRow]{
	{Column{"time", Time, "", "2026-11-22T09:30:00+01:00", "when it was given, on the learner's clock"},
		func(r *answerRow) Cell { return Cell{Number: r.wall(), Zone: r.zone} }},
	{Column{"day", Date, "", "2026-11-22", "the day it counts for"},
		func(r *answerRow) Cell { return num(int(r.Day)) }},
	{Column{"deck", Text, "", "Python roadmap", "the card's deck"},
		func(r *answerRow) Cell { return text(r.deck) }},
	{Column{"chapter", Text, "", "7 Databases", "the card's chapter"},
		func(r *answerRow) Cell { return text(r.chapter) }},
	{Column{"card", Text, "", "7f3a90c2…", "the card's id, 32 hexadecimal digits"},
		func(r *answerRow) Cell { return text(r.card) }},
	{Column{"slot", Text, "", "forward", "which card of its bullet it is"},
		func(r *answerRow) Cell { return text(r.slot) }},
	{Column{"kind", Text, "", "review", "new, review, early, drill or cram; undone if taken back"},
		func(r *answerRow) Cell { return text(r.Effect.String()) }},
	{Column{"form", Text, "", "reveal", "how it was asked: reveal, type, choice, order or set"},
		func(r *answerRow) Cell { return text(r.form.String()) }},
	{Column{"grade", Integer, "grade", "4", "0 to 5; passed from 3 on"},
		func(r *answerRow) Cell { return num(int(r.Grade)) }},
	{Column{"took_ms", Integer, "ms", "7200", "from the question to the grade"},
		func(r *answerRow) Cell { return num(int(r.took)) }},
	{Column{"interval_before_days", Integer, "days", "6", "the card's interval before, as the learner saw it; 0: new"},
		func(r *answerRow) Cell { return num(r.intervalBefore) }},
	{Column{"interval_after_days", Integer, "days", "15", "and after"},
		func(r *answerRow) Cell { return num(r.intervalAfter) }},
	{Column{"ease_before", Hundredths, "factor", "2.50", "the card's ease before"},
		func(r *answerRow) Cell { return num(r.easeBefore) }},
	{Column{"ease_after", Hundredths, "factor", "2.50", "and after"},
		func(r *answerRow) Cell { return num(r.easeAfter) }},
})

func (s *Store) answerRows(a wanted, row func(*answerRow) error) error {
	places, names, err := s.origins(a.Filter)
	if err != nil {
		return err
	}
	var cards []int64 // nil: all
	if !a.all() {
		cards = cardsAt(places, func(o origin) bool { return o.known })
	}
	var id [32]byte
	var r answerRow
	_, err = s.historyOf(cards, true, func(st *step) error {
		o := &places[st.subject]
		if !o.known || st.Kind != srs.Review || st.Undone && !a.undone || !a.covers(st.Day) {
			return nil
		}
		hex.Encode(id[:], o.uid[:])
		r = answerRow{st, string(id[:]), names.list[o.deck], names.list[o.chapter], names.list[o.slot]}
		return row(&r)
	})
	return err
}

// origin is where a card belongs, as shown in the review table. Names are stored once.
type origin struct {
	known      bool
	uid        [16]byte
	deck, slot int32
	chapter    int32
}

// names stores each distinct text once.
type names struct {
	list []string
	of   map[string]int32
}

func (n *names) number(s string) int32 {
	at, ok := n.of[s]
	if !ok {
		at = int32(len(n.list))
		s = strings.Clone(s)
		n.list = append(n.list, s)
		n.of[s] = at
	}
	return at
}

// origins returns where the cards of a filter belong. An empty filter includes deleted and inactive decks.
func (s *Store) origins(f Filter) ([]origin, *names, error) {
	last, err := s.lastSubject()
	if err != nil {
		return nil, nil, err
	}
	list, known := make([]origin, last+1), &names{of: map[string]int32{}}
	where, args := f.cards("schedule")
	if f.all() {
		where, args = "1", nil
	}
	err = s.bulk(func(row []driver.Value) error {
		o := &list[integer(row[0])]
		o.known = true
		copy(o.uid[:], row[1].([]byte))
		o.deck, o.chapter = known.number(row[2].(string)), known.number(row[3].(string))
		o.slot = known.number(row[4].(string))
		return nil
	}, `SELECT bulk(?, card, u.uid, d.name, x.chapter, c.slot)
		FROM schedule JOIN subject u ON u.id = card JOIN deck d ON d.id = schedule.deck JOIN card c ON c.id = card
		JOIN note n ON n.id = schedule.note JOIN section x ON x.id = n.section
		WHERE `+where, args...)
	return list, known, err
}
