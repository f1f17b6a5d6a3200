package draw

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Verdict is the result for an answer, or for one item of it, with a remark on it.
type Verdict struct {
	Result Result
	Remark string // on an item: "you: 2nd"; on an answer: what else there is to say
}

// Result is how well an answer matches what was asked.
type Result int

// Nearly leaves the judgement to the person. Missing is something asked for and not given. An answer that is Missing is
// not judged: the person said that they don't know.
const (
	Unjudged Result = iota
	Right
	Nearly
	Wrong
	Missing
)

// Word returns the verdict in a word, "" where nothing was judged.
func (r Result) Word() string {
	switch r {
	case Right:
		return "Right"
	case Nearly:
		return "Nearly"
	case Wrong:
		return "Wrong"
	}
	return ""
}

func (r Result) ink() Ink {
	switch r {
	case Right:
		return Green
	case Nearly:
		return Yellow
	case Wrong:
		return Red
	}
	return Bold
}

// spans draws the verdict and its remark for a line of their own: "Wrong · Not among them: oil".
func (v Verdict) spans(st Style) (spans []span) {
	if word := v.Result.Word(); word != "" {
		spans = append(spans, span{word, v.Result.ink().and(Bold)})
	}
	if remark := oneLine(v.Remark); remark != "" {
		if len(spans) > 0 {
			spans = append(spans, span{text: st.Signs(" · ")})
		}
		spans = append(spans, span{text: st.Signs(remark)})
	}
	return spans
}

// spoken returns the verdict in sentences: "Wrong. Not among them: oil."
func (v Verdict) spoken() string {
	remark := oneLine(v.Remark)
	if r, n := utf8.DecodeRuneInString(remark); n > 0 {
		remark = string(unicode.ToUpper(r)) + remark[n:]
	}
	return strings.TrimSpace(sentence(v.Result.Word()) + " " + sentence(remark))
}

// Item is one numbered option or member.
type Item struct {
	Text    string
	Verdict Verdict
}

// remark returns the text after an item: "<- right". The arrow is omitted if the item is not judged.
func (i Item) remark() span {
	text := oneLine(i.Verdict.Remark)
	if text != "" && i.Verdict.Result != Unjudged {
		text = "<- " + text
	}
	return span{text, i.Verdict.Result.ink()}
}
