package draw

import (
	"fmt"
	"slices"
	"strings"
)

// Spoken returns s in sentences, for people who hear it or read it line by line. It has no rules, boxes or columns, and
// does not repeat what before, the previous screen, has said already. Keys that stay the same are announced once.
func (s Screen) Spoken(st Style, before Screen) (lines []string) {
	st.Color, st.Plain = false, true
	say := func(label, text string) {
		if text = sentence(st.spell(text)); text != "" {
			lines = append(lines, Wrap(label+text, st.Width)...)
		}
	}
	tell := func(label, source string) {
		text := Markdown(source, Style{Width: st.Width, ASCII: st.ASCII, Plain: true})
		switch {
		case len(text) == 1 && text[0] != "":
			lines = append(lines, Wrap(label+text[0], st.Width)...)
		case len(text) > 1:
			lines = append(append(lines, strings.TrimRight(label, " ")), text...)
		}
	}
	same := s.Front != "" && s.Front == before.Front && s.Context == before.Context
	if !(same && s.Revealed() && s.Notice == before.Notice) {
		say("", s.Notice)
	}
	if !same || !s.Revealed() {
		if !same || !slices.Equal(s.Head, before.Head) {
			say("", strings.Join(s.Head, ", "))
		}
		if s.Place != before.Place {
			say("", s.Place)
		}
		if !same || s.Remark != before.Remark {
			say("", s.Remark)
		}
	}
	if !same {
		front := st.front(s.Front)
		if s.Context != "" {
			front = st.spell(oneLine(s.Context)) + ": " + front
		}
		tell("Question: ", front)
	}
	shown := same && before.Revealed() && before.Back == s.Back && before.Answer == s.Answer // the answer was said
	if s.Revealed() && !shown && s.Given == "" {
		say("", s.Verdict.spoken())
	}
	for i, item := range s.Items {
		if same && i < len(before.Items) && before.Items[i] == item {
			continue
		}
		remark := oneLine(item.Verdict.Remark)
		if remark != "" {
			remark = ", " + remark
		}
		tell(fmt.Sprintf("%d: ", i+1), oneLine(item.Text)+remark)
	}
	if s.Rows != nil {
		lines = append(lines, s.Rows(st)...)
	}
	if s.Revealed() && !shown {
		if s.Given != "" {
			say("You: ", sentence(oneLine(s.Given))+" "+s.Verdict.spoken())
		}
		if s.Answer != "" && !(s.Verdict.Result == Right && slices.Equal(folded(clusters(oneLine(s.Given))),
			folded(clusters(oneLine(s.Answer))))) {
			lines = append(lines, Wrap("Answer: "+oneLine(s.Answer), st.Width)...)
		}
		tell("Answer: ", s.Back)
		say("From: ", s.source())
	}
	var buttons []string
	for _, b := range s.Buttons {
		buttons = append(buttons, b.spoken())
	}
	if len(buttons) > 0 {
		lines = append(lines, st.Join(buttons, " ")...)
	}
	if !shown { // said once, not again after a key that only flags or explains
		for _, sentence := range s.Legend {
			say("", sentence)
		}
	}
	if keys := s.Keys.Spoken(); len(keys) > 0 {
		lines = append(lines, st.Join(keys, " ")...)
	}
	return lines
}

// spell replaces the signs that the program puts between words with what can be heard, such as a comma.
func (st Style) spell(s string) string {
	return strings.NewReplacer(" › ", ", ", " · ", ": ", "↺", "again today").Replace(oneLine(s))
}

// sentence adds a full stop if s has no end mark, so that a voice pauses.
func sentence(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".:?!;") || strings.HasSuffix(s, "。") ||
		strings.HasSuffix(s, "？") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

// spoken returns a grade key in words: "2 Hard, 15 days, again today." It leaves out that Hard lowers the ease and Easy
// raises it, which nobody needs to hear at every card.
func (b Button) spoken() string {
	parts := []string{string(b.Key) + " " + oneLine(b.Name)}
	if b.Next.Long != "" {
		parts = append(parts, b.Next.Long)
	}
	if b.Returns {
		parts = append(parts, "again today")
	}
	if b.Starred {
		parts = append(parts, "or an empty line")
	}
	return strings.Join(parts, ", ") + "."
}
