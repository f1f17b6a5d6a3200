package deck

import "strings"

// skip refuses what states nothing: contents, links, pointers, tasks and goals.
//
//	See also: https://example.org     a pointer
//	深入理解并发模型                   a goal
func skip(b *bullet) ([]Card, bool) {
	b.why = b.skipReason()
	return nil, b.why != ""
}

func (b *bullet) skipReason() Reason {
	if !hasWord(b.src) {
		return ReasonEmpty
	}
	stat := &b.doc.lists[b.List]
	if stat.items > 1 && strings.Contains(b.src, "](#") && stat.fragments*5 >= stat.items*4 {
		return ReasonTOC
	}
	if dottedLeader(b.src) || b.term != "" && chapterLabel(b.term) && words(b.rest) <= 8 && columns(b.rest) <= maxChoice && b.count(b.restAt, len(b.src), stop) == 0 {
		return ReasonTOC
	}
	if len(b.spans) > 0 {
		if why := b.onlySpans(); why != "" {
			return why
		}
	}
	if b.term != "" && (pointers.has(strings.Trim(b.term, "*_ ")) || strings.HasPrefix(b.term, "See ")) {
		return ReasonPointer
	}
	if b.term != "" && b.spans != nil && b.leadsAway() {
		return ReasonPointer
	}
	if stat.links*2 >= stat.items && stat.links > 0 && referenceTitles.has(b.nearest()) {
		return ReasonReference
	}
	if b.term != "" || b.count(0, len(b.src), arrow) > 0 || len(b.doc.children(b.index)) > 0 || b.Code != "" {
		return ""
	}
	if b.Task && startsTask(b.src) {
		return ReasonTodo
	}
	if startsGoal(b.src, b.han) {
		return ReasonGoal
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
	if ok && chapterWords.has(word) && (len(number) == 1 || strings.Trim(number, "0123456789.-–ivxlcIVXLC") == "") {
		return true
	}
	rest, ok := strings.CutPrefix(term, "第")
	return ok && strings.Trim(strings.TrimRight(rest, "章节讲课篇部分周天回单元"), "一二三四五六七八九十百0123456789 ") == "" && suffixAny(rest, "章", "节", "讲", "课", "篇", "部分", "周", "天", "回", "单元")
}

var chapterWords = setOf("chapter|part|appendix|section|lecture|lesson|week|unit|module|day|chap.|ch.|session")

// leadsAway tells a link to another page with what is to be done there: [Trees](trees.md): compare them.
func (b *bullet) leadsAway() bool {
	for _, p := range b.spans {
		if p.kind == linkSpan && p.at <= 4 {
			return startsGoal(b.rest, b.han) || startsAny(b.rest, "对比", "梳理", "回顾", "复习", "看看", "介绍", "详细介绍", "讲解")
		}
	}
	return false
}

// onlySpans tells text that is links or pictures and nothing else but signs and words such as "and".
func (b *bullet) onlySpans() Reason {
	at, links, images := 0, 0, 0
	for _, p := range b.spans {
		if p.at < at || p.kind != linkSpan && p.kind != imageSpan && p.kind != urlSpan {
			continue
		}
		if !joins(b.src[at:p.at]) {
			return ""
		}
		if p.kind == imageSpan {
			images++
		} else {
			links++
		}
		at = p.end
	}
	if links+images == 0 || !joins(b.src[at:]) {
		return ""
	}
	if links == 0 {
		return ReasonImage
	}
	return ReasonLink
}

// joins tells text between links that says nothing: signs, "and", a bracketed remark such as (video).
func joins(s string) bool {
	if !hasWord(s) {
		return true
	}
	s = strings.ToLower(strings.Trim(s, " *_,.;:|/&+-–—()[]（）、，：。"))
	switch s {
	case "and", "or", "by", "on", "和", "与", "video", "videos", "pdf", "book", "paper", "article", "free", "paid", "part 1", "part 2", "视频":
		return true
	}
	return false
}
