package data

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recall/data/place"
	"recall/srs"
)

// What a newer version writes to the log travels on through a machine that doesn't know it, also to a place that the
// newer one has never seen, and changes no schedule on the way.
func TestUnknownKindsTravelOn(t *testing.T) {
	const future = srs.Kind(99)
	here, there := t.TempDir(), t.TempDir()
	newer, older, last := fresh(t), fresh(t), fresh(t)
	load(t, newer, "boats.md", boats, at(0))
	keel := card(t, newer, "Keel")
	record(t, newer, keel.ID, srs.Good, at(0))
	if err := newer.write(func() error {
		return newer.append(&entry{subject: keel.ID, uid: keel.UID, kind: future, detail: "of a later day"}, at(1))
	}); err != nil {
		t.Fatal(err)
	}
	exchange(t, newer, here, at(1))
	exchange(t, older, here, at(1))
	record(t, older, card(t, older, "Keel").ID, srs.Good, at(2))
	exchange(t, older, there, at(2))
	exchange(t, last, there, at(2))
	exchange(t, older, here, at(2))
	exchange(t, newer, here, at(2))
	agree(t, newer, older, last)
	found := 0
	if err := last.readLog(nil, func(e *entry) error {
		if e.kind == future && e.detail == "of a later day" && e.uid == keel.UID {
			found++
		}
		return nil
	}); err != nil || found != 1 {
		t.Errorf("the entry is there %d times, %v", found, err)
	}
}

// What a newer version put into a place waits there and is named, whether this one can't read the index or the data. It
// counts as not read, so it comes once the program knows it, and meanwhile all else is exchanged.
func TestNewerFilesWait(t *testing.T) {
	for _, what := range []string{"index", "parcel"} {
		folder := t.TempDir()
		newer, older, other := fresh(t), fresh(t), fresh(t)
		load(t, newer, "boats.md", boats, at(0))
		record(t, newer, card(t, newer, "Keel").ID, srs.Good, at(0))
		exchange(t, newer, folder, at(0))
		known := map[string][]byte{}
		list, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			path := filepath.Join(folder, e.Name())
			if known[path], err = os.ReadFile(path); err != nil {
				t.Fatal(err)
			}
		}
		waits := ofNewer(t, known, folder, what)
		loadDeck(t, other, "sky", "sky.md", "# Sky\n\n- Cirrus: ice at ten kilometres\n", at(1))
		// the folder has a file that is named, so no helper that takes it for a fault
		meet := func(s *Store, day int) Exchanged {
			t.Helper()
			p, err := s.placeAt(folder)
			if err != nil {
				if p, err = s.RememberPlace(folder, BothWays, nil); err != nil {
					t.Fatal(err)
				}
			}
			done, err := s.Exchange(context.Background(), p, at(day), false, func() error { return nil })
			if err != nil {
				t.Fatal(err)
			}
			return done
		}
		meet(other, 1)
		for day := range 2 {
			done := meet(older, 2+day)
			if len(done.Ignored) != 1 || done.Ignored[0] != (place.Ignored{Name: waits, Why: place.ErrNewer.Error()}) {
				t.Errorf("%s: ignored is %+v, and not %s", what, done.Ignored, waits)
			}
		}
		if got := deckNames(t, older); !slices.Equal(got, []string{"sky"}) {
			t.Errorf("%s: the decks are %q", what, got)
		}

		os.Remove(filepath.Join(folder, waits)) // the program knows it now: it is as a file of this version
		for path, text := range known {
			if err := os.WriteFile(path, text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			meet(older, 5)
			meet(newer, 5)
			meet(other, 5)
		}
		agree(t, newer, older, other)
	}
}

// ofNewer makes the index or the parcel in a place one of a newer version, and returns its name.
func ofNewer(t *testing.T, known map[string][]byte, folder, what string) (waits string) {
	t.Helper()
	put := func(name string, text []byte) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	later := func(text, field string) []byte {
		t.Helper()
		changed := strings.Replace(text, field+":1,", field+":2,", 1)
		if changed == text {
			t.Fatalf("no %s in %.99s", field, text)
		}
		return []byte(changed)
	}
	var index place.Index
	var device [16]byte
	for path, text := range known {
		id, push, ok := place.ParseIndex(filepath.Base(path))
		if !ok {
			continue
		}
		var err error
		if index, err = place.Decode(filepath.Base(path), text); err != nil {
			t.Fatal(err)
		}
		device = id
		os.Remove(path)
		if what == "index" {
			text := later(string(text), `"version"`)
			waits = fmt.Sprintf("%x.%d.%x.json", device, push, sha256.Sum256(text))
			put(waits, text)
			return waits
		}
	}
	for path := range known {
		if _, _, ok := place.ParseParcel(filepath.Base(path)); !ok {
			continue
		}
		text := later(parcelText(t, path), `"version"`)
		local := filepath.Join(t.TempDir(), "parcel")
		sum, size, err := writePacked(local, func(w io.Writer) error { _, err := w.Write(text); return err })
		if err != nil {
			t.Fatal(err)
		}
		packed, err := os.ReadFile(local)
		if err != nil {
			t.Fatal(err)
		}
		os.Remove(path)
		waits = place.NameParcel(device, 1, 1, sum)
		put(waits, packed)
		index.Parcels[0].Name, index.Parcels[0].Bytes, index.Parcels[0].Sum = waits, size, sum
	}
	name, text, err := index.Encode()
	if err != nil {
		t.Fatal(err)
	}
	put(name, text)
	return waits
}

// parcelText returns what a parcel says.
func parcelText(t testing.TB, path string) string {
	t.Helper()
	in, done, err := openParcel(path)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(in)
	if err := errors.Join(err, done()); err != nil {
		t.Fatal(err)
	}
	return string(text)
}
