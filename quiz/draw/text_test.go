package draw

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

func TestClean(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"plain text", "a\tb\nc", "a\tb\nc"},
		{"colours", "\x1b[1;31mred\x1b[0m", "red"},
		{"a title, ended by BEL or ST", "a\x1b]0;x\ab\x1b]0;y\x1b\\c", "abc"},
		{"a lone ESC swallows nothing", "a\x1b]0;title without end\nb", "a]0;title without end\nb"},
		{"an ESC within a sequence", "\x1b\x1b[2J[2J", "[2J"},
		{"C1 controls", "a\u009b2Jb\u0085c", "ab\nc"},
		{"line ends", "a\r\nb\rc\u2028d\ve", "a\nb\nc\nd\ne"},
		{"backspaces and bells", "pass\b\b\b\bword\a\x00\x7f", "password"},
		{"bytes that are no text", "a\xffb\xc3", "a\ufffdb\ufffd"},
		{"overrides and isolates", "user\u202egnp.exe\u202c \u2066x\u2069", "usergnp.exe x"},
		{"invisible text", "a\u200bb\u2060c\ufeffd\u00ade", "abcde"},
		{"hidden tags", "a\U000e0041\U000e0042b", "ab"},
		{"an emoji of many", "👨\u200d👩\u200d👧 🏳️\u200d🌈", "👨\u200d👩\u200d👧 🏳️\u200d🌈"},
		{"the flag of Wales", "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"},
		{"a joiner of nothing", "a\u200db \u200d", "ab "},
		{"a joiner of letters", "क्\u200dष", "क्\u200dष"},
	} {
		if got := Clean(test.in); got != test.want {
			t.Errorf("%s: Clean(%q) is %q, want %q", test.name, test.in, got, test.want)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"\x1b[31mx", "\x1b]0;a\x1b\\b", "\u202ea", "👨‍👩‍👧", "\xff", "\r\n",
		"\u009d0;x\u009c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if !utf8.ValidString(got) {
			t.Errorf("%q is no UTF-8", got)
		}
		for _, r := range got {
			if unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r) &&
				!slices.Contains([]rune{'\u200e', '\u200f', '\u061c'}, r) {
				t.Errorf("%q keeps %U", got, r)
			}
		}
		if again := Clean(got); again != got {
			t.Errorf("cleaned again, %q becomes %q", got, again)
		}
	})
}

func TestWidth(t *testing.T) {
	for _, test := range []struct {
		in   string
		want int
	}{{"abc", 3}, {"三次", 4}, {"e\u0301", 1}, {"👨‍👩‍👧", 2}, {"·→─█…", 5}, {"\x1b[1;31mred\x1b[m", 3}, {"", 0}} {
		if got := Width(test.in); got != test.want {
			t.Errorf("Width(%q) is %d, want %d", test.in, got, test.want)
		}
	}
}

func TestTruncate(t *testing.T) {
	for _, test := range []struct {
		in    string
		width int
		ascii bool
		want  string
	}{
		{"short", 5, false, "short"},
		{"longer", 5, false, "long…"},
		{"longer", 5, true, "lo..."},
		{"three words here", 7, false, "three…"},
		{"三次握手", 6, false, "三次…"},
		{"三次握手", 1, false, "…"},
		{"三次握手", 2, true, "三"},
		{"三次握手", 0, false, ""},
	} {
		st := Style{ASCII: test.ascii}
		if got := st.Truncate(test.in, test.width); got != test.want || Width(got) > test.width {
			t.Errorf("Truncate(%q, %d) is %q, want %q", test.in, test.width, got, test.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		name, text string
		width      int
		want       string
	}{
		{"chinese and english", "三次握手之后 client 与 server 都进入连接建立状态。", 18, "三次握手之后\nclient 与 server\n都进入连接建立状\n态。"},
		{"no closing mark starts a line", "你好，世界", 4, "你\n好，\n世界"},
		{"nor an opening one ends it", "他说（大概）", 6, "他说\n（大\n概）"},
		{"quotes keep to their text", "“可靠的、面向连接的”", 6, "“可靠\n的、面\n向连接\n的”"},
		{"a word wider than a line is cut", "a verylongwordindeed b", 6, "a\nverylo\nngword\nindeed\nb"},
		{"but not before a closing mark", "abcdef，g", 6, "abcde\nf，g"},
		{"an arrow of two signs is one", "abcdef -> x", 8, "abcdef\n-> x"},
		{"paragraphs", "one\n\ntwo", 10, "one\n\ntwo"},
		{"blanks at a break are dropped", "one   two", 4, "one\ntwo"},
		{"nothing", "", 4, ""},
	} {
		if got := strings.Join(Wrap(test.text, test.width), "\n"); got != test.want {
			t.Errorf("%s: Wrap(%q, %d) is\n%s\nwant\n%s", test.name, test.text, test.width, got, test.want)
		}
	}
}

// A command at the end of a line stays whole on a line of its own, if it can.
func TestFlowKeepsCommandsWhole(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"2 new cards are ready: recall review --new 2", "2 new cards are ready: recall review --new 2"},
		{"12 new cards are ready: recall review python --new 12", "12 new cards are ready:\n  recall review python --new 12"},
		{"Next: recall review 'Sailing for those who stay'.", "Next:\nrecall review 'Sailing for those who stay'."},
		{"Python roadmap until Sunday 3 January (recall pause --end)",
			"Python roadmap until Sunday 3 January\n  (recall pause --end)"},
		{"Next: recall review 'Sailing for those who stay at home' --new 9",
			"Next: recall review 'Sailing for those who\nstay at home' --new 9"}, // it can't be whole
		{"Everything is paused until Sunday 20 December (recall pause --end)",
			"Everything is paused until Sunday 20\nDecember (recall pause --end)"},
		{"hint: recall import --keep takes all edits as mended", "hint: recall import --keep takes all edits\nas mended"},
		{"recall review python --new 3 · recall stats now", "recall review python --new 3\nrecall stats now"},
	} {
		if got := strings.Join(Style{Width: 44}.Join([]string{test.text}, "    "), "\n"); got != test.want {
			t.Errorf("%q is\n%s\nwant\n%s", test.text, got, test.want)
		}
	}
}

// Whatever the text, no line is too wide, only spaces are lost, and no line starts with a closing mark unless a whole
// line of them precedes it.
func FuzzWrap(f *testing.F) {
	f.Add("三次握手，client 与 server（都）进入 ESTABLISHED。", uint8(9))
	f.Add("verylongword，。，。，。", uint8(4))
	f.Add("👨‍👩‍👧⸻ⅷ e\u0301", uint8(5))
	f.Fuzz(func(t *testing.T, s string, w uint8) {
		s = Clean(s)
		width := 4 + int(w)
		lines := Wrap(s, width)
		for i, l := range lines {
			if Width(l) > width {
				t.Errorf("%q is wider than %d", l, width)
			}
			first := clusters(strings.TrimLeft(l, " ") + " ")[0]
			if i > 0 && len(first) > 1 && closes(first) && Width(lines[i-1]) > 4 && !closes(lastCluster(lines[i-1])) &&
				!hardBreak(s, lines, i) {
				t.Errorf("%q starts with a closing mark after %q", l, lines[i-1])
			}
		}
		strip := func(s string) string { return strings.Join(strings.FieldsFunc(s, isBlank), "") }
		if got := strip(strings.Join(lines, "")); got != strip(s) {
			t.Errorf("%q became %q", s, got)
		}
	})
}

func isBlank(r rune) bool { return r == ' ' || r == '\t' || r == '\n' }

func lastCluster(s string) string {
	list := clusters(s)
	return list[len(list)-1]
}

// hardBreak reports whether line i starts where the text itself has a line break or a space.
func hardBreak(s string, lines []string, i int) bool {
	rest := s
	for _, l := range lines[:i] {
		for _, r := range l {
			if isBlank(r) {
				continue
			}
			rest = strings.TrimLeftFunc(rest, isBlank)
			rest = rest[utf8.RuneLen(r):]
		}
	}
	return rest != strings.TrimLeftFunc(rest, isBlank)
}

// Whatever the source, no line is too wide or unclean, colour changes no word, and drawing is fast.
func FuzzMarkdown(f *testing.F) {
	f.Add("# 标题\n\n三次**握手** `x` [a](b:c)\n\n- a\n  1. b\n> - c\n", uint8(12))
	f.Add("| a | b |\n|---|--:|\n| 很长的格子很长的格子 | c |", uint8(2))
	f.Add("- - - - - - - - x\n>>>>>> 1. 2. y\n```\n\tcode\n", uint8(0))
	f.Add("&#27;[2J \\* <b>x</b> <br> <!-- c --> ![i](j) http://x.y", uint8(30))
	f.Fuzz(func(t *testing.T, source string, w uint8) {
		st := Style{Width: 8 + int(w)}
		check(t, Markdown(source, st), st)
		st.Color = true
		check(t, Markdown(source, st), st)
		s := Screen{Head: []string{source, source}, Place: source, Context: source, Front: source, Back: source,
			Given: source, Answer: source + "x",
			Items: []Item{{source, Verdict{Right, source}}}, Verdict: Verdict{Nearly, source}, Source: source,
			Notice:  source,
			Keys:    Keys{Progress{source, source}, []Hint{{source, source}}, []string{source}},
			Buttons: grades("1d", source, "2d", "3d", 1)}
		st.Width = 14 + int(w)
		check(t, s.Lines(st), st)
	})
}

// Plain words pass through Markdown unchanged and in order.
func FuzzMarkdownKeepsWords(f *testing.F) {
	f.Add("三次握手 and more words\n\nof 传输控制协议")
	f.Fuzz(func(t *testing.T, source string) {
		words := func(s string) string {
			return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }), "")
		}
		source = strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || r == '\n' || r == '.' || r == '-' {
				return r
			}
			return ' '
		}, Clean(source))
		if got := words(strings.Join(Markdown(source, Style{Width: 20}), "\n")); got != words(source) {
			t.Errorf("%q became %q", source, got)
		}
	})
}

// Text that slows down a Markdown parser is still drawn at once. The bound is far above the time it takes now, and far
// below the time it used to take.
func TestHostileSizes(t *testing.T) {
	const size = 32 << 10
	for _, part := range []string{"- ", "> ", "1. ", "[", "[a](", "*a_", "`a``b", "<!--", "~~a ", "\t", "a\n-\n",
		"\x1b]", "👨‍", "|a|b|\n"} {
		source := strings.Repeat(part, size/len(part)) + "x"
		done := make(chan bool)
		go func() { Markdown(source, Style{Width: 39}); close(done) }()
		select {
		case <-done:
		case <-time.After(5 * time.Second):
			t.Errorf("%q repeated takes seconds", part)
		}
	}
	table := strings.Repeat("|a", 50) + "|\n" + strings.Repeat("|-", 50) + "|\n"
	source := table + strings.Repeat(strings.Repeat("|a", 50)+"|\n", 140)
	if lines := Markdown(source, Style{Width: 39}); len(lines) == 0 {
		t.Error("a wide table is not drawn")
	}
}

// A short Chinese bracket, and a code span with its last mark, stay together.
// Letters are passed over without a look at their properties. The lines are those of looking at each.
func TestWrapOfLettersIsThatOfClusters(t *testing.T) {
	plain := func(s string, width int) []line {
		w := wrapper{whole: s, spans: []span{{text: s}}, width: max(width, 4)}
		state := -1
		for rest := s; rest != ""; {
			cluster, next, bounds, st := uniseg.StepString(rest, state)
			at := len(s) - len(rest)
			w.put(cell{int32(at), int32(at + len(cluster)), int32(bounds >> uniseg.ShiftWidth), 0})
			if bounds&uniseg.MaskLine != uniseg.LineDontBreak && !(cluster == "-" && strings.HasPrefix(next, ">")) {
				w.flush()
			}
			rest, state = next, st
		}
		w.flush()
		w.emit()
		return w.lines
	}
	pieces := []string{"a", "Z", "go", "word", "1", "42", "x2", " ", " ", "-", "->", "/", ".", ",", "(", ")", "\"", "'", "’", "%", "$", "é",
		"e\u0301", "אב", "-", "你", "。", "「", "」", "🇩🇪", "👨\u200d👩", "\u200d", "\u2060", "\u00a0", "…", "—", "!", "[", "]", "{", "@", "+"}
	chance := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var b strings.Builder
		for range chance.IntN(24) {
			b.WriteString(pieces[chance.IntN(len(pieces))])
		}
		s, width := b.String(), 4+chance.IntN(12)
		if got, want := fmt.Sprint(wrap([]span{{text: s}}, width)), fmt.Sprint(plain(s, width)); got != want {
			t.Fatalf("%q in %d columns: %s, want %s", s, width, got, want)
		}
		var want []string
		for _, l := range plain(s, width) {
			want = append(want, Style{}.line(l))
		}
		if got := Wrap(s, width); !slices.Equal(got, want) {
			t.Fatalf("%q in %d columns: %q, want %q", s, width, got, want)
		}
	}
}

func TestWrapKeepsTogether(t *testing.T) {
	code := span{"`", Cyan}
	for _, test := range []struct {
		spans []span
		width int
		want  string
	}{
		{[]span{{text: "列表的方法（3项）"}}, 15, "列表的方法|（3项）"},
		{[]span{{text: "run it: "}, code, {"a, b -", Cyan}, code, {text: "now"}}, 15, "run it: `a, b|-`now"},
	} {
		var got []string
		for _, l := range wrap(test.spans, test.width) {
			got = append(got, Style{}.line(l))
		}
		if strings.Join(got, "|") != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}
