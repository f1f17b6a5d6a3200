package draw

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Picture is a chart in the HTML report: shapes in a box, in units of about a pixel. Colours are CSS classes in
// report.html.
type Picture struct {
	W, H  float64
	Label string // what it shows, for people who can't see it
	Wide  bool   // keeps its width, and scrolls in a narrower window

	Stretch bool // fills its place, without keeping its proportions
	Rects   []Rect
	Texts   []Text
	Lines   []Line
}

// Rect is a filled rectangle. Say is what it stands for.
type Rect struct {
	Class      string
	X, Y, W, H float64
	Say        string
}

// Text is positioned by its start or, depending on Anchor, by its middle or end.
type Text struct {
	X, Y   float64
	Anchor string
	Text   string
}

// Line is a line between two points.
type Line struct {
	Class          string
	X1, Y1, X2, Y2 float64
}

func (p *Picture) rect(class string, x, y, w, h float64, say string) {
	if w > 0 && h > 0 {
		p.Rects = append(p.Rects, Rect{class, tenth(x), tenth(y), tenth(w), tenth(h), say})
	}
}

func (p *Picture) text(x, y float64, anchor, text string) {
	p.Texts = append(p.Texts, Text{tenth(x), tenth(y), anchor, text})
}

func (p *Picture) line(class string, x1, y1, x2, y2 float64) {
	p.Lines = append(p.Lines, Line{class, tenth(x1), tenth(y1), tenth(x2), tenth(y2)})
}

func tenth(x float64) float64 { return math.Round(x*10) / 10 }

// Calendar draws a count for each day of the last 53 weeks, as Heatmap does for a terminal. The last count is today's.
func Calendar(counts []int, today time.Time, label string) (*Picture, []Key) {
	const weeks, pitch, left, top = 53, 13, 30, 18
	p := &Picture{W: left + weeks*pitch, H: top + 7*pitch, Label: label, Wide: true}
	today = time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)
	weekday := (int(today.Weekday()) + 6) % 7 // days since Monday
	shown := 7*(weeks-1) + weekday + 1
	counts = counts[max(0, len(counts)-shown):]
	most := 0
	for _, n := range counts {
		most = max(most, n)
	}
	first := today.AddDate(0, 0, 1-shown)
	began := calendarStart(counts, shown)
	for day := range shown {
		n, date := 0, first.AddDate(0, 0, day)
		if i := day - (shown - len(counts)); i >= 0 {
			n = counts[i]
		}
		x, y := float64(left+day/7*pitch), float64(top+day%7*pitch)
		p.rect(fmt.Sprintf("heat%d", heatLevel(n, most)), x, y, pitch-2, pitch-2,
			fmt.Sprintf("%s: %d", date.Format("Mon 2 January 2006"), n))
		soon := date.AddDate(0, 0, 7).Day() <= 7 || date.AddDate(0, 0, 14).Day() <= 7 // no room for two names
		named := date.Day() <= 7 && day >= began || day == began && !soon
		if named && day%7 == 0 && x+20 < p.W {
			p.text(x, top-6, "start", date.Format("Jan"))
		}
	}
	for i, name := range []string{"Mon", "", "Wed", "", "Fri", "", "Sun"} {
		if name != "" {
			p.text(0, float64(top+i*pitch+9), "start", name)
		}
	}
	keys := []Key{{"heat0", "0"}}
	low := 1
	for level := 1; level <= 4 && low <= most; level++ {
		high := heatHighest(level, most)
		if high < low {
			continue
		}
		keys = append(keys, Key{fmt.Sprintf("heat%d", level), countRange(low, high)})
		low = high + 1
	}
	return p, keys
}

// calendarStart returns the first day of the week with the first count, which is where the names of months begin.
func calendarStart(counts []int, shown int) int {
	at := slices.IndexFunc(counts, func(n int) bool { return n > 0 })
	return max(0, at+shown-len(counts)) / 7 * 7
}

// countRange writes a range of counts.
func countRange(low, high int) string {
	if low == high {
		return fmt.Sprint(low)
	}
	return fmt.Sprintf("%d-%d", low, high)
}

// The box of a chart with an axis.
const (
	chartW, chartH              = 400.0, 150.0
	plotLeft, plotTop, plotDown = 34.0, 10.0, 128.0 // plotDown is the base of the bars
)

// Column is one bar of Columns.
type Column struct {
	Value float64
	Class string
	Tick  string // written below it; "": nothing
	Say   string // what it stands for
}

// Columns draws bars side by side on an axis that starts at 0.
func Columns(list []Column, label string) *Picture {
	p := &Picture{W: chartW, H: chartH, Label: label}
	most := 0.0
	for _, c := range list {
		most = max(most, c.Value)
	}
	step := roundStep(most)
	top := max(step, math.Ceil(most/step)*step)
	for v := 0.0; v <= top; v += step {
		y := plotDown - v/top*(plotDown-plotTop)
		p.line("grid", plotLeft, y, chartW, y)
		p.text(plotLeft-5, y+4, "end", fmt.Sprintf("%g", v))
	}
	pitch := (chartW - plotLeft) / float64(len(list))
	for i, c := range list {
		x, h := plotLeft+float64(i)*pitch, c.Value/top*(plotDown-plotTop)
		if c.Value > 0 {
			h = max(h, 1)
		}
		p.rect(c.Class, x+pitch*0.1, plotDown-h, pitch*0.8, h, c.Say)
		if c.Tick != "" {
			p.text(x+pitch/2, plotDown+15, "middle", c.Tick)
		}
	}
	return p
}

// roundStep returns a round distance between grid lines, such that at most four steps reach the highest value.
func roundStep(most float64) float64 {
	for step := 1.0; ; step *= 10 {
		for _, times := range []float64{1, 2, 5} {
			if most <= 4*step*times {
				return step * times
			}
		}
	}
}

// Point is one value of a Trend.
type Point struct {
	Share float64 // from 0 to 1; negative: unknown
	Tick  string
	Say   string
}

// Trend draws shares over time. The line has a gap where a share is unknown.
func Trend(list []Point, label string) *Picture {
	p := &Picture{W: chartW, H: chartH, Label: label}
	least := 1.0
	for _, at := range list {
		if at.Share >= 0 {
			least = min(least, at.Share)
		}
	}
	floor := max(0, math.Floor(least*10-0.001)/10)
	height := func(share float64) float64 { return plotDown - (share-floor)/(1-floor)*(plotDown-plotTop) }
	steps := math.Round((1 - floor) * 10)
	for i := 0.0; i <= steps; i += max(1, math.Ceil(steps/4)) {
		share := 1 - i/10
		p.line("grid", plotLeft, height(share), chartW, height(share))
		p.text(plotLeft-5, height(share)+4, "end", fmt.Sprintf("%.0f%%", share*100))
	}
	pitch := (chartW - plotLeft) / float64(len(list))
	x := func(i int) float64 { return plotLeft + (float64(i)+0.5)*pitch }
	for i, at := range list {
		if i > 0 && at.Share >= 0 && list[i-1].Share >= 0 {
			p.line("trend", x(i-1), height(list[i-1].Share), x(i), height(at.Share))
		}
		if at.Share >= 0 {
			p.rect("dot", x(i)-3, height(at.Share)-3, 6, 6, at.Say)
		}
		if at.Tick != "" {
			p.text(x(i), plotDown+15, "middle", at.Tick)
		}
	}
	return p
}

// Stack draws the parts of a whole as one bar.
func Stack(list []Column, label string) *Picture {
	p := &Picture{W: chartW, H: 22, Label: label}
	sum, x := 0.0, 0.0
	for _, c := range list {
		sum += c.Value
	}
	for _, c := range list {
		w := c.Value / max(sum, 1) * chartW
		p.rect(c.Class, x, 0, max(0, w-1), 22, c.Say)
		x += w
	}
	return p
}
