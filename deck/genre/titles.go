package genre

import (
	"iter"
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
	{text.ClassProcessTitles, deck.ReasonProcess},
	{text.ClassContentsTitles, deck.ReasonTOC},
	{text.ClassContactTitles, deck.ReasonContacts},
	{text.ClassLookupTitles, deck.ReasonLookup},
	{text.ClassSampleTitles, deck.ReasonSample},
	{text.ClassBenchmarkTitles, deck.ReasonMeasured},
}

func ofTitle(lex *text.Lexicon, title string) deck.Reason {
	small := text.Lower(title)
	for _, t := range titleGenres {
		if says(lex, t.class, small) {
			return t.why
		}
	}
	switch {
	case isVersion(lex, small):
		return deck.ReasonChangelog
	case counts(lex, text.ClassNumberedPlans, small), isQuarter(small):
		return deck.ReasonPlan
	case isExercise(lex, small):
		return deck.ReasonExercise
	case isBlank(small):
		return deck.ReasonSample
	}
	return ""
}

// ofPart is what a title says in a document about the files beside it, or in one that introduces a program.
func (g *Genres) ofPart(title string) deck.Reason {
	if !g.readme && !g.program {
		return ""
	}
	switch title = text.Lower(inline.TitleText(g.lex, title)); {
	case g.readme && g.lex.Has(text.ClassStructureTitles, title):
		return deck.ReasonLinkList
	case g.program && g.lex.Has(text.ClassProgramParts, title):
		return deck.ReasonLookup
	}
	return ""
}

// isBlank reports whether a title is a place to be filled in, in a template: "{{topic}}". The gap {{c1::topic}} is none.
func isBlank(title string) bool {
	return strings.HasPrefix(title, "{{") && strings.HasSuffix(title, "}}") && !strings.Contains(title, "::")
}

// says reports whether a title in small letters is a word of the class, or has a pattern of it: at its start "x*", at
// its end "*x", anywhere "*x*".
func says(lex *text.Lexicon, c text.Class, title string) bool {
	return lex.Has(c, title) || lex.Contains(c, title) || lex.HasPrefix(c, title) || lex.HasSuffix(c, title)
}

// isExercise reports whether a title in small letters stands over an exercise: "Exercises", "Demo: two keels", "Lab 5", 实验一.
func isExercise(lex *text.Lexicon, small string) bool {
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

// joined is a text for headings, each of them behind a break of line.
func joined(headings []string) string {
	if len(headings) == 0 {
		return ""
	}
	return "\n" + strings.Join(headings, "\n")
}

// exercises returns the headings, joined, that have two parts of an exercise below them: "Objectives" and "Solution".
// The name of a file counts as one more, whichever part it names.
func exercises(lex *text.Lexicon, doc *deck.Document) map[string]bool {
	first, found := map[string]string{}, map[string]bool{}
	if lex.Has(text.ClassExerciseParts, inline.Stem(doc.Name)) {
		first[""] = doc.Name
	}
	for over, h := range headings(doc.Notes) {
		if t := inline.TitleText(lex, over[h]); lex.Has(text.ClassExerciseParts, t) {
			t, above := strings.ToLower(t), joined(over[:h])
			if one := first[above]; one == "" {
				first[above] = t
			} else if one != t {
				found[above] = true
			}
		}
	}
	return found
}

// headings yields each heading over notes once where it begins: the headings over the note and its index in them.
func headings(notes []deck.Note) iter.Seq2[[]string, int] {
	return func(yield func(over []string, h int) bool) {
		var last *deck.Place
		var above []string
		for i := range notes {
			p := notes[i].Place
			if p == last {
				continue
			}
			known := 0
			for known < min(len(above), len(p.Headings)) && above[known] == p.Headings[known] {
				known++
			}
			last, above = p, p.Headings
			for h := known; h < len(above); h++ {
				if !yield(above, h) {
					return
				}
			}
		}
	}
}
