package build

import (
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/card"
	"recall/deck/choice"
	"recall/deck/text"
)

// Score says how well the documents of one deck became cards. It counts what Build left in them.
type Score struct {
	Bullets   int `json:"bullets"`
	Accounted int `json:"accounted"` // with a card, a draft or a reason
	Askable   int `json:"askable"`   // with something to ask for
	Covered   int `json:"covered"`   // askable, with a card or draft
	Asked     int `json:"asked"`     // with a card that is no draft; they are askable

	Cards     int `json:"cards"` // scheduled ones
	Drafts    int `json:"drafts"`
	Ambiguous int `json:"ambiguous"` // scheduled cards whose front another card has with another answer
	Leaks     int `json:"leaks"`     // scheduled cards whose front gives the answer away

	AnswerP90 int `json:"answer_p90"` // columns; nine of ten answers of scheduled cards are no wider
	AnswerMax int `json:"answer_max"`

	Choice    int `json:"choice"`     // scheduled cards that can be asked by choice
	ChoiceFit int `json:"choice_fit"` // of these, cards with two wrong options that fit

	Reasons map[deck.Reason]int `json:"reasons"` // why bullets made no card, by code
	Weak    map[deck.Reason]int `json:"weak"`    // why cards are drafts, by code
	Rules   map[string]int      `json:"rules"`   // bullets by recogniser
}

// CoveredShare returns the share of askable bullets with a card or a draft, 1 where no bullet is askable.
func (s Score) CoveredShare() float64 { return shareOf(s.Covered, s.Askable) }

// AskedShare returns the share of askable bullets with a scheduled card, 1 where no bullet is askable.
func (s Score) AskedShare() float64 { return shareOf(s.Asked, s.Askable) }

// CardsPerBullet returns how many scheduled cards a covered bullet has on average.
func (s Score) CardsPerBullet() float64 { return ratio(s.Cards, s.Covered) }

// AmbiguousShare returns the share of scheduled cards whose front another card has with another answer, 0 without
// cards.
func (s Score) AmbiguousShare() float64 { return ratio(s.Ambiguous, s.Cards) }

// LeakShare returns the share of scheduled cards whose front gives the answer away, 0 without cards.
func (s Score) LeakShare() float64 { return ratio(s.Leaks, s.Cards) }

// AskedOfAll returns the share of all bullets with a scheduled card. It is low for minutes, contents and references.
func (s Score) AskedOfAll() float64 { return ratio(s.Asked, s.Bullets) }

// MedianShares returns the medians of CoveredShare and AskedShare over the documents with something to ask for.
func MedianShares(docs []*deck.Document) (covered, asked float64) {
	var c, a []float64
	for _, doc := range docs {
		s := newScore()
		if s.notes(doc); s.Askable > 0 {
			c, a = append(c, s.CoveredShare()), append(a, s.AskedShare())
		}
	}
	return median(c), median(a)
}

func median(list []float64) float64 {
	if len(list) == 0 {
		return 1
	}
	slices.Sort(list)
	return (list[(len(list)-1)/2] + list[len(list)/2]) / 2
}

// ChoiceShare returns the share of choice cards with two wrong options that fit, 1 without choice cards.
func (s Score) ChoiceShare() float64 { return shareOf(s.ChoiceFit, s.Choice) }

// shareOf returns n/of, and 1 for 0/0: nothing was missed.
func shareOf(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return ratio(n, of)
}

// ratio returns n/of, and 0 for 0/0.
func ratio(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

// ScoreOf measures documents that Build has finished.
func ScoreOf(docs []*deck.Document) Score {
	s := newScore()
	var widths []int
	answers := map[string]string{} // by front
	clash := map[string]int{}
	for _, doc := range docs {
		lex := text.Lex(doc.Language)
		s.notes(doc)
		for i := range doc.Notes {
			n := &doc.Notes[i]
			for _, c := range n.Cards {
				if c.Draft {
					continue
				}
				widths = append(widths, text.Columns(c.Answer))
				front := c.Front()
				if a, ok := answers[front]; ok && !strings.EqualFold(a, c.Answer) {
					if clash[front] == 0 {
						clash[front] = 1
					}
					clash[front]++
				}
				answers[front] = c.Answer
				if !n.Explicit() && !c.Forms.Has(deck.Order) && card.Leaks(lex, c.Context, c.Prompt, c.Answer) {
					s.Leaks++
				}
			}
		}
		s.choices(doc)
	}
	for _, n := range clash {
		s.Ambiguous += n
	}
	if slices.Sort(widths); len(widths) > 0 {
		s.AnswerP90, s.AnswerMax = widths[(len(widths)*9+9)/10-1], widths[len(widths)-1]
	}
	return s
}

func newScore() Score {
	return Score{Reasons: map[deck.Reason]int{}, Weak: map[deck.Reason]int{}, Rules: map[string]int{}}
}

// notes counts the bullets of a document and their cards.
func (s *Score) notes(doc *deck.Document) {
	wholes := wholesOf(doc)
	for i := range doc.Notes {
		s.note(&doc.Notes[i], wholes)
	}
}

// wholesOf lists the bullets with cards by their lines.
func wholesOf(doc *deck.Document) map[int]*deck.Note {
	by := map[int]*deck.Note{}
	for i := range doc.Notes {
		if n := &doc.Notes[i]; len(n.Cards) > 0 {
			by[n.Line] = n
		}
	}
	return by
}

// note counts a bullet and its cards. A bullet that is part of another one's answer is asked where that one is.
func (s *Score) note(n *deck.Note, wholes map[int]*deck.Note) {
	s.Bullets++
	scheduled := 0
	for _, c := range n.Cards {
		if c.Draft {
			s.Drafts++
			s.Weak[deck.Reason(c.Weakness).Code()]++
		} else {
			scheduled++
		}
	}
	s.Cards += scheduled
	askable := n.Askable()
	if askable {
		s.Askable++
	}
	whole := wholes[n.Reason.Whole()]
	if scheduled > 0 || askable && whole != nil && whole.Asked() {
		s.Asked++
	}
	switch {
	case len(n.Cards) > 0:
		s.Accounted++
		s.Rules[n.Rule]++
		if askable {
			s.Covered++
		}
	case n.Reason != "":
		s.Accounted++
		s.Reasons[n.Reason.Code()]++
		if askable && whole != nil {
			s.Covered++
		}
	}
}

// nearCards is how many cards before and behind a card may give it wrong options.
const nearCards = 300

// choices counts the cards that can be asked by choice, and looks for wrong options for each.
func (s *Score) choices(doc *deck.Document) {
	total := 0
	for i := range doc.Notes {
		total += len(doc.Notes[i].Cards)
	}
	cards := make([]deck.Card, 0, total)
	groups, sections := make([]int, 0, total), make([]int, 0, total) // where the group and the section of each card start
	group, section := 0, 0
	for i := range doc.Notes {
		n := &doc.Notes[i]
		if i > 0 {
			before := &doc.Notes[i-1]
			if !slices.Equal(n.Headings, before.Headings) {
				group, section = len(cards), len(cards)
			} else if n.Group != before.Group || n.Label != before.Label {
				group = len(cards)
			}
		}
		for _, c := range n.Cards {
			cards, groups, sections = append(cards, c), append(groups, group), append(sections, section)
		}
	}
	var chooser choice.Chooser
	all := choice.NewRing(cards)
	for i, c := range cards {
		if c.Draft || !c.Forms.Has(deck.Choice) {
			continue
		}
		s.Choice++
		group := all.Piece(groups[i], runEnd(groups, i))
		section := all.Piece(sections[i], min(runEnd(sections, i), sections[i]+nearCards))
		near := all.Piece(max(0, i-nearCards), min(len(cards), i+nearCards))
		if chooser.HasDistractors(c, group, section, near) {
			s.ChoiceFit++
		}
	}
}

// runEnd returns where the run of equal numbers that holds i ends.
func runEnd(starts []int, i int) int {
	k, _ := slices.BinarySearch(starts[i:], starts[i]+1)
	return i + k
}
