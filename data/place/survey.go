package place

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// Survey is what stands in a place.
type Survey struct {
	Files   map[string]int64 // names of index and data files, and their bytes
	Indexes map[[16]byte]Index
	Ignored []Ignored // in the order of their names
}

// Ignored is a file that is left alone, and why.
type Ignored struct {
	Name, Why string
	Ahead     bool // by the clock of its machine, or by the one here
}

// Look lists a place and reads the indexes of its devices. An index for which known returns true is not read.
func Look(ctx context.Context, c Carrier, known func(name string, device [16]byte, push int) bool) (s Survey, err error) {
	files, err := c.List(ctx, "")
	if err != nil {
		return s, err
	}
	s = Survey{Files: map[string]int64{}, Indexes: map[[16]byte]Index{}}
	type candidate struct {
		File
		push int
	}
	found := map[[16]byte][]candidate{}
	for _, f := range files {
		if device, push, _, ok := parseIndex(f.Name); ok {
			found[device] = append(found[device], candidate{f, push})
		} else if _, _, ok := ParseParcel(f.Name); !ok {
			if !strings.HasPrefix(f.Name, ".") { // systems and services leave hidden ones, and nobody asks for them
				s.ignore(f.Name, "it is no file of recall")
			}
			continue
		}
		s.Files[f.Name] = f.Bytes
	}
	for device, list := range found {
		slices.SortFunc(list, func(a, b candidate) int { return cmp.Compare(b.push, a.push) })
		for _, f := range list {
			if known(f.Name, device, f.push) {
				break
			}
			text, err := ReadAll(ctx, c, f.Name, MostIndex)
			if errors.Is(err, fs.ErrNotExist) {
				continue // the device has a newer one since, which comes next time
			}
			var failed *Error
			if errors.As(err, &failed) || ctx.Err() != nil {
				return s, errors.Join(err, ctx.Err())
			}
			var x Index
			if err == nil {
				x, err = Decode(f.Name, text)
			}
			if err == nil {
				s.Indexes[device] = x
				break
			}
			s.ignore(f.Name, err.Error()) // an older one may be whole
		}
	}
	slices.SortFunc(s.Ignored, func(a, b Ignored) int { return cmp.Compare(a.Name, b.Name) })
	return s, nil
}

func (s *Survey) ignore(name, why string) {
	s.Ignored = append(s.Ignored, Ignored{Name: name, Why: why})
}

// ReadAll reads a file of at most that many bytes.
func ReadAll(ctx context.Context, c Carrier, name string, most int64) ([]byte, error) {
	in, err := c.Get(ctx, name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(untilDone{ctx, in}, most+1))
	if err == nil && int64(len(text)) > most {
		err = fmt.Errorf("it is larger than %d bytes", most)
	}
	return text, err
}

// ErrTorn reports a file that is not what its name says.
var ErrTorn = errors.New("it is not as it was written, or not all of it is there")

// Copy copies a file of data and checks that it is what its name says.
func Copy(ctx context.Context, c Carrier, p Parcel, to io.Writer, most int64) error {
	in, err := c.Get(ctx, p.Name)
	if err != nil {
		return err
	}
	defer in.Close()
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(to, h), io.LimitReader(untilDone{ctx, in}, most+1))
	switch {
	case err != nil:
		return err
	case n > most:
		return fmt.Errorf("it is larger than %d MiB", most>>20)
	case !slices.Equal(h.Sum(nil), p.Sum[:]):
		return ErrTorn
	}
	return nil
}
