package text

import (
	"encoding/json"
	"fmt"
	"io"
)

// JSON returns an encoder for JSON that people and programs read. It leaves HTML alone, and escapes the control characters
// from U+007F to U+009F: a terminal may obey them, and encoding/json writes them as they are.
func JSON(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(escaping{w})
	enc.SetEscapeHTML(false)
	return enc
}

// escaping writes values of JSON, each of them whole. Only strings hold what it escapes.
type escaping struct{ io.Writer }

// Write writes one value.
func (e escaping) Write(p []byte) (int, error) {
	var out []byte
	from := 0
	for i, b := range p {
		width := 0
		switch {
		case b == 0x7f:
			width = 1
		case b == 0xc2 && i+1 < len(p) && p[i+1] >= 0x80 && p[i+1] <= 0x9f: // UTF-8 of U+0080 to U+009F
			width = 2
		default:
			continue
		}
		out = fmt.Appendf(append(out, p[from:i]...), `\u%04x`, p[i+width-1])
		from = i + width
	}
	if _, err := e.Writer.Write(append(out, p[from:]...)); err != nil {
		return 0, err
	}
	return len(p), nil
}
