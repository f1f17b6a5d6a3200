package apkg

import (
	"math/rand"
	"os"
	"testing"
	"time"
)

// TestFlippedBytes opens packages in which bytes have other values: those of the zip, and those of the database in it,
// where checksums would hide it. A fuzzer needs a second for each, as it watches every step within SQLite.
func TestFlippedBytes(t *testing.T) {
	zip, err := os.ReadFile("testdata/latest.apkg")
	if err != nil {
		t.Fatal(err)
	}
	old := entries(t, "legacy1.apkg")[databases[legacy1]]
	late := unzstd(t, entries(t, "latest.apkg")[databases[latest]])
	for seed := range int64(150) {
		flip := func(s string) string {
			r := rand.New(rand.NewSource(seed))
			b := []byte(s)
			for range 1 + r.Intn(8) {
				at := r.Intn(len(b))
				if r.Intn(2) == 0 { // the head and the schema decide the most
					at = r.Intn(min(len(b), 4096))
				}
				b[at] = byte(r.Intn(256))
			}
			return string(b)
		}
		begun := time.Now()
		tryPackage(t, put(t, flip(string(zip))))
		tryPackage(t, pack(t, map[string]string{databases[legacy1]: flip(old)}))
		tryPackage(t, pack(t, map[string]string{"meta": "\x08\x03", databases[latest]: zstandard(t, flip(late))}))
		if took := time.Since(begun); took > 20*time.Second {
			t.Errorf("seed %d took %v", seed, took)
		}
	}
}
