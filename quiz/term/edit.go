package term

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"recall/quiz/draw"
)

// editor is the text being typed, as grapheme clusters, with the position of the cursor among them.
type editor struct {
	text []string
	at   int
	full bool // the last key brought more than the line holds
}

// longestLine is how many characters a line holds. No answer is nearly as long, and a paste of a whole document must
// not fill the screen.
const longestLine = 2000

// tooLong is said when the line is full.
const tooLong = "A line holds 2,000 characters; the rest was left out"

// String returns the text typed so far.
func (e *editor) String() string { return strings.Join(e.text, "") }

func clusters(s string) []string {
	var list []string
	for state := -1; s != ""; {
		var cluster string
		cluster, s, _, state = uniseg.FirstGraphemeClusterInString(s, state)
		list = append(list, cluster)
	}
	return list
}

// insert inserts s at the cursor, as much of it as the line still holds. It splits the text into clusters again, because
// a combining mark joins the character before it.
func (e *editor) insert(s string) {
	room := longestLine - utf8.RuneCountInString(e.String())
	if runes := []rune(s); len(runes) > room {
		s, e.full = string(runes[:room]), true
	}
	head := strings.Join(e.text[:e.at], "") + s
	e.text = clusters(head + strings.Join(e.text[e.at:], ""))
	e.at = min(len(clusters(head)), len(e.text))
}

func (e *editor) cut(from, to int) {
	e.text = clusters(strings.Join(e.text[:from], "") + strings.Join(e.text[to:], ""))
	e.at = min(from, len(e.text))
}

// wordStart and wordEnd find the edges of the word at the cursor. In text without spaces, such as Chinese, words end at
// punctuation.
func (e *editor) wordStart() int {
	i := e.at
	for i > 0 && !isWord(e.text[i-1]) {
		i--
	}
	for i > 0 && isWord(e.text[i-1]) {
		i--
	}
	return i
}

func (e *editor) wordEnd() int {
	i := e.at
	for i < len(e.text) && !isWord(e.text[i]) {
		i++
	}
	for i < len(e.text) && isWord(e.text[i]) {
		i++
	}
	return i
}

func isWord(cluster string) bool {
	return strings.ContainsFunc(cluster, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsNumber(r) ||
			unicode.IsSymbol(r)
	})
}

// handle applies one key to the line.
func (e *editor) handle(k key) {
	e.full = false
	switch k.r {
	case left, 'B' - ctrl:
		e.at = max(0, e.at-1)
	case right, 'F' - ctrl:
		e.at = min(len(e.text), e.at+1)
	case home, 'A' - ctrl:
		e.at = 0
	case end, 'E' - ctrl:
		e.at = len(e.text)
	case wordLeft:
		e.at = e.wordStart()
	case wordRight:
		e.at = e.wordEnd()
	case backspace:
		if e.at > 0 {
			e.cut(e.at-1, e.at)
		}
	case del:
		if e.at < len(e.text) {
			e.cut(e.at, e.at+1)
		}
	case eraseWord, 'W' - ctrl:
		e.cut(e.wordStart(), e.at)
	case deleteWord:
		e.cut(e.at, e.wordEnd())
	case 'U' - ctrl:
		e.cut(0, e.at)
	case 'K' - ctrl:
		e.cut(e.at, len(e.text))
	case paste:
		e.insert(pasted(k.text))
	default:
		// typing an emoji can send a joiner on its own
		if k.r >= ' ' && draw.Clean(string(k.r)) != "" || k.r == '\u200d' {
			e.insert(string(k.r))
		}
	}
}

// pasted turns pasted text into part of one line.
func pasted(text string) string {
	return strings.Join(strings.Fields(draw.Clean(text)), " ")
}

// layout arranges label and text in rows of width columns, and returns the position of the cursor. It breaks the rows
// itself rather than leaving that to the terminal, so that both agree on where they end.
func (e *editor) layout(label string, width int) (rows []string, y, x int) {
	row, used := label, draw.Width(label)
	for i := 0; ; i++ {
		w := 1 // the cursor after the last cluster
		if i < len(e.text) {
			w = draw.Width(e.text[i])
		}
		if used+w > max(width, 4) {
			rows = append(rows, row)
			row, used = "", 0
		}
		if i == e.at {
			y, x = len(rows), used
		}
		if i == len(e.text) {
			return append(rows, row), y, x
		}
		row += e.text[i]
		used += w
	}
}

// window is layout, with no more than most rows around the cursor.
func (e *editor) window(label string, width, most int) (rows []string, y, x int) {
	rows, y, x = e.layout(label, width)
	if most = max(1, most); len(rows) > most {
		from := min(max(0, y-most/2), len(rows)-most)
		rows, y = rows[from:from+most], y-from
	}
	return rows, y, x
}
