package apkg

import (
	"context"
	"crypto/sha1"
	"database/sql"
	"encoding/binary"
	"errors"
	"html"
	"net/url"
	"os"
	"strings"

	"recall/deck/anki"
)

// writeDatabase makes an SQLite file of a collection, with Anki's schema 11.
func writeDatabase(ctx context.Context, path string, c *anki.Collection) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600) // SQLite would make it readable by others
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	// It is a copy of what is safe elsewhere, so nothing needs to survive a crash.
	query := url.Values{"mode": {"rw"}, "_pragma": {"journal_mode(OFF)", "synchronous(OFF)", "locking_mode(EXCLUSIVE)"}}
	db, err := sql.Open("sqlite", uri(path, query))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	return errors.Join(writeTables(ctx, db, c), db.Close())
}

func writeTables(ctx context.Context, db *sql.DB, c *anki.Collection) error {
	if _, err := db.Exec(schema11); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after a commit
	w := &writer{ctx: ctx, tx: tx, Collection: c, modified: c.Created}
	for i := range c.Notes {
		w.modified = max(w.modified, c.Notes[i].Modified)
	}
	for _, write := range []func() error{w.settings, w.notes, w.cards, w.reviews} {
		if err := write(); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// schema11 is the schema that every version of Anki since 2.0 reads: its names, and its constraints.
const schema11 = `
CREATE TABLE col (
	id     INTEGER PRIMARY KEY, -- always 1
	crt    INTEGER NOT NULL, -- s
	mod    INTEGER NOT NULL, -- ms
	scm    INTEGER NOT NULL, -- ms
	ver    INTEGER NOT NULL,
	dty    INTEGER NOT NULL,
	usn    INTEGER NOT NULL,
	ls     INTEGER NOT NULL,
	conf   TEXT NOT NULL, -- JSON, as the rest
	models TEXT NOT NULL,
	decks  TEXT NOT NULL,
	dconf  TEXT NOT NULL,
	tags   TEXT NOT NULL
);
CREATE TABLE notes (
	id    INTEGER PRIMARY KEY, -- ms
	guid  TEXT NOT NULL,
	mid   INTEGER NOT NULL,
	mod   INTEGER NOT NULL, -- s
	usn   INTEGER NOT NULL,
	tags  TEXT NOT NULL, -- with a blank before and behind each
	flds  TEXT NOT NULL, -- divided by \x1f
	sfld  INTEGER NOT NULL, -- the text of the field to sort by: as an integer, so that numbers are sorted as such
	csum  INTEGER NOT NULL,
	flags INTEGER NOT NULL,
	data  TEXT NOT NULL
);
CREATE TABLE cards (
	id     INTEGER PRIMARY KEY, -- ms
	nid    INTEGER NOT NULL,
	did    INTEGER NOT NULL,
	ord    INTEGER NOT NULL,
	mod    INTEGER NOT NULL, -- s
	usn    INTEGER NOT NULL,
	type   INTEGER NOT NULL,
	queue  INTEGER NOT NULL,
	due    INTEGER NOT NULL,
	ivl    INTEGER NOT NULL, -- days
	factor INTEGER NOT NULL, -- thousandths
	reps   INTEGER NOT NULL,
	lapses INTEGER NOT NULL,
	left   INTEGER NOT NULL,
	odue   INTEGER NOT NULL,
	odid   INTEGER NOT NULL,
	flags  INTEGER NOT NULL,
	data   TEXT NOT NULL
);
CREATE TABLE revlog (
	id      INTEGER PRIMARY KEY, -- ms
	cid     INTEGER NOT NULL,
	usn     INTEGER NOT NULL,
	ease    INTEGER NOT NULL, -- the button
	ivl     INTEGER NOT NULL, -- days, or negative seconds
	lastIvl INTEGER NOT NULL, -- days, or negative seconds
	factor  INTEGER NOT NULL, -- thousandths
	time    INTEGER NOT NULL, -- ms
	type    INTEGER NOT NULL
);
CREATE TABLE graves (
	usn  INTEGER NOT NULL,
	oid  INTEGER NOT NULL,
	type INTEGER NOT NULL
);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
`

// writer writes a collection into a new database. The usn of -1 marks what a sync has yet to send.
type writer struct {
	*anki.Collection
	ctx      context.Context
	tx       *sql.Tx
	modified int64 // s since 1970: when the newest note was
}

// settings writes the only row about the collection as a whole.
func (w *writer) settings() error {
	_, err := w.tx.Exec(`
		INSERT INTO col (id, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags)
		VALUES (1, ?1, ?2, ?2, 11, 0, 0, 0, ?3, ?4, ?5, ?6, '{}')`,
		w.Created, 1000*w.modified, w.settingsJSON(), w.typesJSON(), w.decksJSON(), optionsJSON())
	return err
}

func (w *writer) notes() error {
	return w.each(len(w.Notes), func(insert *sql.Stmt, i int) error {
		n := &w.Notes[i]
		tags := ""
		if len(n.Tags) > 0 {
			tags = " " + strings.Join(n.Tags, " ") + " "
		}
		first, sorted := fieldText(n.Fields[0]), ""
		if t := w.Types[n.Type]; t != nil && t.Sort < len(n.Fields) {
			sorted = fieldText(n.Fields[t.Sort])
		}
		_, err := insert.Exec(n.ID, n.GUID, n.Type, n.Modified, tags, strings.Join(n.Fields, "\x1f"), sorted, checksum(first))
		return err
	}, `
		INSERT INTO notes (id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data)
		VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')`)
}

func (w *writer) cards() error {
	return w.each(len(w.Cards), func(insert *sql.Stmt, i int) error {
		c := &w.Cards[i]
		_, err := insert.Exec(c.ID, c.Note, c.Deck, c.Ord, c.Modified, int(c.Kind), int(c.Queue), c.Due, c.Interval, c.Ease,
			c.Repetitions, c.Lapses, c.HomeDue, c.Home, c.Flag)
		return err
	}, `
		INSERT INTO cards (id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid,
			flags, data)
		VALUES (?, ?, ?, ?, ?, -1, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, '')`)
}

func (w *writer) reviews() error {
	return w.each(len(w.Reviews), func(insert *sql.Stmt, i int) error {
		r := &w.Reviews[i]
		_, err := insert.Exec(r.ID, r.Card, r.Button, r.Interval, r.Before, r.Ease, r.Took, int(r.Kind))
		return err
	}, `
		INSERT INTO revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type)
		VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)`)
}

// each inserts n rows. A context that can be cancelled would double the cost of each, so it is asked now and then.
func (w *writer) each(n int, row func(insert *sql.Stmt, i int) error, query string) error {
	insert, err := w.tx.Prepare(query)
	if err != nil {
		return err
	}
	defer insert.Close()
	for i := range n {
		if i%1000 == 0 && w.ctx.Err() != nil {
			return w.ctx.Err()
		}
		if err := row(insert, i); err != nil {
			return err
		}
	}
	return nil
}

// fieldText is the text of a field, with the names of its pictures but without tags. Anki sorts by it, and finds twins.
func fieldText(field string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(field, "<")
		b.WriteString(before)
		if !ok {
			break
		}
		tag, after, ok := strings.Cut(rest, ">")
		if !ok {
			b.WriteString("<" + rest)
			break
		}
		if strings.HasPrefix(tag, "img ") {
			if _, src, ok := strings.Cut(tag, `src="`); ok {
				name, _, _ := strings.Cut(src, `"`)
				b.WriteString(" " + name + " ")
			}
		}
		field = after
	}
	return html.UnescapeString(b.String())
}

// checksum is the start of the SHA-1 of a text, as Anki keeps it to find notes with the same first field.
func checksum(text string) int64 {
	sum := sha1.Sum([]byte(text))
	return int64(binary.BigEndian.Uint32(sum[:4]))
}
