package quiz

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"recall/data"
	"recall/deck/inline"
	"recall/deck/marks"
	"recall/quiz/draw"
	"recall/srs"
)

// headline returns the parts of the head line that say what is left, most important first.
func (s *Session) headline() []string {
	due, between := "due", " "
	if s.opt.Cram {
		due = "cram"
	}
	if s.opt.Lines { // a screen reader may read them out
		between = ", "
	}
	early := 0
	for _, id := range s.due {
		if s.early[id] {
			early++
		}
	}
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{len(s.new), "new"}, {len(s.again), "again"}, {len(s.due) - early, due}, {early, "early"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.word))
		}
	}
	head := []string{fmt.Sprintf("%d left", s.Left()), strings.Join(parts, between)}
	if left := s.estimate(); left > 0 {
		head = append(head, Minutes(left))
	}
	return head
}

// How a session estimates its pace. Without earlier days it takes enough answers first. With them, the earlier pace
// weighs as much as the given number of answers.
const (
	enough  = 5
	earlier = 20
)

// estimate returns how long the rest will take, including repeats, or 0 while that is unknown.
func (s *Session) estimate() time.Duration {
	pace := s.pace
	answers, cards := 0, 0
	for _, a := range s.acts {
		if a.kind == srs.Review {
			answers++
		}
		if a.first {
			cards++
		}
	}
	switch {
	case pace.Answer > 0:
		pace.Answer = (earlier*pace.Answer + s.took) / time.Duration(earlier+answers)
	case answers >= enough: // each card that is waiting takes at least one more answer
		pace.Answer, pace.PerCard = s.took/time.Duration(answers), float64(answers+len(s.again))/float64(cards)
	}
	return pace.For(len(s.due)+len(s.new), len(s.again))
}

// place returns where a card belongs: its deck and chapter.
func place(c *data.Card) string {
	if c.Chapter == "" {
		return c.Deck
	}
	return c.Deck + " › " + c.Chapter
}

// source returns the whole bullet, and the path to it: its headings below the chapter and any parent bullets that the
// card's front names. A record, as of a table or a package, is nothing but the two sides, which the screen shows already.
func source(c *data.Card) (path, bullet string) {
	titles := c.Path
	if len(titles) > 1 && titles[0] == c.Chapter {
		titles = titles[1:]
	}
	for parent := range strings.SplitSeq(c.Context, " › ") {
		above := func(title string) bool { return strings.Contains(title, parent) }
		if parent != c.Deck && parent != c.Chapter && !slices.ContainsFunc(c.Path, above) {
			titles = append(slices.Clip(titles), parent)
		}
	}
	names := make([]string, len(titles))
	for i, name := range titles {
		names[i] = unmarked(name)
	}
	path = strings.Join(names, " › ")
	if c.Text == marks.JoinSides(c.Prompt, c.Answer) || c.Text == marks.JoinSides(c.Answer, c.Prompt) {
		return path, ""
	}
	text, _ := inline.CutTags(c.Text) // tags are no part of what is asked
	return path, unmarked(text)
}

// Days writes an interval: 6d, 4.4mo for 135 days, 2.1y.
func Days(n int) string { return interval(n).Short }

func interval(days int) draw.Interval {
	n, unit, word := fmt.Sprint(days), "d", "day"
	switch {
	case days >= 365:
		n, unit, word = fmt.Sprintf("%.1f", float64(days)/365.25), "y", "year"
	case days >= 100:
		n, unit, word = fmt.Sprintf("%.1f", float64(days)/30.44), "mo", "month"
	}
	if n != "1" {
		word += "s"
	}
	return draw.Interval{Short: n + unit, Long: n + " " + word}
}

// Minutes writes a duration as a person would say it: "6 min", "1 h 20 min".
func Minutes(d time.Duration) string {
	n := max(1, int((d+30*time.Second)/time.Minute))
	if n < 60 {
		return fmt.Sprintf("%d min", n)
	}
	return fmt.Sprintf("%d h %d min", n/60, n%60)
}

// unmarked returns Markdown as plain words on one line, for use in a sentence.
func unmarked(md string) string {
	return strings.Join(draw.Markdown(md, draw.Style{Width: 1 << 20, Plain: true}), " ")
}

// sentence turns an error message into a sentence.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:] + "."
}
