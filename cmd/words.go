package cmd

import (
	"errors"
	"os"
	"strings"

	"recall/data"
)

// worded is what an error says, with the command or the flag that leads out of it in the same sentence: data knows
// neither, and returns kinds.
func worded(err error) string {
	say := err.Error()
	if what, way := wayOut(err); !strings.Contains(say, what+way) {
		say = strings.ReplaceAll(say, what, what+way)
	}
	return say
}

// wayOut returns what a kind of error says by itself, perhaps within a longer sentence, and what is to follow it.
func wayOut(err error) (what, way string) {
	var file *data.FileError
	var taken *data.NameTakenError
	var line data.DumpProblem
	switch {
	case errors.As(err, &file) && file.Fault == data.FileReadOnly:
		return file.Error(), ", or name another with --db"
	case errors.As(err, &file) && file.Fault == data.FileDamaged:
		return file.Error(), "; recall check says more"
	case errors.As(err, &taken):
		return taken.Error(), "; recall deck merge combines the two"
	case errors.As(err, &line) && line.Fault == data.DumpCut:
		return line.Error(), ", or import what is there with --skip-bad"
	case errors.As(err, &line) && line.Fault == data.DumpChanged:
		return line.Error(), ", or leave the line out with --skip-bad"
	}
	return "", ""
}

// told is an error that speaks in these words.
type told struct{ error }

func (t told) Error() string { return worded(t.error) }

func (t told) Unwrap() error { return t.error }

// hinted is an error with a way out.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

// hintFor says what to do about an error; "" where the error says it itself.
func hintFor(err error) string {
	var usage *usageError
	var h hinted
	var noDeck *data.NoDeckError
	var foreign *data.ForeignError
	var newer *data.NewerError
	var noChapter *data.NoChapterError
	var query *data.QueryError
	var setting *data.SettingError
	var shared *data.SharedSettingError
	var ambiguous *data.AmbiguousError
	var decks *data.ManyDecksError
	switch {
	case errors.As(err, &h):
		return h.hint
	case errors.As(err, &usage):
		return usage.hint
	case errors.As(err, &query) && query.Hint == "":
		return "recall help query shows what a query can say"
	case errors.As(err, &query):
		return query.Hint
	case errors.As(err, &setting):
		return setting.Hint
	case errors.As(err, &shared):
		return "leave --deck out"
	case errors.As(err, &ambiguous):
		return candidates(ambiguous)
	case errors.As(err, &decks):
		return "give more of it; these start with it:\n  " + strings.Join(decks.Decks, "\n  ")
	case errors.As(err, &noDeck):
		return "recall deck list shows them"
	case errors.As(err, &noChapter):
		return "recall stats lists the chapters"
	case errors.As(err, &foreign):
		return "name another database with --db, or set RECALL_DB"
	case errors.As(err, &newer):
		return "use the newer recall, or another database with --db"
	case errors.Is(err, os.ErrPermission):
		return "make it readable and writable for you, or name another database with --db"
	}
	return ""
}
