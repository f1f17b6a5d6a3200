package marks

import "strings"

// {{cloze text}}, and blocks with the tag #card, as Logseq writes them.
var (
	_ = register(mark{
		name: "logseq", order: 410, signs: []string{"{{cloze "}, bullets: always, prose: always, rows: never,
		gaps: func(s string, _ standing) []piece { return logseqPieces(s) },
	})
	_ = register(mark{
		name: "logseq-bullet", order: 320, signs: []string{"[[card]]", "#card", "#flashcard"}, bullets: always,
		parent: logseqParent,
	})
)

// logseqPieces reads {{cloze text \\ cue}}.
func logseqPieces(s string) []piece {
	const open = "{{cloze "
	n := 0
	return cutPieces(s, func(from int) (int, int, piece) {
		i := strings.Index(s[from:], open)
		if i < 0 {
			return -1, 0, piece{}
		}
		i += from
		inner, _, ok := strings.Cut(s[i+len(open):], "}}")
		if !ok {
			return -1, 0, piece{}
		}
		n++
		text, cue, _ := strings.Cut(inner, `\\`)
		p := piece{text: strings.TrimSpace(text), nums: []int{n}, hint: strings.TrimSpace(cue)}
		return i, i + len(open) + len(inner) + 2, p
	})
}

// logseqParent cuts the tag off a block. Where nothing is nested under it, the answer may stand behind the tag.
func logseqParent(s string, nests bool) (front, back string, both, ok bool) {
	if front, ok = cutInnerTag(s); ok && !nests {
		if q, a, cut := strings.Cut(s, " #card "); cut {
			front, back = q, a
		}
	}
	return front, back, false, ok
}

// cutInnerTag cuts the tag of a card out of a block of Logseq: "#card Which one?".
func cutInnerTag(s string) (rest string, ok bool) {
	for _, tag := range [...]string{"#[[card]]", "[[card]]", "#card", "#flashcard"} {
		at := strings.Index(s, tag)
		if at < 0 || at > 0 && s[at-1] != ' ' || at+len(tag) < len(s) && s[at+len(tag)] != ' ' {
			continue
		}
		return strings.TrimSpace(strings.TrimSpace(s[:at]) + s[at+len(tag):]), true
	}
	return s, false
}
