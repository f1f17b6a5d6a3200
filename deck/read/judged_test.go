package read

import (
	"cmp"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"

	"recall/deck"
	"recall/deck/build"
)

var unjudged = flag.Bool("unjudged", false, "TestJudged lists the scheduled cards that nobody has judged yet")
var changed = flag.Bool("changed", false, "TestJudged lists the judged cards that are no longer as they were judged")

// TestJudged says what the builder makes today of the bullets whose cards readers have judged. RECALL_JUDGED names a
// folder with cards.tsv and docs/: corpus, file, line, rule, slot, tier, front, back, verdict, second, reason, and a
// folder of documents for each corpus, which is one deck. It is a bench and asserts nothing of the figures:
//
//	RECALL_JUDGED=DIR go test ./deck/read -run TestJudged -v [-changed] [-unjudged]
func TestJudged(t *testing.T) {
	dir := os.Getenv("RECALL_JUDGED")
	if dir == "" {
		t.Skip("RECALL_JUDGED names no folder with judged cards")
	}
	cards := judgedCards(t, filepath.Join(dir, "cards.tsv"))
	made := map[string]*corpus{}
	for _, c := range cards {
		if made[c.corpus] == nil {
			all := madeOf(t, filepath.Join(dir, "docs", c.corpus))
			made[c.corpus] = &all
		}
	}
	for i := range cards {
		cards[i].join(*made[cards[i].corpus])
	}
	var b strings.Builder
	for _, by := range []struct {
		title string
		key   func(*judged) string
	}{
		{"all", func(*judged) string { return "all" }},
		{"by rule", func(c *judged) string { return c.rule }},
		{"by reason, of weak and bad cards", func(c *judged) string { return c.code }},
		{"by corpus", func(c *judged) string { return c.corpus }},
	} {
		fmt.Fprintf(&b, "\n%s\n", by.title)
		tally(&b, cards, by.key)
	}
	b.WriteString(shares(cards))
	b.WriteString(rest(made, *unjudged))
	if *changed {
		for _, c := range cards {
			if c.fate != kept {
				fmt.Fprintf(&b, "%s %s, was %s\t%s/%s:%d\t%s\t%s\t=> %s\t%s\n",
					c.verdict, fateNames[c.fate], c.tier, c.corpus, c.file, c.line, c.rule, c.front, c.back, c.now)
			}
		}
	}
	fmt.Print(b.String())
}

// judged is a card with the verdict of a reader, and what became of it.
type judged struct {
	corpus, file, rule, slot, tier, front, back, verdict string
	line                                                 int
	code                                                 string // of the reason, "" of good cards
	fate                                                 fate
	now                                                  string // the card, or the reason that there is none
}

// fate is what became of a judged card.
type fate int

const (
	kept          fate = iota // it is as it was judged
	promoted                  // a draft is scheduled
	drafted                   // a scheduled card is a draft
	reworded                  // its bullet has a card of the slot in other words: nobody has judged it
	rewordedDraft             // the same, but a draft
	gone                      // its bullet has no such card
	fates
)

var fateNames = [fates]string{"kept", "promoted", "drafted", "reworded", "reworded-draft", "gone"}

// judgedCards reads the table of verdicts.
func judgedCards(t *testing.T, name string) []judged {
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var list []judged
	for i, row := range strings.Split(strings.TrimSpace(string(src)), "\n") {
		f := strings.Split(row, "\t")
		if i == 0 {
			continue
		}
		if len(f) < 9 {
			t.Fatalf("%s:%d: %d columns", name, i+1, len(f))
		}
		c := judged{corpus: f[0], file: f[1], rule: f[3], slot: f[4], tier: f[5], front: f[6], back: f[7], verdict: f[8]}
		if c.line, err = strconv.Atoi(f[2]); err != nil {
			t.Fatalf("%s:%d: %v", name, i+1, err)
		}
		if len(f) > 10 && c.verdict != "good" {
			c.code = strings.Trim(strings.SplitN(f[10]+" ", " ", 2)[0], ":;,")
		}
		list = append(list, c)
	}
	return list
}

// place is a bullet in a corpus.
type place struct {
	file string
	line int
}

// made is a card as the builder makes it.
type made struct {
	slot, front, back string
	rule, weakness    string
	draft, seen       bool
}

// madeOf builds a folder of documents as one deck.
func madeOf(t *testing.T, dir string) corpus {
	var docs []*deck.Document
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !IsMarkdown(path, nil) {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		doc, _ := Read(filepath.ToSlash(name), src)
		docs = append(docs, doc)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	build.Build(docs)
	cards, same := map[place][]*made{}, map[string][]*made{}
	for _, doc := range docs {
		for _, n := range doc.Notes {
			at := place{doc.Name, n.Line}
			if n.Reason != "" {
				cards[at] = append(cards[at], &made{weakness: "(" + string(n.Reason) + ")"})
			}
			for _, c := range n.Cards {
				m := &made{slot: c.Slot, front: oneLine(c.Front()), back: oneLine(c.Answer),
					rule: n.Rule, weakness: c.Weakness, draft: c.Draft}
				cards[at] = append(cards[at], m)
				said := words(m.front, m.back)
				same[said] = append(same[said], m)
			}
		}
	}
	return corpus{cards, same}
}

// corpus holds the cards of a deck, by their bullet and by what they say.
type corpus struct {
	cards map[place][]*made
	same  map[string][]*made
}

// words are a card's words. Emphasis aside, and without the members that an order shows shuffled in its prompt: the
// readers saw cards so.
func words(front, back string) string {
	if before, _, ok := strings.Cut(front, "steps): "); ok {
		front = before + "steps)"
	}
	if before, _, ok := strings.Cut(front, "步）: "); ok {
		front = before + "步）"
	}
	return strings.NewReplacer("*", "", "_", "", " ", "").Replace(front + "\t" + back)
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", "⏎") }

// join finds the card among those made: the same words, even of another bullet that says the same; else the same slot
// of its bullet.
func (c *judged) join(all corpus) {
	list := all.cards[place{c.file, c.line}]
	said := words(c.front, c.back)
	at := slices.IndexFunc(list, func(m *made) bool { return m.slot == c.slot && words(m.front, m.back) == said })
	var m *made
	switch {
	case at >= 0:
		m = list[at]
	case len(all.same[said]) > 0:
		m = all.same[said][0]
	}
	if m == nil {
		c.fate = gone
		if len(list) > 0 {
			c.now = list[0].weakness
		}
		if i := slices.IndexFunc(list, func(m *made) bool { return m.slot == c.slot }); i >= 0 {
			m := list[i]
			m.seen = true
			c.fate, c.now = reworded, fmt.Sprintf("%s => %s %s", m.front, m.back, m.weakness)
			if m.draft {
				c.fate = rewordedDraft
			}
		}
		return
	}
	m.seen = true
	c.now = m.weakness
	switch was := c.tier == "draft"; {
	case was == m.draft:
		c.fate = kept
	case was:
		c.fate = promoted
	default:
		c.fate = drafted
	}
}

// tally counts fates by verdict, a row for each key.
func tally(b *strings.Builder, cards []judged, key func(*judged) string) {
	verdicts := []string{"good", "weak", "bad"}
	rows := map[string]*[2][3][fates]int{}
	for i := range cards {
		c := &cards[i]
		k := key(c)
		if k == "" {
			continue
		}
		if rows[k] == nil {
			rows[k] = &[2][3][fates]int{}
		}
		tier := 0
		if c.tier == "draft" {
			tier = 1
		}
		rows[k][tier][slices.Index(verdicts, c.verdict)][c.fate]++
	}
	for tier, head := range [2]string{"scheduled as judged", "drafts as judged"} {
		w := tabwriter.NewWriter(b, 0, 0, 1, ' ', tabwriter.AlignRight|tabwriter.Debug)
		fmt.Fprintf(w, "%s\t", head)
		for _, v := range verdicts {
			fmt.Fprintf(w, "%s kept\t%s\treword\tgone\t", v, [2]string{"draft", "ask"}[tier])
		}
		fmt.Fprintln(w)
		for _, k := range slices.Sorted(maps.Keys(rows)) {
			line, n := k+"\t", 0
			for _, f := range rows[k][tier] {
				moved := f[drafted] + f[promoted]
				line += fmt.Sprintf("%d\t%d\t%d\t%d\t", f[kept], moved, f[reworded]+f[rewordedDraft], f[gone])
				n += f[kept] + moved + f[reworded] + f[rewordedDraft] + f[gone]
			}
			if n > 0 {
				fmt.Fprintln(w, line)
			}
		}
		w.Flush()
	}
}

// shares are the shares of verdicts among the judged cards that are asked, as they were judged and as they are now.
func shares(cards []judged) string {
	var b strings.Builder
	for _, by := range []struct {
		title string
		asked func(c judged) bool
	}{
		{"asked when they were judged", func(c judged) bool { return c.tier != "draft" }},
		{"asked now, in the same words", func(c judged) bool {
			return c.tier != "draft" && c.fate == kept || c.fate == promoted
		}},
	} {
		count := map[string]int{}
		n := 0
		for _, c := range cards {
			if by.asked(c) {
				count[c.verdict]++
				n++
			}
		}
		percent := func(v string) float64 { return 100 * float64(count[v]) / float64(max(n, 1)) }
		fmt.Fprintf(&b, "\n%s: %d, good %.1f%%, weak %.1f%%, bad %.1f%%\n", by.title, n,
			percent("good"), percent("weak"), percent("bad"))
	}
	return b.String()
}

// rest counts the cards that no verdict was joined to, by rule, and lists those that are asked.
func rest(all map[string]*corpus, list bool) string {
	type card struct {
		corpus string
		place
		made
	}
	var cards []card
	for name, places := range all {
		for at, cs := range places.cards {
			for _, c := range cs {
				if !c.seen && c.slot != "" {
					cards = append(cards, card{name, at, *c})
				}
			}
		}
	}
	slices.SortFunc(cards, func(a, b card) int {
		return cmp.Or(strings.Compare(a.corpus, b.corpus), strings.Compare(a.file, b.file), a.line-b.line,
			strings.Compare(a.slot, b.slot), strings.Compare(a.front, b.front), strings.Compare(a.back, b.back))
	})
	asked, waiting := map[string]int{}, map[string]int{}
	n := 0
	var b, lines strings.Builder
	for _, c := range cards {
		if c.draft {
			waiting[c.rule]++
		} else {
			asked[c.rule]++
			n++
		}
		if list {
			fmt.Fprintf(&lines, "%s/%s:%d\t%s\t%s\t%s\t=> %s\t%s\n",
				c.corpus, c.file, c.line, c.rule, c.slot, c.front, c.back, c.weakness)
		}
	}
	rules := []string{}
	for r := range asked {
		rules = append(rules, r)
	}
	for r := range waiting {
		if asked[r] == 0 {
			rules = append(rules, r)
		}
	}
	slices.Sort(rules)
	fmt.Fprintf(&b, "\nunjudged: %d asked, %d drafts\n", n, len(cards)-n)
	for _, r := range rules {
		fmt.Fprintf(&b, "  %s: %d asked, %d drafts\n", r, asked[r], waiting[r])
	}
	return b.String() + lines.String()
}
