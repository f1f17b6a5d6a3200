package org

import (
	"bytes"
	"strings"
	"testing"
)

// What Org writes within a line, and what becomes of it.
func TestMarkup(t *testing.T) {
	for _, test := range []struct{ org, want string }{
		{"plain text", "plain text"},
		{"*bold* /italic/ _under_ +gone+ =code= ~code~", "**bold** *italic* under ~~gone~~ `code` `code`"},
		{"*bold /and italic/*, (=x=): ~y~.", "**bold *and italic***, (`x`): `y`."},
		{"2 * 3 * 4 and a*b*c", `2 * 3 * 4 and a\*b\*c`},
		{"snake_case_name and __init__", `snake_case_name and \_\_init\_\_`},
		{"/usr/bin/ and /etc", "/usr/bin/ and /etc"},
		{"=a `b` c=", "`` a `b` c ``"},
		{"a `tick`", "a \\`tick\\`"},
		{"[[https://a.b/c][the /link/]] here", "[the *link*](https://a.b/c) here"},
		{"[[https://a.b/(c)][link]]", "link"},
		{"[[https://a.b]]", "<https://a.b>"},
		{"[[file:notes.org::*Head][text]] [[*Head]] [[id:12-ab]]", "text Head 12-ab"},
		{"https://a.b/_c_/*d*", "https://a.b/_c_/*d*"},
		{"on <2026-01-02 Fri 10:00>--<2026-01-03 Sat> there", "on there"},
		{"done [3/4] or [75%][fn:note] so", "done or so"},
		{"a {{{macro(x)}}} b<<target>> and <<<radio>>>", "a b and radio"},
		{`$a_1*b_2*$ and \(x_1\) and \alpha_2`, `$a_1*b_2*$ and \(x_1\) and \alpha_2`},
		{"it costs $5 and *$6*", "it costs $5 and **$6**"},
		{"[[unclosed] and [[also][", "[[unclosed] and [[also]["},
		{"这是 *粗体* 和 *重点*，好", "这是 **粗体** 和 **重点**，好"},
		{"", ""},
	} {
		if got := markup(test.org); got != test.want {
			t.Errorf("%s\n becomes %s\n    want %s", test.org, got, test.want)
		}
	}
}

// Line n of the Markdown is line n of the file.
func FuzzLines(f *testing.F) {
	for _, src := range []string{"* a :fc:\n:END:\n#+begin_src\n,* x\n#+end_src\n",
		"- a\n  - b\nc\n\n\n|a|\n|-|\n", "\\[\nx\n\\]\n[fn:1] a\nb\n"} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		src = bytes.ReplaceAll(src, []byte("\r"), nil)
		if len(src) == 0 || src[len(src)-1] != '\n' {
			src = append(src, '\n')
		}
		file := Read(src)
		if got, want := bytes.Count(file.Text, []byte("\n")), bytes.Count(src, []byte("\n")); got != want {
			t.Errorf("%d lines become %d", want, got)
		}
		for _, it := range file.Items {
			for _, lines := range it.Lines {
				if lines[0] > lines[1] || lines[0] < 1 || lines[1] > bytes.Count(src, []byte("\n"))+1 {
					t.Errorf("an item has the lines %v", lines)
				}
			}
		}
	})
}

// A list may be set in as far as its author likes, and text behind it that is set in less is not part of it.
func TestListsAreSetIn(t *testing.T) {
	const text = `* Boats
        - hull
            1. keel
               below
            2. bilge
        text below
        + deck

          text of the deck
          : code
`
	const want = `# Boats
- hull
  1. keel
     below
  2. bilge
> text below
+ deck

  text of the deck
  ` + "`code`\n"
	if got := string(Read([]byte(text)).Text); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// An unfinished block or drawer is text, and hides nothing.
func TestWhatIsNotClosedHidesNothing(t *testing.T) {
	got := string(Read([]byte("* a\n:NOTE:\n#+begin_src\n- b\n* c\n:END:\n#+end_src\n- d\n")).Text)
	if !strings.Contains(got, "- b\n# c\n") || !strings.Contains(got, "- d\n") {
		t.Errorf("got %q", got)
	}
}
