package read

import (
	"reflect"
	"strings"
	"testing"

	"recall/deck"
)

func TestFrontMatter(t *testing.T) {
	for _, tt := range []struct {
		name, src string
		want      deck.Document
	}{
		{"title before the heading", "---\ntitle: Sails\n---\n# Hulls\n", deck.Document{Title: "Sails"}},
		{"only heading of level 1", "# Hulls\n## Keel\n", deck.Document{Title: "Hulls"}},
		{"two headings of level 1 are no title", "# Hulls\n# Sails\n", deck.Document{}},
		{"tags as a list", "---\ntags: [a, '#b']\n---\n", deck.Document{Tags: []string{"a", "b"}}},
		{"tags by comma", "---\ntags: a b, c\n---\n", deck.Document{Tags: []string{"a b", "c"}}},
		{"tags by blank", "---\ntags: a b\n---\n", deck.Document{Tags: []string{"a", "b"}}},
		{"deck before name", "---\nname: n\ndeck: d\ndeck-id: 7\nlang: zh\n---\n", deck.Document{Deck: "d", DeckID: "7", Lang: "zh", Language: "zh"}},
		{"deck of Obsidian", "---\ncards-deck: d\n---\n", deck.Document{Deck: "d"}},
		{"TOML of hashcards", "---\nname = \"n\"\n---\n", deck.Document{Deck: "n"}},
		{"no cards wanted", "---\ncards: off\n---\n", deck.Document{Off: true}},
		{"byte order mark and CRLF", "\ufeff---\r\ntitle: Sails\r\n---\r\n", deck.Document{Title: "Sails"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, problems := Parse("", []byte(tt.src))
			if len(problems) > 0 || !reflect.DeepEqual(*got, tt.want) {
				t.Errorf("got  %+v %v\nwant %+v", *got, problems, tt.want)
			}
		})
	}
}

func TestBytes(t *testing.T) {
	bad := strings.Repeat("- \xc3\xdf \n", 3)
	for _, tt := range []struct{ name, src, want string }{
		{"CRLF", "- a\r\n- b\r\n", "1 a\n2 b\n"},
		{"CR alone", "- a\r- b", "1 a\n2 b\n"},
		{"byte order mark", "\ufeff- a", "1 a\n"},
		{"one bad byte keeps the bullet", "- good\n- b\xe4d\n- good\n", "1 good\n2 b\ufffdd\n3 good\n! f:2: bytes that are not UTF-8; save the file as UTF-8\n"},
		{"another encoding", bad, "! f:1: the file is not UTF-8 text; save it as UTF-8\n"},
		{"UTF-16", "\xff\xfe-\x00 \x00a\x00\n\x00", "1 a\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.TrimPrefix(showBullets(Parse("f", []byte(tt.src))), "list under \n")
			if got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}
