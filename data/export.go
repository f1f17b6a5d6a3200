package data

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recall/deck"
)

// ExportedNote is a bullet to export, with the ids and the tags of its cards.
type ExportedNote struct {
	deck.Note
	IDs      []string   // by card, in hexadecimal
	CardTags [][]string // by card
	File     *ExportedFile
	Origin   string // what the file says, if the learner edited the bullet here; else ""

	uid  [16]byte
	anki string // what Anki keeps of it, as stored; or ""
}

// ExportedFile is the file of bullets to export.
type ExportedFile struct {
	Path  string // as in Source
	Title string // "" if it has none, or was read before titles were kept
	Lang  string

	id    int64
	draws outline
	at    map[int]int // the index of a bullet among those that are visited, by its line
}

// Export calls visit for the bullets of a filter, without parked ones, in deck order. Each has the cards that the
// filter finds, in their current state: an accepted draft is no longer a draft. The bullet's tags are all that these have,
// or those from its source if there are none. The parent is an index among the visited bullets.
func (s *Store) Export(f Filter, visit func(*ExportedNote) error) error {
	where, noteArgs := f.notes("n")
	cards, cardArgs := f.cards("s")
	var n *ExportedNote
	var file *ExportedFile
	last, visited := int64(0), 0
	err := s.each(func(rows *sql.Rows) error {
		var id, source int64
		to := ExportedNote{Note: deck.Note{Bullet: deck.Bullet{Place: &deck.Place{}}}}
		var headings, drawn, note, uid []byte
		var tagged tagScan
		var reason, path, media string
		var slot, context, prompt, answer, extra, accept, members, weakness sql.NullString
		var forms, waits sql.NullInt64
		err := rows.Scan(append(tagged.dest(), &id, &note, &to.anki, &to.Line, &headings, &to.Label, &to.Group, &to.Text, &to.Note.ID, &to.Rule,
			&reason, &media, &source, &path, &drawn, &to.Origin,
			&uid, &slot, &context, &prompt, &answer, &extra, &accept, &members, &forms, &waits, &weakness)...)
		if err != nil {
			return err
		}
		if id != last {
			if n != nil {
				if err := visit(n); err != nil {
					return err
				}
			}
			n, last = &to, id
			copy(n.uid[:], note)
			if file == nil || file.id != source {
				file = &ExportedFile{Path: path, id: source, at: map[int]int{}}
				if err := file.read(drawn); err != nil {
					return err
				}
			}
			n.File, n.Reason, n.Parent = file, deck.Reason(reason), -1
			if line, nested := file.draws.Parents[n.Line]; nested {
				if p, found := file.at[line]; found {
					n.Parent = p
				}
			}
			file.at[n.Line] = visited
			visited++
			if n.Files, err = unpackFiles(media); err != nil {
				return fmt.Errorf("files of note %d: %w", id, err)
			}
			if err := json.Unmarshal(headings, &n.Headings); err != nil {
				return fmt.Errorf("headings of note %d: %w", id, err)
			}
		}
		tags, err := tagged.tags()
		if err != nil {
			return fmt.Errorf("tags of note %d: %w", id, err)
		}
		n.Tags = deck.Tags(n.Tags, tags)
		if uid == nil {
			return nil
		}
		c := deck.Card{Slot: slot.String, Context: context.String, Prompt: prompt.String, Answer: answer.String,
			Extra: extra.String,
			Forms: deck.Forms(forms.Int64), Draft: waits.Int64 != 0, Weakness: weakness.String}
		c.Weakness, _ = splitWeakness(c.Weakness)
		if err := unpack(&c, accept, members); err != nil {
			return fmt.Errorf("answers of card %x: %w", uid, err)
		}
		n.Cards, n.IDs = append(n.Cards, c), append(n.IDs, hex.EncodeToString(uid))
		n.CardTags = append(n.CardTags, tags)
		return nil
	}, "SELECT "+tagColumns("o", "n", "s.card")+`, n.id, n.uid, n.anki, n.line, x.headings, x.label, x.grp, n.text, n.explicit, n.rule, n.reason,
			n.media, o.id, o.path, o.outline, iif(n.origin = n.text, '', n.origin),
			u.uid, c.slot, c.context, c.front, c.back, c.extra, c.accept, c.members, c.forms, s.hold & {draft},
			c.weakness
		FROM note n JOIN section x ON x.id = n.section JOIN source o ON o.id = n.source
		LEFT JOIN schedule s ON s.note = n.id AND s.hold & {parked} = 0 AND `+cards+`
		LEFT JOIN card c ON c.id = s.card LEFT JOIN subject u ON u.id = s.card
		WHERE n.parked = 0 AND o.purged = 0 AND `+where+`
		ORDER BY n.source, n.line, n.id, s.rank`, append(cardArgs, noteArgs...)...)
	if err != nil || n == nil {
		return err
	}
	return visit(n)
}

// read reads what is stored of a file.
func (f *ExportedFile) read(drawn []byte) (err error) {
	f.draws, err = readOutline(drawn)
	f.Title, f.Lang = f.draws.Title, f.draws.Lang
	return err
}

// Original returns a Markdown file exactly as its author wrote it. It returns nil unless the file still has the bytes
// that were last read.
func (s *Store) Original(path string) (text []byte, err error) {
	var stored []byte
	if err := s.get([]any{&stored}, "SELECT iif(undone, zeroblob(32), sum) FROM source WHERE path = ?", path); err != nil {
		return nil, err
	}
	if name, ok := strings.CutPrefix(path, BuiltinPath); ok {
		for _, e := range editions {
			if e.name == name {
				text = e.text
			}
		}
	} else if slices.Contains([]string{".md", ".markdown"}, strings.ToLower(filepath.Ext(path))) {
		text, err = os.ReadFile(path)
	}
	sum := sha256.Sum256(text)
	if err != nil || !bytes.Equal(sum[:], stored) { // the file is gone or has changed
		return nil, nil
	}
	return text, nil
}
