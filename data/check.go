package data

import (
	"cmp"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"maps"
	"slices"
	"strings"

	"recall/deck"
	"recall/srs"
)

// Checked is what Check found.
type Checked struct {
	Entries, Cards, Notes int
	Faults                []string // one sentence each
	Stale                 int      // how many faults are schedules or counts that differ from what they are made of
	Rebuilt               int      // how many of those were put right

	bad            []*badRow    // rows that are not as they were written
	entries        []badEntry   // entries of the log that are not, or can't be used
	extra, missing []definition // tables, triggers and so on that should not be there, or should
	altered        []definition // views that are not as they should be
	taggings       []badTagging // what entries did to tags that is not as it was written
	anki           int          // how many faults only keep notes from going back to Anki
	types          []string     // keys of Anki's note types that are not
	unkept         []int64      // bullets of which can't be read what Anki keeps of them
	record         bool         // the record of the newest import is not as it was written
}

// Broken reports whether a fault was found that only a backup can put right.
func (c *Checked) Broken() bool {
	return slices.ContainsFunc(c.Faults, broken) ||
		slices.ContainsFunc(c.Faults, func(f string) bool {
			return strings.HasPrefix(f, definitionOf) && !strings.HasPrefix(f, definitionOf+"view ")
		})
}

// Check checks everything: the structure of the file and what it is made of, the checksum of each log entry and each row,
// and whether each schedule and each count equals what the log and the notes say. With rebuild, it rewrites those that do
// not. What can't be read is a fault, and the rest is checked all the same.
func (s *Store) Check(rebuild bool) (c Checked, err error) {
	hold := s.read // it only looks
	if rebuild {
		hold = s.write
	}
	within := s.inTx && s.watched
	err = hold(func() error {
		settle := func(*Checked) error {
			if !within {
				return nil
			}
			return s.settle() // what the transaction did before
		}
		return s.check(&c, append([]func(*Checked) error{settle, s.checkFile, s.checkSchema, s.checkLoose}, s.checksOfRows(rebuild)...))
	})
	return c, err
}

// checksOfRows are the checks of what the rows hold, and not of how the file is made, or of what a merge passes over.
func (s *Store) checksOfRows(rebuild bool) []func(*Checked) error {
	return []func(*Checked) error{s.checkLog, s.checkRows, s.checkReadable, s.checkTags, s.checkAnki, s.checkRecord,
		func(c *Checked) error { return s.checkSchedules(c, rebuild) }}
}

func (s *Store) check(c *Checked, steps []func(*Checked) error) error {
	for _, step := range steps {
		err := step(c)
		if err != nil && inaccessible(err) {
			return err
		}
		if err != nil { // what comes after it may be readable
			c.fault("%s", unreadable(err))
		}
	}
	return nil
}

func (c *Checked) fault(format string, args ...any) {
	if say := fmt.Sprintf(format, args...); !strings.HasPrefix(say, fileDamaged) || !slices.Contains(c.Faults, say) {
		c.Faults = append(c.Faults, say)
	}
}

// checkCache is the size of SQLite's cache while the structure is checked, in KiB. Each row is looked up in each index,
// and that takes two thirds of the time if these lookups seldom have to read. Everything else reads tables from one end
// to the other, and is slower with a large cache.
const checkCache = 32 << 10

// checkFile checks the structure of the file, and that no row points at one that is not there.
func (s *Store) checkFile(c *Checked) error {
	var cache int
	if err := s.get([]any{&cache}, "PRAGMA cache_size"); err != nil {
		return err
	}
	setCache := func(size int) error {
		_, err := s.execScript(fmt.Sprintf("PRAGMA cache_size = %d", size))
		return err
	}
	if err := setCache(-checkCache); err != nil {
		return err
	}
	defer setCache(cache)
	err := s.each(func(rows *sql.Rows) error {
		var say string
		if err := rows.Scan(&say); err != nil {
			return err
		}
		if say != "ok" {
			c.fault("%s", structural(say))
		}
		return nil
	}, "PRAGMA integrity_check(20)")
	if err != nil {
		return err
	}
	many := map[pointer]int{} // of tables whose rows have no number
	err = s.each(func(rows *sql.Rows) error {
		var p pointer
		var row sql.NullInt64
		var key int
		if err := rows.Scan(&p.table, &row, &p.parent, &key); err != nil {
			return err
		}
		if !row.Valid {
			many[p]++
			return nil
		}
		c.fault("%s", s.sayDangling(p, row.Int64))
		return nil
	}, "PRAGMA foreign_key_check")
	for _, p := range slices.SortedFunc(maps.Keys(many), func(a, b pointer) int { return cmp.Compare(a.table+a.parent, b.table+b.parent) }) {
		c.fault("%s", p.says(many[p]))
	}
	return err
}

// What is stored as JSON has no checksum. These are the conditions that it can be read: for a note n with its section x,
// for a card c, and for a source o.
var (
	readableNote = "coalesce(" + isJSON("n.tags", "array") + " AND (n.media = '' OR " + isJSON("n.media", "object") + ") AND " +
		isJSON("x.headings", "array") + ", 0)"
	readableCard = "(c.accept IS NULL OR " + isJSON("c.accept", "array") + ") AND (c.members IS NULL OR " +
		isJSON("c.members", "array") + ")"
	readableSource = isJSON("o.tags", "array") + " AND " + isJSON("o.outline", "object")
)

func isJSON(column, kind string) string {
	return "iif(json_valid(" + column + "), json_type(" + column + ") = '" + kind + "', 0)"
}

// checkReadable checks what is stored as JSON, and the row that others need.
func (s *Store) checkReadable(c *Checked) error {
	for _, what := range []struct {
		fault string
		name  func(any) string
		query string
	}{
		{"what is stored beside the text of %v can't be read", s.nameNote,
			"SELECT n.id FROM note n LEFT JOIN section x ON x.id = n.section WHERE NOT " + readableNote},
		{"%v can't be read", s.nameCard, "SELECT c.id FROM card c WHERE NOT (" + readableCard + ")"},
		{"what is stored about %v can't be read", nil, "SELECT o.path FROM source o WHERE NOT (" + readableSource + ")"},
		{"the file is damaged: %v", nil, "SELECT '" + notCounted + "' WHERE NOT EXISTS (SELECT 1 FROM counted)"},
	} {
		err := s.each(func(rows *sql.Rows) error {
			var of any
			err := rows.Scan(&of)
			if what.name != nil {
				of = what.name(of)
			}
			c.fault(what.fault, of)
			return err
		}, what.query)
		if err != nil {
			return err
		}
	}
	return nil
}

// checkSchedules compares the stored schedules and counts with the log.
func (s *Store) checkSchedules(c *Checked, rebuild bool) error {
	cards, stale, all, err := s.staleSchedules()
	if err != nil {
		return err
	}
	c.Cards = cards
	before := len(c.Faults)
	for _, card := range slices.Sorted(maps.Keys(stale)) {
		found, err := s.Card(card)
		if err != nil {
			return err
		}
		c.fault("the schedule of card %s is not what the log says", found.Short())
	}
	hours, err := s.wrongHours(all)
	if err != nil {
		return err
	}
	for _, wrong := range hours {
		c.fault("%s", wrong)
	}
	decks, err := s.wrongDecks()
	if err != nil {
		return err
	}
	for _, name := range decks {
		c.fault("the bullets and cards counted in %s are not those that it has", name)
	}
	wrong, err := s.wrongCounted()
	if err != nil {
		return err
	}
	if wrong {
		c.fault("what is said to be counted is not what there is")
	}
	c.Stale = len(c.Faults) - before
	if !rebuild {
		return nil
	}
	c.Rebuilt = c.Stale
	return s.putRight(stale, all)
}

// rebuild makes the stored schedules and counts what the log says, and returns how many schedules changed.
func (s *Store) rebuild() (changed int, err error) {
	_, stale, all, err := s.staleSchedules()
	if err != nil {
		return 0, err
	}
	return len(stale), s.putRight(stale, all)
}

// putRight stores what staleSchedules returned, and counts the decks anew.
func (s *Store) putRight(stale map[int64]wantedState, all hours) error {
	// all decks are counted anew at the end: until then no trigger needs to count what a note added before
	if _, err := s.exec("UPDATE counted SET (note, subject) = (0, 0)"); err != nil {
		return err
	}
	if err := s.setStates(slices.Sorted(maps.Keys(stale)), stale); err != nil {
		return err
	}
	for card, want := range stale { // whether a follower is locked depends on who leads
		if !want.misplaced {
			continue
		}
		first := leads
		if want.follows {
			first = locked
		}
		if _, err := s.exec("UPDATE schedule SET follower = ? WHERE card = ?", first, card); err != nil {
			return err
		}
	}
	if err := s.unlockIn(0); err != nil {
		return err
	}
	if err := s.setCounts(all); err != nil {
		return err
	}
	return s.countDecks()
}

// wantedState is the schedule that a card should have, and what its own row and its slot say of it.
type wantedState struct {
	srs.State
	draft     bool // it was made as one
	follows   bool // and does not lead
	misplaced bool // which is not what is stored
}

// staleSchedules replays the whole log and compares the results with the stored schedules. It returns how many cards
// there are, the schedules that the others should have, and what the log says was done.
func (s *Store) staleSchedules() (cards int, stale map[int64]wantedState, all hours, err error) {
	all = hours{}
	states, err := s.history(false, all.each)
	if err != nil {
		return 0, nil, nil, err
	}
	stale = map[int64]wantedState{}
	err = s.bulk(func(row []driver.Value) error {
		var card int64
		var draft bool
		var slot string
		var follower, place int
		var scan stateScan
		if err := bulkRow(row).Scan(append([]any{&card, &draft, &slot, &follower, &place}, scan.dest()...)...); err != nil {
			return err
		}
		cards++
		want := wantedState{State: states.state(card), draft: draft, follows: follower != leads}
		if slot != "" { // that of a purged card is gone with its words
			want.follows = deck.SlotDependent(slot)
			want.misplaced = want.follows != (follower != leads)
		}
		if !want.follows {
			place = leads
		}
		if scan.state() != want.State || scan.hold != hold(want.State, draft) || follower != place {
			stale[card] = want
		}
		return nil
	}, "SELECT bulk(?, schedule.card, c.draft, c.slot, follower, "+follows+", "+stateColumns+`)
		FROM schedule JOIN card c ON c.id = schedule.card`)
	return cards, stale, all, err
}
