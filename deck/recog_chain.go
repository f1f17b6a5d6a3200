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
	scale := scaleOf(term, b.han)
	sign, way, largest := " < ", scale.up, members[last]
	if down > 0 {
		sign, way, largest = " > ", scale.down, members[0]
	}
	ordered := Card{Slot: "order", Prompt: term + way, Answer: strings.Join(members, sign), Extra: remark, Members: members, Forms: Reveal | Order}
	if len(members) > maxMembers {
		ordered.weaken(ReasonLongList)
	}
	top := forward(term+dot+scale.most, largest)
	top.Slot, top.Members, top.Forms, top.Extra = "facet:largest", members, top.Forms|Choice, remark
	return []Card{ordered, top}, true
}

// scale is how a measure is ranked, in the words that its language has for it.
type scale struct {
	of             []string // parts of terms; none: any measure
	up, down, most string
}

var scales = []scale{
	{strings.Split("speed|velocity|throughput", "|"), ", slow to fast", ", fast to slow", "fastest?"},
	{strings.Split("strength|consistency", "|"), ", weak to strong", ", strong to weak", "strongest?"},
	{strings.Split("priority|precedence|severity|strictness|risk|cost|price|temperature|frequency|rank|level", "|"), ", low to high", ", high to low", "highest?"},
	{nil, ", small to large", ", large to small", "largest?"},
}

var scalesHan = []scale{
	{[]string{"速度", "快慢"}, "从慢到快", "从快到慢", "最快？"},
	{[]string{"强弱", "强度", "一致性"}, "从弱到强", "从强到弱", "最强？"},
	{[]string{"优先级", "优先", "级别", "程度", "风险", "延迟", "成本", "代价", "开销", "频率", "温度", "占比", "等级", "高低"}, "从低到高", "从高到低", "最高？"},
	{nil, "从小到大", "从大到小", "最大？"},
}

func scaleOf(term string, han bool) scale {
	list := scales
	if han {
		list = scalesHan
	}
	low := strings.ToLower(term)
	for _, s := range list {
		if s.of == nil || holdsAny(low, s.of) {
			return s
		}
	}
	return scale{}
}

// menus start a path through a program, which is no ranking: Settings > General > About.
var menus = setOf("settings|file|edit|view|tools|preferences|menu|help|window|options|system|home|start|control panel|设置|文件|编辑|工具|菜单|选项|系统|首页|开始")
