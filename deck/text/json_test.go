package text

import (
	"encoding/json"
	"strings"
	"testing"
)

// No control character gets out in JSON as it is, and each comes back.
func TestJSON(t *testing.T) {
	var every strings.Builder
	for r := range rune(0x100) {
		every.WriteRune(r)
	}
	for _, test := range []struct{ say, want string }{
		{"<b> & 中文 é", `"<b> & 中文 é"`},
		{"a\x7fb", `"a\u007fb"`},
		{"\u0080\u009b31m\u009f", `"\u0080\u009b31m\u009f"`},
		{" ¢", "\" ¢\""},
		{every.String(), ""},
	} {
		var out strings.Builder
		if err := JSON(&out).Encode(test.say); err != nil {
			t.Fatal(err)
		}
		got := strings.TrimSuffix(out.String(), "\n")
		if test.want != "" && got != test.want {
			t.Errorf("%q is %s, want %s", test.say, got, test.want)
		}
		for _, r := range got {
			if r < ' ' || r >= 0x7f && r < 0xa0 {
				t.Errorf("%q has a raw %U", test.say, r)
			}
		}
		var back string
		if err := json.Unmarshal([]byte(got), &back); err != nil || back != test.say {
			t.Errorf("%s comes back as %q, %v", got, back, err)
		}
	}
}
