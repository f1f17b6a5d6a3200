package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recall/data"
	"recall/quiz"
	"recall/quiz/draw"
)

// undoImport takes the newest import back, after it has said what that does.
func (a *app) undoImport(o *opened, yes bool) error {
	what, err := o.UndoImport(o.moment(), true)
	if errors.Is(err, data.ErrNoImport) {
		fmt.Fprintln(a.Err, "There is no import to take back. Only the newest one can be, once, by the installation that ran it.")
		return nil
	}
	if err != nil {
		return err
	}
	if what.Notes+what.Cards+what.Schedule+what.Parked == 0 && what.Kept > 0 {
		fmt.Fprintf(a.Err, "Nothing of the import of %s can be taken back: %s.\n", clean(a.importName(what)),
			keptSince(what.Kept))
		return nil
	}
	say := fmt.Sprintf("the import of %s would be taken back: %s", a.importName(what), undoneParts(what))
	if what.Kept > 0 {
		say += "; " + keptSince(what.Kept)
	}
	if err := a.confirm(yes, say, "Take it back?", "nothing was changed"); err != nil {
		return err
	}
	if _, err := o.BackupIfOlder(0, o.now()); err != nil {
		return err
	}
	done, err := o.UndoImport(o.moment(), false)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Out, "Taken back: the import of %s: %s\n", clean(a.importName(done)), undoneParts(done))
	if done.Kept > 0 {
		fmt.Fprintln(a.Out, sentence(keptSince(done.Kept)))
	}
	if slices.ContainsFunc(done.Files, func(path string) bool { return strings.HasPrefix(path, data.SyncedPath) }) {
		fmt.Fprintln(a.Err, "The place still has it. It comes back with the next change there; recall sync --forget PLACE ends that.")
		return nil
	}
	if len(done.Files) != 1 || !filepath.IsAbs(done.Files[0]) {
		fmt.Fprintln(a.Err, "The files count as seen until they change. To read one again, name it: recall import FILE")
		return nil
	}
	path := clean(a.pathArg(done.Files[0]))
	if _, err := os.Stat(done.Files[0]); errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintf(a.Err, "The file is gone. Once it is back, recall import %s reads it again.\n", path)
		return nil
	}
	added, err := a.addedFiles()
	if err != nil {
		return err
	}
	if filepath.Dir(done.Files[0]) == added {
		fmt.Fprintf(a.Err, "The text is still in %s. Whatever you leave in it comes back with the next recall add to it.\n",
			path)
		return nil
	}
	fmt.Fprintf(a.Err, "The file counts as seen until it changes. To read it again: recall import %s\n", path)
	return nil
}

// importName says when an import was, and of what.
func (a *app) importName(u data.UndoneImport) string {
	const most = 3
	var names []string
	for _, path := range u.Files {
		if strings.HasPrefix(path, data.SyncedPath) {
			path = pulledName(path)
		}
		names = append(names, a.tilde(path))
	}
	return fmt.Sprintf("%s (%s)", u.Time.Format("2006-01-02 15:04"), draw.Names(names, most))
}

// undoneParts counts what taking an import back does.
func undoneParts(u data.UndoneImport) string {
	var parts []string
	if u.Notes > 0 {
		parts = append(parts, quiz.Count(u.Notes, "bullet as it was", "bullets as they were"))
	}
	if u.Cards > 0 {
		other := map[bool]string{true: "other "}[u.Notes > 0]
		parts = append(parts, quiz.Count(u.Cards, other+"card as it was", other+"cards as they were"))
	}
	if u.Schedule > 0 {
		parts = append(parts, quiz.Count(u.Schedule, "schedule as it was", "schedules as they were"))
	}
	if u.Parked > 0 {
		parts = append(parts, quiz.Count(u.Parked, "new card parked", "new cards parked"))
	}
	if len(parts) == 0 {
		return "no bullet or card had changed"
	}
	return strings.Join(parts, ", ")
}

func keptSince(n int) string {
	return quiz.Count(n, "bullet was edited, moved or deleted since, and stays as it is",
		"bullets were edited, moved or deleted since, and stay as they are")
}
