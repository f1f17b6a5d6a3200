package answer

import (
	"slices"
	"strings"
	"testing"
	"time"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
)

func TestCompareText(t *testing.T) {
	text, code := deck.Reveal|deck.Type, deck.Reveal|deck.Type|deck.Exact
	for _, c := range []struct {
		answer, typed string
		forms         deck.Forms
		want          Result
	}{
		{"O(n log n)", "O(nlogn)", text, Right},
		{"O(n log n)", "o(n log(n))", text, Right},
		{"O(n²)", "O(n^2)", text, Right},
		{"n log(n)", "n log n", text, Right},
		{"n²", "n^2", text, Right},
		{"UTF-8", "utf8", text, Right},
		{"UTF-8", "utf 16", text, Wrong},
		{"e-mail", "email", text, Right},
		{"1 10", "11 0", text, Wrong},
		{"list-style", "liststyle", code, Wrong},
		{"n²", "n", text, Wrong},
		{"O(n)", "O(n²)", text, Wrong},
		{"O(m+n)", "O(mn)", text, Wrong},
		{"O(log n)", "O(n log n)", text, Wrong},
		{"remote procedure call", "Remote  procedure call.", text, Right},
		{"the hippocampus", "hippocampus", text, Right},
		{"hippocampus", "hipocampus", text, Almost},
		{"hippocampus", "hippocampsu", text, Almost},
		{"hippocampus", "hypothalamus", text, Wrong},
		{"15 minutes", "15minutes", text, Right},
		{"10 ms", "100 ms", text, Wrong},
		{"1,024", "1024", text, Right},
		{"1.5", "15", text, Wrong},
		{"-5", "5", text, Wrong},
		{"C++", "C", text, Wrong},
		{"C#", "c#", text, Right},
		{"HTTPS", "HTTP", text, Wrong},
		{"左心房与左心室之间", "左心房 与 左心室 之间。", text, Right},
		{"使用ｃｃａｃｈｅ编译", "使用 ccache 编译", text, Right},
		{"两阶段提交协议", "三阶段提交协议", text, Wrong},
		{"消息确认机制", "消息确任机制", text, Almost},
		{"全局解释器锁（GIL）", "GIL", text, Right},
		{"全局解释器锁（GIL）", "全局解释器锁", text, Right},
		{"**least** recently used", "least recently used", text, Right},
		{"anything", "", text, Wrong},
		{"`python -m venv .venv`", "python -m venv .venv", code, Right},
		{"`python -m venv .venv`", "python  -m venv .venv ", code, Right},
		{"`python -m venv .venv`", "python -m venv venv", code, Wrong},
		{"`None`", "none", code, Almost},
		{"`x is None`", "X is None", code, Almost},
		{"`frozenset`", "frozen set", code, Almost},
		{"`frozenset`", "frozen", code, Wrong},
		{"`SLOWLOG GET`", "slowlog  get", code, Almost},
		{"16位", "16 bit", text, Right},
		{"8字节", "8 bytes", text, Right},
		{"8字节", "8 bits", text, Wrong},
		{"20 字节", "20", text, Almost},
		{"20 字节", "30", text, Wrong},
		{"53", "53端口", text, Almost},
		{"30 seconds", "30 s", text, Right},
		{"2MSL", "2", text, Wrong},
		{"50%", "50", text, Almost},
		{"1-3 days", "1 day", text, Wrong},
		{"`skip list` + hash table", "hash table + skip list", text, Almost},
		{"跳表+哈希表", "哈希表+跳表", text, Almost},
		{"C++", "++C", text, Wrong},
		{"1 to 4", "1-4", text, Right},
		{"1 to 4", "1..4", text, Right},
		{"−5 to 256", "-5 – 256", text, Right},
		{"−5 to 256", "-5..256", text, Right},
		{"1 to 4", "1 to 5", text, Wrong},
		{"1到4个字节", "1-4字节", text, Wrong},
		{"15", "fifteen", text, Right},
		{"15", "fourteen", text, Wrong},
		{"28 significant digits", "28", text, Almost},
		{"28 significant digits", "28 digits", text, Almost},
		{"28 significant digits", "28 bytes", text, Wrong},
		{"a `TypeError`", "raises TypeError", text, Almost},
		{"shows events and state", "events and state", text, Almost},
		{"follows the log", "follow the logs", text, Almost},
		{"kube-apiserver", "apiserver", text, Almost},
		{"etcd client", "etcd", text, Wrong},
		{"max 200 items", "200 items", text, Almost},
		{"max 200 items", "100 items", text, Wrong},
		{"HTTP", "HTTPS", text, Wrong},
		{"`@property`", "property", code, Almost},
		{"not hashable", "hashable", text, Wrong},
		{"hashable", "not hashable", text, Wrong},
		{"`str.encode()`", "str.encode", code, Almost},
		{"`\"\".join(parts)`", "''.join(parts)", code, Almost},
		{"`\"\".join(parts)`", "\"\".join(xs)", code, Almost},
		{"`math.isclose(a, b)`", "math.isclose(x, y)", code, Almost},
		{"`math.isclose(a, b)`", "math.isclose(x, x)", code, Wrong},
		{"`math.isclose(a, b)`", "cmath.isclose(a, b)", code, Wrong},
		{"`items.append(x)`", "items.remove(x)", code, Wrong},
		{"`sorted(a, reverse=True)`", "sorted(a, reverse=False)", code, Wrong},
		{"`sorted(a, reverse=True)`", "sorted(a, backward=True)", code, Wrong},
		{"`f\"{x=}\"`", "f'{value=}'", code, Almost},
		{"`x is None`", "y is None", code, Almost},
		{"`kubectl get pods`", "kubectl get nodes", code, Wrong},
		{"`range(10)`", "range(9)", code, Wrong},
		{"`a == b`", "a==b", code, Right},
		{"`x is None`", "xis None", code, Almost},
		{"动态类型语言", "静态类型语言", text, Wrong},
		{"`x is None`", "is None", code, Almost},
		{"`math.isclose(a, b)`", "math.isclose", code, Almost},
		{"`str.encode()`", "encode()", code, Almost},
		{"`x not in y`", "in y", code, Wrong},
		{"`git push --force`", "git", code, Wrong},
		{"1 to 4", "1 to 4 bytes", text, Almost},
		{"`str.encode()`", "str.encode（）。", code, Right},
		{"`math.isclose(a, b)`", "math.isclose(a，b)", code, Right},
		{"1 to 4", "１到４", text, Right},
		{"28位有效数字", "28", text, Almost},
		{"28位有效数字", "28位", text, Almost},
		{"28位有效数字", "28字节", text, Wrong},
		{"引用计数", "引用计数法", text, Almost},
		{"被释放", "释放", text, Almost},
		{"释放", "不释放", text, Wrong},
		{"同步调用方式", "异步调用方式", text, Wrong},
		{"O(log n)", "O(lgn)", text, Right},
		{"reference counting", "ref counting", text, Almost},
		{"reference counting", "re counting", text, Wrong},
		{"`isinstance(x, int)`", "isinstance(x, str)", code, Wrong},
		{"nginx:1.25-alpine", "nginx:1.25-alpine", code, Right},
		{"nginx:1.25-alpine", "nginx 1.25 alpine", code, Wrong},
		{"```\nls -l\ncd ..\n```", "ls -l\ncd ..", code, Right},
	} {
		got := Compare(deck.Card{Answer: c.answer, Forms: c.forms}, c.typed)
		if got.Result != c.want {
			t.Errorf("Compare(%q, %q) = %d, want %d", c.answer, c.typed, got.Result, c.want)
		}
	}
}

func TestCompareAccepts(t *testing.T) {
	c := deck.Card{Answer: "mitral valve", Accept: []string{"bicuspid valve"}, Forms: deck.Reveal | deck.Type}
	if got := Compare(c, "Bicuspid valve"); got.Result != Right {
		t.Errorf("another name is not right: %v", got)
	}
}

func TestCompareSet(t *testing.T) {
	metals := []string{"iron", "cobalt", "nickel"}
	for _, c := range []struct {
		members          []string
		typed            string
		want             Result
		missing, foreign []string
	}{
		{metals, "nickel, iron, cobalt", Right, nil, nil},
		{metals, "nickel/iron/cobalt", Right, nil, nil},
		{[]string{"就绪", "运行", "阻塞"}, "就绪、运行和阻塞", Right, nil, nil},
		{[]string{"RDB", "AOF"}, "AOF与RDB", Right, nil, nil},
		{[]string{"跳表+哈希表", "压缩列表"}, "压缩列表，跳表+哈希表", Right, nil, nil},
		{metals, "nickel iron cobalt", Right, nil, nil},
		{metals, "iron、cobalt、nickel", Right, nil, nil},
		{metals, "iron, cobalt and nickel", Right, nil, nil},
		{metals, "iron, cobalt, and nickel", Right, nil, nil},
		{[]string{"rock and roll", "blues"}, "blues, rock and roll", Right, nil, nil},
		{metals, "iron, nickle, cobalt", Almost, nil, nil},
		{metals, "iron, nickel", Almost, []string{"cobalt"}, nil},
		{metals, "iron, zinc", Wrong, []string{"cobalt", "nickel"}, []string{"zinc"}},
		{metals, "", Wrong, metals, nil},
		{[]string{"iron", "iron oxide"}, "iron oxide, iron", Right, nil, nil},
		{[]string{"金", "木", "水", "火", "土"}, "土，水，火，木，金", Right, nil, nil},
		{[]string{"读未提交", "读已提交"}, "读已提交；读未提交", Right, nil, nil},
		{[]string{"`append`", "`extend`"}, "extend, append", Right, nil, nil},
		{metals, "iron cobalt, nickel", Right, nil, nil},
		{metals, "iron/cobalt, nickel", Right, nil, nil},
		{metals, "iron & cobalt + nickel", Right, nil, nil},
		{metals, "iron and cobalt and nickel", Right, nil, nil},
		{metals, "And nickel, iron, cobalt", Right, nil, nil},
		{metals, "iron zinc nickel", Almost, []string{"cobalt"}, []string{"zinc"}},
		{metals, "zinc and tin", Wrong, metals, []string{"zinc and tin"}},
		{[]string{"rock and roll", "blues", "soul"}, "blues and rock and roll and soul", Right, nil, nil},
		{[]string{"rock and roll", "blues", "soul"}, "rock and roll and blues, soul", Right, nil, nil},
		{[]string{"和平", "发展"}, "和平和发展", Right, nil, nil},
		{[]string{"就绪", "运行", "阻塞"}, "就绪和运行、阻塞", Right, nil, nil},
		{[]string{"就绪", "运行", "阻塞"}, "就绪 运行，阻塞", Right, nil, nil},
		{[]string{"TCP/IP", "UDP"}, "UDP/TCP/IP", Right, nil, nil},
		{[]string{"cold front", "warm front"}, "warm front / cold front", Right, nil, nil},
		{[]string{"`a+b`", "`a-b`"}, "a-b a+b", Right, nil, nil},
		{[]string{"iron ✅", "cobalt【重点】"}, "cobalt, iron", Right, nil, nil},
	} {
		got := Compare(deck.Card{Members: c.members, Forms: deck.Reveal | deck.Set}, c.typed)
		if got.Result != c.want || !slices.Equal(got.Missing, c.missing) || !slices.Equal(got.Foreign, c.foreign) {
			t.Errorf("set %v, typed %q: %+v", c.members, c.typed, got)
		}
	}
}

// Whatever is typed is judged at once.
func TestCompareSetInTime(t *testing.T) {
	members := []string{"the first of the members", "the second of the members", "the third of the members",
		"one", "two", "three", "four", "five", "six"}
	for _, typed := range []string{strings.Repeat("a ", inline.MaxLength/2), strings.Repeat("one and ", inline.MaxLength/8),
		strings.Repeat("a b c d e f g h i j k l m n,", inline.MaxLength/28), strings.Repeat("和", inline.MaxLength/3)} {
		began := time.Now()
		Compare(deck.Card{Members: members, Forms: deck.Reveal | deck.Set}, typed)
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("%.20q… takes %v", typed, took)
		}
	}
}

func TestCompareOrder(t *testing.T) {
	boot := []string{"firmware", "boot loader", "kernel", "init"}
	for _, c := range []struct {
		typed string
		want  Result
	}{
		{"firmware, boot loader, kernel, init", Right},
		{"firmware → boot loader → kernel → init", Right},
		{"firmware, kernel, boot loader, init", Almost},
		{"init, kernel, boot loader, firmware", Wrong},
		{"firmware, boot loader, kernel", Wrong},
	} {
		if got := Compare(deck.Card{Members: boot, Forms: deck.Reveal | deck.Order}, c.typed); got.Result != c.want {
			t.Errorf("order typed %q: %+v", c.typed, got)
		}
	}
}

// No typed text, however odd, may stop a session, and every answer matches itself.
func FuzzCompare(f *testing.F) {
	f.Add("O(n log n)", "O(nlogn)")
	f.Add("全局解释器锁（GIL）", "gil")
	f.Add("`a` ))((", "“”")
	f.Fuzz(func(t *testing.T, answer, typed string) {
		forms := card.FormsOf(answer)
		Compare(deck.Card{Answer: answer, Forms: forms}, typed)
		Compare(deck.Card{Answer: answer, Members: []string{answer, typed}, Forms: deck.Set}, typed)
		if got := Compare(deck.Card{Answer: answer, Forms: forms}, answer); got.Result != Right &&
			Canonical(answer) != "" && len(answer) <= inline.MaxLength && !forms.Has(deck.Exact) {
			t.Errorf("%q is not right for itself", answer)
		}
	})
}
