package anki

import (
	"html"
	"path"
	"strconv"
	"strings"

	"recall/deck/inline"
)

// field makes a field of Markdown. The pictures and sounds that go along have the names there that Files gives them, as
// Anki writes them itself. While the rest becomes HTML, a sign that no text has stands in for each.
func (o *Ours) field(markdown string) string {
	if len(o.Files) == 0 {
		return HTML(markdown)
	}
	markdown = noStandIns.Replace(markdown)
	var b strings.Builder
	var tags []string
	last := 0
	for _, e := range inline.Embeds(markdown) {
		name := o.Files[e.File]
		if name == "" || e.At < last {
			continue
		}
		b.WriteString(markdown[last:e.At] + standIn(len(tags)))
		tags = append(tags, fileTag(e, name))
		last = e.End
	}
	s := HTML(b.String() + markdown[last:])
	for i, tag := range tags {
		s = strings.Replace(s, standIn(i), tag, 1)
	}
	return s
}

// Two characters that Unicode keeps out of texts.
const standInStart, standInEnd = "\ufdd0", "\ufdd1"

var noStandIns = strings.NewReplacer(standInStart, "", standInEnd, "")

func standIn(i int) string { return standInStart + strconv.Itoa(i) + standInEnd }

// fileTag is what plays a sound or shows a picture in Anki.
func fileTag(e inline.Embed, name string) string {
	escaped := strings.ReplaceAll(html.EscapeString(name), "{{", "&#123;&#123;")
	switch {
	case e.Sound:
		return inline.Sound(escaped)
	case e.Says == "" || e.Says == path.Base(name):
		return `<img src="` + escaped + `">`
	}
	return `<img src="` + escaped + `" alt="` + strings.ReplaceAll(html.EscapeString(e.Says), "{{", "&#123;&#123;") + `">`
}
