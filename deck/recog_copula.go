package deck

import "strings"

// copula takes a sentence that says what something is, or what it is called; the name is hidden.
//
//	Photosynthesis is the process that turns light into chemical energy.
//	死锁是指多个事务互相等待对方的锁
func copula(b *bullet) ([]Card, bool) {
	if len(b.src) > 600 || b.count(0, len(b.src), quest|arrow) > 0 {
		return nil, false
	}
	if c, ok := b.figureOf(); ok {
		return []Card{c}, true
	}
	at, verb := b.cutCopula()
	if verb == "" {
		return nil, false
	}
	said, extra := b.sentence(at + len(verb))
	subject := b.src[:at]
	if naming(verb) {
		return b.naming(subject, verb, said, extra)
	}
	name, aliases := cutAliases(subjectName(subject), nil)
	if !defines(name) || !meaningful(said) && columns(said) <= maxAnswer {
		return nil, false
	}
	c := forward(gap+verb+said, name)
	c.Forms = c.Forms&^Choice | Cloze | Type
	c.Accept, c.Extra = aliases, extra
	back := reverse(name, said, nil)
	back.Extra = extra
	if full, ok := strings.CutSuffix(verb, "是"); ok && strings.HasPrefix(verb, "的") {
		back.Prompt += full // DNA的全称
	}
	if columns(said) > maxAnswer {
		c.weaken(ReasonTooLong)
		back.weaken(ReasonTooLong)
	}
	return []Card{c, back}, true
}

// figureOf makes the card of a sentence that is a name and its figure: "The default port of Redis is 6379", 首部最小长度为20字节.
func (b *bullet) figureOf() (Card, bool) {
	if b.count(0, len(b.src), comma|semi|dun|dash) > 0 {
		return Card{}, false
	}
	text := strings.TrimRight(b.src, ".。 ")
	for _, verb := range [...]string{" is ", " are ", "等于", "是", "为"} {
		at := strings.LastIndex(text, verb)
		if at <= 0 {
			continue
		}
		figure := strings.TrimSpace(text[at+len(verb):])
		if number, unit := cutQuantity(strings.ToLower(figure)); number == "" || unit != "" && !units.has(unit) {
			continue
		}
		if name := subjectName(b.src[:at]); defines(name) && columns(name) > 3 {
			c := forward(name, figure)
			c.Forms |= Type
			return c, true
		}
	}
	return Card{}, false
}

// naming makes the card of "…称为X": what is meant is shown, the name hidden.
func (b *bullet) naming(subject, verb, name, extra string) ([]Card, bool) {
	if hanCount(name) > 12 || words(name) > 4 || columns(name) < 3 || columns(subject) > maxAnswer || !meaningful(subject) || b.count(0, len(subject), stop) > 0 {
		return nil, false
	}
	c := forward(subject+verb+gap, name)
	c.Forms, c.Extra = c.Forms&^Choice|Cloze|Type, extra
	return []Card{c}, true
}

func naming(verb string) bool {
	return strings.HasSuffix(verb, "称为") || verb == "叫做" || verb == " is called "
}

// sentence is the text from i to the end of its sentence; of a wide one the first clause. extra is the rest.
func (b *bullet) sentence(i int) (said, extra string) {
	to := len(b.src)
	for _, kind := range [...]signSet{stop, comma | semi} {
		if columns(b.src[i:to]) <= maxAnswer && kind != stop {
			break
		}
		for _, s := range b.signs {
			if s.kind&kind != 0 && s.at > i && s.end <= to && columns(b.src[i:s.at]) >= minSentence {
				to, extra = s.at, trim(b.src[s.end:])
				break
			}
		}
	}
	return trim(b.src[i:to]), extra
}

var copulas = [...]string{" is a ", " is an ", " is the ", " are the ", " refers to ", " is called ", " means ", " is defined as ", " stands for "}

var hanCopulas = [...]string{"是指", "指的是", "是一种", "是一个", "是一类", "是一套", "称为", "叫做", "的全称是", "的简称是"}

// leadCopulas follow a bold or code lead.
var leadCopulas = [...]string{"是", " 是", " is ", " are ", " means ", "指", " 指"}

// cutCopula finds where the verb of the definition starts.
func (b *bullet) cutCopula() (at int, verb string) {
	if len(b.spans) > 0 && b.spans[0].at == 0 && (b.spans[0].kind == boldSpan || b.spans[0].kind == codeSpan) {
		end := b.spans[0].end
		for _, v := range leadCopulas {
			if strings.HasPrefix(b.src[end:], v) && !startsAny(b.src[end+len(v):], "否", "不", "not ", "also ", "only ", "used ", "usually ", "very ", "more ") {
				if said := b.src[end+len(v):]; (v == " is " || v == " are ") && !startsAny(said, "a ", "an ", "the ", "one of ") {
					continue // it says how the thing is, not what
				}
				return end, v
			}
		}
	}
	at = len(b.src)
	for _, v := range copulas {
		if i := strings.Index(b.src, v); i > 0 && i < at {
			at, verb = i, v
		}
	}
	if b.han {
		for _, v := range hanCopulas {
			if i := strings.Index(b.src, v); i > 0 && i < at {
				at, verb = i, v
			}
		}
	}
	for _, p := range b.spans {
		if at > p.at && at < p.end {
			return 0, ""
		}
	}
	if verb == "" || !naming(verb) && b.count(0, at+1, comma|semi|dun|stop|dash) > 0 {
		return 0, ""
	}
	return at, verb
}

// subjectName is the subject without article and adverbs.
func subjectName(s string) string {
	s = plain(s)
	for _, article := range [...]string{"A ", "An ", "The ", "a ", "an ", "the "} {
		s = strings.TrimPrefix(s, article)
	}
	for _, adverb := range [...]string{"通常", "一般", "就", "其实", "本质上", "主要", "也"} {
		s = strings.TrimSuffix(s, adverb)
	}
	return strings.TrimSpace(s)
}

// notSubjects start a clause whose "is" defines nothing.
var notSubjects = setOf("while|when|if|because|most|this|that|it|there|he|she|they|we|you|these|those|which|what|one|each|some|as|since|although|though|whether|where|who|how|why|here|another|so|then|but|and|or|for|in|on|at|by|with|from|to|after|before|not|all|many|any|every|both|either|neither|its|their|our|your|his|her|my|using|such|only|also|even|unless|until|note|remember|make|ensure|check|i|other|first|second|third|no|nothing|something|everything|single|my|best|main|biggest|good|bad")

// defines tells a subject that has a name: a few words, no pronoun, no verb.
func defines(name string) bool {
	low := strings.ToLower(name)
	if notSubjects[firstWord(low)] || words(name) > 5 || hanCount(name) > 12 || !hasWord(name) ||
		startsAny(name, "这", "那", "它", "如果", "当", "因为", "由于", "如", "其", "所以", "但", "一", "本", "我", "你", "他", "可", "不", "也", "都", "就", "主要", "通常", "上图", "下图") ||
		suffixAny(name, "可以", "不", "就", "都", "也", "会", "被", "将", "之", "还", "只", "而", "的", "往往", "总", "应该", "因为", "但", "并", "如果") {
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
