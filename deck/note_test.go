package deck

import "testing"

// What a learner could be asked for is not only what is asked: a name alone belongs to a set, but a task holds no fact.
func TestAskable(t *testing.T) {
	asked, draft := []Card{{Answer: "a fin"}}, []Card{{Answer: "a fin", Draft: true}}
	for _, c := range []struct {
		name string
		note Note
		want bool
	}{
		{"asked", Note{Cards: asked}, true},
		{"a draft", Note{Cards: draft}, true},
		{"a draft in minutes", Note{Cards: draft, Genre: ReasonMinutes}, false},
		{"a fact among measurements", Note{Cards: asked, Genre: ReasonMeasured}, true},
		{"a name alone", Note{Reason: ReasonBare}, true},
		{"a name in a plan", Note{Reason: ReasonBare, Genre: ReasonPlan}, false},
		{"its front would tell", Note{Reason: ReasonLeak}, true},
		{"a task", Note{Reason: ReasonTodo}, false},
		{"said before", Note{Reason: ReasonDuplicate + " 12"}, false},
	} {
		if got := c.note.Askable(); got != c.want {
			t.Errorf("%s: askable is %v", c.name, got)
		}
	}
}
