package data

import (
	"bufio"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/klauspost/compress/zstd"
	"modernc.org/sqlite"

	"recall/data/place"
)

// What is due at a place leaves in a parcel: a file like that of an exported log, compressed, with the notes and log
// entries that the place lacks. A parcel is made and remembered before it is sent, so that a run that was stopped, at
// whatever point, is known by the next one.

// parcel is what a push takes to a place.
type parcel struct {
	place.Parcel
	path   string            // the local file
	media  []string          // pictures and sounds that its notes name
	beside map[string]string // those that stand beside notes of this machine: paths by name
}

// SyncedPath begins the path of a source that came from another machine. Its path there is known to nobody else; what
// follows tells two of the same name apart.
const SyncedPath = "sync:"

func init() {
	sqlite.MustRegisterDeterministicScalarFunction("shared_path", 2,
		func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
			path, _ := args[0].(string)
			device, _ := args[1].([]byte)
			return sharedPath(path, device), nil
		})
}

// sharedPath returns what other machines call a source: a path of this machine says nothing there, and is nobody's
// business.
func sharedPath(path string, device []byte) string {
	if !filepath.IsAbs(path) {
		return path
	}
	sum := sha256.Sum256(append(slices.Clone(device), path...))
	return SyncedPath + hex.EncodeToString(sum[:8]) + "/" + filepath.Base(path)
}

// sharedRows are the queries of a parcel, by table: those of dumped, for what the temporary tables list; that of notes is
// sentNotes. A schedule is left out, as the log makes it.
var sharedRows = map[string]string{
	"device": `SELECT id, uid, '' AS machine, '' AS path, 0 AS own FROM device
		WHERE id IN (SELECT device FROM temp.sent_log)`,
	"subject": "SELECT * FROM subject WHERE id IN (SELECT id FROM temp.sent_subject)",
	"deck":    "SELECT id, name, builtin, active, 0 AS gone FROM deck WHERE id IN (SELECT id FROM temp.sent_deck)",
	"source": `SELECT id, deck, shared_path(path, (SELECT uid FROM device WHERE own = 1)) AS path, zeroblob(32) AS sum,
		0 AS size, 0 AS mtime, builder, tags, outline, encoding, separator FROM source
		WHERE id IN (SELECT n.source FROM note n JOIN temp.sent_note t ON t.note = n.id)`,
	"section": "SELECT * FROM section WHERE id IN (SELECT n.section FROM note n JOIN temp.sent_note t ON t.note = n.id)",
	"anki_type": "SELECT * FROM anki_type WHERE key IN (SELECT " + keptType +
		" FROM note JOIN temp.sent_note t ON t.note = note.id WHERE anki <> '')",
	"card": "SELECT c.* FROM card c JOIN temp.sent_note t ON t.note = c.note ORDER BY c.id",
	"schedule": `SELECT s.card, s.deck, s.note, s.rank, s.follower, 0 AS hold, 0 AS reps, 0 AS lapses, 0 AS interval,
		250 AS ease, 0 AS due, 0 AS last, 0 AS seen, 0 AS grade, 0 AS buried, 0 AS marks
		FROM schedule s JOIN temp.sent_note t ON t.note = s.note ORDER BY s.card`,
	"setting": "SELECT * FROM setting WHERE deck IN (SELECT id FROM temp.sent_deck) AND stamp > 0",
	"log": `SELECT l.* FROM temp.sent_log t CROSS JOIN log l ON l.device = t.device AND l.seq = t.seq
		ORDER BY l.device, l.seq`,
	"tagging": `SELECT g.* FROM temp.sent_log t CROSS JOIN tagging g ON g.device = t.device AND g.seq = t.seq
		ORDER BY g.device, g.seq`,
}

// ofDecks is the condition that a place gets what belongs to a deck, where {deck} is a query of its number.
func (p Place) ofDecks(deck string) string {
	if len(p.decks) == 0 {
		return "1"
	}
	return deck + " IN (SELECT id FROM subject WHERE hex(uid) IN ('" +
		strings.ToUpper(strings.Join(p.decks, "', '")) + "'))"
}

// packAll makes the next parcel for a place, in a folder that the caller removes; nil if nothing is due there. The
// caller holds a transaction.
func (s *Store) packAll(p *Place, dir string, at Moment) (*parcel, error) {
	if due, err := s.anyDue(*p); err != nil || !due {
		return nil, err
	}
	if err := s.chooseSent(p); err != nil {
		return nil, err
	}
	var n place.Contents
	out := &parcel{path: filepath.Join(dir, "parcel")}
	err := s.get([]any{&n.Entries, &n.Notes, &n.Settings}, `SELECT (SELECT count(*) FROM temp.sent_log),
		(SELECT count(*) FROM temp.sent_note),
		(SELECT count(*) FROM place_setting WHERE place = ? AND deck IN (SELECT id FROM temp.sent_deck))`, p.id)
	if err != nil || n == (place.Contents{}) {
		return nil, err
	}
	number := p.pushed + 1
	if err := s.dueWith(p, number); err != nil {
		return nil, err
	}
	if out.beside, err = s.chooseBeside(); err != nil {
		return nil, err
	}
	notes, err := s.sentNotes()
	if err != nil {
		return nil, err
	}
	sum, size, err := writePacked(out.path, func(w io.Writer) error {
		d := dumper{w: bufio.NewWriter(w)}
		_, err := d.all(s, at.Time, func(table, _ string) string {
			if table == "note" {
				return notes
			}
			return sharedRows[table]
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	out.Parcel = place.Parcel{Name: place.NameParcel(s.own.uid, number, number, sum), Bytes: size, Contents: n,
		First: number, Last: number, Sum: sum}
	if out.media, err = s.mediaSent(); err != nil {
		return nil, err
	}
	p.parcel = out.Name
	_, err = s.exec("UPDATE place SET parcel = ? WHERE id = ?", out.Name, p.id)
	return out, err
}

// dueTables list what is due at a place.
var dueTables = []string{"place_log", "place_note", "place_setting"}

// dueWith says that all that is due at a place leaves with a push; 0: that it waits.
func (s *Store) dueWith(p *Place, push int) error {
	for _, table := range dueTables {
		if _, err := s.exec("UPDATE "+table+" SET push = ? WHERE place = ?", push, p.id); err != nil {
			return err
		}
	}
	return nil
}

// anyDue reports, quickly, whether anything may be due at a place.
func (s *Store) anyDue(p Place) (due bool, err error) {
	if p.Direction == PullOnly {
		return false, nil
	}
	err = s.get([]any{&due}, `SELECT EXISTS (SELECT 1 FROM place_log WHERE place = ?1)
		OR EXISTS (SELECT 1 FROM place_note WHERE place = ?1)
		OR EXISTS (SELECT 1 FROM place_setting WHERE place = ?1)`, p.id)
	return due, err
}

const sentTables = `
CREATE TEMP TABLE IF NOT EXISTS sent_log (device INTEGER, seq INTEGER, PRIMARY KEY (device, seq)) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS sent_note (note INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS sent_file (note INTEGER PRIMARY KEY, media TEXT);
CREATE TEMP TABLE IF NOT EXISTS sent_subject (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS sent_deck (id INTEGER PRIMARY KEY);
CREATE TEMP TABLE IF NOT EXISTS gone_subject (id INTEGER PRIMARY KEY, deck INTEGER);
DELETE FROM temp.sent_log; DELETE FROM temp.sent_note; DELETE FROM temp.sent_subject; DELETE FROM temp.sent_deck;
DELETE FROM temp.gone_subject; DELETE FROM temp.sent_file;`

// findGone finds the decks of ids that are gone: their log belongs to a deck, too.
func (s *Store) findGone() error {
	list, merges, err := s.joined()
	h := homesOf(list, merges)
	for merged := range h.into {
		home := h.of(merged)
		if err == nil {
			_, err = s.exec(`INSERT OR IGNORE INTO temp.gone_subject SELECT g.id, d.id FROM subject g, subject h JOIN deck d ON d.id = h.id
				WHERE g.uid = ? AND h.uid = ?`, merged[:], home[:])
		}
	}
	for gone := range list {
		stays := list.of(gone)
		if err == nil {
			_, err = s.exec(`INSERT INTO temp.gone_subject SELECT g.id, coalesce(c.deck, n.deck) FROM subject g
				LEFT JOIN schedule c ON c.card = (SELECT id FROM subject WHERE uid = ?2)
				LEFT JOIN note n ON n.uid = ?2
				WHERE g.uid = ?1 AND coalesce(c.deck, n.deck) IS NOT NULL LIMIT 1`, gone[:], stays[:])
		}
	}
	return err
}

// chooseSent fills temporary tables with what a push takes along: the entries and notes that are due; the notes of
// entries about built-in cards, which another edition may not have, with their first entry; and the decks of all these. The
// joins begin with what is due, which is little: SQLite, which can't know that, would begin with the log or the cards.
func (s *Store) chooseSent(p *Place) error {
	if _, err := s.execScript(sentTables); err != nil {
		return err
	}
	if len(p.decks) > 0 {
		if err := s.findGone(); err != nil {
			return err
		}
	}
	steps := []string{
		`INSERT INTO temp.sent_log SELECT t.device, t.seq FROM place_log t CROSS JOIN log l ON l.device = t.device AND l.seq = t.seq
			WHERE t.place = {place} AND ` + p.ofDecks(`coalesce((SELECT deck FROM schedule WHERE card = l.subject),
				(SELECT deck FROM temp.gone_subject WHERE id = l.subject), l.subject)`),
		`INSERT INTO temp.sent_note SELECT n.id FROM place_note t
			CROSS JOIN note n ON n.id = t.note CROSS JOIN source o ON o.id = n.source
			WHERE t.place = {place} AND o.purged = 0 AND ` + p.ofDecks("n.deck"),
		// materialized, as the history of a card is looked at once for each card and not for each entry
		`WITH sent AS MATERIALIZED (SELECT DISTINCT c.id AS card, c.note AS note FROM temp.sent_log t
				CROSS JOIN log l ON l.device = t.device AND l.seq = t.seq CROSS JOIN card c ON c.id = l.subject
				CROSS JOIN note n ON n.id = c.note CROSS JOIN source o ON o.id = n.source
				WHERE o.path GLOB '` + BuiltinPath + `*' AND o.purged = 0)
			INSERT OR IGNORE INTO temp.sent_note SELECT DISTINCT note FROM sent WHERE NOT EXISTS (SELECT 1 FROM log e
				WHERE e.subject = sent.card
				AND NOT EXISTS (SELECT 1 FROM temp.sent_log x WHERE x.device = e.device AND x.seq = e.seq))`,
		`INSERT INTO temp.sent_deck SELECT DISTINCT n.deck FROM temp.sent_note t CROSS JOIN note n ON n.id = t.note
			UNION SELECT l.subject FROM temp.sent_log t CROSS JOIN log l ON l.device = t.device AND l.seq = t.seq
				CROSS JOIN deck d ON d.id = l.subject
			UNION SELECT d.id FROM temp.sent_log t CROSS JOIN log l ON l.device = t.device AND l.seq = t.seq
				CROSS JOIN subject u ON u.uid = unhex(l.detail) CROSS JOIN deck d ON d.id = u.id WHERE l.kind = {merge}
			UNION SELECT deck FROM place_setting WHERE place = {place}
				AND ` + p.ofDecks("coalesce((SELECT g.deck FROM temp.gone_subject g WHERE g.id = place_setting.deck), deck)"),
		`INSERT INTO temp.sent_subject SELECT id FROM temp.sent_deck
			UNION SELECT c.id FROM temp.sent_note t CROSS JOIN card c ON c.note = t.note
			UNION SELECT l.subject FROM temp.sent_log t CROSS JOIN log l ON l.device = t.device AND l.seq = t.seq`,
	}
	if len(p.decks) > 0 { // a note may have come out of a deck that the place does not get
		steps = slices.Insert(steps, 2, fmt.Sprintf(`INSERT OR IGNORE INTO temp.sent_log SELECT l.device, l.seq FROM temp.sent_note t
			CROSS JOIN card c ON c.note = t.note CROSS JOIN log l ON l.subject = c.id CROSS JOIN device d ON d.id = l.device
			WHERE substr(d.uid, 1, %d) <> x'%x'`, len(repeater), repeater))
	}
	for _, step := range steps {
		if _, err := s.execScript(named(strings.ReplaceAll(step, "{place}", strconv.FormatInt(p.id, 10)))); err != nil {
			return err
		}
	}
	return nil
}

// mediaSent returns the pictures and sounds that the chosen notes name.
func (s *Store) mediaSent() ([]string, error) {
	names := map[string]bool{}
	err := s.mediaNamed(names, "SELECT "+sentFiles+" FROM note n JOIN temp.sent_note t ON t.note = n.id WHERE n.media <> ''")
	return slices.Sorted(maps.Keys(names)), err
}

// writePacked writes a compressed file, and returns its checksum and size.
func writePacked(path string, write func(io.Writer) error) (sum [sha256.Size]byte, size int64, err error) {
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return sum, 0, err
	}
	h := sha256.New()
	n := counter{w: io.MultiWriter(out, h)}
	z, err := zstd.NewWriter(&n, zstd.WithEncoderCRC(true), zstd.WithEncoderConcurrency(1))
	if err == nil {
		err = errors.Join(write(z), z.Close())
	}
	err = errors.Join(err, out.Close())
	h.Sum(sum[:0])
	return sum, n.n, err
}

// counter counts what is written.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}

// delivered stores that a parcel is in the place, and what the index there says since.
func (s *Store) delivered(p *Place, j *job, at Moment) error {
	x := j.x
	_, text, err := x.Encode()
	if err != nil {
		return err
	}
	return s.write(func() error {
		number := x.Push
		for _, table := range dueTables {
			if _, err := s.exec("DELETE FROM "+table+" WHERE place = ? AND push = ?", p.id, number); err != nil {
				return err
			}
		}
		_, err := s.exec("UPDATE place SET pushed = ?, own = ?, parcel = '', sent = ? WHERE id = ?", number,
			string(text), at.Time.UnixMilli(), p.id)
		p.pushed, p.own, p.parcel = number, string(text), ""
		return err
	})
}

// mediaPath is the name of a picture or sound in a place.
func mediaPath(name string) string { return path.Join(place.MediaFolder, name) }
