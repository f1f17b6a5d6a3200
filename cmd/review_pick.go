package cmd

import (
	"fmt"
	"math"
	"slices"

	"recall/data"
	"recall/quiz"
	"recall/quiz/draw"
)

// pick narrows what a review asks by menus: to a deck, where none was named and more than one has something to ask, and to a chapter.
// quiz.ErrQuit: the person left.
func pick(o *opened, ui quiz.UI, opt quiz.Options) (data.Filter, error) {
	f := opt.Filter
	if !f.Selects() && len(f.Decks) == 0 {
		picked, err := pickDecks(o, ui, opt)
		if err != nil {
			return f, err
		}
		f.Decks = picked
	}
	if f.Chapter != "" {
		return f, nil
	}
	opt.Filter = f
	chapter, err := pickChapter(o, ui, opt)
	f.Chapter = chapter
	return f, err
}

// pickDecks asks which deck to study, where more than one has something to ask.
func pickDecks(o *opened, ui quiz.UI, opt quiz.Options) ([]int64, error) {
	q, err := o.Queue(opt.Filter, o.today, opt.Queue)
	if err != nil {
		return nil, err
	}
	decks, err := o.Decks()
	if err != nil {
		return nil, err
	}
	ids := []int64{0}
	names, tallies := []string{"All decks"}, []data.Tally{{}}
	for _, d := range decks {
		t := q.ByDeck[d.ID]
		if t == nil || t.Due+t.New+t.Again == 0 {
			continue
		}
		tallies[0].Due += t.Due
		tallies[0].Again += t.Again
		tallies[0].New += t.New
		ids, names, tallies = append(ids, d.ID), append(names, d.Name), append(tallies, *t)
	}
	if len(ids) <= 2 {
		return nil, nil
	}
	i, err := ui.Pick("Which deck?", counted(ui.Style(), names, tallies))
	if err != nil || i == 0 {
		return nil, err
	}
	return []int64{ids[i]}, nil
}

// pickChapter asks which chapter to study; "" is all of them.
func pickChapter(o *opened, ui quiz.UI, opt quiz.Options) (string, error) {
	if opt.Queue.NewLimit < 0 {
		opt.Queue.NewLimit = math.MaxInt // what each chapter has, not what today's limit leaves of it
	}
	chapters, err := o.Chapters(opt.Filter)
	if err != nil || len(chapters) < 2 {
		return "", err
	}
	names := append([]string{""}, chapters...)
	tallies := make([]data.Tally, len(names))
	for i, name := range names {
		f := opt.Filter
		f.Chapter = name
		q, err := o.Queue(f, o.today, opt.Queue)
		if err != nil {
			return "", err
		}
		tallies[i] = data.Tally{Due: len(q.Due), Again: len(q.Again), New: len(q.New)}
	}
	names[0] = "All chapters"
	i, err := ui.Pick("Which chapter?", counted(ui.Style(), names, tallies))
	if err != nil || i == 0 {
		return "", err
	}
	return chapters[i-1], nil
}

// tallied is what a tally counts, in the words and the order of recall due; "" for none.
func tallied(t data.Tally) (words [3]string) {
	for i, part := range [...]struct {
		n    int
		word string
	}{{t.Due, "due"}, {t.Again, "again"}, {t.New, "new"}} {
		if part.n > 0 {
			words[i] = fmt.Sprintf("%d %s", part.n, part.word)
		}
	}
	return words
}

// counts is what a tally counts, without what it counts none of.
func counts(t data.Tally) []string {
	words := tallied(t)
	return slices.DeleteFunc(words[:], func(s string) bool { return s == "" })
}

// counted puts what each item of a menu would ask behind its name, in columns. A narrow window has room for two figures: the cards
// that were asked before, due or again, and the new ones.
func counted(st draw.Style, names []string, tallies []data.Tally) []string {
	width := st.Width - 10 // the menu's own signs
	var columns [3]int
	for _, t := range tallies {
		for i, words := range tallied(t) {
			columns[i] = max(columns[i], len(words))
		}
	}
	items := make([]string, len(names))
	for i, name := range names {
		counts := ""
		for j, words := range tallied(tallies[i]) {
			if columns[j] > 0 {
				counts += "  " + draw.PadLeft(words, columns[j])
			}
		}
		if width < 50 {
			counts = fmt.Sprintf("%4d +%d", tallies[i].Due+tallies[i].Again, tallies[i].New)
		}
		room := max(8, min(40, width-len(counts)-1))
		items[i] = draw.Pad(st.Truncate(clean(name), room), room) + " " + counts
	}
	return items
}
