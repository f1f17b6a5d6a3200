package recog

import (
	"strings"

	"recall/deck"
	"recall/deck/blocks"
	"recall/deck/card"
	"recall/deck/inline"
	"recall/deck/text"
)

// definition takes a term and what is said of it.
//
//	Mitochondrion: makes most of a cell's ATP
//	快照：某一时刻的数据副本
func definition(b *bullet) ([]deck.Card, bool) {
	if b.Term == "" {
		return nil, false
	}
	answer, extra := b.statement()
	if answer == "" {
		return nil, false
	}
	c := card.Forward(b.ask(), answer)
	c.Extra = extra
	var p, a [24]uint64
	asked, said := text.TokensOf(c.Prompt, p[:0]), text.TokensOf(answer, a[:0])
	switch {
	case text.Columns(answer) > 4*card.MaxAnswer:
		b.why = deck.ReasonTooLong
		c.Weaken(deck.ReasonTooLong)
	case b.lame(), admonitions.Has(b.Term):
		c.Weaken(deck.ReasonGeneric)
	case b.restIsLink():
		c.Weaken(deck.ReasonLinkList)
	case text.Columns(answer) > card.MaxAnswer:
		c.Weaken(deck.ReasonTooLong)
	case vague(answer) && !questionTerm(b.Term):
		c.Weaken(deck.ReasonVague)
	case clauseTerm(b.Term):
		c.Weaken(deck.ReasonClause)
	case text.Columns(extra) > 2*text.Columns(answer) && !text.HasAnyPrefix(extra, examples...) && !saysWhat(answer):
		c.Weaken(deck.ReasonPartial)
	case card.Restates(b.Term, asked, answer, said), card.SpellsOut(b.Term, answer), text.CountWords(answer) <= 6 && card.SharesStem(b.Term, answer):
		c.Weaken(deck.ReasonRestates)
	case card.HalfLeaks(asked, answer, said):
		c.Weaken(deck.ReasonHalfLeak)
	}
	cards := append(make([]deck.Card, 0, 2), c)
	if !c.Draft && b.nameable() && meaningful(answer) && b.Term == b.ask() && text.SharePercent(said, asked) < 34 && !card.SharesStem(b.Term, answer) && !(text.CountWords(answer) <= 4 && strings.Contains(answer, ", ")) {
		cards = append(cards, card.Reverse(answer, b.Term, b.Aliases))
	}
	return cards, true
}

// admonitions are labels that ask for nothing, whatever they stand under.
var admonitions = text.SetOf("note|important|tip|tips|warning|caution|remember|hint|info|attention|gotcha|gotchas|caveat|caveats|fun fact|disclaimer|remark",
	"注意|注意事项|提示|重要|警告|小贴士|提醒|备注|说明")

// restIsLink tells that nothing is said of the term but where to read on: other sites' titles or addresses.
func (b *bullet) restIsLink() bool {
	at, links := b.RestAt, 0
	for _, p := range b.Spans {
		away := p.Kind == inline.URLSpan || p.Kind == inline.LinkSpan && strings.HasPrefix(b.Source[p.To:], "](http")
		if p.At < at || !away {
			continue
		}
		if !joins(b.Source[at:p.At]) {
			return false
		}
		links++
		at = p.End
	}
	return links > 0 && joins(b.Source[at:])
}

// minSentence is the width from which a first sentence can be the answer by itself.
const minSentence = 10

// examples start a sentence that only illustrates the one before.
var examples = []string{"比如", "例如", "如：", "譬如", "举例", "For example", "E.g.", "For instance", "See "}

// statement is the answer of a definition, and what is left for the back: of several sentences the first one,
// unless they are short together.
func (b *bullet) statement() (answer, extra string) {
	answer = inline.Trim(b.Rest)
	for _, s := range b.Signs {
		if s.At <= b.RestAt || s.Kind&inline.Stop == 0 {
			continue
		}
		first, more := inline.Trim(b.Source[b.RestAt:s.At]), inline.Trim(b.Source[s.End:])
		if text.Columns(first) >= minSentence && (text.Columns(answer) > card.MaxAnswer/2 || text.HasAnyPrefix(more, examples...)) {
			answer, extra = first, more
		}
		break
	}
	answer = b.unsaid(answer)
	if str, remark := inline.CutRemark(answer); extra == "" && text.Columns(str) >= minSentence && offersText(remark) {
		return str, remark
	}
	if text.Columns(answer) <= card.MaxAnswer || extra != "" {
		return answer, extra
	}
	if str, remark := inline.CutRemark(answer); remark != "" && text.Columns(str) <= card.MaxAnswer && text.Columns(str) >= 12 {
		return str, remark
	}
	return answer, ""
}

// saysWhat tells a sentence that says what a thing is or is for, so that others after it only add to it.
func saysWhat(answer string) bool {
	if text.HasHan(answer) {
		return text.ContainsAny(answer, []string{"是一", "是指", "用于", "用来"})
	}
	return text.HasAnyPrefix(answer, "A ", "An ", "The ", "a ", "an ", "the ")
}

// unsaid takes the term off an answer that starts with it, and a "this is" in its place.
func (b *bullet) unsaid(answer string) string {
	short := answer
	if len(answer) > len(b.Term) && strings.EqualFold(answer[:len(b.Term)], b.Term) {
		rest := answer[len(b.Term):]
		if text.HasHan(b.Term) || rest[0] == ' ' {
			short = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(rest, "，"), ","))
			for _, w := range [...]string{"的", "是指", "是", "is ", "are "} {
				short = strings.TrimPrefix(short, w)
			}
		}
	}
	for _, w := range [...]string{"这是", "它是", "This is ", "It is ", "It's "} {
		short = strings.TrimPrefix(short, w)
	}
	for _, w := range [...]string{"称为", "叫做", "叫"} {
		short = strings.TrimSuffix(short, w+b.Term)
	}
	if short = strings.TrimSpace(short); text.Columns(short) < minSentence {
		return answer
	}
	return short
}

// vague tells answers that say nothing to ask for: they lean on what stands before them, are an opinion, or ask
// themselves.
func vague(answer string) bool {
	if text.VagueAnswers.Has(strings.Trim(answer, "*_` .")) || offersText(answer) || blocks.IsGroupLine(answer) || strings.HasSuffix(answer, "?") || strings.HasSuffix(answer, "？") {
		return true
	}
	if text.HasHan(answer) {
		return text.HasAnyPrefix(answer, leaningHan...)
	}
	return leaning[text.FirstWord(answer)] || text.HasAnyPrefix(answer, "See ", "As above", "Same as ", "Similar to ") || strings.Contains(answer, " I ") || text.HasAnyPrefix(answer, "I ", "I'm ", "I've ", "My ")
}

// offersText tells an answer that says what the document brings, as lists of contents do: "recursive and iterative versions".
func offersText(answer string) bool {
	text, _ := inline.CutRemark(answer)
	return offered.Has(text[strings.LastIndexByte(text, ' ')+1:])
}

var offered = text.SetOf("versions|implementations|examples|solutions|demos|exercises|tutorials|videos|slides")

// leaning words start an answer that needs what stands before it.
var leaning = text.SetOf("this|these|it's|that's|there's|they're|because|so|but|and|or|also|just|otherwise|therefore|however|then|there|with|can|could|may|might|should|would|will|needed")

var leaningHan = []string{"这", "和第", "与第", "同第", "那么", "那些", "那个", "其中", "其实", "此", "该", "也", "还有", "还可", "还会", "还需", "还是", "同样", "同理", "因为", "意思是", "所以", "但", "而", "否则", "上面", "如上", "如下", "见", "我", "你"}

// clauseTerm tells a term that states something by itself: "Servers should be stateless", 客户端不要轻易相信证书. One that
// asks (what X is, X的原因) and one with a relative clause (the language X is written in) do not.
func clauseTerm(term string) bool {
	if text.HasHan(term) {
		return text.ContainsAny(term, clauseHan) && !questionTerm(term)
	}
	if text.CountWords(term) < 3 {
		return false
	}
	f := strings.Fields(term)
	return clauseVerbs.Has(f[1]) && !text.Conjunctions.Has(f[0]) && !text.Conjunctions.Has(f[len(f)-1]) && !questionTerm(term)
}

var clauseVerbs = text.SetOf("is|are|was|were|should|must|can|cannot|can't|will|has|have|does|do|don't|doesn't|isn't|aren't|may|asked|said")

var clauseHan = []string{"不要", "尽量", "最好", "应该", "应当"}

// nameable tells terms that a learner can be asked for from their meaning: code, acronyms, proper nouns, and
// Chinese names of up to eight Han.
func (b *bullet) nameable() bool {
	t := b.Term
	if b.Generic || questionTerm(t) {
		return false
	}
	if text.CountHan(t) > 0 {
		return nameableHan(t)
	}
	if text.IsCode(t) {
		return true
	}
	n := text.CountWords(t)
	if n > 3 || !text.HasWord(t) || strings.Contains(t, "`") {
		return false
	}
	if n == 1 {
		return true
	}
	for _, w := range strings.Fields(t) {
		if !text.IsUpper(w[0]) && !text.IsDigit(w[0]) {
			return false
		}
	}
	return true
}

// nameableHan tells a Chinese name from a phrase: short, no code, no particle, no verb at its start, and not one
// of the nouns at its end that only ask (…的原因, …方式, …大小).
func nameableHan(t string) bool {
	h := text.CountHan(t)
	return h >= 2 && h <= 8 && text.Columns(t) <= 24 && !strings.ContainsAny(t, "，、；`的把被给让了着吗么何怎哪谁") &&
		!text.HasAnySuffix(t, askingNouns...) && !text.HasAnyPrefix(t, actions...)
}

var askingNouns = []string{"时", "后", "前", "中", "处", "于", "到", "原因", "结果", "方法", "方式", "作用", "区别", "优化", "管理", "设计", "处理", "配置", "策略", "考虑", "应用", "使用", "数", "值", "大小", "时间", "内容", "位置", "范围", "顺序", "类型", "效果", "用途", "条件", "时机", "次序", "目的", "选择", "对比", "建议", "要求", "能力", "需求", "路径", "分析", "评估", "性质", "意义", "标志", "标准", "人物", "点", "火索", "口号", "措施", "依据", "表现", "期间", "期限"}

var actions = []string{"避免", "使用", "减少", "提高", "提升", "防止", "选择", "创建", "添加", "删除", "定义", "调用", "返回", "获取", "设置", "检查", "列出", "启动", "清空", "清除", "判断", "查看", "保存", "读取", "写入", "转换", "加载", "运行", "执行", "安装", "修改", "打开", "关闭", "编写", "理解", "了解", "关注", "保持", "利用", "确保", "实例化", "通过"}

// purposes start what a thing is for, which many things are.
var purposes = text.SetOf("needed|used|useful|required|helps|helpful|good|great|similar|same")

// maxMeaning is the widest meaning that stands as a prompt.
const maxMeaning = 64

// isFormula tells a calculation: mass × acceleration, ½mv².
func isFormula(s string) bool {
	for _, r := range s {
		switch r {
		case '=', '×', '÷', '½', '²', '³':
			return true
		}
	}
	return strings.Contains(s, " + ") && !text.HasHan(s)
}

// meaningful tells meanings that point to one name: a phrase, not a word or a figure.
func meaningful(answer string) bool {
	w := text.Columns(answer)
	if at, _ := text.FindGrowth(answer); at == 0 {
		return false
	}
	if isFormula(answer) {
		return false
	}
	if first := text.FirstWord(answer); w > maxMeaning || text.IsCode(answer) || text.Conjunctions[first] || purposes[first] {
		return false
	}
	if h := text.CountHan(answer); h > 0 {
		return (h >= 6 || w >= 14) && !text.ContainsAny(answer, []string{"我们", "例如", "比如"}) && !text.HasAnyPrefix(answer, "如果", "若", "当", "一旦", "因为", "由于", "为了")
	}
	return text.CountWords(answer) >= 3 && strings.Trim(answer, "0123456789., ") != ""
}
