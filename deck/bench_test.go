package deck

import (
	"fmt"
	"strings"
	"testing"
)

// manyBullets is a document of n bullets, 50 under a heading, some nested, with code and links among them.
func manyBullets(n int) []byte {
	words := strings.Fields("cache index page commit journal thread queue socket token parser vector branch merge kernel buffer signal")
	var b strings.Builder
	for i := range n {
		if i%50 == 0 {
			fmt.Fprintf(&b, "\n## %d. %s and %s\n\n", i/50+1, words[i/50%16], words[i/800%16])
		}
		if i%5 == 2 {
			b.WriteString("  ")
		}
		fmt.Fprintf(&b, "- **Term %d**: %s %s %s", i, words[i%16], words[i/16%16], words[i*7/3%16])
		if i%7 == 0 {
			fmt.Fprintf(&b, " `%s(%d)`", words[i%16], i)
		}
		if i%11 == 0 {
			fmt.Fprintf(&b, " [doc](https://example.org/%d)", i)
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

func BenchmarkBullets(b *testing.B) {
	src := manyBullets(20_000)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		w := &walker{reading: readingOf(src)}
		w.file(minPiece)
	}
}

func BenchmarkParse(b *testing.B) {
	src := manyBullets(20_000)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		Parse("f.md", src)
	}
}
