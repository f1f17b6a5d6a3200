package deck

import "testing"

// A row is known by its front: another back is a fact that changed, not another card.
func TestRecordsAreKnownByTheirFront(t *testing.T) {
	read := func(src string) []Note {
		doc, problems := Read("words.csv", []byte(src))
		if len(problems) > 0 {
			t.Fatal(problems[0])
		}
		return doc.Notes
	}
	var old []Stored
	for _, n := range read("front,back\nkeel,a fin below\nmast,a pole\n左舷,红灯一侧\n") {
		old = append(old, Stored{Source: "boats.md", Text: n.Text, Rule: n.Rule, Cards: []StoredCard{{Slot: n.Cards[0].Slot, Answer: n.Cards[0].Answer}}})
	}
	fresh := read("front,back\nmast,what the sails hang from\n左舷,船的左边\nkeel,lead to the amount of 3 tons\noar,for rowing\n")
	kinds := map[string]Kind{}
	for _, p := range Match(old, found(fresh)) {
		if p.New < 0 {
			t.Errorf("%q is parked", old[p.Old].Text)
			continue
		}
		kinds[fresh[p.New].Cards[0].Prompt] = p.Kind
	}
	for front, want := range map[string]Kind{"keel": Changed, "mast": Changed, "左舷": Changed, "oar": New} {
		if kinds[front] != want {
			t.Errorf("%s: %s, want %s", front, kinds[front], want)
		}
	}
}

// A folder takes Markdown, and of files that can hold anything those that say which column is the front.
func TestInFolder(t *testing.T) {
	for _, c := range []struct {
		name, head string
		want       bool
	}{
		{"notes.md", "", true},
		{"NOTES.MARKDOWN", "", true},
		{"words.csv", "front,back\na,b\n", true},
		{"words.csv", "术语;定义\n", true},
		{"words.tsv", "Term\tMeaning\textra\n", true},
		{"words.csv", "#separator:Comma\na,b\n", true},
		{"prices.csv", "month,price\n1,2\n", false},
		{"words.csv", "a,b\n", false},
		{"words.csv", "", false},
		{"deck.json", `[{"front": "a"`, true},
		{"deck.json", `{"deck": "x", "cards": [{"question": "a"`, true},
		{"package.json", `{"name": "front", "version": "1"}`, false},
		{"anki.txt", "\ufeff#separator:tab\n", true},
		{"readme.txt", "front,back\n", false},
		{"a.fd", "", true},
		{"main.go", "front,back\n", false},
		{"noext", "front,back\n", false},
	} {
		if got := InFolder(c.name, func() []byte { return []byte(c.head) }); got != c.want {
			t.Errorf("InFolder(%s, %q) = %t", c.name, c.head, got)
		}
	}
}
