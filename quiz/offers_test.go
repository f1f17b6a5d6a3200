package quiz

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recall/data"
	"recall/deck/read"
	"recall/quiz/draw"
)

// TestOffers says what rejecting cards, and the offers that follow, do to documents whose cards readers have judged,
// every one. RECALL_OFFERS names folders, separated as in PATH, each with cards.tsv (corpus, file, line, rule, slot,
// tier, front, back, verdict) and docs/CORPUS/. The learner rejects each bad card and accepts an offer whose example is
// bad. It asserts nothing of the figures:
//
//	RECALL_OFFERS=DIR go test ./quiz -run TestOffers -v
func TestOffers(t *testing.T) {
	if os.Getenv("RECALL_OFFERS") == "" {
		t.Skip("RECALL_OFFERS names no folder with documents whose cards are all judged")
	}
	for _, dir := range filepath.SplitList(os.Getenv("RECALL_OFFERS")) {
		for corpus, verdicts := range verdictsOf(t, dir) {
			var files []data.File
			err := filepath.WalkDir(filepath.Join(dir, "docs", corpus), func(path string, d os.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				src, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				name, _ := filepath.Rel(filepath.Join(dir, "docs", corpus), path)
				doc, _ := read.Parse(name, src)
				files = append(files, data.File{Path: path, Sum: sha256.Sum256(src), Doc: doc})
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, offers := range []bool{true, false} {
				walkOffers(t, corpus, files, verdicts, offers)
			}
		}
	}
}

// verdictsOf reads a table of verdicts: by corpus, then by front and back.
func verdictsOf(t *testing.T, dir string) map[string]map[string]string {
	src, err := os.ReadFile(filepath.Join(dir, "cards.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]map[string]string{}
	for i, row := range strings.Split(strings.TrimSpace(string(src)), "\n") {
		f := strings.Split(row, "\t")
		if i == 0 || len(f) < 9 {
			continue
		}
		if list[f[0]] == nil {
			list[f[0]] = map[string]string{}
		}
		list[f[0]][cell(f[6])+"\t"+cell(f[7])] = f[8]
	}
	return list
}

// cell writes a text as it stands in a table of verdicts.
func cell(s string) string { return strings.NewReplacer("\t", " ", "\n", "⏎").Replace(s) }

// judge is a learner who rejects what a reader called bad.
type judge struct {
	script
	verdict  func(front, back string) string
	offers   bool // accepts offers whose example is bad
	rejected int
	counted  func(rejected int) // called when a rejection and the offer after it are over
	open     bool               // the latest rejection was not counted
}

func (j *judge) Key(screen draw.Screen, keys string) (rune, error) {
	if j.open && !strings.Contains(screen.Notice, "like them") {
		j.open = false
		j.counted(j.rejected)
	}
	if strings.Contains(screen.Notice, "like them") {
		if j.offers && j.verdict(front(screen.Context, screen.Front), screen.Back) == "bad" {
			return 'd', nil
		}
		return 'k', nil
	}
	if len(screen.Buttons) == 0 {
		return ' ', nil
	}
	if j.verdict(front(screen.Context, screen.Front), screen.Back) == "bad" {
		j.rejected++
		j.open = true
		return 'x', nil
	}
	return '4', nil
}

func front(context, prompt string) string {
	if context == "" {
		return prompt
	}
	return context + " › " + prompt
}

// toll counts the cards of a store by what a reader says of them.
type toll struct{ asked, bad, good, drafts, goodDrafts, unjudged int }

// walkOffers asks all cards of a document, day by day, and prints what is left of it after some rejections.
func walkOffers(t *testing.T, corpus string, files []data.File, verdicts map[string]string, offers bool) {
	s := empty(t)
	p, err := s.Plan(corpus, files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(p, data.Moment{Time: clock0(0)(), Day: 0}); err != nil {
		t.Fatal(err)
	}
	verdict := func(front, back string) string { return verdicts[cell(front)+"\t"+cell(back)] }
	tally := func() (n toll) {
		if err := s.Cards(data.Filter{}, func(c *data.Card) error {
			v := verdict(front(c.Context, c.Prompt), c.Answer)
			switch {
			case c.State.Drafted:
				n.drafts++
				n.goodDrafts += map[string]int{"good": 1}[v]
			case c.Status() != "draft" && c.Status() != "rejected":
				n.asked++
				n.bad += map[string]int{"bad": 1}[v]
				n.good += map[string]int{"good": 1}[v]
				n.unjudged += map[string]int{"": 1}[v]
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := tally()
	share := func(n toll) float64 { return 100 * float64(n.bad) / float64(max(1, n.asked)) }
	fmt.Printf("\n%s, offers %v: %d cards, %d good, %d bad (%.1f%%), %d without a verdict\n",
		corpus, offers, before.asked, before.good, before.bad, share(before), before.unjudged)
	say := func(when string, rejected int) {
		n := tally()
		fmt.Printf("  %s, %d rejections: %d left, bad %.1f%%; offers turned off %d, %d of them good\n",
			when, rejected, n.asked, share(n), n.drafts, n.goodDrafts)
	}
	percents := []int{1, 2, 5, 10}
	ui := &judge{script: script{t: t}, verdict: verdict, offers: offers, counted: func(rejected int) {
		for len(percents) > 0 && rejected*100 >= percents[0]*before.asked {
			say(fmt.Sprintf("after %d%%", percents[0]), rejected)
			percents = percents[1:]
		}
	}}
	idle := 0 // days in a row without a new card
	for day := 0; idle < 30; day++ {
		opt := Options{Way: "reveal", Lines: true, Queue: data.QueueOptions{Settings: data.DefaultSettings, NewLimit: -1}}
		session, err := New(s, ui, clock0(day), opt)
		if err != nil {
			t.Fatal(err)
		}
		if idle++; len(session.new) > 0 {
			idle = 0
		}
		if err := session.Run(t.Context()); err != nil && !errors.Is(err, ErrQuit) {
			t.Fatal(err)
		}
	}
	say("at the end", ui.rejected)
}
