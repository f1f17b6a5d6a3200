package data

import (
	"strings"
	"testing"

	"recall/deck"
	"recall/deck/build"
	"recall/deck/read"
)

func editionOf(t *testing.T, lang string) *deck.Document {
	t.Helper()
	for _, b := range builtins {
		if b.lang != lang {
			continue
		}
		text, err := roadmap.ReadFile(b.file)
		if err != nil {
			t.Fatal(err)
		}
		doc, problems := read.Parse(b.file, text)
		for _, p := range problems {
			t.Error(p)
		}
		build.Build([]*deck.Document{doc})
		return doc
	}
	t.Fatalf("no edition in %q", lang)
	return nil
}

// Every bullet of the roadmap makes a scheduled card as written, with a front of its own that is short enough.
func TestEveryBulletOfTheRoadmapIsAsked(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		doc := editionOf(t, lang)
		fronts := map[string]int{}
		for _, n := range doc.Notes {
			scheduled := 0
			for _, c := range n.Cards {
				if c.Draft {
					continue
				}
				scheduled++
				if other, ok := fronts[c.Front()]; ok {
					t.Errorf("%s:%d and line %d have one front: %s", doc.Name, n.Line, other, c.Front())
				}
				fronts[c.Front()] = n.Line
			}
			if scheduled == 0 {
				t.Errorf("%s:%d is not asked (%s): %s", doc.Name, n.Line, n.Rule+string(n.Reason), n.Text)
			}
		}
		if len(doc.Notes) < 1099 {
			t.Errorf("%s: %d bullets", lang, len(doc.Notes))
		}
	}
}

// Both editions have the same chapters, sections and groups in the same order, and the same number of bullets in each,
// so that statistics by chapter can be compared.
func TestEditionsHaveTheSameShape(t *testing.T) {
	shape := func(doc *deck.Document) (parts []string, names []string) {
		last := ""
		count := 0
		for _, n := range doc.Notes {
			at := strings.Join(n.Headings, "/") + "|" + n.Label + "|" + n.Group
			if at != last {
				names = append(names, at)
				parts = append(parts, strings.Repeat("#", len(n.Headings))+number(n.Headings))
				last, count = at, 0
			}
			count++
			parts[len(parts)-1] = strings.TrimRight(parts[len(parts)-1], "•") + strings.Repeat("•", count)
		}
		return parts, names
	}
	en, enNames := shape(editionOf(t, "en"))
	zh, zhNames := shape(editionOf(t, "zh"))
	for i := range min(len(en), len(zh)) {
		if en[i] != zh[i] {
			t.Fatalf("group %d: %q has %q, %q has %q", i+1, enNames[i], en[i], zhNames[i], zh[i])
		}
	}
	if len(en) != len(zh) {
		t.Errorf("%d groups in English, %d in Chinese", len(en), len(zh))
	}
}

// number returns the numbers of headings: "5 5.1".
func number(headings []string) string {
	var list []string
	for _, h := range headings {
		first, _, _ := strings.Cut(h, " ")
		if strings.Trim(first, "0123456789.") == "" {
			list = append(list, first)
		}
	}
	return strings.Join(list, " ")
}
