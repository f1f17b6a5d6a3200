package data

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"recall/deck"
)

// manyBullets is a document of n bullets in sections of 50.
func manyBullets(n int) string {
	var b strings.Builder
	words := strings.Fields("keel rudder boom mast sheet halyard sail hull bow stern port anchor chain winch cleat deck rope knot tide wind")
	for i := range n {
		if i%50 == 0 {
			fmt.Fprintf(&b, "\n## Section %d\n\n", i/50)
		}
		fmt.Fprintf(&b, "- Term %d: %s %s %s %d\n", i, words[i%20], words[i/20%20], words[i/400%20], i)
	}
	return b.String()
}

func parsed(tb testing.TB, text string) File {
	tb.Helper()
	doc, problems := deck.Parse("many.md", []byte(text))
	if len(problems) > 0 {
		tb.Fatal(problems[0])
	}
	return File{Path: "/many.md", Sum: sha256.Sum256([]byte(text)), Size: int64(len(text)), Doc: doc}
}

// The first import of 10,000 bullets, parsing left out.
func BenchmarkImport(b *testing.B) {
	text := manyBullets(10_000)
	for b.Loop() {
		s := fresh(b)
		p, err := s.Plan("many", []File{parsed(b, text)})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Apply(p, at(0)); err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}
