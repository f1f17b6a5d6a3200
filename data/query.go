package data

import (
	"database/sql/driver"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
	"modernc.org/sqlite"

	"recall/srs"
)

// The query language, shared by every command that selects cards. All terms must match:
//
//	word "some words"       in the front, the answer or the bullet, in any case
//	deck:NAME               cards of a deck, by FindDeck
//	path:WORDS path:5.1     in a heading, label or group; a number is a whole number of one
//	tag:NAME                cards of files with this tag
//	is:STATE                see states; the words that lists print, and a few more
//	prop:NAME<NUMBER        see props; the signs are < <= = != >= >
//	-TERM                   negates the term
//
// A value with blanks goes in quotes: deck:"Python roadmap".

// maxTerms bounds a query, because SQLite limits how deep conditions nest.
const maxTerms = 100

// QueryError is a query that can't be read: a sentence, and a hint on what to write instead; "" if there is no obvious
// correction.
type QueryError struct{ Msg, Hint string }

// Error returns the sentence, without the hint.
func (e *QueryError) Error() string { return e.Msg }

// ParseQuery parses a query as of the given day. An empty query means every card of the active decks. A query that
// names a deck in full means that deck, active or not.
func (s *Store) ParseQuery(text string, today srs.Day) (Filter, error) {
	f := s.Studied()
	words, err := splitQuery(text)
	if err != nil {
		return f, err
	}
	if len(words) > maxTerms {
		return f, &QueryError{fmt.Sprintf("a query has at most %d terms; this one has %d", maxTerms, len(words)),
			"leave some out, or ask twice"}
	}
	for _, w := range words {
		if w.op == "deck" {
			if f, err = s.queryDeck(f, w); err != nil {
				return f, err
			}
			continue
		}
		t, err := w.term(today)
		if err != nil {
			return f, err
		}
		switch {
		case w.not:
			t.sql = "NOT (" + t.sql + ")"
		case w.op == "is":
			f.states = append(f.states, strings.ToLower(w.text))
		}
		f.terms = append(f.terms, t)
	}
	return f, nil
}

// IsQuery reports whether text is a query, not a plain name: it contains an operator, a minus or a quote.
func IsQuery(text string) bool {
	words, err := splitQuery(text)
	if err != nil {
		return true // so that it is refused as a query
	}
	for _, w := range words {
		if w.op != "" || w.not || w.quoted {
			return true
		}
	}
	return false
}

// queryWord is one term as written.
type queryWord struct {
	not    bool
	op     string // the word before the colon, or ""
	text   string
	quoted bool
}

// splitQuery splits a query at blanks outside quotes.
func splitQuery(text string) (list []queryWord, err error) {
	for {
		text = strings.TrimLeftFunc(text, unicode.IsSpace)
		if text == "" {
			return list, nil
		}
		var w queryWord
		whole := text
		if text, w.not = strings.CutPrefix(text, "-"); w.not && strings.HasPrefix(text, "-") {
			return nil, &QueryError{"a term of a query has one minus at most", `quote what begins with one: "--flag"`}
		}
		if n := opLen(text); n > 0 {
			w.op, text = strings.ToLower(text[:n]), text[n+1:]
		}
		if strings.HasPrefix(text, `"`) {
			w.quoted = true
			if w.text, text, err = quotedText(text[1:]); err != nil {
				return nil, err
			}
			if text != "" && !unicode.IsSpace([]rune(text)[0]) {
				return nil, &QueryError{fmt.Sprintf("text follows the closing quote of %q without a blank", w.text),
					`put a blank there; inside of quotes, write \" for a quote`}
			}
		} else {
			end := strings.IndexFunc(text, unicode.IsSpace)
			if end < 0 {
				end = len(text)
			}
			w.text, text = text[:end], text[end:]
		}
		if strings.TrimSpace(w.text) == "" {
			term := strings.TrimSpace(whole[:len(whole)-len(text)])
			return nil, &QueryError{Msg: fmt.Sprintf("%q asks for nothing", term)}
		}
		list = append(list, w)
	}
}

// opLen returns the length in bytes of the operator that text begins with: letters followed by a colon; 0 if there is
// none.
func opLen(text string) int {
	for i := range len(text) {
		switch c := text[i] | 0x20; {
		case text[i] == ':':
			return i
		case c < 'a' || c > 'z':
			return 0
		}
	}
	return 0
}

// QueryTerm writes a text as one term of a query, in quotes where it needs them.
func QueryTerm(s string) string {
	if s != "" && s[0] != '"' && !strings.ContainsFunc(s, unicode.IsSpace) {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// quotedText reads up to the closing quote. \" and \\ are escapes for a quote and a backslash.
func quotedText(text string) (inside, rest string, err error) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return b.String(), text[i+1:], nil
		case c == '\\' && i+1 < len(text) && (text[i+1] == '"' || text[i+1] == '\\'):
			i++
			b.WriteByte(text[i])
		default:
			b.WriteByte(c)
		}
	}
	return "", "", &QueryError{"a quote in the query has no end", `close it: "some words"`}
}

func (w queryWord) term(today srs.Day) (term, error) {
	switch w.op {
	case "":
		needle, err := w.needle()
		return term{`EXISTS (SELECT 1 FROM card qc JOIN note qn ON qn.id = qc.note
			WHERE qc.id = {card}.card AND has(?, qc.context, qc.front, qc.back, qn.text))`, []any{needle}}, err
	case "path":
		needle, err := w.needle()
		match := "has"
		if isNumbering(needle) {
			match = "has_number"
		}
		return term{strings.ReplaceAll(`EXISTS (SELECT 1 FROM note qn JOIN section qx ON qx.id = qn.section
			WHERE qn.id = {note} AND (has(?, qx.label, qx.grp) OR EXISTS (SELECT 1 FROM json_each(qx.headings) qh WHERE has(?, qh.value))))`,
			"has(", match+"("), []any{needle, needle}}, err
	case "tag":
		needle, err := w.needle()
		return term{`EXISTS (SELECT 1 FROM note qn JOIN source qo ON qo.id = qn.source, json_each(qo.tags) qt
			WHERE qn.id = {note} AND has_tag(?, qt.value))`, []any{needle}}, err
	case "is":
		return stateTerm(strings.ToLower(w.text), today)
	case "prop":
		return propTerm(w.text, today)
	}
	return term{}, &QueryError{fmt.Sprintf("%q is no part of a query", w.op+":"),
		fmt.Sprintf(`there are deck: path: tag: is: and prop:; to look for the text itself, quote it: "%s:%s"`, w.op,
			w.text)}
}

// needle returns what to look for, folded the same way as the text that has searches.
func (w queryWord) needle() (string, error) {
	needle := fold(strings.TrimSpace(w.text))
	if needle == "" {
		return "", &QueryError{fmt.Sprintf("%q is markup, which a query does not see", w.text),
			"look for the words that it marks"}
	}
	return needle, nil
}

// states are the values of is:. A parameter is the day. Each card is in exactly one state, the one that lists print,
// except that due, learnt, leech, outdated, flagged and buried overlap with others.
var states = []struct{ name, sql string }{
	{"due", "{card}.hold = 0 AND {card}.interval > 0 AND {card}.due <= ? AND {card}.buried <> ?"},
	{"new", "{card}.hold = 0 AND {card}.interval = 0"},
	{"young", "{card}.hold = 0 AND {card}.interval > 0 AND {card}.interval < {mature}"},
	{"mature", "{card}.hold = 0 AND {card}.interval >= {mature}"},
	{"learnt", "{card}.hold = 0 AND {card}.interval > 0"},
	{"leech", "{card}.lapses >= {leech} AND {card}.hold & {parked} = 0"},
	{"suspended", "{card}.hold & ({suspended} | {parked}) = {suspended}"},
	{"draft", "{card}.hold = {draft} AND {card}.marks & {rejected} = 0"},
	{"rejected", "{card}.hold = {draft} AND {card}.marks & {rejected} > 0"},
	{"parked", "{card}.hold & {parked} > 0"},
	{"outdated", "{card}.hold & ({parked} | {draft}) = 0 AND " + outdated},
	{"flagged", "{card}.marks & {flagged} > 0"},
	{"buried", "{card}.buried = ?"},
}

// QueryStates returns the values of is:.
func QueryStates() (names []string) {
	for _, s := range states {
		names = append(names, s.name)
	}
	return names
}

func stateTerm(name string, today srs.Day) (term, error) {
	for _, s := range states {
		if s.name != name {
			continue
		}
		t := term{sql: s.sql}
		for range strings.Count(s.sql, "?") {
			t.args = append(t.args, int(today))
		}
		return t, nil
	}
	return term{}, &QueryError{fmt.Sprintf("is: does not take %q", name), "it takes " +
		strings.Join(QueryStates(), ", ")}
}

// props are the values of prop:, each an SQL expression, in which a parameter is the day, and the number of decimals in
// its unit. A new card has no due day.
var props = []struct {
	name, sql string
	decimals  int
}{
	{"interval", "{card}.interval", 0}, {"ease", "{card}.ease", 2}, {"lapses", "{card}.lapses", 0},
	{"reps", "{card}.reps", 0},
	{"due", "{card}.interval > 0 AND {card}.due - ?", 0},
}

var signs = []string{"<=", ">=", "!=", "<", ">", "="} // longer ones before their prefixes

func propTerm(text string, today srs.Day) (term, error) {
	bad := func(msg string) (term, error) {
		return term{}, &QueryError{msg, "prop: takes interval, ease, lapses, reps or due (days from today), as in prop:interval>21 or prop:ease<=2.1"}
	}
	at := strings.IndexAny(text, "<>=!")
	if at < 0 {
		return bad(fmt.Sprintf("prop:%s compares nothing", text))
	}
	name, rest := strings.ToLower(text[:at]), text[at:]
	for _, p := range props {
		if p.name != name {
			continue
		}
		for _, sign := range signs {
			number, ok := strings.CutPrefix(rest, sign)
			if !ok {
				continue
			}
			n, err := strconv.ParseFloat(number, 64)
			if err != nil || !(n > -1e6 && n < 1e6) {
				return bad(fmt.Sprintf("prop:%s is compared with %q, which is no number", name, number))
			}
			n = math.Round(n*math.Pow10(p.decimals)*1e6) / 1e6 // 1.36 is exactly 136 hundredths
			t := term{sql: p.sql + " " + sign + " ?"}
			if strings.Contains(p.sql, "?") {
				t.args = append(t.args, int(today))
			}
			t.args = append(t.args, n)
			return t, nil
		}
		return bad(fmt.Sprintf("prop:%s has no sign that compares", text))
	}
	return bad(fmt.Sprintf("there is no prop:%s", name))
}

// queryDeck narrows a filter to a deck or, negated, excludes it.
func (s *Store) queryDeck(f Filter, w queryWord) (Filter, error) {
	d, err := s.FindDeck(w.text)
	if err != nil {
		return f, err
	}
	if !w.not {
		return f.In(d.ID), nil
	}
	f.terms = append(f.terms, term{"NOT EXISTS (SELECT 1 FROM note qn WHERE qn.id = {note} AND qn.deck = ?)",
		[]any{d.ID}})
	return f, nil
}

// fold returns s without case, width and emphasis, which queries ignore.
func fold(s string) string {
	plain := true
	for i := range len(s) {
		c := s[i]
		plain = plain && c < 0x80 && c != '*' && c != '`' && (c < 'A' || c > 'Z')
	}
	if plain {
		return s
	}
	return strings.NewReplacer("*", "", "`", "").Replace(strings.ToLower(width.Fold.String(s)))
}

// isNumbering reports whether s is a chapter number, such as 5 or 5.1.
func isNumbering(s string) bool {
	return s != "" && s[0] >= '0' && s[0] <= '9' && strings.Trim(s, "0123456789.") == "" && !strings.HasSuffix(s, ".")
}

// hasWords reports whether text contains words at the beginning of a word: disruptive does not contain ISR, but
// processes contains process. Chinese matches anywhere, as it has no blanks between words.
func hasWords(text, words string) bool {
	first, _ := utf8.DecodeRuneInString(words)
	if !spelled(first) {
		return strings.Contains(text, words)
	}
	for from := 0; ; {
		at := strings.Index(text[from:], words)
		if at < 0 {
			return false
		}
		at += from
		if before, _ := utf8.DecodeLastRuneInString(text[:at]); !spelled(before) {
			return true
		}
		from = at + len(words)
	}
}

// spelled reports whether r is a letter or digit of a script that puts blanks between words.
func spelled(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// hasNumber reports whether text contains number as a whole or at the start of a longer one: 5 is in "5 Concurrency"
// and "5.1 Threads", but not in "15" or "2.5".
func hasNumber(text, number string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], number)
		if at < 0 {
			return false
		}
		at += from
		end := at + len(number)
		before := at == 0 || !strings.ContainsRune("0123456789.", rune(text[at-1]))
		after := end == len(text) || text[end] < '0' || text[end] > '9'
		if before && after {
			return true
		}
		from = at + 1
	}
}

// hasTag reports whether tag is the one asked for, or one below it: go/generics is below go.
func hasTag(tag, asked string) bool {
	return tag == asked || strings.HasPrefix(tag, asked+"/")
}

// SQLite's own LIKE ignores case only in ASCII. The first argument of each function is what to look for, folded; it
// matches if any of the other arguments does.
func init() {
	for name, match := range map[string]func(text, asked string) bool{"has": hasWords, "has_number": hasNumber,
		"has_tag": hasTag} {
		sqlite.MustRegisterDeterministicScalarFunction(name, -1,
			func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
				asked, _ := args[0].(string)
				for _, a := range args[1:] {
					if text, _ := a.(string); match(fold(text), asked) {
						return int64(1), nil
					}
				}
				return int64(0), nil
			})
	}
}
