package cmd

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"recall/data"
	"recall/deck"
	"recall/deck/match"
	"recall/quiz"
	"recall/quiz/draw"
)

// tally counts what a file's bullets became.
type tally struct {
	bullets, covered, cards, drafts int
	skipped                         []skippedRow
}

// skippedRow is a bullet without a card, as JSON.
type skippedRow struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
	Text   string `json:"text"`
}

func tallyOf(doc *deck.Document) tally {
	t := tally{skipped: []skippedRow{}}
	for _, n := range doc.Notes {
		t.bullets++
		if len(n.Cards) == 0 {
			t.skipped = append(t.skipped, skippedRow{n.Line, string(n.Reason), n.Text})
			continue
		}
		t.covered++
		for _, c := range n.Cards {
			if c.Draft {
				t.drafts++
			} else {
				t.cards++
			}
		}
	}
	return t
}

// kinds lists what can become of a bullet, in the order of the report.
var kinds = []match.Fate{match.New, match.Same, match.Moved, match.Fixed, match.Changed, match.Parked, match.Revived}

// report prints what an import makes of the files of a deck.
func (a *app) report(b *batch, p *data.Plan, f importFlags, st draw.Style) {
	for _, file := range b.files {
		if file.gone {
			fmt.Fprintf(a.Out, "%s: gone\n", clean(a.tilde(file.shown)))
			continue
		}
		if file.Was != "" && !strings.HasPrefix(file.Was, data.SyncedPath) {
			fmt.Fprintf(a.Out, "%s: was %s\n", clean(a.tilde(file.shown)), clean(a.formerName(file)))
		}
		t := tallyOf(file.Doc)
		without := ""
		if n := len(t.skipped); n > 0 {
			without = fmt.Sprintf(", %d without a card", n)
		}
		fmt.Fprintf(a.Out, "%s: %s: %d covered (%s, %s)%s\n", clean(a.tilde(file.shown)),
			quiz.Count(t.bullets, "bullet", "bullets"), t.covered,
			quiz.Count(t.cards, "card", "cards"), quiz.Count(t.drafts, "draft", "drafts"), without)
		if m := file.Media; m.Files > 0 {
			fmt.Fprintf(a.Out, "  %s, %s\n", quiz.Count(m.Files, "picture or sound comes along",
				"pictures and sounds come along"), bytes(m.Bytes))
		}
		a.reportHints(file, f.report)
		a.reportSeparator(file, p, st)
	}
	if p.Empty() {
		fmt.Fprintf(a.Out, "  no bullet, so no deck %s is made\n", clean(p.Deck))
		return
	}
	a.reportPlan(b, p, f.report, st)
	a.reportKept(b, p, st)
	if !f.report {
		return
	}
	for _, file := range b.files {
		var rows [][]string
		for _, s := range tallyOf(file.Doc).skipped {
			rows = append(rows, []string{"", fmt.Sprintf("%s:%d", file.shown, s.Line), s.Reason, oneLine(s.Text)})
		}
		if len(rows) > 0 {
			table(a.Out, st, []column{{}, {}, {}, {grow: true}}, rows)
		}
	}
}

// reportPlan prints what becomes of the bullets of a deck and their cards: counts, and what the learner must hear of, or
// all.
func (a *app) reportPlan(b *batch, p *data.Plan, all bool, st draw.Style) {
	var counts []string
	for _, k := range kinds {
		if n := p.Count[k]; n > 0 || k != match.Revived {
			counts = append(counts, fmt.Sprintf("%s %d", k, n))
		}
	}
	fmt.Fprintln(a.Out, "  "+strings.Join(counts, "   ")+"   -> deck "+clean(p.Deck))
	if n := p.NewWithout(); n > 0 && !p.New && !all { // for a new deck, the line about the file says so already
		fmt.Fprintf(a.Out, "  %s no card; recall explain FILE says why\n",
			quiz.Count(n, "new bullet makes", "new bullets make"))
	}
	if p.Written > 0 {
		fmt.Fprintf(a.Out, "  schedules from the tools that wrote the files: %d\n", p.Written)
	}
	for _, c := range p.Changes {
		a.reportChange(b, c, all, st)
	}
	a.reportFronts(b, p, all)
	a.reportRemade(b, p, all, st)
	a.reportFallout(b, p.Fallout, st)
}

// reportKept says which bullets keep other words than those of their files, and how to take the files'.
func (a *app) reportKept(b *batch, p *data.Plan, st draw.Style) {
	var files []string
	for _, c := range p.Kept {
		say, there := "newer words stay: ", "; the file says "
		if strings.HasPrefix(c.Path, data.AnkiPath) {
			say, there = "your own words stay: ", "; Anki says "
		} else if file := a.pathArg(c.Path); filepath.IsAbs(c.Path) && !slices.Contains(files, file) {
			files = append(files, file)
		}
		hang(a.Out, st, "  kept     ", inLine(fmt.Sprintf("%s:%d", a.nameOf(b, c.Path), c.Line))+"  "+say+quoted(c.Old)+there+quoted(c.New))
	}
	if len(files) > 0 {
		hang(a.Out, st, "  ", "to take what the file says: recall import "+clean(strings.Join(files, " "))+" --older")
	}
}

// reportHints prints what may have been meant for cards and was not read. An Anki package has no lines, and may have
// many cards that can't be asked here: the first few are printed, or all.
func (a *app) reportHints(file *importFile, all bool) {
	const some = 4
	for i, h := range file.Doc.Hints {
		switch {
		case !data.IsAnki(file.shown):
			fmt.Fprintf(a.Out, "  line %d: %s\n", h.Line, clean(h.Msg))
		case i < some || all:
			fmt.Fprintf(a.Out, "  %s\n", clean(h.Msg))
		case i == some:
			fmt.Fprintf(a.Out, "  %s like that; --report lists them\n", quiz.Count(len(file.Doc.Hints)-some, "more", "more"))
		}
	}
}

// reportSeparator says that a file plainly has a separator of its own, when it comes in.
func (a *app) reportSeparator(file *importFile, p *data.Plan, st draw.Style) {
	s := file.Doc.Separated
	if s.Sign == "" || file.known {
		return
	}
	all := fmt.Sprintf("%d of %d bullets have", s.Bullets, s.Of)
	if s.Bullets == s.Of {
		all = "every bullet has"
	}
	hang(a.Out, st, "  ", fmt.Sprintf("%s %q; if it divides front and back: recall config card_separator '%s' --deck %s",
		all, " "+s.Sign+" ", s.Sign, clean(quoteArg(p.Deck))))
}

// formerName returns the path that a renamed file had, as the user would give it now.
func (a *app) formerName(f *importFile) string {
	if filepath.Dir(f.Was) == filepath.Dir(f.Path) {
		return a.tilde(filepath.Join(filepath.Dir(f.shown), filepath.Base(f.Was)))
	}
	return a.tilde(f.Was)
}

// reportReasons explains each reason for which a bullet was listed without a card, once.
func (a *app) reportReasons(batches []*batch) {
	codes, widest := map[deck.Reason]bool{}, 0
	for _, b := range batches {
		for _, file := range b.files {
			for _, s := range tallyOf(file.Doc).skipped {
				code := deck.Reason(s.Reason).Code()
				codes[code] = true
				widest = max(widest, len(code))
			}
		}
	}
	if len(codes) == 0 {
		return
	}
	fmt.Fprintln(a.Out)
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		fmt.Fprintf(a.Out, "  %-*s  %s\n", widest, code, code.Text())
	}
	fmt.Fprintln(a.Out)
}

// reportChange prints what became of one bullet. Moved and fixed bullets keep their schedule, so they are printed only
// if all is set.
func (a *app) reportChange(b *batch, c data.Change, all bool, st draw.Style) {
	where := inLine(fmt.Sprintf("%s:%d", a.nameOf(b, c.Path), c.Line))
	head := fmt.Sprintf("  %-7s  ", c.Kind)
	_, tty := terminal(a.Out) // through a pipe, each record is one line
	short := func(text string) {
		line := head + where + "  " + clean(oneLine(text))
		if tty {
			line = st.Truncate(line, st.Width)
		}
		fmt.Fprintln(a.Out, line)
	}
	switch {
	case c.Kind == match.Changed, c.Kind == match.Fixed && all:
		hang(a.Out, st, head, fmt.Sprintf("%s  %s -> %s", where, quoted(c.Old), quoted(c.New)))
	case c.Kind == match.Parked:
		short(c.Old)
	case c.Kind == match.Revived, c.Kind == match.Moved && all:
		short(c.New)
	}
}

// reportFronts prints which cards are asked with another front although their bullet is the same. All of them are
// printed only if all is set.
func (a *app) reportFronts(b *batch, p *data.Plan, all bool) {
	const some = 3
	for i, front := range p.Fronts {
		if i == some && !all {
			fmt.Fprintf(a.Out, "  %s; --report lists them\n",
				quiz.Count(len(p.Fronts)-some, "other front changed", "other fronts changed"))
			break
		}
		fmt.Fprintf(a.Out, "  front    %s:%d  %s is asked as %s, as the deck has others like it\n",
			inLine(a.nameOf(b, front.Path)), front.Line, quoted(front.Old), quoted(front.New))
	}
}

// nameOf returns a path as the user gave it.
func (a *app) nameOf(b *batch, path string) string {
	for _, f := range b.files {
		if f.Path == path && f.shown != "-" {
			return a.tilde(f.shown)
		}
	}
	return a.tilde(path)
}

// fileRow is a file in the JSON report of an import.
type fileRow struct {
	Path     string       `json:"path"`
	Deck     string       `json:"deck"`
	Bullets  int          `json:"bullets"`
	Covered  int          `json:"covered"`
	Cards    int          `json:"cards"`
	Drafts   int          `json:"drafts"`
	Gone     bool         `json:"gone"`
	Skipped  []skippedRow `json:"skipped"`
	Problems []problemRow `json:"problems"`
	Hints    []problemRow `json:"hints"` // what may have been meant for a card and was not read
}

// problemRow is a line that could not be read.
type problemRow struct {
	Line    int    `json:"line"`
	Message string `json:"message"`
}

// changeRow is a bullet that is neither new nor the same.
type changeRow struct {
	Kind string `json:"kind"`
	Path string `json:"path"`
	Line int    `json:"line"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// frontRow is a card that is asked with another front, though its bullet is the same.
type frontRow struct {
	Path string `json:"path"`
	Line int    `json:"line"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

func rowsOfChanges(list []data.Change) (rows []changeRow) {
	for _, c := range list {
		rows = append(rows, changeRow{string(c.Kind), c.Path, c.Line, c.Old, c.New})
	}
	return rows
}

func (a *app) reportJSON(g *gathering, plans []*data.Plan, done data.Applied) error {
	files, changes, cards, counts := []fileRow{}, []changeRow{}, []falloutRow{}, map[string]int{}
	kept := []changeRow{}
	fronts, remade, written := []frontRow{}, []remadeRow{}, 0
	for _, k := range kinds {
		counts[string(k)] = 0
	}
	add := func(file *importFile, deckName string) {
		t := tallyOf(file.Doc)
		rows := func(list []deck.Problem) []problemRow {
			of := []problemRow{}
			for _, p := range list {
				of = append(of, problemRow{p.Line, p.Msg})
			}
			return of
		}
		files = append(files, fileRow{file.shown, deckName, t.bullets, t.covered, t.cards, t.drafts, file.gone, t.skipped,
			rows(file.problems), rows(file.Doc.Hints)})
	}
	for i, b := range g.batches {
		for _, file := range b.files {
			add(file, plans[i].Deck)
		}
		for k, n := range plans[i].Count {
			counts[string(k)] += n
		}
		changes = append(changes, rowsOfChanges(plans[i].Changes)...)
		kept = append(kept, rowsOfChanges(plans[i].Kept)...)
		written += plans[i].Written
		for _, f := range plans[i].Fallout {
			cards = append(cards, rowOfFallout(f))
		}
		for _, f := range plans[i].Fronts {
			fronts = append(fronts, frontRow(f))
		}
		for _, r := range plans[i].Remade {
			remade = append(remade, rowOfRemade(r))
		}
	}
	for _, b := range g.merging {
		for _, file := range b.files {
			add(file, b.deck)
		}
	}
	return printJSON(a.Out, map[string]any{"files": files, "counts": counts, "changes": changes, "cards": cards,
		"kept": kept, "fronts": fronts, "remade": remade, "reviews": done.Reviews, "schedules": done.Schedules,
		"schedules_in_files": written, "packages": append([]leftPackage{}, g.packages...), "left": g.leftRows()})
}

// reportSame prints that files have not changed since their last import.
func (a *app) reportSame(store *data.Store, b *batch) error {
	for _, f := range b.files {
		n, err := store.Bullets(f.Path)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.Out, "%s: unchanged; same %d\n", clean(a.tilde(f.shown)), n)
	}
	return nil
}
