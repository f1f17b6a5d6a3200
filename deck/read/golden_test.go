package read

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"recall/deck"
)

var update = flag.Bool("update", false, "rewrite the expectations of txtar cases; read them in the diff")

// golden runs the cases of testdata/DIR: in each archive a file X.md (or another kind) is followed by X.want.
func golden(t *testing.T, dir string, show func(name string, src []byte) string) {
	archives, err := filepath.Glob(filepath.Join("testdata", dir, "*.txtar"))
	if err != nil || len(archives) == 0 {
		t.Fatalf("no cases in %s: %v", dir, err)
	}
	for _, path := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var out []txtar.File
			for i, f := range a.Files {
				if strings.HasSuffix(f.Name, ".want") {
					continue
				}
				want := strings.TrimSuffix(f.Name, filepath.Ext(f.Name)) + ".want"
				got := show(f.Name, f.Data)
				out = append(out, f, txtar.File{Name: want, Data: []byte(got)})
				if *update {
					continue
				}
				if i+1 == len(a.Files) || a.Files[i+1].Name != want {
					t.Fatalf("%s is not followed by %s", f.Name, want)
				}
				if w := string(a.Files[i+1].Data); got != w {
					t.Errorf("%s\n-- got --\n%s-- want --\n%s", f.Name, got, w)
				}
			}
			if *update {
				a.Files = out
				if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// showBullets writes a line for each note: LINE TEXT, then what it inherits from the blocks around it.
func showBullets(doc *deck.Document, problems []deck.Problem) string {
	var b strings.Builder
	list := 0
	for i, n := range doc.Notes {
		if n.List != list {
			list = n.List
			fmt.Fprintf(&b, "list under %s\n", strings.Join(n.Headings, " > "))
		}
		fmt.Fprintf(&b, "%d %s", n.Line, n.Text)
		show := func(name, value string) {
			if value != "" {
				fmt.Fprintf(&b, " | %s %s", name, value)
			}
		}
		show("id", n.ID)
		show("label", n.Label)
		show("group", n.Group)
		if n.Parent >= 0 {
			show("in", doc.Notes[n.Parent].Text)
			if n.Parent >= i {
				show("BAD PARENT", fmt.Sprint(n.Parent))
			}
		}
		if n.Ordered {
			show("is", "ordered")
		}
		if n.Task {
			show("is", "task")
		}
		show("code", strings.ReplaceAll(n.CodeBelow(), "\n", "⏎"))
		show("below", n.TextBelow())
		b.WriteByte('\n')
	}
	for _, p := range problems {
		fmt.Fprintf(&b, "! %v\n", p)
	}
	return b.String()
}

func TestBlocks(t *testing.T) {
	golden(t, "blocks", func(name string, src []byte) string { return showBullets(Parse(name, src)) })
}
