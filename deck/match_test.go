package deck

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// boats is a document of our own words: sections of bullets in English and Chinese that resemble each other as real ones do.
func boats() []string {
	things := []string{"keel", "rudder", "boom", "mast", "sheet", "halyard", "hull", "bow", "stern", "anchor"}
	ends := []string{"stops the boat from drifting", "turns the boat at low speed", "holds the foot of a sail", "carries the load of the rig", "trims a sail to the wind"}
	parts := []string{"龙骨", "船舵", "横杆", "桅杆", "缆绳", "吊索", "船壳", "船首", "船尾", "船锚"}
	uses := []string{"防止船身横向漂移", "低速时改变航向", "撑住帆的下缘", "承受索具的拉力", "按风向调整帆面"}
	var lines []string
	for s := range 20 {
		lines = append(lines, fmt.Sprintf("## Section %s", strings.Repeat("I", s+1)), "")
		for i := range 8 {
			n := s*8 + i
			if n%2 == 0 {
				lines = append(lines, fmt.Sprintf("- %s %s: %s of class %d", things[n%10], []string{"line", "plate", "post", "cap"}[n/10%4], ends[n/7%5], n+3))
			} else {
				lines = append(lines, fmt.Sprintf("- %s%s：%s，用于%d级", parts[n%10], []string{"线", "板", "柱", "帽"}[n/10%4], uses[n/7%5], n+3))
			}
		}
		lines = append(lines, "")
	}
	return lines
}

func parseLines(t testing.TB, lines []string) []Note {
	t.Helper()
	doc, problems := Parse("boats.md", []byte(strings.Join(lines, "\n")+"\n"))
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	Build([]*Document{doc})
	return doc.Notes
}

// found places bullets in one file.
func found(notes []Note) []Found {
	list := make([]Found, len(notes))
	for i := range notes {
		list[i] = Found{&notes[i], "boats.md"}
	}
	return list
}

func storedOf(notes []Note) []Stored {
	var list []Stored
	for _, n := range notes {
		o := Stored{Source: "boats.md", Headings: n.Headings, Label: n.Label, Group: n.Group, Text: n.Text, Rule: n.Rule}
		for i, c := range n.Cards {
			o.Cards = append(o.Cards, StoredCard{ID: int64(i), Slot: c.Slot, Prompt: c.Prompt, Answer: c.Answer})
		}
		list = append(list, o)
	}
	return list
}

// An edit of one kind at a time, to a tenth of the bullets: each edited bullet is followed, with the right effect on its schedule, and
// none becomes another.
func TestEditsAreFollowed(t *testing.T) {
	base := boats()
	for _, test := range []struct {
		name  string
		edit  func(line string, n int) string
		kinds []Kind
	}{
		{"a typo", func(l string, _ int) string {
			return strings.Replace(strings.Replace(l, "boat", "baot", 1), "帆", "蓬", 1)
		}, []Kind{Same, Fixed}},
		{"markup", func(l string, _ int) string {
			return strings.Replace(strings.Replace(l, ": ", "**: ", 1), "- ", "- **", 1)
		}, []Kind{Same, Fixed}},
		{"full-width punctuation", func(l string, _ int) string { return strings.Replace(l, "，", ", ", 1) }, []Kind{Same, Fixed}},
		{"a number", func(l string, n int) string { return strings.Replace(l, fmt.Sprint(n+3), fmt.Sprint(n+900), 1) }, []Kind{Changed}},
		{"a remark added", func(l string, _ int) string { return l + " today" }, []Kind{Same, Fixed, Changed}},
	} {
		t.Run(test.name, func(t *testing.T) {
			old := parseLines(t, base)
			lines := slices.Clone(base)
			n, edited := 0, map[int]bool{}
			for i, l := range lines {
				if !strings.HasPrefix(l, "- ") {
					continue
				}
				if n%10 == 3 {
					lines[i] = test.edit(l, n)
					edited[n] = true
				}
				n++
			}
			followed := 0
			for _, p := range Match(storedOf(old), found(parseLines(t, lines))) {
				if p.Old != p.New {
					t.Errorf("bullet %d became %d: %v", p.Old, p.New, p.Kind)
					continue
				}
				if !edited[p.New] && p.Kind != Same {
					t.Errorf("bullet %d was not edited and is %s", p.New, p.Kind)
				}
				if edited[p.New] {
					if followed++; !slices.Contains(test.kinds, p.Kind) {
						t.Errorf("%q became %q: %s, want one of %v", old[p.Old].Text, lines[i0(lines, p.New)], p.Kind, test.kinds)
					}
				}
			}
			t.Logf("%d of %d edited bullets followed", followed, len(edited))
		})
	}
}

// i0 is the line of the n-th bullet.
func i0(lines []string, n int) int {
	for i, l := range lines {
		if strings.HasPrefix(l, "- ") {
			if n--; n < 0 {
				return i
			}
		}
	}
	return 0
}

func count(pairs []Pair) map[Kind]int {
	m := map[Kind]int{}
	for _, p := range pairs {
		m[p.Kind]++
	}
	return m
}

func TestWholeDocumentsAreFollowed(t *testing.T) {
	base := boats()
	old := storedOf(parseLines(t, base))
	check := func(name string, lines []string, want map[Kind]int) {
		t.Helper()
		if got := count(Match(old, found(parseLines(t, lines)))); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	check("imported again", base, map[Kind]int{Same: 160})
	renamed := slices.Clone(base)
	for i, l := range renamed {
		renamed[i] = strings.Replace(l, "## Section", "## Chapter", 1)
	}
	check("every heading renamed", renamed, map[Kind]int{Moved: 160})
	var bullets []string
	for _, l := range base {
		if strings.HasPrefix(l, "- ") {
			bullets = append(bullets, l)
		}
	}
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(bullets), func(i, j int) { bullets[i], bullets[j] = bullets[j], bullets[i] })
	check("one list of all, shuffled", append([]string{"## All", ""}, bullets...), map[Kind]int{Moved: 160})
	check("half of it gone", base[:len(base)/2], map[Kind]int{Same: 80, Parked: 80})
	for i := range old {
		old[i].Parked = i >= 80
	}
	check("and back", base, map[Kind]int{Same: 80, Revived: 80})
}

// Similar bullets about two things are never taken for one.
func TestTwinsAreNotOne(t *testing.T) {
	for _, pair := range [][2]string{
		{"HPA: scales the number of pods by load", "VPA: scales the resources of pods by load"},
		{"两阶段提交：协调者先问后提交", "三阶段提交：协调者先问后提交，中间多一步"},
		{"Redis 6: threads for input and output", "Redis 7: functions kept on the server"},
		{"函数装饰器：包住函数的可调用对象", "类装饰器：包住类的可调用对象，返回类"},
	} {
		old := []Stored{{Text: pair[0], Source: "boats.md", Headings: []string{"A"}}}
		got := Match(old, found([]Note{{Bullet: Bullet{Text: pair[1], Headings: []string{"A"}}}}))
		if c := count(got); c[New] != 1 || c[Parked] != 1 {
			t.Errorf("%q and %q: %v", pair[0], pair[1], c)
		}
	}
}

// What turns a fact round is a changed fact, however few letters it takes.
func TestAChangedFactIsNoTypo(t *testing.T) {
	for _, test := range []struct {
		old, new string
		want     Kind
	}{
		{"Port: HTTPS listens on 443", "Port: HTTPS listens on 8443", Changed},
		{"Aliases: now allowed in every file", "Aliases: now not allowed in every file", Changed},
		{"索引：可以为空的列也能建", "索引：可以为空的列不能建", Changed},
		{"Cost: O(n) for every look-up", "Cost: O(n²) for every look-up", Changed},
		{"Command: `git reset` moves the branch", "Command: `git revert` moves the branch", Changed},
		{"Keel: stops the boat from drifting", "Keel: stops the  boat from driftng.", Fixed},
		{"快照：某一时刻的数据副本", "快照: 某一时刻的数据副本。", Fixed},
	} {
		got := Match([]Stored{{Text: test.old, Source: "boats.md"}}, found([]Note{{Bullet: Bullet{Text: test.new}}}))
		if len(got) != 1 || got[0].Kind != test.want {
			t.Errorf("%q to %q: %v, want %s", test.old, test.new, got, test.want)
		}
	}
}

func TestCardsAreFollowed(t *testing.T) {
	old := []StoredCard{{1, "facet:lookup", "map · lookup", "O(1)", false}, {2, "forward", "map", "random", false}, {3, "reverse", "random", "map", false}}
	new := []Card{{Slot: "facet:search", Answer: "O(1)"}, {Slot: "reverse", Answer: "map"}, {Slot: "member:x", Answer: "x"}}
	got := MatchCards(old, new)
	want := []CardPair{{0, 0}, {2, 1}, {-1, 2}, {1, -1}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestNormal(t *testing.T) {
	for text, want := range map[string]string{
		"**Keel**: stops  drift.": "keel: stops drift", "使用 Redis 缓存": "使用redis缓存", "ＴＣＰ：可靠": "tcp:可靠", "C++": "c++", "C#": "c#",
		"A < B": "a < b", "`go test`": "go test",
	} {
		if got := Normal(text); got != want {
			t.Errorf("Normal(%q) is %q, want %q", text, got, want)
		}
	}
}

// The cost of a re-import stays near linear.
func BenchmarkMatchEdited(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var old []Stored
			var notes []Note
			for i := range n {
				place := []string{fmt.Sprintf("Section %d", i/50)}
				text := fmt.Sprintf("term %d%c: holds the foot of sail %d in wind of class %d", i, 'a'+i%26, i*7, i%13)
				old = append(old, Stored{Source: "boats.md", Text: text, Headings: place})
				if i%20 == 0 {
					text = strings.Replace(text, "foot", "edge", 1)
				}
				notes = append(notes, Note{Bullet: Bullet{Text: text, Headings: place}})
			}
			new := found(notes)
			for b.Loop() {
				Match(old, new)
			}
		})
	}
}
