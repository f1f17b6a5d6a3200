package draw

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	_ "recall/srs/lawtest" // the same histories in every run
)

// element is a start tag of a page.
type element struct {
	name       string
	attributes map[string]string
}

// readPage parses a page as strictly as XML requires, and returns its elements and its text.
func readPage(t interface{ Fatal(...any) }, page string) (elements []element, text string) {
	var b strings.Builder
	for d := xml.NewDecoder(strings.NewReader(page)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return elements, b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := element{token.Name.Local, map[string]string{}}
			for _, a := range token.Attr {
				e.attributes[a.Name.Local] = a.Value
			}
			elements = append(elements, e)
		case xml.CharData:
			b.Write(token)
		}
	}
}

// hostile texts try to end an element, run or load something, or break the XML.
var hostile = []string{
	`</title><script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `{{.Title}} <!-- ]]> &amp; &nbsp;`,
	"escape \x1b[31m bell \a null \x00 \ufffe \uffff",
	`javascript:alert(1)`, `' onload='x`, "二尖瓣 · 👩‍🚀", "\u202eright to left", "bad \xff utf-8",
}

func report(name string) Report {
	activity := Part{Title: "Reviews", Say: name}
	activity.Picture, activity.Keys = Calendar([]int{0, 3, 9}, time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC), name)
	return Report{
		Title: name, Day: time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC), Tiles: []Tile{{"12", "due"}},
		Activity: activity,
		Parts: []Part{
			{Title: "Due", Say: name, Picture: Columns([]Column{{3, "bar", "1 Nov", name}, {0, "bar", "", ""}}, name)},
			{Title: "True retention", Say: name,
				Picture: Trend([]Point{{0.8, "Nov", name}, {0.9, "", ""}, {-1, "", ""}}, name)},
		},
		Shares: []Part{{Title: "Grades", Say: name,
			Picture: Stack([]Column{{1, "again", "", name}, {3, "good", "", ""}}, name),
			Keys:    []Key{{"again", "Again 1"}}}},
		Chapters: []Chapter{{Deck: name, Name: name, Learnt: 3, Bullets: 4, Covered: 4, Mastered: 0.25,
			LearntShare: 0.75, Retention: "90%"}},
	}
}

func TestReportIsHarmlessAndWellFormed(t *testing.T) {
	for _, name := range hostile {
		var b strings.Builder
		if err := WriteReport(&b, report(name)); err != nil {
			t.Fatal(err)
		}
		elements, text := readPage(t, b.String())
		if want := pageText(name); strings.Count(text, want) < 4 {
			t.Errorf("%q is not shown as %q", name, want)
		}
		policy := false
		for _, e := range elements {
			switch e.name {
			case "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "p", "ul", "li", "b", "span",
				"div", "section", "svg", "rect", "line",
				"text", "table", "thead", "tbody", "tr", "th", "td", "footer":
			default:
				t.Errorf("%q makes an element %s", name, e.name)
			}
			for key := range e.attributes {
				if strings.HasPrefix(key, "on") || key == "src" || key == "href" || key == "style" {
					t.Errorf("%q makes an attribute %s of %s", name, key, e.name)
				}
			}
			policy = policy || e.attributes["http-equiv"] == "Content-Security-Policy" &&
				strings.HasPrefix(e.attributes["content"], "default-src 'none'")
		}
		if !policy {
			t.Error("the page may load and run things")
		}
		if at := strings.Index(b.String(), ReportMark); at < 0 || at > 500 {
			t.Errorf("the mark of a report stands at byte %d", at)
		}
	}
}

// Whatever the figures, every shape lies in its box, and every position is a number.
func TestPicturesStayInTheirBox(t *testing.T) {
	today := time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		var columns []Column
		var points []Point
		var counts []int
		for range rapid.IntRange(1, 60).Draw(t, "n") {
			columns = append(columns, Column{Value: rapid.SampledFrom([]float64{0, 0.1, 1, 7, 19999, 1e7}).Draw(t,
				"value")})
			points = append(points, Point{Share: rapid.SampledFrom([]float64{-1, 0, 0.004, 0.5, 0.9, 1}).Draw(t,
				"share")})
			counts = append(counts, rapid.SampledFrom([]int{0, 1, 2, 500}).Draw(t, "count"))
		}
		calendar, keys := Calendar(counts, today.AddDate(0, 0, rapid.IntRange(0, 366).Draw(t, "day")), "")
		if len(keys) != len(slices.Compact(slices.Sorted(slices.Values(classes(keys))))) {
			t.Fatalf("keys %v", keys)
		}
		chapter := Chapter{Mastered: rapid.Float64Range(0, 1).Draw(t, "mastered"),
			LearntShare: rapid.Float64Range(0, 1).Draw(t, "learnt")}
		for name, p := range map[string]*Picture{
			"calendar": calendar, "columns": Columns(columns, ""), "trend": Trend(points, ""), "stack": Stack(columns, ""), "meter": chapter.Meter(),
		} {
			inside := func(x, y float64) {
				if math.IsNaN(x) || math.IsNaN(y) || x < -0.1 || y < -0.1 || x > p.W+0.1 || y > p.H+0.1 {
					t.Fatalf("%s: %g, %g is outside of %g by %g", name, x, y, p.W, p.H)
				}
			}
			for _, r := range p.Rects {
				inside(r.X, r.Y)
				inside(r.X+r.W, r.Y+r.H)
			}
			for _, l := range p.Lines {
				inside(l.X1, l.Y1)
				inside(l.X2, l.Y2)
			}
			for _, l := range p.Texts {
				inside(l.X, l.Y)
			}
			if name == "columns" && len(p.Lines) > 6 {
				t.Fatalf("%s: %d lines", name, len(p.Lines))
			}
		}
	})
}

func classes(keys []Key) (list []string) {
	for _, k := range keys {
		list = append(list, k.Class)
	}
	return list
}
