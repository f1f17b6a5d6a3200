package text

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

// Conjunctions start a part of a sentence that doesn't stand by itself.
var Conjunctions = SetOf("but|so|and|or|nor|yet|which|that|who|whom|whose|where|when|while|because|since|if|unless|until|then|than|as|though|although|whereas|not|without|with|in|on|at|to|for|by|from|of|into|unlike|rather|instead|especially|usually|typically|often|e.g|e.g.|i.e|i.e.|including|such|thus|hence|therefore|making|meaning|causing|allowing|giving|leading|resulting|depending|however|otherwise|plus|it|they|this|these|those|there|he|she|we|you|after|before|once|even|only|also|like|via|using|due|per|is|are|was|were|can|may|will|must|should|does|do|has|have")

// FunctionWords carry no content.
var FunctionWords = SetOf("a|an|the|of|to|in|on|at|for|by|with|and|or|is|are|be|was|were|it|its|this|that|as|from|into|than|then|so|such|can|may|will|which|who|not|no|do|does|has|have|you|your|their|they|we|i|each|any|all|some|more|most|one|only|also|when|where|what|how|why|if|s|t|e|g|etc|using|used|use|via|about|between|up|out|over|but")

// FunctionHan are particles and light verbs that say little of a term.
const FunctionHan = "的之了地得着和与或及等是为在于对把被将向从以而且也都就其这那有可能会个种中上下"

// VagueAnswers say nothing that can be asked for.
var VagueAnswers = SetOf("varies|important|very important|optional|required|recommended|useful|see below|tbd|todo|n/a|na|yes|no|good|bad|some|many|most|few|a few|several|a lot|basic|basics|various|it depends|depends|in progress|done|true|false|ok|same|same as above|as above|重要|很重要|非常重要|常用|可选|必须|推荐|略|同上|见下|见上|待补充|有|是|否|了解|掌握|理解|熟悉|重点|基础|基本概念|必备")
