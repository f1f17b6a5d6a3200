package data

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"recall/srs"
)

var syncs = flag.Int("syncs", 0, "random histories of several machines that the law of sync is tried on; 0: a few")

// flotilla is several machines that learn from copies of one file and meet at places, each when it happens to.
type flotilla struct {
	*rapid.T
	t        *testing.T
	machines []*Store
	copies   [][]string // the file of each machine: its bullets
	skies    [][]string // its other file, into which bullets of the first may move
	skew     []time.Duration
	places   []string
	meets    [][]string // the places of each machine
	kept     []bool     // whether a copy of the machine's database was kept
	day      int
}

func (f *flotilla) must(err error) {
	if err != nil {
		f.Helper()
		f.Fatal(err)
	}
}

func (f *flotilla) now(i int) Moment {
	m := at(f.day)
	m.Time = m.Time.Add(f.skew[i] + time.Duration(i)*time.Second) // no two put one stamp on one bullet
	m.Day += srs.Day(f.skew[i] / (24 * time.Hour))
	return m
}

// load imports a machine's file about the sea.
func (f *flotilla) load(i int) { f.loadFile(i, "Sea", f.copies[i]) }

// loadFile imports a file. It goes into the deck in which it is, or else into that of its name.
func (f *flotilla) loadFile(i int, name string, lines []string) {
	s := f.machines[i]
	path, into := fmt.Sprintf("/home/%d/%s.md", i, name), name
	err := s.get([]any{&into}, "SELECT d.name FROM source o JOIN deck d ON d.id = o.deck WHERE o.path = ?", path)
	if !errors.Is(err, sql.ErrNoRows) {
		f.must(err)
	}
	p, err := s.Plan(into, []File{fileOf(f.t, path, "# "+name+"\n\n"+strings.Join(lines, "\n"))})
	f.must(err)
	if len(p.Older) > 0 {
		return
	}
	_, err = s.Apply(p, f.now(i))
	f.must(err)
}

// sky are the bullets of the other file.
var sky = []string{"- Cirrus: ice at ten kilometres", "- Fog: a cloud on the ground"}

// decks returns the decks of a machine that are not built in, whatever their names are.
func (f *flotilla) decks(i int) []Deck {
	decks, err := f.machines[i].Decks()
	f.must(err)
	return slices.DeleteFunc(decks, func(d Deck) bool { return d.Builtin != "" })
}

// deck returns one of them; nil: there is none.
func (f *flotilla) deck(i int) *Deck {
	decks := f.decks(i)
	if len(decks) == 0 {
		return nil
	}
	return &decks[rapid.IntRange(0, len(decks)-1).Draw(f.T, "deck")]
}

func (f *flotilla) meet(i int, at string) Exchanged {
	s := f.machines[i]
	p, err := s.placeAt(at)
	if err != nil {
		p, err = s.RememberPlace(at, BothWays, nil)
		f.must(err)
	}
	done, err := s.Exchange(context.Background(), p, f.now(i), false, func() error { return nil })
	f.must(err)
	if len(done.Ignored) > 0 {
		f.Fatal(done.Ignored)
	}
	return done
}

// act lets something happen to one machine.
func (f *flotilla) act() {
	i := rapid.IntRange(0, len(f.machines)-1).Draw(f.T, "machine")
	s := f.machines[i]
	what := rapid.SampledFrom([]string{"grade", "grade", "grade", "undo", "mark", "flag", "tag", "edit", "form", "add",
		"remove", "get", "import",
		"setting", "rule", "rename", "delete", "restore", "sky", "carry", "merge", "sync", "sync", "sync", "day", "keep", "go back"}).Draw(f.T, "act")
	list := cards(f.t, s)
	var c *Card
	if len(list) > 0 {
		c = list[rapid.IntRange(0, len(list)-1).Draw(f.T, "card")]
	}
	lines := f.copies[i]
	switch what {
	case "keep":
		copyFile(f.t, s.Path(), s.Path()+".kept")
		f.kept[i] = true
	case "go back":
		if f.kept[i] {
			f.goBack(i)
		}
	case "day":
		f.day += rapid.IntRange(1, 9).Draw(f.T, "days")
	case "sync":
		f.meet(i, rapid.SampledFrom(f.meets[i]).Draw(f.T, "place"))
	case "grade":
		if c != nil {
			_, _, err := s.Record(Answer{Card: c.ID, Grade: srs.Grade(rapid.IntRange(0, 5).Draw(f.T, "grade"))}, f.now(i))
			f.must(err)
		}
	case "undo":
		if _, err := s.Undo(f.now(i)); !errors.Is(err, ErrNothingToUndo) {
			f.must(err)
		}
	case "mark":
		if c != nil {
			kinds := []srs.Kind{srs.Suspend, srs.Resume, srs.Bury, srs.Reset, srs.Accept, srs.Reject}
			_, err := s.Mark(c.ID, rapid.SampledFrom(kinds).Draw(f.T, "kind"), f.now(i))
			f.must(err)
		}
	case "flag":
		if c != nil {
			_, err := s.FlagAll([]int64{c.ID}, rapid.Bool().Draw(f.T, "on"), f.now(i))
			f.must(err)
		}
	case "tag":
		if c != nil {
			tags := []string{rapid.SampledFrom([]string{"hull", "rig"}).Draw(f.T, "tag")}
			var add, remove = tags, []string(nil)
			if rapid.Bool().Draw(f.T, "take") {
				add, remove = nil, tags
			}
			_, err := s.Tag([]int64{c.ID}, add, remove, f.now(i))
			f.must(err)
		}
	case "edit":
		if c != nil {
			word := rapid.SampledFrom([]string{"now", "still", "again"}).Draw(f.T, "word")
			_, err := s.EditText(c.ID, c.Text+" "+word, f.now(i))
			f.must(err)
		}
	case "setting", "rule":
		d := f.deck(i)
		if d == nil {
			return
		}
		name, value := "new_per_day", fmt.Sprint(rapid.IntRange(1, 9).Draw(f.T, "value"))
		if what == "rule" {
			name, value = "max_interval", fmt.Sprint(rapid.IntRange(20, 40).Draw(f.T, "value"))
		} else if value == "9" {
			value = ""
		}
		k, err := FindKey(name)
		f.must(err)
		f.must(s.SetValue(k, d.ID, value, f.now(i)))
	case "rename":
		if d := f.deck(i); d != nil {
			err := s.RenameDeck(d.ID, rapid.SampledFrom([]string{"sea", "Sea", "ocean"}).Draw(f.T, "name"), f.now(i))
			if !errors.As(err, new(*NameTakenError)) {
				f.must(err)
			}
		}
	case "delete":
		if d := f.deck(i); d != nil {
			f.must(s.DeleteDeck(d.ID, f.now(i)))
		}
	case "restore":
		if gone, err := s.DeletedDecks(); err == nil && len(gone) > 0 {
			_, err := s.UndeleteDeck(gone[0].Name, f.now(i))
			f.must(err)
		}
	case "form":
		if len(lines) > 0 {
			k := rapid.IntRange(0, len(lines)-1).Draw(f.T, "line")
			for _, forms := range facts {
				if slices.Contains(forms[:9], strings.TrimPrefix(lines[k], "- ")) {
					f.copies[i] = slices.Clone(lines)
					f.copies[i][k] = "- " + rapid.SampledFrom(forms[:9]).Draw(f.T, "form")
					f.load(i)
					break
				}
			}
		}
	case "add":
		f.copies[i] = append(slices.Clone(lines),
			fmt.Sprintf("- item%d of machine%d: holds the part%d", len(lines)*7+f.day, i, f.day))
		f.load(i)
	case "remove":
		if len(lines) > 1 {
			k := rapid.IntRange(0, len(lines)-1).Draw(f.T, "line")
			f.copies[i] = slices.Delete(slices.Clone(lines), k, k+1)
			f.load(i)
		}
	case "get": // the file of another machine, which is read with the next import
		from := rapid.IntRange(0, len(f.machines)-1).Draw(f.T, "from")
		f.copies[i], f.skies[i] = f.copies[from], f.skies[from]
	case "import":
		f.load(i)
	case "sky":
		f.loadFile(i, "Sky", f.skies[i])
	case "carry":
		if len(lines) > 1 {
			k := rapid.IntRange(0, len(lines)-1).Draw(f.T, "line")
			f.skies[i] = append(slices.Clone(f.skies[i]), lines[k])
			f.copies[i] = slices.Delete(slices.Clone(lines), k, k+1)
			f.loadFile(i, "Sky", f.skies[i])
			f.load(i)
		}
	case "merge":
		if decks := f.decks(i); len(decks) > 1 {
			from, into := decks[0].ID, decks[1].ID
			if rapid.Bool().Draw(f.T, "back") {
				from, into = into, from
			}
			_, err := s.MergeDecks(from, into, true, f.now(i))
			f.must(err)
		}
	}
}

// goBack puts the copy of a machine's database that was kept in place of it.
func (f *flotilla) goBack(i int) {
	path := f.machines[i].Path()
	f.must(f.machines[i].Close())
	copyFile(f.t, path+".kept", path)
	s, err := Open(context.Background(), path)
	f.must(err)
	f.machines[i] = s
	_, err = s.execScript("PRAGMA synchronous = OFF")
	f.must(err)
}

// Several machines learn from one file, at any time of their own, get it from each other late, and meet at one or two
// places in any order and however often. Some go back to a copy of their database. When all have met, they have the same
// log and the same memory, and so has one that comes then. Who meets once more moves nothing.
// More, and others: go test ./data -run MachinesThatMetAgree -syncs 1000 -rapid.seed 1
func TestMachinesThatMetAgree(t *testing.T) {
	rounds := *syncs
	if rounds == 0 {
		rounds = 40
		if testing.Short() {
			rounds = 8
		}
	}
	flag.Set("rapid.checks", fmt.Sprint(rounds))
	defer flag.Set("rapid.checks", "100")
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp("", "fleet")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		f := &flotilla{T: rt, t: t}
		for i := range rapid.IntRange(1, 2).Draw(rt, "places") {
			f.places = append(f.places, filepath.Join(dir, fmt.Sprint("place", i)))
			f.must(os.Mkdir(f.places[i], 0o700))
		}
		first := []string{"- " + facts[0][0], "- " + facts[1][0], "- " + facts[2][5]}
		for i := range rapid.IntRange(2, 5).Draw(rt, "machines") {
			s, err := begin(filepath.Join(dir, fmt.Sprint(i), "recall.db"))
			f.must(err)
			defer func() { f.machines[i].Close() }()
			meets := f.places // of two, the first machine brings everything from one to the other
			if i > 0 && len(meets) == 2 {
				both := [][]string{meets, meets[:1], meets[1:]}
				meets = rapid.SampledFrom(both).Draw(rt, "meets")
			}
			f.join(s, meets)
			f.copies[i] = first
			if i == 0 || rapid.Bool().Draw(rt, "has the file") {
				f.load(i)
			}
		}
		for range rapid.IntRange(5, 30).Draw(rt, "acts") {
			f.act()
		}
		f.meetAll()
		begun := len(f.machines)
		late, err := begin(filepath.Join(dir, "late", "recall.db"))
		f.must(err)
		defer late.Close()
		f.join(late, f.places[:1])
		f.meet(begun, f.places[0])
		checked := rapid.IntRange(0, begun).Draw(rt, "checked")
		for i, s := range f.machines {
			if i == checked {
				if c, err := s.Check(false); err != nil || len(c.Faults) > 0 {
					rt.Fatalf("machine %d: check finds %q, %v", i, c.Faults, err)
				}
			}
			if i > 0 {
				f.compare("log", i, logOf(t, f.machines[0]), logOf(t, s))
				f.compare("memory", i, memory(t, f.machines[0]), memory(t, s))
			}
			for _, place := range f.meets[i] {
				if done := f.meet(i, place); done.Bytes+done.Read != 0 {
					rt.Fatalf("machine %d: with nothing new, %d bytes are sent and %d read", i, done.Bytes, done.Read)
				}
			}
		}
	})
}

// join adds a machine that meets the others at some of the places.
func (f *flotilla) join(s *Store, places []string) {
	f.machines = append(f.machines, s)
	skews := []time.Duration{0, 0, 365 * 24 * time.Hour, -300 * 24 * time.Hour}
	f.skew = append(f.skew, rapid.SampledFrom(skews).Draw(f.T, "skew"))
	f.copies, f.skies = append(f.copies, nil), append(f.skies, sky)
	f.kept = append(f.kept, false)
	f.meets = append(f.meets, places)
}

// meetAll lets all machines meet until none has news.
func (f *flotilla) meetAll() {
	for range 1 + 3*len(f.places) { // what one finds as it hears of others is news once more, and the last time is without any
		news := false
		for i := range f.machines {
			for _, place := range f.meets[i] {
				done := f.meet(i, place)
				news = news || done.Bytes+done.Read > 0
			}
		}
		if !news {
			return
		}
	}
	f.Fatal("there is always something new")
}

func (f *flotilla) compare(what string, i int, one, other []string) {
	if say := difference(i, one, other); say != "" {
		f.Fatalf("the %s of machine %d is not that of machine 0:\n%s", what, i, say)
	}
}
