package cmd

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"recall/deck/read"
	"recall/quiz"
	"recall/quiz/draw"
)

// leftRow is what an import of a folder did not read, as JSON.
type leftRow struct {
	Path string `json:"path"`
	Why  string `json:"why"`
	What string `json:"what"`
}

func (g *gathering) leftRows() []leftRow {
	rows := []leftRow{}
	for _, l := range g.left {
		rows = append(rows, leftRow{l.path, string(l.why), l.words()})
	}
	return rows
}

// reportLeft says what the imported folders hold that was not read: each file that a learner may have wanted, how many
// files of which kinds, and which folders were passed over. all lists every one of them.
func (a *app) reportLeft(g *gathering, all bool, st draw.Style) {
	var wanted, passed []string
	kinds, ignored := map[string]int{}, 0
	for _, l := range g.left {
		shown, arg := clean(a.tilde(l.path)), clean(a.pathArg(l.path))
		switch {
		case l.why == leftKind:
			kinds[l.what]++
		case l.why == leftIgnored && !l.folder:
			ignored++
		case l.why.passed() && l.folder:
			passed = append(passed, shown)
		case l.why == leftOutside && l.what != linkToNothing:
			wanted = append(wanted, shown+": "+l.what+", so it was not read; recall import "+arg+" reads it")
		case l.why == leftOutside || l.why == leftDevice:
			wanted = append(wanted, shown+": "+l.what+", so it was not read")
		case l.why == leftAnki:
			wanted = append(wanted, shown+": an Anki package brings decks of its own; recall import "+arg)
		}
	}
	for _, say := range atMostNamed(wanted, "more like that; --dry-run lists it", "more like that; --dry-run lists them") {
		hang(a.Out, st, "", say)
	}
	if say := kindsOf(kinds); say != "" {
		hang(a.Out, st, "", say)
	}
	passed = atMostNamed(passed, "more folder", "more folders")
	if ignored > 0 {
		passed = append(passed, quiz.Count(ignored, "file", "files")+" by "+strings.Join(ignoreFiles, " or "))
	}
	if len(passed) > 0 {
		hang(a.Out, st, "", "passed over: "+strings.Join(passed, ", "))
	}
	if all {
		for _, l := range g.left {
			fmt.Fprintf(a.Out, "  %s  %s\n", clean(a.tilde(l.path)), l.words())
		}
	}
}

// atMostNamed cuts a list to the first few, and counts the rest.
func atMostNamed(list []string, one, more string) []string {
	const most = 5
	if n := len(list) - most; n > 0 {
		list = append(list[:most:most], quiz.Count(n, one, more))
	}
	return list
}

// kindsOf says how many files were not read, by their kinds: the commonest first. A card may show one all the same.
func kindsOf(count map[string]int) string {
	var kinds []string
	for what := range count {
		kinds = append(kinds, what)
	}
	slices.SortFunc(kinds, func(a, b string) int { return cmp.Or(count[b]-count[a], strings.Compare(a, b)) })
	for i, what := range kinds {
		more := what
		for _, k := range fileKinds {
			if k.one == what {
				more = k.more
			}
		}
		kinds[i] = quiz.Count(count[what], what, more)
	}
	if len(kinds) == 0 {
		return ""
	}
	return "not read as notes: " + strings.Join(kinds, ", ")
}

// words says why the file was not read.
func (l leftFile) words() string {
	switch l.why {
	case leftDot:
		return "hidden: its name begins with a dot"
	case leftModules:
		return "documents of libraries"
	case leftVault:
		return "templates of the vault"
	case leftIgnored:
		return "named in " + l.what
	case leftKind:
		if read.MayHold(l.path) {
			return "does not say that it holds cards; import it by its name to read it"
		}
		return "no cards are read from this kind of file"
	}
	return l.what
}
