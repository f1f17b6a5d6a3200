package draw

// Verdict is the result for an answer, or for one item of it, with a remark on it.
type Verdict struct {
	Result Result
	Remark string // on an item: "you: 2nd"; on an answer: a sentence
}

// Result is how well an answer matches what was asked.
type Result int

// Nearly leaves the judgement to the person. Missing is something asked for and not given.
const (
	Unjudged Result = iota
	Right
	Nearly
	Wrong
	Missing
)

func (r Result) ink() Ink {
	switch r {
	case Right:
		return Green
	case Nearly, Wrong:
		return Red
	}
	return Bold
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
