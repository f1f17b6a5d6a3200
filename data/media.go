package data

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recall/data/apkg"
	"recall/deck"
	"recall/deck/inline"
)

// Pictures and sounds are files in the folder media next to the database. A file is called after the SHA-256 of its bytes,
// with an ending that its bytes choose: what someone else called it never names a file here, and the same picture is
// kept once. A note says which file is which (note.media). The database and its backups hold none of them.
const mediaFolder = "media"

// MediaFolder returns where the pictures and sounds are.
func (s *Store) MediaFolder() string { return filepath.Join(filepath.Dir(s.path), mediaFolder) }

// keptName is what a file with these bytes is called.
func keptName(sum []byte, k *mediaKind) string { return hex.EncodeToString(sum) + k.ending }

// isKeptName reports whether a name is one that keptName makes. One from a log or a backup of someone else may be
// anything.
func isKeptName(name string) bool {
	digits := strings.TrimSuffix(name, filepath.Ext(name))
	sum, err := hex.DecodeString(digits)
	return err == nil && len(sum) == sha256.Size && digits == strings.ToLower(digits) &&
		slices.ContainsFunc(mediaKinds, func(k mediaKind) bool { return name == digits+k.ending })
}

// isKeptPicture reports whether a kept file is a picture, as its name says.
func isKeptPicture(name string) bool {
	return slices.ContainsFunc(mediaKinds, func(k mediaKind) bool { return k.picture && k.ending == filepath.Ext(name) })
}

// packFiles returns the files of a note as they are stored.
func packFiles(files map[string]string) string {
	if len(files) == 0 {
		return ""
	}
	text, _ := json.Marshal(files) // strings can always be encoded
	return string(text)
}

// unpackFiles reads what packFiles made, without what can't be the name of a kept file.
func unpackFiles(stored string) (files map[string]string, err error) {
	if stored == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(stored), &files); err != nil {
		return nil, err
	}
	maps.DeleteFunc(files, func(_, kept string) bool { return !isKeptName(kept) })
	return files, nil
}

// MediaIn counts the pictures and sounds that recall keeps for a deck, or with 0 for all.
func (s *Store) MediaIn(deck int64) (n int, err error) {
	used := map[string]bool{}
	err = s.mediaNamed(used, "SELECT media FROM note WHERE media <> '' AND (deck = ?1 OR ?1 = 0)", deck)
	return len(used), err
}

// mediaNamed adds the files that notes name to a set. The query selects note.media.
func (s *Store) mediaNamed(used map[string]bool, query string, args ...any) error {
	return s.each(func(rows *sql.Rows) error {
		var stored string
		if err := rows.Scan(&stored); err != nil {
			return err
		}
		files, err := unpackFiles(stored)
		for _, kept := range files {
			used[kept] = true
		}
		return err
	}, query, args...)
}

// shownIn returns the texts of a card that pictures and sounds may stand in.
func shownIn(c *deck.Card) []string {
	return append([]string{c.Prompt, c.Answer, c.Extra}, c.Members...)
}

// embedsIn returns the pictures and sounds that texts name, in order.
func embedsIn(texts ...string) (list []inline.Embed) {
	for _, text := range texts {
		list = append(list, inline.Embeds(text)...)
	}
	return list
}

// fileFor returns which of some files a picture or a sound is, by its name.
func fileFor[File any](files map[string]File, e inline.Embed) (name string, found bool) {
	for _, name := range inline.FileNames(e.File) {
		if _, found := files[name]; found {
			return name, true
		}
	}
	return "", false
}

// filesOf returns which files a note has after an import, as they are stored. What an earlier import brought stays while
// the bullet or a card shows it: many packages come without their media.
func (o *oldNote) filesOf(n *deck.Note) (string, error) {
	if o.media == "" {
		return packFiles(n.Files), nil
	}
	files, err := unpackFiles(o.media)
	if err != nil {
		return "", fmt.Errorf("files of note %d: %w", o.id, err)
	}
	still := map[string]string{}
	texts := []string{n.Text}
	for i := range n.Cards {
		texts = append(texts, shownIn(&n.Cards[i])...)
	}
	for _, e := range embedsIn(texts...) {
		if name, ok := fileFor(files, e); ok {
			still[name] = files[name]
		}
	}
	maps.Copy(still, n.Files)
	return packFiles(still), nil
}

// keepFiles stores which files came along with a note.
func (a *applier) keepFiles(o *oldNote, n *deck.Note) error {
	files, err := o.filesOf(n)
	if err == nil && files != o.media {
		_, err = a.exec("UPDATE note SET media = ? WHERE id = ?", files, o.id)
	}
	return err
}

// KeepMedia stores the pictures and sounds of files to import that are not here yet. It comes before the import, so that
// no card is without its picture if the machine stops in between; a file without a card does no harm.
func (s *Store) KeepMedia(ctx context.Context, files []File) error {
	done := map[*packageMedia]bool{}
	for i := range files {
		m := files[i].media
		if m == nil || done[m] {
			continue
		}
		done[m] = true
		if err := s.keepPackage(ctx, m); err != nil {
			return fmt.Errorf("%s: %w; nothing was imported", m.path, err)
		}
	}
	return nil
}

// keepPackage stores what notes of a package name.
func (s *Store) keepPackage(ctx context.Context, m *packageMedia) (err error) {
	missing := map[string]string{} // by name in the package: what they are to be called
	for name, kept := range m.kept {
		if checkKept(filepath.Join(s.MediaFolder(), kept)) != nil {
			missing[name] = kept
		}
	}
	if len(missing) == 0 {
		return nil
	}
	dir := s.MediaFolder()
	if err := MakeFolder(dir); err != nil {
		return err
	}
	work, err := os.MkdirTemp(dir, "*"+backupTemp) // of mode 0700
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	p, err := apkg.OpenMedia(m.path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	for i := range p.Files {
		f := &p.Files[i]
		kept := missing[f.Name]
		if kept == "" {
			continue
		}
		delete(missing, f.Name)
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := keepFile(f, filepath.Join(work, "file"), filepath.Join(dir, kept)); err != nil {
			return err
		}
	}
	if len(missing) > 0 {
		return errPackageChanged
	}
	return SyncFolder(dir)
}

var errPackageChanged = errors.New("the package changed while it was read; import it again")

// keepFile copies a file of a package: whole, with the bytes that its name stands for, and on disk before it has that
// name.
func keepFile(f *apkg.File, work, to string) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(work, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(out, h), in)
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err != nil {
		return fmt.Errorf("store %s: %w", f.Name, err)
	}
	if !strings.HasPrefix(filepath.Base(to), hex.EncodeToString(h.Sum(nil))) {
		return errPackageChanged
	}
	return os.Rename(work, to)
}

// Faults of a file that is kept.
var (
	errMediaMissing = errors.New("is missing")
	errMediaDamaged = errors.New("is not as it was stored")
)

// checkKept checks that a file has the bytes that it is called after.
func checkKept(path string) error {
	if !isKeptName(filepath.Base(path)) {
		return errMediaMissing
	}
	info, err := os.Lstat(path) // a link leads to what somebody else put there
	if errors.Is(err, fs.ErrNotExist) {
		return errMediaMissing
	}
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errMediaDamaged
	}
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	h := sha256.New()
	if _, err := io.Copy(h, in); err != nil {
		return err
	}
	if hex.EncodeToString(h.Sum(nil)) != strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)) {
		return errMediaDamaged
	}
	return nil
}
