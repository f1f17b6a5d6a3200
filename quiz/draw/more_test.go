package draw

import "testing"

func TestNames(t *testing.T) {
	for _, test := range []struct {
		list []string
		want string
	}{
		{nil, ""},
		{[]string{"a.md"}, "a.md"},
		{[]string{"a.md", "b.md"}, "a.md, b.md"},
		{[]string{"a.md", "b.md", "c.md"}, "a.md, b.md and 1 more"},
	} {
		if got := Names(test.list, 2); got != test.want {
			t.Errorf("%q: got %q, want %q", test.list, got, test.want)
		}
	}
}
