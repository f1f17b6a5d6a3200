package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"recall/data"
	"recall/deck"
	"recall/deck/match"
	"recall/deck/read"
	"recall/quiz"
)

func (a *app) edit() *cobra.Command {
	c := &cobra.Command{
		Use:   "edit CARD",
		Short: "Edit a card's bullet in your editor",
		Long: `Open the file that a card comes from at its line, in VISUAL or EDITOR, and
import the file again afterwards. A card that comes from no file of yours, such
as those of the built-in roadmap, is edited as a text of its own. Progress
follows the bullet.`,
		Example: "  recall edit 7f3a",
		Args:    exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.present(c.Context(), func(o *opened) error {
				card, err := o.FindCard(args[0])
				if err != nil {
					return err
				}
				say, err := a.editCard(c.Context(), o, card)
				if err == nil {
					_, err = fmt.Fprintln(a.Out, clean(cmp.Or(say, "Nothing was changed.")))
				}
				return err
			})
		},
	}
	c.ValidArgsFunction = a.completeCards
	return c
}

// editCard lets a person edit the bullet of a card and imports what they changed. It returns what came of it, or "" if
// nothing changed. The terminal must be in its ordinary mode.
func (a *app) editCard(ctx context.Context, o *opened, c *data.Card) (say string, err error) {
	if _, err := o.BackupIfOlder(sessionBackup, o.now()); err != nil {
		return "", err
	}
	if info, err := os.Stat(c.Source); filepath.IsAbs(c.Source) && err == nil && info.Mode().IsRegular() {
		return a.editFile(ctx, o, c)
	}
	return a.editText(ctx, o, c)
}

// sessionBackup is how old the newest backup may be when a card is edited or a session ends, before another is made.
const sessionBackup = 30 * time.Minute

func (a *app) editFile(ctx context.Context, o *opened, c *data.Card) (string, error) {
	before, text, err := a.readFile(c.Source)
	if err != nil {
		return "", err
	}
	if err := a.openEditor(ctx, c.Source, c.Line); err != nil {
		return "", err
	}
	after, _, err := a.readFile(c.Source)
	if err != nil {
		return "", err
	}
	if after.Sum == before.Sum {
		return "", nil
	}
	was := []string{}
	doc, _ := read.Parse(c.Source, text)
	for _, n := range doc.Notes {
		was = append(was, n.Text)
	}
	f := importFlags{before: was}
	_, plans, err := a.planImport(ctx, o.Store, []string{c.Source}, f)
	if err != nil {
		return "", err
	}
	if len(plans) == 0 { // it was left out: what differs in it is older than what is here
		return filepath.Base(c.Source) + " was not read again: newer words stay.", nil
	}
	p := plans[0]
	if p == nil { // an earlier edit was reverted
		return filepath.Base(c.Source) + " is the same as when it was imported.", nil
	}
	hint := "recall import " + quoteArg(c.Source) + " asks, or takes --yes or --keep"
	if err := a.confirmImport(plans, f, hint); err != nil {
		return "", err
	}
	if _, err := o.Apply(p, o.moment()); err != nil {
		return "", err
	}
	var counts []string
	for _, k := range kinds {
		if n := p.Count[k]; n > 0 && k != match.Same {
			counts = append(counts, fmt.Sprintf("%s %d", k, n))
		}
	}
	if len(counts) == 0 {
		return fmt.Sprintf("%s was read again; its bullets are the same.", filepath.Base(c.Source)), nil
	}
	return fmt.Sprintf("%s was read again: %s.%s", filepath.Base(c.Source), strings.Join(counts, ", "),
		briefFallout(p.Fallout)), nil
}

// editText edits the stored text of a bullet in a temporary file.
func (a *app) editText(ctx context.Context, o *opened, c *data.Card) (string, error) {
	work, err := data.TempText()
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(work)
	path := filepath.Join(work, "bullet.md")
	if err := os.WriteFile(path, []byte("- "+c.Text+"\n"), 0o600); err != nil {
		return "", err
	}
	if err := a.openEditor(ctx, path, 1); err != nil {
		return "", err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	if string(text) == "- "+c.Text+"\n" {
		return "", nil
	}
	done, err := o.EditText(c.ID, string(text), o.moment())
	switch {
	case err != nil:
		return "", err
	case done.Reason != "":
		return fmt.Sprintf("It no longer makes a card: %s. Its card is parked, with its history; recall edit %s opens it again.", deck.Reason(done.Reason).Text(), c.Short()), nil
	case done.Due:
		return "Changed: due today, history kept.", nil
	case done.Kind != match.Changed:
		return "Fixed: the schedule stays.", nil
	}
	after, err := o.State(c.ID)
	switch {
	case err != nil:
		return "", err
	case after.Parked:
		return "Changed: a new card asks it now; this one is parked, with its history.", nil
	case after.New():
		return "Changed: the card stays new.", nil
	}
	return "Changed, but not what this card asks: its schedule stays.", nil
}

// openEditor opens a file at a line and waits until the editor exits. Ctrl-C is for the editor meanwhile; another signal
// ends it, and the command with it.
func (a *app) openEditor(ctx context.Context, path string, line int) error {
	editor, err := a.chosenEditor()
	if err != nil {
		return err
	}
	name, args := editorCommand(editor, path, line)
	c := exec.CommandContext(ctx, name, args...)
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) } // it may have a terminal to restore
	c.WaitDelay = grace / 2
	c.Stdin, c.Stdout, c.Stderr = a.In, bare(a.Out), bare(a.Err)
	if _, tty := terminal(a.In); !tty {
		c.Stdin = io.Reader(nil) // piped input is answers, not for the editor
	}
	var exit *exec.ExitError
	err = a.lent(c.Run)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return quiz.ErrInterrupt
	case errors.As(err, &exit) && exit.ExitCode() == 127: // the shell's status for a command that is not found
		return hinted{fmt.Errorf("the editor %q was not found; nothing was changed", editor),
			"set VISUAL or EDITOR to another one"}
	}
	return fmt.Errorf("the editor %q failed: %w; the card stays as it was", editor, err) // it may have saved its file
}

// chosenEditor returns the command that VISUAL or EDITOR holds, or the system's usual editor.
func (a *app) chosenEditor() (string, error) {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		switch editor := a.Getenv(name); {
		case editor == "":
		case strings.TrimSpace(editor) == "":
			return "", hinted{fmt.Errorf("%s is blank; nothing was changed", name),
				"set it to an editor, or unset it"}
		default:
			return editor, nil
		}
	}
	if !a.interactive() {
		return "", hinted{errors.New("recall edit needs a terminal for the editor to open in"),
			"run it in one, or set VISUAL or EDITOR to an editor that needs none"}
	}
	return map[bool]string{true: "notepad", false: "vi"}[runtime.GOOS == "windows"], nil
}

// lent runs another program that has the terminal for as long as it runs.
func (a *app) lent(run func() error) error {
	if a.Lend == nil {
		return run()
	}
	a.Lend(true)
	defer a.Lend(false)
	err := run()
	if err != nil { // it may have died of a Ctrl-C that is still on its way to us
		time.Sleep(20 * time.Millisecond)
	}
	return err
}

// editorCommand returns the command that opens an editor at a line of a file. VISUAL and EDITOR may hold flags and
// quotes, so a shell parses them. Then the editor takes the shell's place, or signals would end only the shell.
func editorCommand(editor, path string, line int) (name string, args []string) {
	words := strings.Fields(editor)
	program := strings.TrimSuffix(filepath.Base(words[0]), ".exe")
	at := []string{fmt.Sprintf("+%d", line), path}
	switch {
	case slices.Contains([]string{"code", "code-insiders", "codium", "cursor", "windsurf"}, program):
		at = []string{"--wait", "--goto", fmt.Sprintf("%s:%d", path, line)}
	case slices.Contains([]string{"hx", "helix", "subl", "zed", "micro"}, program):
		at = []string{fmt.Sprintf("%s:%d", path, line)}
		if program == "subl" || program == "zed" {
			at = append([]string{"--wait"}, at...)
		}
	case program == "notepad":
		at = []string{path}
	}
	if runtime.GOOS == "windows" {
		return words[0], append(words[1:], at...)
	}
	become := "exec "
	switch {
	case strings.ContainsAny(editor, ";&|<>()$`\n"): // more than one command
		become = ""
	case strings.Contains(words[0], "="): // variables before the command
		become += "env "
	}
	return "sh", append([]string{"-c", become + editor + ` "$@"`, editor}, at...)
}
