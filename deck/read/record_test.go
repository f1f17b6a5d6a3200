package read

import "testing"

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
		{"words.csv", "Wort;Übersetzung\n", true}, // each language of the lexicon
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
