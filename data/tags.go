package data

import (
	"cmp"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"recall/deck"
	"recall/srs"
)

// A card has the tags of its document and of its note, and what the learner's own acts in the log give it and take from
// it. These acts are entries of kind tag; the names that they speak of stand in the table tagging.

// tagAct is what one act of the learner does to the tags of a card.
type tagAct struct{ added, removed []string }

// tagsInForce returns the tags that a card has. All that shows, finds or writes tags asks here.
func tagsInForce(document, note []string, acts []tagAct) []string {
	tags := deck.Tags(document, note)
	for _, a := range acts {
		tags = deck.Tags(deck.WithoutTags(tags, deck.Tags(a.removed)), a.added)
	}
	return tags
}

// noTags is how an empty list is stored.
const noTags = "[]"

// storedTags returns tags in normal form, as they are stored: a JSON array.
func storedTags(tags []string) string {
	list, _ := json.Marshal(append([]string{}, deck.Tags(tags)...)) // strings can always be encoded
	return string(list)
}

// tagColumns are what the tags of a card follow from: those of its document and its note, and the acts in force, oldest
// first, as JSON. The arguments are the names in the statement of a source, a note and the number of a card. Most cards
// have no acts, and to sum up none takes longer than to see that there are none. Whether there are any at all is asked once
// a statement.
func tagColumns(source, note, card string) string {
	return source + ".tags, " + note + ".tags, iif(EXISTS (SELECT 1 FROM tagging) AND EXISTS (SELECT 1 FROM tagging qt WHERE qt.card = " +
		card + `), (SELECT
		json_group_array(json_array(json(qt.added), json(qt.removed)) ORDER BY ql.tick, qd.uid, ql.seq)
		FROM tagging qt JOIN live ql ON ql.device = qt.device AND ql.seq = qt.seq JOIN device qd ON qd.id = qt.device
		WHERE qt.card = ` + card + "), '[]')"
}

// tagScan is the destination for scanning tagColumns.
type tagScan struct{ document, note, acts string }

func (t *tagScan) dest() []any { return []any{&t.document, &t.note, &t.acts} }

// tags returns the tags that result.
func (t *tagScan) tags() ([]string, error) {
	if t.document == noTags && t.note == noTags && t.acts == noTags {
		return nil, nil
	}
	var document, note []string
	var acts [][2][]string
	for stored, to := range map[*string]any{&t.document: &document, &t.note: &note, &t.acts: &acts} {
		if *stored == noTags {
			continue
		}
		if err := json.Unmarshal([]byte(*stored), to); err != nil {
			return nil, err
		}
	}
	list := make([]tagAct, len(acts))
	for i, a := range acts {
		list[i] = tagAct{a[0], a[1]}
	}
	return tagsInForce(document, note, list), nil
}

// tagTerm is the condition that a card has a tag, or one below it.
func tagTerm(w *queryWord, _ srs.Day) (term, error) {
	tag := deck.Tag(w.text)
	if tag == "" {
		return term{}, &QueryError{Msg: fmt.Sprintf("%q is no tag", w.text), Hint: "a tag has letters or digits, as in tag:verbs", At: w.value}
	}
	return term{`EXISTS (SELECT 1 FROM note qn JOIN source qo ON qo.id = qn.source
		WHERE qn.id = {note} AND has_tag(?, ` + tagColumns("qo", "qn", "{card}.card") + "))", []any{tag}}, nil
}

func init() {
	register("has_tag", 4, func(args []driver.Value) (driver.Value, error) {
		var t tagScan
		asked, _ := args[0].(string)
		t.document, _ = args[1].(string)
		t.note, _ = args[2].(string)
		t.acts, _ = args[3].(string)
		tags, err := t.tags()
		found := slices.ContainsFunc(tags, func(tag string) bool { return deck.TagWithin(tag, asked) })
		return int64(when(found, 1)), err
	})
}

// findTags finds whether the tags of a plan's files, or those of their bullets, are others than before.
func (s *Store) findTags(p *Plan) error {
	for _, pair := range p.pairs {
		p.tagged = p.tagged || pair.Old >= 0 && pair.New >= 0 && !p.keepsOwn(pair) &&
			p.old[pair.Old].tags != storedTags(p.notes[pair.New].note.Tags)
	}
	for _, f := range p.Files {
		var other bool
		err := s.get([]any{&other}, "SELECT EXISTS (SELECT 1 FROM source WHERE path = ? AND tags <> ?)", f.Path,
			storedTags(f.Doc.Tags))
		if err != nil {
			return err
		}
		p.tagged = p.tagged || other
	}
	return nil
}

// Tag takes tags from cards and then gives them others, in one transaction. It skips cards for which that changes nothing, and
// returns those that it changed.
func (s *Store) Tag(cards []int64, add, remove []string, at Moment) (changed []int64, err error) {
	add = deck.Tags(add)
	remove = deck.WithoutTags(deck.Tags(remove), add)
	err = s.write(func() error {
		for _, card := range cards {
			has, err := s.tags(card)
			if err != nil {
				return err
			}
			act := tagAct{deck.WithoutTags(add, has), deck.WithoutTags(has, deck.WithoutTags(has, remove))}
			if len(act.added)+len(act.removed) == 0 {
				continue
			}
			changed = append(changed, card)
			e := entry{subject: card, kind: srs.Tag}
			if _, _, err := s.act(&e, at); err != nil {
				return err
			}
			if err := s.insertTagging(&e, storedTags(act.added), storedTags(act.removed)); err != nil {
				return err
			}
		}
		return nil
	})
	return changed, err
}

// insertTagging stores what an entry of kind tag adds and removes, unless that is there.
func (s *Store) insertTagging(e *entry, added, removed string) error {
	_, err := s.exec("INSERT OR IGNORE INTO tagging (device, seq, card, added, removed, sum) VALUES (?, ?, ?, ?, ?, ?)",
		e.device.id, e.seq, e.subject, added, removed, taggingSum(added, removed))
	return err
}

func taggingSum(added, removed string) int64 { return textSum(added + "\x00" + removed) }

// tags returns the tags of a card.
func (s *Store) tags(card int64) ([]string, error) {
	var t tagScan
	err := s.get(t.dest(), "SELECT "+tagColumns("o", "n", "s.card")+`
		FROM schedule s JOIN note n ON n.id = s.note JOIN source o ON o.id = n.source WHERE s.card = ?`, card)
	if err != nil {
		return nil, err
	}
	return t.tags()
}

// TagCount is a tag, and how many cards have it.
type TagCount struct {
	Tag   string
	Cards int
}

// TagCounts returns the tags of all cards, in alphabetical order, parked cards and deleted decks aside.
func (s *Store) TagCounts() (list []TagCount, err error) {
	at := map[string]int{}
	err = s.each(func(rows *sql.Rows) error {
		var t tagScan
		if err := rows.Scan(t.dest()...); err != nil {
			return err
		}
		tags, err := t.tags()
		for _, tag := range tags {
			key := deck.TagKey(tag)
			if _, known := at[key]; !known {
				at[key] = len(list)
				list = append(list, TagCount{Tag: tag})
			}
			list[at[key]].Cards++
		}
		return err
	}, "SELECT "+tagColumns("o", "n", "s.card")+`
		FROM schedule s JOIN note n ON n.id = s.note JOIN source o ON o.id = n.source JOIN deck d ON d.id = s.deck
		WHERE s.hold & {parked} = 0 AND d.gone = 0`)
	slices.SortFunc(list, func(a, b TagCount) int { return cmp.Compare(deck.TagKey(a.Tag), deck.TagKey(b.Tag)) })
	return list, err
}

// taggings returns what the entries of kind tag do to a card, by device and number.
func (s *Store) taggings(card int64) (map[[2]int64]tagAct, error) {
	list := map[[2]int64]tagAct{}
	return list, s.each(func(rows *sql.Rows) error {
		var key [2]int64
		var added, removed string
		if err := rows.Scan(&key[0], &key[1], &added, &removed); err != nil {
			return err
		}
		var act tagAct
		err := errors.Join(json.Unmarshal([]byte(added), &act.added), json.Unmarshal([]byte(removed), &act.removed))
		list[key] = act
		return err
	}, "SELECT device, seq, added, removed FROM tagging WHERE card = ?", card)
}

// takeTagging copies what the other database knows of an entry of kind tag, where its writer is w here. The entry may be
// here already, without what a purge erased.
func (m *merger) takeTagging(w *writer, there int64, e *entry) error {
	if e.kind != srs.Tag {
		return nil
	}
	var added, removed string
	var sum int64
	err := m.from.get([]any{&added, &removed, &sum}, "SELECT added, removed, sum FROM tagging WHERE device = ? AND seq = ?",
		there, e.seq)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if m.lost != nil && (err != nil || sum != taggingSum(added, removed)) {
		return nil // the entry is worth more than its tags
	}
	if err == nil && sum != taggingSum(added, removed) {
		err = fmt.Errorf("the tags of log entry %d-%d of the backup are not as they were written; nothing was taken over",
			there, e.seq)
	}
	if err != nil {
		return err
	}
	here := entry{device: w.device, seq: e.seq}
	if here.subject, err = m.subjectWith(e.subject, e.uid); err != nil {
		return err
	}
	return m.insertTagging(&here, added, removed)
}

// badTagging is a row of tagging that is not as it was written.
type badTagging struct {
	device, seq, card, sum int64
	added, removed         string
	about                  int64 // the card of the entry; 0: the entry is not of kind tag
	says                   string
}

// checkTags checks what entries of kind tag add and remove.
func (s *Store) checkTags(c *Checked) error {
	return s.each(func(rows *sql.Rows) error {
		var t badTagging
		if err := rows.Scan(&t.device, &t.seq, &t.card, &t.added, &t.removed, &t.sum, &t.about); err != nil {
			return err
		}
		if t.about != t.card || t.sum != taggingSum(t.added, t.removed) {
			t.says = fmt.Sprintf("what log entry %d-%d did to the tags of %s is not as it was written", t.device, t.seq,
				s.nameCard(cmp.Or(t.about, t.card)))
			c.taggings = append(c.taggings, t)
			c.fault("%s", t.says)
		}
		return nil
	}, `SELECT t.device, t.seq, t.card, CAST(t.added AS TEXT), CAST(t.removed AS TEXT), t.sum, iif(l.kind = {tag}, l.subject, 0)
		FROM tagging t CROSS JOIN log l ON l.device = t.device AND l.seq = t.seq`) // in this order: the log is long
}
