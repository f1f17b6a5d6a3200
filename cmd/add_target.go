package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recall/data"
	"recall/deck"
	"recall/deck/export"
	"recall/deck/read"
)

// addTarget is where added cards go.
type addTarget struct {
	name  string    // of the deck, if it is not known to the file
	deck  data.Deck // without an ID if the import is to make it
	path  string    // of the file, absolute
	own   bool      // the file is one of added cards alone
	known bool      // the file was imported before
	text  []byte    // of the file now; nil if it is to be made
	doc   *deck.Document

	stale []int // notes of an own file that give way to new cards
}

// addTarget finds the deck and the file that cards are added to.
func (a *app) addTarget(ctx context.Context, o *opened, deckName string, f addFlags) (*addTarget, error) {
	t := &addTarget{own: f.to == ""}
	var err error
	if t.own {
		err = a.ownTarget(ctx, o, t, deckName, f.yes)
	} else {
		err = a.notesTarget(ctx, o, t, deckName, f)
	}
	if err != nil {
		return nil, err
	}
	t.doc = &deck.Document{}
	if t.text != nil {
		t.doc, _ = read.Read(t.path, t.text)
	}
	return t, nil
}

// addedFolder is the folder next to the database that keeps a file of added cards for each deck.
const addedFolder = "added"

// addedFiles returns the path of that folder.
func (a *app) addedFiles() (string, error) {
	database, err := a.path()
	if err != nil {
		return "", err
	}
	database, err = filepath.Abs(database)
	return filepath.Join(filepath.Dir(database), addedFolder), err
}

// ownTarget finds the file of a deck's added cards. It is known by its folder and its deck: a renamed deck keeps it,
// and another database beside this one has files of its own.
func (a *app) ownTarget(ctx context.Context, o *opened, t *addTarget, deckName string, yes bool) (err error) {
	if t.deck, err = a.deckToAdd(ctx, o, deckName, yes); err != nil {
		return err
	}
	t.name = t.deck.Name
	dir, err := a.addedFiles()
	if err != nil {
		return err
	}
	sources, err := o.Sources()
	if err != nil {
		return err
	}
	for _, s := range sources {
		if filepath.Dir(s.Path) == dir && data.SameName(s.Deck, t.deck.Name) {
			t.path, t.known = s.Path, true
		}
	}
	for n := 1; !t.known; n++ {
		t.path = filepath.Join(dir, fileName(t.deck.Name, n)+".md")
		if _, err := os.Lstat(t.path); errors.Is(err, fs.ErrNotExist) {
			return nil
		} else if err != nil {
			return err
		}
		undone, err := o.UndoneIn(t.path) // its deck went with the import
		if err != nil {
			return err
		}
		t.known = data.SameName(undone, t.deck.Name)
	}
	if t.text, err = os.ReadFile(t.path); errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return err
}

// fileName makes a file name of a deck's: the nth with this name.
func fileName(deckName string, n int) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, deckName)
	const most = 60 // bytes: some systems take no more than 255, and the name is not all of the path
	name = strings.ToValidUTF8(name[:min(len(name), most)], "")
	if name = strings.Trim(name, ". "); name == "" {
		name = "deck"
	}
	if n > 1 {
		name = fmt.Sprintf("%s-%d", name, n)
	}
	return name
}

// deckToAdd finds the deck of added cards: the one that is named, the learner's only one, or one that they pick. A deck
// that is not there yet is made once they agree.
func (a *app) deckToAdd(ctx context.Context, o *opened, name string, yes bool) (data.Deck, error) {
	if name != "" {
		d, err := a.findDeck(o, name)
		if !errors.As(err, new(*data.NoDeckError)) {
			return d, err
		}
		name = strings.Join(strings.Fields(clean(name)), " ")
		if name == "" {
			return d, &usageError{msg: "a deck needs a name"}
		}
		hint := "add --yes to make it"
		if given := hintFor(err); strings.HasPrefix(given, "did you mean") {
			hint = given + " If not, " + hint
		}
		return data.Deck{Name: name}, a.confirmOr(yes, fmt.Sprintf("no deck is named %q", name), "Make it?",
			"nothing was added", hint)
	}
	decks, err := o.Decks()
	if err != nil {
		return data.Deck{}, err
	}
	own := slices.DeleteFunc(slices.Clone(decks), func(d data.Deck) bool { return d.Builtin != "" })
	switch {
	case len(own) == 1:
		return own[0], nil
	case len(own) == 0:
		return data.Deck{}, &usageError{msg: "you have no deck of your own yet; name one to make",
			hint: "recall add DECK FRONT BACK --yes"}
	case a.interactive() && !a.noInput:
		return a.pickDeck(ctx, own, "Add to")
	}
	var names []string
	for _, d := range own {
		names = append(names, d.Name)
	}
	return data.Deck{}, &usageError{msg: "which deck? You have " + strings.Join(names, ", "),
		hint: "recall add DECK FRONT BACK"}
}

// notesTarget finds the file that --to names, and the deck that it belongs to.
func (a *app) notesTarget(ctx context.Context, o *opened, t *addTarget, deckName string, f addFlags) (err error) {
	if t.path, err = a.notesPath(o, f.to); err != nil {
		return err
	}
	if !read.IsMarkdown(t.path, nil) {
		return &usageError{msg: f.to + " is no Markdown, so no card can be appended to it",
			hint: "name a .md file, or leave --to out"}
	}
	if t.text, err = os.ReadFile(t.path); err != nil {
		return fmt.Errorf("read %s: %w", f.to, data.Plain(err))
	}
	name, err := o.DeckOf(t.path)
	if err != nil {
		return err
	}
	if t.known = name != ""; t.known {
		if deckName != "" {
			d, err := a.findDeck(o, deckName)
			if err != nil {
				return err
			}
			if !data.SameName(d.Name, name) {
				return &usageError{msg: fmt.Sprintf("%s belongs to the deck %s", f.to, name), hint: "leave the deck out"}
			}
		}
		t.deck, _, err = deckCalled(o.Store, name)
		t.deck.Name = name
		return err
	}
	if deckName != "" {
		t.deck, err = a.deckToAdd(ctx, o, deckName, f.yes)
		t.name = t.deck.Name
		return err
	}
	_, plans, err := a.planImport(ctx, o.Store, []string{t.path}, importFlags{}) // to see which deck it makes
	if err != nil {
		return err
	}
	for _, p := range plans {
		t.deck.Name = p.Deck
	}
	d, found, err := deckCalled(o.Store, t.deck.Name)
	if found {
		t.deck = d
	}
	return err
}

// notesPath returns the file that --to names: by its path, or by the end of the path of one that was imported.
func (a *app) notesPath(o *opened, arg string) (string, error) {
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.Mode().IsRegular():
		return filepath.Abs(arg)
	case err == nil:
		return "", &usageError{msg: arg + " is not a file", hint: "--to takes a Markdown file"}
	}
	sources, failed := o.Sources()
	if failed != nil {
		return "", failed
	}
	var found []string
	for _, s := range sources {
		if strings.HasSuffix(s.Path, string(filepath.Separator)+filepath.Clean(arg)) {
			found = append(found, s.Path)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return "", hinted{fmt.Errorf("read %s: %w", arg, data.Plain(err)),
			"--to takes a Markdown file that is there; leave it out to keep the card among the added ones"}
	}
	return "", fmt.Errorf("%s is the end of more than one path: %s", arg, strings.Join(found, ", "))
}

// appendCards writes the cards into their file, which nothing else may have changed since.
func (a *app) appendCards(t *addTarget, cards []export.Sides) error {
	if len(cards) == 0 {
		return nil
	}
	src := t.text
	if src == nil {
		src = export.AddedHead(t.deck.Name)
	}
	slices.Sort(t.stale)
	for _, i := range slices.Backward(slices.Compact(t.stale)) {
		if src = export.Without(t.path, src, i); src == nil {
			n := t.doc.Notes[i]
			return hinted{fmt.Errorf("%s:%d: %s is there already, but not in the deck; nothing was added",
				a.tilde(t.path), n.Line, quoted(n.Text)), "edit it there, then run recall import " + a.pathArg(t.path)}
		}
	}
	text, err := export.Add(t.path, src, cards, !t.own)
	if err != nil {
		return a.unfit(t, cards, err)
	}
	if t.text == nil {
		if err := data.MakeFolder(filepath.Dir(t.path)); err != nil {
			return err
		}
		return a.writeFile(t.path, nil, false, func(w io.Writer) error {
			_, err := w.Write(text)
			return err
		})
	}
	return data.ReplaceFile(t.path, t.text, text)
}
