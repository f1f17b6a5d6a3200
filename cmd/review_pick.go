package cmd

import (
	"errors"
	"fmt"
	"slices"

	"recall/data"
	"recall/quiz"
	"recall/quiz/draw"
)

// offer is an item of a menu and the cards that it would ask.
type offer struct {
	name   string
	filter data.Filter
	new    int // as data.QueueOptions.NewLimit
	data.Tally
}

// pick narrows a review by menus: to a deck, if several have something to ask, and to a chapter of it. The choice that
// it returns means the same on a command line. It returns quiz.ErrQuit if the person leaves.
func pick(o *opened, ui quiz.UI, opt quiz.Options, ch choice) (quiz.Options, choice, error) {
	asked, start, given := false, opt, ch
	if len(opt.Filter.Decks) != 1 {
		decks, err := deckOffers(o, opt)
		if err != nil {
			return opt, ch, err
		}
		i := len(decks) - 1 // don't ask about a single deck
		if len(decks) > 2 {
			asked = true
			i, err = ui.Pick("Which deck?", counted(ui.Style(), decks))
		}
		if err != nil {
			return opt, ch, err
		}
		opt.Filter, opt.Queue.NewLimit = decks[i].filter, decks[i].new
		if i == 0 { // all decks: chapters belong to one deck
			return opt, ch, nil
		}
		ch.args = slices.DeleteFunc(slices.Clone(ch.args),
			func(arg string) bool { _, err := o.FindDeck(arg); return err == nil })
		ch.args = append(ch.args, decks[i].name)
	}
	if ch.chapter != "" {
		return opt, ch, nil
	}
	chapters, err := chapterOffers(o, opt)
	if err != nil {
		return opt, ch, err
	}
	i := 0 // a single chapter may not be the whole deck: bullets can come before it
	if len(chapters) > 2 {
		i, err = ui.Pick("Which chapter?", counted(ui.Style(), chapters))
	}
	if errors.Is(err, quiz.ErrQuit) && asked { // Esc goes back
		return pick(o, ui, start, given)
	}
	if err != nil {
		return opt, ch, err
	}
	opt.Filter, opt.Queue.NewLimit = chapters[i].filter, chapters[i].new
	ch.chapter = opt.Filter.Chapter
	return opt, ch, nil
}

// deckOffers returns an offer for all decks of a filter together, and one for each that has something to ask.
func deckOffers(o *opened, opt quiz.Options) ([]offer, error) {
	decks, err := o.Decks()
	if err != nil {
		return nil, err
	}
	all, err := offered(o, "All decks", opt.Filter, opt.Queue)
	list := []offer{all}
	for i := 0; i < len(decks) && err == nil; i++ {
		d := decks[i]
		if !slices.Contains(opt.Filter.Decks, d.ID) && (len(opt.Filter.Decks) > 0 || !d.Active) {
			continue
		}
		var one offer
		if one, err = offered(o, d.Name, opt.Filter.In(d.ID), opt.Queue); one.Tally != (data.Tally{}) {
			list = append(list, one)
		}
	}
	return list, err
}

// chapterOffers returns an offer for the whole deck of a filter, and one for each of its chapters.
func chapterOffers(o *opened, opt quiz.Options) ([]offer, error) {
	chapters, err := o.Chapters(opt.Filter)
	if err != nil {
		return nil, err
	}
	all, err := offered(o, "All chapters", opt.Filter, opt.Queue)
	list := []offer{all}
	for i := 0; i < len(chapters) && err == nil; i++ {
		f := opt.Filter
		f.Chapter = chapters[i]
		var one offer
		one, err = offered(o, f.Chapter, f, opt.Queue)
		list = append(list, one)
	}
	return list, err
}

// offered returns what a filter asks today. If nothing is left, it offers another day's worth of new cards: whoever
// picks a chapter wants to learn it, whatever they have done today.
func offered(o *opened, name string, f data.Filter, opt data.QueueOptions) (offer, error) {
	q, err := o.Count(f, o.today, opt)
	if err == nil && q.Len()+q.Overdue.Cards == 0 && opt.NewLimit < 0 {
		set := o.set
		if len(f.Decks) == 1 {
			set, err = o.DeckSettings(f.Decks[0])
		}
		if err == nil {
			opt.NewLimit = set.NewPerDay
			q, err = o.Count(f, o.today, opt)
		}
	}
	t := data.Tally{Due: len(q.Due), New: len(q.New), Again: len(q.Again)}
	if opt.All { // practice repeats no card
		t.Again = 0
	}
	return offer{name, f, opt.NewLimit, t}, err
}

// tallied formats a tally in the words and the order of recall due, with "" for a count of zero.
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

// counts formats the counts of a tally that are not zero.
func counts(t data.Tally) []string {
	words := tallied(t)
	return slices.DeleteFunc(words[:], func(s string) bool { return s == "" })
}

// counted formats the items of a menu: names followed by counts in columns. A narrow window has room for two figures:
// cards asked before (due or again) and new ones.
func counted(st draw.Style, list []offer) []string {
	const narrow = 60 // columns
	var columns [3]int
	most := 0 // new cards
	for _, o := range list {
		most = max(most, o.New)
		for i, words := range tallied(o.Tally) {
			columns[i] = max(columns[i], len(words))
		}
	}
	items := make([]string, len(list))
	for i, o := range list {
		figures := ""
		for j, words := range tallied(o.Tally) {
			if columns[j] > 0 {
				figures += "  " + draw.PadLeft(words, columns[j])
			}
		}
		if st.Width < narrow {
			figures = fmt.Sprintf("%4d %+*d", o.Due+o.Again, len(fmt.Sprint(most))+1, o.New)
		}
		items[i] = clean(o.name) + "\t" + figures
	}
	return items
}
