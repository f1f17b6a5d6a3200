package data

import (
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"recall/deck"
	"recall/deck/inline"
	"recall/srs"
)

// freshCard is a card about to be stored.
type freshCard struct {
	*deck.Card
	id, note int64
	noteUID  [16]byte
	slot     string // the slot from which its id is derived
	uid      [16]byte
	rank     int64
	known    bool // the log already has entries about it
	locked   bool // another card of its note leads
}

func newCard(c *deck.Card, note int64, noteUID [16]byte, slot string, rank int64) freshCard {
	return freshCard{Card: c, note: note, noteUID: noteUID, slot: slot, uid: deck.CardUID(noteUID, slot), rank: rank}
}

// keepID gives a card the id that it has where it comes from.
func (c *freshCard) keepID(ids noteIDs, ord int) {
	if ord < len(ids.cards) {
		c.uid = ids.cards[ord]
	}
}

// insertNotes adds new notes and their cards, one table at a time.
func (a *applier) insertNotes(fresh []placed) error {
	if len(fresh) == 0 {
		return nil
	}
	uids, err := a.freshUIDs(fresh)
	if err != nil {
		return err
	}
	sections, kept := make([]int64, len(fresh)), make([]string, len(fresh))
	for i := range fresh {
		if k := a.plan.Files[fresh[i].file].kept[fresh[i].note.ID]; k != nil {
			kept[i] = k.String()
		}
		if sections[i], err = a.section(&fresh[i].note.Bullet); err != nil {
			return err
		}
	}
	var last int64
	// The id of a note that the import has deleted is not used again: the note may come back.
	if err := a.get([]any{&last}, `SELECT max((SELECT coalesce(max(id), 0) FROM note),
		(SELECT coalesce(max(id), 0) FROM before_note))`); err != nil {
		return err
	}
	stamp, err := a.newStamp()
	if err != nil {
		return err
	}
	sum, err := a.sumFor("note", "id", "c0", "uid", "c1", "deck", "c2", "source", "c3", "section", "c4", "line", "c5", "text", "c6",
		"explicit", "c7", "rule", "c8", "reason", "c9", "parked", "0", "sum", "c10", "added", "c11", "media", "c12", "tags", "c13",
		"anki", "c14", "stamp", "c15")
	if err != nil {
		return err
	}
	err = a.insertFed(`INSERT INTO note (id, uid, deck, source, section, line, text, explicit, rule, reason, parked, sum, added, media, tags, anki, stamp, crc)
		SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, 0, c10, c11, c12, c13, c14, c15, `+sum+` FROM temp.feed`, len(fresh), func(row, column int) any {
		n := fresh[row].note
		switch column {
		case 0:
			return last + 1 + int64(row)
		case 1:
			return uids[row][:]
		case 2:
			return a.plan.deckID
		case 3:
			return a.sources[fresh[row].file]
		case 4:
			return sections[row]
		case 5:
			return int64(n.Line)
		case 6:
			return n.Text
		case 7:
			return n.ID
		case 8:
			return n.Rule
		case 9:
			return string(n.Reason)
		case 10:
			return textSum(n.Text)
		case 11:
			return int64(a.at.Day)
		case 12:
			return packFiles(n.Files)
		case 13:
			return storedTags(n.Tags)
		case 14:
			return kept[row]
		}
		return stamp
	})
	if err != nil {
		return err
	}
	a.done.Notes += len(fresh)
	var cards []freshCard
	for i, n := range fresh {
		source := a.sources[n.file]
		slots := map[string]bool{}
		led := slices.ContainsFunc(n.note.Cards, func(c deck.Card) bool { return !c.Dependent() && !c.Draft })
		for ord := range n.note.Cards {
			c := &n.note.Cards[ord]
			if _, ok := a.plan.strays[c]; ok {
				if err := a.gainCard(last+1+int64(i), uids[i], source, ord, n); err != nil {
					return err
				}
				continue
			}
			slot := c.Slot
			for slots[slot] {
				slot += "+"
			}
			slots[slot] = true
			card := newCard(c, last+1+int64(i), uids[i], slot, rank(source, n.note.Line, ord))
			card.locked = led
			card.keepID(a.plan.idsOf(n), ord)
			cards = append(cards, card)
		}
	}
	return a.insertCards(cards)
}

// freshUIDs makes the ids of new notes. If two have the same words in one group, the second takes the next ordinal.
func (a *applier) freshUIDs(fresh []placed) ([][16]byte, error) {
	taken := map[[16]byte]bool{}
	if a.plan.New { // nothing is in it yet
		return a.numberNotes(fresh, taken, false)
	}
	err := a.each(func(rows *sql.Rows) error {
		var uid sql.RawBytes
		err := rows.Scan(&uid)
		if err == nil {
			taken[[16]byte(uid)] = true
		}
		return err
	}, "SELECT n.uid FROM note n JOIN source o ON o.id = n.source WHERE n.deck = ? AND o.purged = 0", a.plan.deckID)
	if err != nil {
		return nil, err
	}
	var purged bool // there are notes without text, whose ids may be needed again
	err = a.get([]any{&purged}, "SELECT EXISTS (SELECT 1 FROM source WHERE deck = ? AND purged = 1)", a.plan.deckID)
	if err != nil {
		return nil, err
	}
	return a.numberNotes(fresh, taken, purged)
}

// numberNotes makes the ids of new notes, beside those that are taken. purged tells whether there are notes without
// text among these.
func (a *applier) numberNotes(fresh []placed, taken map[[16]byte]bool, purged bool) ([][16]byte, error) {
	uids := make([][16]byte, len(fresh))
	type words struct{ normal, group string }
	next := map[words]int{} // the ordinals below are taken
	for i, n := range fresh {
		uids[i] = a.plan.idsOf(n).note
		if uids[i] == [16]byte{} || taken[uids[i]] {
			w := words{inline.Frozen(n.note.Text), n.note.Group}
			ordinal := next[w]
			for ; ; ordinal++ {
				uids[i] = deck.NoteUID(a.plan.uid, w.normal, w.group, ordinal)
				elsewhere, err := a.isElsewhere(uids[i])
				if err != nil {
					return nil, err
				}
				if !taken[uids[i]] && !elsewhere {
					break
				}
			}
			next[w] = ordinal + 1
		}
		taken[uids[i]] = true
		if purged {
			if _, err := a.forget(uids[i]); err != nil {
				return nil, err
			}
		}
	}
	return uids, nil
}

// isElsewhere reports whether a note of another deck has an id: one that moved to the file of that deck kept its own.
func (a *applier) isElsewhere(uid [16]byte) (is bool, err error) {
	if a.plan.New {
		return false, nil
	}
	err = a.get([]any{&is}, `SELECT EXISTS (SELECT 1 FROM note n JOIN source o ON o.id = n.source
		WHERE n.uid = ? AND n.deck <> ? AND o.purged = 0)`, uid[:], a.plan.deckID)
	return is, err
}

const (
	scheduleFields  = "card, deck, note, rank, follower, hold, reps, lapses, interval, ease, due, last, seen, grade, buried, marks"
	scheduleColumns = "INSERT INTO schedule (" + scheduleFields + ") "
)

// freshSchedule inserts the schedule of a card with an empty log.
const freshSchedule = scheduleColumns + "VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, ?, 0, 0, 0, 0, 0, 0)"

// insertCards adds cards with an empty schedule. A card whose id the log already knows gets its schedule from the log.
func (a *applier) insertCards(cards []freshCard) error {
	if err := a.numberCards(cards); err != nil {
		return err
	}
	column := func(row, column int) any {
		c := &cards[row]
		switch column {
		case 0:
			return c.id
		case 1:
			return c.note
		case 2:
			return c.Slot
		case 3:
			return c.Context
		case 4:
			return c.Prompt
		case 5:
			return c.Answer
		case 6:
			return c.Extra
		case 7:
			return jsonList(c.Accept)
		case 8:
			return jsonList(c.Members)
		case 9:
			return int64(c.Forms)
		case 10:
			return c.Draft
		case 11:
			return c.Weakness
		}
		return c.uid[:]
	}
	sum, err := a.sumFor("card", "id", "c0", "note", "c1", "slot", "c2", "context", "c3", "front", "c4", "back", "c5", "extra", "c6",
		"accept", "c7", "members", "c8", "forms", "c9", "draft", "c10", "weakness", "c11", "uid", "c12")
	if err != nil {
		return err
	}
	err = a.insertFed(`INSERT INTO card (id, note, slot, context, front, back, extra, accept, members, forms, draft, weakness, crc)
		SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, `+sum+` FROM temp.feed`, len(cards), column)
	if err != nil {
		return err
	}
	if sum, err = a.sumFor("schedule", "card", "c0", "deck", "c1", "note", "c2", "rank", "c3"); err != nil {
		return err
	}
	err = a.insertFed("INSERT INTO schedule ("+scheduleFields+", crc) SELECT c0, c1, c2, c3, c4, c5, 0, 0, 0, c6, 0, 0, 0, 0, 0, 0, "+
		sum+" FROM temp.feed", len(cards), func(row, column int) any {
		c := &cards[row]
		switch column {
		case 0:
			return c.id
		case 1:
			return a.plan.deckID
		case 2:
			return c.note
		case 3:
			return c.rank
		case 4:
			switch {
			case !c.Dependent():
				return int64(leads)
			case c.locked:
				return int64(locked)
			}
			return int64(unlocked)
		case 5:
			return int64(hold(srs.Fresh, c.Draft))
		}
		return int64(srs.StartEase)
	})
	if err != nil {
		return err
	}
	for i := range cards {
		if cards[i].Draft {
			a.done.Drafts++
		} else {
			a.done.Cards++
		}
		if cards[i].known {
			if err := a.catchUp(cards[i].id); err != nil {
				return err
			}
			a.locks[cards[i].note] = true
		}
	}
	return nil
}

// numberCards gives each card a number: a new one, or the one under which the log knows its id.
func (a *applier) numberCards(cards []freshCard) error {
	last, err := a.lastSubject()
	if err != nil {
		return err
	}
	for i := range cards {
		cards[i].id = last + 1 + int64(i)
	}
	ids := func(row, column int) any {
		if column == 0 {
			return cards[row].id
		}
		return cards[row].uid[:]
	}
	var before, after int
	count := func(n *int) error { return a.get([]any{n}, "SELECT count(*) FROM subject WHERE id > ?", last) }
	err = errors.Join(count(&before), a.insertFed("INSERT OR IGNORE INTO subject (id, uid) SELECT c0, c1 FROM temp.feed", len(cards), ids), count(&after))
	if err != nil || after-before == len(cards) {
		return err
	}
	var known []int64 // the numbers they would have got
	err = a.fed(len(cards), ids, func() error {
		known, err = a.numbers("SELECT c0 FROM temp.feed CROSS JOIN subject ON subject.uid = c1 WHERE subject.id <> c0")
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range known {
		c := &cards[id-last-1]
		if c.id, c.known, err = a.freeSubject(c); err != nil {
			return err
		}
		var uid []byte
		if err := a.get([]any{&uid}, "SELECT uid FROM subject WHERE id = ?", c.id); err != nil {
			return err
		}
		c.uid = [16]byte(uid)
		if err := errors.Join(a.madeAgain(c.id), a.countAgain(c.note, c.id)); err != nil {
			return err
		}
	}
	return nil
}

// freeSubject returns the number of a card id that no card uses. A slot name can come back in a note after its first
// owner moved on to another name; the new card then takes the next id.
func (a *applier) freeSubject(c *freshCard) (id int64, known bool, err error) {
	uid := c.uid
	for slot := c.slot; ; slot += "+" {
		id, known, err = a.subject(uid)
		if err != nil || !known {
			return id, known, err
		}
		var one int
		err = a.get([]any{&one}, "SELECT 1 FROM card WHERE id = ?", id)
		if errors.Is(err, sql.ErrNoRows) {
			return id, true, nil
		}
		if err != nil {
			return 0, false, err
		}
		uid = deck.CardUID(c.noteUID, slot)
	}
}

// jsonList returns strings as a JSON array, or nil if there are none.
func jsonList(of []string) any {
	if len(of) == 0 {
		return nil
	}
	text, _ := json.Marshal(of) // strings can always be encoded
	return string(text)
}

// insertCard adds one card to an existing note.
func (a *applier) insertCard(note int64, noteUID [16]byte, source int64, line, ord int, c *deck.Card, ids noteIDs) error {
	a.locks[note] = true
	if _, err := a.exec("INSERT OR IGNORE INTO touched SELECT id, text FROM note WHERE id = ?", note); err != nil {
		return err
	}
	fresh := newCard(c, note, noteUID, c.Slot, rank(source, line, ord))
	fresh.keepID(ids, ord)
	return a.insertCards([]freshCard{fresh})
}

// catchUp gives a card the schedule that results from its log.
func (a *applier) catchUp(card int64) error {
	state, err := a.replay(card)
	if err != nil {
		return err
	}
	if err := a.writeState(card, state); err != nil || !state.Parked {
		return err
	}
	_, _, err = a.act(&entry{subject: card, kind: srs.Revive}, a.at)
	return err
}
