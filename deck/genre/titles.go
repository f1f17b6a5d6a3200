package genre

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// ofTitle is what a title says of all that stands under it.
func (g *Genres) ofTitle(title string) deck.Reason {
	if title == "" {
		return ""
	}
	why, known := g.titles[title]
	if !known {
		why = ofTitle(g.lex, title)
		if plain := inline.TitleText(g.lex, title); why == "" && plain != title {
			why = ofTitle(g.lex, plain)
		}
		g.titles[title] = why
	}
	return why
}

// titleGenres are the classes of titles, as words and as patterns, and what they say.
var titleGenres = [...]struct {
	class text.Class
	why   deck.Reason
}{
	{text.ClassTaskTitles, deck.ReasonTodo},
	{text.ClassCreditTitles, deck.ReasonReference},
	{text.ClassBookTitles, deck.ReasonReference},
	{text.ClassChangelogTitlesSection, deck.ReasonChangelog},
	{text.ClassPlanTitles, deck.ReasonPlan},
	{text.ClassContactTitles, deck.ReasonContacts},
	{text.ClassLookupTitles, deck.ReasonLookup},
	{text.ClassSampleTitles, deck.ReasonSample},
	{text.ClassBenchmarkTitles, deck.ReasonMeasured},
}

func ofTitle(lex *text.Lexicon, title string) deck.Reason {
	small := strings.ToLower(title)
	for _, t := range titleGenres {
		if says(lex, t.class, small) {
			return t.why
		}
	}
	switch {
	case isVersion(lex, title):
		return deck.ReasonChangelog
	case isExercise(lex, title):
		return deck.ReasonExercise
	}
	return ""
}

// says reports whether a title in small letters is a word of the class, or has a pattern of it: at its start "x*", at
// its end "*x", anywhere "*x*".
func says(lex *text.Lexicon, c text.Class, title string) bool {
	return lex.Has(c, title) || lex.Contains(c, title) || lex.HasPrefix(c, title) || lex.HasSuffix(c, title)
}

// isExercise reports whether a title stands over an exercise: "Exercises", "Demo: two keels", "Lab 5", 实验一.
func isExercise(lex *text.Lexicon, title string) bool {
	small := strings.ToLower(title)
	if says(lex, text.ClassExerciseTitles, small) {
		return true
	}
	for _, word := range lex.Words(text.ClassNumberedExercises) {
		at := strings.Index(small, word)
		if at < 0 || !text.StartsHan(word) && at > 0 && text.IsAlnum(small[at-1]) {
			continue
		}
		rest := strings.TrimLeft(small[at+len(word):], " #-_.")
		if rest != "" && text.IsDigit(rest[0]) || text.StartsHan(word) &&
			lex.HasRune(text.ClassNumeralsTitle, text.FirstRune(rest)) {
			return true
		}
	}
	return false
}

// exercises returns the headings, joined, that have two parts of an exercise below them: "Objectives" and "Solution". A
// file that is named after a part has it.
func exercises(lex *text.Lexicon, doc *deck.Document) map[string]bool {
	first, found := map[string]string{}, map[string]bool{}
	if stem := strings.ToLower(inline.Stem(doc.Name)); lex.Has(text.ClassExerciseParts, stem) {
		first[""] = stem
	}
	var last *deck.Place
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if n.Place == last {
			continue
		}
		last = n.Place
		above := ""
		for _, h := range n.Headings {
			if t := strings.ToLower(inline.TitleText(lex, h)); lex.Has(text.ClassExerciseParts, t) {
				if one := first[above]; one == "" {
					first[above] = t
				} else if one != t {
					found[above] = true
				}
			}
			above += "\n" + h
		}
	}
	return found
}

// isMinutes reports whether a document is the minutes of a meeting: it has a title that says so and one part of
// minutes, or three different parts.
func isMinutes(lex *text.Lexicon, doc *deck.Document) bool {
	tells := func(title string) bool { return lex.Contains(text.ClassMinutesTitles, strings.ToLower(title)) }
	titled := tells(doc.Title) || lex.HasPrefix(text.ClassMinutesTitles, strings.ToLower(doc.Title)) ||
		tells(inline.Stem(doc.Name))
	seen := map[string]bool{}
	part := func(s string) {
		if s = inline.TitleText(lex, s); lex.Has(text.ClassMinutesParts, s) {
			seen[strings.ToLower(s)] = true
		}
	}
	var above []string
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if !slices.Equal(above, n.Headings) {
			above = n.Headings
			for _, h := range above {
				titled = titled || tells(h)
				part(h)
			}
		}
		if i == 0 || doc.Notes[i-1].List != n.List {
			part(n.Label)
			part(n.Group)
		}
		if at := firstColon(n.Text[:min(len(n.Text), 40)]); at > 0 && lex.Has(text.ClassMinutesParts, n.Text[:at]) {
			part(n.Text[:at])
		}
	}
	return titled && len(seen) > 0 || len(seen) > 2
}

// firstColon is where the first colon stands, or -1.
func firstColon(s string) int {
	if at := strings.IndexByte(s, ':'); at >= 0 {
		return at
	}
	return strings.Index(s, "：")
}

// isChangelog reports whether a document is a list of changes, by its title or the name of its file.
func isChangelog(lex *text.Lexicon, doc *deck.Document) bool {
	name := strings.ToLower(inline.Stem(doc.Name))
	return lex.Contains(text.ClassChangelogTitlesDocument, strings.ToLower(doc.Title)) ||
		lex.Has(text.ClassChangelogTitlesFile, name) || lex.HasPrefix(text.ClassChangelogTitlesFile, name)
}

// isVersion reports whether a heading is a version, with its date or without: "[1.4.0] - 2024-05-01".
func isVersion(lex *text.Lexicon, title string) bool {
	t := strings.ToLower(strings.Trim(title, "[]() "))
	t, _ = lex.CutPrefix(text.ClassVersionTitles, t)
	if lex.Has(text.ClassVersionTitles, t) {
		return true
	}
	number := strings.TrimPrefix(t, "v")
	end := 0
	for end < len(number) && (text.IsDigit(number[end]) || number[end] == '.') {
		end++
	}
	dots := strings.Count(number[:end], ".")
	if end == 0 || dots == 0 || dots == 1 && number == t && len(number) == end || number[end-1] == '.' {
		return false // a numbered heading, or none
	}
	date := 0
	for _, r := range number[end:] {
		switch {
		case r >= '0' && r <= '9':
			date++
		case !strings.ContainsRune(" ()[]-–—/.,:", r) && !lex.HasRune(text.ClassDateSigns, r):
			return false
		}
	}
	return date == 0 || date >= 6
}
