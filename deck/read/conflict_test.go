package read

import (
	"strings"
	"testing"
)

// A file that a merge left with two versions is refused, and one that only shows such marks is read.
func TestConflicts(t *testing.T) {
	const conflict = "<<<<<<< HEAD\n- keel: stops drift\n=======\n- keel: stops all drift\n>>>>>>> 4f2a\n"
	for _, test := range []struct {
		name, text string
		want       string // the lines
	}{
		{"in a list", "# Sea\n\n- mast: carries sails\n" + conflict, "4"},
		{"of two places", conflict + "- mast: carries sails\n" + conflict, "1 7"},
		{"with what both came from", "<<<<<<< HEAD\n- a: b\n||||||| 17c\n- a: c\n=======\n- a: d\n>>>>>>> 4f2a\n", "1"},
		{"with Windows' line ends", strings.ReplaceAll(conflict, "\n", "\r\n"), "1"},
		{"after a byte order mark", "\ufeff" + conflict, "1"},
		{"with an empty version", "<<<<<<< HEAD\n=======\n- keel: stops drift\n>>>>>>> 4f2a", "1"},
		{"that begins a fence in one version", "<<<<<<< HEAD\n```go\n=======\n```c\n>>>>>>> 4f2a\nx\n```\n", "1"},
		{"below a fence", "```\nx\n```\n" + conflict, "4"},
		{"with an underlined heading in it", "<<<<<<< HEAD\nSea\n=======\n\n=======\n- a: b\n>>>>>>> 4f2a\n", "1"},
		{"shown in a fence", "```\n" + conflict + "```\n- mast: carries sails\n", ""},
		{"shown in a fence that holds another", "~~~~\n~~~\n" + conflict + "~~~~\n", ""},
		{"shown in a quote", "> " + strings.ReplaceAll(conflict, "\n", "\n> "), ""},
		{"shown with an indent", "    " + strings.ReplaceAll(conflict, "\n", "\n    "), ""},
		{"an underlined heading", "Sea\n=======\n\n- keel: stops drift\n", ""},
		{"marks out of order", ">>>>>>> a\n=======\n<<<<<<< HEAD\n", ""},
		{"a start alone", "<<<<<<< HEAD\n- keel: stops drift\n", ""},
		{"longer marks", "<<<<<<<< HEAD\n========\n>>>>>>>> a\n", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc, problems := Read("sea.md", []byte(test.text))
			var lines []string
			for _, p := range problems {
				if !p.Conflict {
					t.Error(p)
				}
				lines = append(lines, strings.Split(p.Error(), ":")[1])
			}
			if got := strings.Join(lines, " "); got != test.want || got != "" && len(doc.Notes) > 0 {
				t.Errorf("in lines %q, want %q; %d bullets were read", got, test.want, len(doc.Notes))
			}
		})
	}
	if _, problems := Read("sea.csv", []byte("front,back\n"+conflict)); len(problems) != 1 || !problems[0].Conflict {
		t.Errorf("a table: %v", problems)
	}
}
