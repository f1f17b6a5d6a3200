package text

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Units are what numbers are followed by, in small letters.
var Units = SetOf("ms|s|sec|secs|second|seconds|us|µs|μs|ns|min|mins|minute|minutes|h|hour|hours|day|days|week|weeks|month|months|year|years|%|kb|mb|gb|tb|pb|kib|mib|gib|tib|b|byte|bytes|bit|bits|hz|khz|mhz|ghz|px|mm|cm|m|km|nm|kg|g|mg|°c|°f|°|v|a|w|kw|mw|x|times|rps|qps|tps|bps|kbps|mbps|gbps|ml|l|mol|pa|kpa|ev|kev|mev|dpi|fps|km/h|m/s|mph|rpm|kn|mb/s|gb/s|mmhg|mg/l|°",
	"毫秒|微秒|纳秒|秒|分钟|小时|天|周|个月|月|年|倍|字节|位|米|厘米|毫米|公里|千米|克|千克|公斤|吨|升|毫升|度|摄氏度|元|万元|次|岁|人|条|页|核")

// sameUnits are units that go by several names.
var sameUnits = [][]string{
	{"s", "sec", "secs", "second", "seconds", "秒"},
	{"ms", "millisecond", "milliseconds", "毫秒"},
	{"us", "µs", "μs", "microsecond", "microseconds", "微秒"},
	{"ns", "nanosecond", "nanoseconds", "纳秒"},
	{"min", "mins", "minute", "minutes", "分钟"},
	{"h", "hour", "hours", "小时"},
	{"d", "day", "days", "天"},
	{"week", "weeks", "周"},
	{"month", "months", "个月"},
	{"year", "years", "年"},
	{"bit", "bits", "位"},
	{"byte", "bytes", "字节"},
	{"%", "percent"},
}

func SameUnit(a, b string) bool {
	if a == b {
		return true
	}
	for _, names := range sameUnits {
		if slices.Contains(names, a) {
			return slices.Contains(names, b)
		}
	}
	return false
}

// CutQuantity divides the form of an answer into its number, or range, and what follows; the number is "" where there are more, or none in front.
func CutQuantity(form string) (number, unit string) {
	if n := slices.Index(NumberWords[:], form); n > 0 {
		return strconv.Itoa(n), ""
	}
	end := 0
	for end < len(form) && (IsDigit(form[end]) || form[end] == '.' || form[end] == '-' && end+1 < len(form) && IsDigit(form[end+1])) {
		end++
	}
	if unit = strings.TrimSpace(form[end:]); strings.ContainsAny(unit, "0123456789") {
		return "", ""
	}
	return strings.TrimPrefix(form[:end], "."), unit
}

// UnitMayLack tells what a number may be given without: a unit, or a Chinese word for what is counted (53端口).
func UnitMayLack(unit string) bool { return Units.Has(unit) || HasHan(unit) && Columns(unit) <= 12 }

// QuantityAt is where a number with its unit starts that ends s, or -1.
func QuantityAt(s string) int {
	last := strings.LastIndexAny(s, "0123456789")
	if last < 0 || len(s)-last > 16 || !Units.Has(strings.TrimSpace(s[last+1:])) {
		return -1
	}
	at := last
	for at > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:at])
		if r < utf8.RuneSelf && IsDigit(byte(r)) || strings.ContainsRune(".,–~+±≈≤≥<>$¥€约", r) {
			at -= n
			continue
		}
		if (r == '-' || r == '−') && at > 1 {
			at -= n
			continue
		}
		break
	}
	if at > 0 && IsAlnum(s[at-1]) {
		return -1 // part of a name: IPv4, L1
	}
	return at
}

var (
	NumberWords = [...]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
		"eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"}
	CountersHan = [...]string{"零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"} // before a counter
)
