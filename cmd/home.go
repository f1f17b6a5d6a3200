package cmd

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"recall/data"
	"recall/quiz"
	"recall/quiz/draw"
)

// home is what recall shows without a command: a welcome the first time, later what is due today.
func (a *app) home(ctx context.Context) error {
	st, err := a.style()
	if err != nil {
		return err
	}
	return a.open(ctx, func(o *opened) error {
		if o.first {
			return a.welcome(o, st)
		}
		return a.day(o, st)
	})
}

func (a *app) welcome(o *opened, st draw.Style) error {
	decks, err := o.Overviews()
	if err != nil {
		return err
	}
	chapters, err := o.ChapterCounts()
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Out, "Welcome. Your cards live in %s\n\n", clean(a.tilde(o.Path())))
	var rows [][]string
	for _, d := range decks {
		off := ""
		if !d.Active {
			off = "off (--lang " + d.Builtin + ")"
		}
		units := [...]string{"chapters", "bullets", "cards"}
		if d.Builtin == "zh" {
			units = [...]string{"章", "条", "张"}
		}
		rows = append(rows, []string{"", d.Name, thousands(chapters[d.ID]) + " " + units[0], thousands(d.Bullets) + " " +
			units[1], thousands(d.Cards) + " " + units[2], off})
	}
	if err := table(a.Out, st, []column{{}, {grow: true}, {}, {}, {}, {}}, rows); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.Out, "\n  recall review               learn the first %d, then what is due each day\n"+
		"  recall import NOTES.md      add your own; look first with --dry-run\n"+
		"  recall deck delete python   drop the roadmap, to study only your own notes\n", o.set.NewPerDay)
	return err
}

func (a *app) day(o *opened, st draw.Style) error {
	q, err := o.Count(o.Studied(), o.today, data.QueueOptions{Settings: o.set, NewLimit: -1})
	if err != nil {
		return err
	}
	decks, err := o.Overviews()
	if err != nil {
		return err
	}
	head, err := a.dayHead(o, q)
	if err != nil {
		return err
	}
	if st.Plain {
		fmt.Fprintln(a.Out, strings.Join(head, ", ")+".")
	} else {
		fmt.Fprintln(a.Out, st.Signs(strings.Join(head, " · ")))
	}
	var rows [][]string
	var sentences []string
	drafts := 0
	for _, d := range decks {
		if !d.Active {
			continue
		}
		t := q.ByDeck[d.ID]
		if t == nil {
			t = &data.Tally{}
		}
		drafts += d.Drafts
		mastered := masteredOf(d)
		sentences = append(sentences, deckSentence(d, t))
		meter := ""
		if st.Width >= 60 {
			meter = st.Meter(mastered, 1, 12)
			meter += strings.Repeat(st.Signs("·"), 12-draw.Width(meter)) // so that an empty bar is visible too
		}
		rows = append(rows, []string{"", d.Name, fmt.Sprint(t.Due), fmt.Sprint(t.Again), fmt.Sprint(t.New),
			fmt.Sprint(d.Drafts), meter + fmt.Sprintf("%4.0f%%", mastered*100)})
	}
	fmt.Fprintln(a.Out)
	if st.Plain {
		for _, say := range sentences {
			fmt.Fprintln(a.Out, strings.Join(draw.Wrap(say, st.Width), "\n"))
		}
		fmt.Fprintln(a.Out)
		return a.sayNext(o, q, drafts, st)
	}
	columns := []column{{}, {title: "DECK", grow: true}, {title: "DUE", right: true}, {title: "AGAIN", right: true},
		{title: "NEW", right: true}, {title: "DRAFTS", right: true}, {title: "MASTERED"}}
	if len(q.Again) == 0 { // AGAIN counts cards answered today that come back until they are known
		columns, rows = without(3, columns, rows)
	}
	if err := table(a.Out, st, columns, rows); err != nil {
		return err
	}
	fmt.Fprintln(a.Out)
	return a.sayNext(o, q, drafts, st)
}

// deckSentence says what a deck holds for today: "Sea: 2 due, 5 new, 12% mastered."
func deckSentence(d data.Overview, t *data.Tally) string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{t.Due, "due"}, {t.Again, "again"}, {t.New, "new"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	if len(parts) == 0 {
		parts = []string{"nothing due"}
	}
	if d.Drafts > 0 {
		parts = append(parts, quiz.Count(d.Drafts, "draft", "drafts"))
	}
	return clean(d.Name) + ": " + strings.Join(append(parts, draw.Percent(masteredOf(d))+" mastered"), ", ") + "."
}

// masteredOf returns the share of a deck's bullets that are mastered.
func masteredOf(d data.Overview) float64 {
	if d.Bullets == 0 {
		return 0
	}
	return float64(d.Mastered) / float64(d.Bullets)
}

// dayHead returns the date, the streak and how long today's cards will take.
func (a *app) dayHead(o *opened, q data.Queue) ([]string, error) {
	head := []string{o.today.Time().Format("Monday 2 January")}
	if a.Getenv("RECALL_NOW") != "" {
		head[0] += " (RECALL_NOW)"
	}
	streak, err := o.Streak(o.today)
	if err != nil {
		return nil, err
	}
	if streak > 0 {
		head = append(head, "streak "+quiz.Count(streak, "day", "days"))
	}
	pace, err := o.Pace()
	if err != nil {
		return nil, err
	}
	if left := pace.For(len(q.Due)+len(q.New), len(q.Again)); left > 0 {
		head = append(head, "about "+quiz.Minutes(left))
	}
	return head, nil
}

// changedSources says which files were edited since they were imported, or returns "" if none was.
func changedSources(o *opened) (string, error) {
	const most = 3
	paths, err := o.ChangedSources()
	if err != nil || len(paths) == 0 {
		return "", err
	}
	var names []string
	for _, p := range paths {
		names = append(names, inLine(filepath.Base(p)))
	}
	return draw.Names(names, most) + map[bool]string{true: " changed since its import: recall import",
		false: " changed since their import: recall import"}[len(paths) == 1], nil
}

// sayNext says what to do next, or when something is due.
func (a *app) sayNext(o *opened, q data.Queue, drafts int, st draw.Style) error {
	next := "recall review"
	if drafts > 0 {
		next += " · recall drafts"
	}
	changed, err := changedSources(o)
	if err != nil {
		return err
	}
	newer, err := newerBuilder(o)
	if err != nil {
		return err
	}
	unreached, err := a.unreached(o)
	if err != nil {
		return err
	}
	overdue, _, err := backlog(o, q.Overdue, o.today, backlogAtOnce)
	say := []string{overdue}
	if q.Len() == 0 {
		say, err = nothingDue(o, o.Studied(), choice{})
		next = strings.TrimPrefix(next, "recall review · ")
	}
	if err != nil {
		return err
	}
	paused := ""
	if q.Len() > 0 {
		if paused, err = pausedNow(o, o.Studied()); err != nil {
			return err
		}
	}
	if next != "recall review" || q.Len() > 0 {
		next += " · recall stats · recall help"
	} else {
		next = "recall stats · recall help"
	}
	if st.Plain {
		next = "Next: " + strings.ReplaceAll(next, " · ", ", ")
	}
	for _, parts := range [][]string{{changed}, newer, {unreached}, say, {clean(paused)}, {next}} {
		if len(parts) == 0 || parts[0] == "" {
			continue
		}
		lines := st.Indent(2, func(st draw.Style) []string { return st.Join(parts, apart) })
		if _, err := fmt.Fprintln(a.Out, strings.Join(lines, "\n")); err != nil {
			return err
		}
	}
	return nil
}

// apart separates the parts of a line. A line is broken there first.
const apart = "    "

// nothingDue says when the chosen cards are next due and what can be done now. It returns the parts of one line.
func nothingDue(o *opened, f data.Filter, ch choice) ([]string, error) {
	q, err := o.Count(f, o.today, data.QueueOptions{Settings: o.set, NewLimit: o.set.NewPerDay})
	if err != nil {
		return nil, err
	}
	if q.Overdue.Cards > 0 {
		say, _, err := backlog(o, q.Overdue, o.today, backlogAtOnce)
		if q.Overdue.All && o.set.ReviewsPerDay > 0 {
			say = fmt.Sprintf("Today's %s. %s", quiz.Count(o.set.ReviewsPerDay, "review is done", "reviews are done"),
				say)
		}
		return []string{say}, err
	}
	if f.Selects() {
		if any, err := o.Any(f); err != nil || !any {
			return []string{"No card matches."}, err
		}
	}
	say := []string{"Nothing is due."}
	day, n, err := o.NextDue(f, o.today)
	if err != nil {
		return nil, err
	}
	switch {
	case n == 0:
	case day == o.today+1:
		say[0] += fmt.Sprintf(" Tomorrow %d.", n)
	default:
		say[0] += fmt.Sprintf(" Next %s: %d.", day.Time().Format("Monday 2 January"), n)
	}
	paused, all, err := o.PausedIn(f, o.today)
	if err != nil {
		return nil, err
	}
	if len(paused) > 0 {
		say = append(say, pausedSays(o, paused))
	}
	if all { // who is away wants no offers
		return say, nil
	}
	again := "recall review" + ch.arguments()
	switch fresh := len(q.New); {
	case fresh > 0:
		ready := quiz.Count(fresh, "new card is", "new cards are")
		say = append(say, fmt.Sprintf("%s ready: %s --new %d", ready, again, fresh))
	case n > 0:
		early, err := o.Count(f, o.today, data.QueueOptions{Settings: o.set, Ahead: int(day - o.today)})
		if err != nil {
			return nil, err
		}
		if len(early.Due) > 0 { // cards answered today are not asked again today
			say = append(say, fmt.Sprintf("To review early: %s --ahead %d", again, day-o.today))
		}
	}
	return say, nil
}

// pausedNow says which of a filter's decks are paused today, or returns "".
func pausedNow(o *opened, f data.Filter) (string, error) {
	paused, _, err := o.PausedIn(f, o.today)
	return pausedSays(o, paused), err
}

// thousands formats 1131 as 1,131.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
