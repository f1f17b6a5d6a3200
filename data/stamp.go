package data

import (
	"cmp"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"modernc.org/sqlite"
)

// Machines that share notes agree on which text of a note is the newest by its stamp. Triggers note what a transaction
// changes (table touched), and here each such note gets a stamp above the one before, and a digest of the text that it
// had. So an old copy of a file is known wherever it turns up.

// wording is what a note says at a time. Of two, every machine takes the same.
type wording struct {
	stamp      int64
	text, rest string
}

// wordingColumns are the columns of a note n that make its wording.
const wordingColumns = "n.stamp, n.text, n.parked || char(31) || n.tags || char(31) || n.explicit || char(31) || n.rule || char(31) || n.reason"

// dest are the destinations of these columns.
func (w *wording) dest() []any { return []any{&w.stamp, &w.text, &w.rest} }

// versionOf returns the edition in a row of a parcel.
func wordingOf(row map[string]any) wording {
	word := func(column string) string { text, _ := row[column].(string); return text }
	return wording{whole(row, "stamp"), word("text"), strings.Join([]string{fmt.Sprint(whole(row, "parked")), word("tags"),
		word("explicit"), word("rule"), word("reason")}, "\x1f")}
}

// newer reports whether w counts, and not other. The clocks of two machines may have said the same.
func (w wording) newer(other wording) bool {
	return cmp.Or(cmp.Compare(w.stamp, other.stamp), cmp.Compare(w.text, other.text), cmp.Compare(w.rest, other.rest)) > 0
}

// mostEarlier is how many earlier texts a note remembers.
const mostEarlier = 64

// textDigest is what is remembered of an earlier text.
func textDigest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// earlierTexts reads note.earlier. What can't be read remembers nothing.
func earlierTexts(stored string) (list []string) {
	if stored == "[]" || json.Unmarshal([]byte(stored), &list) != nil {
		return nil
	}
	return list
}

// joinEarlier returns what a note remembers that had the texts of both lists before, and has text now.
func joinEarlier(text string, lists ...[]string) string {
	all := []string{}
	now := textDigest(text)
	for _, list := range lists {
		for _, digest := range list {
			if len(digest) == len(now) && digest != now && !slices.Contains(all, digest) {
				all = append(all, digest)
			}
		}
	}
	stored, _ := json.Marshal(all[max(0, len(all)-mostEarlier):]) // strings can always be encoded
	return string(stored)
}

func init() {
	sqlite.MustRegisterDeterministicScalarFunction("had_text", 3,
		func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
			earlier, _ := args[0].(string)
			before, _ := args[1].(string)
			now, _ := args[2].(string)
			if before == now {
				return earlier, nil
			}
			return joinEarlier(now, earlierTexts(earlier), []string{textDigest(before)}), nil
		})
}

// at sets the time of what the running transaction changes.
func (s *Store) changeAt(at Moment) { s.wall = at.Time.UnixMilli() }

// newStamp returns a stamp above the newest entry of the log, whatever the clock says.
func (s *Store) newStamp() (int64, error) {
	top, err := s.topTick()
	return max(s.wall, top), err
}

// stampTouched gives the notes that the transaction changed their stamps, and makes them due at all places. Text that an
// import brought and that was taken back is no earlier text: the next import of it is meant.
func (s *Store) stampTouched() error {
	var some bool
	if err := s.get([]any{&some}, "SELECT EXISTS (SELECT 1 FROM touched)"); err != nil || !some {
		return err
	}
	stamp, err := s.newStamp()
	if err != nil {
		return err
	}
	earlier := "had_text(earlier, t.text, note.text)"
	if s.takingBack {
		earlier = "earlier"
	}
	for _, step := range []struct {
		query string
		args  []any
	}{
		{"UPDATE note SET stamp = max(?, stamp + 1), earlier = " + earlier + " FROM touched t WHERE t.note = note.id", []any{stamp}},
		{`INSERT INTO place_note (place, note) SELECT p.id, t.note FROM place p JOIN touched t
			WHERE p.direction <> 'pull' AND p.forgotten = 0 ON CONFLICT DO UPDATE SET push = 0`, nil},
		{"DELETE FROM touched", nil},
	} {
		if _, err := s.exec(step.query, step.args...); err != nil {
			return err
		}
	}
	return nil
}
