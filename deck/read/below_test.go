package read

import (
	"fmt"
	"strings"
	"testing"

	"recall/deck"
	"recall/deck/blocks"
)

var kindNames = map[deck.BlockKind]string{
	deck.Paragraph: "text", deck.Code: "code", deck.Nested: "bullet", deck.List: "list", deck.Table: "table",
	deck.Quote: "quote", deck.Break: "break", deck.Other: "other",
}

func showBelow(list []deck.Block) string {
	var b strings.Builder
	for _, k := range list {
		fmt.Fprintf(&b, "%d %s%s %q\n", k.Line, strings.Repeat("  ", k.Depth), kindNames[k.Kind], k.Text)
	}
	return b.String()
}

// All that stands below a bullet is told, in its order, with what stands below the bullets nested under it.
func TestBelowABullet(t *testing.T) {
	doc, _ := Parse("f.md", []byte("- keel\n\n  hinders\n  drifting\n\n  ```go\n  a := 1\n\n  b := 2\n  ```\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n\n  > said once\n  >\n  > and again\n\n  - fin\n\n    `x`\n    - tip\n- mast\n"))
	list, last := blocks.Below(doc.Notes, 0)
	want := "3 text \"hinders drifting\"\n" +
		"7 code \"a := 1\\n\\nb := 2\"\n" +
		"12 table \"| a | b |\\n|---|---|\\n| 1 | 2 |\"\n" +
		"16 quote \"said once\\n\\nand again\"\n" +
		"20 list \"\"\n" +
		"14 bullet \"1 | 2\"\n" + // a row is a bullet of its own too
		"20 bullet \"fin\"\n" +
		"22   code \"x\"\n" +
		"23   list \"\"\n" +
		"23   bullet \"tip\"\n"
	if got := showBelow(list); got != want {
		t.Errorf("-- got --\n%s-- want --\n%s", got, want)
	}
	if doc.Notes[last].Text != "tip" {
		t.Errorf("the last part is %q", doc.Notes[last].Text)
	}
}

// The same routine tells what stands below a heading. A line of --- ends a text there, and makes no heading of it.
func TestBelowAHeading(t *testing.T) {
	f := readingOf([]byte("## Why a keel?\n\nIt hinders drifting.\n---\n1. first\n2. second\n"))
	want := "3 text \"It hinders drifting.\"\n4 break \"\"\n5 list \"\"\n"
	if got := showBelow(f.Below(1, len(f.Lines))); got != want {
		t.Errorf("-- got --\n%s-- want --\n%s", got, want)
	}
}
