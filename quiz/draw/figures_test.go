package draw

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// shownDifference returns a difference as a screen shows it.
func shownDifference(given, answer string, st Style) (list []string) {
	for _, l := range difference(Clean(given), Clean(answer), Verdict{Result: Wrong}, st) {
		list = append(list, st.line(l))
	}
	return list
}

func TestDifference(t *testing.T) {
	for _, test := range []struct{ name, given, answer, you, want string }{
		{"an argument", "O(n)", "O(log n)", "O([n])", "O([log n])"},
		{"one letter", "transmision", "transmission", "transmision", "transmis[s]ion"},
		{"letters swapped", "recieve", "receive", "rec[i]eve", "rece[i]ve"},
		{"a word more", "window", "sliding window", "window", "[sliding ]window"},
		{"chinese", "三次挥手", "三次握手", "三次[挥]手", "三次[握]手"},
		{"a word that is one letter", "the i", "the j", "the [i]", "the [j]"},
		{"a power", "n^2", "n^3", "n^[2]", "n^[3]"},
		{"letters that are common by chance", "int", "reference counting", "[int]", "[reference counting]"},
		{"nothing alike", "mutex", "WaitGroup", "[mutex]", "[WaitGroup]"},
		{"a combining mark is no letter of its own", "cafe", "cafe\u0301", "caf[e]", "caf[e\u0301]"},
		{"case beside a real difference", "keel stop drift", "Keel stops drift", "keel stop drift", "Keel stop[s] drift"},
		{"case alone", "Int", "int", "[I]nt", "[i]nt"},
		{"another minus", "-5 to 25", "−5 to 256", "-5 to 25", "−5 to 25[6]"},
		{"an escape sequence", "\x1b[2Ja", "b", "[a]", "[b]"},
	} {
		lines := shownDifference(test.given, test.answer, Style{Width: 79})
		lines[0] = strings.TrimRight(strings.TrimSuffix(lines[0], "Wrong"), " ")
		if want := []string{"  you     " + test.you, "  answer  " + test.want}; fmt.Sprint(lines) != fmt.Sprint(want) {
			t.Errorf("%s: got %q, want %q", test.name, lines, want)
		}
	}
}

// The verdict stands beside what was typed. What else there is to say follows, and only a wrong letter has brackets.
func TestVerdictBesideWhatWasTyped(t *testing.T) {
	for _, test := range []struct {
		given, answer string
		verdict       Verdict
		want          []string
	}{
		{"O(n)", "O(n)", Verdict{Result: Right}, []string{"  you     O(n)   Right"}},
		{"keel", "Keel", Verdict{Result: Right}, []string{"  you     keel   Right"}},
		{"5 min", "about 5 minutes", Verdict{Result: Right},
			[]string{"  you     5 min             Right", "  answer  about 5 minutes"}},
		{"64", "64 bytes", Verdict{Nearly, "64 without its unit"},
			[]string{"  you     64           Nearly", "          64 without its unit", "  answer  64[ bytes]"}},
		{"1024", "最多 1024 个", Verdict{Nearly, "you judge"},
			[]string{"  you     1024               Nearly", "          you judge", "  answer  [最多 ]1024[ 个]"}},
		{"O(n)", "O(1)", Verdict{Wrong, "belongs to: lookup"},
			[]string{"  you     O([n])   Wrong", "          belongs to: lookup", "  answer  O([1])"}},
	} {
		var got []string
		st := Style{Width: 79}
		for _, l := range difference(test.given, test.answer, test.verdict, st) {
			got = append(got, st.line(l))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.given, got, test.want)
		}
	}
}

// A long answer is compared too, and its wrapped lines are aligned below its start.
func TestDifferenceWraps(t *testing.T) {
	golden(t, filepath.Join("testdata", "figure", "difference.txtar"), func(st Style) []string {
		return shownDifference("客户端先发送 FIN，服务器回复 ACK，然后立刻关闭",
			"客户端先发送 FIN，服务器回复 ACK，发送完剩余的数据后再发送 FIN，最后客户端回复 ACK", st)
	})
}

func TestMeter(t *testing.T) {
	for _, test := range []struct {
		value, most  float64
		width        int
		block, ascii string
	}{
		{0, 10, 5, "", ""},
		{10, 10, 5, "█████", "#####"},
		{5, 10, 5, "██▌", "###"},
		{0.001, 10, 5, "▏", "#"},
		{9.999, 10, 5, "████▉", "####"},
		{20, 10, 5, "█████", "#####"},
		{1, 0, 5, "", ""},
		{1, 2, 0, "", ""},
	} {
		if got := (Style{}).Meter(test.value, test.most, test.width); got != test.block {
			t.Errorf("%v of %v in %d is %q, want %q", test.value, test.most, test.width, got, test.block)
		}
		if got := (Style{ASCII: true}).Meter(test.value, test.most, test.width); got != test.ascii {
			t.Errorf("%v of %v in %d is %q, want %q", test.value, test.most, test.width, got, test.ascii)
		}
	}
}

func TestBars(t *testing.T) {
	golden(t, filepath.Join("testdata", "figure", "bars.txtar"), func(st Style) []string {
		return Bars([]Bar{{"Again", 3, "3"}, {"Good", 17, "17"},
			{"第二章 数据结构与算法复杂度分析，以及它们的应用", 8.5, "50%"}, {"none", 0, "-"}}, 0, st)
	})
}

func TestHeatmap(t *testing.T) {
	counts := make([]int, 400)
	for i := range counts {
		counts[i] = i * i % 71 * (i % 5)
	}
	sunday := time.Date(2026, 11, 22, 23, 30, 0, 0, time.FixedZone("far east", 14*3600))
	for name, today := range map[string]time.Time{"sunday": sunday, "monday": sunday.AddDate(0, 0, 1)} {
		golden(t, filepath.Join("testdata", "figure", "heatmap-"+name+".txtar"),
			func(st Style) []string { return Heatmap(counts, today, 53, st) })
	}
	golden(t, filepath.Join("testdata", "figure", "heatmap-third-day.txtar"),
		func(st Style) []string { return Heatmap([]int{1, 0, 2}, sunday, 53, st) })
}

func TestSkyline(t *testing.T) {
	var list []Tower
	for i := range 24 {
		c := Tower{Value: float64(i * i % 50)}
		if i%6 == 0 {
			c.Label = fmt.Sprint(i)
		}
		list = append(list, c)
	}
	list[1].Value = 0.01
	golden(t, filepath.Join("testdata", "figure", "skyline.txtar"),
		func(st Style) []string { return Skyline(list, 1, 3, st) })
}

func TestBeside(t *testing.T) {
	got := Beside([]string{"数据", "\x1b[1mab\x1b[m", ""}, []string{"x", "y", "", "z"}, 6)
	want := []string{"数据  x", "\x1b[1mab\x1b[m    y", "", "      z"}
	if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("%q", got)
	}
}
