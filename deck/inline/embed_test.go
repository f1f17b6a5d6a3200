package inline

import (
	"fmt"
	"strings"
	"testing"
)

func TestEmbeds(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"no picture", ""},
		{"![the moon](moon.png)", "moon.png (the moon)"},
		{"before ![](a%20b.png) and ![x](<c d.png>) after", "a%20b.png () | c d.png (x)"},
		{`![the moon](moon.png "at night")`, "moon.png (the moon)"},
		{"![a](a (1).png)", "a (1).png (a)"},
		{"[![a](a.png)](https://example.org)", "a.png (a)"},
		{"a link [a](a.png), ![no address][a], ![]()", ""},
		{"in code `![a](a.png)` and `[sound:a.mp3]`", ""},
		{"heard [sound:a b.mp3], then seen ![a](a.png)[sound:潮.ogg]", "sound a b.mp3 | a.png (a) | sound 潮.ogg"},
		{"never closed [sound:a.mp3", ""},
		{"empty [sound:]", ""},
	} {
		var got []string
		for _, e := range Embeds(c.text) {
			if e.Sound {
				got = append(got, "sound "+e.File)
			} else {
				got = append(got, fmt.Sprintf("%s (%s)", e.File, e.Says))
			}
			if !strings.Contains(c.text[e.At:e.End], e.File) {
				t.Errorf("%q: %q does not stand at its place", c.text, e.File)
			}
		}
		if s := strings.Join(got, " | "); s != c.want {
			t.Errorf("%q has %q, want %q", c.text, s, c.want)
		}
	}
}

// Whatever stands in a text, its embeds are parts of it, one behind the other.
func FuzzEmbeds(f *testing.F) {
	f.Add("![a](b \"c\") [sound:d] `![e](f)` ![[g]] [![h](<i>)](j)")
	f.Fuzz(func(t *testing.T, s string) {
		for _, e := range Embeds(s) {
			if e.At < 0 || e.End > len(s) || e.At >= e.End || e.File == "" {
				t.Errorf("%+v in %q", e, s)
			}
		}
		if strings.Contains(s, "[sound:") && len(WithoutSounds(s)) > len(s) {
			t.Errorf("%q grew", s)
		}
	})
}
