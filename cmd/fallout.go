package cmd

import (
	"fmt"
	"strings"

	"recall/data"
	"recall/deck"
	"recall/quiz"
	"recall/quiz/draw"
)

// whyText words the reason for what an import did to a learnt card.
func whyText(w data.Why) string {
	detail := w.Detail()
	switch w.Code() {
	case data.WhyAnswer:
		return "the answer changed"
	case data.WhyQuestion:
		return "the question changed"
	case data.WhyGone:
		return "its bullet is gone"
	case data.WhyDuplicate:
		return "another bullet makes the same card (" + placeOf(detail) + ")"
	case data.WhyNoCard:
		if text := deck.Reason(detail).Text(); text != "" {
			return "its bullet makes no card any more (" + text + ")"
		}
		return "its bullet makes no such card any more"
	}
	return "the fact changed"
}

// placeOf words where another bullet stands: a line of the same file, or FILE:LINE.
func placeOf(where string) string {
	if strings.Contains(where, ":") {
		return where
	}
	return "line " + where
}

// fate says what happens to a card, and why.
func fate(f data.Fallout) string {
	why := whyText(f.Why)
	switch f.Kind {
	case data.CardRestarted:
		return why + "; due today, history kept"
	case data.CardParked:
		return why + "; history kept"
	}
	if f.Why == data.WhyQuestion {
		return "its question may be another one; its schedule stays"
	}
	return why + " a little; its schedule stays"
}

// reportFallout prints a line for each learnt card that starts over, is parked, or was edited in doubt.
func (a *app) reportFallout(b *batch, cards []data.Fallout, st draw.Style) {
	if len(cards) == 0 {
		return
	}
	fmt.Fprintf(a.Out, "  of the cards you have learnt: %s\n", falloutCounts(cards))
	for _, f := range cards {
		head := fmt.Sprintf("  %-9s  ", f.Kind)
		say := fmt.Sprintf("%s:%d  %s: %s", a.nameOf(b, f.Path), f.Line, oneLine(f.Front), fate(f))
		if f.Kind == data.CardEdited { // no line above tells how
			say += ": " + quoted(f.Old) + " -> " + quoted(f.New)
		}
		hang(a.Out, st, head, clean(say))
	}
}

// briefFallout names the first few cards and what happens to them, as sentences.
func briefFallout(cards []data.Fallout) (say string) {
	const most = 3
	for i, f := range cards {
		if i == most {
			return say + fmt.Sprintf(" And %s.", quiz.Count(len(cards)-most, "other card", "other cards"))
		}
		say += fmt.Sprintf(" %s %s: %s.", sentence(string(f.Kind)), oneLine(f.Front), fate(f))
	}
	return say
}

// falloutCounts counts cards by what happens to them: "2 start over, 1 is parked".
func falloutCounts(cards []data.Fallout) string {
	n := map[data.FalloutKind]int{}
	for _, f := range cards {
		n[f.Kind]++
	}
	var parts []string
	for _, k := range []struct {
		kind      data.FalloutKind
		one, many string
	}{
		{data.CardRestarted, "starts over", "start over"},
		{data.CardParked, "is parked", "are parked"},
		{data.CardEdited, "was edited", "were edited"},
	} {
		if n[k.kind] > 0 {
			parts = append(parts, quiz.Count(n[k.kind], k.one, k.many))
		}
	}
	return strings.Join(parts, ", ")
}

// falloutRow is a learnt card that an import starts over, parks or edits, as JSON.
type falloutRow struct {
	Card  string `json:"card"`
	Kind  string `json:"kind"`
	Path  string `json:"path"`
	Line  int    `json:"line"`
	Front string `json:"front"`
	Why   string `json:"why"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

func rowOfFallout(f data.Fallout) falloutRow {
	return falloutRow{fmt.Sprintf("%x", f.UID), string(f.Kind), f.Path, f.Line, f.Front, string(f.Why), f.Old, f.New}
}
