package read

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"recall/deck"
	"recall/deck/build"
	_ "recall/srs/lawtest" // the same histories in every run
)

// debris finds what tools write into notes beside the text.
var debris = regexp.MustCompile(`\[\[|\]\]|\[!|\[\^|%%|&[a-z]+;|</|<b>|!\[|\s\^[a-z]|\s#[a-z]|[\x{200b}\x{feff}\x{a0}]`)

// bold is bold of HTML with both of its halves, which an author may mark.
var bold = regexp.MustCompile(`<b>(.*?)</b>`)

// No side of a card holds what tools write beside the text, wherever in a document it stands: a learner would read it
// out, or have to type it.
func TestNoDebrisOnCards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		han := rapid.Bool().Draw(t, "han")
		words := strings.Fields("keel mast stern rudder anchor Bermuda sloop oak canvas harbour tide lantern")
		if han {
			words = strings.Fields("龙骨 桅杆 船尾 船舵 铁锚 帆船 橡木 帆布 港口 潮汐 灯塔 甲板")
		}
		pick := func(list ...string) string { return rapid.SampledFrom(list).Draw(t, "pick") }
		word := func() string {
			w := pick(words...)
			return pick(w, w, w, w, "[["+w+"]]", "[[note|"+w+"]]", w+"[^1]", w+"[^see]", w+"%%ask%%", w+"\u200b",
				"![[x.png]] "+w, w+"&nbsp;", w+" &amp; "+w, w+"\u00a0", "\ufeff"+w, "<b>"+w, w+"</b>")
		}
		phrase := func(n int) string {
			p := make([]string, n)
			for i := range p {
				p[i] = word()
			}
			if han {
				return strings.Join(p, "的")
			}
			return strings.Join(p, " ")
		}
		end := func() string {
			return pick("", "", " #ship", " #ship/old #sea", " ^a1b2c3", " ^id-x #ship", " %%later%%", "</b></details>", "[^9]")
		}
		colon, comma := ": ", ", "
		if han {
			colon, comma = "：", "、"
		}
		var b strings.Builder
		b.WriteString("# " + phrase(2) + end() + "\n\n")
		for range rapid.IntRange(1, 8).Draw(t, "lines") {
			switch rapid.IntRange(0, 8).Draw(t, "form") {
			case 0:
				b.WriteString("\n## " + phrase(2) + end() + "\n\n")
			case 1:
				b.WriteString("\n> [!note]- " + phrase(2) + colon + "\n>\n> - " + phrase(1) + colon + phrase(4) + end() + "\n\n")
			case 2:
				b.WriteString("- " + phrase(1) + " :: " + phrase(3) + end() + "\n")
			case 3:
				b.WriteString("- " + phrase(2) + colon + word() + comma + word() + comma + word() + end() + "\n")
			case 4:
				b.WriteString("- " + phrase(1) + " → " + phrase(2) + end() + "\n")
			case 5:
				b.WriteString("- What is " + phrase(1) + "? " + phrase(3) + end() + "\n")
			case 6:
				b.WriteString("- " + phrase(2) + "\n  - " + phrase(1) + end() + "\n  - " + phrase(1) + end() + "\n")
			case 7:
				b.WriteString("\n| " + phrase(1) + " | " + word() + " |\n|---|---|\n| " +
					strings.ReplaceAll(phrase(1), "|", `\|`) + " | " + strings.ReplaceAll(phrase(3), "|", `\|`) + " |\n\n")
			default:
				b.WriteString("- " + pick("", "[!tip] ") + phrase(1) + colon + phrase(4) + end() + "\n")
			}
		}
		doc, _ := Parse("notes.md", []byte(b.String()))
		build.Build([]*deck.Document{doc})
		for _, n := range doc.Notes {
			for _, c := range n.Cards {
				for _, side := range append(append([]string{c.Context, c.Prompt, c.Answer, c.Extra}, c.Members...), c.Accept...) {
					if found := debris.FindString(bold.ReplaceAllString(side, "$1")); found != "" {
						t.Fatalf("%q in %q of %s %s\n%s", found, side, n.Rule, c.Slot, b.String())
					}
				}
			}
		}
	})
}
