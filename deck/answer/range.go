package answer

import (
	"regexp"
	"strings"
	"sync"

	"recall/deck/text"
)

// rangeSigns are the signs between the ends of a range. A minus needs a blank before it: 1-4 is one already.
var rangeSigns = []string{"..", "–", "—", "~", " -"}

// ranges finds the ways to write a range: 1 to 4, 1..4, 1 – 4, 1到4. A minus may stand before the second figure.
// between tells cheaply where there can be one.
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

// joinRanges writes the ranges of a text with a hyphen: 1-4.
func joinRanges(s string) string {
	r := ranges()
	if !text.ContainsAny(s, r.between) {
		return s
	}
	return r.pattern.ReplaceAllString(s, "$1-$2")
}
