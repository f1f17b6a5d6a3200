package match_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"recall/deck"
	"recall/deck/match"
)

// Whatever a text is, it is the same as itself, and neither blanks nor bold make another fact of it.
func TestLayoutIsNoFact(t *testing.T) {
	bits := strings.Fields("keel Keels 龙骨 两个 一 不 非常 not don't 5 1,000 4KB % ² H₂O ( ) （ ） `git` ` `` $ " +
		"\\log \\ -> <= < <b> &lt; ! ，、; / * ** _ O( O(n) C++ VI [a](b) “x” ✓ → \n - 1. ____ aaa ℃ é")
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(bits), 0, 12).Draw(t, "words")
		other := rapid.SliceOfN(rapid.SampledFrom(bits), 0, 12).Draw(t, "other")
		slot := rapid.SampledFrom([]string{"forward", "reverse", "order", "member:x", "cloze:x"}).Draw(t, "slot")
		forms := rapid.SampledFrom([]deck.Forms{deck.Reveal, deck.Set, deck.Order}).Draw(t, "forms")
		old := strings.Join(words, " ")
		judge := func(new string) match.Verdict {
			v, _ := match.Judge(match.StoredCard{Slot: slot, Prompt: old, Answer: old},
				&deck.Card{Slot: slot, Forms: forms, Prompt: new, Answer: new})
			return v
		}
		if v := judge(old); v != match.FactSame {
			t.Fatalf("%q to itself: %s", old, verdicts[v])
		}
		if new := strings.Join(words, "  ") + " "; judge(new) > match.FactMended {
			t.Fatalf("%q to %q: %s", old, new, verdicts[judge(new)])
		}
		judge(strings.Join(other, " ")) // does not fail
		if strings.ContainsAny(old, "`*_$<&\\[]\n") {
			return
		}
		bold := slices.Clone(words)
		for i, w := range bold {
			if strings.Contains(w, "eel") {
				bold[i] = "**" + w + "**"
			}
		}
		if new := strings.Join(bold, " "); judge(new) > match.FactMended {
			t.Fatalf("%q to %q: %s", old, new, verdicts[judge(new)])
		}
	})
}

// A slip of the pen makes no word that the deck uses. Where it uses the old word still and the new one before, the
// learner is told.
func TestWordsThatTheDeckUses(t *testing.T) {
	bullet := func(text string) *deck.Note {
		return &deck.Note{Bullet: deck.Bullet{Place: &deck.Place{}, Text: text}}
	}
	const old, new = "holds the rudder in place below the water", "holds the ruder in place below the water"
	for _, test := range []struct {
		name          string
		before, after string // another bullet of the deck
		want          match.Verdict
	}{
		{"neither", "Boom: a spar", "Boom: a spar", match.FactMended},
		{"the old one only", "Boom: no rudder", "Boom: no rudder", match.FactMended},
		{"the new one only", "Sailor: ruder than a captain", "Sailor: ruder than a captain", match.FactMended},
		{"both", "Sailor: Ruder at the rudder", "Sailor: Ruder at the rudder", match.FactUnsure},
		{"mended in all places", "Boom: no rudder", "Boom: no ruder", match.FactMended},
	} {
		words := match.NewWords([]match.Stored{{Text: "Pin: " + old}, {Text: test.before}},
			[]match.Found{{Note: bullet("Pin: " + new)}, {Note: bullet(test.after)}}, slices.Values([]string(nil)))
		v, _ := words.Judge(match.StoredCard{Slot: "forward", Prompt: "Pin", Answer: old},
			&deck.Card{Slot: "forward", Prompt: "Pin", Answer: new})
		if v != test.want {
			t.Errorf("%s: %s, want %s", test.name, verdicts[v], verdicts[test.want])
		}
	}
}

// A bullet's fate is that of its cards, and a remark that no card asks changes none.
func TestFateFollowsTheCards(t *testing.T) {
	for _, test := range []struct {
		old, new string
		want     match.Fate
	}{
		{"list: random access O(1), insertion at the front O(n)", "list: random access O(1), insertion at the front O(1)",
			match.Changed},
		{"list: random access O(1), insertion at the front O(n)", "list: random access O(1), insertion at the front O( n )",
			match.Fixed},
		{"Namur: seat of the Walloon parliament", "Liege: seat of the Walloon parliament", match.Changed},
		{"CAP: consistency, availability, partition tolerance", "CAP: consistency, availability and partition tolerance",
			match.Fixed},
		{"Canal lock: a chamber that don't lose water while both gates are shut tight",
			"Canal lock: a chamber that doesn't lose water while both gates are shut tight", match.Fixed},
		{"Stamp duty: take the amount for the parcel from the label, never from the sender",
			"Stamp duty: take the amount for the parcel from the ledger, never from the sender", match.Changed},
		{"**燕尾榫**：<u>两块木板在转角处咬合</u>，拉不开", "**燕尾榫**：**两块木板在转角处咬合**，拉不开", match.Fixed},
		{"**连接方式**：WAVE1.0 每首歌重新连接一次，WAVE1.1 一直保持连接",
			"**连接方式**：WAVE/1.0 每首歌重新连接一次，WAVE/1.1 一直保持连接", match.Fixed},
		{"盖碗：小二简单的茶具，比如旅行时用的那一种", "盖碗：小而简单的茶具，比如旅行时用的那一种", match.Fixed},
		{"壶承：放在茶壶下面接水的一个特定的盘子", "壶承：放在茶壶下面接水的盘子", match.Fixed},
		{"备用钥匙：用密码（`KX256` or `KX512`）换一把新的", "备用钥匙：用密码（`KX256` 或 `KX512`）换一把新的", match.Fixed},
	} {
		old, new := notesOf("# Harbour\n\n- "+test.old+"\n"), notesOf("# Harbour\n\n- "+test.new+"\n")
		stored := storedOf(old)
		if got := match.FateOf(&stored[0], inBoats(new)[0]); got != test.want {
			t.Errorf("%q to %q: %s, want %s", test.old, test.new, got, test.want)
		}
	}
}
