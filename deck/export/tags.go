package export

import (
	"bytes"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/inline"
	"recall/deck/read"
)

// Tagged returns a Markdown file in which each of the notes made of it ends in the tags that the note has. Nothing else in
// the text changes.
func Tagged(name string, src []byte, notes []deck.Note) []byte {
	doc, _ := read.Parse(name, src)
	found := map[int]*deck.Note{} // by line
	for i := range doc.Notes {
		found[doc.Notes[i].Line] = &doc.Notes[i]
	}
	lines := bytes.SplitAfter(src, []byte("\n"))
	type ending struct{ wanted, given []string }
	at := map[int]ending{} // by line, counted from 0
	for _, n := range notes {
		if f := found[n.Line]; f != nil && f.Text == n.Text {
			beside := deck.WithoutTags(deck.Tags(f.Tags), deck.Tags(blocks.EndTags(f.Text)))
			at[lastLine(lines, *f)] = ending{n.Tags, deck.Tags(doc.Tags, beside)}
		}
	}
	return rewritten(lines, func(i int, line string) string {
		end, ok := at[i]
		if !ok {
			return line
		}
		bare := line
		text := strings.TrimLeft(line, " \t")
		if rest, id := blocks.CutID(text); id != "" && strings.HasPrefix(text, rest) {
			bare = line[:len(line)-len(text)+len(rest)] // the id stays at the end
		}
		return retag(bare, end.wanted, end.given) + line[len(bare):]
	})
}

// retag returns a text that ends in the tags wanted, but for those that are given elsewhere, such as by its document. The
// signs by which a tool knows a card stay.
func retag(s string, wanted, given []string) string {
	rest, own := inline.CutTags(s)
	plain := blocks.EndTags(s)
	end, kept := "", []string{}
	for _, tag := range own {
		if !deck.HasTag(plain, tag) || deck.HasTag(wanted, deck.Tag(tag)) {
			end += " #" + tag
			kept = append(kept, tag)
		}
	}
	for _, tag := range deck.WithoutTags(deck.Tags(wanted), deck.Tags(given, kept)) {
		end += " #" + tag
	}
	if len(own) == 0 {
		rest = s
	}
	return rest + end
}

// sharedTags returns the tags that all notes have.
func sharedTags(notes []deck.Note) (shared []string) {
	for i := range notes {
		tags := deck.Tags(notes[i].Tags)
		if i == 0 {
			shared = tags
		} else {
			shared = deck.WithoutTags(shared, deck.WithoutTags(shared, tags))
		}
	}
	return shared
}

// sameTags reports whether two lists hold the same tags, in any order.
func sameTags(a, b []string) bool {
	return len(deck.WithoutTags(a, b)) == 0 && len(deck.WithoutTags(b, a)) == 0
}
