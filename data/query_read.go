package data

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The bounds of a query. SQLite limits how deep conditions nest.
const (
	maxTerms    = 100
	maxBrackets = 20 // inside each other
)

// condition is a part of a query: a word, or parts of which all must match, or any. Only words are negated: the reader
// turns -(a or b) into -a -b.
type condition struct {
	word  *queryWord
	any   bool
	parts []condition
}

// queryWord is one term as written.
type queryWord struct {
	not    bool
	op     string // the word before the colon, in lower case; "" without one
	text   string
	quoted bool
	at     int // the byte at which it begins, without the minus
	value  int // the byte at which its text begins
}

// folded returns the text in lower case, for values that are one of a few words.
func (w *queryWord) folded() string { return strings.ToLower(w.text) }

// readQuery reads a query. It returns nil if the query is empty.
func readQuery(text string) (*condition, error) {
	list, err := queryTokens(text)
	if err == nil {
		err = checkTokens(list)
	}
	if err != nil || len(list) == 0 {
		return nil, err
	}
	r := queryReader{list}
	c := r.either(false)
	return &c, nil
}

// IsQuery reports whether text is a query, not a plain name: it contains an operator, a minus or a quote, or nothing
// but "or", "and" and brackets.
func IsQuery(text string) bool {
	list, err := queryTokens(text)
	words := 0
	for _, t := range list {
		if t.not || t.word != nil && (t.word.op != "" || t.word.quoted) {
			return true
		}
		words += when(t.word != nil, 1)
	}
	return words == 0 && (len(list) > 0 || err != nil)
}

// JoinQueries writes several queries as one that all must match. The words "or" and "and" may be queries of their own,
// as a shell splits a query that is not quoted.
func JoinQueries(queries ...string) string {
	queries = slices.DeleteFunc(slices.Clone(queries), func(q string) bool { return strings.TrimSpace(q) == "" })
	for i, q := range queries {
		list, err := queryTokens(q)
		if len(queries) > 1 && len(list) > 1 && err == nil && checkTokens(list) == nil &&
			slices.ContainsFunc(list, func(t queryToken) bool { return t.kind == "or" }) {
			queries[i] = "(" + q + ")"
		}
	}
	return strings.Join(queries, " ")
}

// queryToken is a word, or one of the signs "(", ")", "or" and "and".
type queryToken struct {
	kind string // the sign; "" for a word
	not  bool   // of a word or an opening bracket: a minus stands before it
	word *queryWord
	at   int // the byte at which it begins
}

// queryTokens splits a query. With an error, it returns what comes before the problem.
func queryTokens(text string) (list []queryToken, err error) {
	words := 0
	for at := 0; ; {
		at = len(text) - len(strings.TrimLeftFunc(text[at:], unicode.IsSpace))
		if at == len(text) {
			return list, nil
		}
		t := queryToken{at: at}
		if text[at] == '-' {
			t.not = true
			at++
			if strings.HasPrefix(text[at:], "-") {
				return list, &QueryError{Msg: "a term of a query has one minus at most",
					Hint: `quote what begins with one: "--flag"`, At: at}
			}
		}
		switch sign := signAt(text[at:], t.not); {
		case sign != "":
			t.kind = strings.ToLower(sign)
			at += len(sign)
		default:
			if words++; words > maxTerms {
				return list, tooMany(at, "terms", maxTerms)
			}
			t.word = &queryWord{not: t.not, at: at}
			at, err = t.word.read(text)
		}
		if list = append(list, t); err != nil {
			return list, err
		}
	}
}

// signAt returns the sign that text begins with, or "". After a minus, only an opening bracket is one.
func signAt(text string, not bool) string {
	switch {
	case text == "":
		return ""
	case text[0] == '(' || text[0] == ')' && !not:
		return text[:1]
	case not:
		return ""
	}
	end := strings.IndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == ')' })
	if end < 0 {
		end = len(text)
	}
	if word := strings.ToLower(text[:end]); word == "or" || word == "and" {
		return text[:end]
	}
	return ""
}

// read reads the word that begins at w.at, and returns where the text goes on.
func (w *queryWord) read(text string) (end int, err error) {
	w.value = w.at
	if n := opLen(text[w.at:]); n > 0 {
		w.op, w.value = strings.ToLower(text[w.at:w.at+n]), w.at+n+1
	}
	end = w.value + wordLen(text[w.value:])
	if strings.HasPrefix(text[w.value:], `"`) {
		w.quoted = true
		var rest string
		var closed bool
		if w.text, rest, closed = quotedText(text[w.value+1:]); !closed {
			return 0, &QueryError{Msg: "a quote in the query has no end", Hint: `close it: "some words"`, At: w.value}
		}
		end = len(text) - len(rest)
		next, _ := utf8.DecodeRuneInString(rest)
		if rest != "" && !unicode.IsSpace(next) && next != ')' {
			return 0, &QueryError{Msg: fmt.Sprintf("text follows the closing quote of %q without a blank", w.text),
				Hint: `put a blank there; inside of quotes, write \" for a quote`, At: end}
		}
	} else {
		w.text = text[w.value:end]
	}
	if strings.TrimSpace(w.text) == "" {
		term := text[w.at:end]
		if w.not {
			term = "-" + term
		}
		return 0, &QueryError{Msg: fmt.Sprintf("%q asks for nothing", term), At: w.at - when(w.not, 1)}
	}
	return end, nil
}

// wordLen returns the length in bytes of the word that text begins with. It ends at a blank or at a closing bracket
// that was not opened in it.
func wordLen(text string) int {
	open := 0
	for i, r := range text {
		switch {
		case unicode.IsSpace(r) || r == ')' && open == 0:
			return i
		case r == '(':
			open++
		case r == ')':
			open--
		}
	}
	return len(text)
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

// quotedText reads up to the closing quote. \" and \\ are escapes for a quote and a backslash.
func quotedText(text string) (inside, rest string, closed bool) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return b.String(), text[i+1:], true
		case c == '\\' && i+1 < len(text) && (text[i+1] == '"' || text[i+1] == '\\'):
			i++
			b.WriteByte(text[i])
		default:
			b.WriteByte(c)
		}
	}
	return "", "", false
}

// QueryTerm writes a text as one term of a query, in quotes where it needs them.
func QueryTerm(s string) string {
	if s != "" && s[0] != '"' && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == ')' }) {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// checkTokens reports what is missing between the tokens of a query.
func checkTokens(list []queryToken) error {
	var open []int // where the brackets are that are not closed
	for i, t := range list {
		before := i > 0 && (list[i-1].kind == "" || list[i-1].kind == ")")
		after := i+1 < len(list) && (list[i+1].kind == "" || list[i+1].kind == "(")
		switch t.kind {
		case "or", "and":
			side := "before"
			if before {
				side = "after"
			}
			if !before || !after {
				return &QueryError{Msg: fmt.Sprintf("%q has no term %s it", t.kind, side),
					Hint: fmt.Sprintf("put a term on both sides; to look for the word, quote it: %q", t.kind), At: t.at}
			}
		case "(":
			if open = append(open, t.at); len(open) > maxBrackets {
				return tooMany(t.at, "brackets inside each other", maxBrackets)
			}
			if i+1 < len(list) && list[i+1].kind == ")" {
				return &QueryError{Msg: "there is nothing between these brackets",
					Hint: `put terms there; to look for the brackets, quote them: "()"`, At: t.at}
			}
		case ")":
			if len(open) == 0 {
				return &QueryError{Msg: "this bracket closes none", Hint: `to look for a bracket, quote it: ")"`, At: t.at}
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return &QueryError{Msg: "this bracket is not closed", Hint: `close it; to look for a bracket, quote it: "("`,
			At: open[len(open)-1]}
	}
	return nil
}

// queryReader builds conditions of tokens that checkTokens has passed.
type queryReader struct{ left []queryToken }

func (r *queryReader) next() string { return r.left[0].kind }

// either reads conditions joined by "or". By De Morgan's laws, not (a or b) is (not a) and (not b).
func (r *queryReader) either(not bool) condition {
	c := condition{any: !not, parts: []condition{r.all(not)}}
	for len(r.left) > 0 && r.next() == "or" {
		r.left = r.left[1:]
		c.parts = append(c.parts, r.all(not))
	}
	return c.plain()
}

// all reads conditions of which each must match.
func (r *queryReader) all(not bool) condition {
	c := condition{any: not}
	for len(r.left) > 0 && r.next() != "or" && r.next() != ")" {
		t := r.left[0]
		r.left = r.left[1:]
		switch t.kind {
		case "(":
			c.parts = append(c.parts, r.either(not != t.not))
			r.left = r.left[1:] // the closing bracket
		case "":
			t.word.not = not != t.not
			c.parts = append(c.parts, condition{word: t.word})
		}
	}
	return c.plain()
}

// plain returns the condition without a level that joins nothing.
func (c condition) plain() condition {
	if len(c.parts) == 1 {
		return c.parts[0]
	}
	return c
}
