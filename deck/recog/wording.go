package recog

import (
	"slices"
	"strconv"
	"strings"

	"recall/deck"
	"recall/deck/text"
)

// counted is the prompt of a set or an order: "Noble gases (6)", 五行（5项）.
func (b *bullet) counted(term string, n int, unit, han string) string {
	if unit != "steps" && saysCount(term, n) { // of an order it says more: that they are steps
		return term
	}
	switch {
	case (b.Han || text.HasHan(term)) && (strings.HasSuffix(term, "）") || strings.HasSuffix(term, ")")):
		return term + deck.Dot + strconv.Itoa(n) + han
	case b.Han || text.HasHan(term):
		return term + "（" + strconv.Itoa(n) + han + "）"
	}
	count := strings.TrimRight(strconv.Itoa(n)+" "+unit, " ")
	if strings.HasSuffix(term, ")") {
		return term + deck.Dot + count
	}
	return term + " (" + count + ")"
}

// saysCount tells a term that names the number of what it asks for: "the four winds", 五种数据类型.
func saysCount(term string, n int) bool {
	if n > 10 {
		return false
	}
	for _, number := range [...]string{strconv.Itoa(n), text.CountersHan[n]} {
		for _, counter := range [...]string{"个", "种", "大", "项", "类", "步", "点", "层", "条", "级"} {
			if strings.Contains(term, number+counter) {
				return true
			}
		}
	}
	fields := strings.Fields(strings.ToLower(term))
	return slices.Contains(fields, text.NumberWords[n]) || len(fields) > 1 && fields[0] == strconv.Itoa(n)
}

// listed joins members as one answer: by commas, or by semicolons where a member has one.
func (b *bullet) listed(members []string) string {
	for _, m := range members {
		if strings.ContainsAny(m, ",，、") {
			return strings.Join(members, b.say("; ", "；"))
		}
	}
	return strings.Join(members, b.say(", ", "、"))
}

// say picks the wording for the bullet's language.
func (b *bullet) say(en, zh string) string {
	if b.Han {
		return zh
	}
	return en
}
