package text_test

import (
	"testing"

	"recall/deck/text"
)

func TestHanColons(t *testing.T) {
	for in, want := range map[string]string{
		"索引: 选择":              "索引：选择",
		"缓存:Redis":            "缓存：Redis",
		"TCP: 可靠":             "TCP：可靠",
		"范围: `a: b` 的值: ____": "范围：`a: b` 的值：____",
		"`d[:]`的复制深度":         "`d[:]`的复制深度",
		"例会在 09:30":           "例会在 09:30",
		"redis://主机":          "redis://主机",
		"命名空间std::vector的成员":  "命名空间std::vector的成员",
		"类::方法":               "类::方法",
		"index: choice":       "index: choice",
		"第一章：变量":              "第一章：变量",
		"端口:":                 "端口：",
	} {
		if got := text.HanColons(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
		if got := text.HanColons(want); got != want {
			t.Errorf("%q became %q the second time", want, got)
		}
	}
}
