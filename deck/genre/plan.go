package genre

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// counts reports whether a title counts off a word of the class: "sprint 14", "day01 - setup", 第三周.
func counts(lex *text.Lexicon, c text.Class, title string) bool {
	if rest, ok := lex.CutPrefix(text.ClassOrdinals, title); ok {
		rest = strings.TrimLeftFunc(rest, func(r rune) bool {
			return r == ' ' || r >= '0' && r <= '9' || lex.HasRune(text.ClassNumeralsTitle, r)
		})
		for _, word := range lex.Words(c) {
			if text.StartsHan(word) && strings.HasPrefix(rest, word) {
				return true
			}
		}
		return false
	}
	end := 0
	for end < len(title) && text.IsLower(title[end]|0x20) {
		end++
	}
	word, rest := title[:end], strings.TrimLeft(title[end:], " #")
	return rest != "" && text.IsDigit(rest[0]) && lex.Has(c, word)
}

// isQuarter reports whether a title in small letters is a quarter or half of a year: "q1 2024", "2024 h2".
func isQuarter(title string) bool {
	part, year, ok := strings.Cut(title, " ")
	if !ok || !holdsYear(year) && !holdsYear(part) {
		return false
	}
	if holdsYear(part) {
		part, year = year, part
	}
	return len(year) == 4 && len(part) == 2 && (part[0] == 'q' || part[0] == 'h') && text.IsDigit(part[1])
}

// outlines reports whether a bullet only names a topic of a course, or tells what happens in it.
func outlines(lex *text.Lexicon, n *deck.Note) bool {
	return tellsCourse(lex, n.Text, text.ClassCourseLabels) || !n.Asked() && firstColon(n.Text) < 0 && text.Fits(n.Text, 40)
}

// tellsCourse reports whether a bullet tells what happens in a course: its term is of a class of labels, "Quiz: on Friday".
func tellsCourse(lex *text.Lexicon, s string, class text.Class) bool {
	at := firstColon(s[:min(len(s), 40)])
	return at > 0 && lex.Has(class, inline.PlainTitle(s[:at]))
}

// daysOf is whether a place is one of the days of a course.
type daysOf struct {
	place  *deck.Place
	course bool
}

// inCourse reports whether a heading over a place counts off the days of a course: "Week 2".
func (g *Genres) inCourse(p *deck.Place) bool {
	if g.days.place != p {
		g.days = daysOf{p, slices.ContainsFunc(p.Headings, func(h string) bool {
			return counts(g.lex, text.ClassNumberedDays, h)
		})}
	}
	return g.days.course
}
