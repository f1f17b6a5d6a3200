package place

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzPlace surveys places that hold whatever a stranger puts there. What is no file of recall is ignored and named; an
// index that counts lists files of its device alone, in order and without gaps, and says the same once it is written again.
func FuzzPlace(f *testing.F) {
	device := [16]byte{1, 2, 3}
	parcel := func(first, last int) Parcel {
		sum := sha256.Sum256([]byte(fmt.Sprint(first)))
		return Parcel{Name: NameParcel(device, first, last, sum), Bytes: 99, Contents: Contents{Entries: 3, Notes: 2, Settings: 1}}
	}
	x := Index{Device: device, Machine: "sloop", Push: 3, Parcels: []Parcel{parcel(1, 2), parcel(3, 3)}}
	name, text, err := x.Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(name, text, true)
	f.Add(name, text, false)
	f.Add(strings.Replace(name, ".3.", ".2.", 1), text, true)
	f.Add(name, bytes.Replace(text, []byte(".3-3."), []byte(".4-4."), 1), true)
	f.Add(name, bytes.Replace(text, []byte(`"version":1`), []byte(`"version":2`), 1), true)
	f.Add(x.Parcels[0].Name, []byte("no parcel"), false)
	f.Add("../../etc/passwd", []byte("root"), false)
	f.Add(strings.Replace(name, "0", "０", 1), []byte("{}"), false)
	f.Add(".stignore", []byte("*"), false)
	f.Fuzz(func(t *testing.T, name string, text []byte, fits bool) {
		if len(name) > 200 || len(text) > MostIndex+1 {
			return
		}
		if fits { // a stranger can name a file after its bytes
			if parts := strings.Split(name, "."); len(parts) > 2 {
				parts[2] = fmt.Sprintf("%x", sha256.Sum256(text))
				name = strings.Join(parts, ".")
			}
		}
		dir := t.TempDir()
		path := filepath.Join(dir, name)
		if filepath.Dir(path) != dir || filepath.Base(path) != name || os.WriteFile(path, text, 0o600) != nil {
			return // no name of a file
		}
		s, err := Look(context.Background(), Open(dir), func(string, [16]byte, int) bool { return false })
		if err != nil {
			t.Fatal(err)
		}
		_, known := s.Files[name]
		if !known && len(s.Ignored) != 1 && !strings.HasPrefix(name, ".") {
			t.Errorf("%q is neither known nor ignored: %+v", name, s)
		}
		for id, x := range s.Indexes {
			next := 1
			for _, p := range x.Parcels {
				of, again, ok := ParseParcel(p.Name)
				if !ok || of != id || NameParcel(id, p.First, p.Last, p.Sum) != p.Name || again.Sum != p.Sum {
					t.Errorf("%q lists %q", name, p.Name)
				}
				if p.First != next || p.Last < p.First || p.Bytes < 0 {
					t.Errorf("%q lists %d to %d behind %d", name, p.First, p.Last, next-1)
				}
				next = p.Last + 1
			}
			if next != x.Push+1 || len(x.Parcels) > MostParcels {
				t.Errorf("%q: push %d, %d files up to %d", name, x.Push, len(x.Parcels), next-1)
			}
			kept, written, err := x.Encode()
			if err != nil {
				t.Fatal(err)
			}
			if y, err := Decode(kept, written); err != nil || fmt.Sprint(y) != fmt.Sprint(x) {
				t.Errorf("%+v is written as %+v, %v", x, y, err)
			}
		}
	})
}
