package cmd

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"recall/data"
)

// worded returns the text of an error, with the command or flag that helps added to the sentence. data knows no
// commands or flags, so it returns kinds of errors.
func worded(err error) string {
	say := err.Error()
	if what, way := wayOut(err); !strings.Contains(say, what+way) {
		say = strings.ReplaceAll(say, what, what+way)
	}
	return say
}

// wayOut returns the text of a known kind of error, which may be part of a longer sentence, and the advice to put after
// it.
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

// told is an error whose text is worded.
type told struct{ error }

// Error returns the text with the way out.
func (t told) Error() string { return worded(t.error) }

// Unwrap returns the error behind it.
func (t told) Unwrap() error { return t.error }

// hinted is an error with a hint about what to do.
type hinted struct {
	error
	hint string
}

// Unwrap returns the error without the hint.
func (h hinted) Unwrap() error { return h.error }

// hintFor returns a hint about what to do, or "" if the error says it itself.
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
	var file *data.FileError
	switch {
	case errors.As(err, &h):
		return h.hint
	case errors.As(err, new(*data.ArrivedError)):
		return "recall check looks at the one that is there now; a restore adds a backup to it"
	case errors.As(err, new(*data.UnlinkedError)):
		return "mount the disk that it is on, or name another database with --db"
	case errors.As(err, &usage):
		return usage.hint
	case errors.As(err, &query) && query.Hint == "":
		return "recall help query shows what a query can say"
	case errors.As(err, &query):
		if near := nearest(query.Word, query.Among); query.Word != "" && near != "" {
			return fmt.Sprintf("did you mean %q? %s", near, query.Hint)
		}
		return query.Hint
	case errors.As(err, &setting):
		return setting.Hint
	case errors.As(err, &shared):
		return "leave --deck out"
	case errors.As(err, &ambiguous):
		return candidates(ambiguous)
	case errors.As(err, &decks):
		return "give more of it; these start with it:\n  " + strings.Join(decks.Decks, "\n  ")
	case errors.As(err, &noDeck) && noDeck.Deleted != "":
		return "recall deck restore " + quoteArg(noDeck.Deleted) + " brings it back"
	case errors.As(err, &noDeck):
		return "recall deck list shows them"
	case errors.As(err, &noChapter):
		return "recall stats lists the chapters"
	case errors.As(err, &foreign):
		return "name another database with --db, or set RECALL_DB"
	case errors.As(err, &newer):
		return "use the newer recall, or another database with --db"
	case errors.As(err, &file) && errors.Is(file.Err, os.ErrPermission) && !errors.As(err, new(*data.BackupError)):
		return "make it readable and writable for you, or name another database with --db"
	case data.Damaged(err) && !errors.As(err, &file): // those of a file say it themselves
		return "recall check names all that is wrong"
	}
	return ""
}
