package answer

import (
	"regexp"
	"strings"
	"sync"

	"recall/deck/text"
)

// rangeSigns are the symbols between the ends of a range. A hyphen needs a space before it: 1-4 is already joined.
var rangeSigns = []string{"..", "–", "—", "~", " -"}

// ranges finds the ways to write a range: 1 to 4, 1..4, 1 – 4, 1到4. The second figure may have a minus sign. between
// gives a cheap test for whether there can be a range at all.
var ranges = sync.OnceValue(func() (r struct {
	between []string
	pattern *regexp.Regexp
}) {
	r.between = append(text.Lex("").Words(text.ClassRanges), rangeSigns...)
	quoted := make([]string, len(r.between))
	for i, s := range r.between {
		quoted[i] = regexp.QuoteMeta(s)
	}
	r.pattern = regexp.MustCompile(`(\d) ?(?:` + strings.Join(quoted, "|") + `) ?([-−]?\d)`)
	return r
})

// joinRanges rewrites the ranges in a text with a hyphen: 1-4.
func joinRanges(s string) string {
	r := ranges()
	if !text.ContainsAny(s, r.between) {
		return s
	}
	return r.pattern.ReplaceAllString(s, "$1-$2")
}
