package answer

import "testing"

// Only what has one wording is typed.
func TestTypable(t *testing.T) {
	for s, want := range map[string]bool{
		"`git stash`":                 true,
		"O(n log n)":                  true,
		"15 minutes":                  true,
		"28 significant digits":       true,
		"mitral valve":                true,
		"Kotlin (or Scala)":           true,
		"mitral valve ✅":              true,
		"remote procedure call":       false,
		"keeps hulls apart":           false,
		"a name that is far too wide": false,
		"引用计数":                        true,
		"死锁":                          true,
		"TCP 协议":                      true,
		"28位有效数字":                     false, // five letters
		"20 字节":                       true,
		"约 5 分钟":                      true,
		"红色（或蓝色）":                     true,
		"消息确认机制":                      false,
		"被释放":                         false,
		"最小的值":                        false,
		"先进而后出":                       false,
		"释放内存":                        false,
		"提高性能":                        false,
		"是否相等":                        false,
		"3 次后关闭连接":                    false,
	} {
		if Typable(s) != want {
			t.Errorf("Typable(%q) = %v", s, !want)
		}
	}
}

// A picture can't be typed; words beside one can, and so can code that looks like one.
func TestPictured(t *testing.T) {
	for s, want := range map[string]bool{
		"![](crumb.png)":            true,
		"![a crumb](img/crumb.png)": true,
		"[sound:crust.mp3]":         true,
		"rye ![](crumb.png)":        false,
		"`![](crumb.png)`":          false,
		"rye":                       false,
		"![](a.png), ![](b.png)":    true,
	} {
		if Pictured(s) != want {
			t.Errorf("Pictured(%q) = %v", s, !want)
		}
	}
}
