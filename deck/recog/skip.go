package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// skip refuses bullets that state nothing: contents, links, pointers, tasks and goals.
//
//	See also: https://example.org     a pointer
//	深入理解并发模型                   a goal
func skip(b *bullet) ([]deck.Card, bool) {
	b.why = b.skipReason()
	return nil, b.why != ""
}

// signsTask reports whether a text begins with a sign for a task: "TODO read on".
func signsTask(lex *text.Lexicon, s string) bool {
	word, rest, _ := strings.Cut(s, " ")
	return rest != "" && lex.Has(text.ClassTaskSigns, word) && word == strings.ToUpper(word)
}

func (b *bullet) skipReason() deck.Reason {
	if !text.HasWord(b.Source) {
		return deck.ReasonEmpty
	}
	stat := &b.doc.lists[b.List]
	if stat.items > 1 && strings.Contains(b.Source, "](#") && stat.fragments*5 >= stat.items*4 {
		return deck.ReasonTOC
	}
	if dottedLeader(b.Source) || b.namesChapter() {
		return deck.ReasonTOC
	}
	if inline.IsWikiOnly(b.Text) {
		return deck.ReasonLink
	}
	if len(b.Spans) > 0 {
		if why := b.onlySpans(); why != "" {
			return why
		}
	}
	if b.Term != "" && (b.pointer() || b.Spans != nil && b.leadsAway() ||
		assignsReading(b.Lex, b.Rest) || inline.IsSource(b.Lex, b.Rest) && !b.restIsLink()) {
		return deck.ReasonPointer
	}
	if stat.links*2 >= stat.items && stat.links > 0 && b.Lex.Has(text.ClassReferenceTitles, b.nearest()) {
		return deck.ReasonReference
	}
	if b.Term != "" || b.Count(0, len(b.Source), inline.Arrow) > 0 ||
		b.doc.hasChildren(b.index) || b.CodeBelow() != "" {
		return ""
	}
	if b.Task && b.Lex.StartsTask(b.Source) || signsTask(b.Lex, b.Source) {
		return deck.ReasonTodo
	}
	if b.Lex.StartsGoal(b.Source, b.Han) {
		return deck.ReasonGoal
	}
	return ""
}

// dottedLeader reports whether s is a line of a printed table of contents: "Types ........ 12".
func dottedLeader(s string) bool {
	if last := s[len(s)-1]; last != ' ' && !text.IsDigit(last) {
		return false
	}
	rest := strings.TrimRight(s, "0123456789 ")
	return text.HasAnySuffix(rest, "....", ". . .", "……")
}

// namesChapter reports whether the bullet is a line of a table of contents: a chapter with its title.
func (b *bullet) namesChapter() bool {
	return b.Term != "" && chapterLabel(b.Lex, b.Term) &&
		text.CountWords(b.Rest) <= 8 && text.Fits(b.Rest, card.MaxChoice) &&
		b.Count(b.RestAt, len(b.Source), inline.Stop) == 0
}

// chapterLabel reports whether a term only numbers a part of a book or course: "Chapter 5", "Appendix A", 第三章.
func chapterLabel(lex *text.Lexicon, term string) bool {
	word, number, ok := strings.Cut(term, " ")
	if ok && !text.StartsHan(word) && lex.Has(text.ClassCountedWordsContents, word) {
		return len(number) == 1 || strings.Trim(number, "0123456789.-–ivxlcIVXLC") == ""
	}
	rest, ok := lex.CutPrefix(text.ClassOrdinals, term)
	return ok && lex.Has(text.ClassCountedWordsContents, strings.TrimLeftFunc(rest, func(r rune) bool {
		return strings.ContainsRune("0123456789 ", r) || lex.HasRune(text.ClassNumeralsTitle, r)
	}))
}

// pointer reports whether the term only leads elsewhere. A repository that "contains all images" and a ref 用来表示引用
// are things with a meaning.
func (b *bullet) pointer() bool {
	if isCiteKey(b.Term) || namesNote(b.Text, b.Term) {
		return true
	}
	if !pointsAway(b.Lex, b.Term) || b.isField() {
		return false
	}
	return !b.saysWhatItDoes() || b.restIsLink() || b.Lex.Has(text.ClassAdmonitions, b.Term)
}

// namesNote reports whether a bullet begins with a link to another note by the name of its file: [[tides--hard]] - moon.
func namesNote(source, term string) bool {
	return strings.HasPrefix(strings.TrimLeft(source, "*_ "), "[[") && strings.Count(term, "-") > 1 &&
		strings.Trim(term, "abcdefghijklmnopqrstuvwxyz0123456789-_.") == ""
}

// isCiteKey reports whether a term is the key of a work in a list of references: @Marsh2019, [@marsh2019b].
func isCiteKey(term string) bool {
	key, ok := strings.CutPrefix(strings.Trim(term, "*_[] "), "@")
	name := strings.TrimRight(strings.TrimRight(key, "abc"), "0123456789")
	digits := strings.TrimRight(key[len(name):], "abc")
	return ok && len(digits) == 4 && len(name) > 1 && !strings.Contains(name, " ")
}

// assignsReading reports whether a text only says what to read, and where: "whole chapter", "pp. 12-20", 第三章.
func assignsReading(lex *text.Lexicon, rest string) bool {
	if !text.Fits(rest, card.MaxTyped) {
		return false
	}
	s := strings.ToLower(strings.Trim(rest, "*_ .。()（）"))
	if lex.Has(text.ClassReadings, s) {
		return true
	}
	return inline.NamesPages(lex, s)
}

func pointsAway(lex *text.Lexicon, term string) bool {
	return lex.Has(text.ClassPointers, strings.Trim(term, "*_ ")) || lex.HasPrefix(text.ClassPointers, term)
}

// isField reports whether the bullet gives one of several values of a thing: "Source: anywhere" between "Protocol: TCP"
// and "Port: 22".
func (b *bullet) isField() bool {
	if !isValue(b.Rest) {
		return false
	}
	fields := 0
	for _, i := range [...]int{b.index - 2, b.index - 1, b.index + 1, b.index + 2} {
		if i < 0 || i >= len(b.doc.notes) || b.doc.notes[i].List != b.List {
			continue
		}
		f := inline.Fact{Scanner: inline.Scanner{Lex: b.Lex}}
		if f.Read(b.doc.notes[i].Text); f.Term != "" && !pointsAway(b.Lex, f.Term) && isValue(f.Rest) {
			fields++
		}
	}
	return fields > 1
}

// isValue reports whether a text is one word or figure, and no address.
func isValue(s string) bool {
	return text.CountWords(s) <= 1 && text.CountHan(s) <= 4 && !strings.Contains(s, "/")
}

// saysWhatItDoes reports whether the rest begins with a verb of which the term is the subject.
func (b *bullet) saysWhatItDoes() bool {
	if text.HasHan(b.Rest) {
		return saysWhat(b.Lex, b.Rest)
	}
	first := strings.Fields(b.Rest)
	return b.Lex.IsSentence("it " + strings.ToLower(strings.Join(first[:min(2, len(first))], " ")))
}

// leadsAway reports whether the bullet is a link with what to do there: [Trees](trees.md): compare them.
func (b *bullet) leadsAway() bool {
	for _, p := range b.Spans {
		if p.Kind == inline.LinkSpan && p.At <= 4 {
			return b.Lex.StartsGoal(b.Rest, b.Han) || b.Lex.HasPrefix(text.ClassLinkTasks, b.Rest)
		}
	}
	return false
}

// onlySpans is why a bullet of nothing but links and pictures, and signs and words such as "and", makes no card.
func (b *bullet) onlySpans() deck.Reason {
	at, links, images := 0, 0, 0
	for _, p := range b.Spans {
		if p.At < at || p.Kind != inline.LinkSpan && p.Kind != inline.ImageSpan && p.Kind != inline.URLSpan {
			continue
		}
		if !joins(b.Lex, b.Source[at:p.At]) {
			return ""
		}
		if p.Kind == inline.ImageSpan {
			images++
		} else {
			links++
		}
		at = p.End
	}
	if links+images == 0 || !joins(b.Lex, b.Source[at:]) {
		return ""
	}
	if links == 0 {
		return deck.ReasonImage
	}
	return deck.ReasonLink
}

// joins reports whether a text between links says nothing: signs, "and", a bracketed remark such as (video).
func joins(lex *text.Lexicon, s string) bool {
	if !text.HasWord(s) {
		return true
	}
	s = strings.Trim(s, " *_,.;:|/&+-–—()[]（）、，：。")
	return lex.Has(text.ClassJoinersLinks, s) || lex.Has(text.ClassLinkRemarks, s)
}
