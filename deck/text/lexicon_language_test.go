package text

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// A language is one file: nothing else is told of it.
func TestOneFileMoreIsALanguage(t *testing.T) {
	const words = "names: nl, dutch\nscript: latin\n\n[function-words]\nde\nhet\neen\nvan\nis\nen\nniet\ndat\n\n" +
		"[polarity.negators]\nniet\ngeen\n"
	files := fstest.MapFS{"nl.txt": {Data: []byte(words)}}
	err := fs.WalkDir(lexiconFiles, "lexicon", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			src, err := fs.ReadFile(lexiconFiles, path)
			files[d.Name()] = &fstest.MapFile{Data: src}
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all, err := readLibrary(files)
	if err != nil {
		t.Fatal(err)
	}
	dutch := []byte("Het anker houdt een schip vast. Dat is niet de boei van de haven, en het is een zwaar ding.\n")
	if lang := all.speech().language("", dutch); lang != "nl" {
		t.Errorf("Dutch is read as %q", lang)
	}
	if Language("", dutch) != "" {
		t.Error("without its file, Dutch is another language")
	}
	if !all.lex("nl").Has(ClassPolarity, "geen") || all.lex("nl").Has(ClassPolarity, "not") {
		t.Error("the words of the new file don't count, or those of others do")
	}
	if len(all.lex("").words) != len(both.words) {
		t.Error("a new language changes what undetermined documents are read by")
	}
}

func TestLanguage(t *testing.T) {
	german := "# Segeln\n\n- Der Anker hält das Schiff am Grund, wenn der Wind nicht zu stark ist.\n" +
		"- Eine Wende ist ein Manöver, bei dem der Bug durch den Wind geht.\n"
	for _, c := range []struct{ name, front, text, want string }{
		{"front matter", "de", "the text is not read", "de"},
		{"front matter with a region", "zh-Hans", "", "zh"},
		{"front matter of a locale", "en_GB.UTF-8", german, "en"},
		{"front matter by name", "Deutsch", "", "de"},
		{"front matter of no language of ours", "fr", german, ""},
		{"English", "", "The anchor is a weight that holds a ship to the ground, and it is dropped where the water " +
			"is not too deep for the chain.", "en"},
		{"German", "", german, "de"},
		{"German in short notes", "", "- Luv: die Seite, von der der Wind kommt\n" +
			"- Lee: die Seite, zu der der Wind geht\n" +
			"- Reffen: Segel verkleinern bei zu viel Wind\n" +
			"- Schot: Leine für ein Segel, nicht für den Anker\n", "de"},
		{"German with English terms and code", "", german +
			"```go\nfor i := range the.of(in) { if this is not that { and or it } }\n```\n" +
			"- **Pull Request**: ein Vorschlag, den andere prüfen, bevor er in den `main`-Branch " +
			"kommt\n", "de"},
		{"Chinese with English terms", "", "- GIL（全局解释器锁）：同一时刻只有一个线程执行 Python bytecode\n" +
			"- asyncio：基于 event loop 的并发\n", "zh"},
		{"Chinese words to learn", "", "- 你好: hallo\n- 谢谢: danke\n- 再见: auf Wiedersehen\n", "zh"},
		{"Japanese", "", "- 錨：船を海底に固定するための道具です。とても重いものです。\n", ""},
		{"Dutch", "", "Een anker houdt het schip vast aan de grond, als de wind niet te sterk is. Het schip ligt " +
			"dan stil in de haven, en de mensen die er werken kunnen rusten.", ""},
		{"Danish", "", "Et anker holder skibet fast til bunden, når vinden ikke er for stærk. Den der kommer i " +
			"havn, er man glad for, og du ved det.", ""},
		{"French", "", "L'ancre retient le navire au fond de la mer, et on ne la jette pas dans les eaux qui sont " +
			"trop profondes pour la chaîne. Tu es des nôtres.", ""},
		{"Swedish", "", "Ett ankare håller fartyget fast vid botten, om vinden inte är för stark. Den som är i " +
			"hamn är glad, man vet det, och så var det.", ""},
		{"too little", "", "- Luv und Lee\n", ""},
		{"nothing", "", "", ""},
		{"names and figures", "", "- TCP: 6\n- UDP: 17\n- ICMP: 1\n", ""},
	} {
		if got := Language(c.front, []byte(c.text)); got != c.want {
			t.Errorf("%s: %q, not %q", c.name, got, c.want)
		}
	}
}

// A German document is read by German words: many of them mean something else in English.
func TestGerman(t *testing.T) {
	de := Lex("de")
	for _, w := range []string{"see", "note", "links", "die", "also"} {
		for _, c := range []Class{ClassPointers, ClassReferenceTitles, ClassGenericLabels} {
			if de.Has(c, w) {
				t.Errorf("%q is English in a German document: %v", w, c)
			}
		}
	}
	for c, w := range map[Class]string{
		ClassPolarityTurning: "kein", ClassGenericLabels: "Vorteile", ClassUnits: "km/h",
		ClassColumnBack: "ÜBERSETZUNG",
	} {
		if !de.Has(c, w) {
			t.Errorf("%q is no word of %v", w, c)
		}
	}
	if !de.Has(ClassColumnBack, "Übersetzung") {
		t.Error("a capital that is no ASCII makes another word")
	}
	if both.Has(ClassFunctionWords, "nicht") {
		t.Error("German words count in English documents")
	}
	for text, want := range map[string]string{
		"Eine Wende ist ein Manöver":                     " ist ein ",
		"Das Drehen durch den Wind nennt man Wende":      " nennt man ",
		"Ports unter 1024 bezeichnet man als bekannt":    " bezeichnet man als ", // not its first word
		"Der Begriff Luv bezeichnet die Seite des Winds": " bezeichnet ",
	} {
		if _, verb := de.Index(ClassCopulasSentence, text); verb != want {
			t.Errorf("%s: %q", text, verb)
		}
	}
	if rest, _ := de.CutSuffix(ClassListEnds, "Pfeffer, Nelken, usw"); rest != "Pfeffer, Nelken" {
		t.Errorf("the list ends behind %q", rest)
	}
	if de.Say("after", true) != "nach %s?" {
		t.Error("a German card that quotes Han is not worded in German")
	}
}

func BenchmarkReadAll(b *testing.B) {
	files, err := fs.Sub(lexiconFiles, "lexicon")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		all, err := readLibrary(files)
		if err != nil {
			b.Fatal(err)
		}
		for _, lang := range all.names {
			all.lex(lang)
		}
		all.speech()
	}
}

func BenchmarkLanguage(b *testing.B) {
	src := []byte(strings.Repeat("- Der Anker hält das Schiff am Grund, wenn der Wind nicht zu stark ist.\n", 1000))
	for b.Loop() {
		Language("", src)
	}
}
