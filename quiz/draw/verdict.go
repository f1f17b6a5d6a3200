package draw

// Verdict is what became of an answer, or of one item of it, and what is said about that.
type Verdict struct {
	Result Result
	Remark string // of an item: "you: 2nd"; of an answer: a sentence
}

// Result is how an answer compares with what was asked.
type Result int

// Nearly is for the person to judge. Missing is what was asked for and not given.
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

// remark is what stands behind an item: "<- right". Nothing points at what is not judged.
func (i Item) remark() span {
	text := oneLine(i.Verdict.Remark)
	if text != "" && i.Verdict.Result != Unjudged {
		text = "<- " + text
	}
	return span{text, i.Verdict.Result.ink()}
}
