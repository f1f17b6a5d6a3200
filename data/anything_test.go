package data

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"recall/deck/anki"
	"recall/srs"
)

// facts are bullets about one thing each, in the forms from which the builder makes different cards.
var facts = func() (list [][]string) {
	for i, thing := range []string{"keel", "rudder", "boom", "jib", "cleat"} {
		a, b, c := "fin"+thing, "bulb"+thing, "wing"+thing
		list = append(list, []string{
			fmt.Sprintf("%s: stops the %s of a boat", thing, a),
			fmt.Sprintf("%s: stops the whole %s of a boat", thing, a),
			fmt.Sprintf("%s: frees the %s of a boat", thing, b),
			fmt.Sprintf("By day the %s radio listens on `channel %d`", thing, i),
			fmt.Sprintf("By night the %s radio listens on `channel %d`", thing, i+70),
			fmt.Sprintf("%s parts: %s, %s, %s", thing, a, b, c),
			fmt.Sprintf("%s parts: %s, %s", thing, c, a),
			fmt.Sprintf("%s work: %s → %s → %s", thing, a, b, c),
			fmt.Sprintf("%s: search O(log n), insertion O(n)", thing),
			fmt.Sprintf("%s: insertion O(n)", thing),
			fmt.Sprintf("Understand every %s", thing),
			fmt.Sprintf("%ss: one on each %s, two on a %s", thing, a, b),
			fmt.Sprintf("==%s== holds the %s", thing, a),
			fmt.Sprintf("What is a %s? The %s of a boat", thing, a),
			fmt.Sprintf("What is a %s? The %s of a boat ^%s", thing, a, thing),
			fmt.Sprintf("%s ::: the %s of a boat <!--SR:!2026-12-01,9,230!2026-11-20,1,250-->", thing, a),
			fmt.Sprintf("%s ::: the %s of a boat <!--SR:!2027-12-01,99,260-->", thing, a),
		})
	}
	return list
}()

// world is what happens to two databases that learn from the same files.
type world struct {
	*rapid.T
	dir     string
	stores  [2]*Store
	files   map[string][]string // path to lines
	backups []string
	day     int
	builder int // the version of the builder: see builtBy
	pressed []anki.Review

	before func(s *Store, plans []*Plan) (after func()) // called around each import; or nil
}

func (w *world) must(err error) {
	if err != nil {
		w.Fatal(err)
	}
}

func pick[E any](w *world, name string, of []E) E { return rapid.SampledFrom(of).Draw(w.T, name) }

func (w *world) bullet() string { return "- " + pick(w, "form", pick(w, "fact", facts)) }

func (w *world) paths() []string { return slices.Sorted(maps.Keys(w.files)) }

// edit changes one file.
func (w *world) edit() {
	path := pick(w, "file", w.paths())
	lines := slices.Clone(w.files[path])
	at := func() int { return rapid.IntRange(0, len(lines)-1).Draw(w.T, "line") }
	what := pick(w, "edit", []string{"add", "add", "form", "form", "fact", "remove", "move", "copy", "swap", "join",
		"split", "heading", "rename", "delete"})
	if len(lines) == 0 {
		what = "add"
	}
	switch what {
	case "add":
		lines = append(lines, w.bullet())
	case "form":
		i := at()
		for _, forms := range facts {
			if slices.Contains(forms, strings.TrimPrefix(lines[i], "- ")) {
				lines[i] = "- " + pick(w, "form", forms)
				break
			}
		}
	case "fact":
		lines[at()] = w.bullet()
	case "remove":
		i := at()
		lines = slices.Delete(lines, i, i+1)
	case "move", "copy":
		to, i := pick(w, "to", w.paths()), at()
		if to == path {
			return
		}
		w.files[to] = append(slices.Clone(w.files[to]), lines[i])
		if what == "move" {
			lines = slices.Delete(lines, i, i+1)
		}
	case "swap":
		i, k := at(), at()
		lines[i], lines[k] = lines[k], lines[i]
	case "join":
		i, k := at(), at()
		if i == k || strings.HasPrefix(lines[i], "#") || strings.HasPrefix(lines[k], "#") {
			return
		}
		lines[i] += "; " + strings.TrimPrefix(lines[k], "- ")
		lines = slices.Delete(lines, k, k+1)
	case "split":
		i := at()
		if one, two, ok := strings.Cut(lines[i], "; "); ok {
			lines[i] = one
			lines = slices.Insert(lines, i+1, "- "+two)
		}
	case "heading":
		lines = slices.Insert(lines, at(), "## "+pick(w, "heading", []string{"Hull", "Rig"}))
	case "rename":
		delete(w.files, path)
		path = fmt.Sprintf("/%s/%d.md", filepath.Base(filepath.Dir(path)), rapid.IntRange(0, 9).Draw(w.T, "name"))
		lines = append(lines, w.files[path]...)
	case "delete":
		if len(w.files) > 1 {
			delete(w.files, path)
			return
		}
	}
	w.files[path] = lines
}

func (w *world) file(t testing.TB, path string) File {
	lines, there := w.files[path]
	text := strings.Join(lines, "\n\n")
	f := builtBy(w.builder, fileOf(t, path, text))
	f.Partial = there && rapid.IntRange(0, 9).Draw(w.T, "partial") == 0
	return f
}

// plan plans an import of the files that are there and of those that are gone, as recall import does, or of one.
func (w *world) plan(t testing.TB, s *Store) []*Plan {
	known, err := s.Sources()
	w.must(err)
	paths := w.paths()
	sums := map[string][sha256.Size]byte{}
	var gone []string
	for _, k := range known {
		if strings.HasPrefix(k.Path, AnkiPath) {
			continue // a package is not read again
		}
		sums[k.Path] = k.Sum
		if _, there := w.files[k.Path]; !there {
			paths, gone = append(paths, k.Path), append(gone, k.Path)
		}
	}
	one, beside := "", false
	if rapid.Bool().Draw(w.T, "one") {
		one, beside = pick(w, "which", paths), rapid.Bool().Draw(w.T, "elsewhere")
	}
	var given, elsewhere []File
	var unknown []File
	for _, path := range paths {
		f := w.file(t, path)
		_, there := w.files[path]
		deck, err := s.DeckOf(path) // maybe a deleted one
		w.must(err)
		switch _, known := sums[path]; {
		case deck == "" && (one == "" || one == path):
			unknown = append(unknown, f)
		case one == "" || one == path:
			given = append(given, f)
		case beside && known:
			if !there {
				f.Doc = nil
			}
			elsewhere = append(elsewhere, f)
		}
	}
	renamed := map[string]Source{}
	if rapid.Bool().Draw(w.T, "renamed") {
		renamed, err = s.Renamed(unknown, gone)
		w.must(err)
	}
	decks := map[string]*Batch{}
	add := func(deck string, f File) {
		if decks[deck] == nil {
			decks[deck] = &Batch{Deck: deck}
		}
		decks[deck].Files = append(decks[deck].Files, f)
	}
	was := map[string]bool{}
	for _, f := range unknown {
		deck := filepath.Base(filepath.Dir(f.Path))
		if r, ok := renamed[f.Path]; ok {
			f.Was, deck, was[r.Path] = r.Path, r.Deck, true
		}
		add(deck, f)
	}
	for _, f := range given {
		if was[f.Path] {
			continue
		}
		deck, err := s.DeckOf(f.Path)
		w.must(err)
		add(deck, f)
	}
	elsewhere = slices.DeleteFunc(elsewhere, func(f File) bool { return was[f.Path] })
	var batches []Batch
	for _, deck := range slices.Sorted(maps.Keys(decks)) {
		batches = append(batches, *decks[deck])
	}
	for {
		plans, err := s.Plans(batches, elsewhere...)
		w.must(err)
		more := false
		for i, p := range plans {
			for _, path := range p.Needs {
				more = true
				if f := builtBy(w.builder, fileOf(t, path, strings.Join(w.files[path], "\n\n"))); f.Sum == sums[path] {
					f.Beside = true
					batches[i].Files = append(batches[i].Files, f)
				} else {
					batches[i].Fixed = append(batches[i].Fixed, path)
				}
			}
		}
		if !more {
			return plans
		}
	}
}

func (w *world) apply(s *Store, plans []*Plan) {
	after := func() {}
	if w.before != nil {
		after = w.before(s, plans)
	}
	if _, err := s.Import(plans, at(w.day)); !errors.Is(err, ErrPlanIsOld) {
		w.must(err)
		after()
	}
}

// do does something to a store, and returns its name.
func (w *world) do(t testing.TB, s *Store) string {
	acts := []string{"import", "import", "import", "late import", "mark", "mark", "grade", "grade", "undo", "undo import", "edit text",
		"backup", "restore", "dump", "deck", "rules", "builder", "tag", "anki", "pause", "reschedule"}
	act := pick(w, "act", acts)
	list := cards(t, s)
	switch act {
	case "import":
		for range rapid.IntRange(0, 3).Draw(w.T, "edits") {
			w.edit()
		}
		w.apply(s, w.plan(t, s))
	case "late import": // another program does something between a plan and its import
		w.edit()
		plans := w.plan(t, s)
		between := w.do(t, s)
		w.apply(s, plans)
		return between
	case "undo import":
		if _, err := s.UndoImport(at(w.day), rapid.Bool().Draw(w.T, "dry")); !errors.Is(err, ErrNoImport) {
			w.must(err)
		}
	case "undo":
		var err error
		if rapid.Bool().Draw(w.T, "together") {
			_, err = s.UndoTogether(at(w.day))
		} else {
			_, err = s.Undo(at(w.day))
		}
		if !errors.Is(err, ErrNothingToUndo) {
			w.must(err)
		}
	case "backup":
		b, err := s.Backup(noon.AddDate(0, 0, w.day))
		w.must(err)
		aside := filepath.Join(w.dir, fmt.Sprintf("%d%s", len(w.backups), backupEnd)) // older ones are thinned out
		w.must(os.Rename(b.Path, aside))
		w.backups = append(w.backups, aside)
	case "restore":
		if len(w.backups) == 0 {
			break
		}
		from := pick(w, "backup", w.backups)
		if rapid.IntRange(0, 3).Draw(w.T, "replace") == 0 {
			w.must(replaceBy(s, from))
			return "replace"
		}
		_, err := s.Restore(context.Background(), from, at(w.day))
		w.must(err)
	case "dump": // of either store, merged into this one
		from := w.stores[pick(w, "from", []int{0, 1})]
		decks, err := from.deckIDs()
		w.must(err)
		var text strings.Builder
		_, err = from.Dump(&text, decks, noon)
		w.must(err)
		readDump(t, s, text.String())
	case "deck":
		return w.deck(s)
	case "anki": // answers and schedules of another program, which lie anywhere in the log
		w.anki(t, s)
	case "rules":
		set := pick(w, "rule", [][2]string{{"max_interval", "5"}, {"ease_on_lapse", "keep"}, {"repeat_below", "3"},
			{"balance", "on"}, {"ease_recovery", "on"}, {"ease_on_lapse", ""}, {"reverse", "off"}, {"reverse", "on"}, {"reverse", ""}})
		k, err := FindKey(set[0])
		w.must(err)
		decks, err := s.deckIDs()
		w.must(err)
		w.must(s.SetValue(k, pick(w, "deck", append(decks, 0)), set[1], at(w.day)))
	case "pause": // or prolong it, cut it short, or end it
		decks, err := s.deckIDs()
		w.must(err)
		if len(decks) == 0 {
			break
		}
		decks = decks[:rapid.IntRange(1, len(decks)).Draw(w.T, "decks")]
		_, err = s.Pause(decks, at(w.day).Day+srs.Day(pick(w, "pause", []int{0, 1, 9, 40})), at(w.day))
		w.must(err)
	case "reschedule":
		var ids []int64
		for _, c := range list {
			ids = append(ids, c.ID)
		}
		ids = ids[:rapid.IntRange(0, len(ids)).Draw(w.T, "cards")]
		_, err := s.Reschedule(ids, at(w.day).Day+srs.Day(pick(w, "to", []int{0, 1, 30})), at(w.day))
		w.must(err)
	case "builder": // another version reads every bullet again, and makes other cards
		w.builder = rapid.IntRange(0, 3).Draw(w.T, "version")
		for _, s := range w.stores {
			w.must(s.write(func() error { // which keeps the checksums true
				_, err := s.exec("UPDATE source SET builder = 0")
				return err
			}))
		}
	default:
		if len(list) == 0 {
			break
		}
		c := list[rapid.IntRange(0, len(list)-1).Draw(w.T, "card")]
		switch act {
		case "mark":
			kind := pick(w, "kind", []srs.Kind{srs.Accept, srs.Accept, srs.Accept, srs.Reject, srs.Suspend, srs.Resume,
				srs.Bury, srs.Reset, srs.Flag, srs.Redraft})
			if rapid.Bool().Draw(w.T, "all") {
				var ids []int64
				for _, c := range list {
					ids = append(ids, c.ID)
				}
				_, err := s.MarkAll(ids, kind, at(w.day))
				w.must(err)
			} else {
				_, err := s.Mark(c.ID, kind, at(w.day))
				w.must(err)
			}
		case "tag":
			tags := []string{"exam", "verbs/irregular", "hull"}
			_, err := s.Tag([]int64{c.ID, list[0].ID}, []string{pick(w, "tag", tags)}, []string{pick(w, "gone", tags)}, at(w.day))
			w.must(err)
		case "grade":
			_, _, err := s.Record(Answer{Card: c.ID, Grade: srs.Grade(rapid.IntRange(0, 5).Draw(w.T, "grade")),
				Cram: rapid.IntRange(0, 9).Draw(w.T, "cram") == 0}, at(w.day))
			w.must(err)
		case "edit text":
			_, err := s.EditText(c.ID, w.bullet(), at(w.day))
			w.must(err)
		}
	}
	return act
}

// anki imports what another program has by now of some cards: their schedules, and answers from anywhere in the past.
func (w *world) anki(t testing.TB, s *Store) {
	for range rapid.IntRange(0, 4).Draw(w.T, "answers") {
		r := pressed(rapid.Int64Range(1, 3).Draw(w.T, "card"), w.day-rapid.IntRange(0, 9).Draw(w.T, "ago"),
			rapid.IntRange(1, 4).Draw(w.T, "button"), 3, 5)
		if !slices.ContainsFunc(w.pressed, func(o anki.Review) bool { return o.ID == r.ID }) {
			w.pressed = append(w.pressed, r)
		}
	}
	slices.SortFunc(w.pressed, func(a, b anki.Review) int { return cmp.Compare(a.ID, b.ID) })
	c := collection(scheduled(1, w.day, 5, 0), scheduled(2, w.day, 30, 1), scheduled(3, w.day, 3, 2))
	c.Reviews = w.pressed
	takeAnki(t, s, c, at(w.day))
}

// deck deletes a deck, brings one back, or merges two.
func (w *world) deck(s *Store) string {
	decks, err := s.Decks()
	w.must(err)
	gone, err := s.DeletedDecks()
	w.must(err)
	switch what := pick(w, "what", []string{"delete", "undelete", "undelete", "merge", "purge"}); {
	case what == "undelete" && len(gone) > 0:
		_, err := s.UndeleteDeck(pick(w, "deck", gone).Name, at(w.day))
		w.must(err)
		return what
	case what == "merge" && len(decks) > 1:
		from, into := pick(w, "from", decks).ID, pick(w, "into", decks).ID
		if from != into {
			_, err := s.MergeDecks(from, into, true, at(w.day))
			w.must(err)
		}
		return what
	case what == "delete" && len(decks) > 0:
		w.must(s.DeleteDeck(pick(w, "deck", decks).ID, at(w.day)))
		return what
	case what == "purge" && len(decks) > 0:
		w.must(s.PurgeDeck(pick(w, "deck", decks).ID, at(w.day)))
		return what
	}
	return "nothing"
}

// reviewed returns the ids of the cards with text that have a review.
func (w *world) reviewed(s *Store) map[string]bool {
	list := map[string]bool{}
	w.must(s.each(func(rows *sql.Rows) error {
		var uid string
		err := rows.Scan(&uid)
		list[uid] = true
		return err
	}, `SELECT hex( u.uid) FROM subject u JOIN card c ON c.id = u.id JOIN note n ON n.id = c.note
		JOIN source o ON o.id = n.source
		WHERE o.purged = 0 AND EXISTS (SELECT 1 FROM log l WHERE l.subject = u.id AND l.kind = {review})`))
	return list
}

// astray counts the cards that are in another deck than their bullet, or the bullet than its file or heading.
func astray(t testing.TB, s *Store) (n int) {
	t.Helper()
	if err := s.get([]any{&n}, `SELECT count(*) FROM note n JOIN source o ON o.id = n.source
		JOIN section x ON x.id = n.section LEFT JOIN card c ON c.note = n.id LEFT JOIN schedule s ON s.card = c.id
		WHERE o.deck <> n.deck OR x.deck <> n.deck OR s.deck <> n.deck OR s.note <> n.id`); err != nil {
		t.Fatal(err)
	}
	return n
}

// Whatever happens to notes, cards and decks, check finds nothing, and no card that was reviewed is gone.
// More, and others: go test ./data -run CheckIsCleanAfterAnything -rapid.checks 2000 -rapid.seed 1
func TestCheckIsCleanAfterAnything(t *testing.T) {
	anything := func(rt *rapid.T) {
		w := &world{T: rt, files: map[string][]string{"/sea/1.md": nil, "/sea/2.md": nil, "/lake/3.md": nil}}
		w.dir = t.TempDir()
		for i := range w.stores {
			s, err := begin(filepath.Join(w.dir, fmt.Sprint(i), "recall.db"))
			w.must(err)
			defer s.Close()
			w.stores[i] = s
		}
		for range rapid.IntRange(3, 12).Draw(rt, "bullets") {
			path := pick(w, "file", w.paths())
			w.files[path] = append(w.files[path], w.bullet())
		}
		w.apply(w.stores[0], w.plan(t, w.stores[0]))
		for range rapid.IntRange(5, 30).Draw(rt, "acts") {
			w.day += pick(w, "days", []int{0, 0, 0, 1, 6, 20, -2})
			i := pick(w, "store", []int{0, 0, 0, 1})
			s := w.stores[i]
			before := w.reviewed(s)
			act := w.do(t, s)
			c, err := s.Check(false)
			w.must(err)
			if len(c.Faults) > 0 {
				rt.Fatalf("after %s, check finds: %s", act, strings.Join(c.Faults, "; "))
			}
			if n := astray(t, s); n > 0 {
				rt.Fatalf("after %s, %d cards are not in the deck of their file", act, n)
			}
			if act == "replace" || act == "purge" {
				continue
			}
			after := w.reviewed(s)
			for uid := range before {
				if !after[uid] {
					rt.Fatalf("after %s, the reviewed card %s is gone", act, uid)
				}
			}
		}
	}
	for seed := range uint64(10) {
		chance := rand.New(rand.NewPCG(seed, 0))
		var stream []byte
		for range 4096 {
			stream = binary.LittleEndian.AppendUint64(stream, chance.Uint64())
		}
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { rapid.MakeFuzz(anything)(t, stream) })
	}
	if !testing.Short() { // with the race detector the fixed ones are enough
		rapid.Check(t, anything)
	}
}
