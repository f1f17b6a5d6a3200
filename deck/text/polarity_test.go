package text

import (
	"slices"
	"testing"
)

func TestPolarityOf(t *testing.T) {
	for s, want := range map[string][]string{
		"Don't open the LEFT valve":   {"dont", "open", "left"},
		"it isn’t, dont ’tis":         {"isnt", "dont"},
		"左心房不收缩":                      {"左", "不"},
		"组播与广播":                       {"组播", "广播"},
		"数组的组件":                       nil, // 组 alone has no opposite
		"a ≤ b":                       {"≤"},
		"unordered_map, lookup, max3": nil,
	} {
		if got := both.Polarity(s); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", s, got, want)
		}
	}
}

// What an edit turns round, and what is no slip in a name or an answer.
func TestTurned(t *testing.T) {
	for _, c := range []struct {
		old, new      string
		turned, apart bool
	}{
		{"左心房", "右心房", true, true},
		{"主节点", "从节点", true, true},
		{"主要", "首要", false, false},
		{"从而提高", "因而提高", false, false},
		{"同步复制", "异步复制", true, true},
		{"同时推进", "一起推进", false, false},
		{"能写入", "不能写入", true, true},
		{"两阶段提交", "三阶段提交", true, true},
		{"强引用", "引用", false, true}, // an edit may drop it, a name without it is another
		{"increase", "decrease", true, true},
		{"append", "extend", false, false},
		{"sync call", "async call", true, true},
		{"the client waits", "the server waits", true, true},
		{"the client waits", "the cleint waits", false, false},
		{"the client waits", "the caller waits", false, false},
		{"never closed", "ever closed", true, true},
		{"never closed", "nevr closed", false, false},
		{"first of all", "ifrst of all", false, false},
		{"un processo", "il processo", false, false}, // no negator there, nor in most texts
		{"more than five", "fewer than five", true, true},
		{"x < y", "x > y", true, true},
		{"多读少写", "少读多写", true, true},
	} {
		if got := both.Turned(c.old, c.new); got != c.turned {
			t.Errorf("Turned(%q, %q) = %v", c.old, c.new, got)
		}
		if got := both.TellsApart(c.old, c.new); got != c.apart {
			t.Errorf("TellsApart(%q, %q) = %v", c.old, c.new, got)
		}
	}
	for _, c := range [][2]string{
		{"Der Baum schwenkt nach links", "Der Baum schwenkt nach rechts"},
		{"die obere Schleuse", "die untere Schleuse"},
		{"Kälte hemmt das Wachstum", "Kälte fördert das Wachstum"},
	} {
		if !Lex("de").Turned(c[0], c[1]) {
			t.Errorf("%q and %q are not opposed", c[0], c[1])
		}
	}
}
