package read

import (
	"bytes"
	"math/rand"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"recall/deck"
	"recall/deck/build"
)

// fuzz starts from the cases of some archives, and reads what becomes of them as a file of this name. head stands in
// front of them all: it turns the convention on.
func fuzz(f *testing.F, name, head string, archives ...string) {
	for _, a := range archives {
		archive, err := txtar.ParseFile(filepath.Join("testdata", a+".txtar"))
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if !strings.HasSuffix(file.Name, ".want") {
				f.Add(file.Data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		checkRead(t, name, append([]byte(head), src...))
	})
}

// checkRead checks what holds for any file: it is read the same twice, each bullet has cards or a reason, no card has
// an empty side, a note's slots differ, and lines are lines of the file.
func checkRead(t *testing.T, name string, src []byte) {
	t.Helper()
	given := bytes.Clone(src)
	doc, problems := Read(name, src)
	if !bytes.Equal(src, given) {
		t.Fatal("the text was changed")
	}
	again, _ := Read(name, given)
	if !reflect.DeepEqual(doc, again) {
		t.Fatal("read twice, it is not the same")
	}
	// An old Mac's line ends count, and so may the end of the file.
	lines := 1 + bytes.Count(src, []byte("\n")) + bytes.Count(src, []byte("\r"))
	for _, p := range problems {
		if p.Line < 1 || p.Line > lines || p.File != name || p.Msg == "" {
			t.Errorf("problem %+v in a file of %d lines", p, lines)
		}
	}
	checkNotes(t, doc, lines)
	build.Build([]*deck.Document{doc})
	checkNotes(t, doc, lines)
}

func checkNotes(t *testing.T, doc *deck.Document, lines int) {
	t.Helper()
	for i, n := range doc.Notes {
		if n.Line < 1 || n.Line > lines {
			t.Errorf("note on line %d of %d", n.Line, lines)
		}
		if n.Parent >= i {
			t.Errorf("note %d stands under %d", i, n.Parent)
		}
		if (len(n.Cards) == 0) != (n.Reason != "") || (len(n.Cards) == 0) != (n.Rule == "") {
			t.Errorf("line %d: %d cards, rule %q, reason %q: %q", n.Line, len(n.Cards), n.Rule, n.Reason, n.Text)
		}
		slots := map[string]bool{}
		for _, c := range n.Cards {
			if strings.TrimSpace(c.Prompt) == "" || strings.TrimSpace(c.Answer) == "" || c.Forms == 0 {
				t.Errorf("line %d: a card with an empty side: %+v", n.Line, c)
			}
			if slots[c.Slot] || c.Slot == "" {
				t.Errorf("line %d: slot %q twice", n.Line, c.Slot)
			}
			slots[c.Slot] = true
		}
	}
}

// soup is what bullets are thrown together from: signs that recognisers look for, and blanks of all kinds.
var soup = strings.Split(`0|ab|甲|a b|*|**|_|~~|==|^|$|\\|(|)|（|）|[|]|[ ]|{{|}}|【|】|"|“|”|:|::|：|;|；|,|，|、|.|。|?|？|!|=|→|->|-|- |#|1.|`+
	"`| |\t|\v|\f|\u0085|\u00a0|\u2028|\u3000|\ufeff|\u200b|&nbsp;|<br>|<b>|</b>|()|\n|\n  |\n\n  ", "|")

// TestSoup reads bullets that are nothing but signs. A fuzzer that changes single bytes of whole documents comes by them
// rarely: one of its runs found an arrow in front of a line separator, a card without an answer.
func TestSoup(t *testing.T) {
	heads := []string{"", "# ab\n", "# Notes\n", "ab\n\n"}
	for seed := range int64(20_000) {
		r := rand.New(rand.NewSource(seed))
		src := heads[r.Intn(len(heads))] + "- "
		for range 2 + r.Intn(8) {
			src += soup[r.Intn(len(soup))]
		}
		checkRead(t, "f.md", []byte(src))
		if t.Failed() {
			t.Fatalf("%+q", src)
		}
	}
}

const flashcards = "---\ntags: flashcards\n---\n"

func FuzzParse(f *testing.F) {
	fuzz(f, "f.md", "", "blocks/context", "blocks/lists", "blocks/signs", "conv/layout", "conv/ids", "cards/examples")
}
func FuzzFrontMatter(f *testing.F)   { fuzz(f, "f.md", "", "blocks/front", "conv/front") }
func FuzzQA(f *testing.F)            { fuzz(f, "f.md", "Q: a\nA: b\n", "conv/qa") }
func FuzzSides(f *testing.F)         { fuzz(f, "f.md", flashcards, "conv/sides", "conv/remnote") }
func FuzzQuestionMarks(f *testing.F) { fuzz(f, "f.md", "", "conv/question") }
func FuzzGaps(f *testing.F)          { fuzz(f, "f.md", flashcards, "conv/gaps") }
func FuzzCardTags(f *testing.F)      { fuzz(f, "f.md", "", "conv/cardtag", "conv/logseq") }
func FuzzDetails(f *testing.F)       { fuzz(f, "f.md", "", "conv/details") }
func FuzzHeadings(f *testing.F)      { fuzz(f, "f.md", "", "conv/heading") }
func FuzzMochi(f *testing.F)         { fuzz(f, "f.md", "---\ntags: mochi\n---\n", "conv/heading") }
func FuzzHascard(f *testing.F)       { fuzz(f, "f.txt", "# a\n[*] b\n---\n", "conv/hascard") }
func FuzzAnkiBlocks(f *testing.F)    { fuzz(f, "f.md", "TARGET DECK: a\n", "conv/anki") }
func FuzzTable(f *testing.F)         { fuzz(f, "f.csv", "", "conv/csv") }
func FuzzAnkiText(f *testing.F) {
	fuzz(f, "f.txt", "#separator:tab\n#html:true\n", "conv/ankitext", "conv/fields")
}
func FuzzJSON(f *testing.F)      { fuzz(f, "f.json", "", "conv/json", "conv/crowdanki") }
func FuzzFlashdown(f *testing.F) { fuzz(f, "f.fd", "", "conv/flashdown") }
func FuzzOrg(f *testing.F)       { fuzz(f, "f.org", "", "conv/org") }
func FuzzSchedules(f *testing.F) { fuzz(f, "f.md", flashcards, "conv/schedule") }
