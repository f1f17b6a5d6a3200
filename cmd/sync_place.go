package cmd

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"recall/data"
	"recall/data/place"
)

// placeNamed returns a place as it is stored: an absolute folder, or a remote as it is.
func placeNamed(name string) (string, error) {
	if name == "" { // and not the current folder
		return "", &usageError{msg: "the name of the place is empty",
			hint: "a variable that is not set gives that; name a folder: recall sync ~/Sync/recall"}
	}
	if place.IsRemote(name) {
		if err := place.CheckRemote(name); err != nil {
			return "", &usageError{msg: err.Error(), hint: "recall help sync has an example"}
		}
		return name, nil
	}
	path, err := filepath.Abs(name)
	return realPath(path), err
}

// realPath follows the links in a path, if there is such a file.
func realPath(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}

func (a *app) forgetPlace(o *opened, name string) error {
	at, err := placeNamed(name)
	if err != nil {
		return err
	}
	if err := o.ForgetPlace(at); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.Out, "%s is forgotten. Its files stay as they are.\n", clean(a.tilde(at)))
	return err
}

// placesToSync returns the place that an argument names, which is remembered from now on, or all that are.
func (a *app) placesToSync(ctx context.Context, o *opened, args []string, f syncFlags) ([]data.Place, error) {
	places, err := o.Places()
	if err != nil {
		return nil, err
	}
	if len(args) == 0 {
		if len(places) == 0 {
			return nil, hinted{data.ErrNoPlace, "name one: recall sync ~/Sync/recall; recall help sync says more"}
		}
		return places, nil
	}
	at, err := placeNamed(args[0])
	if err != nil {
		return nil, err
	}
	known := placeIn(places, at)
	if known.At != "" && !f.about() {
		return []data.Place{known}, nil
	}
	if f.status || f.dryRun {
		return nil, hinted{&data.UnknownPlaceError{At: at}, "recall sync PLACE begins to"}
	}
	if info, err := os.Stat(at); !place.IsRemote(at) && (err != nil || !info.IsDir()) {
		return nil, hinted{fmt.Errorf("there is no folder %s", at),
			"check the name, or make the folder first: mkdir " + quoteArg(at)}
	}
	if !place.IsRemote(at) && (data.Folder{Path: at}).Holds(realPath(o.Path())) {
		return nil, hinted{fmt.Errorf("%s holds this database, and whatever keeps a place alike would copy it while "+
			"it is written, and replace it", at),
			"name a folder that holds none, as " + quoteArg(filepath.Join(filepath.Dir(at), "recall-place"))}
	}
	if _, err := place.Open(at).List(ctx, ""); err != nil { // what was never reached may be mistyped
		return nil, hinted{err, "the place is not remembered; once it can be reached, run this again"}
	}
	if known.At == "" {
		if known, err = a.follow(ctx, o, at); err != nil || known.At != "" && !f.about() {
			return []data.Place{known}, err
		}
	}
	p, err := a.remember(ctx, o, at, known, f)
	return []data.Place{p}, err
}

func placeIn(list []data.Place, at string) (known data.Place) {
	for _, p := range list {
		if p.At == at {
			known = p
		}
	}
	return known
}

// follow looks whether a new path leads to a place that is known by another, and says so.
func (a *app) follow(ctx context.Context, o *opened, at string) (p data.Place, err error) {
	found, err := o.FollowPlace(ctx, at, o.moment())
	if found == nil || err != nil {
		return p, err
	}
	from := a.tilde(found.From)
	say := from + " goes on here: the files of this machine are the same"
	if found.Both {
		say = "this is a copy of " + from + ", with the files that this machine wrote there; recall syncs with both from now on, " +
			"until recall sync --forget " + quoteArg(found.From)
	}
	fmt.Fprintln(a.Err, clean(a.tilde(at)+": "+say))
	places, err := o.Places()
	return placeIn(places, at), err
}

// about reports whether a flag says what a place is for.
func (f *syncFlags) about() bool { return len(f.decks) > 0 || f.push || f.pull }

// direction returns what a place is for. What no flag says stays as it was.
func (f *syncFlags) direction(was data.Place) data.Direction {
	switch {
	case f.pull:
		return data.PullOnly
	case f.push:
		return data.PushOnly
	}
	return cmp.Or(was.Direction, data.BothWays)
}

// remember adds a place, or changes what a known one is for.
func (a *app) remember(ctx context.Context, o *opened, at string, was data.Place, f syncFlags) (
	p data.Place, err error) {
	direction := f.direction(was)
	if direction == data.PullOnly {
		p, err = a.rememberPull(ctx, o, at, f.decks)
	} else {
		p, err = a.rememberPush(o, at, direction, f.decks)
	}
	if err == nil && was.At != "" {
		a.sayPurpose(was, p, f)
	}
	return p, err
}

func (a *app) rememberPush(o *opened, at string, direction data.Direction, names []string) (p data.Place, err error) {
	var decks []int64
	for _, name := range names {
		d, err := a.findDeck(o, name)
		if err != nil {
			return p, err
		}
		decks = append(decks, d.ID)
	}
	return o.RememberPlace(at, direction, decks)
}

// sayPurpose says what a known place is for from now on, if that is not what it was, or may be less than was meant.
func (a *app) sayPurpose(was, now data.Place, f syncFlags) {
	dropped := was.DecksNotIn(now)
	meant := len(f.decks) > 0 || len(now.Decks) == 0
	if meant && now.Direction == was.Direction && len(dropped) == 0 && len(now.Decks) == len(was.Decks) {
		return
	}
	how := map[data.Direction]string{data.BothWays: "exchanged with both ways", data.PullOnly: "only pulled from",
		data.PushOnly: "only pushed to"}[now.Direction]
	decks := "all decks"
	switch n := len(now.Decks); {
	case n == 1:
		decks = "deck " + now.Decks[0]
	case n > 1:
		decks = "decks " + strings.Join(now.Decks, ", ")
	}
	say := fmt.Sprintf("%s: from now on %s, %s", a.tilde(now.At), how, decks)
	switch {
	case len(dropped) > 0:
		say += "; " + strings.Join(dropped, ", ") + " no longer"
	case len(was.Decks) == 0 && len(now.Decks) > 0:
		say += "; other decks no longer"
	}
	fmt.Fprintln(a.Err, clean(say))
}
