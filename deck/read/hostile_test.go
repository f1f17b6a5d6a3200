package read

import (
	"fmt"
	"strings"
	"testing"

	"recall/deck"
	"recall/deck/build"
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

		"marked cards":              flashcards + fill("==a== "),
		"marks that stay open":      flashcards + fill("- ==a\n"),
		"braces in lines":           flashcards + fill("- {a} {{b}} {\n"),
		"braces in a line":          flashcards + fill("{a} `b` "),
		"open braces":               flashcards + fill("{"),
		"open braces, double":       flashcards + fill("{{a "),
		"nested gaps":               "- " + fill("{{c1::a ") + "\n",
		"gaps in lines":             fill("- {{c1::a}} b\n"),
		"gaps in a line":            "- " + fill("{{c1::a}} ") + "\n",
		"cloze of Logseq":           "- " + fill("{{cloze a}} ") + "\n",
		"glued sides":               flashcards + fill("a1::b "),
		"glued sides in lines":      flashcards + fill("a::b\n"),
		"sides in a paragraph":      fill("a :: b\n"),
		"signs of RemNote":          flashcards + fill("- a >> b\n"),
		"parents of RemNote":        flashcards + fill("- a >>>\n  - b\n"),
		"question marks with text":  fill("a\n?\n"),
		"question marks, open":      fill("a\n?\n```\n"),
		"question marks in an item": fill("- a\n  ?\n  b\n"),
		"a long front":              fill("a\n") + "?\nb\n",
		"answers with code":         fill("Q: a\nA: ```\nb\n```\n"),
		"brackets":                  "Q: a\nA: b\nC: " + fill("[a] "),
		"brackets, open":            "Q: a\nA: b\nC: " + fill("[a "),
		"brackets in lines":         "Q: a\nA: b\n" + fill("C: [a](b) c\n"),
		"tags on lines":             fill("a\n#card\nb\n"),
		"tags alone":                fill("#card\n"),
		"tags in a line":            fill("a #card "),
		"tags of NeuraCache":        fill("a #flashcard\n\n"),
		"tags in items":             fill("- #card a\n  - b\n"),
		"tags with gaps":            fill("{a} #card\n"),
		"details, folded":           fill("<details><summary>answer</summary>a</details>\n"),
		"details under options":     "# a\n" + fill("- a\n- b\n<details><summary>answer</summary>a</details>\n"),
		"details, never closed":     fill("<details>\n<summary>a\n"),
		"summaries":                 "<details>" + fill("<summary>a</summary>") + "</details>\n",
		"headings with tags":        fill("## a\nb\n[#a]()\n"),
		"headings with signs":       fill("## a\n%\nb\n"),
		"headings that ask":         fill("## a?\nb\n"),
		"one heading that asks":     "## a?\n" + fill("b\n"),
		"sides of Mochi":            "---\ntags: mochi\n---\n" + fill("a\n---\n"),
		"sections of Mochi":         "---\ntags: mochi\n---\n" + fill("# a\n---\nb\n"),
		"hascard":                   "# a\n- b\n* c\n" + fill("---\n# a\n- b\n* c\n"),
		"hascard, one card":         "# a\n[*] b\n" + fill("[ ] c\n"),
		"hascard, gaps":             "# a\n[*] b\n---\n# c\n" + fill("_a|b_ "),
		"blocks for Anki":           fill("START\nBasic\na\nBack: b\nEND\n"),
		"blocks in a line":          fill("STARTI [Basic] a Back: b ENDI\n"),
		"fields in a line":          "STARTI [Basic] " + fill("a Back: b ") + " ENDI\n",
		"inka":                      "---\nDeck: a\n" + fill("1. a\n> b\n") + "---\n",
		"inka, sections":            fill("---\nDeck: a\n1. a\n> b\n---\n"),
		"inka, open":                fill("---\nDeck: a\n"),
		"properties":                fill("a:: b\n"),
		"properties in items":       fill("- a\n  b:: c\n"),
		"ids":                       fill("- a <!-- id:b -->\n"),
		"ids below":                 fill("- a\n  <!-- id:b -->\n"),
		"carets":                    "- " + fill("^a "),
		"target decks":              fill("TARGET DECK\n"),

		"CSV":                       fill("a,b\n"),
		"CSV: one row":              fill("a,"),
		"CSV: open quote":           "a,b\n" + fill("\"a,b\n"),
		"CSV: quotes":               fill("\""),
		"CSV: doubled quotes":       "\"" + fill("\"\"\n"),
		"CSV: quotes in lines":      fill("\"\"\"a\n"),
		"CSV: blank rows":           fill(",\n"),
		"CSV: bad rows":             "front,back\n" + fill("a,b,c\n"),
		"CSV: HTML":                 fill("<b>a<br>,<div>b\n"),
		"CSV: open tags":            "a<br>,b\n" + fill("<"),
		"CSV: open tags in a field": "a<br>,\"" + fill("<a <b") + "\"\n",
		"CSV: lists":                "a,\"<br>" + fill("<ul><li>") + "\"\n",
		"CSV: tables":               "a,\"<br>" + fill("<table><tr><td>") + "\"\n",
		"CSV: rows":                 "a,\"<table>" + fill("<tr><td>a<td>b") + "\"\n",
		"CSV: bold in blocks":       "a,\"<br>" + fill("<b x=1><p>") + "\"\n",
		"CSV: fonts in blocks":      "a,\"<br>" + fontsIn(size) + "\"\n",
		"CSV: blocks":               "a,\"" + fill("<div>a</div>")[:min(size, 250<<10)] + "\"\n",
		"CSV: bold in a line":       "a,\"<br>" + fill("<b>a</b>")[:min(size, 250<<10)] + "\"\n",
		"CSV: lists in lists":       "a,\"<br>" + strings.Repeat("<ul><li>a", 200) + "\"\n",
		"CSV: pictures":             "a,\"<br>" + fill("<img src=a>")[:min(size, 250<<10)] + "\"\n",
		"CSV: formulas":             "a,\"" + fill("\\[ a\n")[:min(size, 250<<10)] + "\"\n",
		"CSV: signs of tags":        "a,\"<br>" + fill("&lt;b")[:min(size, 250<<10)] + "\"\n",
		"CSV: sounds":               "a,\"<br>" + fill("[sound:a]")[:min(size, 250<<10)] + "\"\n",
		"CSV: sounds, open":         "a,\"<br>" + fill("[sound:")[:min(size, 250<<10)] + "\"\n",
		"CSV: gaps":                 fill("{{c1::a}},b\n"),
		"CSV: open gaps":            "front,back\n\"" + fill("{{c1::") + "\",b\n",
		"CSV: decks":                "deck,front,back\n" + fill("a::b,c,d\n"),
		"CSV: a deep deck":          "deck,front,back\n" + fill("a::") + ",c,d\n",
		"CSV: head lines":           fill("#tags:a b\n"),
		"CSV: columns":              fill("#columns:a,b\n"),
		"CSV: one kind":             "front,back,kind\n" + fill("a,\"b, c\",set\n"),
		"CSV: a set":                "front,back,kind\na,\"" + fill("b, ") + "\",set\n",
		"CSV: fla.sh":               fill("a:b:c:1\n"),
		"CSV: fla.sh, colons":       fill(":") + "1\n",
		"JSON":                      "[" + fill(`{"front":"a","back":"b"},`) + `{"front":"a","back":"b"}]`,
		"JSON: nested":              fill("["),
		"JSON: nested objects":      fill(`{"a":`),
		"JSON: nested in a card":    `[{"front":"a","back":` + fill("["),
		"JSON: faults":              "[" + fill("1,") + "1]",
		"JSON: open":                fill(`[{"front":"a","back":"b"},`),
		"JSON: keys":                `[{"front":"a","back":"b"` + fill(`,"k":1`) + "}]",
		"JSON: lists":               `[{"front":"a","back":[1` + fill(`,1`) + "]}]",
		"JSON: escapes":             `[{"front":"` + fill(`\u0000`) + `","back":"b"}]`,
		"schedules":                 fill("- a :: b <!--SR:!2026-01-01,1,250-->\n"),
		"schedules in a line":       "- a :: b <!--SR:" + fill("!2026-01-01,1,250") + "-->\n",
		"schedules of Logseq":       "- a #card\n" + fill("  card-next-schedule:: 2026-01-01T00:00:00Z\n"),

		"Org: headlines":            fill("* a\n"),
		"Org: deep headlines":       stairs("*", " a\n"),
		"Org: items":                fill("* a :drill:\nb\n** c\nd\n"),
		"Org: items in items":       stairs("*", " a :drill:\nb\n"),
		"Org: one item":             "* a :drill:\n" + fill("** b\nc\n"),
		"Org: one deep item":        "* a :drill:\n" + stairs("*", "* a\n"),
		"Org: sides of sides":       "* a :drill:\n" + fill("** b\n*** c\n"),
		"Org: many sides":           "* a :drill:\n:PROPERTIES:\n:DRILL_CARD_TYPE: multisided\n:END:\n" + fill("** b\nc\n"),
		"Org: gaps":                 "* a :drill:\n" + fill("[b] "),
		"Org: open gaps":            "* a :fc:\n:PROPERTIES:\n:FC_TYPE: cloze\n:END:\n" + fill("{{"),
		"Org: drawers":              fill(":a:\n"),
		"Org: drawers, closed":      fill(":a:\nb\n:END:\n"),
		"Org: drawers, closed once": fill(":a:\n") + ":END:\n",
		"Org: blocks":               fill("#+begin_a\n"),
		"Org: blocks, closed once":  fill("#+begin_src\n") + "#+end_src\n",
		"Org: blocks of notes":      fill("#+begin_a\n") + "#+end_a\n",
		"Org: a fence of backticks": "#+begin_src\n" + fill("`") + "\n#+end_src\n",
		"Org: fences":               "#+begin_src\n" + fill("```\n") + "#+end_src\n",
		"Org: tables":               fill("|a|b|\n"),
		"Org: a wide table":         fill("|a") + "\n|-\n" + fill("|a"),
		"Org: rules in a table":     "|a|b|\n" + fill("|-\n"),
		"Org: lists":                stairs("  ", "- x\n"),
		"Org: lists by tabs":        stairs("\t", "- x\n"),
		"Org: lists, short":         fill(stairs32()),
		"Org: emphasis":             "- " + fill("*a /b "),
		"Org: emphasis, closed":     "- " + fill("*/_a_/* "),
		"Org: emphasis in emphasis": "- " + fill("*/") + "a" + fill("/*"),
		"Org: slashes":              "- " + fill("/a/b "),
		"Org: links":                "- " + fill("[["),
		"Org: links, open":          "- " + fill("[[a]["),
		"Org: stamps":               "- " + fill("<2026-01-01 "),
		"Org: formulas":             "- " + fill("\\( $ "),
		"Org: formulas on lines":    fill("\\[\n"),
		"Org: macros":               "- " + fill("{{{a"),
		"Org: targets":              "- " + fill("<<<a"),
		"Org: comments":             fill("* COMMENT a\n** b\n"),
		"Org: footnotes":            fill("[fn:1] a\n"),
		"Flashdown":                 fill("a: b\n"),
		"Flashdown: faults":         fill("a\n"),
		"Flashdown: notes":          fill("a: b\n  c\n"),
	}
}

// fontsIn are elements that HTML opens anew in each paragraph, each another one.
func fontsIn(size int) string {
	var b strings.Builder
	for i := 0; b.Len() < min(size, 250<<10); i++ {
		fmt.Fprintf(&b, "<font x=%d><p>", i)
	}
	return b.String()
}

func stairs32() string {
	var b strings.Builder
	for i := range 32 {
		b.WriteString(strings.Repeat("  ", i) + "- x\n")
	}
	return b.String()
}

// fileNamed is the file in which a hostile input comes.
func fileNamed(input string) string {
	switch {
	case strings.HasPrefix(input, "CSV"):
		return "f.csv"
	case strings.HasPrefix(input, "JSON"):
		return "f.json"
	case strings.HasPrefix(input, "Flashdown"):
		return "f.fd"
	case strings.HasPrefix(input, "Org"):
		return "f.org"
	case strings.HasPrefix(input, "hascard"):
		return "f.txt"
	}
	return "f.md"
}

// What is quadratic takes minutes on these, and the test's own time limit ends it; how long they take is in
// BenchmarkHostile.
func TestHostile(t *testing.T) {
	for name, src := range hostile(1 << 18) {
		t.Run(name, func(t *testing.T) {
			doc, problems := Read(fileNamed(name), []byte(src))
			build.Build([]*deck.Document{doc})
			if len(problems) > maxProblems {
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
				Read(fileNamed(name), []byte(src))
			}
		})
	}
}
