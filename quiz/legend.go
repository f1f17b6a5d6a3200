package quiz

import (
	"fmt"
	"slices"
	"strings"

	"recall/quiz/draw"
	"recall/srs"
)

// legendAnswers is how many answers of a learner carry a legend of the grade keys.
const legendAnswers = 5

// isNew reports whether the learner still needs the legend: few answers were given, here or on any earlier day.
func (s *Session) isNew() bool {
	answers := s.before
	for _, a := range s.acts {
		if a.kind == srs.Review {
			answers++
		}
	}
	return answers < legendAnswers
}

// legendOf says what the signs on the grade keys mean and, as long as all passing grades lead to the same day, what they
// change. Only signs that are there are explained; whoever hears the keys hears no signs.
func legendOf(grades []gradeKey, buttons []draw.Button, spoken bool) (list []string) {
	has := func(is func(draw.Button) bool) bool { return slices.ContainsFunc(buttons, is) }
	var signs []string
	if has(func(b draw.Button) bool { return b.Returns }) {
		signs = append(signs, "↺ comes back today")
	}
	if has(func(b draw.Button) bool { return b.Ease != 0 }) {
		signs = append(signs, "- + lowers or raises the ease")
	}
	signs = append(signs, "* what Space gives")
	if !spoken {
		list = append(list, strings.Join(signs, "   "))
	}
	var passing []string
	var next draw.Interval
	for i, b := range buttons {
		switch {
		case !grades[i].grade.Passed():
		case b.Next == draw.Interval{} || len(passing) > 0 && b.Next != next:
			return list
		default:
			passing, next = append(passing, b.Name), b.Next
		}
	}
	if len(passing) > 1 {
		list = append(list, fmt.Sprintf("%s: %s each; the ease makes the difference later.", strings.Join(passing, ", "),
			next.Long))
	}
	return list
}
