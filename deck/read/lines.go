package read

import (
	"bytes"
	"strings"

	"recall/deck"
	"recall/deck/text"
)

// readFlashdown reads a file of Flashdown. A line "front: back" is asked both ways, and a line below it with an indent
// of two blanks is a note on it. A line that starts with # begins a section, and one that starts with // is a remark.
func readFlashdown(doc *deck.Document, text []byte) (problems []deck.Problem) {
	lines := strings.Split(string(text), "\n")
	doc.Notes = make([]deck.Note, 0, len(lines))
	var path []string
	for i := 0; i < len(lines); i++ {
		l := strings.TrimRight(lines[i], " \t")
		if isFlashdownRemark(l) || strings.TrimSpace(l) == "" {
			continue
		}
		if section, ok := strings.CutPrefix(l, "# "); ok {
			path = []string{strings.TrimSpace(section)}
			continue
		}
		front, back, ok := strings.Cut(l, ": ")
		if !ok {
			if len(problems) < maxProblems {
				what := "no card; write front: back on the line, or // in front of a remark"
				problems = append(problems, deck.Problem{File: doc.Name, Line: i + 1, Msg: what})
			}
			continue
		}
		r := record{line: i + 1, front: front, back: back, noteType: "both", path: path}
		if i+1 < len(lines) && strings.HasPrefix(lines[i+1], "  ") && strings.TrimSpace(lines[i+1]) != "" {
			i++
			r.extra = strings.TrimSpace(lines[i])
		}
		if fault := addRecord(doc, r); fault != "" && len(problems) < maxProblems {
			problems = append(problems, deck.Problem{File: doc.Name, Line: r.line, Msg: fault})
		}
	}
	return problems
}

// isFlashdownRemark reports whether a line starts with //. An address in a card is no remark.
func isFlashdownRemark(l string) bool { return strings.HasPrefix(strings.TrimSpace(l), "//") }

// isFlash reports whether a table is a deck of fla.sh: every row is category:question:answer:score, with a number at
// its end.
func isFlash(body []byte, head tableHead) bool {
	if head.lines > 0 {
		return false
	}
	rows := 0
	for l := range bytes.Lines(body[:min(len(body), 8<<10)]) {
		line := strings.TrimSpace(string(l))
		if line == "" || line == flashColumns {
			continue
		}
		if _, _, ok := flashRow(line); !ok && len(l) > 0 && l[len(l)-1] == '\n' {
			return false
		}
		rows++
	}
	return rows > 0
}

// flashColumns is the line of column names that some decks of fla.sh start with.
const flashColumns = "category:question:answer:score"

// cutColon cuts at the first single colon that is not that of an address: std::vector has none.
func cutColon(s string) (before, after string, ok bool) {
	for i := 0; i < len(s); i++ {
		if s[i] != ':' {
			continue
		}
		if n := text.Run(s[i:], ':'); n > 1 || strings.HasPrefix(s[i:], "://") {
			i += n - 1
			continue
		}
		return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+1:]), true
	}
	return s, "", false
}

// flashRow cuts a line of fla.sh. The answer may have colons in it, and the score is behind the last one.
func flashRow(line string) (category, rest string, ok bool) {
	at := strings.LastIndexByte(line, ':')
	if at < 0 || line[at+1:] == "" || strings.Trim(line[at+1:], "0123456789") != "" {
		return "", "", false
	}
	category, rest, ok = cutColon(line[:at])
	_, _, sides := cutColon(rest)
	return category, rest, ok && sides
}

// readFlash reads a deck of fla.sh into the document.
func readFlash(doc *deck.Document, body []byte) (problems []deck.Problem) {
	line := 0
	doc.Notes = make([]deck.Note, 0, bytes.Count(body, []byte("\n")))
	for l := range bytes.Lines(body) {
		line++
		text := strings.TrimSpace(string(l))
		if text == "" || text == flashColumns {
			continue
		}
		category, rest, ok := flashRow(text)
		front, back, _ := cutColon(rest)
		fault := "no card; write category:question:answer:score"
		if ok {
			r := record{line: line, front: front, back: back}
			if category != "" {
				r.path = []string{category}
			}
			fault = addRecord(doc, r)
		}
		if fault != "" && len(problems) < maxProblems {
			problems = append(problems, deck.Problem{File: doc.Name, Line: line, Msg: fault})
		}
	}
	return problems
}
