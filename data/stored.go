package data

import (
	"cmp"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"recall/deck/match"
)

// oldNote is the rest of a stored note: what match.Stored does not hold.
type oldNote struct {
	id, source, section, deck int64
	line                      int
	reason, media, tags, anki string // tags are JSON; see the columns of note
	// the learner's text, if it was edited here; the note is then matched by what its source said
	own     string
	earlier string // JSON: digests of the texts that it had before
	unseen  bool   // own came from another machine, and is in no file here yet
	rebuilt bool   // its cards were made by a different version of the builder, or with another separator
	reread  bool   // its file has the bytes that version read: whatever it says now, nobody edited it
	wanted  bool   // its file takes part in the import
	cards   []oldCard

	separator string // with which its file was read
}

// textOf returns what the note says, st being what its source said.
func (o *oldNote) textOf(st *match.Stored) string { return cmp.Or(o.own, st.Text) }

// nowhere reports whether no file here has ever had the note: its origin is its own text.
func (o *oldNote) nowhere(st *match.Stored) bool { return o.own != "" && o.own == st.Text }

// oldCard is the rest of a stored card: what match.StoredCard does not hold.
type oldCard struct {
	context, extra  string
	accept, members string // JSON, or ""
	weakness        string
	draft           bool
	forms           int
	rank            int64
	follows         bool // it is a follower
	learnt          bool
	used            bool // it was answered, accepted, rejected or made a draft
	touched         bool // the learner did anything to it: see Store.findTouched
}

const oldNoteColumns = `n.id, n.uid, n.source, n.section, n.deck, n.line, n.text, n.explicit, n.rule, n.reason, n.tags, n.parked, n.origin, n.media, n.anki, n.earlier, n.unseen, o.builder, o.separator, o.sum,
	o.path, x.headings, x.label, x.grp FROM note n JOIN source o ON o.id = n.source JOIN section x ON x.id = n.section`

// noteReader scans rows of oldNoteColumns. Notes of the same section share its headings.
type noteReader struct {
	headings map[int64][]string
	sums     map[int64][sha256.Size]byte // of the bytes of sources, by number, as they were read last
}

func newNoteReader() noteReader {
	return noteReader{map[int64][]string{}, map[int64][sha256.Size]byte{}}
}

func (r *noteReader) scan(rows *sql.Rows) (n match.Stored, o oldNote, err error) {
	var uid, headings, sum, separator, earlier sql.RawBytes
	var origin string
	var builder int
	err = rows.Scan(&o.id, &uid, &o.source, &o.section, &o.deck, &o.line, &n.Text, &n.ID, &n.Rule, &o.reason, &o.tags,
		&n.Parked, &origin, &o.media, &o.anki, &earlier, &o.unseen, &builder, &separator, &sum, &n.Source, &headings, &n.Label, &n.Group)
	if err != nil {
		return n, o, err
	}
	copy(n.UID[:], uid)
	if len(earlier) > len(noTags) { // most notes never changed
		o.earlier = string(earlier)
	}
	o.rebuilt, o.separator = builder != builderVersion, string(separator)
	if _, known := r.sums[o.source]; !known {
		r.sums[o.source] = [sha256.Size]byte(sum)
	}
	if origin != "" {
		o.own, n.Text = n.Text, origin
	}
	list, known := r.headings[o.section]
	if !known {
		if err := json.Unmarshal(headings, &list); err != nil {
			return n, o, fmt.Errorf("headings of note %d: %w", o.id, err)
		}
		r.headings[o.section] = list
	}
	n.Headings = list
	return n, o, nil
}

// readStored reads the notes that the plans of an import may match: those of its files and of the files elsewhere, and
// the parked ones of its decks. Notes of other, unchanged sources are skipped.
func (s *Store) readStored(w *shared, plans []*Plan) error {
	r := storedReader{Store: s, shared: w, noteReader: newNoteReader(), wanted: map[string]string{},
		given: map[string]*File{}}
	for _, b := range w.batches {
		for i := range b.Files {
			f := &b.Files[i]
			r.wanted[f.Path], r.given[f.Path] = f.Path, f
			if f.Was != "" {
				r.wanted[f.Was], r.given[f.Was] = f.Path, f
			}
		}
	}
	for _, f := range w.elsewhere {
		r.wanted[f.Path] = f.Path
	}
	quiet, err := r.findQuiet(plans)
	if err != nil {
		return err
	}
	read := map[int64]bool{} // decks
	for _, p := range plans {
		if p.New || read[p.deckID] {
			continue
		}
		read[p.deckID] = true
		if q := quiet[p]; q != nil {
			err = q.deck()
		} else {
			err = r.deck(p)
		}
		if err != nil {
			return err
		}
	}
	for _, f := range w.elsewhere {
		var deckID int64
		err := s.get([]any{&deckID}, "SELECT o.deck FROM source o JOIN deck d ON d.id = o.deck WHERE o.path = ? AND d.gone = 0", f.Path)
		if errors.Is(err, sql.ErrNoRows) || read[deckID] {
			continue
		}
		if err == nil {
			err = r.notes("n.source = (SELECT id FROM source WHERE path = ?) AND n.parked = 0", f.Path)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// storedReader reads notes and their cards into what plans share.
type storedReader struct {
	*Store
	*shared
	noteReader
	wanted map[string]string // files that take part: the path stored, and the path now
	given  map[string]*File  // the files of the import, by the path stored
}

// deck reads the notes of a plan's deck and counts them.
func (r *storedReader) deck(p *Plan) error {
	copied := p.isCopy()
	at := map[int64]int{} // index in old by note id
	err := r.each(func(rows *sql.Rows) error {
		n, o, err := r.scanGiven(rows)
		if err != nil {
			return err
		}
		if !n.Parked {
			p.Stored++
			if !o.wanted && !copied {
				return nil
			}
		}
		at[o.id] = r.add(n, o)
		return nil
	}, "SELECT "+oldNoteColumns+" WHERE n.deck = ? AND o.purged = 0 ORDER BY n.source, n.line, n.id", p.deckID)
	if err != nil || len(at) == 0 {
		return err
	}
	return r.cards(at, "s.deck = ?", p.deckID)
}

// scanGiven scans a note as a file of the import finds it.
func (r *storedReader) scanGiven(rows *sql.Rows) (n match.Stored, o oldNote, err error) {
	if n, o, err = r.scan(rows); err != nil {
		return n, o, err
	}
	if f := r.given[n.Source]; f != nil {
		o.rebuilt = o.rebuilt || o.separator != f.As.Separator && !f.gone()
		o.reread = o.rebuilt && r.sums[o.source] == f.Sum && f.Sum != [sha256.Size]byte{}
	}
	var now string
	if now, o.wanted = r.wanted[n.Source]; o.wanted {
		n.Source = now
	}
	return n, o, nil
}

// notes reads the notes that meet a condition.
func (r *storedReader) notes(where string, arg any) error {
	at := map[int64]int{}
	err := r.each(func(rows *sql.Rows) error {
		n, o, err := r.scan(rows)
		if err == nil {
			at[o.id] = r.add(n, o)
		}
		return err
	}, "SELECT "+oldNoteColumns+" WHERE "+where+" ORDER BY n.line, n.id", arg)
	if err != nil || len(at) == 0 {
		return err
	}
	return r.cards(at, "s.note IN (SELECT n.id FROM note n WHERE "+where+")", arg)
}

func (w *shared) add(n match.Stored, o oldNote) int {
	w.stored, w.old = append(w.stored, n), append(w.old, o)
	return len(w.old) - 1
}

// cards adds the cards that meet a condition to the notes, whose index at holds by id.
func (r *storedReader) cards(at map[int64]int, where string, args ...any) error {
	return r.eachOldCard(func(note int64, c match.StoredCard, o oldCard) {
		if i, ok := at[note]; ok {
			r.stored[i].Cards, r.old[i].cards = append(r.stored[i].Cards, c), append(r.old[i].cards, o)
		}
	}, where, args...)
}

// eachOldCard calls f for each card, in deck order with parked cards last.
func (s *Store) eachOldCard(f func(note int64, c match.StoredCard, o oldCard), where string, args ...any) error {
	known := map[string]string{} // texts that many cards share
	return s.bulk(func(row []driver.Value) error {
		text := func(column int) string { of, _ := row[column].(string); return strings.Clone(of) }
		shared := func(column int) string {
			of, _ := row[column].(string)
			one, ok := known[of]
			if !ok {
				one = strings.Clone(of)
				known[one] = one
			}
			return one
		}
		number := func(column int) int { return int(integer(row[column])) }
		is := func(column int) bool { return integer(row[column]) != 0 }
		f(integer(row[1]), match.StoredCard{
			ID: integer(row[0]), Slot: shared(2), Prompt: text(3), Answer: text(4), Parked: is(5),
		}, oldCard{
			context: shared(6), extra: text(7), accept: text(8), members: text(9), weakness: shared(10), draft: is(11),
			forms: number(12), rank: integer(row[13]), follows: is(14), learnt: is(15), used: is(16),
		})
		return nil
	}, `SELECT bulk(?, id, note, slot, front, back, parked, context, extra, accept, members, weakness, draft, forms,
		rank, follows, learnt, used)
		FROM (SELECT c.id, c.note, c.slot, c.front, c.back, s.hold & {parked} <> 0 AS parked, c.context, c.extra,
			coalesce(c.accept, '') AS accept, coalesce(c.members, '') AS members, c.weakness, c.draft, c.forms,
			s.rank, s.follower <> {leads} AS follows, s.interval > 0 AS learnt,
			s.interval > 0 OR s.seen > 0 OR s.marks & ({accepted} | {rejected} | {drafted}) > 0 AS used
			FROM schedule s JOIN card c ON c.id = s.card WHERE `+where+` ORDER BY s.hold & {parked}, s.rank)`, args...)
}
