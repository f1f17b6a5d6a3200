package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// copula takes a sentence that says what something is, or what it is called; the name is hidden.
//
//	Photosynthesis is the process that turns light into chemical energy.
//	死锁是指多个事务互相等待对方的锁
func copula(b *bullet) ([]deck.Card, bool) {
	if len(b.Source) > 600 || b.Count(0, len(b.Source), inline.Quest|inline.Arrow) > 0 {
		return nil, false
	}
	if c, ok := b.figureOf(); ok {
		return []deck.Card{c}, true
	}
	at, verb := b.cutCopula()
	if verb == "" {
		return nil, false
	}
	said, extra := b.sentence(at + len(verb))
	subject := b.Source[:at]
	if naming(verb) {
		return b.naming(subject, verb, said, extra)
	}
	name, aliases := inline.CutAliases(subjectName(subject), nil)
	if !defines(name) || !meaningful(said) && text.Columns(said) <= card.MaxAnswer {
		return nil, false
	}
	c := card.Forward(deck.Gap+verb+said, name)
	c.Forms = c.Forms&^deck.Choice | deck.Cloze | deck.Type
	c.Accept, c.Extra = aliases, extra
	back := card.Reverse(name, said, nil)
	back.Extra = extra
	if full, ok := strings.CutSuffix(verb, "是"); ok && strings.HasPrefix(verb, "的") {
		back.Prompt += full // DNA的全称
	}
	if text.Columns(said) > card.MaxAnswer {
		c.Weaken(deck.ReasonTooLong)
		back.Weaken(deck.ReasonTooLong)
	}
	return []deck.Card{c, back}, true
}

// figureOf makes the card of a sentence that is a name and its figure: "The default port of Redis is 6379", 首部最小长度为20字节.
func (b *bullet) figureOf() (deck.Card, bool) {
	if b.Count(0, len(b.Source), inline.Comma|inline.Semi|inline.Dun|inline.Dash) > 0 {
		return deck.Card{}, false
	}
	s := strings.TrimRight(b.Source, ".。 ")
	for _, verb := range [...]string{" is ", " are ", "等于", "是", "为"} {
		at := strings.LastIndex(s, verb)
		if at <= 0 {
			continue
		}
		figure := strings.TrimSpace(s[at+len(verb):])
		if number, unit := text.CutQuantity(strings.ToLower(figure)); number == "" || unit != "" && !text.Units.Has(unit) {
			continue
		}
		if name := subjectName(b.Source[:at]); defines(name) && text.Columns(name) > 3 {
			c := card.Forward(name, figure)
			c.Forms |= deck.Type
			return c, true
		}
	}
	return deck.Card{}, false
}

// naming makes the card of "…称为X": what is meant is shown, the name hidden.
func (b *bullet) naming(subject, verb, name, extra string) ([]deck.Card, bool) {
	if text.CountHan(name) > 12 || text.CountWords(name) > 4 || text.Columns(name) < 3 || text.Columns(subject) > card.MaxAnswer || !meaningful(subject) || b.Count(0, len(subject), inline.Stop) > 0 {
		return nil, false
	}
	c := card.Forward(subject+verb+deck.Gap, name)
	c.Forms, c.Extra = c.Forms&^deck.Choice|deck.Cloze|deck.Type, extra
	return []deck.Card{c}, true
}

func naming(verb string) bool {
	return strings.HasSuffix(verb, "称为") || verb == "叫做" || verb == " is called "
}

// sentence is the text from i to the end of its sentence; of a wide one the first clause. extra is the rest.
func (b *bullet) sentence(i int) (said, extra string) {
	to := len(b.Source)
	for _, kind := range [...]inline.SignSet{inline.Stop, inline.Comma | inline.Semi} {
		if text.Columns(b.Source[i:to]) <= card.MaxAnswer && kind != inline.Stop {
			break
		}
		for _, s := range b.Signs {
			if s.Kind&kind != 0 && s.At > i && s.End <= to && text.Columns(b.Source[i:s.At]) >= minSentence {
				to, extra = s.At, inline.Trim(b.Source[s.End:])
				break
			}
		}
	}
	return inline.Trim(b.Source[i:to]), extra
}

var copulas = [...]string{" is a ", " is an ", " is the ", " are the ", " refers to ", " is called ", " means ", " is defined as ", " stands for "}

var hanCopulas = [...]string{"是指", "指的是", "是一种", "是一个", "是一类", "是一套", "称为", "叫做", "的全称是", "的简称是"}

// leadCopulas follow a bold or code lead.
var leadCopulas = [...]string{"是", " 是", " is ", " are ", " means ", "指", " 指"}

// cutCopula finds where the verb of the definition starts.
func (b *bullet) cutCopula() (at int, verb string) {
	if len(b.Spans) > 0 && b.Spans[0].At == 0 && (b.Spans[0].Kind == inline.BoldSpan || b.Spans[0].Kind == inline.CodeSpan) {
		end := b.Spans[0].End
		for _, v := range leadCopulas {
			if strings.HasPrefix(b.Source[end:], v) && !text.HasAnyPrefix(b.Source[end+len(v):], "否", "不", "not ", "also ", "only ", "used ", "usually ", "very ", "more ") {
				if said := b.Source[end+len(v):]; (v == " is " || v == " are ") && !text.HasAnyPrefix(said, "a ", "an ", "the ", "one of ") {
					continue // it says how the thing is, not what
				}
				return end, v
			}
		}
	}
	at = len(b.Source)
	for _, v := range copulas {
		if i := strings.Index(b.Source, v); i > 0 && i < at {
			at, verb = i, v
		}
	}
	if b.Han {
		for _, v := range hanCopulas {
			if i := strings.Index(b.Source, v); i > 0 && i < at {
				at, verb = i, v
			}
		}
	}
	for _, p := range b.Spans {
		if at > p.At && at < p.End {
			return 0, ""
		}
	}
	if verb == "" || !naming(verb) && b.Count(0, at+1, inline.Comma|inline.Semi|inline.Dun|inline.Stop|inline.Dash) > 0 {
		return 0, ""
	}
	return at, verb
}

// subjectName is the subject without article and adverbs.
func subjectName(s string) string {
	s = inline.Plain(s)
	for _, article := range [...]string{"A ", "An ", "The ", "a ", "an ", "the "} {
		s = strings.TrimPrefix(s, article)
	}
	for _, adverb := range [...]string{"通常", "一般", "就", "其实", "本质上", "主要", "也"} {
		s = strings.TrimSuffix(s, adverb)
	}
	return strings.TrimSpace(s)
}

// notSubjects start a clause whose "is" defines nothing.
var notSubjects = text.SetOf("while|when|if|because|most|this|that|it|there|he|she|they|we|you|these|those|which|what|one|each|some|as|since|although|though|whether|where|who|how|why|here|another|so|then|but|and|or|for|in|on|at|by|with|from|to|after|before|not|all|many|any|every|both|either|neither|its|their|our|your|his|her|my|using|such|only|also|even|unless|until|note|remember|make|ensure|check|i|other|first|second|third|no|nothing|something|everything|single|my|best|main|biggest|good|bad")

// defines tells a subject that has a name: a few words, no pronoun, no verb.
func defines(name string) bool {
	low := strings.ToLower(name)
	if notSubjects[text.FirstWord(low)] || text.CountWords(name) > 5 || text.CountHan(name) > 12 || !text.HasWord(name) ||
		text.HasAnyPrefix(name, "这", "那", "它", "如果", "当", "因为", "由于", "如", "其", "所以", "但", "一", "本", "我", "你", "他", "可", "不", "也", "都", "就", "主要", "通常", "上图", "下图") ||
		text.HasAnySuffix(name, "可以", "不", "就", "都", "也", "会", "被", "将", "之", "还", "只", "而", "的", "往往", "总", "应该", "因为", "但", "并", "如果") {
		return false
	}
	for _, w := range strings.Fields(low) { // a verb inside: "what follows is the", "the first step to take is a"
		switch w {
		case "is", "are", "that", "which", "to", "can", "has", "was", "if", "whether", "how", "what", "why", "when", "it", "they":
			return false
		}
	}
	return true
}
