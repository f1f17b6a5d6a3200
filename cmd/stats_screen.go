package cmd

import (
	"fmt"
	"io"
	"strings"
	"time"

	"recall/data"
	"recall/quiz"
	"recall/quiz/draw"
	"recall/srs"
)

// statsView prints statistics for a person. Above each chart is a sentence that says the same, so that --plain can
// leave the chart out.
type statsView struct {
	out    io.Writer
	st     draw.Style
	s      *data.Stats
	span   data.Span
	plain  bool   // without the charts
	name   string // title of the cards that were asked for
	part   bool   // only some of the cards were asked for
	bare   []data.Bare
	paused string // which decks are paused; "" if none is
}

// At wideStats columns or more, panels are side by side.
const (
	wideStats   = 72
	panelGap    = 3
	panelHeight = 4
)

func (v *statsView) print() {
	v.head()
	v.activity()
	var pairs [][2]func(draw.Style) []string
	if v.s.Longest > 0 {
		pairs = append(pairs, [2]func(draw.Style) []string{v.forecast, v.retention})
	}
	if len(v.s.Days) > 0 {
		pairs = append(pairs, [2]func(draw.Style) []string{v.grades, v.hours},
			[2]func(draw.Style) []string{v.eases, v.time})
	}
	for _, p := range pairs {
		v.pair(p[0], p[1])
	}
	v.tree()
}

func (v *statsView) lines(lines []string) {
	for _, l := range lines {
		fmt.Fprintln(v.out, l)
	}
}

// say formats a sentence and wraps it to the width of st.
func (v *statsView) say(st draw.Style, format string, args ...any) []string {
	return draw.Wrap(st.Signs(clean(fmt.Sprintf(format, args...))), st.Width)
}

// pair draws two panels, side by side if there is room.
func (v *statsView) pair(left, right func(draw.Style) []string) {
	fmt.Fprintln(v.out)
	if v.st.Width < wideStats || v.plain {
		v.lines(left(v.st))
		if !v.plain {
			fmt.Fprintln(v.out)
		}
		v.lines(right(v.st))
		return
	}
	st := v.st
	st.Width = (v.st.Width - panelGap) / 2
	a, b := left(st), right(st)
	v.lines(draw.Beside(a, b, st.Width+panelGap))
}

func (v *statsView) head() {
	t := &v.s.Total
	parts := []string{v.name + ": " + countOf(t.Cards, "card", "cards")}
	for _, p := range []struct {
		n    int
		word string
	}{{t.New, "new"}, {t.Young, "young"}, {t.Mature, "mature"}, {t.Suspended, "suspended"}, {t.Drafts, "drafts"},
		{t.Parked, "parked"}} {
		if p.n == 1 {
			p.word = strings.TrimSuffix(p.word, "s") // "1 draft"; the other words have no plural
		}
		if p.n > 0 {
			parts = append(parts, thousands(p.n)+" "+p.word)
		}
	}
	between := " · "
	if v.plain {
		between = ", "
	}
	for i, l := range v.say(v.st, "%s", strings.Join(parts, between)) {
		if i == 0 {
			l = v.st.Paint(draw.Bold, l)
		}
		fmt.Fprintln(v.out, l)
	}
}

// activity draws the reviews of each day as a heat map.
func (v *statsView) activity() {
	weeks := v.weeks(draw.HeatmapWeeks(v.st.Width))
	monday := v.span.Today - srs.Day((int(v.span.Today.Time().Weekday())+6)%7)
	counts := make([]int, int(v.span.Today-monday)+1+7*(weeks-1))
	reviews, days := 0, 0
	for _, d := range v.s.Days {
		at := len(counts) - 1 - int(v.span.Today-d.Day)
		if d.Reviews == 0 || at < 0 || at >= len(counts) {
			continue
		}
		counts[at] = d.Reviews
		reviews += d.Reviews
		days++
	}
	if v.s.Longest == 0 {
		hint := ": recall review"
		if v.part {
			hint = ""
		}
		v.lines(v.say(v.st, "No reviews yet%s", hint))
		return
	}
	if v.paused != "" {
		v.lines(v.say(v.st, "%s", v.paused))
	}
	v.lines(v.say(v.st, "Reviews, last %s: %s on %s; longest streak %s, now %d", v.ago(weeks), thousands(reviews),
		quiz.Count(days, "day", "days"),
		quiz.Count(v.s.Longest, "day", "days"), v.s.Streak))
	if !v.plain {
		v.lines(draw.Heatmap(counts, v.span.Today.Time(), weeks, v.st))
	}
}

// weeks returns how many weeks a chart shows: those of the learner's own time, and no more than the days asked for can
// touch.
func (v *statsView) weeks(most int) int {
	if v.span.Back > 0 {
		most = min(most, (v.span.Back+12)/7)
	}
	if len(v.s.Days) == 0 {
		return most
	}
	return max(1, min(most, weekOf(v.span.Today)-weekOf(v.s.Days[0].Day)+1))
}

// ago names the period that the charts cover.
func (v *statsView) ago(weeks int) string {
	if v.span.Back > 0 && v.span.Back <= 7*weeks {
		return quiz.Count(v.span.Back, "day", "days")
	}
	return quiz.Count(weeks, "week", "weeks")
}

func (v *statsView) forecast(st draw.Style) []string {
	sum := 0
	for _, n := range v.s.Due {
		sum += n
	}
	due := fmt.Sprintf("Due today %s", thousands(v.s.Due[0]))
	if v.s.Overdue > 0 { // short enough for half a window
		due = fmt.Sprintf("Due %s (%s overdue)", thousands(v.s.Due[0]), thousands(v.s.Overdue))
	}
	lines := v.say(st, "%s, in %s %s", due, quiz.Count(len(v.s.Due), "day", "days"), thousands(sum))
	if v.plain || sum == 0 {
		return lines
	}
	var rows []draw.Bar
	for i, n := range v.s.Due[:min(forecastShown, len(v.s.Due))] {
		rows = append(rows, draw.Bar{Label: (v.span.Today + srs.Day(i)).Time().Format("Mon 02"), Value: float64(n),
			Note: thousands(n)})
	}
	return append(lines, draw.Bars(rows, 0, st)...)
}

func (v *statsView) retention(st draw.Style) []string {
	recent := data.RecentDays
	if v.span.Back > 0 {
		recent = v.span.Back
	}
	recently := quiz.Count(recent, "day", "days")
	young, mature := rate(v.s.Recent.Young), rate(v.s.Recent.Mature)
	youngEver, matureEver := rate(v.s.Ever.Young), rate(v.s.Ever.Mature)
	var lines []string
	if v.plain {
		lines = v.say(st, "True retention, last %s: young %s, mature %s; in all: young %s, mature %s", recently, young,
			mature, youngEver, matureEver)
	} else {
		lines = v.say(st, "True retention")
		first, second := draw.Width(recently), len("all")
		for _, w := range []string{young, mature} {
			first = max(first, draw.Width(w))
		}
		for _, w := range []string{youngEver, matureEver} {
			second = max(second, draw.Width(w))
		}
		row := func(label, a, b string) string {
			return draw.Pad(label, 10) + draw.PadLeft(a, first) + "   " + draw.PadLeft(b, second)
		}
		lines = append(lines, st.Paint(draw.Dim, row("", recently, "all")), row("  young", young, youngEver),
			row("  mature", mature, matureEver))
	}
	for _, l := range v.say(st, data.RetentionSays+".") {
		lines = append(lines, st.Paint(draw.Dim, l))
	}
	if n := v.s.Leeches; n > 0 {
		lines = append(lines, v.say(st, "%s: recall list is:leech", quiz.Count(n, "leech", "leeches"))...)
		for _, l := range v.say(st, "%s. "+data.LapseSays+".", leechSays(v.s.LeechAt)) {
			lines = append(lines, st.Paint(draw.Dim, l))
		}
	}
	return lines
}

// leechSays says which cards are leeches; 0: that depends on the deck.
func leechSays(at int) string {
	if at == 0 {
		return "They have as many lapses as leech_at says for their deck, or more"
	}
	return fmt.Sprintf("They have %d lapses or more", at)
}

// rate formats a retention with its number of answers, such as "88% of 412". It is "-" if there are too few.
func rate(r data.Rate) string {
	if share, ok := r.Known(); ok {
		return fmt.Sprintf("%s of %s", draw.Percent(share), thousands(r.Of))
	}
	return "-"
}

// shareOf formats n as a share of a number of answers. It is "-" if there are too few.
func shareOf(n, of int) string {
	if p, ok := (data.Rate{Passed: n, Of: of}).Known(); ok {
		return draw.Percent(p)
	}
	return "-"
}

func (v *statsView) grades(st draw.Style) []string {
	sum, _ := v.s.Sum()
	counts, all := [...]int{sum.Again, sum.Hard, sum.Good, sum.Easy}, sum.Reviews
	right := shareOf(all-sum.Again, all)
	lines := v.say(st, "First answers: %s, right %s", thousands(all), right)
	if v.plain {
		return v.say(st, "First answers: %s, right %s: again %s, hard %s, good %s, easy %s", thousands(all), right,
			thousands(counts[0]), thousands(counts[1]), thousands(counts[2]), thousands(counts[3]))
	}
	var rows []draw.Bar
	for i, name := range [...]string{"Again", "Hard", "Good", "Easy"} {
		rows = append(rows, draw.Bar{Label: name, Value: float64(counts[i]),
			Note: thousands(counts[i]) + draw.PadLeft(shareOf(counts[i], all), 5)})
	}
	return append(lines, draw.Bars(rows, 0, st)...)
}

func (v *statsView) hours(st draw.Style) []string {
	var list []draw.Tower
	all, best := 0, 0
	for h, n := range v.s.Hours {
		c := draw.Tower{Value: float64(n)}
		if h%6 == 0 {
			c.Label = fmt.Sprintf("%02d", h)
		}
		list = append(list, c)
		all += n
		if n > v.s.Hours[best] {
			best = h
		}
	}
	if all == 0 {
		return nil
	}
	lines := v.say(st, "Hours: most from %02d to %02d (%s)", best, (best+1)%24, shareOf(v.s.Hours[best], all))
	if v.plain {
		return lines
	}
	return append(lines, draw.Skyline(list, 1, panelHeight-1, st)...)
}

// eases draws a histogram of the ease of learnt cards, in steps of a tenth.
func (v *statsView) eases(st draw.Style) []string {
	const last = 300 // and above
	eases, all, floor := v.s.Total.Eases, 0, 0
	var list []draw.Tower
	for from := srs.MinEase; from <= last; from += 10 {
		c := draw.Tower{}
		if (from-srs.MinEase)%60 == 0 {
			c.Label = ease(from)
		}
		list = append(list, c)
	}
	for e, n := range eases {
		all += n
		if e == srs.MinEase {
			floor = n
		}
		list[min(len(list)-1, (e-srs.MinEase)/10)].Value += float64(n)
	}
	if all == 0 {
		return v.say(st, "Ease: no card has been learnt yet")
	}
	lines := v.say(st, "Ease: median %s, at the floor %s", ease(v.s.Total.EaseMedian()), shareOf(floor, all))
	if v.plain {
		return lines
	}
	return append(lines, draw.Skyline(list, 2, panelHeight-1, st)...)
}

// time draws the minutes of each week.
func (v *statsView) time(st draw.Style) []string {
	sum, _ := v.s.Sum()
	days := len(v.s.Days) // with an answer
	weeks := v.weeks(st.Width)
	list := make([]draw.Tower, weeks)
	for _, d := range v.s.Days {
		if at := weeks - 1 - (weekOf(v.span.Today) - weekOf(d.Day)); at >= 0 && at < weeks {
			list[at].Value += d.Took.Seconds()
		}
	}
	lines := v.say(st, "Time: %s, %s a day, %d s an answer", longTime(sum.Took),
		quiz.Minutes(sum.Took/time.Duration(days)), int(sum.Took.Seconds()/float64(sum.Answers)+0.5))
	if v.plain {
		return lines
	}
	wide := max(1, min(3, st.Width/weeks))
	if weeks == 1 {
		list[0].Label = "now"
		return append(lines, draw.Skyline(list, wide, panelHeight-1, st)...)
	}
	list[0].Label = quiz.Count(weeks-1, "week ago", "weeks ago")
	if room := weeks*wide - 4; room > draw.Width(list[0].Label)+1 {
		list[room/wide].Label = "now"
	}
	return append(lines, draw.Skyline(list, wide, panelHeight-1, st)...)
}

// longTime formats a duration in minutes, or in hours if it is long.
func longTime(d time.Duration) string {
	switch {
	case d < time.Hour:
		return quiz.Minutes(d)
	case d < 10*time.Hour:
		return fmt.Sprintf("%.1f h", d.Hours())
	}
	return thousands(int(d.Hours()+0.5)) + " h"
}

// weekOf numbers weeks that begin on Mondays.
func weekOf(d srs.Day) int { return (int(d) + 3) / 7 }
