package deck

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// JSONMark stands in every card that recall exported as JSON.
const JSONMark = `"bullet":"`

// WriteJSON writes the cards that are visited as an array, a line each.
func WriteJSON(w io.Writer, cards func(visit func(*Exported) error) error) error {
	out := bufio.NewWriter(w)
	sep := "["
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	err := cards(func(e *Exported) error {
		buf.Reset()
		if err := enc.Encode(exactOf(e)); err != nil {
			return err
		}
		_, err := fmt.Fprintf(out, "%s\n%s", sep, bytes.TrimSuffix(buf.Bytes(), []byte("\n")))
		sep = ","
		return err
	})
	if err != nil {
		return err
	}
	if sep == "[" {
		out.WriteString(sep)
	}
	out.WriteString("\n]\n")
	return out.Flush()
}

// exactJSON reads an exported card. ok is false for a card of another origin.
func exactJSON(raw []byte) (x exactCard, ok bool, fault string) {
	if !bytes.Contains(raw, []byte(`"bullet"`)) || !bytes.Contains(raw, []byte(`"slot"`)) {
		return x, false, ""
	}
	var keys map[string]json.RawMessage
	if json.Unmarshal(raw, &keys) != nil || keys["bullet"] == nil || keys["slot"] == nil {
		return x, false, ""
	}
	if err := json.Unmarshal(raw, &x); err != nil {
		return x, true, "an exported card has a value of another kind; export the deck again"
	}
	return x, true, ""
}
