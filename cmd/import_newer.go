package cmd

import (
	"fmt"
	"slices"
	"strings"

	"recall/data"
	"recall/quiz"
	"recall/quiz/draw"
)

// remadeWords words a count of cards of each kind, for one and for more.
var remadeWords = map[data.RemadeKind][2]string{
	data.CardReworded:  {"reworded", "reworded"},
	data.CardTitled:    {"with other titles in front", "with other titles in front"},
	data.CardAdded:     {"new", "new"},
	data.CardScheduled: {"no longer a draft", "no longer drafts"},
	data.CardDrafted:   {"now a draft", "now drafts"},
	data.CardDropped:   {"parked", "parked"},
	data.CardKept:      {"of yours keeps its words", "of yours keep their words"},
	data.CardOutdated:  {"of yours outdated", "of yours outdated"},
}

// remadeCounts counts cards by what a newer deck builder does to them: "12 reworded, 3 new".
func remadeCounts(cards []data.Remade) string {
	n := map[data.RemadeKind]int{}
	for _, r := range cards {
		n[r.Kind]++
	}
	var parts []string
	for _, k := range data.RemadeKinds {
		if n[k] > 0 {
			parts = append(parts, quiz.Count(n[k], remadeWords[k][0], remadeWords[k][1]))
		}
	}
	return strings.Join(parts, ", ")
}

// labelled is a line of a report: what happens, and to what.
type labelled struct{ label, say string }

// someRemade is how many cards of a kind are named unless all are asked for. Outdated ones are up to the learner, so
// that more of them are.
const (
	someRemade   = 3
	someOutdated = 10
)

// remadeLines words the first cards of each kind, or all. where words the place of a card. more reports whether it
// leaves any out.
func remadeLines(cards []data.Remade, all bool, where func(data.Remade) string) (lines []labelled, more bool) {
	for _, kind := range data.RemadeKinds {
		left := someRemade
		if kind == data.CardOutdated {
			left = someOutdated
		}
		for _, r := range cards {
			if r.Kind != kind {
				continue
			}
			if left--; left < 0 && !all {
				more = true
				break
			}
			lines = append(lines, labelled{string(kind), where(r) + sayRemade(r)})
		}
	}
	return lines, more
}

func sayRemade(r data.Remade) string {
	was, is := quoted(r.Front+" → "+r.Answer), quoted(r.NewFront+" → "+r.NewAnswer)
	switch r.Kind {
	case data.CardReworded, data.CardTitled, data.CardScheduled:
		if was != is {
			return was + " -> " + is
		}
		return is
	case data.CardAdded, data.CardDrafted:
		return is
	case data.CardKept:
		return was + " instead of " + is
	}
	return was
}

// reportRemade prints what a newer deck builder makes of bullets that are the same: counts, and the first cards of each
// kind, or all.
func (a *app) reportRemade(b *batch, p *data.Plan, all bool, st draw.Style) {
	if len(p.Remade) == 0 {
		return
	}
	why := "the deck builder is newer"
	if b.separated {
		why = "card_separator has changed"
	}
	hang(a.Out, st, "  ", why+"; cards of unchanged bullets: "+remadeCounts(p.Remade))
	lines, more := remadeLines(p.Remade, all, func(r data.Remade) string {
		return inLine(fmt.Sprintf("%s:%d", a.nameOf(b, r.Path), r.Line)) + "  "
	})
	for _, l := range lines {
		hang(a.Out, st, fmt.Sprintf("  %-9s  ", l.label), l.say)
	}
	if more {
		fmt.Fprintln(a.Out, "  --report lists all of them")
	}
	if say := rejectOutdated(p); say != "" {
		hang(a.Out, st, "  ", say)
	}
}

// rejectOutdated offers to reject the cards that the deck builder would not make any more, or returns "" if a plan has
// none.
func rejectOutdated(p *data.Plan) string {
	if !slices.ContainsFunc(p.Remade, func(r data.Remade) bool { return r.Kind == data.CardOutdated }) {
		return ""
	}
	query := "deck:" + data.QueryTerm(clean(p.Deck)) + " is:outdated"
	return "outdated cards are asked as before; to stop being asked them: recall reject " + quoteArg(query)
}

// newerBuilder says, once, how many files an older deck builder read, or returns nil.
func newerBuilder(o *opened) ([]string, error) {
	files, err := o.NewerBuilder()
	if err != nil || files == 0 {
		return nil, err
	}
	return []string{
		quiz.Count(files, "file has", "files have") + " cards made by an older deck builder: recall import",
		"cards you have answered keep their words; --dry-run shows the changes",
	}, o.ToldNewerBuilder()
}

// remadeRow is a card that a newer deck builder makes otherwise, as JSON.
type remadeRow struct {
	Card      string `json:"card"` // "" for a new one
	Kind      string `json:"kind"`
	Path      string `json:"path"`
	Line      int    `json:"line"`
	Front     string `json:"front"`
	Answer    string `json:"answer"`
	NewFront  string `json:"new_front"`
	NewAnswer string `json:"new_answer"`
}

func rowOfRemade(r data.Remade) remadeRow {
	card := ""
	if r.Card != 0 {
		card = fmt.Sprintf("%x", r.UID)
	}
	return remadeRow{card, string(r.Kind), r.Path, r.Line, r.Front, r.Answer, r.NewFront, r.NewAnswer}
}
