package read

import (
	"fmt"
	"strings"
	"testing"
	"time"

	goldtext "github.com/yuin/goldmark/text"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/build"
	"recall/deck/marks"
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
		w := &blocks.Walker{File: readingOf(src), Marks: marks.OfBlocks}
		w.Walk(blocks.MinPiece)
	}
}

// The cards of a deck, end to end. Beside the speed stands how much longer a byte takes than goldmark needs, in the
// same run, to find the blocks of a list: that hardly changes from machine to machine.
func BenchmarkCards(b *testing.B) {
	plain := manyBullets(20_000)
	for name, src := range map[string][]byte{"English": plain, "Chinese": manyHanBullets(20_000)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var floor, all time.Duration
			for b.Loop() {
				start := time.Now()
				blocks.BlockParser.Parse(goldtext.NewReader(plain))
				half := time.Now()
				doc, _ := Parse("f.md", src)
				build.Build([]*deck.Document{doc})
				floor, all = floor+half.Sub(start), all+time.Since(half)
			}
			b.ReportMetric(float64(all)/float64(len(src))/(float64(floor)/float64(len(plain))), "x-goldmark")
			b.ReportMetric(float64(len(src))*float64(b.N)/1e6/all.Seconds(), "cards-MB/s")
		})
	}
}

// manyHanBullets is a document in which each bullet stands in a fence under its group, as outlines are often written.
func manyHanBullets(n int) []byte {
	words := strings.Fields("缓存 索引 页面 提交 日志 线程 队列 套接字 令牌 解析器 向量 分支 合并 内核 缓冲 信号")
	var b strings.Builder
	for i := range n {
		if i%40 == 0 {
			fmt.Fprintf(&b, "\n## %d. %s与%s\n\n", i/40+1, words[i/40%16], words[i/640%16])
		}
		if i%8 == 0 {
			fmt.Fprintf(&b, "```\n%s%d：\n", words[i/8%16], i)
		}
		switch i % 4 {
		case 0:
			fmt.Fprintf(&b, "• %s%d：%s、%s、%s\n", words[i%16], i, words[i/16%16], words[i*7/3%16], words[i*5/3%16])
		case 1:
			fmt.Fprintf(&b, "• %s%d：查找O(log n)，空间O(n)\n", words[i%16], i)
		default:
			fmt.Fprintf(&b, "• %s%d：先%s后%s的%s\n", words[i%16], i, words[i/16%16], words[i*7/3%16], words[i*5/3%16])
		}
		if i%8 == 7 {
			b.WriteString("```\n\n")
		}
	}
	return []byte(b.String())
}
