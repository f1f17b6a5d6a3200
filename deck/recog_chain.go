package deck

import "strings"

// chain takes three or more members ranked by one comparator.
//
//	Latency: L1 < L2 < RAM < SSD
//	粒度：表锁 > 页锁 > 行锁
func chain(b *bullet) ([]Card, bool) {
	from, to, remark := b.body()
	up, down := b.count(from, to, less), b.count(from, to, greater)
	if up+down < 2 || up > 0 && down > 0 {
		return nil, false
	}
	for _, s := range b.signs { // what follows a comma behind the last comparator is a remark
		if s.at > from && s.at < to && s.kind&clauseEnds != 0 {
			if b.count(from, s.at, less|greater) < up+down {
				return nil, false
			}
			remark, to = trim(b.src[s.end:]), s.at
			break
		}
	}
	members := b.shortParts(from, to, less|greater)
	term := b.ask()
	if b.term == "" {
		term = b.subject()
	}
	if members == nil || term == "" || menus.has(members[0]) {
		return nil, false
	}
	last := len(members) - 1
	if text, more := cutRemark(members[last]); more != "" {
		members[last] = text
		if remark == "" {
			remark = more
		}
	}
	sign, way, largest := " < ", b.say(", small to large", "从小到大"), members[last]
	if down > 0 {
		sign, way, largest = " > ", b.say(", large to small", "从大到小"), members[0]
	}
	ordered := Card{Slot: "order", Prompt: term + way, Answer: strings.Join(members, sign), Extra: remark, Members: members, Forms: Reveal | Order}
	if len(members) > maxMembers {
		ordered.weaken(ReasonLongList)
	}
	top := forward(term+dot+b.say("largest?", "最大？"), largest)
	top.Slot, top.Members, top.Forms, top.Extra = "facet:largest", members, top.Forms|Choice, remark
	return []Card{ordered, top}, true
}

// menus start a path through a program, which is no ranking: Settings > General > About.
var menus = setOf("settings|file|edit|view|tools|preferences|menu|help|window|options|system|home|start|control panel|设置|文件|编辑|工具|菜单|选项|系统|首页|开始")
