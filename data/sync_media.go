package data

import (
	"crypto/sha256"
	"database/sql"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recall/deck/inline"
)

// A picture or sound that stands beside the notes of this machine leaves with them: the note that is sent says that the file
// came along with it, as one of an Anki package does. The note here does not say so: its picture is the one beside it.

// besides copies what stands beside chosen notes into a folder.
type besides struct {
	dir    string
	copied map[string]string // names by path; "" for what can't be sent
}

// chooseBeside fills temp.sent_file with the files of chosen notes, where some of these stand beside the notes. It copies
// those into a folder, and returns their names there.
func (s *Store) chooseBeside(dir string) ([]string, error) {
	b := besides{dir, map[string]string{}}
	files := map[int64]map[string]string{}
	err := s.each(func(rows *sql.Rows) error {
		var note int64
		var path, stored string
		texts := make([]string, 5)
		if err := rows.Scan(&note, &path, &stored, &texts[0], &texts[1], &texts[2], &texts[3], &texts[4]); err != nil {
			return err
		}
		embeds := embedsIn(texts...)
		had, err := unpackFiles(stored)
		if err != nil {
			return err
		}
		for _, e := range embeds {
			name, kept, err := b.keep(path, e)
			if err != nil {
				return err
			}
			if kept == "" {
				continue
			}
			if files[note] == nil {
				files[note] = map[string]string{}
				maps.Copy(files[note], had)
			}
			files[note][name] = kept
		}
		return nil
	}, `SELECT n.id, o.path, n.media, n.text, coalesce(c.front, ''), coalesce(c.back, ''), coalesce(c.extra, ''), coalesce(c.members, '')
		FROM temp.sent_note t CROSS JOIN note n ON n.id = t.note CROSS JOIN source o ON o.id = n.source LEFT JOIN card c ON c.note = n.id
		WHERE instr(n.text || coalesce(c.front || c.back || c.extra || c.members, ''), '![')
			OR instr(n.text || coalesce(c.front || c.back || c.extra || c.members, ''), '[sound:')`)
	if err != nil {
		return nil, err
	}
	for note, list := range files {
		if _, err := s.exec("INSERT INTO temp.sent_file (note, media) VALUES (?, ?)", note, packFiles(list)); err != nil {
			return nil, err
		}
	}
	names := slices.Sorted(maps.Values(b.copied))
	return slices.DeleteFunc(slices.Compact(names), func(name string) bool { return name == "" }), nil
}

// keep copies the file of a picture or a sound, if it stands beside a note, and returns its name in the text and in the
// folder. What can't be opened here is not sent.
func (b *besides) keep(source string, e inline.Embed) (name, kept string, err error) {
	m, ok := mediaBeside(source, e)
	if !ok {
		return "", "", nil
	}
	path, err := m.beside()
	if err != nil {
		return "", "", nil
	}
	kept, known := b.copied[path]
	if !known {
		kept, err = b.copyOf(path)
		b.copied[path] = kept
	}
	return m.Name, kept, err
}

// copyOf copies a file under the name that its bytes give it.
func (b *besides) copyOf(path string) (string, error) {
	in, info, err := openRegular(path)
	if err != nil || info.Size() > mostPicture {
		return "", nil
	}
	defer in.Close()
	head, err := headOf(in)
	kind := mediaKindOf(head)
	if err != nil || kind == nil {
		return "", nil
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	work := filepath.Join(b.dir, "beside")
	out, err := os.OpenFile(work, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(out, h), in)
	if err := errors.Join(err, out.Close()); err != nil {
		return "", err
	}
	name := keptName(h.Sum(nil), kind)
	return name, os.Rename(work, filepath.Join(b.dir, name))
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
			columns[i] = "coalesce((SELECT f.media FROM temp.sent_file f WHERE f.note = n.id), n.media) AS media"
		}
	}
	return "SELECT " + strings.Join(columns, ", ") + " FROM note n JOIN temp.sent_note t ON t.note = n.id ORDER BY n.id", nil
}
