package data

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recall/data/place"
	"recall/deck/inline"
)

// A picture or sound that stands beside the notes of this machine leaves with them: the note that is sent says that the file
// came along with it, as one of an Anki package does. The note here does not say so until it comes back from elsewhere, and
// then, too, the file beside it is the one that counts.

// chooseBeside fills temp.sent_file with the files of chosen notes, where some of these stand beside the notes, and returns
// these by the names that they have in a place. They are those that the file here names: text that came from elsewhere gets
// no file of this machine.
func (s *Store) chooseBeside() (map[string]string, error) {
	known := map[string]string{} // names by path; "" for what can't be sent
	files := map[int64]map[string]string{}
	err := s.each(func(rows *sql.Rows) error {
		var note int64
		var path, stored string
		texts := make([]string, 5)
		if err := rows.Scan(&note, &path, &stored, &texts[0], &texts[1], &texts[2], &texts[3], &texts[4]); err != nil {
			return err
		}
		had, err := unpackFiles(stored)
		for _, e := range embedsIn(texts...) {
			name, kept := besideNow(path, e, known)
			if kept == "" {
				continue
			}
			if files[note] == nil {
				files[note] = map[string]string{}
				maps.Copy(files[note], had)
			}
			files[note][name] = kept
		}
		return err
	}, `SELECT id, path, media, text, coalesce(front, ''), coalesce(back, ''), coalesce(extra, ''), coalesce(members, '') FROM (
			SELECT n.id, o.path, n.media, iif(n.origin = '', n.text, n.origin) AS text, c.front, c.back, c.extra, c.members
			FROM temp.sent_note t CROSS JOIN note n ON n.id = t.note CROSS JOIN source o ON o.id = n.source
				LEFT JOIN card c ON c.note = n.id AND n.origin = ''
			WHERE n.unseen = 0 AND n.origin <> n.text)
		WHERE instr(text || coalesce(front || back || extra || members, ''), '![')
			OR instr(text || coalesce(front || back || extra || members, ''), '[sound:')`)
	if err != nil {
		return nil, err
	}
	for note, list := range files {
		if _, err := s.exec("INSERT INTO temp.sent_file (note, media) VALUES (?, ?)", note, packFiles(list)); err != nil {
			return nil, err
		}
	}
	beside := map[string]string{}
	for path, name := range known {
		if name != "" {
			beside[name] = path
		}
	}
	return beside, nil
}

// besideNow returns the name of a picture or a sound in a text, and the one in a place; "" if it does not stand beside the
// notes, or can't be sent.
func besideNow(source string, e inline.Embed, known map[string]string) (name, kept string) {
	m, ok := mediaBeside(source, e)
	if !ok {
		return "", ""
	}
	path, err := m.beside()
	if err != nil {
		return "", ""
	}
	kept, done := known[path]
	if !done {
		kept = besideName(path)
		known[path] = kept
	}
	return m.Name, kept
}

// besideName returns what a file is called after its bytes; "" if it can't be read or is too large.
func besideName(path string) string {
	in, _, err := openRegular(path)
	if err != nil {
		return ""
	}
	defer in.Close()
	head, err := headOf(in)
	kind := mediaKindOf(head)
	if err != nil || kind == nil {
		return ""
	}
	h := sha256.New()
	h.Write(head)
	if n, err := io.Copy(h, io.LimitReader(in, mostPicture)); err != nil || n == mostPicture {
		return ""
	}
	return keptName(h.Sum(nil), kind)
}

// sendBeside puts files that stand beside the notes into a place, through a copy in a folder. One that can't be copied, or is
// another by now, is not sent: no answer waits for a picture.
func sendBeside(ctx context.Context, c place.Carrier, beside map[string]string, dir string) error {
	if len(beside) == 0 {
		return nil
	}
	there, err := c.List(ctx, place.MediaFolder)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(beside)) {
		if slices.ContainsFunc(there, func(f place.File) bool { return f.Name == name }) {
			continue
		}
		copied := filepath.Join(dir, name)
		err := copyRegular(beside[name], copied)
		if err == nil && checkKept(copied) == nil {
			if err := c.Put(ctx, mediaPath(name), copied); err != nil {
				return err
			}
		}
		os.Remove(copied)
	}
	return nil
}

// sentNotes is the query of the notes of a parcel, with the files that are sent along.
func (s *Store) sentNotes() (string, error) {
	columns, err := s.columnsIn("note")
	if err != nil {
		return "", err
	}
	for i, name := range columns {
		columns[i] = "n." + name
		if name == "media" {
			columns[i] = sentFiles + " AS media"
		}
	}
	return "SELECT " + strings.Join(columns, ", ") + " FROM note n JOIN temp.sent_note t ON t.note = n.id ORDER BY n.id", nil
}

// sentFiles is what a chosen note is said to have.
const sentFiles = "coalesce((SELECT f.media FROM temp.sent_file f WHERE f.note = n.id), n.media)"

// uniteFiles returns the files of one note on two machines, as they are stored. Of two under one name, all machines take the
// same.
func uniteFiles(one, other string) (string, error) {
	a, err := unpackFiles(one)
	if err != nil || other == "" || one == other {
		return one, err
	}
	b, err := unpackFiles(other)
	if err != nil {
		return one, err
	}
	united := maps.Clone(b)
	for name, kept := range a {
		united[name] = max(kept, united[name])
	}
	return packFiles(united), nil
}

// showsMore reports whether a file stands beside a note here of which the note does not say there that it came along.
func (m *merger) showsMore(n *metNote) (bool, error) {
	embeds := embedsIn(n.text)
	if len(embeds) == 0 || n.here.unseen || n.here.origin != "" {
		return false, nil
	}
	var path string
	if err := m.get([]any{&path}, "SELECT path FROM source WHERE id = ?", n.here.source); err != nil {
		return false, err
	}
	files, err := unpackFiles(n.media)
	return err == nil && slices.ContainsFunc(embeds, func(e inline.Embed) bool {
		file, ok := mediaBeside(path, e)
		if !ok || files[file.Name] != "" {
			return false
		}
		_, err := file.beside()
		return err == nil
	}), err
}
