package deck

import (
	"strings"
	"testing"
)

// hostile are inputs whose parts repeat in the ways that make parsers slow.
func hostile(size int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	stairs := func(mark string, next string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			b.WriteString(strings.Repeat(mark, i) + next)
		}
		return b.String()
	}
	return map[string]string{
		"nested bullets in a line":  fill("- ") + "x",
		"nested numbers in a line":  fill("1. ") + "x",
		"nested quotes in a line":   fill("> ") + "x",
		"quotes without blanks":     fill(">"),
		"mixed containers":          fill("> - 1. ") + "x",
		"staircase of bullets":      stairs("  ", "- x\n"),
		"staircase of quotes":       stairs(">", "x\n"),
		"staircase, short":          fill(stairs32()),
		"wide table":                fill("|a")[:size/2] + "\n" + fill("|-")[:size/2],
		"table of many empty rows":  strings.Repeat("|a", 1000) + "\n" + strings.Repeat("|-", 1000) + "\n" + fill("|\n"),
		"table of many cells":       "|a|b|\n|-|-|\n" + fill("|a|b|\n"),
		"one long line":             fill("a: b, "),
		"one long bullet":           "- " + fill("a "),
		"long paragraph":            fill("a\n"),
		"paragraph of colons":       "a\n" + fill(": a\n"),
		"definitions":               fill("a\n: b\n\n"),
		"definitions, loose":        fill("a\n\n: b\n\n"),
		"link definitions":          fill("[a]: b\n"),
		"open brackets":             fill("["),
		"open brackets in lines":    fill("- [[[[[[[[[[[[[[[[\n"),
		"images":                    fill("![a]("),
		"backquotes":                fill("`"),
		"backquotes of all lengths": stairs("`", " a\n"),
		"stars":                     fill("*"),
		"stars with words":          fill("**a "),
		"underscores":               fill("_a "),
		"braces":                    fill("{{c1::"),
		"marks":                     fill("==a "),
		"separators":                "- " + fill("a::b "),
		"fences":                    fill("```\n"),
		"fences in a list":          fill("- ```\n"),
		"open fence":                "```\n" + fill("• ab\n"),
		"headings":                  fill("# a\n"),
		"headings of all levels":    fill("# a\n## b\n### c\n#### d\n##### e\n###### f\n"),
		"setext headings":           fill("a\n=\n"),
		"rules":                     fill("---\n"),
		"rules with blanks":         fill("- - -\n"),
		"HTML":                      fill("<a\n"),
		"HTML tags":                 fill("<div>\n"),
		"HTML comments":             fill("<!--\n"),
		"HTML comments in bullets":  fill("- <!-- id:\n"),
		"details":                   fill("<details><summary>a</summary>\n"),
		"questions":                 fill("Q: a\n"),
		"answers":                   fill("Q: a\nA: b\n"),
		"question marks":            fill("?\n"),
		"START":                     fill("START\n"),
		"tags":                      fill("a #card\n"),
		"blank lines":               fill("\n"),
		"blanks":                    fill(" "),
		"tabs":                      fill("\t"),
		"tabs and bullets":          fill("\t- "),
		"signs":                     fill("•"),
		"sign lines":                fill("• a b\n"),
		"numbered lines":            fill("1、a\n"),
		"zero bytes":                fill("\x00"),
		"bad bytes":                 fill("\xff\n"),
		"returns":                   fill("\r"),
		"front matter":              "---\n" + fill("- "),
		"front matter, closed":      "---\na: " + strings.Repeat("[", 30000) + "\n---\n",
		"front matter, braces":      "---\na: " + strings.Repeat("{a: ", 8000) + "\n---\n",
		"front matter, indented":    "---\n" + strings.Repeat("a:\n", 10000) + "---\n",
		"many lists":                fill("- a\n* a\n"),
		"nested, many":              fill("- a\n  - b\n    - c\n      - d\n"),
		"loose items":               fill("- a\n\n  b\n\n"),
		"empty items":               fill("-\n"),
		"empty items, spread":       "-\n" + fill("\n") + "-\n",
		"emoji":                     fill("- 🎯 a\n"),
		"escapes":                   fill("\\"),
	}
}

func stairs32() string {
	var b strings.Builder
	for i := range 32 {
		b.WriteString(strings.Repeat("  ", i) + "- x\n")
	}
	return b.String()
}

// What is quadratic takes minutes on these, and the test's own time limit ends it; how long they take is in BenchmarkHostile.
func TestHostile(t *testing.T) {
	for name, src := range hostile(1 << 18) {
		t.Run(name, func(t *testing.T) {
			doc, problems := Parse("f.md", []byte(src))
			Build([]*Document{doc})
			if len(problems) > maxReported {
				t.Errorf("%d problems", len(problems))
			}
		})
	}
}

// A megabyte of the worst: each is to take less than a second.
func BenchmarkHostile(b *testing.B) {
	for name, src := range hostile(1 << 20) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				Parse("f.md", []byte(src))
			}
		})
	}
}
