package read

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/marks"
	"recall/deck/text"
)

// bulletsIn shows the notes of src walked in pieces of at least so many bytes.
func bulletsIn(src []byte, least int) string {
	r := readingOf(src)
	w := &blocks.Walker{File: r, Marks: marks.OfBlocks}
	w.Walk(least)
	r.Doc.Notes = w.Notes
	return showBullets(r.Doc, r.Problems)
}

func readingOf(src []byte) *blocks.File {
	body, _, _ := blocks.Decode("f.md", src, "")
	return &blocks.File{Doc: &deck.Document{Name: "f.md"}, Lex: text.Lex(""), Text: body,
		Lines: blocks.LineStarts(body)}
}

// FuzzPieces holds a file that is read in pieces against one parse of the whole.
func FuzzPieces(f *testing.F) {
	for _, src := range sources(f) {
		f.Add(src)
	}
	for _, src := range []string{
		"```\n# a\n- b\n```\n- c\n",
		"- ```\n  # a\n# b\n- c\n",
		"- x\n\n  ```\n  - a\n  ```\n\n- b\n",
		"- x\n\n  ```\n- a\n  ```\n# b\n- c\n",
		"<!--\n\n- a\n# b\n-->\n- c\n",
		"<div>\n# a\n- b\n\n- c\n",
		"<pre>\n\n- a\n</pre>\n\n- b\n",
		"a\n: b\n\n- c\n\n: d\n",
		"- a\n\n* b\n\n1. c\n\n2. d\n\n- e\n",
		"- a\n- - -\n- b\n\n-\n- c\n",
		"> - a\n- b\n> c\n\nd:\n- e\n",
		"**a**\n\n- b\n\nc:\n\n- d\n\n- e\n# f\n- g\n",
		"    code\n\n- a\n\n      code\n- b\n",
		"\t- a\n\n- b\n \t# c\n",
	} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		whole, cut := bulletsIn(src, math.MaxInt), bulletsIn(src, 1)
		if whole != cut {
			t.Errorf("%q\n-- whole --\n%s-- in pieces --\n%s", src, whole, cut)
		}
	})
}

// sources are the documents of the txtar cases.
func sources(t testing.TB) [][]byte {
	archives, err := filepath.Glob(filepath.Join("testdata", "*", "*.txtar"))
	if err != nil || len(archives) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	var list [][]byte
	for _, path := range archives {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range txtar.Parse(data).Files {
			if filepath.Ext(f.Name) != ".want" {
				list = append(list, f.Data)
			}
		}
	}
	return list
}
