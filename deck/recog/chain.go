package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// chain takes three or more members ranked by one comparator.
//
//	Latency: L1 < L2 < RAM < SSD
//	粒度：表锁 > 页锁 > 行锁
func chain(b *bullet) ([]deck.Card, bool) {
	from, to, remark := b.Body()
	up, down := b.Count(from, to, inline.Less), b.Count(from, to, inline.Greater)
	if up+down < 2 || up > 0 && down > 0 {
		return nil, false
	}
	for _, s := range b.Signs { // what follows a comma behind the last comparator is a remark
		if s.At > from && s.At < to && s.Kind&inline.ClauseEnds != 0 {
			if b.Count(from, s.At, inline.Less|inline.Greater) < up+down {
				return nil, false
			}
			remark, to = inline.Trim(b.Source[s.End:]), s.At
			break
		}
	}
	members := b.shortParts(from, to, inline.Less|inline.Greater)
	term := b.ask()
	if b.Term == "" {
		term = b.subject()
	}
	if members == nil || term == "" || menus.Has(members[0]) {
		return nil, false
	}
	last := len(members) - 1
	if text, more := inline.CutRemark(members[last]); more != "" {
		members[last] = text
		if remark == "" {
			remark = more
		}
	}
	scale := scaleOf(term, b.Han)
	sign, way, largest := " < ", scale.up, members[last]
	if down > 0 {
		sign, way, largest = " > ", scale.down, members[0]
	}
	ordered := deck.Card{Slot: "order", Prompt: term + way, Answer: strings.Join(members, sign), Extra: remark, Members: members, Forms: deck.Reveal | deck.Order}
	if len(members) > maxMembers {
		ordered.Weaken(deck.ReasonLongList)
	}
	top := card.Forward(term+deck.Dot+scale.most, largest)
	top.Slot, top.Members, top.Forms, top.Extra = "facet:largest", members, top.Forms|deck.Choice, remark
	return []deck.Card{ordered, top}, true
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
		if s.of == nil || text.ContainsAny(low, s.of) {
			return s
		}
	}
	return scale{}
}

// menus start a path through a program, which is no ranking: Settings > General > About.
var menus = text.SetOf("settings|file|edit|view|tools|preferences|menu|help|window|options|system|home|start|control panel|设置|文件|编辑|工具|菜单|选项|系统|首页|开始")
