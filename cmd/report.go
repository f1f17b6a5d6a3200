package cmd

import (
	"bufio"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/quiz"
	"recall/quiz/draw"
	"recall/srs"
)

func (a *app) reportCommand() *cobra.Command {
	var path string
	var yes bool
	var ch choice
	c := &cobra.Command{
		Use:   "report [DECK|QUERY]",
		Short: "Write your statistics as an HTML page",
		Long: `Write what recall stats shows, with better charts, as a single HTML page. It
loads nothing, runs no scripts, follows the reader's light or dark mode and
fits a phone. A newer report replaces an older one; recall asks before it
replaces any other file.`,
		Example: "  recall report -o report.html\n  recall report python -o python.html\n  recall report 'path:5' > five.html",
		RunE: func(c *cobra.Command, args []string) error {
			ch.args = args
			if _, tty := terminal(a.Out); tty && path == "" {
				return &usageError{msg: "a report is a file to open in a browser", hint: "recall report -o report.html"}
			}
			defer collectEarly()()
			return a.present(c.Context(), func(o *opened) error {
				r, err := a.makeReport(o, ch)
				if err != nil {
					return err
				}
				write := func(w io.Writer) error {
					out := bufio.NewWriter(w)
					if err := draw.WriteReport(out, r); err != nil {
						return err
					}
					return out.Flush()
				}
				if path == "" || path == "-" {
					return write(a.Out)
				}
				if err := a.writeFile(path, []string{draw.ReportMark}, yes, write); err != nil {
					return err
				}
				_, err = fmt.Fprintf(a.Err, "%s is written; open it in a browser.\n", inLine(path))
				return err
			})
		},
	}
	c.ValidArgsFunction = a.completeDecks
	c.Flags().StringVarP(&path, "output", "o", "", "write to this `FILE` (default: standard output)")
	c.Flags().BoolVarP(&yes, "yes", "y", false, "replace the file even if it is not a report")
	ch.flags(c)
	a.completeChoice(c)
	return c
}

// How far a report looks ahead and back.
const (
	reportForecast = 30 // days
	reportWeeks    = 26
)

// reportMaker turns statistics into the parts of the HTML page.
type reportMaker struct {
	*data.Stats
	today srs.Day
}

func (a *app) makeReport(o *opened, ch choice) (draw.Report, error) {
	f, err := a.filter(o, ch)
	if err != nil {
		return draw.Report{}, err
	}
	name, err := choiceName(o, ch)
	if err != nil {
		return draw.Report{}, err
	}
	m := reportMaker{today: o.today}
	if m.Stats, err = o.Stats(f, data.Span{Today: o.today, Ahead: reportForecast}); err != nil {
		return draw.Report{}, err
	}
	r := draw.Report{Title: name, Day: o.today.Time(), Tiles: m.tiles(), Activity: m.activity(), Chapters: m.chapters()}
	r.Parts, r.Shares = []draw.Part{m.forecast()}, []draw.Part{m.states()}
	if len(m.Days) > 0 {
		r.Parts = append(r.Parts, m.retention(), m.minutes(), m.hourly(), m.eases())
		r.Shares = append(r.Shares, m.grades())
	}
	return r, nil
}

func (m *reportMaker) tiles() []draw.Tile {
	t := m.Total
	list := []draw.Tile{
		{Figure: thousands(t.Cards), Of: fmt.Sprintf("cards, %s of them new", thousands(t.New))},
		{Figure: thousands(t.Due), Of: "due today"},
	}
	sum, days := m.Sum()
	if days == 0 {
		return list
	}
	list = append(list,
		draw.Tile{Figure: quiz.Count(m.Streak, "day", "days"), Of: fmt.Sprintf("in a row now, %d at most", m.Longest)},
		draw.Tile{Figure: thousands(sum.Reviews), Of: "reviews on " + quiz.Count(days, "day", "days")})
	recent := m.Recent.All()
	if share, ok := recent.Known(); ok {
		list = append(list, draw.Tile{Figure: draw.Percent(share),
			Of: fmt.Sprintf("recalled, last %d days", data.RecentDays)})
	}
	spent := sum.Took
	figure := quiz.Minutes(spent)
	if spent >= 10*time.Hour {
		figure = fmt.Sprintf("%.0f h", spent.Hours())
	}
	return append(list, draw.Tile{Figure: figure, Of: "spent"})
}

func (m *reportMaker) activity() draw.Part {
	const weeks = 53
	p := draw.Part{Title: "Reviews"}
	if len(m.Days) == 0 {
		p.Say = "No reviews yet: start with recall review."
		return p
	}
	counts := make([]int, 7*weeks)
	reviews, days := 0, 0
	for _, d := range m.Days {
		if back := int(m.today - d.Day); back >= 0 && back < len(counts) && d.Reviews > 0 {
			counts[len(counts)-1-back] = d.Reviews
			reviews += d.Reviews
			days++
		}
	}
	p.Say = fmt.Sprintf("%s in the last year, on %s.", countOf(reviews, "review", "reviews"),
		quiz.Count(days, "day", "days"))
	p.Picture, p.Keys = draw.Calendar(counts, m.today.Time(), p.Say)
	return p
}

func (m *reportMaker) forecast() draw.Part {
	p := draw.Part{Title: "Due"}
	sum := 0
	var list []draw.Column
	for i, n := range m.Due {
		sum += n
		day := (m.today + srs.Day(i)).Time()
		c := draw.Column{Value: float64(n), Class: "bar", Say: fmt.Sprintf("%s: %d", day.Format("Mon 2 January"), n)}
		if i%7 == 0 {
			c.Tick = day.Format("2 Jan")
		}
		list = append(list, c)
	}
	p.Say = fmt.Sprintf("%s in the next %d days, as things stand", countOf(sum, "card is due", "cards are due"),
		len(m.Due))
	if m.Overdue > 0 {
		p.Say += fmt.Sprintf("; %d of today's are overdue", m.Overdue)
	}
	p.Say += "."
	if sum > 0 {
		p.Picture = draw.Columns(list, p.Say)
	}
	return p
}

func (m *reportMaker) states() draw.Part {
	t := m.Total
	return stacked("Cards", "Young cards come back within three weeks, mature ones later.", []share{
		{"mature", "mature", t.Mature}, {"young", "young", t.Young}, {"unseen", "new", t.New},
		{"suspended", "suspended", t.Suspended},
	})
}

// share is one part of a whole.
type share struct {
	class, name string
	n           int
}

// stacked draws the parts of a whole as one stacked bar, with a legend.
func stacked(title, say string, parts []share) draw.Part {
	p := draw.Part{Title: title, Say: say}
	sum := 0
	for _, s := range parts {
		sum += s.n
	}
	if sum == 0 {
		return p
	}
	label := title
	var list []draw.Column
	for _, s := range parts {
		if s.n == 0 {
			continue
		}
		words := s.name + " " + thousands(s.n)
		if of, ok := (data.Rate{Passed: s.n, Of: sum}).Known(); ok {
			words += " (" + draw.Percent(of) + ")"
		}
		label += ", " + words
		list = append(list, draw.Column{Value: float64(s.n), Class: s.class, Say: words})
		p.Keys = append(p.Keys, draw.Key{Class: s.class, Label: words})
	}
	p.Picture = draw.Stack(list, label)
	return p
}

func (m *reportMaker) grades() draw.Part {
	sum, _ := m.Sum()
	return stacked("Grades", "The first answer of a card on each day.", []share{
		{"again", "Again", sum.Again}, {"hard", "Hard", sum.Hard}, {"good", "Good", sum.Good},
		{"easy", "Easy", sum.Easy},
	})
}

func (m *reportMaker) retention() draw.Part {
	all := m.Ever
	p := draw.Part{Title: "True retention",
		Say: fmt.Sprintf("In the last %d days: young %s, mature %s. Ever: young %s, mature %s. %s.", data.RecentDays,
			rate(m.Recent.Young), rate(m.Recent.Mature), rate(all.Young), rate(all.Mature), data.RetentionSays)}
	weeks := make([]data.Rate, reportWeeks)
	for _, d := range m.Days {
		if w := m.week(d.Day); w >= 0 {
			all := d.Retention.All()
			weeks[w].Passed += all.Passed
			weeks[w].Of += all.Of
		}
	}
	list := make([]draw.Point, reportWeeks)
	known := 0
	for i, r := range weeks {
		list[i] = draw.Point{Share: -1, Tick: m.weekTick(i)}
		if share, ok := r.Known(); ok {
			list[i].Share, list[i].Say = share, fmt.Sprintf("%s: %s", m.weekName(i), rate(r))
			known++
		}
	}
	if known > 1 {
		p.Picture = draw.Trend(list, fmt.Sprintf("Recalled, by week, %d weeks", reportWeeks))
	}
	return p
}

// week returns the index of a day's week among the last reportWeeks; the current week is the last. It is negative for a
// day outside them.
func (m *reportMaker) week(day srs.Day) int {
	if day > m.today { // the clock was set back
		return -1
	}
	monday := m.today - (m.today+3)%7 // 1970-01-01 was a Thursday
	return reportWeeks - 1 - (int(monday)-int(day)+6)/7
}

func (m *reportMaker) weekStart(i int) time.Time {
	return (m.today - (m.today+3)%7 - srs.Day(7*(reportWeeks-1-i))).Time()
}

func (m *reportMaker) weekName(i int) string { return "Week of " + m.weekStart(i).Format("2 January") }

// began returns the first week in which the learner answered: averages begin there, and so do the names of months.
func (m *reportMaker) began() int {
	if len(m.Days) == 0 {
		return 0
	}
	return min(reportWeeks-1, max(0, m.week(m.Days[0].Day)))
}

// weekTick labels the first week of a month, and returns "" for others.
func (m *reportMaker) weekTick(i int) string {
	if start := m.weekStart(i); start.Day() <= 7 && i >= m.began() {
		return start.Format("Jan")
	}
	return ""
}

func (m *reportMaker) minutes() draw.Part {
	var took [reportWeeks]time.Duration
	var sum time.Duration
	for _, d := range m.Days {
		if w := m.week(d.Day); w >= 0 {
			took[w] += d.Took
			sum += d.Took
		}
	}
	own := reportWeeks - m.began()
	p := draw.Part{Title: "Minutes a week",
		Say: fmt.Sprintf("%s a week on average, over %s.", quiz.Minutes(sum/time.Duration(own)), quiz.Count(own, "week", "weeks"))}
	var list []draw.Column
	for i, d := range took {
		list = append(list, draw.Column{Value: d.Minutes(), Class: "bar", Tick: m.weekTick(i),
			Say: fmt.Sprintf("%s: %.0f min", m.weekName(i), d.Minutes())})
	}
	p.Picture = draw.Columns(list, p.Say)
	return p
}

func (m *reportMaker) hourly() draw.Part {
	best := 0
	var list []draw.Column
	for i, n := range m.Hours {
		if n > m.Hours[best] {
			best = i
		}
		c := draw.Column{Value: float64(n), Class: "bar",
			Say: fmt.Sprintf("%02d:00: %s", i, countOf(n, "review", "reviews"))}
		if i%6 == 0 {
			c.Tick = fmt.Sprintf("%02d:00", i)
		}
		list = append(list, c)
	}
	p := draw.Part{Title: "Hours of the day",
		Say: fmt.Sprintf("Most reviews are done from %02d:00 to %02d:00.", best, (best+1)%24)}
	p.Picture = draw.Columns(list, p.Say)
	return p
}

func (m *reportMaker) eases() draw.Part {
	p := draw.Part{Title: "Ease", Say: "No card has been learnt yet."}
	eases := m.Total.Eases
	if len(eases) == 0 {
		return p
	}
	first, last := srs.MinEase/10, srs.StartEase/10
	for e := range eases {
		last = max(last, e/10)
	}
	counts := make([]int, last-first+1)
	cards := 0
	for e, n := range eases {
		counts[e/10-first] += n
		cards += n
	}
	floor := eases[srs.MinEase]
	p.Say = fmt.Sprintf("By how much intervals grow: median %s; %d%% of %s at the floor of 1.30.",
		ease(m.Total.EaseMedian()), floor*100/cards,
		countOf(cards, "card", "cards"))
	if m.Leeches > 0 {
		p.Say += fmt.Sprintf(" %s. %s. %s.", quiz.Count(m.Leeches, "leech", "leeches"), leechSays(m.LeechAt), data.LapseSays)
	}
	var list []draw.Column
	for i, n := range counts {
		from := fmt.Sprintf("%.1f", float64(first+i)/10)
		c := draw.Column{Value: float64(n), Class: "bar",
			Say: fmt.Sprintf("from %s: %s", from, quiz.Count(n, "card", "cards"))}
		if i%2 == 0 {
			c.Tick = from
		}
		list = append(list, c)
	}
	p.Picture = draw.Columns(list, p.Say)
	return p
}

func (m *reportMaker) chapters() (list []draw.Chapter) {
	before := ""
	for _, g := range m.Chapters {
		if g.Bullets == 0 {
			continue
		}
		c := draw.Chapter{Name: g.Chapter, Bullets: g.Bullets, Covered: g.Covered, Learnt: g.Learnt,
			Mastered: float64(g.Mastered) / float64(g.Bullets), LearntShare: float64(g.Learnt) / float64(g.Bullets)}
		if len(m.Decks) > 1 && g.Deck != before {
			c.Deck = g.Deck
		}
		before = g.Deck
		if c.Name == "" {
			c.Name = "(before the first heading)"
		}
		all := g.Retention
		c.Retention = shareOf(all.Passed, all.Of)
		list = append(list, c)
	}
	return list
}

// countOf is quiz.Count with thousands separators.
func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}
