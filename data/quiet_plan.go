package data

import (
	"fmt"
	"iter"

	"recall/deck"
)

// What is left to do about quiet notes: to count them, and to move those in other lines.

// lowered is a quiet note that stands in another line now.
type lowered struct {
	id         int64
	file, line int
}

// quietNotes yields the new notes that are quiet.
func (p *Plan) quietNotes() iter.Seq2[*File, *deck.Note] {
	return func(yield func(*File, *deck.Note) bool) {
		for i, list := range p.quiet {
			for j, quiet := range list {
				if quiet && !yield(&p.Files[i], &p.Files[i].Doc.Notes[j]) {
					return
				}
			}
		}
	}
}

// isQuiet reports whether a note of a file of the plan is quiet.
func (p *Plan) isQuiet(file, note int) bool { return p.quiet != nil && p.quiet[file][note] }

// quietSame counts the quiet notes of the files that are imported.
func (p *Plan) quietSame() (same int) {
	for f := range p.quietNotes() {
		same += when(!f.Beside, 1)
	}
	return same
}

// quietAsk reports whether a card of a quiet note asks one of some facts, of which each is a prompt and an answer.
func (p *Plan) quietAsk(facts map[string]bool) bool {
	for _, n := range p.quietNotes() {
		for k := range n.Cards {
			if facts[n.Cards[k].Prompt+"\x00"+n.Cards[k].Answer] {
				return true
			}
		}
	}
	return false
}

// lower moves the quiet notes whose lines have changed.
func (a *applier) lower() error {
	list := a.plan.lowered
	feed := func(row, column int) any {
		switch l := list[row]; column {
		case 0:
			return l.id
		case 1:
			return int64(l.line)
		default:
			return rank(a.sources[l.file], l.line, 0)
		}
	}
	err := a.insertFed("UPDATE note SET line = c1 FROM temp.feed WHERE id = c0", len(list), feed)
	if err != nil {
		return err
	}
	return a.insertFed(fmt.Sprintf("UPDATE schedule SET rank = c2 + (rank & %d) FROM temp.feed WHERE note = c0", lastOrd), len(list), feed)
}
