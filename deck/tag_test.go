package deck

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	_ "recall/srs/lawtest" // the same histories in every run
)

func TestTag(t *testing.T) {
	for _, test := range []struct{ written, want string }{
		{"verbs", "verbs"},
		{"#verbs", "verbs"},
		{"verbs::irregular", "verbs/irregular"}, // Anki
		{"#verbs/irregular", "verbs/irregular"}, // Obsidian
		{"::verbs::::strong::", "verbs/strong"},
		{"#Step_v11::#B&B::01", "Step_v11/B&B/01"},
		{"tall ships", "tall-ships"},
		{"tall\u00a0ships", "tall-ships"},
		{"a, b", "a-b"},
		{"动词/不规则", "动词/不规则"},
		{"ab\u202ec\x1b\"", "abc"},
		{"C#", "C#"},
		{"#", ""},
		{" ", ""},
		{"", ""},
		{"\xff", ""},
	} {
		if got := Tag(test.written); got != test.want {
			t.Errorf("%q: %q, want %q", test.written, got, test.want)
		}
	}
}

func TestTagFault(t *testing.T) {
	for _, good := range []string{"verbs", "#verbs", "verbs::irregular", "verbs/irregular", "2024", "动词", "c++", "a1"} {
		if fault := TagFault(good); fault != "" {
			t.Errorf("%q: %s", good, fault)
		}
	}
	for _, bad := range []string{"", "#", "tall ships", "a,b", "/", "-a", "a//b", "verbs/", "::", "\x1b", `"a"`, "+"} {
		if TagFault(bad) == "" {
			t.Errorf("%q is taken for a tag", bad)
		}
	}
}

func TestTagWithin(t *testing.T) {
	for _, test := range []struct {
		tag, asked string
		want       bool
	}{
		{"verbs", "verbs", true},
		{"Verbs/Irregular", "verbs", true},
		{"verbs/irregular", "VERBS/irregular", true},
		{"ＡＢ", "ab", true},
		{"verbs", "verbs/irregular", false},
		{"verbsy", "verbs", false},
		{"adverbs", "verbs", false},
	} {
		if got := TagWithin(test.tag, test.asked); got != test.want {
			t.Errorf("%s within %s: %t", test.tag, test.asked, got)
		}
	}
}

// A normal form is its own, and no list holds a tag twice.
func TestTagsAreNormal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.SampledFrom([]string{"a", "A", "b", "#", "::", ":", "/", " ", "\u00a0", ",", "-", "é", "真", "\x00", "\""})
		word := rapid.Map(rapid.SliceOfN(part, 0, 60), func(parts []string) (s string) {
			for _, p := range parts {
				s += p
			}
			return s
		})
		list := rapid.SliceOfN(word, 0, 5).Draw(t, "tags")
		tags := Tags(list)
		if again := Tags(tags); !slices.Equal(again, tags) {
			t.Fatalf("%q: %q, and again %q", list, tags, again)
		}
		for i, tag := range tags {
			if HasTag(tags[:i], tag) {
				t.Fatalf("%q has %q twice", tags, tag)
			}
		}
	})
}
