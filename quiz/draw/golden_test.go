package draw

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files; read the difference before you commit it")

// styles are the ways in which every golden case is drawn: at 80 and at 40 columns, without colour, in ASCII, and in
// colour.
var styles = []struct {
	name string
	Style
}{
	{"79", Style{Width: 79}},
	{"39", Style{Width: 39}},
	{"79 ascii", Style{Width: 79, ASCII: true}},
	{"39 ascii", Style{Width: 39, ASCII: true}},
	{"79 colour", Style{Width: 79, Color: true}},
	{"39 colour", Style{Width: 39, Color: true}},
}

var sgr = regexp.MustCompile("\x1b\\[([0-9;]*)m")

// readable writes each style as <1> and its end as <>.
func readable(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return sgr.ReplaceAllString(strings.Join(lines, "\n"), "<$1>") + "\n"
}

// golden compares what draw returns in each style with the sections of the file, ignoring other sections, and checks
// the rules for everything that is drawn.
func golden(t *testing.T, file string, draw func(Style) []string) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil && !(*update && os.IsNotExist(err)) {
		t.Fatal(err)
	}
	if archive == nil {
		archive = new(txtar.Archive)
	}
	for _, st := range styles {
		lines := draw(st.Style)
		check(t, lines, st.Style)
		got := []byte(readable(lines))
		at := -1
		for i, f := range archive.Files {
			if f.Name == st.name {
				at = i
			}
		}
		if at < 0 {
			archive.Files = append(archive.Files, txtar.File{Name: st.name})
			at = len(archive.Files) - 1
		}
		if section := &archive.Files[at]; !bytes.Equal(section.Data, got) {
			if !*update {
				t.Errorf("%s: got\n%s\nwant\n%s", st.name, got, section.Data)
			}
			section.Data = got
		}
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// check reports lines that no terminal should get.
func check(t *testing.T, lines []string, st Style) {
	t.Helper()
	for _, l := range lines {
		bare := sgr.ReplaceAllString(l, "")
		if w := Width(bare); w > st.Width || w != Width(l) {
			t.Errorf("%q is %d columns wide, not %d", l, w, st.Width)
		}
		if bare != Clean(bare) || strings.ContainsAny(bare, "\n\t") {
			t.Errorf("%q is not clean", l)
		}
		if !st.Color && bare != l {
			t.Errorf("%q has colour", l)
		}
		if i := strings.LastIndex(l, "\x1b["); i >= 0 && !strings.HasPrefix(l[i:], "\x1b[m") {
			t.Errorf("%q leaves its style on", l)
		}
		if strings.TrimRight(bare, " ") != bare {
			t.Errorf("%q ends in blanks", l)
		}
	}
}

func grades(again, hard, good, easy string, star int) []Button {
	list := []Button{
		{Key: '1', Name: "Again", Ink: Red, Next: Interval{Short: again}, Returns: true},
		{Key: '2', Name: "Hard", Ink: Yellow, Next: Interval{Short: hard}, Returns: true, Ease: -1},
		{Key: '3', Name: "Good", Ink: Green, Next: Interval{Short: good}},
		{Key: '4', Name: "Easy", Ink: Cyan, Next: Interval{Short: easy}, Ease: +1},
	}
	list[star-1].Starred = true
	return list
}

var answerKeys = Keys{Also: []string{"u", "e", "q", "?"}}

var screens = map[string]Screen{
	"question-en": {
		Head:    []string{"24 left", "3 new 4 again 17 due", "6 min"},
		Place:   "Go roadmap › 4 Concurrency",
		Context: "channels",
		Front:   "What does a receive from a **closed** channel give?",
		Keys: Keys{Hints: []Hint{
			{"Space", "show"}, {"u", "undo"}, {"e", "edit"}, {"s", "suspend"}, {"?", "keys"}, {"q", "quit"},
		}},
	},
	"answer-en": {
		Notice:  "undone: Good for select",
		Head:    []string{"24 left", "3 new 4 again 17 due", "6 min"},
		Place:   "Go roadmap › 4 Concurrency › 4.2 Channels and what they are for",
		Context: "channels",
		Front:   "What does a receive from a **closed** channel give?",
		Back:    "The *zero value*, at once; `v, ok := <-c` sets `ok` to false.",
		Path:    "4.2 Channels › Closing",
		Source:  "channels: a receive from a closed channel gives the zero value at once",
		Buttons: grades("1d", "15d", "15d", "15d", 3),
		Keys:    answerKeys,
	},
	"answer-zh": {
		Head:    []string{"23 left", "3 new 4 again 16 due"},
		Place:   "计算机网络 › 3 传输层 › 3.4 拥塞控制与流量控制",
		Context: "拥塞控制",
		Front:   "慢启动阶段中，每收到一个确认，拥塞窗口怎样变化？",
		Back:    "拥塞窗口加一个最大报文段；因此每经过一个往返时间，窗口就**翻一倍**（指数增长），直到慢启动门限为止。",
		Path:    "3.4 拥塞控制 › 慢启动",
		Source:  "每收到一个确认，窗口加一；每个往返时间翻一倍",
		Buttons: grades("1d", "6d", "15d", "38d", 3),
		Keys:    answerKeys,
	},
	"typed-zh": {
		Head:    []string{"23 left", "3 new 4 again 16 due"},
		Place:   "数据结构",
		Context: "跳表",
		Front:   "查找的平均复杂度？",
		Given:   "O(n)",
		Answer:  "O(log n)",
		Verdict: Verdict{Wrong, "belongs to: 数组 › 遍历"},
		Path:    "跳表",
		Source:  "查找的平均复杂度: O(log n)", // nothing that the screen doesn't say
		Buttons: grades("1d", "6d", "6d", "6d", 1),
		Legend: []string{"↺ comes back today   - + lowers or raises the ease   * what Space gives",
			"Hard, Good, Easy: 6 days each; the ease makes the difference later."},
		Keys: answerKeys,
	},
	"typed-right-en": {
		Head:    []string{"23 left"},
		Front:   "cache lifetime",
		Given:   "5 min",
		Answer:  "about 5 minutes",
		Verdict: Verdict{Result: Right},
		Path:    "3 Caches",
		Source:  "cache lifetime: about 5 minutes, unless the header says otherwise, in which case the header wins",
		Buttons: grades("1d", "15d", "15d", "15d", 3),
		Keys:    answerKeys,
	},
	"typed-nearly-en": {
		Head:    []string{"23 left"},
		Front:   "size of a cache line, on most machines that are sold today",
		Given:   "64, which is what I remember from the lecture on memory",
		Answer:  "64 bytes",
		Verdict: Verdict{Nearly, "64 without its unit"},
		Buttons: grades("1d", "15d", "15d", "15d", 2),
		Keys:    answerKeys,
	},
	"set-wrong-en": {
		Front:   "Ropes (3)",
		Items:   []Item{{Text: "halyard"}, {"sheet", Verdict{Missing, "missing"}}, {"painter", Verdict{Nearly, "you: paintr"}}},
		Verdict: Verdict{Wrong, "not among them: mast"},
		Buttons: grades("1d", "15d", "15d", "15d", 1),
		Keys:    answerKeys,
	},
	"typed-question-en": {
		Head:    []string{"23 left"},
		Context: "heap",
		Front:   "complexity of `heapify` on n items",
		Keys:    Keys{Hints: []Hint{{"Enter", "answer, nothing for don't know"}, {"Esc", "keys"}}},
	},
	"choice-en": {
		Context: "deque",
		Front:   "appending at either end costs",
		Items: []Item{
			{Text: "`O(n)`"},
			{"`O(1)`", Verdict{Right, "right"}},
			{"`O(log n)`, amortised over many appends at the same end", Verdict{Wrong, "you"}},
		},
		Buttons: []Button{
			{Key: '1', Name: "Again", Ink: Red, Next: Interval{Short: "(learn again today)"}, Starred: true},
			{Key: '2', Name: "Hard", Ink: Yellow, Next: Interval{Short: "1d"}, Returns: true, Ease: -1},
			{Key: '3', Name: "Good", Ink: Green, Next: Interval{Short: "1d"}},
		},
		Keys: answerKeys,
	},
	"order-zh": {
		Front: "按创建开销从小到大排列",
		Items: []Item{{Text: "进程"}, {Text: "协程", Verdict: Verdict{Remark: "1st"}}, {Text: "线程"}},
		Keys: Keys{Progress: Progress{Rest: "order: 2 _ _"},
			Hints: []Hint{{"1-3", "place"}, {"Backspace", "back"}, {"Enter", "done"}, {"u", "undo"}, {"q", "quit"}}},
	},
	"repeat-en": {
		Head:  []string{"2 left", "2 again"},
		Front: "```go\nfor i := range 3 {\n\tdefer fmt.Print(i)\n}\n```\n\nWhat is printed?",
		Back:  "210\n\n- deferred calls run last in, first out\n- `i` is evaluated at the `defer`",
		Buttons: []Button{{Key: '1', Name: "again", Ink: Red}, {Key: '2', Name: "again", Ink: Red},
			{Key: '3', Name: "done", Ink: Green, Starred: true}, {Key: '4', Name: "done", Ink: Green}},
		Keys: answerKeys,
	},
}

func TestScreens(t *testing.T) {
	for name, s := range screens {
		t.Run(name, func(t *testing.T) { golden(t, filepath.Join("testdata", "screen", name+".txtar"), s.Lines) })
	}
}

// Each file in testdata/markdown has a section source.md, and sections with the drawn result.
func TestMarkdown(t *testing.T) {
	files, err := filepath.Glob("testdata/markdown/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil || archive.Files[0].Name != "source.md" {
				t.Fatal(fmt.Errorf("no source.md at its start: %v", err))
			}
			golden(t, file, func(st Style) []string { return Markdown(string(archive.Files[0].Data), st) })
		})
	}
}

// What was typed may contain any word: "right" as a slip for "bright" must not be praised.
func TestVerdictsHaveTheirColours(t *testing.T) {
	for verdict, want := range map[Verdict]string{
		{Right, "right, you"}:  "<32><- right, you<>",
		{Wrong, "you: 2nd"}:    "<31><- you: 2nd<>",
		{Nearly, "you: right"}: "<33><- you: right<>",
		{Missing, "missing"}:   "<1><- missing<>",
		{Unjudged, "1st"}:      "<1>1st<>",
	} {
		s := Screen{Items: []Item{{"bright", verdict}}}
		if got := readable(s.Lines(Style{Width: 79, Color: true})); got != "<1>  1  <>bright   "+want+"\n" {
			t.Errorf("%+v is drawn as %q", verdict, got)
		}
	}
}

func TestSections(t *testing.T) {
	list := []Section{
		{"Storage", "12 drafts", "Reclaim policy Retain", "keeps the volume after its claim is gone"},
		{"Labs › Lab 3, in which an ingress is set up from nothing", "131 drafts", "web", "192.168.4.10"},
		{"实验 › 第三实验：从零开始设置入口", "1 draft", "入口的地址在实验中是____", "192.168.4.10"},
	}
	golden(t, "testdata/sections.txtar", func(st Style) []string { return Sections(list, st) })
	for range 8 {
		list = append(list, Section{"More", "1 draft", "a", "b"})
	}
	if lines := Sections(list, Style{Width: 79}); lines[len(lines)-1] != "  and 3 more" {
		t.Errorf("the last of %d lines is %q", len(lines), lines[len(lines)-1])
	}
}
