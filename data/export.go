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

// ExportedNote is a bullet to export, with the ids of its cards.
type ExportedNote struct {
	deck.Note
	IDs []string // by card, in hexadecimal
}

// Export calls visit for the bullets of a filter, without parked ones, in deck order. Each has the cards that the
// filter finds, in their current state: an accepted draft is no longer a draft. The tags are those of the bullet's
// file.
func (s *Store) Export(f Filter, visit func(*ExportedNote) error) error {
	where, noteArgs := f.notes("n")
	cards, cardArgs := f.cards("s")
	var n *ExportedNote
	last := int64(0)
	err := s.each(func(rows *sql.Rows) error {
		var id int64
		to := ExportedNote{Note: deck.Note{Bullet: deck.Bullet{Place: &deck.Place{}}}}
		var headings, tags, uid []byte
		var reason, media string
		var slot, context, prompt, answer, extra, accept, members, weakness sql.NullString
		var forms, waits sql.NullInt64
		err := rows.Scan(&id, &to.Line, &headings, &to.Label, &to.Group, &to.Text, &to.Note.ID, &to.Rule, &reason, &media,
			&tags,
			&uid, &slot, &context, &prompt, &answer, &extra, &accept, &members, &forms, &waits, &weakness)
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
			n.Reason, n.Parent = deck.Reason(reason), -1
			if n.Files, err = unpackFiles(media); err != nil {
				return fmt.Errorf("files of note %d: %w", id, err)
			}
			if err := json.Unmarshal(headings, &n.Headings); err != nil {
				return fmt.Errorf("headings of note %d: %w", id, err)
			}
			if err := json.Unmarshal(tags, &n.Tags); err != nil {
				return fmt.Errorf("tags of note %d: %w", id, err)
			}
		}
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
		return nil
	}, `SELECT n.id, n.line, x.headings, x.label, x.grp, n.text, n.explicit, n.rule, n.reason, n.media, o.tags,
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

// Original returns the Markdown that a deck was made from, exactly as its author wrote it. It returns nil unless the
// deck has a single file that still has the bytes that were last read.
func (s *Store) Original(deckID int64) ([]byte, error) {
	var paths []string
	var sums [][]byte
	err := s.each(func(rows *sql.Rows) error {
		var path string
		var sum []byte
		err := rows.Scan(&path, &sum)
		paths, sums = append(paths, path), append(sums, sum)
		return err
	}, `SELECT path, iif(undone, zeroblob(32), sum) FROM source o WHERE deck = ? AND EXISTS (SELECT 1 FROM note n WHERE n.source = o.id AND n.parked = 0)`, deckID)
	if err != nil || len(paths) != 1 {
		return nil, err
	}
	var text []byte
	if name, ok := strings.CutPrefix(paths[0], BuiltinPath); ok {
		text, err = roadmap.ReadFile("roadmap/" + name + ".md")
	} else if slices.Contains([]string{".md", ".markdown"}, strings.ToLower(filepath.Ext(paths[0]))) {
		text, err = os.ReadFile(paths[0])
	}
	sum := sha256.Sum256(text)
	if err != nil || !bytes.Equal(sum[:], sums[0]) { // the file is gone or has changed
		return nil, nil
	}
	return text, nil
}
