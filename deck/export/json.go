package export

import (
	"bufio"
	"bytes"
	"fmt"
	"io"

	"recall/deck/text"
)

// WriteJSON writes the visited cards as a JSON array, one card a line.
func WriteJSON(w io.Writer, cards func(visit func(*Exported) error) error) error {
	out := bufio.NewWriter(w)
	sep := "["
	var buf bytes.Buffer
	enc := text.JSON(&buf)
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
