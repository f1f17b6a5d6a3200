package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Set is a set of words or terms, in lower case.
type Set map[string]bool

func SetOf(lists ...string) Set {
	set := Set{}
	for _, list := range lists {
		for _, w := range strings.Split(list, "|") {
			set[w] = true
		}
	}
	return set
}

// Has tells whether the whole of s, case aside, is in the set. Whole terms only: "todo" must not eat "Todo app".
func (set Set) Has(s string) bool {
	var buf [40]byte
	if len(s) > len(buf) {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if IsUpper(c) {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	return set[string(buf[:len(s)])] // without a copy
}

// Pointers are terms whose rest leads elsewhere.
var Pointers = SetOf(
	"see|see also|note|notes|reference|references|ref|refs|source|sources|link|links|more|more info|more information|read more|further reading|via|credit|credits|author|authors|video|videos|article|articles|slides|book|books|course|tutorial|website|homepage|repo|repository|docs|documentation|todo|tl;dr|p.s.|ps|edit|update|updated|translation|translator|image|photo",
	"参考|参考资料|参考文献|参考链接|参见|参阅|另见|见|详见|出处|来源|译者|译文|作者|原文|原文链接|链接|相关链接|更多|更多内容|推荐阅读|延伸阅读|扩展阅读|阅读更多|视频|注|备注|译注|官网|文档|官方文档|项目地址|更新|转载",
)

// CreditTitles head what a document says of its makers.
var CreditTitles = SetOf("author|authors|about the author|about me|contributors|sponsors|backers|supporters|acknowledgements|acknowledgments|credits|license|contact", "作者|关于作者|贡献者|赞助|赞助者|致谢|许可证|联系方式")

// ReferenceTitles head lists of things to read.
var ReferenceTitles = SetOf(
	"references|reference|sources|links|further reading|see also|resources|bibliography|external links|read more|reading|reading list|more|articles|videos|books|credits|source(s) and further reading|sources and further reading|additional resources|useful links|related|related links|learn more|citations",
	"参考资料|参考|参考文献|参考链接|相关链接|延伸阅读|扩展阅读|推荐阅读|资料|相关资料|链接|学习资料|学习资源|更多|外部链接|引用|来源|相关文章",
)

// genericLabels say nothing without what they belong to.
var genericLabels = SetOf(
	"pros|cons|pro|con|advantages|disadvantages|advantage|disadvantage|benefits|benefit|drawbacks|drawback|strengths|weaknesses|limitations|example|examples|e.g.|usage|use|uses|use case|use cases|when to use|purpose|goal|features|feature|key features|characteristics|properties|definition|description|overview|introduction|intro|summary|conclusion|background|details|explanation|steps|input|output|inputs|outputs|result|results|note|important|tip|tips|warning|caution|caveat|caveats|remark|remarks|idea|intuition|complexity|complexities|time complexity|time complexities|space complexity|space complexities|time|space|syntax|parameters|arguments|returns|return|extends|inherits|implements|throws|since|added|deprecated|return value|how|why|what|when|where|who|problem|solution|cause|causes|reason|reasons|effect|effects|symptoms|causes|impact|fix|basics|general|misc|miscellaneous|other|others|notes|meaning|format|type|types|name|size|default|options|option|requirements|implementation|how it works|key points|takeaways|topics|topics covered|contents|agenda|outline|method|methods|key idea|in practice|in theory|in general|in short|yes|no",
	"优点|缺点|优势|劣势|优缺点|好处|坏处|不足|局限|局限性|示例|例子|例如|举例|例|用法|用途|作用|目的|目标|场景|应用场景|使用场景|适用场景|适用|应用|特点|特性|特征|定义|含义|概念|描述|说明|解释|概述|简介|介绍|总结|小结|背景|步骤|流程|过程|输入|输出|结果|注意|注意事项|重要|提示|警告|原理|实现|实现方式|方法|方式|核心|核心思想|思想|思路|复杂度|时间复杂度|空间复杂度|语法|参数|返回值|原因|问题|解决|解决方案|解决方法|解决办法|方案|影响|后果|现象|本质|要求|类型|分类|组成|结构|格式|名称|默认|默认值|其他|其它|基础|基本概念|核心概念|常见问题|是什么|为什么|怎么做|何时使用|性能|缺陷|危害|预防|防范|措施|对策|区别|关系|共同点|不同点|总体",
)

// IsGeneric tells labels such as "Pros", "Step 2" and 优点, which get what they belong to in front.
func IsGeneric(term string) bool {
	if len(term) > 40 {
		return false
	}
	t := strings.Trim(term, "*_ ")
	return genericLabels.Has(t) || endsInNumber(t) && isNumbered(t)
}

const hanNumbers = "一二三四五六七八九十"

// endsInNumber is a short way past isNumbered.
func endsInNumber(t string) bool {
	r, _ := utf8.DecodeLastRuneInString(t)
	return t == "" || r < utf8.RuneSelf && (IsDigit(byte(r)) || r == '.' || r == '#') || IsHan(r) && strings.ContainsRune(hanNumbers+"步点种个条阶段", r)
}

// numberedWords are counted: "Step 2", 第二步, 方案一.
var numberedWords = SetOf("step|part|phase|stage|case|example|option|method|rule|tip", "步骤|第|阶段|方法|方式|方案|情况|例|示例|场景")

// isNumbered tells a number, or a counted word with one.
func isNumbered(t string) bool {
	at := strings.IndexFunc(t, func(r rune) bool { return !unicode.IsLetter(r) || strings.ContainsRune(hanNumbers, r) })
	if at < 0 {
		return t == ""
	}
	if at > 0 && !numberedWords.Has(t[:at]) {
		return false
	}
	counter := ""
	if at > 0 {
		counter = "#步点种个条阶段"
	}
	return strings.Trim(t[at:], "0123456789. "+hanNumbers+counter) == ""
}

// goals start a study goal: what to do with a subject, and nothing about it.
var goalVerbs = SetOf("understand|understanding|learn|learning|master|mastering|know|familiarize|familiarise|explore|study|studying|get|be|become|grasp|recognize|appreciate")

// StartsGoal tells text such as "understand X", 掌握X, 深入理解X.
func StartsGoal(text string, zh bool) bool {
	if zh {
		for _, more := range [...]string{"深入", "深度", "熟练", "全面", "系统", "充分", "能够", "基本", "初步"} {
			text = strings.TrimPrefix(text, more)
		}
		for _, verb := range [...]string{"掌握", "理解", "熟悉", "了解", "学会", "学习", "精通", "熟练", "运用", "明白", "认识"} {
			if strings.HasPrefix(text, verb) {
				return true
			}
		}
	}
	switch w := FirstWord(text); w {
	case "get", "be", "become":
		l := strings.ToLower(text)
		return strings.Contains(l, " familiar with ") || strings.Contains(l, "able to ") || strings.Contains(l, "comfortable with ")
	default:
		return goalVerbs[w]
	}
}

// taskVerbs start what a task list tells to do.
var taskVerbs = SetOf("read|watch|do|finish|write|implement|learn|try|complete|practice|practise|solve|build|review|buy|call|fix|add|make|install|create|update|check|go|ask|set|send|prepare|study|take|start|get|find|use|run|test|clean|pay|plan|schedule|email|organize|organise|book|submit|remove|delete|move|merge|refactor|document|deploy|publish|translate|draft|pick|choose|visit|order|join|open|close|apply|contact|register|sign|upload|download|print|look|rewrite|investigate|configure|enable|disable|support|improve|verify|ensure|confirm|discuss|follow|repeat|memorize|understand|know|master")

var taskVerbsHan = [...]string{"阅读", "看", "读", "完成", "写", "编写", "学习", "实现", "练习", "复习", "做", "买", "安装", "整理", "提交", "更新", "修复", "添加", "增加", "准备", "观看", "测试", "部署", "删除", "配置", "联系", "发送", "预约", "检查", "学"}

// StartsTask tells an imperative.
func StartsTask(text string) bool {
	for _, v := range taskVerbsHan {
		if strings.HasPrefix(text, v) {
			return true
		}
	}
	return taskVerbs[FirstWord(text)]
}

// Conjunctions start a part of a sentence that doesn't stand by itself.
var Conjunctions = SetOf("but|so|and|or|nor|yet|which|that|who|whom|whose|where|when|while|because|since|if|unless|until|then|than|as|though|although|whereas|not|without|with|in|on|at|to|for|by|from|of|into|unlike|rather|instead|especially|usually|typically|often|e.g|e.g.|i.e|i.e.|including|such|thus|hence|therefore|making|meaning|causing|allowing|giving|leading|resulting|depending|however|otherwise|plus|it|they|this|these|those|there|he|she|we|you|after|before|once|even|only|also|like|via|using|due|per|is|are|was|were|can|may|will|must|should|does|do|has|have")

// FunctionWords carry no content.
var FunctionWords = SetOf("a|an|the|of|to|in|on|at|for|by|with|and|or|is|are|be|was|were|it|its|this|that|as|from|into|than|then|so|such|can|may|will|which|who|not|no|do|does|has|have|you|your|their|they|we|i|each|any|all|some|more|most|one|only|also|when|where|what|how|why|if|s|t|e|g|etc|using|used|use|via|about|between|up|out|over|but")

// FunctionHan are particles and light verbs that say little of a term.
const FunctionHan = "的之了地得着和与或及等是为在于对把被将向从以而且也都就其这那有可能会个种中上下"

// VagueAnswers say nothing that can be asked for.
var VagueAnswers = SetOf("varies|important|very important|optional|required|recommended|useful|see below|tbd|todo|n/a|na|yes|no|good|bad|some|many|most|few|a few|several|a lot|basic|basics|various|it depends|depends|in progress|done|true|false|ok|same|same as above|as above|重要|很重要|非常重要|常用|可选|必须|推荐|略|同上|见下|见上|待补充|有|是|否|了解|掌握|理解|熟悉|重点|基础|基本概念|必备")
