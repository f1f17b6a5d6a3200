package match_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"recall/deck"
	"recall/deck/build"
	"recall/deck/inline"
	"recall/deck/match"
	"recall/deck/read"
	_ "recall/srs/lawtest" // the same histories in every run
)

// boats is a made-up document. Its sections have bullets in English and Chinese that resemble each other as real ones
// do.
func boats() []string {
	things := []string{"keel", "rudder", "boom", "mast", "sheet", "halyard", "hull", "bow", "stern", "anchor"}
	ends := []string{"stops the boat from drifting", "turns the boat at low speed", "holds the foot of a sail",
		"carries the load of the rig", "trims a sail to the wind"}
	parts := []string{"龙骨", "船舵", "横杆", "桅杆", "缆绳", "吊索", "船壳", "船首", "船尾", "船锚"}
	uses := []string{"防止船身横向漂移", "低速时改变航向", "撑住帆的下缘", "承受索具的拉力", "按风向调整帆面"}
	var lines []string
	for s := range 20 {
		lines = append(lines, fmt.Sprintf("## Section %s", strings.Repeat("I", s+1)), "")
		for i := range 8 {
			n := s*8 + i
			if n%2 == 0 {
				lines = append(lines, fmt.Sprintf("- %s %s: %s of class %d", things[n%10],
					[]string{"line", "plate", "post", "cap"}[n/10%4], ends[n/7%5], n+3))
			} else {
				lines = append(lines, fmt.Sprintf("- %s%s：%s，用于%d级", parts[n%10],
					[]string{"线", "板", "柱", "帽"}[n/10%4], uses[n/7%5], n+3))
			}
		}
		lines = append(lines, "")
	}
	return lines
}

func parseLines(t testing.TB, lines []string) []deck.Note {
	t.Helper()
	doc, problems := read.Parse("boats.md", []byte(strings.Join(lines, "\n")+"\n"))
	if len(problems) > 0 {
		t.Fatal(problems[0])
	}
	build.Build([]*deck.Document{doc})
	return doc.Notes
}

// inBoats puts bullets into one file.
func inBoats(notes []deck.Note) []match.Found {
	list := make([]match.Found, len(notes))
	for i := range notes {
		list[i] = match.Found{Note: &notes[i], Source: "boats.md"}
	}
	return list
}

func storedOf(notes []deck.Note) []match.Stored {
	var list []match.Stored
	for _, n := range notes {
		o := match.Stored{Source: "boats.md", Headings: n.Headings, Label: n.Label, Group: n.Group, Text: n.Text,
			Rule: n.Rule}
		for i, c := range n.Cards {
			o.Cards = append(o.Cards, match.StoredCard{ID: int64(i), Slot: c.Slot, Prompt: c.Prompt, Answer: c.Answer})
		}
		list = append(list, o)
	}
	return list
}

// A tenth of the bullets is edited, one kind of edit at a time. Each edited bullet is recognised, with the right effect
// on its schedule, and none is mistaken for another.
func TestEditsAreFollowed(t *testing.T) {
	base := boats()
	for _, test := range []struct {
		name  string
		edit  func(line string, n int) string
		kinds []match.Fate
	}{
		{"a typo", func(l string, _ int) string {
			return strings.Replace(strings.Replace(l, "boat", "baot", 1), "帆", "蓬", 1)
		}, []match.Fate{match.Same, match.Fixed}},
		{"markup", func(l string, _ int) string {
			return strings.Replace(strings.Replace(l, ": ", "**: ", 1), "- ", "- **", 1)
		}, []match.Fate{match.Same, match.Fixed}},
		{"full-width punctuation", func(l string, _ int) string { return strings.Replace(l, "，", ", ", 1) }, []match.Fate{match.Same, match.Fixed}},
		{"a number", func(l string, n int) string { return strings.Replace(l, fmt.Sprint(n+3), fmt.Sprint(n+900), 1) }, []match.Fate{match.Changed}},
		{"a remark added", func(l string, _ int) string { return l + " today" }, []match.Fate{match.Same, match.Fixed, match.Changed}},
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
			for _, p := range match.Match(storedOf(old), inBoats(parseLines(t, lines))) {
				if p.Old != p.New {
					t.Errorf("bullet %d became %d: %v", p.Old, p.New, p.Fate)
					continue
				}
				if !edited[p.New] && p.Fate != match.Same {
					t.Errorf("bullet %d was not edited and is %s", p.New, p.Fate)
				}
				if edited[p.New] {
					if followed++; !slices.Contains(test.kinds, p.Fate) {
						t.Errorf("%q became %q: %s, want one of %v", old[p.Old].Text, lines[i0(lines, p.New)], p.Fate,
							test.kinds)
					}
				}
			}
			t.Logf("%d of %d edited bullets followed", followed, len(edited))
		})
	}
}

// i0 returns the line of the n-th bullet.
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

func count(pairs []match.Pair) map[match.Fate]int {
	m := map[match.Fate]int{}
	for _, p := range pairs {
		m[p.Fate]++
	}
	return m
}

func TestWholeDocumentsAreFollowed(t *testing.T) {
	base := boats()
	old := storedOf(parseLines(t, base))
	check := func(name string, lines []string, want map[match.Fate]int) {
		t.Helper()
		if got := count(match.Match(old, inBoats(parseLines(t, lines)))); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	check("imported again", base, map[match.Fate]int{match.Same: 160})
	renamed := slices.Clone(base)
	for i, l := range renamed {
		renamed[i] = strings.Replace(l, "## Section", "## Chapter", 1)
	}
	check("every heading renamed", renamed, map[match.Fate]int{match.Moved: 160})
	var bullets []string
	for _, l := range base {
		if strings.HasPrefix(l, "- ") {
			bullets = append(bullets, l)
		}
	}
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(bullets),
		func(i, j int) { bullets[i], bullets[j] = bullets[j], bullets[i] })
	check("one list of all, shuffled", append([]string{"## All", ""}, bullets...), map[match.Fate]int{match.Moved: 160})
	check("half of it gone", base[:len(base)/2], map[match.Fate]int{match.Same: 80, match.Parked: 80})
	for i := range old {
		old[i].Parked = i >= 80
	}
	check("and back", base, map[match.Fate]int{match.Same: 80, match.Revived: 80})
}

// Similar bullets about different things are never mistaken for each other.
func TestTwinsAreNotOne(t *testing.T) {
	for _, pair := range [][2]string{
		{"HPA: scales the number of pods by load", "VPA: scales the resources of pods by load"},
		{"两阶段提交：协调者先问后提交", "三阶段提交：协调者先问后提交，中间多一步"},
		{"Redis 6: threads for input and output", "Redis 7: functions kept on the server"},
		{"函数装饰器：包住函数的可调用对象", "类装饰器：包住类的可调用对象，返回类"},
		{"同步复制：主库等从库写完再应答", "异步复制：主库不等从库写完就应答"},
		{"正向代理：替客户端发出请求", "反向代理：替服务端接收请求"},
		{"Encryption: turns plain text into cipher text", "Decryption: turns cipher text into plain text"},
		{"Synchronous call: the caller waits for the answer", "Asynchronous call: the caller goes on before the answer"},
		{"JSON: a text format for trees of values", "BSON: a binary format for trees of values"},
		{"`push`: sends commits to a remote", "`pull`: takes commits from a remote"},
		{"TCP 协议", "UDP 协议"},
		{"Max heap: the largest key is at the root", "Min heap: the smallest key is at the root"},
		{"Class A network: 16 million hosts, first byte below 128", "Class B network: 65 thousand hosts, first byte from 128"},
	} {
		old := []match.Stored{{Text: pair[0], Source: "boats.md", Headings: []string{"A"}}}
		got := match.Match(old, inBoats([]deck.Note{{Bullet: deck.Bullet{Text: pair[1],
			Place: &deck.Place{Headings: []string{"A"}}}}}))
		if c := count(got); c[match.New] != 1 || c[match.Parked] != 1 {
			t.Errorf("%q and %q: %v", pair[0], pair[1], c)
		}
	}
}

// An edit that reverses a fact changes it, however few letters it takes.
func TestAChangedFactIsNoTypo(t *testing.T) {
	for _, test := range []struct {
		old, new string
		want     match.Fate
	}{
		{"Port: HTTPS listens on 443", "Port: HTTPS listens on 8443", match.Changed},
		{"Aliases: now allowed in every file", "Aliases: now not allowed in every file", match.Changed},
		{"索引：可以为空的列也能建", "索引：可以为空的列不能建", match.Changed},
		{"Cost: O(n) for every look-up", "Cost: O(n²) for every look-up", match.Changed},
		{"Command: `git reset` moves the branch", "Command: `git revert` moves the branch", match.Changed},
		{"Option: `-r` copies whole folders", "Option: `-R` copies whole folders", match.Changed},
		{"DNS: queries go over UDP first of all", "DNS: queries go over TCP first of all", match.Changed},
		{"Sort: merging takes O(n) beside the time", "Sort: merging takes O(log n) beside the time", match.Changed},
		{"Timeout: the default of the library is 5 ms", "Timeout: the default of the library is 5 s", match.Changed},
		{"Handshake: the client speaks before anyone else", "Handshake: the server speaks before anyone else", match.Changed},
		{"超时：默认的等待时间是10秒钟左右", "超时：默认的等待时间是10分钟左右", match.Changed},
		{"Range: the interval is open at its minimum end", "Range: the interval is open at its maximum end", match.Changed},
		{"Port: HTTPS listens on 1,000 ports here", "Port: HTTPS listens on 1000 ports here", match.Fixed},
		{"Handshake: the client speaks before anyone else", "Handshake: the cleint speaks before anyone else", match.Fixed},
		{"实时通信：浏览器用WebSocket收消息", "实时通信：浏览器用WebSoket收消息", match.Fixed},
		{"list: append costs O(1) at the end of it", "`list`: **append** costs O( 1 ) at the end of it", match.Fixed},
		{"Keel: stops the boat from drifting", "Keel: stops the  boat from driftng.", match.Fixed},
		{"快照：某一时刻的数据副本", "快照: 某一时刻的数据副本。", match.Fixed},
	} {
		got := match.Match([]match.Stored{{Text: test.old, Source: "boats.md"}},
			inBoats([]deck.Note{{Bullet: deck.Bullet{Place: &deck.Place{}, Text: test.new}}}))
		if len(got) != 1 || got[0].Fate != test.want {
			t.Errorf("%q to %q: %v, want %s", test.old, test.new, got, test.want)
		}
	}
}

func TestCardsAreFollowed(t *testing.T) {
	stored := func(list ...string) (cards []match.StoredCard) {
		for i := 0; i < len(list); i += 2 {
			cards = append(cards, match.StoredCard{Slot: list[i], Answer: list[i+1]})
		}
		return cards
	}
	made := func(list ...string) (cards []deck.Card) {
		for i := 0; i < len(list); i += 2 {
			cards = append(cards, deck.Card{Slot: list[i], Answer: list[i+1]})
		}
		return cards
	}
	for _, test := range []struct {
		name string
		old  []match.StoredCard
		new  []deck.Card
		want []match.CardPair
	}{
		{"by slot, then by answer", stored("facet:lookup", "O(1)", "forward", "random", "reverse", "map"),
			made("facet:search", "O(1)", "reverse", "map", "member:x", "x"),
			[]match.CardPair{{0, 0}, {2, 1}, {-1, 2}, {1, -1}}},
		{"by place where the count is equal", stored("facet:a", "1", "facet:b", "2"), made("facet:c", "3", "facet:b", "2"), []match.CardPair{{0, 0}, {1, 1}}},
		{"the forward card with the first", stored("forward", "O(1), random"), made("facet:a", "O(1)", "facet:b", "never"), []match.CardPair{{0, 0}, {-1, 1}}},
		{"the first with the forward card", stored("facet:a", "O(1)", "facet:b", "never"), made("forward", "both"), []match.CardPair{{0, 0}, {1, -1}}},
		{"a reverse card is no other's", stored("forward", "x", "reverse", "term"), made("facet:a", "y", "facet:b", "z"), []match.CardPair{{0, 0}, {-1, 1}, {1, -1}}},
		{"a new member leaves the others alone", stored("forward", "a, b, c", "member:a", "a", "member:b", "b", "member:c", "c"),
			made("forward", "a, b, c, d", "member:a", "a", "member:b", "b", "member:c", "c", "member:d", "d"),
			[]match.CardPair{{0, 0}, {1, 1}, {2, 2}, {3, 3}, {-1, 4}}},
	} {
		if got := match.MatchCards(test.old, test.new); fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// If several bullets have the same words, their neighbours show which one moved where.
func TestTheSameWordsInSeveralPlaces(t *testing.T) {
	place := func(heading string) []string { return []string{heading} }
	var old []match.Stored
	for _, h := range []string{"Redis", "Nginx"} {
		for _, text := range []string{h + " one: alpha of it", h + " two: beta of it", "Pros: fast"} {
			old = append(old, match.Stored{Source: "a.md", Headings: place(h), Text: text})
		}
	}
	notes := []deck.Note{}
	for _, h := range []string{"Nginx", "Redis"} { // the headings were renamed and their order reversed
		for _, text := range []string{h + " one: alpha of it", h + " two: beta of it", "Pros: fast"} {
			notes = append(notes, deck.Note{Bullet: deck.Bullet{Text: text,
				Place: &deck.Place{Headings: place("The " + h)}}})
		}
	}
	new := make([]match.Found, len(notes))
	for i := range notes {
		new[i] = match.Found{Note: &notes[i], Source: "a.md"}
	}
	for _, p := range match.Match(old, new) {
		if p.Old < 0 || p.New < 0 || "The "+old[p.Old].Headings[0] != notes[p.New].Headings[0] {
			t.Errorf("%+v", p)
		}
	}
}

// An active bullet takes precedence over a parked one with the same words. A parked one is also found by other means
// than its words.
func TestParkedNotesComeSecond(t *testing.T) {
	note := []deck.Note{{Bullet: deck.Bullet{Text: "Keel: stops the boat from drifting",
		Place: &deck.Place{Headings: []string{"Hull"}}}}}
	new := []match.Found{{Note: &note[0], Source: "a.md"}}
	parked := match.Stored{Source: "a.md", Headings: []string{"Hull"}, Text: "Keel: stops the boat from drifting",
		Parked: true}
	asked := match.Stored{Source: "a.md", Headings: []string{"Rig"}, Text: "Keel: stops the boat from drifting"}
	if got := match.Match([]match.Stored{parked, asked}, new); len(got) != 1 || got[0].Old != 1 ||
		got[0].Fate != match.Moved {
		t.Errorf("the one that is asked is parked: %v", got)
	}
	same := parked
	same.Parked = false
	if got := match.Match([]match.Stored{parked, same}, new); len(got) != 1 || got[0].Old != 1 ||
		got[0].Fate != match.Same {
		t.Errorf("the parked one was taken: %v", got)
	}
	parked.Text = "Keel: stops the boat from driftin"
	if got := match.Match([]match.Stored{parked}, new); len(got) != 1 || got[0].Fate != match.Revived {
		t.Errorf("it was not revived: %v", got)
	}
}

// An id in the text overrides everything else, and two ids are never the same bullet.
// A document that brings the ids of its bullets says which is which, whatever they look like.
func TestKnownBulletsDecide(t *testing.T) {
	old := []match.Stored{{Source: "a.md", UID: [16]byte{1}, Text: "Keel: stops the boat from drifting"},
		{Source: "a.md", UID: [16]byte{2}, Text: "Boom: holds the foot of a sail"}}
	place := &deck.Place{}
	notes := []deck.Note{{Bullet: deck.Bullet{Place: place, Text: "Boom: holds the foot of a sail"}},
		{Bullet: deck.Bullet{Place: place, Text: "Keel: stops the boat from drifting sideways"}}}
	new := []match.Found{{Note: &notes[0], Source: "a.md", UID: [16]byte{1}}, {Note: &notes[1], Source: "a.md", UID: [16]byte{3}}}
	want := []match.Pair{{0, 0, match.Changed}, {-1, 1, match.New}, {1, -1, match.Parked}}
	if got := match.Match(old, new); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestIDsDecide(t *testing.T) {
	old := []match.Stored{{Source: "a.md", ID: "k1", Text: "Keel: stops the boat from drifting"},
		{Source: "a.md", ID: "k2", Text: "Boom: holds the foot of a sail"}}
	notes := []deck.Note{{Bullet: deck.Bullet{Place: &deck.Place{}, ID: "k1", Text: "Something else altogether"}},
		{Bullet: deck.Bullet{Place: &deck.Place{}, ID: "k3", Text: "Boom: holds the foot of the sail"}}}
	new := []match.Found{{Note: &notes[0], Source: "b.md"}, {Note: &notes[1], Source: "a.md"}}
	want := []match.Pair{{0, 0, match.Changed}, {-1, 1, match.New}, {1, -1, match.Parked}}
	if got := match.Match(old, new); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// The cards of a bullet that was split or merged go to the bullets that ask them now.
func TestStrays(t *testing.T) {
	lost := []match.StoredCard{{Slot: "facet:insertion", Prompt: "map · insertion", Answer: "O(log n)"},
		{Slot: "forward", Prompt: "map", Answer: "sorted"}, {Slot: "reverse", Prompt: "x", Answer: "y"}}
	gained := []*deck.Card{{Slot: "forward", Prompt: "map · besides lookup", Answer: "Sorted."},
		{Slot: "facet:insertion", Prompt: "map · insertion", Answer: "O(log n)"}}
	got := match.Strays(lost, []string{"map", "map", "map"}, gained, []string{"map", "map"})
	if want := []match.CardPair{{0, 1}, {1, 0}}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestNormal(t *testing.T) {
	for text, want := range map[string]string{
		"**Keel**: stops  drift.": "keel: stops drift", "使用 Redis 缓存": "使用redis缓存", "ＴＣＰ：可靠": "tcp:可靠", "C++": "c++", "C#": "c#",
		"A < B": "a < b", "`go test`": "go test",
	} {
		if got := inline.Normal(text); got != want {
			t.Errorf("Normal(%q) is %q, want %q", text, got, want)
		}
	}
}

// Whatever is edited, every new bullet is in exactly one pair, and every old one is matched, parked, or was parked
// before.
func TestMatchLeavesNothingOut(t *testing.T) {
	words := strings.Fields("keel rudder boom mast 龙骨 船舵 not 5 12 O(n) `git` TCP UDP HTTPS : ： ， of the sail")
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 6).Draw(t, "words"), " ")
	})
	rapid.Check(t, func(t *rapid.T) {
		heading := rapid.SampledFrom([]string{"A", "B"})
		var old []match.Stored
		for range rapid.IntRange(0, 12).Draw(t, "old") {
			old = append(old, match.Stored{Source: "a.md", Text: text.Draw(t, "text"),
				Headings: []string{heading.Draw(t, "heading")}, Parked: rapid.Bool().Draw(t, "parked"),
				ID: rapid.SampledFrom([]string{"", "", "x", "y"}).Draw(t, "id")})
		}
		notes := make([]deck.Note, rapid.IntRange(0, 12).Draw(t, "new"))
		for i := range notes {
			notes[i].Bullet = deck.Bullet{Text: text.Draw(t, "text"),
				Place: &deck.Place{Headings: []string{heading.Draw(t, "heading")}},
				ID:    rapid.SampledFrom([]string{"", "", "x", "z"}).Draw(t, "id")}
		}
		olds, news := map[int]int{}, map[int]int{}
		for _, p := range match.Match(old, inBoats(notes)) {
			olds[p.Old]++
			news[p.New]++
			if p.Fate == match.Same && old[p.Old].Text != notes[p.New].Text {
				t.Fatalf("%q is called the same as %q", old[p.Old].Text, notes[p.New].Text)
			}
		}
		for i := range notes {
			if news[i] != 1 {
				t.Fatalf("new bullet %d is in %d pairs", i, news[i])
			}
		}
		for i := range old {
			if n := olds[i]; n > 1 || n == 0 && !old[i].Parked {
				t.Fatalf("old bullet %d is in %d pairs", i, n)
			}
		}
	})
}

// The cost of importing again stays nearly linear.
func BenchmarkMatchEdited(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var old []match.Stored
			var notes []deck.Note
			for i := range n {
				place := []string{fmt.Sprintf("Section %d", i/50)}
				text := fmt.Sprintf("term %d%c: holds the foot of sail %d in wind of class %d", i, 'a'+i%26, i*7, i%13)
				old = append(old, match.Stored{Source: "boats.md", Text: text, Headings: place})
				if i%20 == 0 {
					text = strings.Replace(text, "foot", "edge", 1)
				}
				notes = append(notes, deck.Note{Bullet: deck.Bullet{Text: text, Place: &deck.Place{Headings: place}}})
			}
			new := inBoats(notes)
			for b.Loop() {
				match.Match(old, new)
			}
		})
		// The worst case: one list whose bullets follow one pattern, all of them edited.
		b.Run(fmt.Sprintf("pattern/%d", n), func(b *testing.B) {
			old, notes := make([]match.Stored, n), make([]deck.Note, n)
			for i := range n {
				old[i] = match.Stored{Source: "boats.md",
					Text: fmt.Sprintf("holds the foot of sail %d in every wind", i)}
				notes[i].Bullet = deck.Bullet{Place: &deck.Place{},
					Text: fmt.Sprintf("holds the foot of sail %d in any wind", n-i)}
			}
			new := inBoats(notes)
			for b.Loop() {
				match.Match(old, new)
			}
		})
	}
}

// A row is recognised by its front. A different back is a changed fact, not a different card.
func TestRecordsAreKnownByTheirFront(t *testing.T) {
	rows := func(src string) []deck.Note {
		doc, problems := read.Read("words.csv", []byte(src))
		if len(problems) > 0 {
			t.Fatal(problems[0])
		}
		return doc.Notes
	}
	var old []match.Stored
	for _, n := range rows("front,back\nkeel,a fin below\nmast,a pole\n左舷,红灯一侧\n") {
		old = append(old, match.Stored{Source: "boats.md", Text: n.Text, Rule: n.Rule,
			Cards: []match.StoredCard{{Slot: n.Cards[0].Slot, Answer: n.Cards[0].Answer}}})
	}
	fresh := rows("front,back\nmast,what the sails hang from\n左舷,船的左边\nkeel,lead to the amount of 3 tons\noar,for rowing\n")
	kinds := map[string]match.Fate{}
	for _, p := range match.Match(old, inBoats(fresh)) {
		if p.New < 0 {
			t.Errorf("%q is parked", old[p.Old].Text)
			continue
		}
		kinds[fresh[p.New].Cards[0].Prompt] = p.Fate
	}
	for front, want := range map[string]match.Fate{"keel": match.Changed, "mast": match.Changed, "左舷": match.Changed,
		"oar": match.New} {
		if kinds[front] != want {
			t.Errorf("%s: %s, want %s", front, kinds[front], want)
		}
	}
}
