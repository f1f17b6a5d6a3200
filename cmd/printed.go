package cmd

import (
	"errors"
	"fmt"
	"io"

	"recall/data"
)

// printed remembers that something could not be written to a file or a pipe. Few commands look at what printing returns, and
// none may seem to have said what is not there.
type printed struct {
	io.Writer
	failed error
}

// Write writes, and remembers the first error.
func (p *printed) Write(b []byte) (int, error) {
	n, err := p.Writer.Write(b)
	if p.failed == nil {
		p.failed = err
	}
	return n, err
}

// orUnprinted returns the error of a command, or else that its output could not be written.
func orUnprinted(err error, out io.Writer) error {
	p, ok := out.(*printed)
	if !ok || p.failed == nil || err != nil && !errors.Is(err, p.failed) {
		return err
	}
	return fmt.Errorf("not all of the output could be written: %w; nothing that was stored is lost", data.Plain(p.failed))
}
