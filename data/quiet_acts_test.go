package data

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recall/srs"
)

// shelf is files of two decks that are edited, with what a learner does to their cards between the imports.
type shelf struct {
	*rand.Rand
	t       *testing.T
	s       *Store // one of both
	both    [2]*Store
	place   string              // where they meet
	head    map[string]string   // front matter and title, by path
	files   map[string][]string // the rest
	builder map[string]int      // see builtBy
	step    int
	aside   []string // backups
	log     []string
	quiet   int
}

func (w *shelf) must(err error) {
	if err != nil {
		w.t.Fatal(err, w.log)
	}
}

func (w *shelf) any(list []string) string { return list[w.IntN(len(list))] }

func (w *shelf) paths() []string { return slices.Sorted(maps.Keys(w.files)) }

func (w *shelf) file(path string) File {
	f := fileOf(w.t, path, w.head[path]+strings.Join(w.files[path], "\n")+"\n")
	f.Partial = w.IntN(12) == 0
	return builtBy(w.builder[path], f)
}

// edit changes files, or what stands at their head, or their names.
func (w *shelf) edit() {
	a, b := w.any(w.paths()), w.any(w.paths())
	switch w.IntN(8) {
	case 0:
		w.head[a] = w.any([]string{"", "# Boats\n\n", "---\ntags: [sails]\n---\n", "---\nlang: de\n---\n# Boote\n\n",
			"---\ntitle: Wind\ntags: [sails, wind]\n---\n"})
	case 1:
		if len(w.files) > 2 {
			delete(w.files, a)
		}
		return
	case 2:
		now := fmt.Sprintf("/%s/%d.md", strings.Split(a, "/")[1], 10+w.step)
		w.files[now], w.head[now], w.builder[now] = w.files[a], w.head[a], w.builder[a]
		delete(w.files, a)
		return
	case 3:
		w.builder[a] = w.IntN(4)
	default:
		if a == b {
			return
		}
		files := someEdits(w.Rand, [2][]string{w.files[a], w.files[b]})
		for i, path := range []string{a, b} {
			if w.files[path] = slices.Clone(files[i]); len(files[i]) < 3 {
				w.files[path] = someSection(w.Rand, w.IntN(9))
			}
		}
	}
}

// plan plans an import of some of the files, and of some that are gone.
func (w *shelf) plan() []*Plan {
	known, err := w.s.Sources()
	w.must(err)
	var gone []string
	sums := map[string][sha256.Size]byte{}
	for _, k := range known {
		if sums[k.Path] = k.Sum; w.files[k.Path] == nil && filepath.IsAbs(k.Path) {
			gone = append(gone, k.Path)
		}
	}
	var given, elsewhere, unknown []File
	few := w.IntN(3) == 0
	for _, path := range slices.Concat(w.paths(), gone) {
		f := w.file(path)
		if w.files[path] == nil {
			f = fileOf(w.t, path, "")
			f.Sum, f.Mtime = [32]byte{}, 0
		}
		_, had := sums[path]
		if deck, err := w.s.DeckOf(path); err != nil || !had && deck != "" { // of a deleted deck
			had = true
		}
		switch {
		case few && w.IntN(2) == 0:
			if had && w.IntN(2) == 0 {
				if w.files[path] == nil {
					f.Doc = nil
				}
				elsewhere = append(elsewhere, f)
			}
		case had:
			given = append(given, f)
		default:
			unknown = append(unknown, f)
		}
	}
	renamed := map[string]Source{}
	if w.IntN(3) > 0 {
		renamed, err = w.s.Renamed(unknown, gone)
		w.must(err)
	}
	was := map[string]bool{}
	batches := map[string]*Batch{}
	add := func(name string, f File) {
		if batches[name] == nil {
			batches[name] = &Batch{Deck: name, Older: w.IntN(6) == 0}
		}
		batches[name].Files = append(batches[name].Files, f)
	}
	for _, f := range unknown {
		name := strings.Split(f.Path, "/")[1]
		if r, ok := renamed[f.Path]; ok {
			f.Was, name, was[r.Path] = r.Path, r.Deck, true
		}
		add(name, f)
	}
	for _, f := range given {
		if !was[f.Path] {
			name, err := w.s.DeckOf(f.Path)
			w.must(err)
			add(name, f)
		}
	}
	elsewhere = slices.DeleteFunc(elsewhere, func(f File) bool { return was[f.Path] })
	if len(batches) == 0 {
		return nil
	}
	var list []Batch
	for _, name := range slices.Sorted(maps.Keys(batches)) {
		list = append(list, *batches[name])
	}
	for {
		plans, err := w.s.Plans(list, elsewhere...)
		if errors.Is(err, ErrPlanIsOld) { // decks were merged
			return nil
		}
		w.must(err)
		more := false
		for i, p := range plans {
			for _, path := range p.Needs {
				more = true
				if f := w.file(path); w.files[path] != nil && f.Sum == sums[path] {
					f.Beside, f.Partial = true, false
					list[i].Files = append(list[i].Files, f)
				} else {
					list[i].Fixed = append(list[i].Fixed, path)
				}
			}
		}
		if !more {
			return plans
		}
	}
}

func (w *shelf) importSome() {
	plans := w.plan()
	if plans == nil {
		return
	}
	for _, p := range plans {
		for range p.quietNotes() {
			w.quiet++
		}
		if w.IntN(6) == 0 {
			p.KeepSchedules()
		}
	}
	fail := func(format string, args ...any) { w.t.Fatalf(format+"\n"+strings.Join(w.log, ", "), args...) }
	after := besideWhole(w.t, fail, w.s, plans, at(w.step))
	_, err := w.s.Import(plans, at(w.step))
	w.must(err)
	after()
	sound(w.t, w.s)
}

// act does something that a learner does to a card, a deck or the database.
func (w *shelf) act() {
	list := cards(w.t, w.s)
	if len(list) == 0 {
		return
	}
	now := at(w.step)
	c := list[w.IntN(len(list))]
	what := w.any([]string{"grade", "grade", "grade", "mark", "mark", "mark all", "edit", "tag", "undo import", "builder",
		"separator", "deck", "backup", "restore", "undo", "meet", "meet"})
	w.log = append(w.log, what)
	var err error
	switch what {
	case "grade":
		for _, c := range list {
			if w.IntN(6) == 0 && !c.State.Parked {
				record(w.t, w.s, c.ID, srs.Good, now)
			}
		}
	case "mark":
		kind := []srs.Kind{srs.Accept, srs.Reject, srs.Suspend, srs.Bury, srs.Reset, srs.Flag, srs.Redraft}[w.IntN(7)]
		_, err = w.s.Mark(c.ID, kind, now)
	case "mark all":
		var ids []int64
		for _, c := range list {
			ids = append(ids, c.ID)
		}
		_, err = w.s.MarkAll(ids, srs.Accept, now)
	case "edit":
		_, err = w.s.EditText(c.ID, w.any([]string{"oar: moves a boat by hand", "anchor: holds the small boat"}), now)
	case "tag":
		_, err = w.s.Tag([]int64{c.ID}, []string{"exam"}, nil, now)
	case "undo import":
		if _, err = w.s.UndoImport(now, false); errors.Is(err, ErrNoImport) {
			err = nil
		}
	case "undo":
		if _, err = w.s.Undo(now); errors.Is(err, ErrNothingToUndo) {
			err = nil
		}
	case "builder", "separator":
		set := "builder = 0"
		if what == "separator" {
			set = "separator = '='"
		}
		err = w.s.write(func() error {
			_, err := w.s.exec("UPDATE source SET "+set+" WHERE path = ?", w.any(w.paths()))
			return err
		})
	case "deck":
		decks, _ := w.s.Decks()
		gone, _ := w.s.DeletedDecks()
		switch n := w.IntN(4); {
		case len(gone) > 0 && n < 2:
			_, err = w.s.UndeleteDeck(gone[0].Name, now)
		case n == 2 && len(decks) > 1:
			_, err = w.s.MergeDecks(decks[0].ID, decks[1].ID, true, now)
		case n == 3 && len(decks) > 0:
			err = w.s.PurgeDeck(decks[0].ID, now)
		case len(decks) > 0:
			err = w.s.DeleteDeck(decks[0].ID, now)
		}
	case "meet":
		for _, s := range []*Store{w.both[0], w.both[1], w.both[0]} {
			var p Place
			if p, err = s.placeAt(w.place); err != nil {
				p, err = s.RememberPlace(w.place, BothWays, nil)
			}
			w.must(err)
			_, err = s.Exchange(context.Background(), p, now, false, func() error { return nil })
			w.must(err)
		}
	case "backup":
		var b Backup
		if b, err = w.s.Backup(noon.AddDate(0, 0, w.step)); err == nil {
			w.aside = append(w.aside, b.Path)
		}
	case "restore":
		if len(w.aside) > 0 {
			_, err = w.s.Restore(context.Background(), w.aside[len(w.aside)-1], now)
		}
	}
	w.must(err)
}

// What a learner does to cards, decks and files between the imports, on two machines.
func TestQuietSectionsAmongActs(t *testing.T) {
	quiet := 0
	for seed := range uint64(*quietSeeds) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			w := &shelf{Rand: rand.New(rand.NewPCG(seed, 3)), t: t, both: [2]*Store{fresh(t), fresh(t)}, place: t.TempDir(),
				head: map[string]string{}, files: map[string][]string{}, builder: map[string]int{}}
			for i := range 16 {
				path := []string{"/sea/0.md", "/sea/1.md", "/lake/2.md", "/lake/3.md"}[i%4]
				w.files[path] = append(w.files[path], someSection(w.Rand, w.IntN(9))...)
			}
			for w.step = range 10 {
				w.s = w.both[[]int{0, 0, 0, 1}[w.IntN(4)]]
				w.importSome()
				for range w.IntN(3) {
					w.act()
				}
				for range 1 + w.IntN(2) {
					w.edit()
				}
			}
			quiet += w.quiet
		})
	}
	if quiet == 0 {
		t.Error("no note was quiet: nothing was tested")
	}
}
