package match_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"recall/deck"
	"recall/deck/build"
	"recall/deck/match"
	"recall/deck/read"
)

// A formatter writes the lines of a Markdown file anew and changes nothing that it says. edit gets a line of text,
// never one of code, front matter or a table's rule.
type formatter struct {
	name string
	edit func(line string) string
	file func(text string) string // instead: the whole file
}

var (
	bulletLine  = regexp.MustCompile(`^(\s*)[-*+] (.*)$`)
	numberLine  = regexp.MustCompile(`^(\s*)\d+([.)]) (.*)$`)
	headingLine = regexp.MustCompile(`^(#+) (.*)$`)
	emphasised  = regexp.MustCompile(`(^|[\s(])\*([^*\s][^*]*[^*\s]|[^*\s])\*($|[\s.,;:)])`)
	strong      = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	tableRow    = regexp.MustCompile(`^[^|]+(\|[^|]+)+$`)
	tableRule   = regexp.MustCompile(`^[-| :]+$`)
	codeSpan    = regexp.MustCompile("`[^`]*`")
)

// outsideCode edits what of a line is no code.
func outsideCode(line string, edit func(string) string) string {
	var b strings.Builder
	at := 0
	for _, span := range codeSpan.FindAllStringIndex(line, -1) {
		b.WriteString(edit(line[at:span[0]]) + line[span[0]:span[1]])
		at = span[1]
	}
	return b.String() + edit(line[at:])
}

// escaped puts a backslash before signs within the text of a line.
func escaped(signs string) func(string) string {
	return func(l string) string {
		if headingLine.MatchString(l) || strings.ContainsAny(l, "|<$") && !strings.Contains(l, " < ") ||
			strings.Contains(l, "](") || strings.Contains(l, "://") {
			return l
		}
		mark := ""
		if m := bulletLine.FindStringSubmatch(l); m != nil {
			mark = l[:len(l)-len(m[2])]
		}
		return mark + outsideCode(l[len(mark):], func(s string) string {
			for _, sign := range strings.Split(signs, " ") {
				s = strings.ReplaceAll(s, sign, `\`+sign)
			}
			return s
		})
	}
}

func marker(mark string) func(string) string {
	return func(l string) string {
		if strings.Trim(l, "-* ") == "" {
			return l
		}
		return bulletLine.ReplaceAllString(l, "${1}"+mark+"${2}")
	}
}

var formatters = []formatter{
	{name: "nothing", edit: func(l string) string { return l }},
	{name: "markers *", edit: marker("* ")},
	{name: "markers +", edit: marker("+ ")},
	{name: "numbers all 1", edit: func(l string) string { return numberLine.ReplaceAllString(l, "${1}1${2} ${3}") }},
	{name: "numbers with brackets", edit: func(l string) string { return numberLine.ReplaceAllString(l, "${1}1) ${3}") }},
	{name: "deeper headings", edit: func(l string) string { return headingLine.ReplaceAllString(l, "#${1} ${2}") }},
	{name: "closed headings", edit: func(l string) string { return headingLine.ReplaceAllString(l, "${1} ${2} ${1}") }},
	{name: "blanks behind headings", edit: func(l string) string { return headingLine.ReplaceAllString(l, "${1} ${2}  ") }},
	{name: "a blank behind every line", edit: func(l string) string {
		if l == "" {
			return l
		}
		return l + " "
	}},
	{name: "underlined headings", edit: func(l string) string {
		if m := headingLine.FindStringSubmatch(l); m != nil && len(m[1]) < 3 {
			return m[2] + "\n" + map[int]string{1: "=====", 2: "-----"}[len(m[1])]
		}
		return l
	}},
	{name: "_emphasis_", edit: func(l string) string {
		return outsideCode(l, func(s string) string { return emphasised.ReplaceAllString(s, "${1}_${2}_${3}") })
	}},
	{name: "__strong__", edit: func(l string) string {
		return outsideCode(l, func(s string) string { return strong.ReplaceAllString(s, "__${1}__") })
	}},
	{name: "escaped underscores", edit: escaped("_")},
	{name: "escaped arrows", edit: escaped(">")},
	{name: "escaped comparisons", edit: escaped("< >")},
	{name: "escaped signs", edit: escaped("~ + # &")},
	{name: "escaped brackets", edit: escaped("[ ]")},
	{name: "loose lists", edit: func(l string) string {
		if bulletLine.MatchString(l) || numberLine.MatchString(l) {
			return l + "\n"
		}
		return l
	}},
	{name: "tabs", edit: func(l string) string {
		rest := strings.TrimLeft(l, " ")
		if m := bulletLine.FindStringSubmatch(l); m != nil && len(m[1]) > 0 {
			return "\t" + rest
		}
		return l
	}},
	{name: "padded tables", edit: func(l string) string {
		if !tableRow.MatchString(l) || strings.Contains(l, "`") {
			return l
		}
		cells := strings.Split(l, "|")
		for i := range cells {
			cells[i] = " " + strings.TrimSpace(cells[i]) + strings.Repeat(" ", 3)
		}
		return "|" + strings.Join(cells, "|") + "|"
	}},
	{name: "wrapped prose", edit: func(l string) string {
		m := bulletLine.FindStringSubmatch(l)
		if m == nil || len(m[2]) < 40 || strings.ContainsAny(l, "`[<$|") || strings.Contains(l, "::") {
			return l
		}
		at := strings.LastIndex(l[:len(l)-8], " ")
		if at < len(m[1])+14 || strings.ContainsAny(l[at+1:at+2], "-+*#>=|:0123456789") {
			return l
		}
		return l[:at] + "\n" + strings.Repeat(" ", len(m[1])+2) + l[at+1:]
	}},
	{name: "wrapped Han", edit: func(l string) string {
		m := bulletLine.FindStringSubmatch(l)
		rs := []rune(l)
		if m == nil || len(rs) < 20 || strings.ContainsAny(l, "`[<$|") || strings.Contains(l, "::") {
			return l
		}
		for at := len(rs) - 3; at > 12; at-- {
			if unicode.Is(unicode.Han, rs[at-1]) && unicode.Is(unicode.Han, rs[at]) {
				return string(rs[:at]) + "\n" + strings.Repeat(" ", len(m[1])+2) + string(rs[at:])
			}
		}
		return l
	}},
	{name: "straight quotes", edit: strings.NewReplacer("“", `"`, "”", `"`, "’", "'").Replace},
	{name: "boxes", edit: func(l string) string {
		if m := bulletLine.FindStringSubmatch(l); m != nil && len(m[2]) < 12 {
			return m[1] + "- [ ] " + m[2]
		}
		return l
	}},
	{name: "CRLF", file: func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
	{name: "a byte order mark", file: func(s string) string { return "\ufeff" + s }},
	{name: "more empty lines", file: func(s string) string { return strings.ReplaceAll(s, "\n\n", "\n\n\n") }},
	{name: "no line end at the end", file: func(s string) string { return strings.TrimRight(s, "\n") }},
}

func (f formatter) format(src string) string {
	if f.file != nil {
		return f.file(src)
	}
	lines := strings.Split(src, "\n")
	fenced := ""
	for i, l := range lines {
		mark := strings.TrimSpace(l)
		switch {
		case fenced != "":
			if strings.HasPrefix(mark, fenced) {
				fenced = ""
			}
		case strings.HasPrefix(mark, "```"):
			fenced = "```"
		case !tableRule.MatchString(l) || l == "":
			lines[i] = f.edit(l)
		}
	}
	return strings.Join(lines, "\n")
}

// formed are documents with what formatters write in other ways.
var formed = []string{`# Boats

## Hull

- **Keel:** stops the boat from drifting *sideways* and carries the ballast that rights it again
- Rudder - turns the boat, but only *while* water flows past it
- ` + "`bilge_pump`" + `: empties the *bilge* at the push of a button
- Bow_thruster and stern_thruster: push the boat sideways in the harbour
- Falling glass -> reef in time, before the sea gets up and the crew gets sick
- “Ready about”: the helm’s warning before a tack
- Price of a berth: 20 + 5 a night & power
- Depth of each mark: Alfa < Bravo < Quebec
- Speed: at most 6 knots [in the harbour]
- Reading order:
  - log
  - chart
  - pilot book

## Steps to cast off

1. Start the engine
2. Take in the spring lines
3. Let go of the bow

## Sails that a sloop carries

- Jib
- Main
- Spinnaker

## Lights

Light | Where | Colour
--- | --- | ---
Port light | left side | red
Starboard light | right side | green
Stern light | stern | white

## Questions

### What is a *bilge*?

The lowest part inside the hull.

### Why reef early?

A reefed boat is easier to steer.

- mast :: carries the sails
- boom :: holds the foot of a sail

Q: Which way does a port light shine?
A: from right ahead to two points abaft the beam

<details>
<summary>Which number has each of the following flags?: * Alfa * Bravo * Quebec</summary>

* Alfa - 1
* Bravo - 2
* Quebec - 17

</details>
`, `# 船

## 船体

- **龙骨**：防止船身横向漂移，也装着让船*重新立起来*的压舱物
- 船舵 - 改变航向，但是船要*走起来*才有用
- ` + "`bilge_pump`" + `：按一下就把舱底的水抽干
- 气压下降 -> 趁早缩帆，不要等到浪起来
- 转向之前：舵手喊一声“准备转向”，大家先把缆绳理好
- 停一晚的价钱：20 + 5
- 水深：甲 < 乙 < 丙
- 航速：港内最多6节 [夜里4节]
- 开船前要看的：
  - 日志
  - 海图
  - 潮汐表

## 离港的步骤

1. 发动机器
2. 收回倒缆
3. 解开船首缆

## 单桅帆船的帆

- 前帆
- 主帆
- 球帆

## 航行灯

灯 | 位置 | 颜色
--- | --- | ---
左舷灯 | 左侧 | 红
右舷灯 | 右侧 | 绿
船尾灯 | 船尾 | 白

## 问题

### 舱底是什么？

船里最低的地方。

### 为什么要趁早缩帆？

缩了帆的船好操纵。

- 桅杆 :: 挂帆用的杆子
- 横杆 :: 撑住帆的下缘

<details>
<summary>下面的旗各是几号？：* 甲 * 乙 * 丙</summary>

* 甲 - 1
* 乙 - 2
* 丙 - 17

</details>
`}

// A formatter that was run over a file costs no card its history, and changes no fact.
func TestFormattersChangeNothing(t *testing.T) {
	sources := formed
	if !testing.Short() {
		paths, err := filepath.Glob(filepath.Join("..", "..", "data", "roadmap", "*.md"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("no roadmaps: %v", err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			sources = append(sources, string(text))
		}
	}
	parse := func(src string) []deck.Note {
		doc, problems := read.Read("boats.md", []byte(src))
		if len(problems) > 0 {
			t.Fatal(problems[0])
		}
		build.Build([]*deck.Document{doc})
		return doc.Notes
	}
	changes := map[string]bool{"nothing": true}
	for _, src := range sources {
		notes := parse(src)
		for _, f := range formatters {
			formatted := f.format(src)
			changes[f.name] = changes[f.name] || formatted != src
			again := parse(formatted)
			sameCards(t, f.name, storedOf(notes), inBoats(again))
			sameCards(t, f.name+" taken back", storedOf(again), inBoats(notes))
		}
	}
	for _, f := range formatters {
		if !changes[f.name] {
			t.Errorf("%s: no document has anything that it formats", f.name)
		}
	}
}

// sameCards checks that each card follows into a version of its document that says the same.
func sameCards(t *testing.T, name string, stored []match.Stored, found []match.Found) {
	t.Helper()
	pairs := match.Match(stored, found)
	became := followCards(stored, found, pairs)
	for _, p := range pairs {
		if p.Old < 0 || len(stored[p.Old].Cards) == 0 {
			continue
		}
		if p.Fate != match.Same && p.Fate != match.Moved && p.Fate != match.Fixed {
			t.Errorf("%s: %q is %s", name, stored[p.Old].Text, p.Fate)
			if p.New >= 0 {
				t.Errorf("\tnow %q", found[p.New].Text)
			}
			continue
		}
		for k, c := range stored[p.Old].Cards {
			if _, ok := became[cardOf{p.Old, k}]; !ok {
				t.Errorf("%s: %q lost its card %q", name, stored[p.Old].Text, c.Slot)
			}
		}
	}
}
