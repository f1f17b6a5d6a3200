package data

import (
	"cmp"
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"hash/maphash"
	"slices"

	"recall/deck"
)

// Reading the notes of a deck for their digests, and those that are not quiet.

// digester makes digests of what an import compares.
type digester struct{ maphash.Hash }

func (d *digester) text(list ...string) {
	for _, s := range list {
		d.number(uint64(len(s)))
		d.WriteString(s)
	}
}

func (d *digester) number(n uint64) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], n)
	d.Write(b[:])
}

// sum returns the digest of what came in since the last sum.
func (d *digester) sum() uint64 {
	sum := d.Sum64()
	d.Reset()
	return sum
}

// of returns the digest of a text; 0 for "".
func (d *digester) of(s string) uint64 {
	if s == "" {
		return 0
	}
	d.text(s)
	return d.sum()
}

// card is the digest of a card. Those of a note's cards are added up, so they may come in any order.
func (d *digester) card(ord, forms int, draft, follows bool, texts ...string) uint64 {
	d.text(texts...)
	d.number(uint64(ord)<<34 | uint64(forms)<<2 | uint64(when(draft, 2)|when(follows, 1)))
	return d.sum()
}

// note is the digest of a bullet and its cards. ok is false if it is never quiet.
func (d *digester) note(n *deck.Note) (sum uint64, ok bool) {
	if len(n.Files) > 0 || len(n.Cards) > lastOrd {
		return 0, false
	}
	tags := noTags
	if len(n.Tags) > 0 {
		tags = storedTags(n.Tags)
	}
	d.text(n.Text, n.ID, n.Rule, string(n.Reason), tags)
	sum = d.sum()
	for k := range n.Cards {
		c := &n.Cards[k]
		if c.Schedule != nil {
			return 0, false
		}
		accept, _ := jsonList(c.Accept).(string)
		members, _ := jsonList(c.Members).(string)
		sum += d.card(k, int(c.Forms), c.Draft, c.Dependent(), c.Slot, c.Context, c.Prompt, c.Answer, c.Extra, accept, members,
			c.Weakness)
	}
	return sum, true
}

// read reads the digests of the notes of the plan's deck that may be matched, and counts those that are not parked. current
// is false if another builder read a file of the plan last, or one with another separator, or if a file is two that were
// imported before.
func (q *quietFinder) read() (current bool, err error) {
	p := q.plan
	at := map[string]int{}
	for i, f := range p.Files {
		at[f.Path], at[cmp.Or(f.Was, f.Path)] = i, i
	}
	purged, taken := map[int64]bool{}, map[int]bool{}
	current = true
	err = q.each(func(rows *sql.Rows) error {
		var id int64
		var path, separator string
		var builder int
		var gone bool
		if err := rows.Scan(&id, &path, &builder, &separator, &gone); err != nil {
			return err
		}
		purged[id] = gone
		_, q.wanted[id] = q.storedReader.wanted[path]
		if file, given := at[path]; given && !gone {
			q.files[id] = file
			current = current && !taken[file] && builder == builderVersion && separator == p.Files[file].As.Separator
			taken[file] = true
		}
		return nil
	}, "SELECT id, path, builder, separator, purged FROM source")
	if err != nil || !current {
		return false, err
	}
	err = q.bulk(func(row []driver.Value) error {
		b := brief{id: integer(row[0]), source: integer(row[1]), section: integer(row[2]), line: int(integer(row[3])),
			parked: integer(row[4]) != 0, odd: integer(row[5]) != 0}
		if purged[b.source] {
			return nil
		}
		if !b.parked {
			q.stored++
			if !q.wanted[b.source] {
				return nil
			}
		}
		text := func(column int) string { s, _ := row[column].(string); return s }
		b.explicit = q.of(text(7))
		q.text(text(6), text(7), text(8), text(9), text(10))
		b.digest = q.sum()
		q.old = append(q.old, b)
		return nil
	}, `SELECT bulk(?, id, source, section, line, parked, origin <> '' OR media <> '' OR anki <> '' OR unseen, text, explicit, rule,
		reason, tags) FROM (SELECT * FROM note WHERE deck = ? ORDER BY id)`, p.deckID)
	if err == nil {
		err = q.cards()
	}
	return true, err
}

// cards adds the digests of the cards to those of their notes.
func (q *quietFinder) cards() error {
	last := 0 // cards mostly follow each other as their notes do
	return q.bulk(func(row []driver.Value) error {
		note := integer(row[0])
		if last < len(q.old) && q.old[last].id != note {
			last++
		}
		if last >= len(q.old) || q.old[last].id != note {
			at, found := slices.BinarySearchFunc(q.old, note, func(b brief, id int64) int { return cmp.Compare(b.id, id) })
			if last = at; !found {
				return nil
			}
		}
		b, at := &q.old[last], integer(row[1])
		ord := int(at & lastOrd)
		b.odd = b.odd || integer(row[2]) != 0 || ord == lastOrd || at-int64(ord) != rank(b.source, b.line, 0)
		text := func(column int) string { s, _ := row[column].(string); return s }
		b.digest += q.card(ord, int(integer(row[3])), integer(row[4]) != 0, integer(row[5]) != 0, text(6), text(7), text(8), text(9),
			text(10), text(11), text(12), text(13))
		return nil
	}, `SELECT bulk(?, c.note, s.rank, s.hold & {parked}, c.forms, c.draft, s.follower <> {leads}, c.slot, c.context, c.front, c.back,
		c.extra, c.accept, c.members, c.weakness) FROM schedule s JOIN card c ON c.id = s.card WHERE s.deck = ?`, q.plan.deckID)
}

// sections returns the sections of the plan's deck, by sectionKey.
func (q *quietFinder) sections() (map[string]int64, error) {
	sections := map[string]int64{}
	return sections, q.each(func(rows *sql.Rows) error {
		var id int64
		var headings, label, group string
		err := rows.Scan(&id, &headings, &label, &group)
		sections[headings+"\x00"+label+"\x00"+group] = id
		return err
	}, "SELECT id, headings, label, grp FROM section WHERE deck = ?", q.plan.deckID)
}

// deck reads the notes of the plan's deck that are not quiet.
func (q *quietFinder) deck() error {
	var ids []int64
	for i := range q.old {
		if !q.old[i].quiet {
			ids = append(ids, q.old[i].id)
		}
	}
	q.plan.Stored = q.stored
	feed := func(row, _ int) any { return ids[row] }
	at := map[int64]int{}
	err := q.fed(len(ids), feed, func() error {
		return q.each(func(rows *sql.Rows) error {
			n, o, err := q.scanGiven(rows)
			if err == nil {
				at[o.id] = q.add(n, o)
			}
			return err
		}, "SELECT "+oldNoteColumns+" WHERE n.id IN (SELECT c0 FROM temp.feed) ORDER BY n.source, n.line, n.id")
	})
	if err != nil {
		return err
	}
	return q.fed(len(ids), feed, func() error { return q.storedReader.cards(at, "s.note IN (SELECT c0 FROM temp.feed)") })
}
