package cmd

import (
	"fmt"
	"strings"

	"recall/data"
	"recall/quiz/draw"
)

// branch is a row of the tree of decks, chapters and sections.
type branch struct {
	*data.GroupRow
	title string
	depth int
}

// tree prints how much of each chapter is covered, learnt and mastered. If at most one deck was asked for, it prints
// sections too.
func (v *statsView) tree() {
	rows := v.branches()
	if len(rows) == 0 {
		return
	}
	t := &v.s.Total
	fmt.Fprintln(v.out)
	v.lines(v.say(v.st, "Bullets: %s, with a card %s, learnt %s, mastered %s", thousands(t.Bullets),
		thousands(t.Covered), thousands(t.Learnt), thousands(t.Mastered)))
	switch {
	case v.plain:
		v.spokenTree(rows)
	case v.st.Width < wideStats:
		v.narrowTree(rows)
	default:
		v.wideTree(rows)
	}
	if len(v.bare) > 0 {
		fmt.Fprintln(v.out)
		fmt.Fprintln(v.out, "Without a card:")
		for _, b := range v.bare {
			line := oneLine(fmt.Sprintf("%s:%d: %s: %s", base(b.Source), b.Line, b.Reason, b.Text))
			fmt.Fprintln(v.out, "  "+v.st.Truncate(v.st.Signs(line), v.st.Width-2))
		}
	}
}

// base returns the name of a source without its folders.
func base(source string) string { return source[strings.LastIndexAny(source, `/\`)+1:] }

// branches lists everything that has a bullet, in document order.
func (v *statsView) branches() (rows []branch) {
	var decks []*data.GroupRow
	for i := range v.s.Decks {
		if v.s.Decks[i].Bullets > 0 {
			decks = append(decks, &v.s.Decks[i])
		}
	}
	depth := 0
	if len(decks) > 1 {
		depth = 1
	}
	for _, d := range decks {
		if depth == 1 {
			rows = append(rows, branch{d, oneLine(d.Deck), 0})
		}
		for i := range v.s.Chapters {
			c := &v.s.Chapters[i]
			if c.Deck != d.Deck || c.Bullets == 0 {
				continue
			}
			rows = append(rows, branch{c, branchTitle(c.Chapter), depth})
			if depth == 0 && v.part {
				rows = append(rows, v.sections(c)...)
			}
		}
	}
	return rows
}

// sections lists the sections of a chapter, or nothing if none has a heading.
func (v *statsView) sections(c *data.GroupRow) (rows []branch) {
	named := false
	for i := range v.s.Sections {
		x := &v.s.Sections[i]
		if x.Deck == c.Deck && x.Chapter == c.Chapter && x.Bullets > 0 {
			rows = append(rows, branch{x, branchTitle(x.Section), 1})
			named = named || x.Section != ""
		}
	}
	if !named {
		return nil
	}
	return rows
}

func branchTitle(heading string) string {
	if heading == "" {
		return "(no heading)"
	}
	return oneLine(heading)
}

// mastered returns the share of a branch's bullets that are mastered.
func (b *branch) mastered() float64 { return float64(b.Mastered) / float64(b.Bullets) }

func (b *branch) retention() string {
	all := b.Retention
	return shareOf(all.Passed, all.Of)
}

// ink makes the top level of the tree bold.
func (b *branch) ink() draw.Ink {
	if b.depth == 0 {
		return draw.Bold
	}
	return ""
}

const meterWidth = 7

func (v *statsView) wideTree(rows []branch) {
	heads := [...]string{"BULLETS", "COVERED", "LEARNT", "MASTERED", "RETENTION"}
	widths := [...]int{8, 8, 7, 6 + meterWidth, 10} // including the blanks before them
	title := v.st.Width
	line := ""
	for i, w := range widths {
		title -= w
		line += draw.PadLeft(heads[i], w)
	}
	fmt.Fprintln(v.out, v.st.Paint(draw.Dim, draw.Pad("CHAPTER", title)+line))
	for _, b := range rows {
		name := strings.Repeat("  ", b.depth) + b.title
		line := v.st.Paint(b.ink(), draw.Pad(v.st.Truncate(name, title), title))
		meter := v.st.Meter(b.mastered(), 1, meterWidth)
		mastered := "  " + v.st.Paint(draw.Green, meter) +
			draw.PadLeft(draw.Percent(b.mastered()), 4+meterWidth-draw.Width(meter))
		for i, cell := range [...]string{fmt.Sprint(b.Bullets), fmt.Sprint(b.Covered), fmt.Sprint(b.Learnt), mastered,
			b.retention()} {
			line += draw.PadLeft(cell, widths[i])
		}
		fmt.Fprintln(v.out, line)
	}
}

// narrowTree prints the same in two lines per branch.
func (v *statsView) narrowTree(rows []branch) {
	for _, b := range rows {
		indent := strings.Repeat("  ", b.depth)
		mastered := draw.Pad(v.st.Paint(draw.Green, v.st.Meter(b.mastered(), 1, meterWidth)), meterWidth) +
			draw.PadLeft(draw.Percent(b.mastered()), 4)
		title := v.st.Width - draw.Width(indent) - draw.Width(mastered) - 1
		fmt.Fprintln(v.out, indent+v.st.Paint(b.ink(), draw.Pad(v.st.Truncate(b.title, title), title))+" "+mastered)
		more := fmt.Sprintf("%d/%d covered, %d learnt", b.Covered, b.Bullets, b.Learnt)
		if share := b.retention(); share != "-" { // a sign alone says nothing, and wrapped to a row of its own
			more += ", retention " + share
		}
		for _, l := range draw.Wrap(more, v.st.Width-draw.Width(indent)-2) {
			fmt.Fprintln(v.out, indent+"  "+v.st.Paint(draw.Dim, l))
		}
	}
}

// spokenTree prints the same in a sentence per branch, without columns to keep in mind.
func (v *statsView) spokenTree(rows []branch) {
	for _, b := range rows {
		retention := "no retention yet"
		if share := b.retention(); share != "-" {
			retention = "retention " + share
		}
		v.lines(v.say(v.st, "%s: %s, %s with a card, %s learnt, %s mastered, %s.", b.title,
			countOf(b.Bullets, "bullet", "bullets"), thousands(b.Covered), thousands(b.Learnt), draw.Percent(b.mastered()), retention))
	}
}
