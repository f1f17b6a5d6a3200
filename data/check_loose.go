package data

import (
	"database/sql"
	"fmt"

	"recall/srs"
)

// What belongs to something else, and no reference of the schema says so.

// loose is a kind of rows that belong to nothing.
type loose struct {
	table, where string
	says         string // the fault, with what the column holds
	column       string
}

// looseRows are what a repair moves to quarantine. Settings also wait for decks that became parts of others; rows of place_note
// and place_setting may outlive what they name, and go with the next push.
var looseRows = []loose{
	{"setting", "deck <> 0 AND deck NOT IN (SELECT id FROM deck) AND (deck NOT IN (SELECT id FROM subject) OR deck IN (SELECT id FROM card))",
		"the setting %v is of a deck that is not there", "name"},
	{"meta", "deck <> 0 AND deck NOT IN (SELECT id FROM deck)", "what the program stored as %v is of a deck that is not there", "name"},
	{"place_log", "NOT EXISTS (SELECT 1 FROM log l WHERE l.device = place_log.device AND l.seq = place_log.seq)",
		"log entry %v waits for a place, and is not there", "device || '-' || seq"},
	{"touched", "note NOT IN (SELECT id FROM note)", "the bullet with the number %v is said to be changing, and nothing changes it", "note"},
}

// fault words what is wrong, of several rows by the first one: there may be many.
func (l *loose) fault(names []any) string {
	say := fmt.Sprintf(l.says, names[0])
	if len(names) > 1 {
		say += fmt.Sprintf(", and %d more like it", len(names)-1)
	}
	return say
}

// lonelyCards are the cards that have no schedule. They would never be asked, and are not counted.
const lonelyCards = "card c JOIN note n ON n.id = c.note WHERE NOT EXISTS (SELECT 1 FROM schedule s WHERE s.card = c.id)"

// unreadablePlaces are the places of which nobody can tell what they are for.
const unreadablePlaces = `place WHERE iif(json_valid(decks), json_type(decks) <> 'array' OR EXISTS (SELECT 1 FROM json_each(decks) d
	WHERE d.type <> 'text' OR length(d.value) <> 32 OR d.value GLOB '*[^0-9a-f]*'), 1)`

// checkLoose checks that what belongs to something else belongs to something.
func (s *Store) checkLoose(c *Checked) error {
	for _, l := range looseRows {
		var names []any
		if err := s.eachName(l.column, l.table+" WHERE "+l.where, func(name any) { names = append(names, name) }); err != nil {
			return err
		}
		if len(names) > 0 {
			c.fault("%s", l.fault(names))
		}
	}
	if err := s.eachName("c.id", lonelyCards, func(card any) { c.fault("the schedule of %s is missing", s.nameCard(card)) }); err != nil {
		return err
	}
	return s.eachName("at", unreadablePlaces, func(at any) { c.fault("%s", unreadablePlace(at)) })
}

func unreadablePlace(at any) string {
	return fmt.Sprintf("what is stored about the place %v can't be read", at)
}

// eachName calls f for a column of the rows that are selected.
func (s *Store) eachName(column, from string, f func(any)) error {
	return s.each(func(rows *sql.Rows) error {
		var name any
		err := rows.Scan(&name)
		f(name)
		return err
	}, "SELECT "+column+" FROM "+from)
}

// mendLoose puts in quarantine what belongs to nothing, and gives cards without a schedule one, which makeAnew fills.
func (p *repairer) mendLoose() error {
	for _, l := range looseRows {
		var names []any
		if err := p.eachName(l.column, l.table+" WHERE "+l.where, func(name any) { names = append(names, name) }); err != nil {
			return err
		}
		if len(names) == 0 {
			continue
		}
		fault := l.fault(names)
		if err := p.quarantineRows(l.table, p.aside(fault), l.where); err != nil {
			return err
		}
		p.say(fault, "moved to quarantine")
	}
	var cards []any
	if err := p.eachName("c.id", lonelyCards, func(card any) { cards = append(cards, card) }); err != nil {
		return err
	}
	for _, card := range cards {
		_, err := p.exec(scheduleColumns+`SELECT c.id, n.deck, c.note, (n.source << 40) | (min(n.line, 0x7fffffff) << 8)
				| min((SELECT count(*) FROM card o WHERE o.note = c.note AND o.id < c.id), ?2), {leads}, 0, 0, 0, 0, ?3, 0, 0, 0, 0, 0, 0
			FROM card c JOIN note n ON n.id = c.note WHERE c.id = ?1`, card, lastOrd, srs.StartEase)
		if err != nil {
			return err
		}
		p.say("the schedule of "+p.nameCard(card)+" was missing", "made anew from the log")
	}
	return p.forgetUnreadable()
}

// forgetUnreadable forgets the places of which nobody can tell which decks they are for, and keeps what they know of this
// machine's files there. All decks would be too many.
func (p *repairer) forgetUnreadable() error {
	var names []string
	if err := p.eachName("at", unreadablePlaces, func(at any) { names = append(names, fmt.Sprint(at)) }); err != nil {
		return err
	}
	for _, at := range names {
		if err := p.quarantineCopies("place", p.aside(unreadablePlace(at)), "at = ?", at); err != nil {
			return err
		}
		for _, table := range append([]string{"place_media"}, dueTables...) {
			if _, err := p.exec("DELETE FROM "+table+" WHERE place = (SELECT id FROM place WHERE at = ?)", at); err != nil {
				return err
			}
		}
		if _, err := p.exec("UPDATE place SET decks = '[]', forgotten = 1 WHERE at = ?", at); err != nil {
			return err
		}
		p.say(unreadablePlace(at), "it is forgotten until you name it again; a copy is in quarantine")
	}
	return nil
}
