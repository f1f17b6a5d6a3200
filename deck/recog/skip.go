package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// skip refuses what states nothing: contents, links, pointers, tasks and goals.
//
//	See also: https://example.org     a pointer
//	深入理解并发模型                   a goal
func skip(b *bullet) ([]deck.Card, bool) {
	b.why = b.skipReason()
	return nil, b.why != ""
}

func (b *bullet) skipReason() deck.Reason {
	if !text.HasWord(b.Source) {
		return deck.ReasonEmpty
	}
	stat := &b.doc.lists[b.List]
	if stat.items > 1 && strings.Contains(b.Source, "](#") && stat.fragments*5 >= stat.items*4 {
		return deck.ReasonTOC
	}
	if dottedLeader(b.Source) || b.Term != "" && chapterLabel(b.Term) && text.CountWords(b.Rest) <= 8 && text.Columns(b.Rest) <= card.MaxChoice && b.Count(b.RestAt, len(b.Source), inline.Stop) == 0 {
		return deck.ReasonTOC
	}
	if len(b.Spans) > 0 {
		if why := b.onlySpans(); why != "" {
			return why
		}
	}
	if b.Term != "" && (text.Pointers.Has(strings.Trim(b.Term, "*_ ")) || strings.HasPrefix(b.Term, "See ")) {
		return deck.ReasonPointer
	}
	if b.Term != "" && b.Spans != nil && b.leadsAway() {
		return deck.ReasonPointer
	}
	if stat.links*2 >= stat.items && stat.links > 0 && text.ReferenceTitles.Has(b.nearest()) {
		return deck.ReasonReference
	}
	if b.Term != "" || b.Count(0, len(b.Source), inline.Arrow) > 0 || len(b.doc.children(b.index)) > 0 || b.CodeBelow() != "" {
		return ""
	}
	if b.Task && text.StartsTask(b.Source) {
		return deck.ReasonTodo
	}
	if text.StartsGoal(b.Source, b.Han) {
		return deck.ReasonGoal
	}
	return ""
}

// dottedLeader tells a line of a printed table of contents: "Types ........ 12".
func dottedLeader(s string) bool {
	rest := strings.TrimRight(s, "0123456789 ")
	return len(rest) < len(s) && (strings.HasSuffix(rest, "....") || strings.HasSuffix(rest, ". . .") || strings.HasSuffix(rest, "……"))
}

// chapterLabel tells terms that only number a part of a book or course: "Chapter 5", "Appendix A", 第三章.
func chapterLabel(term string) bool {
	word, number, ok := strings.Cut(term, " ")
	if ok && chapterWords.Has(word) && (len(number) == 1 || strings.Trim(number, "0123456789.-–ivxlcIVXLC") == "") {
		return true
	}
	rest, ok := strings.CutPrefix(term, "第")
	return ok && strings.Trim(strings.TrimRight(rest, "章节讲课篇部分周天回单元"), "一二三四五六七八九十百0123456789 ") == "" && text.HasAnySuffix(rest, "章", "节", "讲", "课", "篇", "部分", "周", "天", "回", "单元")
}

var chapterWords = text.SetOf("chapter|part|appendix|section|lecture|lesson|week|unit|module|day|chap.|ch.|session")

// leadsAway tells a link to another page with what is to be done there: [Trees](trees.md): compare them.
func (b *bullet) leadsAway() bool {
	for _, p := range b.Spans {
		if p.Kind == inline.LinkSpan && p.At <= 4 {
			return text.StartsGoal(b.Rest, b.Han) || text.HasAnyPrefix(b.Rest, "对比", "梳理", "回顾", "复习", "看看", "介绍", "详细介绍", "讲解")
		}
	}
	return false
}

// onlySpans tells text that is links or pictures and nothing else but signs and words such as "and".
func (b *bullet) onlySpans() deck.Reason {
	at, links, images := 0, 0, 0
	for _, p := range b.Spans {
		if p.At < at || p.Kind != inline.LinkSpan && p.Kind != inline.ImageSpan && p.Kind != inline.URLSpan {
			continue
		}
		if !joins(b.Source[at:p.At]) {
			return ""
		}
		if p.Kind == inline.ImageSpan {
			images++
		} else {
			links++
		}
		at = p.End
	}
	if links+images == 0 || !joins(b.Source[at:]) {
		return ""
	}
	if links == 0 {
		return deck.ReasonImage
	}
	return deck.ReasonLink
}

// joins tells text between links that says nothing: signs, "and", a bracketed remark such as (video).
func joins(s string) bool {
	if !text.HasWord(s) {
		return true
	}
	s = strings.ToLower(strings.Trim(s, " *_,.;:|/&+-–—()[]（）、，：。"))
	switch s {
	case "and", "or", "by", "on", "和", "与", "video", "videos", "pdf", "book", "paper", "article", "free", "paid", "part 1", "part 2", "视频":
		return true
	}
	return false
}
