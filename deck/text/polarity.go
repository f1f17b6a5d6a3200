package text

// HardWords turn a sentence round, or tell a thing from its opposite.
var HardWords = SetOf(
	"not|no|never|without|none|nothing|cannot|can't|don't|doesn't|isn't|aren't|won't|wasn't|nor|neither|unless|except|always|only|before|after|first|last|true|false|yes",
	"more|less|least|most|min|max|minimum|maximum|minimal|maximal|fewer|higher|lower|larger|smaller|greater|above|below|increase|increases|decrease|decreases|faster|slower|fast|slow|high|low|big|small|long|short",
	"left|right|up|down|front|back|inner|outer|inside|outside|internal|external|input|output|public|private|read|write|reads|writes|client|server|clients|servers|static|dynamic|mutable|immutable|lock|unlock|open|closed|push|pull|sync|async|allow|deny|enable|disable|allowed|forbidden|required|optional|ascending|descending|vertical|horizontal|strong|weak|shared|exclusive|parent|child|source|target|sender|receiver|request|response",
)

// HardRunes are their like in Chinese, and comparators.
const HardRunes = "不非无没未否禁勿<>≤≥=≠→←一二两三四五六七八九十百千万亿首末最仅只前后上下内外左右增减大小多少高低快慢强弱同异读写"

// Opposites are Han letters that tell twins apart: 同步 and 异步, 正向 and 反向.
const Opposites = "一二两三四五六七八九十百千万甲乙丙丁不非无未同异正反内外强弱左右高低长短入出进退主从公私读写动静快慢开关新旧老冷热有单双全半顺逆横纵大小多少上下前后首末增减加解输行列客服软硬浅深显隐广单组点"

// Turning are Han that turn a statement round or count: 两阶段 is no slip for 三阶段.
const Turning = "不非无未没有一二两三四五六七八九十百千万上下前后左右大小多少高低强弱内外正负读写主从乐悲单双同异升降增减加解进出行列表先首尾新旧快慢长短开关动静公私深浅横纵串并父子"

var Negations = SetOf("not|no|non|never|without|only|un|dis|anti|except|but|or")

// Negators turn a sentence round; authors make them bold, but they are no fact to recall.
var Negators = SetOf("not|never|always|only|must|all|no|any|and|or|do not|don't|very|same|before|after|不|不要|必须|只|所有|一定|不能|禁止|without|with|each|every|may|should")
