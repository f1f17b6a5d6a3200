package match_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"recall/deck"
	"recall/deck/build"
	"recall/deck/inline"
	"recall/deck/match"
	"recall/deck/read"
	"recall/deck/text"
)

// edits are what authors do to a bullet's answer. harmless says that the fact stays.
var edits = []edit{
	{"answer replaced", false, (*editor).replaced},
	{"figure replaced", false, (*editor).figure},
	{"turned round", false, (*editor).turned},
	{"typo", true, func(e *editor, s string) string { return e.outside(s, (&mutator{rng: e.rng}).typo) }},
	{"case", true, (*editor).letterCase},
	{"punctuation", true, func(e *editor, s string) string {
		s = strings.NewReplacer("，", ", ", "；", "; ", "。", "").Replace(s)
		return strings.TrimRight(s, ".") + e.one(".", "。", "!")
	}},
	{"bold or slanted", true, func(e *editor, s string) string { return e.around(s, "**x**", "*x*", "_x_") }},
	{"tags", true, func(e *editor, s string) string {
		return e.around(s, "<u>x</u>", "<b>x</b>", "<i>x</i>", "<em>x</em>")
	}},
	{"quotes", true, func(e *editor, s string) string { return e.around(s, `"x"`, "“x”", "「x」", "‘x’") }},
	{"a link", true, func(e *editor, s string) string {
		return e.around(s, "[x](notes.md)", "[x](https://example.org/a_b)")
	}},
	{"a formula", true, func(e *editor, s string) string {
		return strings.NewReplacer("O(n log n)", `$O(n \log n)$`, "O(1)", "$O(1)$", "O(n)", "$O(n)$",
			"n²", "n^2").Replace(s)
	}},
	{"addition in brackets", true, func(e *editor, s string) string {
		if text.HasHan(s) {
			return s + e.one("（常见）", "（名词）", "（见下文）", "（rig）", "（复数）")
		}
		return s + e.one(" (noun)", " (as a rule)", " (see below)", " (rare)", " (plural)")
	}},
	{"article", true, (*editor).article},
	{"blanks", true, (*editor).blanks},
	{"inflection", true, (*editor).inflection},
	{"a word that says little", true, func(e *editor, s string) string {
		if text.HasHan(s) {
			return e.one("通常", "主要", "一般", "基本上", "大约") + s
		}
		return e.one("usually ", "mainly ", "often ", "generally ") + s
	}},
}

type edit struct {
	name     string
	harmless bool
	edit     func(e *editor, answer string) string
}

type editor struct {
	rng   *rand.Rand
	pairs [][2]string
	pool  []string // words of other answers
}

func (e *editor) one(list ...string) string { return list[e.rng.IntN(len(list))] }

// outside edits a part of a text that is no code and no link.
func (e *editor) outside(s string, f func(string) string) string {
	parts := strings.Split(s, "`")
	i := 2 * e.rng.IntN(len(parts)/2+1)
	if strings.ContainsAny(s, "[<$|") || i >= len(parts) {
		return s
	}
	parts[i] = f(parts[i])
	return strings.Join(parts, "`")
}

var aWord = regexp.MustCompile(`[A-Za-z]{3,}|\p{Han}{2,4}`)

// aWordOf picks a word outside code and puts another text there.
func (e *editor) aWordOf(s string, f func(word string) string) string {
	return e.outside(s, func(s string) string {
		at := aWord.FindAllStringIndex(s, -1)
		if len(at) == 0 {
			return s
		}
		w := at[e.rng.IntN(len(at))]
		return s[:w[0]] + f(s[w[0]:w[1]]) + s[w[1]:]
	})
}

func (e *editor) around(s string, marks ...string) string {
	return e.aWordOf(s, func(w string) string { return strings.Replace(e.one(marks...), "x", w, 1) })
}

// replaced puts a word of the table in the place of its partner or, where an answer has none, another answer's word.
func (e *editor) replaced(s string) string {
	for _, i := range e.rng.Perm(len(e.pairs)) {
		p := e.pairs[i]
		for k := range 2 {
			if before, behind, ok := strings.Cut(s, p[k]); ok && !endsInWord(before) && !startsWord(behind) {
				return before + p[1-k] + behind
			}
		}
	}
	if text.HasHan(s) {
		return s
	}
	return e.aWordOf(s, func(w string) string {
		other := e.one(e.pool...)
		if len(w) < 4 || says(w) || strings.Contains(strings.ToLower(w+other), "ing") ||
			strings.HasPrefix(w, other[:3]) {
			return w
		}
		return other
	})
}

func endsInWord(s string) bool { return s != "" && text.IsAlnum(s[len(s)-1]) }
func startsWord(s string) bool { return s != "" && text.IsAlnum(s[0]) }

// says reports whether a word says little or is a form of one.
func says(w string) bool {
	return text.InAnyLanguage(text.ClassFunctionWords, w) || text.InAnyLanguage(text.ClassFillers, w)
}

func (e *editor) figure(s string) string {
	return e.outside(s, func(s string) string {
		at := figure.FindAllStringIndex(s, -1)
		if len(at) == 0 {
			return s
		}
		f := at[e.rng.IntN(len(at))]
		return s[:f[0]] + fmt.Sprint(e.rng.IntN(900)+100) + s[f[1]:]
	})
}

func (e *editor) turned(s string) string {
	if strings.ContainsAny(s, "`不") || strings.Contains(s, " not ") {
		return s
	}
	for _, p := range [][2]string{{" is ", " is not "}, {" are ", " aren't "}, {" can ", " cannot "},
		{" before ", " after "}, {"at least", "at most"}, {"可以", "不可以"}, {"会", "不会"}, {"是", "不是"},
		{"之前", "之后"}, {"至少", "最多"}, {"每", "非每"}} {
		if strings.Contains(s, p[0]) {
			return strings.Replace(s, p[0], p[1], 1)
		}
	}
	return s
}

func (e *editor) letterCase(s string) string {
	rs := []rune(s)
	if len(rs) > 1 && unicode.IsLower(rs[0]) && unicode.IsLower(rs[1]) {
		return string(unicode.ToUpper(rs[0])) + string(rs[1:])
	}
	return s
}

func (e *editor) article(s string) string {
	if text.HasHan(s) {
		return e.outside(s, func(s string) string {
			if e.rng.IntN(2) == 0 && strings.Contains(s, "的") {
				return strings.Replace(s, "的", "", 1)
			}
			if strings.HasPrefix(s, "一个") {
				return strings.TrimPrefix(s, "一个")
			}
			return s
		})
	}
	for _, a := range []string{"the ", "a ", "an "} {
		if strings.HasPrefix(s, a) {
			return s[len(a):]
		}
		if e.rng.IntN(2) == 0 && strings.Contains(s, " "+a) && !strings.Contains(s, "`") {
			return strings.Replace(s, " "+a, " ", 1)
		}
	}
	if strings.Contains(s, "`") || !unicode.IsLower(rune(s[0])) {
		return s
	}
	return "the " + s
}

var (
	withUnit  = regexp.MustCompile(`\b(\d+) (KB|MB|GB|ms|kg|km|m|s|%)`)
	unitClose = regexp.MustCompile(`\b(\d+)(KB|MB|GB|ms|kg|km|m|s|%)`)
	smallWord = regexp.MustCompile(`\b[a-z]{4,}\b`)
	hanLatin  = regexp.MustCompile(`(\p{Han})([A-Za-z0-9])`)
)

func (e *editor) blanks(s string) string {
	return e.outside(s, func(s string) string {
		switch {
		case withUnit.MatchString(s):
			return withUnit.ReplaceAllString(s, "$1$2")
		case unitClose.MatchString(s):
			return unitClose.ReplaceAllString(s, "$1 $2")
		case hanLatin.MatchString(s):
			return hanLatin.ReplaceAllString(s, "$1 $2")
		}
		return strings.Replace(s, " ", "  ", 1)
	})
}

func (e *editor) inflection(s string) string {
	return e.outside(s, func(s string) string {
		for _, p := range [][2]string{{"don't ", "doesn't "}, {"doesn't ", "does not "}, {"is not ", "isn't "},
			{"cannot ", "can't "}} {
			if strings.Contains(s, p[0]) {
				return strings.Replace(s, p[0], p[1], 1)
			}
		}
		at := smallWord.FindAllStringIndex(s, -1)
		if len(at) == 0 {
			return s
		}
		w := at[e.rng.IntN(len(at))]
		word := s[w[0]:w[1]]
		if says(word) || text.InAnyLanguage(text.ClassPolarity, word) {
			return s
		}
		switch {
		case strings.HasSuffix(word, "ies"):
			word = word[:len(word)-3] + "y"
		case strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss"):
			word = word[:len(word)-1]
		case strings.HasSuffix(word, "y") && !strings.ContainsAny(word[len(word)-2:len(word)-1], "aeiou"):
			word = word[:len(word)-1] + "ies"
		default:
			word += "s"
		}
		return s[:w[0]] + word + s[w[1]:]
	})
}

// swaps reads pairs of words from a file in testdata.
func swaps(t *testing.T, file string) (pairs [][2]string) {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(src)) {
		if a, b, ok := strings.Cut(strings.TrimSpace(line), " | "); ok {
			pairs = append(pairs, [2]string{a, b})
		}
	}
	return pairs
}

// answers are what a made-up bullet says with a word x in it, in English and in Chinese.
var answers = [2][]string{
	{"x", "the x of the old harbour", "x of 4 KB that lasts 30 days",
		"mostly x, as doctors of the school taught their pupils",
		"takes the amount from the x, never from what the sender of the parcel says about it",
		"an x that doesn't lose water while both gates of the lock are shut tight for the night, which is seldom so"},
	{"x", "x的用途", "先检查x，再写入日志文件", "由x处理，其余部分只提供数据的副本，超时为 30 秒",
		"根据x决定下一步怎么走，超过4KB时会写到另一个文件里，直到管理员回来为止"},
}

// madeUp returns a document that has each word of some pairs in each answer.
func madeUp(pairs [][2]string, han bool) string {
	var b strings.Builder
	n := 0
	for _, p := range pairs {
		if text.HasHan(p[0]) != han {
			continue
		}
		for _, a := range answers[map[bool]int{true: 1}[han]] {
			n++
			if han {
				fmt.Fprintf(&b, "- 第%d号术语：%s\n", n, strings.Replace(a, "x", p[0], 1))
			} else {
				fmt.Fprintf(&b, "- Entry %d: %s\n", n, strings.Replace(a, "x", p[0], 1))
			}
		}
	}
	return b.String()
}

// outcome counts the verdicts on cards.
type outcome [4]int

func (o *outcome) add(more outcome) {
	for v := range o {
		o[v] += more[v]
	}
}

func (o outcome) String() string {
	return fmt.Sprintf("%5d silent, %4d unsure, %5d changed",
		o[match.FactSame]+o[match.FactMended], o[match.FactUnsure], o[match.FactChanged])
}

func (o outcome) share(of ...match.Verdict) float64 {
	n, all := 0, 0
	for _, v := range of {
		n += o[v]
	}
	for _, k := range o {
		all += k
	}
	return 100 * float64(n) / float64(max(all, 1))
}

func notesOf(src string) []deck.Note {
	doc, _ := read.Parse("boats.md", []byte(src))
	build.Build([]*deck.Document{doc})
	return doc.Notes
}

// editAll edits the answer of each bullet in one of several ways, and judges the cards that the edits touched. The
// outcomes are those of each way.
func editAll(e *editor, src string, ways []edit) []outcome {
	counts := make([]outcome, len(ways))
	lines := strings.Split(src, "\n")
	fresh, way := slices.Clone(lines), make([]int, len(lines)+1)
	for i, l := range lines {
		p := bulletMark.FindStringSubmatch(l)
		if p == nil {
			continue
		}
		for _, sign := range []string{": ", "："} {
			if term, answer, ok := strings.Cut(p[2], sign); ok && answer != "" && strings.Count(term, "`")%2 == 0 {
				way[i+1] = e.rng.IntN(len(ways))
				if done := ways[way[i+1]].edit(e, answer); done != "" {
					fresh[i] = p[1] + term + sign + done
				}
				break
			}
		}
	}
	old, new := notesOf(src), notesOf(strings.Join(fresh, "\n"))
	stored := storedOf(old)
	words := match.NewWords(stored, inBoats(new), slices.Values([]string(nil)))
	byLine := map[int]*deck.Note{}
	for i := range new {
		byLine[new[i].Line] = &new[i]
	}
	for i := range old {
		n := byLine[old[i].Line]
		if n == nil || n.Text == old[i].Text {
			continue
		}
		harmless, o := ways[way[n.Line]].harmless, &counts[way[n.Line]]
		for _, p := range match.MatchCards(stored[i].Cards, n.Cards) {
			if p.Old < 0 || p.New < 0 {
				continue
			}
			was, is := stored[i].Cards[p.Old], &n.Cards[p.New]
			asked := deck.SlotKind(is.Slot) == "reverse" && was.Prompt != is.Prompt
			if was.Answer == is.Answer && !asked && (!harmless || was.Prompt == is.Prompt) {
				continue // another card of the bullet
			}
			v, _ := words.Judge(was, is)
			o[v]++
			wrong := harmless && v >= match.FactUnsure || !harmless && v != match.FactChanged
			if show := os.Getenv("RECALL_EDITS_SHOW"); wrong && strings.Contains(show, verdicts[v]) {
				fmt.Printf("%s: %q %q -> %q %q\n", verdicts[v], was.Prompt, was.Answer, is.Prompt, is.Answer)
			}
		}
	}
	return counts
}

// Each kind of edit is made to every answer of made-up documents and of the built-in roadmaps, in English and in
// Chinese. A card whose answer was replaced hardly ever keeps its schedule in silence, and a harmless edit hardly ever
// restarts one or is told. The pairs of one file were in sight when the rules were made, those of the other not.
// RECALL_EDITS_SHOW=mended,unsure,changed prints the cards that are judged otherwise than their edit was meant.
func TestEditsOfAnswers(t *testing.T) {
	seen, unseen := swaps(t, "swaps.txt"), swaps(t, "swaps_unseen.txt")
	for lang, name := range []string{"en", "zh"} {
		roadmap, err := os.ReadFile(filepath.Join("..", "..", "data", "roadmap", "python."+name+".md"))
		if err != nil {
			t.Fatal(err)
		}
		sources := []struct {
			name, src string
			pairs     [][2]string
		}{
			{"pairs in sight", madeUp(seen, lang == 1), seen},
			{"pairs not in sight", madeUp(unseen, lang == 1), unseen},
			{"roadmap", string(roadmap), append(slices.Clone(seen), unseen...)},
		}
		var pool []string
		for _, n := range notesOf(string(roadmap)) {
			for _, w := range aWord.FindAllString(inline.Normal(n.Text), -1) {
				if len(w) > 3 && !text.HasHan(w) && !says(w) {
					pool = append(pool, w)
				}
			}
		}
		changing, harmless := edits[:3], edits[3:]
		var turned, mended outcome
		sums := make([]outcome, len(harmless))
		if testing.Short() {
			sources = sources[:2]
		}
		for i, s := range sources {
			e := &editor{rng: rand.New(rand.NewPCG(uint64(i), 7)), pairs: s.pairs, pool: pool}
			for _, way := range changing {
				o := editAll(e, s.src, []edit{way})[0]
				t.Logf("%s %-20s %-18s %v", name, way.name, s.name, o)
				silent := o.share(match.FactSame, match.FactMended)
				if way.name == "answer replaced" && silent > 0.5 {
					t.Errorf("%s, %s: %.2f%% of replaced answers are silent", name, s.name, silent)
				}
				turned.add(o)
			}
			for range 2 {
				for k, o := range editAll(e, s.src, harmless) {
					sums[k].add(o)
					mended.add(o)
				}
			}
		}
		for k, o := range sums {
			t.Logf("%s %-39s %v", name, harmless[k].name, o)
		}
		t.Logf("%s changed: %.2f%% silent, %.2f%% unsure; harmless: %.2f%% restarted, %.2f%% unsure", name,
			turned.share(match.FactSame, match.FactMended), turned.share(match.FactUnsure),
			mended.share(match.FactChanged), mended.share(match.FactUnsure))
		if turned.share(match.FactSame, match.FactMended) > 0.5 || mended.share(match.FactChanged) > 2 ||
			mended.share(match.FactUnsure) > 5 {
			t.Errorf("%s: want at most 0.5%% silent, 2%% restarted and 5%% unsure", name)
		}
	}
}
