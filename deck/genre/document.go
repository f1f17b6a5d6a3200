package genre

import (
	"strings"
	"unicode/utf8"

	"recall/deck"
	"recall/deck/inline"
	"recall/deck/text"
)

// ofDocument is the genre of a whole document, by its title, its file's name and the parts that it has.
func (g *Genres) ofDocument(doc *deck.Document) deck.Reason {
	switch {
	case isMinutes(g.lex, doc):
		return deck.ReasonMinutes
	case isChangelog(g.lex, doc):
		return deck.ReasonChangelog
	case isRunbook(g.lex, doc), isWorkRecord(g.lex, doc), aboutProject(g.lex, doc.Notes):
		return deck.ReasonProcess
	}
	why := firstOf(g.ofTitle(doc.Title), firstOf(ofFile(g.lex, strings.ToLower(fileTitle(doc))), ofFolder(g.lex, doc.Path)))
	if why == "" && isProcess(g.lex, doc) {
		return deck.ReasonProcess
	}
	return why
}

// ofFile is what the name of a file says of all that stands in it.
func ofFile(lex *text.Lexicon, name string) deck.Reason {
	for _, t := range titleGenres {
		switch t.why {
		case deck.ReasonTodo, deck.ReasonProcess, deck.ReasonTOC:
			if says(lex, t.class, name) {
				return t.why
			}
		}
	}
	if plain := unnumbered(name); isExercise(lex, name) || plain != name && lex.Has(text.ClassExerciseFolders, plain) {
		return deck.ReasonExercise
	}
	return ""
}

// nearFolders is how many of the folders over a file tell what it is. Those further out hold more than notes.
const nearFolders = 2

// ofFolder is what the names of the folders over a file say of all that stands in it: homework/week-2/tides.md. Of 41 cards
// of such files that readers judged, 39 were bad and none was good.
func ofFolder(lex *text.Lexicon, path string) deck.Reason {
	for range nearFolders {
		end := strings.LastIndexAny(path, `/\`)
		if end < 0 {
			return ""
		}
		path = path[:end]
		switch name := unnumbered(asTitle(path[strings.LastIndexAny(path, `/\`)+1:])); {
		case lex.Has(text.ClassExerciseFolders, name):
			return deck.ReasonExercise
		case lex.Has(text.ClassRecordFolders, name):
			return deck.ReasonProcess
		}
	}
	return ""
}

// unnumbered returns a name in small letters without the numbers around it: "lab" for "Lab 02", "exercise" for "5 exercise".
func unnumbered(name string) string { return text.Lower(strings.Trim(name, " 0123456789.")) }

// fileTitle is the name of a document's file, written as a title: "code of conduct" for docs/CODE_OF_CONDUCT.md.
func fileTitle(doc *deck.Document) string { return asTitle(inline.Stem(doc.Name)) }

func asTitle(name string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '_' || r == '-' {
			return ' '
		}
		return r
	}, name))
}

// isRunbook reports whether a document tells how to react to an alert: it has three parts of such a one, or two and an
// alert's name.
func isRunbook(lex *text.Lexicon, doc *deck.Document) bool {
	seen := map[string]bool{}
	for over, h := range headings(doc.Notes) {
		if t := inline.TitleText(lex, over[h]); lex.Has(text.ClassRunbookParts, t) {
			seen[strings.ToLower(t)] = true
		}
	}
	return len(seen) > 2 || len(seen) > 1 && namesAlert(inline.Stem(doc.Name))
}

// isWorkRecord reports whether a document records or plans the work on a project: its title or the name of its file says
// so, or it has two parts of such a record.
func isWorkRecord(lex *text.Lexicon, doc *deck.Document) bool {
	if says(lex, text.ClassWorkRecords, text.Lower(doc.Title)) ||
		says(lex, text.ClassWorkRecords, strings.ToLower(fileTitle(doc))) {
		return true
	}
	first := ""
	for over, h := range headings(doc.Notes) {
		t := strings.ToLower(inline.TitleText(lex, over[h]))
		if !lex.Has(text.ClassWorkParts, t) || t == first {
			continue
		}
		if first != "" {
			return true
		}
		first = t
	}
	return false
}

// introducesProgram reports whether a document introduces a program to its users: it is called so, and has three parts of
// such a one, or two that leave no doubt.
func introducesProgram(lex *text.Lexicon, doc *deck.Document) bool {
	if name := strings.ToLower(fileTitle(doc)); !strings.HasPrefix(name, "readme") && name != "quickstart" {
		return false
	}
	seen, sure := map[string]bool{}, false
	for over, h := range headings(doc.Notes) {
		if t := strings.ToLower(inline.TitleText(lex, over[h])); lex.Has(text.ClassProgramParts, t) {
			seen[t] = true
			sure = sure || lex.Has(text.ClassProgramPartsSure, t)
		}
	}
	return len(seen) > 2 || len(seen) > 1 && sure
}

// namesAlert reports whether the name of a file is one as programs give to alerts: DiskPressureHigh.
func namesAlert(name string) bool {
	humps := 0
	for i := 1; i < len(name); i++ {
		switch b := name[i]; {
		case b == ' ' || b == '-' || b == '_' || b >= utf8.RuneSelf:
			return false
		case b >= 'A' && b <= 'Z' && text.IsLower(name[i-1]):
			humps++
		}
	}
	return humps > 1
}

// isProcess reports whether a document tells a team how to work: its title or the name of its file may stand over one, and
// its bullets speak to those who are to follow it.
func isProcess(lex *text.Lexicon, doc *deck.Document) bool {
	if !says(lex, text.ClassProcessDocuments, text.Lower(doc.Title)) &&
		!says(lex, text.ClassProcessDocuments, strings.ToLower(fileTitle(doc))) {
		return false
	}
	told := 0
	for i := range doc.Notes {
		if n := &doc.Notes[i]; n.Task || lex.StartsTask(n.Text) || hasWord(lex, text.ClassAddressing, n.Text) {
			told++
		}
	}
	return told > 3 && 6*told >= len(doc.Notes)
}

// isMinutes reports whether a document is the minutes of a meeting: its title leaves no doubt, or says so beside a year
// or one part of minutes; or it has three different parts.
func isMinutes(lex *text.Lexicon, doc *deck.Document) bool {
	tells := func(title string) bool { return lex.Contains(text.ClassMinutesTitles, text.Lower(title)) }
	titled := lex.HasPrefix(text.ClassMinutesTitles, strings.ToLower(doc.Title))
	for _, title := range [...]string{doc.Title, inline.Stem(doc.Name)} {
		if says(lex, text.ClassMinutesTitlesSure, strings.ToLower(title)) || tells(title) && holdsYear(title) {
			return true
		}
		titled = titled || tells(title)
	}
	seen := map[string]bool{}
	part := func(s string) {
		if s = inline.TitleText(lex, s); lex.Has(text.ClassMinutesParts, s) {
			seen[strings.ToLower(s)] = true
		}
	}
	for over, h := range headings(doc.Notes) {
		titled = titled || tells(over[h])
		part(over[h])
	}
	for i := range doc.Notes {
		n := &doc.Notes[i]
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

// holdsYear reports whether a title has a year of this century, as the date of a meeting does.
func holdsYear(title string) bool {
	for i := 0; i+4 <= len(title); i++ {
		if title[i:i+2] == "20" && text.IsDigit(title[i+2]) && text.IsDigit(title[i+3]) &&
			(i == 0 || !text.IsDigit(title[i-1])) && (i+4 == len(title) || !text.IsDigit(title[i+4])) {
			return true
		}
	}
	return false
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
	name := strings.ToLower(fileTitle(doc))
	return lex.Contains(text.ClassChangelogTitlesDocument, strings.ToLower(doc.Title)) ||
		lex.Has(text.ClassChangelogTitlesFile, name) || lex.HasPrefix(text.ClassChangelogTitlesFile, name)
}
