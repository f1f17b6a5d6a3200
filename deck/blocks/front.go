package blocks

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
	"golang.org/x/text/encoding/htmlindex"

	"recall/deck"
)

// maxFront is the longest front matter, in bytes, that is parsed.
const maxFront = 32 << 10

// maxBadLines is how many lines of bad UTF-8 are reported one by one. A file with more of them, or with most of its
// lines bad, is in another encoding and is refused.
const maxBadLines = 10

// manyZeros is how many zero bytes in a row are no slip of a tool, but what a file system gives for a part that it lost.
const manyZeros = 16

// Decode returns src as UTF-8 without a byte order mark, its lines ended by LF, the last one too. Bytes that are
// not UTF-8 are read in the encoding with the given name, if it has one, and UTF-16 is known by its mark. What
// can't be read becomes U+FFFD, so the bullets around it are kept. ok is false where src is no text at all.
func Decode(name string, src []byte, encoding string) (text []byte, problems []deck.Problem, ok bool) {
	text, is := Marked(src), "UTF-8"
	unread := func(l []byte) bool { return !utf8.Valid(l) }
	switch e, err := htmlindex.Get(encoding); {
	case markOf(src) != nil:
		is = "UTF-16"
	case encoding != "" && err == nil && !SaysEncoding(src):
		text, is = decoded(src, e), encoding
	}
	if is != "UTF-8" {
		unread = func(l []byte) bool { return bytes.Contains(l, []byte("\ufffd")) }
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if bytes.IndexByte(text, '\r') >= 0 {
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	} else {
		text = bytes.Clone(text)
	}
	if n := len(text); n > 0 && text[n-1] != '\n' {
		text = append(text, '\n')
	}
	zeros := bytes.IndexByte(text, 0) >= 0
	if !unread(text) && !zeros {
		return text, nil, true
	}
	problem := deck.Problem{File: name, Line: 1, Encoded: is}
	const notText = "the file is not text, so it can't be read as notes or as a table of cards"
	if at := bytes.Index(text, make([]byte, manyZeros)); at >= 0 {
		problem.Msg, problem.Encoded = notText, ""
		if !unread(text) {
			problem.Line = 1 + bytes.Count(text[:at], []byte("\n"))
			problem.Msg = "from here on the file has zeros in place of text, as a crash may leave it; put it back as it was"
		}
		return nil, []deck.Problem{problem}, false
	}
	if is == "UTF-8" {
		problem.Guess = guess(src)
	}
	if !unread(text) && problem.Guess == "" {
		return text, nil, true
	}
	line, bad := 0, 0
	for l := range bytes.Lines(text) {
		line++
		if !unread(l) {
			continue
		}
		if bad++; bad <= maxBadLines {
			p := problem
			p.Line, p.Msg = line, "bytes that are not "+is+"; save the file as UTF-8"
			problems = append(problems, p)
		}
	}
	if bad > 0 && bad <= maxBadLines && 2*bad <= line && !strings.HasPrefix(problem.Guess, "utf-16") {
		return bytes.ToValidUTF8(text, []byte("\ufffd")), problems, true
	}
	problem.Msg = "the file is not " + is + " text; save it as UTF-8"
	if zeros && problem.Guess == "" {
		problem.Msg, problem.Encoded = notText, ""
	}
	return nil, []deck.Problem{problem}, false
}

// FrontMatter reads the metadata at the start of text into doc and returns its length in bytes. Between lines of --- it
// is YAML, or TOML as hashcards writes it, and between +++ TOML. The length is 0 where there is none, and where claimed
// says that a convention with the same fences has what they hold.
func FrontMatter(doc *deck.Document, text []byte, claimed func(body []byte) bool) (n int, problem *deck.Problem) {
	body, n := frontBlock(text)
	if n == 0 {
		return pageProperties(doc, text), nil
	}
	if claimed(body) {
		return 0, nil
	}
	if len(body) > maxFront {
		what := fmt.Sprintf("the front matter has more than %d KiB; shorten it", maxFront>>10)
		return n, &deck.Problem{File: doc.Name, Line: 1, Msg: what}
	}
	keys, err := decodeYAML(body)
	if err != nil || keys == nil {
		var fromTOML map[string]any
		if toml.Unmarshal(body, &fromTOML) == nil {
			keys, err = fromTOML, nil
		}
	}
	switch {
	case err == nil && (keys != nil || len(bytes.TrimSpace(body)) == 0):
		SetFront(doc, keys)
		return n, nil
	case !looksLikeFront(body):
		return 0, nil // two thematic breaks around prose
	}
	what := "the front matter is neither YAML nor TOML; mend it or take it out"
	return n, &deck.Problem{File: doc.Name, Line: 1 + errorLine(err), Msg: what}
}

// frontBlock returns what the fences of front matter hold, and the length with the fences.
func frontBlock(text []byte) (body []byte, n int) {
	var fence string
	start := 0
	for l := range bytes.Lines(text) {
		line := string(bytes.TrimRight(l, " \t\n"))
		switch {
		case n == 0 && (line == "---" || line == "+++"):
			fence, start = line, len(l)
		case n == 0:
			return nil, 0
		case line == fence || line == "..." && fence == "---":
			return text[start:n], n + len(l)
		}
		if n += len(l); n > 4*maxFront {
			break
		}
	}
	return nil, 0
}

// pageProperties reads the properties of a page of Logseq, such as "title:: Boats", on the first lines of the file. It
// returns their length.
func pageProperties(doc *deck.Document, text []byte) (n int) {
	keys := map[string]any{}
	for l := range bytes.Lines(text[:min(len(text), maxFront)]) {
		line := strings.TrimSpace(string(l))
		if !property().MatchString(line + " ") {
			break
		}
		key, value, _ := strings.Cut(line, "::")
		keys[strings.ToLower(key)] = strings.TrimSpace(value)
		n += len(l)
	}
	if n > 0 {
		SetFront(doc, keys)
	}
	return n
}

// looksLikeFront reports whether text between fences is broken front matter, and no prose between thematic breaks: its
// first line has a key.
func looksLikeFront(body []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimSpace(body), []byte("\n"))
	key, _, found := bytes.Cut(line, []byte(":"))
	if !found {
		key, _, found = bytes.Cut(line, []byte("="))
	}
	key = bytes.TrimSpace(key)
	return found && len(key) > 0 && !bytes.ContainsAny(key, " \t.!?*`[<")
}

var errAnchor = errors.New("anchors are not read")

// decodeYAML decodes YAML without anchors: a few lines of nested ones expand to gigabytes.
func decodeYAML(body []byte) (keys map[string]any, err error) {
	defer func() {
		if recover() != nil { // the library panics on some malformed input
			keys, err = nil, errors.New("not YAML")
		}
	}()
	depth := 0
	for _, t := range lexer.Tokenize(string(body)) {
		switch t.Type {
		case token.AnchorType, token.AliasType:
			return nil, errAnchor
		case token.SequenceStartType, token.MappingStartType:
			if depth++; depth > 100 {
				return nil, errors.New("nested too deeply")
			}
		case token.SequenceEndType, token.MappingEndType:
			depth--
		}
	}
	err = yaml.Unmarshal(body, &keys)
	return keys, err
}

// errorLine returns the line of a YAML error in the front matter, from 1, or 0 where the error has none.
func errorLine(err error) int {
	var e yaml.Error
	if errors.As(err, &e) && e.GetToken() != nil && e.GetToken().Position != nil {
		return e.GetToken().Position.Line
	}
	return 0
}

// SetFront gives the document the keys that concern a deck. The others belong to other tools.
func SetFront(doc *deck.Document, given map[string]any) {
	keys := make(map[string]any, len(given))
	for key, value := range given {
		if lower := strings.ToLower(key); lower == key || keys[lower] == nil {
			keys[lower] = value
		}
	}
	doc.Title = scalar(keys["title"])
	for _, key := range []string{"deck", "cards-deck", "name"} {
		if doc.Deck == "" {
			doc.Deck = scalar(keys[key])
		}
	}
	doc.DeckID = scalar(keys["deck-id"])
	doc.Lang = scalar(keys["lang"])
	doc.Tags = Tags(keys["tags"])
	switch scalar(keys["cards"]) {
	case "off", "false", "no":
		doc.Off = true
	}
}

// scalar returns the text of a plain value, and "" for anything else.
func scalar(v any) string {
	switch v := v.(type) {
	case string:
		return strings.Join(strings.Fields(v), " ")
	case bool:
		return strconv.FormatBool(v)
	case int, int64, uint64, float64:
		return fmt.Sprint(v)
	}
	return ""
}

// Tags reads a list of tags, or one string in which commas, or else blanks, separate them. A # at the start is no part
// of a tag, nor are the brackets of a link.
func Tags(v any) []string {
	var list []string
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			list = append(list, scalar(e))
		}
	case string:
		if strings.ContainsAny(v, ",，") {
			list = strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == '，' })
		} else {
			list = strings.Fields(v)
		}
	case nil:
		return nil
	default:
		list = append(list, scalar(v))
	}
	for i, t := range list {
		t = strings.TrimPrefix(strings.TrimSpace(t), "#")
		if name, ok := strings.CutPrefix(t, "[["); ok {
			t = strings.TrimSuffix(name, "]]")
		}
		list[i] = t
	}
	return slices.DeleteFunc(list, func(t string) bool { return t == "" })
}
