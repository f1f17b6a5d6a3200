package data

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"recall/data/place"
	words "recall/deck/text"
	"recall/srs"
)

// unionStore is a temporary database that holds what several parcels say. Each was numbered by the database that wrote
// it; here a row gets a number of this one, and all rows that point at it follow.
type unionStore struct {
	*Store
	schema  int
	parcels []localParcel // what it holds
	holders holders
	passes  bool             // over answers: only the cards are wanted
	names   map[int64]string // of decks, as their rows have them
}

// holders are the devices that named each note, by the note's id.
type holders map[[16]byte]map[[16]byte]bool

// add says that a device named a note, by the hexadecimal digits of its id.
func (h holders) add(note any, device [16]byte) {
	digits, _ := note.(string)
	var uid [16]byte
	if n, err := hex.Decode(uid[:], []byte(digits[:min(len(digits), 2*len(uid))])); err != nil || n < len(uid) {
		return
	}
	if h[uid] == nil {
		h[uid] = map[[16]byte]bool{}
	}
	h[uid][device] = true
}

// share reports whether one device named both notes: they are two bullets.
func (h holders) share(one, two [16]byte) bool {
	for device := range h[one] {
		if h[two][device] {
			return true
		}
	}
	return false
}

// localParcel is a parcel in a local file.
type localParcel struct {
	place.Parcel
	local string
}

func newUnion(ctx context.Context, dir string, schema int) (*unionStore, error) {
	s, err := newUndump(ctx, dir, schema)
	if err != nil {
		return nil, err
	}
	return &unionStore{Store: s, schema: schema, holders: holders{}, names: map[int64]string{}}, nil
}

// errContradiction reports that two parcels have one entry of one device, and not the same.
var errContradiction = errors.New("it contradicts what another file says")

// aheadError reports entries that can't be of the time that they say, or a clock here that is behind.
type aheadError struct{ newest, now time.Time }

// Error names both clocks: nobody can tell from here which of them is wrong.
func (e *aheadError) Error() string {
	const minutes = "2006-01-02 15:04"
	return "its newest entry is of " + e.newest.Format(minutes) + ", more than five years after the clock here, which says " +
		e.now.Format(minutes)
}

// add reads a parcel: all of it or nothing.
func (u *unionStore) add(p place.Parcel, local string, refuse time.Time) error {
	in, done, err := openParcel(local)
	if err != nil {
		return err
	}
	defer done()
	r := undumper{Store: u.Store, name: p.Name, columns: map[string][]column{}}
	device, _, _ := place.ParseParcel(p.Name)
	r.join = &joiner{undumper: &r, device: device, holders: u.holders, passes: u.passes, names: u.names,
		first: len(u.parcels) == 0, to: map[string]map[string]int64{}, newer: map[int64]bool{}, refuse: refuse.UnixMilli()}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxDumpLine)
	if !lines.Scan() {
		return errors.Join(errors.New("it is empty"), lines.Err())
	}
	r.line++
	if _, err := r.head(bytes.TrimSpace(lines.Bytes())); err != nil {
		return err
	}
	err = u.write(func() error {
		if err := r.rest(lines); err != nil {
			return err
		}
		switch {
		case r.join.latest > 0:
			return &aheadError{time.UnixMilli(r.join.latest).In(refuse.Location()), refuse.Add(-ahead)}
		case r.join.failed != nil:
			return r.join.failed
		case len(r.problems) > 0:
			return fmt.Errorf("line %d: %s", r.problems[0].Line, r.problems[0].Msg)
		}
		return nil
	})
	if err == nil {
		u.parcels = append(u.parcels, localParcel{p, local})
	}
	return err
}

// finish brings the database to the current schema and looks at all that is in it.
func (u *unionStore) finish() error {
	if err := u.migrate(len(migrations)); err != nil {
		return err
	}
	if err := u.write(func() error { return u.sumAll("crc IS NULL") }); err != nil {
		return err
	}
	if err := errors.Join(u.readable(), u.acceptSettings(Moment{}), u.acceptNames(Moment{})); err != nil {
		return err
	}
	return u.write(func() error {
		_, err := u.giveNames(u.names)
		return err
	})
}

// joiner gives the rows of a parcel the numbers of the database that they go into.
type joiner struct {
	*undumper
	first  bool                        // nothing is there yet
	to     map[string]map[string]int64 // by table and the number there
	newer  map[int64]bool              // notes of which this parcel has the newest text
	refuse int64                       // ms
	latest int64                       // of the entries from later on; 0: there is none
	failed error

	device  [16]byte // that wrote the parcel
	holders holders
	passes  bool // over answers
	names   map[int64]string
}

// answerLine begins the line of a log entry that is an answer.
var answerLine = words.Pattern(fmt.Sprintf(`^\{"table":"log",(?:"[a-z]+":-?\d+,)*?"kind":%d,`, srs.Review))

// refersTo are the columns that hold numbers of rows, and the tables of these.
var refersTo = map[string]map[string]string{
	"deck":     {"id": "subject"},
	"source":   {"deck": "subject"},
	"section":  {"deck": "subject"},
	"note":     {"deck": "subject", "source": "source", "section": "section"},
	"card":     {"id": "subject", "note": "note"},
	"schedule": {"card": "subject", "deck": "subject", "note": "note"},
	"setting":  {"deck": "subject"},
	"log":      {"device": "device", "subject": "subject"},
	"tagging":  {"device": "device", "card": "subject"},
}

// knownBy are the columns by which a row is found that another parcel has brought already.
var knownBy = map[string][]string{
	"device":  {"uid"},
	"subject": {"uid"},
	"source":  {"path"},
	"section": {"deck", "headings", "label", "grp"},
	"note":    {"uid"},
}

// errAway reports a row that points at one which is not in its parcel.
var errAway = errors.New("it belongs to a line that is not there, or could not be read")

// row stores one row.
func (j *joiner) row(table string, row map[string]any) error {
	for column, of := range refersTo[table] {
		value, there := row[column].(json.Number)
		if !there || column == "deck" && table == "setting" && value == "0" {
			continue
		}
		to, found := j.to[of][value.String()]
		if !found {
			return errAway
		}
		row[column] = json.Number(fmt.Sprint(to))
	}
	switch table {
	case "device", "subject", "source", "section", "note":
		return j.numbered(table, row)
	case "deck":
		return j.deck(row)
	case "card":
		return j.byNote("card", "id", row)
	case "schedule":
		return j.byNote("schedule", "card", row)
	case "setting":
		return j.setting(row)
	case "log":
		return j.entry(row)
	case "anki_type":
		var n int
		if err := j.get([]any{&n}, "SELECT count(*) FROM anki_type WHERE key = ?", row["key"]); err != nil || n > 0 {
			return err
		}
		return j.undumper.insertRow(table, row)
	}
	return j.once(table, row)
}

// whole returns the whole number in a column, or 0.
func whole(row map[string]any, column string) int64 {
	n, _ := row[column].(json.Number)
	value, _ := n.Int64()
	return value
}

// numbered stores a row of a table whose rows are numbered, unless it is there.
func (j *joiner) numbered(table string, row map[string]any) error {
	there, _ := row["id"].(json.Number)
	delete(row, "id")
	if table == "note" {
		j.holders.add(row["uid"], j.device)
	}
	if table == "device" { // of another machine, only its id counts
		row["own"], row["machine"], row["path"] = json.Number("0"), "", ""
	}
	id, err := int64(0), sql.ErrNoRows
	if !j.first || table != "subject" { // of these there are most, and no parcel has one twice
		id, err = j.find(table, row)
	}
	switch {
	case errors.Is(err, sql.ErrNoRows):
		id, err = j.undumper.insertNumbered(table, row)
	case err == nil && table == "note":
		err = j.again(id, row)
	}
	if err != nil {
		return err
	}
	if table == "note" && !j.has("note", there.String()) {
		j.newer[id] = j.newer[id] || j.newest(id, row)
	}
	if j.to[table] == nil {
		j.to[table] = map[string]int64{}
	}
	j.to[table][there.String()] = id
	return nil
}

func (j *joiner) has(table, there string) bool {
	_, has := j.to[table][there]
	return has
}

// find returns the number of a row that is there.
func (j *joiner) find(table string, row map[string]any) (id int64, err error) {
	where, args := "", []any{}
	for _, column := range knownBy[table] {
		if where != "" {
			where += " AND "
		}
		where += column + " = ?"
		var value any = row[column]
		switch v := value.(type) {
		case json.Number:
			value = whole(row, column)
		case string:
			if column == "uid" {
				b, err := hex.DecodeString(v)
				if err != nil {
					return 0, errors.New("uid is not hexadecimal")
				}
				value = b
			}
		}
		args = append(args, value)
	}
	err = j.get([]any{&id}, "SELECT id FROM "+table+" WHERE "+where, args...)
	return id, err
}

// newest reports whether a note that is stored has the stamp of a row.
func (j *joiner) newest(id int64, row map[string]any) bool {
	var stored wording
	err := j.get(stored.dest(), "SELECT "+wordingColumns+" FROM note n WHERE n.id = ?", id)
	return err == nil && stored == wordingOf(row)
}

// again replaces a note that another parcel brought, if the row is newer.
func (j *joiner) again(id int64, row map[string]any) error {
	var stored wording
	var had string
	var files string
	if err := j.get(append(stored.dest(), &had, &files), "SELECT "+wordingColumns+", n.earlier, n.media FROM note n WHERE n.id = ?", id); err != nil {
		return err
	}
	now := wordingOf(row)
	earlier, _ := row["earlier"].(string)
	if !now.newer(stored) {
		if media, _ := row["media"].(string); now == stored {
			united, err := uniteFiles(files, media)
			if err != nil {
				return err
			}
			files = united
		}
		_, err := j.exec("UPDATE note SET earlier = ?, media = ? WHERE id = ?",
			joinEarlier(stored.text, earlierTexts(earlier), earlierTexts(had)), files, id)
		return err
	}
	row["earlier"] = joinEarlier(now.text, earlierTexts(had), earlierTexts(earlier))
	return j.undumper.updateRow("note", "id", id, row)
}

func (j *joiner) deck(row map[string]any) error {
	id := whole(row, "id")
	var n int
	if err := j.get([]any{&n}, "SELECT count(*) FROM deck WHERE id = ?", id); err != nil || n > 0 {
		return err
	}
	name, _ := row["name"].(string)
	free, err := j.freeName(name)
	if err != nil {
		return err
	}
	row["name"], j.names[id] = free, name
	return j.undumper.insertRow("deck", row)
}

// byNote stores a row that goes with its note: the newest counts.
func (j *joiner) byNote(table, key string, row map[string]any) error {
	id := whole(row, key)
	var n int
	if err := j.get([]any{&n}, "SELECT count(*) FROM "+table+" WHERE "+key+" = ?", id); err != nil {
		return err
	}
	switch {
	case n == 0:
		return j.undumper.insertRow(table, row)
	case j.newer[whole(row, "note")]:
		if kept, err := j.keptByNewer(table, key, id, whole(row, "note")); err != nil || kept {
			return err
		}
		delete(row, key)
		return j.undumper.updateRow(table, key, id, row)
	}
	return nil
}

// keptByNewer reports whether a row that is stored belongs to another note, with newer text: the two are one, which not all
// know yet.
func (j *joiner) keptByNewer(table, key string, id, note int64) (kept bool, err error) {
	err = j.get([]any{&kept}, "SELECT o.id <> n.id AND (o.stamp, o.text) > (n.stamp, n.text) FROM "+table+
		" c JOIN note o ON o.id = c.note JOIN note n ON n.id = ? WHERE c."+key+" = ?", note, id)
	return kept, err
}

func (j *joiner) setting(row map[string]any) error {
	deck, name := whole(row, "deck"), row["name"]
	if _, err := j.exec("DELETE FROM setting WHERE deck = ? AND name = ? AND (stamp, value) < (?, ?)", deck, name,
		whole(row, "stamp"), row["value"]); err != nil {
		return err
	}
	var n int
	err := j.get([]any{&n}, "SELECT count(*) FROM setting WHERE deck = ? AND name = ?", deck, name)
	if err != nil || n > 0 {
		return err
	}
	return j.undumper.insertRow("setting", row)
}

func (j *joiner) entry(row map[string]any) error {
	if j.passes && whole(row, "kind") == int64(srs.Park) && row["detail"] == detailDeck {
		return nil // who shares a deck may delete it, and the cards are still what its bullets ask
	}
	if tick := whole(row, "tick"); tick > j.refuse {
		j.latest = max(j.latest, tick)
		return nil // and the parcel is refused as a whole
	}
	err := j.undumper.insertRow("log", row)
	var failed *sqlite.Error
	if !errors.As(err, &failed) || failed.Code() != sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY {
		return err
	}
	var sum int64
	err = j.get([]any{&sum}, "SELECT sum FROM log WHERE device = ? AND seq = ?", whole(row, "device"), whole(row, "seq"))
	if err == nil && sum != whole(row, "sum") {
		j.failed = errContradiction
		return j.failed
	}
	return err
}

// once stores a row unless there is one with its key.
func (j *joiner) once(table string, row map[string]any) error {
	var n int
	err := j.get([]any{&n}, "SELECT count(*) FROM "+table+" WHERE device = ? AND seq = ?",
		whole(row, "device"), whole(row, "seq"))
	if err != nil || n > 0 {
		return err
	}
	return j.undumper.insertRow(table, row)
}
