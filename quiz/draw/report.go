package draw

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"time"
)

// ReportMark is near the start of every page that WriteReport has written. A file with it may be overwritten by the
// next report.
const ReportMark = `<meta name="generator" content="recall report"/>`

// Report is what the page of recall report shows. A part without a picture shows only its sentence.
type Report struct {
	Title    string
	Day      time.Time // the day of the report
	Tiles    []Tile
	Activity Part // across the whole width
	Parts    []Part
	Shares   []Part // parts with low pictures, which share one place
	Chapters []Chapter
}

// Tile is a large figure with what it counts.
type Tile struct{ Figure, Of string }

// Part is a picture below a sentence that says the same.
type Part struct {
	Title, Say string
	Picture    *Picture
	Keys       []Key
}

// Key is one entry in a picture's legend.
type Key struct{ Class, Label string }

// Chapter is a row in the table of chapters. Shares are of its bullets, from 0 to 1.
type Chapter struct {
	Deck                     string // set in the first row of each deck if there are several decks
	Name                     string
	Learnt, Bullets, Covered int
	Mastered, LearntShare    float64
	Retention                string
}

// Meter draws how much of a chapter is mastered and how much is learnt.
func (c Chapter) Meter() *Picture {
	p := &Picture{W: 120, H: 10, Stretch: true,
		Label: fmt.Sprintf("%s mastered, %s learnt", Percent(c.Mastered), Percent(c.LearntShare))}
	p.rect("rest", 0, 0, 120, 10, "")
	p.rect("learnt", 0, 0, 120*c.LearntShare, 10, "")
	p.rect("mastered", 0, 0, 120*c.Mastered, 10, "")
	return p
}

// MasteredPercent returns the mastered share as a percentage.
func (c Chapter) MasteredPercent() string { return Percent(c.Mastered) }

//go:embed report.html
var reportPage string

// WriteReport writes a report as one HTML page that is also well-formed XML. The page loads nothing and runs no
// scripts. Text from decks is cleaned as for a terminal, and escaped.
func WriteReport(w io.Writer, r Report) error {
	page, err := template.New("report").Funcs(template.FuncMap{"clean": pageText}).Parse(reportPage)
	if err != nil {
		return err
	}
	return page.Execute(w, r)
}

// pageText returns text that is allowed in a page: XML has no U+FFFE and U+FFFF.
func pageText(s string) string {
	clean := []rune(oneLine(s))
	for i, r := range clean {
		if r == 0xfffe || r == 0xffff {
			clean[i] = 0xfffd
		}
	}
	return string(clean)
}
