package choice

import (
	"slices"
	"strings"
	"testing"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/text"
)

func answers(prefix string, list ...string) []deck.Card {
	var cards []deck.Card
	for i, a := range list {
		cards = append(cards, deck.Card{Slot: "forward", Prompt: prefix + string(rune('a'+i)), Answer: a,
			Forms: deck.Reveal | deck.Choice})
	}
	return cards
}

func TestDistractors(t *testing.T) {
	for _, c := range []struct {
		name  string
		card  deck.Card
		rings [][]deck.Card
		from  []string // every option is one of these; none: no question
	}{
		{"growth climbs the ladder", deck.Card{Prompt: "heap · push", Answer: "O(log n)"}, nil, []string{"O(1)", "O(n)", "O(n log n)"}},
		{"growth without its O climbs too", deck.Card{Prompt: "heap sort · best", Answer: "n log(n)"}, nil, []string{"log n", "n", "n²"}},
		{"figures before a name are no number", deck.Card{Prompt: "missing", Answer: "404 Not Found"}, [][]deck.Card{answers("", "403 Forbidden", "500 ms", "302 Found")}, []string{"403 Forbidden", "302 Found"}},
		{"numbers keep their unit", deck.Card{Prompt: "timeout", Answer: "30 s"}, [][]deck.Card{answers("", "5 ms", "60 s", "10 s", "a while")}, []string{"60 s", "10 s"}},
		{"code stands beside code", deck.Card{Prompt: "list files", Answer: "`ls -l`"}, [][]deck.Card{answers("", "`cat x`", "by hand", "`rm -r`")}, []string{"`cat x`", "`rm -r`"}},
		{"Han stands beside Han of its width", deck.Card{Prompt: "锁", Answer: "互斥访问"}, [][]deck.Card{answers("", "先进先出", "O(1)", "一句长得多而不会与之相混的话", "后进先出", "stack")}, []string{"先进先出", "后进先出"}},
		{"the own group comes first", deck.Card{Prompt: "x", Answer: "Redis"}, [][]deck.Card{answers("", "Kafka", "Celery"), answers("q", "Nginx", "Docker")}, []string{"Kafka", "Celery"}},
		{"elsewhere only figures of its unit fit", deck.Card{Prompt: "concert pitch", Answer: "A4 = 440 Hz"}, [][]deck.Card{nil, answers("", "a stake of 1.8 m", "green to brown = 1:2", "a cable bay")}, nil},
		{"elsewhere a year is no count", deck.Card{Prompt: "Bach was born in ____", Answer: "1685"}, [][]deck.Card{nil, answers("", "4", "80", "1750", "1809")}, []string{"1750", "1809"}},
		{"elsewhere a phrase stands beside phrases", deck.Card{Prompt: "oak", Answer: "a hard wood"}, [][]deck.Card{nil, answers("", "2 m of wood", "a red fruit", "a soft stem")}, []string{"a red fruit", "a soft stem"}},
		{"what is true is no lure", deck.Card{Prompt: "broker", Answer: "Kafka", Accept: []string{"Pulsar"}}, [][]deck.Card{answers("", "kafka", "Pulsar", "Apache Kafka", "Redis")}, nil},
		{"an answer of the same prompt is true", deck.Card{Prompt: "broker", Answer: "Kafka"}, [][]deck.Card{{{Prompt: "broker", Answer: "NATS"}}, answers("", "NATS", "Redis")}, nil},
		{"what is said of the same thing elsewhere may be true", deck.Card{Prompt: "AOF", Answer: "logs each write"}, [][]deck.Card{{
			{Slot: "forward", Prompt: "AOF (vs RDB)", Answer: "loses little"},
			{Slot: "forward", Prompt: "AOFX", Answer: "drops a write"},
			{Slot: "forward", Prompt: "RDB", Answer: "one snapshot"},
		}}, []string{"drops a write", "one snapshot"}},
		{"back from code, only what is done by code", deck.Card{Slot: "reverse", Prompt: "`str.encode()`", Answer: "Text to bytes"}, [][]deck.Card{{
			{Slot: "forward", Prompt: "Effect of binding", Answer: "a second name"},
			{Slot: "forward", Prompt: "Bytes to text", Answer: "`bytes.decode()`"},
			{Slot: "forward", Prompt: "Text to a list", Answer: "`s.split()`"},
		}}, []string{"Bytes to text", "Text to a list"}},
		{"one candidate asks nothing", deck.Card{Prompt: "x", Answer: "Redis"}, [][]deck.Card{answers("", "Kafka")}, nil},
		{"the largest is picked among its chain", deck.Card{Slot: "facet:largest", Prompt: "size · largest?", Answer: "TB", Members: []string{"KB", "MB", "GB", "TB"}}, nil, []string{"KB", "MB", "GB"}},
	} {
		for seed := range uint64(20) {
			got := new(Chooser).Distractors(c.card, seed, false, c.rings...)
			var rings []Ring
			for _, cards := range c.rings {
				rings = append(rings, NewRing(cards))
			}
			if has := new(Chooser).HasDistractors(c.card, rings...); has != (got != nil) {
				t.Errorf("%s: %v, but has them: %t", c.name, got, has)
			}
			if c.from == nil {
				if got != nil {
					t.Errorf("%s: %v", c.name, got)
				}
				continue
			}
			if len(got) != 2 || got[0] == got[1] || !slices.Contains(c.from, got[0]) ||
				!slices.Contains(c.from, got[1]) {
				t.Errorf("%s: %v", c.name, got)
			}
			if again := new(Chooser).Distractors(c.card, seed, false, c.rings...); !slices.Equal(got, again) {
				t.Errorf("%s: %v, then %v", c.name, got, again)
			}
		}
	}
}

// A card that asks for a name gets names as options, even those that no card asks for.
func TestDistractorsOfReverse(t *testing.T) {
	ring := []deck.Card{
		{Slot: "forward", Prompt: "Kafka", Answer: "a log of events", Forms: deck.Reveal},
		{Slot: "forward", Prompt: "Celery", Answer: "a queue of tasks", Forms: deck.Reveal},
		{Slot: "reverse", Prompt: "a proxy for the web", Answer: "Nginx", Forms: deck.Reveal},
	}
	for seed := range uint64(10) {
		got := new(Chooser).Distractors(deck.Card{Slot: "reverse", Prompt: "a cache in memory", Answer: "Redis"}, seed, false, ring)
		if len(got) != 2 || strings.Contains(strings.Join(got, " "), " a ") {
			t.Errorf("%v", got)
		}
	}
}

// Options answer a similar question: causes go with causes, defaults with defaults.
func TestCloseDistractors(t *testing.T) {
	c := card.Forward("Why a tuple is smaller", "its items sit inline in the object")
	ring := []deck.Card{
		card.Forward("Default precision of `decimal`", "28 significant decimal digits"),
		card.Forward("Effect of `b = a`", "a second name for the same object"),
		card.Forward("Why logging calls use `%s`", "text is formatted only when emitted"),
	}
	if got := new(Chooser).Distractors(c, 1, true, ring); got != nil {
		t.Errorf("one cause is enough for %q", got)
	}
	if got := new(Chooser).Distractors(c, 1, false, ring); len(got) != 2 {
		t.Errorf("asked for a choice, it has %q", got)
	}
	ring = append(ring, card.Forward("Why `join` is fast", "it allocates the result just once"))
	for seed := range uint64(20) {
		got := new(Chooser).Distractors(c, seed, true, ring)
		slices.Sort(got)
		if want := []string{"it allocates the result just once",
			"text is formatted only when emitted"}; !slices.Equal(got, want) {
			t.Errorf("seed %d: %q", seed, got)
		}
	}
	arrow := card.Forward("Read-heavy load → ?", "add a cache in front")
	far := []deck.Card{card.Forward("Base classes in no order → ?", "the class raises an error"),
		card.Forward("Writers wait for each other → ?", "shard by a hash of the key")}
	if got := new(Chooser).Distractors(arrow, 1, true, nil, far); got != nil {
		t.Errorf("what follows elsewhere is no temptation: %q", got)
	}
	if got := new(Chooser).Distractors(arrow, 1, true, far); len(got) != 2 {
		t.Errorf("what follows in its own group is left out: %q", got)
	}
	for prompt, want := range map[string]string{
		"Read-heavy load → ?": "arrow", "list · random access": "facet term", "Bulkhead": "term", "元组比列表省内存的原因": "原因", "舱壁模式": "term",
		"Default isolation level of InnoDB": "default", "Why browsers need gRPC-Web": "why", "Kafka messages with equal keys by default": "kafka",
	} {
		if got := cue(text.Lex(""), prompt); got != want {
			t.Errorf("%q asks for %q, want %q", prompt, got, want)
		}
	}
}

// No option gives itself away: where one begins with a reason or holds code, all do.
func TestNothingGivesAnOptionAway(t *testing.T) {
	ring := []deck.Card{
		card.Forward("Why `join` is fast", "because it allocates its result just once"),
		card.Forward("Why tuples are small", "because nothing can be added to them"),
		card.Forward("Why `sorted` is stable", "it merges runs that are sorted already"),
		card.Forward("Why `map` is lazy", "its items are made as they are asked for"),
		card.Forward("Why `pop` is slow", "because `list` moves all items behind it"),
	}
	for i, c := range ring[:3] {
		others := append(slices.Clone(ring[:i]), ring[i+1:]...)
		options := append(new(Chooser).Distractors(c, 1, false, others), c.Answer)
		for _, o := range options {
			if strings.HasPrefix(o, "because") != strings.HasPrefix(c.Answer, "because") || strings.Contains(o, "`") {
				t.Errorf("%q stands beside %q", o, c.Answer)
			}
		}
	}
}
