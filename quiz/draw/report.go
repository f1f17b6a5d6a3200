package draw

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"time"
)

// ReportMark stands near the start of every page that WriteReport made: what may be overwritten by the next one.
const ReportMark = `<meta name="generator" content="recall report"/>`

// Report is what the page of recall report shows. A part without a picture says its sentence alone.
type Report struct {
	Title    string
	Day      time.Time // of the report
	Tiles    []Tile
	Activity Part // over the whole width
	Parts    []Part
	Shares   []Part // low ones, which share a place
	Chapters []Chapter
}

// Tile is a figure in large, with what it counts.
type Tile struct{ Figure, Of string }

// Part is a picture under a sentence that says the same.
type Part struct {
	Title, Say string
	Picture    *Picture
	Keys       []Key
}

// Key names one of the inks of a picture.
type Key struct{ Class, Label string }

// Chapter is a row of the table of chapters. Shares are of its bullets, from 0 to 1.
type Chapter struct {
	Deck                     string // set in the first row of each deck, where there are several
	Name                     string
	Learnt, Bullets, Covered int
	Mastered, LearntShare    float64
	Retention                string
}

// Meter draws how much of a chapter is mastered, and how much is learnt.
func (c Chapter) Meter() *Picture {
	p := &Picture{W: 120, H: 10, Stretch: true,
		Label: fmt.Sprintf("%s mastered, %s learnt", Percent(c.Mastered), Percent(c.LearntShare))}
	p.rect("rest", 0, 0, 120, 10, "")
	p.rect("learnt", 0, 0, 120*c.LearntShare, 10, "")
	p.rect("mastered", 0, 0, 120*c.Mastered, 10, "")
	return p
}

// MasteredPercent is the share in words.
func (c Chapter) MasteredPercent() string { return Percent(c.Mastered) }

//go:embed report.html
var reportPage string

// WriteReport writes a report as one page of HTML that is well-formed XML too: nothing is loaded, nothing runs. Text of
// decks is cleaned as for a terminal, and escaped.
func WriteReport(w io.Writer, r Report) error {
	page, err := template.New("report").Funcs(template.FuncMap{"clean": pageText}).Parse(reportPage)
	if err != nil {
		return err
	}
	return page.Execute(w, r)
}

// pageText is text that may stand in a page: XML knows no U+FFFE and U+FFFF.
func pageText(s string) string {
	clean := []rune(oneLine(s))
	for i, r := range clean {
		if r == 0xfffe || r == 0xffff {
			clean[i] = 0xfffd
		}
	}
	return string(clean)
}
