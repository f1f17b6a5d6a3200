package answer

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"recall/deck/text"
)

// compareCode judges typed code letter by letter. The learner decides if only case, spaces, quotes, the empty
// parentheses of a call or variable names differ, or if most of the code was typed.
func compareCode(lex *text.Lexicon, answers []string, typed string) Result {
	t := trimCode(strings.TrimRight(typed, " 。"))
	if t == "" {
		return Wrong
	}
	best := Wrong
	given := codeTokens(t)
	loose := codeTokens(quotes.Replace(t))
	for _, a := range answers {
		a = trimCode(a)
		if t == a || slices.Equal(given, codeTokens(a)) { // spaces next to symbols are layout
			return Right
		}
		tokens := codeTokens(quotes.Replace(a))
		if looseCode(t) == looseCode(a) || renamed(lex, tokens, loose) || mostOf(lex, tokens, loose) {
			best = Almost
		}
	}
	return best
}

// mostOf reports whether the typed tokens are a run of the answer's that makes up at least half of it: "is None" for "x
// is None", "math.isclose" for "math.isclose(a, b)".
func mostOf(lex *text.Lexicon, answer, typed []string) bool {
	rest, within := leaveOut(answer, typed)
	return within && 2*len(strings.Join(typed, "")) >= len(strings.Join(answer, "")) && harmlessCode(lex, rest)
}

// trimCode returns code without its Markdown marks, with full-width characters from an input method folded and each run
// of spaces reduced to one.
func trimCode(s string) string {
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, "```"); ok {
		if _, rest, ok = strings.Cut(rest, "\n"); ok {
			s = strings.TrimSuffix(strings.TrimSpace(rest), "```")
		}
	}
	return strings.Join(strings.Fields(strings.Trim(width.Fold.String(s), "` ")), " ")
}

var quotes = strings.NewReplacer("'", `"`, "‘", `"`, "’", `"`, "“", `"`, "”", `"`)

// looseCode returns code without the details that people often type differently but mean the same.
func looseCode(s string) string {
	s = strings.TrimPrefix(strings.TrimSuffix(quotes.Replace(s), ";"), "@")
	return strings.ToLower(strings.ReplaceAll(strings.TrimSuffix(s, "()"), " ", ""))
}

// codeTokens splits code into names, numbers and symbols.
func codeTokens(s string) (tokens []string) {
	rs := []rune(s)
	for i := 0; i < len(rs); {
		end := i + 1
		if inName(rs[i]) {
			for end < len(rs) && inName(rs[end]) {
				end++
			}
		}
		if rs[i] != ' ' {
			tokens = append(tokens, string(rs[i:end]))
		}
		i = end
	}
	return tokens
}

func inName(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// renamed reports whether code differs only in freely chosen names: math.isclose(x, y) for math.isclose(a, b).
func renamed(lex *text.Lexicon, answer, typed []string) bool {
	if len(answer) != len(typed) {
		return false
	}
	to, from := map[string]string{}, map[string]string{}
	depth := 0
	for i, a := range answer {
		t := typed[i]
		switch a {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			depth--
		}
		if a != t && !(variable(lex, answer, i, depth) && variable(lex, typed, i, depth)) {
			return false
		}
		if !inName([]rune(a)[0]) {
			continue
		}
		if was, known := to[a]; known && was != t {
			return false
		}
		if was, known := from[t]; known && was != a {
			return false
		}
		to[a], from[t] = t, a
	}
	return true
}

// variable reports whether a name stands for a value: an argument or a single letter. Calls, attributes, modules and
// keywords don't.
func variable(lex *text.Lexicon, tokens []string, i, depth int) bool {
	name := []rune(tokens[i])
	if !inName(name[0]) || unicode.IsDigit(name[0]) || depth == 0 && len(name) > 1 {
		return false
	}
	if lex.Has(text.ClassCodeWords, tokens[i]) {
		return false
	}
	if i > 0 && (tokens[i-1] == "." || tokens[i-1] == `"`) {
		return false
	}
	if i+1 == len(tokens) {
		return true
	}
	next := tokens[i+1]
	// reverse in reverse=True is a keyword; x in f"{x=}" is a variable
	keyword := next == "=" && (i+2 == len(tokens) || tokens[i+2] != "}" && tokens[i+2] != "=")
	return !keyword && !slices.Contains([]string{"(", ".", `"`}, next)
}
