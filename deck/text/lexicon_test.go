package text

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
)

var both = Lex("en") // English and Chinese

func TestHas(t *testing.T) {
	for _, c := range []struct {
		class Class
		word  string
		want  bool
	}{
		{ClassPointers, "see also", true},
		{ClassPointers, "See Also", true},
		{ClassPointers, "todo", true},
		{ClassPointers, "todo app", false}, // whole terms only
		{ClassPointers, "参见", true},
		{ClassPointers, "", false},
		{ClassPointers, strings.Repeat("see", 40), false},
		{ClassUnits, "µs", true},
		{ClassUnits, "MB", true},
		{ClassPolarity, "not", true},            // a part counts in the whole
		{ClassPolarityOpposites, "right", true}, // a side of a row is a word
	} {
		if got := both.Has(c.class, c.word); got != c.want {
			t.Errorf("Has(%v, %q) = %v", c.class, c.word, got)
		}
	}
	for r, want := range map[rune]bool{'不': true, '<': true, '甲': true, '冷': false} {
		if both.HasRune(ClassPolarityTurning, r) != want {
			t.Errorf("HasRune(polarity.turning, %c) = %v", r, !want)
		}
	}
}

func TestPatterns(t *testing.T) {
	if rest, ok := both.CutPrefix(ClassGoalDegrees, "深入理解并发"); !ok || rest != "理解并发" {
		t.Errorf("CutPrefix = %q, %v", rest, ok)
	}
	if rest, ok := both.CutSuffix(ClassListEnds, "金、木等等"); !ok || rest != "金、木" {
		t.Errorf("the longer end comes first: CutSuffix = %q, %v", rest, ok)
	}
	if rest, ok := both.CutPrefix(ClassAlsoCalled, "also known as TCP"); !ok || rest != "TCP" {
		t.Errorf("CutPrefix = %q, %v", rest, ok)
	}
	if both.HasPrefix(ClassPointers, "Seeing is believing") || !both.HasPrefix(ClassPointers, "See the manual") {
		t.Error("the blank at the edge of a pattern doesn't count")
	}
	if rest, ok := both.CutWord(ClassArticles, "The  keel"); !ok || rest != "keel" {
		t.Errorf("CutWord = %q, %v", rest, ok)
	}
	if _, ok := both.CutWord(ClassArticles, "Theory of sails"); ok {
		t.Error("CutWord took half a word")
	}
	for _, c := range []struct {
		text, verb string
		at         int
	}{
		{"A fathom is a depth of six feet", " is a ", 8},
		{"The angle is called the heading, which is a term", " is called ", 9}, // first in the text, not in the list
		{"死锁是指多个事务互相等待", "是指", 6},
		{"Thesis and antithesis", "", -1},
	} {
		if at, verb := both.Index(ClassCopulasSentence, c.text); at != c.at || verb != c.verb {
			t.Errorf("Index(%q) = %d, %q", c.text, at, verb)
		}
	}
}

func TestRows(t *testing.T) {
	for _, c := range [][2]string{{"Seconds", "秒"}, {"d", "天"}, {"µs", "微秒"}, {"percent", "%"}, {"secs", "sec"}} {
		if !both.SameUnit(c[0], c[1]) {
			t.Errorf("%s and %s are two units", c[0], c[1])
		}
	}
	for _, c := range [][2]string{{"min", "m"}, {"月", "个月"}, {"KB", "MB"}, {"天", "周"}} {
		if both.SameUnit(c[0], c[1]) {
			t.Errorf("%s and %s are one unit", c[0], c[1])
		}
	}
	if both.Head(ClassNumbersSpelt, "twelve") != "12" {
		t.Error("twelve is not 12")
	}
	if got := both.Opposites("public"); !slices.Equal(got, []string{"private", "protected"}) {
		t.Errorf("Opposites(public) = %q", got)
	}
	if got := both.Opposites("进"); !slices.Equal(got, []string{"出", "退"}) {
		t.Errorf("Opposites(进) = %q", got)
	}
}

func TestSay(t *testing.T) {
	for _, c := range []struct {
		lang, key string
		han       bool
		want      string
	}{
		{"en", "after", false, "after %s?"},
		{"en", "after", true, "%s之后？"},
		{"zh", "after", false, "after %s?"},
		{"en", "members", false, ""},
		{"en", "members", true, "项"},
		{"en", "clause-sign", false, ", "},
	} {
		if got := Lex(c.lang).Say(c.key, c.han); got != c.want {
			t.Errorf("%s: Say(%q, %v) = %q", c.lang, c.key, c.han, got)
		}
	}
}

// English and Chinese notes are full of each other's words, and so may be those of another language.
func TestLex(t *testing.T) {
	if Lex("zh") != both || Lex("") != both || Lex("fr") != both {
		t.Error("English, Chinese and undetermined documents are read by different words")
	}
}

// The files are edited by people who read no Go: what they get wrong is told by its name.
func TestInAnyLanguage(t *testing.T) {
	for word, want := range map[string]bool{"Question": true, "问题": true, "Vorderseite": true, "Rückseite": false} {
		if InAnyLanguage(ClassColumnFront, word) != want {
			t.Errorf("InAnyLanguage(column-front, %s) = %v", word, !want)
		}
	}
}

func TestLexiconFaults(t *testing.T) {
	for src, want := range map[string]string{
		"names: xx\n\n[negater]\nnot\n":  `[negater]: there is no class "negater"`,
		"names: xx\nnot\n\n[pointers]\n": `"not" is no head of a file`,
	} {
		if _, err := readLanguage(src); err == nil || err.Error() != want {
			t.Errorf("%q: %v", src, err)
		}
	}
}

// What a class decides is said once, no word stands twice under one head, and none is shadowed by an earlier one.
func TestLexiconFiles(t *testing.T) {
	names, err := os.ReadDir("lexicon")
	if err != nil {
		t.Fatal(err)
	}
	explained := map[string]string{}
	for _, name := range names {
		src, err := os.ReadFile("lexicon/" + name.Name())
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(src), "\n")
		head, seen := "", map[string]bool{}
		for i, line := range lines {
			switch {
			case strings.HasPrefix(line, "["):
				head, seen = line, map[string]bool{}
				whole, _, _ := strings.Cut(strings.Trim(strings.Fields(line)[0], "[]"), ".")
				if strings.HasPrefix(lines[i+1], "# ") {
					if at := explained[whole]; at != "" {
						t.Errorf("%s:%d: %s is explained in %s already", name.Name(), i+1, whole, at)
					}
					explained[whole] = name.Name()
				}
			case head == "" || line == "" || line[0] == '#':
			case seen[line]:
				t.Errorf("%s:%d: %q stands twice under %s", name.Name(), i+1, line, head)
			case line != strings.TrimSpace(line):
				t.Errorf("%s:%d: a blank at an edge of %q counts for nothing; write it as _", name.Name(), i+1, line)
			case rowOf(line) == nil && (len(line) > maxWord || head == "[phrases]"):
				t.Errorf("%s:%d: %q is too long for a word, or lacks what it is said for", name.Name(), i+1, line)
			case !strings.ContainsAny(line, "*|") && line != strings.ToLower(line):
				t.Errorf("%s:%d: %q is a word in capitals; words count case aside", name.Name(), i+1, line)
			}
			seen[line] = true
		}
	}
	for c := range classCount {
		if whole, _, _ := strings.Cut(c.String(), "."); explained[whole] == "" {
			t.Errorf("nothing says what %s decides", whole)
		}
	}
	for _, lang := range languages().names {
		l := Lex(lang)
		for _, c := range []Class{
			ClassListEnds, ClassAlsoCalled, ClassGoalDegrees, ClassStepNext, ClassTermTails, ClassFacetJoints,
			ClassCopulasSentence,
		} {
			for i, p := range l.patterns[c].starts {
				starts := func(q string) bool { return strings.HasPrefix(p, q) }
				if slices.ContainsFunc(l.patterns[c].starts[:i], starts) {
					t.Errorf("%s: %q of %v comes behind its own start", lang, p, c)
				}
			}
			for i, p := range l.patterns[c].ends {
				ends := func(q string) bool { return strings.HasSuffix(p, q) }
				if slices.ContainsFunc(l.patterns[c].ends[:i], ends) {
					t.Errorf("%s: %q of %v comes behind its own end", lang, p, c)
				}
			}
		}
		for _, row := range l.Rows(ClassPolarityOpposites) {
			if len(row) != 2 {
				t.Errorf("%s: opposites are two: %q", lang, row)
			}
		}
	}
}

func BenchmarkRead(b *testing.B) {
	files, err := fs.Sub(lexiconFiles, "lexicon")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		all, err := readLibrary(files)
		if err != nil {
			b.Fatal(err)
		}
		all.lex("")
	}
}

func BenchmarkHas(b *testing.B) {
	for name, word := range map[string]string{"word": "because", "other": "schooner", "han": "二尖瓣"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				both.Has(ClassConjunctionsPoints, word)
			}
		})
	}
	b.Run("rune", func(b *testing.B) {
		for b.Loop() {
			both.HasRune(ClassPolarity, '瓣')
		}
	})
	b.Run("prefix", func(b *testing.B) {
		for b.Loop() {
			both.HasPrefix(ClassClauseContinuers, "二尖瓣在左心房与左心室之间")
		}
	})
	b.Run("prefixLatin", func(b *testing.B) {
		for b.Loop() {
			both.HasPrefix(ClassClauseContinuers, "between atrium and ventricle")
		}
	})
}
