package data

import (
	"slices"
	"strings"
	"testing"

	"recall/deck"
	"recall/deck/build"
	"recall/deck/read"
	"recall/srs"
)

func editionOf(t *testing.T, lang string) *deck.Document {
	t.Helper()
	for _, e := range editions {
		if e.lang != lang {
			continue
		}
		doc, problems := read.Parse(e.name+".md", e.text)
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
		if len(doc.Notes) != 1781 { // README and CHANGELOG state it
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

// A newer edition costs the learner no schedule but that of a fact that changed. Here chapters get other names, bullets
// come in between others, a bullet takes the place of another, and terms are reworded.
func TestANewerEditionKeepsSchedules(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector makes it long, and it does one thing at a time")
	}
	for _, test := range []struct {
		lang  string
		edits []string // what stands in the edition of today, and what stood there before
		told  []string // what the learner hears of learnt cards
	}{
		{"en", []string{
			"## 5 Concurrency and async programming\n", "## 5 Concurrency\n",
			"## Learning path: a summary\n", "## Learning path\n",
			"- Hashable dict type since Python 3.15: `frozendict`\n", "",
			"- `threading.Semaphore(3)`: lets at most three threads in at once\n", "",
			"- Docker command that shows what a container printed: `docker logs`\n",
			"- Where a containerized app should write logs: stdout and stderr\n",
			"- Short form of `@lru_cache(maxsize=None)`: `@functools.cache`\n",
			"- Memoize a pure function without a size limit: `@functools.cache`\n",
		}, []string{
			"parked: Logging setup in Python › Where a containerized app should write logs",
			"restarted: Decorators in depth › Memoize a pure function without a size limit",
			"restarted: Decorators in depth › `@functools.cache`",
		}},
		{"zh", []string{
			"## 5 并发与异步编程\n", "## 5 并发与异步\n",
			"## 9 微服务与分布式系统\n", "## 9 微服务与分布式\n",
			"- 在函数里写`lazy import` → 抛出`SyntaxError`\n", "",
			"旁路缓存（Cache-Aside）的写入顺序", "Cache-Aside的写入顺序",
			"降载（load shedding）：", "Load shedding：",
			"跳表加哈希表", "跳跃表加哈希表",
		}, []string{
			"edited: Redis数据结构 › 较大的有序集合的内部结构",
		}},
	} {
		t.Run(test.lang, func(t *testing.T) {
			now := string(editions[slices.IndexFunc(editions, func(e edition) bool { return e.lang == test.lang })].text)
			before := now
			for i := 0; i < len(test.edits); i += 2 {
				if strings.Count(before, test.edits[i]) != 1 {
					t.Fatalf("%q does not stand there once", test.edits[i])
				}
				before = strings.Replace(before, test.edits[i], test.edits[i+1], 1)
			}
			s := fresh(t)
			bring := func(text string, day int) []*Plan {
				_, updates, err := s.loadEditions([]edition{{test.lang, "roadmap", []byte(text)}}, test.lang, at(day))
				if err != nil {
					t.Fatal(err)
				}
				return updates
			}
			bring(before, 0)
			learnt := map[int64]srs.State{}
			for _, c := range cards(t, s) {
				if c.Status() == "new" {
					learnt[c.ID] = record(t, s, c.ID, srs.Good, at(0))
				}
			}
			updates := bring(now, 2)
			if len(updates) != 1 {
				t.Fatalf("%d updates", len(updates))
			}
			var told []string
			for _, f := range updates[0].Fallout {
				told = append(told, string(f.Kind)+": "+f.Front)
				if f.Kind != CardEdited {
					delete(learnt, f.Card)
				}
			}
			slices.Sort(told)
			if !slices.Equal(told, test.told) {
				t.Errorf("the learner hears\n%s\nwant\n%s", strings.Join(told, "\n"), strings.Join(test.told, "\n"))
			}
			for _, c := range cards(t, s) {
				if state, ok := learnt[c.ID]; ok && c.State != state {
					t.Errorf("%s: %+v, was %+v", c.Front(), c.State, state)
				}
			}
			sound(t, s)
		})
	}
}
