package deck

import "strings"

// copula takes a sentence that says what something is; its subject is hidden.
//
//	Photosynthesis is the process that turns light into chemical energy.
//	死锁是指多个事务互相等待对方的锁
func copula(b *bullet) ([]Card, bool) {
	if len(b.src) > 400 || b.count(0, len(b.src), quest|arrow) > 0 {
		return nil, false
	}
	subject, verb, rest := b.cutCopula()
	if subject == "" {
		return nil, false
	}
	said := trim(rest)
	extra := ""
	for _, s := range b.signs {
		if s.kind == stop && s.at > len(b.src)-len(rest) {
			said, extra = trim(b.src[len(b.src)-len(rest):s.at]), trim(b.src[s.end:])
			break
		}
	}
	name, aliases := cutAliases(subject, nil)
	c := forward(gap+verb+said, name)
	c.Forms = c.Forms&^Choice | Cloze | Type
	c.Accept, c.Extra = aliases, extra
	back := reverse(name, said, nil)
	switch {
	case columns(said) > maxAnswer:
		c.weaken(ReasonTooLong)
		back.weaken(ReasonTooLong)
	case !meaningful(said):
		return nil, false
	}
	return []Card{c, back}, true
}

var copulas = [...]string{" is a ", " is an ", " is the ", " are the ", " refers to ", " is called ", " means ", " is defined as ", " stands for "}

var hanCopulas = [...]string{"是指", "指的是", "是一种", "是一个", "是一类", "是一套", "称为", "是由", "的全称是", "的简称是"}

// notSubjects start a clause whose "is" defines nothing.
var notSubjects = setOf("while|when|if|because|most|this|that|it|there|he|she|they|we|you|these|those|which|what|one|each|some|as|since|although|though|whether|where|who|how|why|here|another|so|then|but|and|or|for|in|on|at|by|with|from|to|after|before|not|all|many|any|every|both|either|neither|its|their|our|your|his|her|my|using|such|only|also|even|unless|until|note|remember|make|ensure|check|i|another|other|first|second|third|if|no|nothing|something|everything")

func (b *bullet) cutCopula() (subject, verb, rest string) {
	at := len(b.src)
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
	if verb == "" {
		return "", "", ""
	}
	for _, p := range b.spans {
		if at > p.at && at < p.end {
			return "", "", ""
		}
	}
	if b.count(0, at+1, comma|semi|dun|stop|dash) > 0 {
		return "", "", ""
	}
	subject = plain(b.src[:at])
	bare := strings.ToLower(subject)
	for _, article := range [...]string{"a ", "an ", "the "} {
		if t, ok := strings.CutPrefix(bare, article); ok {
			subject = subject[len(subject)-len(t):]
			bare = t
		}
	}
	if notSubjects[firstWord(bare)] || words(subject) > 5 || hanCount(subject) > 12 || !hasWord(subject) ||
		startsAny(subject, "这", "那", "它", "如果", "当", "因为", "由于", "如", "其", "所以", "但", "一", "本", "我", "你", "他", "可", "不", "也", "都", "就", "主要", "通常") ||
		suffixAny(subject, "可以", "不", "就", "都", "也", "会", "被", "将", "之", "还", "只", "而", "的", "通常", "一般", "往往", "总", "应该", "主要", "因为", "但", "并", "如果") {
		return "", "", ""
	}
	for _, w := range strings.Fields(bare) { // a verb inside: "what follows is the", "the first step to take is a"
		if w == "is" || w == "are" || w == "that" || w == "which" || w == "to" || w == "can" || w == "has" || w == "was" || w == "if" {
			return "", "", ""
		}
	}
	return subject, verb, b.src[at+len(verb):]
}
