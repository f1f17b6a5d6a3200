package export

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"recall/deck/read"
)

// An id can be written after nearly every bullet of the test cases, whatever their convention, and changes nothing
// else.
func TestPin(t *testing.T) {
	archives, err := filepath.Glob("../read/testdata/*/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	all, refused := 0, 0
	for _, path := range archives {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			if filepath.Ext(f.Name) != ".md" {
				continue
			}
			before, _ := read.Parse(f.Name, f.Data)
			ids := make([]string, len(before.Notes))
			for i, n := range before.Notes {
				if n.ID == "" {
					ids[i] = fmt.Sprintf("p%07d", i)
				}
			}
			all += len(ids)
			text, left, err := Pin(f.Name, f.Data, ids)
			if err != nil {
				t.Logf("%s: %v", path, err)
				refused += len(ids)
				continue
			}
			refused += len(left)
			after, _ := read.Parse(f.Name, text)
			for i, n := range after.Notes {
				if o := before.Notes[i]; n.Text != o.Text || len(n.Cards) != len(o.Cards) || n.Line != o.Line {
					t.Errorf("%s %s: %q became %q", path, f.Name, o.Text, n.Text)
				}
			}
		}
	}
	if t.Logf("%d of %d bullets can't carry an id", refused, all); refused*4 > all {
		t.Errorf("%d of %d bullets can't carry an id", refused, all)
	}
}
