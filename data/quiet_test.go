package data

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"recall/srs"
)

// quietSeeds is how many sets of files TestQuietSectionsAmongEdits and TestQuietSectionsAmongActs edit.
var quietSeeds = flag.Int("quiet", 6, "edit the sections of that `many` sets of files")

// said is what plans tell.
func said(plans []*Plan) string {
	var out strings.Builder
	for _, p := range plans {
		for i := range p.Fallout {
			p.Fallout[i].note = 0
		}
		fmt.Fprintf(&out, "%s %v %v\nchanges %v\nkept %v\nfallout %+v\nstored %d needs %v fronts %v remade %v older %v written %d without %d lost %d many %v %v\n",
			p.Deck, p.Count, p.Changed(), p.Changes, p.Kept, p.Fallout, p.Stored, p.Needs, p.Fronts, p.Remade, p.Older, p.Written,
			p.NewWithout(), p.Lost(), p.ParksMany(), RestartMany(plans))
	}
	return out.String()
}

// rowsOf returns all rows of a database, but for the device that it is on.
func rowsOf(t testing.TB, s *Store) string {
	t.Helper()
	var out strings.Builder
	var tables []string
	err := s.each(func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		tables = append(tables, name)
		return err
	}, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'device' ORDER BY name")
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		columns, err := s.columnsIn(table)
		if err == nil {
			err = s.bulk(func(row []driver.Value) error {
				fmt.Fprintf(&out, "%s %v\n", table, row)
				return nil
			}, `SELECT bulk(?, "`+strings.Join(columns, `", "`)+`") FROM (SELECT * FROM `+table+" ORDER BY 1, 2)")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

// firstOther returns the first lines in which two texts differ.
func firstOther(a, b string) string {
	one, other := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(one), len(other)) {
		if one[i] != other[i] {
			return one[i] + "\n" + other[i]
		}
	}
	return fmt.Sprintf("%d lines and %d", len(one), len(other))
}

// copyOf opens a copy of a database that writes as the same device.
func copyOf(t testing.TB, s *Store, path string) *Store {
	t.Helper()
	image, err := os.ReadFile(s.path)
	if err == nil {
		err = os.WriteFile(path, image, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	other, err := Open(context.Background(), path)
	if err == nil {
		_, err = other.execScript("PRAGMA synchronous = OFF; UPDATE device SET path = '" + path + "' WHERE own = 1")
	}
	if err == nil {
		err = other.identify()
	}
	if err != nil {
		t.Fatal(err)
	}
	return other
}

// besideWhole plans an import again with every note in a copy of the database, compares the plans, and returns a function
// that compares the rows once both are carried out.
func besideWhole(t testing.TB, fail func(format string, args ...any), s *Store, plans []*Plan, m Moment) (after func()) {
	now, err := s.version()
	if err != nil {
		t.Fatal(err)
	}
	if len(plans) == 0 || plans[0].version != now || s.own.id == 0 {
		return func() {}
	}
	again := func(files []File) (list []File) {
		for _, f := range files {
			if f.Doc != nil {
				doc := *f.Doc
				doc.Notes = slices.Clone(doc.Notes)
				for i := range doc.Notes {
					doc.Notes[i].Cards = slices.Clone(doc.Notes[i].Cards)
				}
				f.Doc = &doc
			}
			list = append(list, f)
		}
		return list
	}
	whole := &shared{elsewhere: again(plans[0].elsewhere), loud: true}
	for _, b := range plans[0].batches {
		b.Files = again(b.Files)
		whole.batches = append(whole.batches, b)
	}
	other := copyOf(t, s, s.path+".whole")
	wanted, err := other.plansOf(whole)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range plans {
		if p.keep {
			wanted[i].KeepSchedules()
		}
	}
	if got, want := said(plans), said(wanted); got != want {
		fail("a plan with quiet sections is another one:\n%s", firstOther(got, want))
	}
	return func() {
		defer other.Close()
		if _, err := other.Import(wanted, m); err != nil {
			t.Fatal(err)
		}
		if s.own != other.own { // the file was overwritten, so each of them made itself a new device
			return
		}
		if got, want := rowsOf(t, s), rowsOf(t, other); got != want {
			fail("an import with quiet sections leaves other rows:\n%s", firstOther(got, want))
		}
	}
}

// Whatever is in a database and in the files, an import that leaves out what is as it was does what one of all notes does.
// More, and others: go test ./data -run QuietSectionsChangeNothing -rapid.checks 2000 -rapid.seed 1
func TestQuietSectionsChangeNothing(t *testing.T) {
	quiet, lower := 0, 0
	anything := func(rt *rapid.T) {
		w := &world{T: rt, files: map[string][]string{"/sea/1.md": nil, "/sea/2.md": nil, "/lake/3.md": nil}}
		w.dir = t.TempDir()
		w.before = func(s *Store, plans []*Plan) func() {
			for _, p := range plans {
				lower += len(p.lowered)
				for range p.quietNotes() {
					quiet++
				}
			}
			return besideWhole(t, w.Fatalf, s, plans, at(w.day))
		}
		for i := range w.stores {
			s, err := begin(filepath.Join(w.dir, fmt.Sprint(i), "recall.db"))
			w.must(err)
			defer s.Close()
			w.stores[i] = s
		}
		for range rapid.IntRange(3, 40).Draw(rt, "bullets") {
			path := pick(w, "file", w.paths())
			if len(w.files[path])%6 == 5 {
				w.files[path] = append(w.files[path], "## "+pick(w, "heading", []string{"Hull", "Rig", "Crew"}))
			}
			w.files[path] = append(w.files[path], w.bullet())
		}
		w.apply(w.stores[0], w.plan(t, w.stores[0]))
		for range rapid.IntRange(5, 30).Draw(rt, "acts") {
			w.day += pick(w, "days", []int{0, 0, 0, 1, 6, 20, -2})
			w.do(t, w.stores[pick(w, "store", []int{0, 0, 0, 1})])
		}
	}
	for seed := range uint64(4) {
		chance := rand.New(rand.NewPCG(seed, 1))
		var stream []byte
		for range 4096 {
			stream = binary.LittleEndian.AppendUint64(stream, chance.Uint64())
		}
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { rapid.MakeFuzz(anything)(t, stream) })
	}
	if quiet == 0 || lower == 0 {
		t.Errorf("%d notes were quiet, %d in other lines: nothing was tested", quiet, lower)
	}
	if !testing.Short() {
		rapid.Check(t, anything)
	}
}

// someSection returns the lines of a section of notes: facts, members of a list, bullets with ids, with labels or below others.
func someSection(chance *rand.Rand, number int) []string {
	things := []string{"keel", "rudder", "boom", "jib", "cleat", "bow", "stern", "hull", "mast", "winch"}
	thing := func() string { return things[chance.IntN(len(things))] }
	lines := []string{"", fmt.Sprintf("## Chapter %d", number), ""}
	switch chance.IntN(3) {
	case 0:
		lines = append(lines, "**"+thing()+"**", "")
	case 1:
		lines = append(lines, "Parts of a "+thing()+":", "")
	}
	kind := chance.IntN(5)
	for i := range 3 + chance.IntN(6) {
		line := "- " + thing()
		switch kind {
		case 0:
		case 1:
			line += fmt.Sprintf(" %d: holds the %s and the %s ^b%d", i, thing(), thing(), chance.IntN(40))
		case 2:
			line += fmt.Sprintf(" %d parts: %s, %s, %s", i, thing(), thing(), thing())
		default:
			line += fmt.Sprintf(" %d: stops the %s of a boat below the %s", i, thing(), thing())
		}
		if lines = append(lines, line); chance.IntN(5) == 0 {
			lines = append(lines, "  - "+thing()+": a kind of "+thing())
		}
	}
	return lines
}

// someEdits changes some lines of two files, as a learner would.
func someEdits(chance *rand.Rand, files [2][]string) [2][]string {
	for range 1 + chance.IntN(3) {
		from := chance.IntN(2)
		lines := files[from]
		i := chance.IntN(len(lines))
		switch chance.IntN(8) {
		case 0:
			files[from] = slices.Insert(lines, i, "- oar: moves a boat by hand", "")
		case 1:
			files[from] = slices.Delete(lines, i, i+1)
		case 2: // to the other file
			files[1-from] = append(files[1-from], lines[i])
			files[from] = slices.Delete(lines, i, i+1)
		case 3: // to another section
			line := lines[i]
			lines = slices.Delete(lines, i, i+1)
			files[from] = slices.Insert(lines, chance.IntN(len(lines)+1), line)
		case 4: // a second one
			files[from] = append(lines, lines[i])
		case 5:
			files[from] = slices.Insert(lines, i, "")
		case 6: // sections change places
			k := chance.IntN(len(lines))
			files[from] = slices.Concat(lines[k:], []string{""}, lines[:k])
		default:
			lines[i] = strings.Replace(lines[i], "the ", "the small ", 1)
		}
	}
	return files
}

// Edits of files with many sections: most are quiet, and lists, ids and nested bullets cross their bounds.
func TestQuietSectionsAmongEdits(t *testing.T) {
	quiet, lower, all := 0, 0, 0
	for seed := range uint64(*quietSeeds) {
		chance := rand.New(rand.NewPCG(seed, 2))
		s := fresh(t)
		var files [2][]string
		for i := range 12 {
			files[i%2] = append(files[i%2], someSection(chance, i)...)
		}
		for step := range 12 {
			var given []File
			for i, lines := range files {
				f := fileOf(t, fmt.Sprintf("/sea/%d.md", i), strings.Join(lines, "\n")+"\n")
				if step == 0 || chance.IntN(4) > 0 {
					given = append(given, f)
				}
			}
			if len(given) == 0 {
				continue
			}
			plans, err := s.Plans([]Batch{{Deck: "sea", Files: given}})
			if err != nil {
				t.Fatal(err)
			}
			for range plans[0].quietNotes() {
				quiet++
			}
			lower += len(plans[0].lowered)
			all += plans[0].Stored
			fail := func(format string, args ...any) {
				t.Fatalf(fmt.Sprintf("seed %d, step %d: ", seed, step)+format, args...)
			}
			after := besideWhole(t, fail, s, plans, at(step))
			if _, err := s.Import(plans, at(step)); err != nil {
				t.Fatal(err)
			}
			after()
			sound(t, s)
			for _, c := range cards(t, s) {
				if chance.IntN(8) == 0 && !c.State.Parked {
					record(t, s, c.ID, srs.Good, at(step))
				}
			}
			files = someEdits(chance, files)
		}
	}
	if quiet*4 < all || lower*20 < all {
		t.Errorf("of %d notes, %d were quiet and %d of them in other lines: too little was tested", all, quiet, lower)
	}
}
