package anki

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	_ "recall/srs/lawtest" // the same histories in every run
)

func TestHTML(t *testing.T) {
	for _, c := range []struct{ name, markdown, want string }{
		{"a line", "a tide comes twice a day", "a tide comes twice a day"},
		{"marks", "**bold**, *soft*, ~~gone~~ and `x < y`", "<strong>bold</strong>, <em>soft</em>, <del>gone</del> and <code>x &lt; y</code>"},
		{"lines", "one\\\ntwo", "one<br>\ntwo"},
		{"Chinese lines join without a blank", "涨潮\n退潮", "涨潮退潮"},
		{"other lines do", "ebb\n**and**\n`flow`", "ebb\n<strong>and</strong>\n<code>flow</code>"},
		{"paragraphs", "one\n\ntwo", "<p>one</p>\n<p>two</p>"},
		{"list", "- ebb\n- flow", "<ul>\n<li>ebb</li>\n<li>flow</li>\n</ul>"},
		{"code", "```go\nif a < b {\n```", "<pre><code class=\"language-go\">if a &lt; b {\n</code></pre>"},
		{"table", "| a | b |\n|---|---|\n| 1 | 2 |",
			"<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>"},
		{"gap", "a heap pops in ____ time", "a heap pops in ____ time"},
		{"link", "[tides](https://tides.example)", `<a href="https://tides.example">tides</a>`},
		{"no script in a link", "[tides](javascript:alert)", `<a href="">tides</a>`},
		{"picture", "![the moon](moon.png)", `<img src="moon.png" alt="the moon">`},

		{"tags that format", "H<sub>2</sub>O<br/>x<SUP>2</SUP>", "H<sub>2</sub>O<br>x<sup>2</sup>"},
		{"without attributes", `<b onclick="x()">moon</b>`, "<b>moon</b>"},
		{"other tags are text", "<script>x()</script> List<T>", "&lt;script&gt;x()&lt;/script&gt; List&lt;T&gt;"},
		{"a line of tags", "<div>\n**moon**\n</div>", "&lt;div&gt;\n<strong>moon</strong>\n&lt;/div&gt;"},
		{"comment", "moon<!-- id:7 -->", "moon"},

		{"maths", "$a_1*b*c<d$ and $$x_2$$", `\(a_1*b*c&lt;d\) and \[x_2\]`},
		{"maths of lines", "so\n$$\na_1 \\\\\n\\frac{b_2}{c}\n$$\nholds", "so\n\\[\na_1 \\\\\n\\frac{b_2}{c}\n\\]\nholds"},
		{"maths of LaTeX", `\(a_1*b*c\) and \[x^2\]`, `\(a_1*b*c\) and \[x^2\]`},
		{"brackets are brackets", `Elbe \(Germany\)`, "Elbe (Germany)"},
		{"money", "$5 or $10, *not* $7", "$5 or $10, <em>not</em> $7"},
		{"variables of a shell", "$HOME/$PATH", "$HOME/$PATH"},
		{"code is no maths", "`$a$`", "<code>$a$</code>"},
		{"an escaped sign", `\$5$`, "$5$"},

		{"no commands to Anki", "[sound:a.mp3] [latex]x[/latex] [$]x {{Front}}",
			"&#91;sound:a.mp3] &#91;latex]x[/latex] &#91;$]x &#123;&#123;Front}}"},
		{"control characters", "a\x1fb\x00\xff", "ab\ufffd"},
		{"nothing", "", ""},
	} {
		if got := HTML(c.markdown); got != c.want {
			t.Errorf("%s: %q\n got %q\nwant %q", c.name, c.markdown, got, c.want)
		}
	}
}

func TestHTMLOfHostileText(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("- ", 30000) + "a", strings.Repeat("> ", 8000) + "a", strings.Repeat(">", 8000) + "a",
		strings.Repeat("|a", 6000) + "\n" + strings.Repeat("|-", 6000), strings.Repeat("[", 16000),
		strings.Repeat("*a_", 5000), strings.Repeat("$a", 8000), strings.Repeat(`\(`, 8000), strings.Repeat("<a", 8000),
		strings.Repeat("`", 8000) + strings.Repeat(" `", 4000), strings.Repeat("$a\n", 1900),
	} {
		start := time.Now()
		HTML(s)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%.20q… took %v", s, took)
		}
	}
}

// Whatever a card says, its field has no tag and no attribute that goldmark or we don't write on purpose.
func TestHTMLIsHarmless(t *testing.T) {
	known := regexp.MustCompile(`^(?:/?(?:p|em|strong|del|code|pre|ul|ol|li|h[1-6]|blockquote|table|thead|tbody|tr|hr|` +
		`b|i|ins|kbd|mark|s|small|sub|sup|u|th|td|a)|br|code class="language-[^"<>]*"|ol start="\d+"|` +
		`t[hd] style="text-align:\w+"|a href="[^"<>]*"(?: title="[^"<>]*")?|img src="[^"<>]*" alt="[^"<>]*"(?: title="[^"<>]*")?)$`)
	part := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
		"<script>", "<b onclick=x>", "</b>", "<br", "/>", "<!--", "-->", "<![CDATA[", "<?x?>", "<img src=x onerror=y>", "\n", "\n\n",
		"```", "`", "|", "-|-", "$", "$$", `\(`, `\)`, "^", "[a](", "![a](", "javascript:x", ")", `"`, "'", "- ", "> ", "    ", "&lt;",
		"&#60;", "\\", "*", "**", "_", "~~", "\x1f", "\x00", "http://a", "<http://a>", "1. ", "# ", "[sound:", "{{",
	}))
	rapid.Check(t, func(t *rapid.T) {
		out := HTML(strings.Join(rapid.SliceOfN(part, 0, 12).Draw(t, "parts"), ""))
		if strings.ContainsAny(out, "\x1f\x00") || strings.Contains(out, "[sound:") || strings.Contains(out, "{{") {
			t.Fatalf("%q", out)
		}
		for i, rest := range strings.Split(out, "<") {
			if tag, _, _ := strings.Cut(rest, ">"); i > 0 && !known.MatchString(tag) {
				t.Fatalf("<%s> in %q", tag, out)
			}
		}
		if strings.Contains(strings.ToLower(out), `="javascript:`) {
			t.Fatalf("%q", out)
		}
	})
}
