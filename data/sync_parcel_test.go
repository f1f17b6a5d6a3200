package data

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recall/data/place"
	"recall/srs"
)

// writeParcel puts a file of data and the index that lists it into a place, as a stranger who knows how may.
func writeParcel(t testing.TB, folder, text string) {
	t.Helper()
	device := [16]byte{9, 9, 9}
	local := filepath.Join(t.TempDir(), "parcel")
	sum, size, err := writePacked(local, func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
	if err != nil {
		t.Fatal(err)
	}
	p := place.Parcel{Name: place.NameParcel(device, 1, 1, sum), Bytes: size, Contents: place.Contents{Entries: 1}}
	name, index, err := place.Index{Device: device, Machine: "sloop", Push: 1, Parcels: []place.Parcel{p}}.Encode()
	if err == nil {
		err = os.Rename(local, filepath.Join(folder, p.Name))
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, name), index, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// FuzzParcel takes files of data that no recall wrote from a place: both ways, as a learner of a class, and for a table of
// many learners. They are left out in a sentence, or add to what is there; none of our own entries changes.
func FuzzParcel(f *testing.F) {
	database, log := livedHistory(f)
	f.Add(log)
	folder := f.TempDir()
	s := fresh(f)
	load(f, s, "sea.md", class1, at(0))
	record(f, s, card(f, s, "Keel").ID, 4, at(0))
	exchange(f, s, folder, at(0))
	list, err := filepath.Glob(filepath.Join(folder, "*.zst"))
	if err != nil || len(list) != 1 {
		f.Fatal(list, err)
	}
	in, done, err := openParcel(list[0])
	if err != nil {
		f.Fatal(err)
	}
	text, err := io.ReadAll(in)
	if err != nil {
		f.Fatal(err)
	}
	done()
	f.Add(string(text))
	for old, new := range map[string]string{
		`"text":"Keel`: `"text":"\u001b[2JKeel`, `"parked":0`: `"parked":7`, `"kind":1`: `"kind":11`,
		`"path":"sync:`: `"path":"../../`, `"note":1`: `"note":2`, `"line":`: `"line":-`, `"media":""`: `"media":"{\"a\":\"../b\"}"`,
	} {
		f.Add(strings.ReplaceAll(string(text), old, new))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<20 {
			return
		}
		for _, d := range []Direction{BothWays, PullOnly} {
			keepsItsOwn(t, database, func(s *Store, dir string) {
				folder := filepath.Join(dir, "place")
				if err := os.Mkdir(folder, 0o700); err != nil {
					t.Fatal(err)
				}
				writeParcel(t, folder, signed(text))
				p, err := s.remember(folder, d, []string{})
				if err != nil {
					t.Fatal(err)
				}
				_, _ = s.Exchange(context.Background(), p, at(99), false, func() error { return nil }) // it may refuse
				if d == PullOnly {
					l, err := LearnersAt(context.Background(), folder, at(99).Time)
					if err != nil {
						t.Fatal(err)
					}
					_ = l.Each(context.Background(), func(one Learner, s *Store) error {
						return one.Rows(s, Filter{}, Span{Today: at(99).Day}, true, func([]Cell) error { return nil })
					})
				}
			})
		}
	})
}

// No path of a machine stands in a place: neither of its files and folders, nor of its database.
func TestNoPathLeavesAMachine(t *testing.T) {
	folder, s := t.TempDir(), fresh(t)
	loadDeck(t, s, "sea", "home/anna/secret/sea.md", boats, at(0))
	loadDeck(t, s, "sky", "home/anna/secret/sub/sky.md", "# Sky\n\n- Cirrus: ice at ten kilometres\n", at(0))
	if err := s.KeepFolder("/home/anna/secret", deckOf(t, s, "sea").ID, true); err != nil {
		t.Fatal(err)
	}
	record(t, s, card(t, s, "Keel").ID, srs.Good, at(0))
	exchange(t, s, folder, at(0))
	loadDeck(t, s, "sea", "home/anna/secret/sea.md", strings.Replace(boats, "Keel: ", "Keel: mostly ", 1), at(1)) // which the log tells of
	if _, err := s.EditText(card(t, s, "Rudder").ID, "Rudder: my words", at(1)); err != nil {
		t.Fatal(err)
	}
	exchange(t, s, folder, at(1))
	list, err := os.ReadDir(folder)
	if err != nil || len(list) < 3 {
		t.Fatal(list, err)
	}
	for _, e := range list {
		path := filepath.Join(folder, e.Name())
		var text string
		if strings.HasSuffix(path, ".zst") {
			text = parcelText(t, path)
		} else {
			read, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			text = string(read)
		}
		for _, no := range []string{"anna", "secret", filepath.Dir(s.path), filepath.ToSlash(filepath.Dir(s.path)), "/home"} {
			if at := strings.Index(text, no); at >= 0 {
				t.Errorf("%s has %q: …%s…", e.Name(), no, text[max(0, at-60):min(len(text), at+60)])
			}
		}
	}
}
