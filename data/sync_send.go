package data

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"recall/data/place"
	words "recall/deck/text"
)

// Nothing here touches the database, so that a slow place keeps no other recall waiting.

// unjoined is how many of its newest parcels a device leaves as they are: who was here lately does not read them again.
// The others are joined once there are mostParcels.
const (
	unjoined    = 8
	mostParcels = 32
)

// send brings a parcel to a place, and then the index that lists it. Files that the new index replaces are removed
// last.
func send(ctx context.Context, c place.Carrier, device [16]byte, x place.Index, out *parcel, media, dir, machine string,
	at time.Time) (place.Index, error) {
	there, err := c.List(ctx, "")
	if err != nil {
		return x, err
	}
	have := map[string]bool{}
	for _, f := range there {
		have[f.Name] = true
	}
	for _, p := range x.Parcels {
		if !have[p.Name] {
			return x, &LostError{p.Name}
		}
	}
	if err := sendBeside(ctx, c, out.beside, dir); err != nil {
		return x, err
	}
	if err := sendMedia(ctx, c, out.media, media); err != nil {
		return x, err
	}
	if err := c.Put(ctx, out.Name, out.path); err != nil {
		return x, err
	}
	next := place.Index{Device: device, Machine: machine, Push: out.Last, Time: at.UTC().Truncate(time.Second),
		Parcels: append(append([]place.Parcel(nil), x.Parcels...), out.Parcel)}
	if len(next.Parcels) > mostParcels {
		if err := joinParcels(ctx, c, &next, dir); err != nil {
			return x, err
		}
	}
	name, text, err := next.Encode()
	if err != nil {
		return x, err
	}
	local := filepath.Join(dir, "index")
	if err := os.WriteFile(local, text, 0o600); err != nil {
		return x, err
	}
	if err := c.Put(ctx, name, local); err != nil {
		return x, err
	}
	tidy(ctx, c, next, name, there)
	return next, nil
}

// tidy removes the device's files that its index no longer lists. What can't be removed now is removed with the next
// push.
func tidy(ctx context.Context, c place.Carrier, x place.Index, name string, there []place.File) {
	listed := map[string]bool{name: true}
	for _, p := range x.Parcels {
		listed[p.Name] = true
	}
	own := fmt.Sprintf("%x.", x.Device)
	for _, f := range there {
		_, _, parcel := place.ParseParcel(f.Name)
		if _, _, index := place.ParseIndex(f.Name); (parcel || index) && !listed[f.Name] && strings.HasPrefix(f.Name, own) {
			c.Remove(ctx, f.Name)
		}
	}
}

// LostError reports that a place no longer has what this machine wrote there.
type LostError struct{ Name string }

// Error names the file.
func (e *LostError) Error() string {
	return "what this machine wrote there is gone (" + e.Name + "); is it the same place?"
}

// joinParcels replaces older parcels of an index by one that covers them. It begins with the newest of them and goes on
// while the next is not much larger than those before together, so that each byte is copied a few times in years.
func joinParcels(ctx context.Context, c place.Carrier, x *place.Index, dir string) error {
	end := len(x.Parcels) - unjoined
	first, size := end-1, x.Parcels[end-1].Bytes
	for first > 0 && (end-first < 2 || x.Parcels[first-1].Bytes <= 2*size) {
		first--
		size += x.Parcels[first].Bytes
	}
	list := x.Parcels[first:end]
	var files []string
	for i, p := range list {
		local := filepath.Join(dir, fmt.Sprintf("join-%d", i))
		if err := download(ctx, c, p, local); err != nil {
			return err
		}
		files = append(files, local)
	}
	out := place.Parcel{First: list[0].First, Last: list[len(list)-1].Last}
	path := filepath.Join(dir, "joined")
	var err error
	join := func(w io.Writer) error { return joinDumps(w, files, dir) }
	if out.Sum, out.Bytes, err = writePacked(path, join); err != nil {
		return err
	}
	for i, p := range list {
		out.Add(p.Contents)
		os.Remove(files[i])
	}
	out.Name = place.NameParcel(x.Device, out.First, out.Last, out.Sum)
	if err := c.Put(ctx, out.Name, path); err != nil {
		return err
	}
	if err := place.Copy(ctx, c, out, io.Discard, mostPacked); err != nil { // before what it replaces goes
		return fmt.Errorf("read %s back: %w", out.Name, err)
	}
	x.Parcels = append(append(append([]place.Parcel(nil), x.Parcels[:first]...), out), x.Parcels[end:]...)
	return nil
}

// Bounds of what is read from a place, in bytes: of a file, and of what it holds.
const (
	mostPacked   = 1 << 30
	mostUnpacked = 8 << 30
	mostPicture  = 1 << 28
)

// download copies a parcel into a local file.
func download(ctx context.Context, c place.Carrier, p place.Parcel, to string) error {
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(place.Copy(ctx, c, p, out, mostPacked), out.Close())
}

// openParcel opens a local file of a parcel.
func openParcel(path string) (io.Reader, func() error, error) {
	in, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	z, err := zstd.NewReader(in, zstd.WithDecoderMaxMemory(1<<28), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, nil, errors.Join(err, in.Close())
	}
	return io.LimitReader(z, mostUnpacked), func() error { z.Close(); return in.Close() }, nil
}

// joinDumps writes one dump of several, of one database, oldest first. Log entries never change. Of any other row the
// newest counts, and a note comes with the cards that it had then.
func joinDumps(w io.Writer, files []string, dir string) error {
	last := map[string]int{} // the file with the newest row, by its key
	schema := 0
	for i, file := range files {
		found, err := eachRow(file, func(_, key string, _ []byte) error {
			last[key] = i
			return nil
		})
		if err != nil {
			return err
		}
		schema = max(schema, found)
	}
	sorted := map[string]*rowFile{}
	defer func() {
		for _, f := range sorted {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	rows := 0
	for i, file := range files {
		_, err := eachRow(file, func(table, key string, line []byte) (err error) {
			if key != "" && last[key] != i {
				return nil
			}
			f := sorted[table]
			if f == nil {
				if f, err = newRowFile(filepath.Join(dir, "rows-"+table)); err != nil {
					return err
				}
				sorted[table] = f
			}
			rows++
			f.w.Write(line)
			return f.w.WriteByte('\n')
		})
		if err != nil {
			return err
		}
	}
	d := dumper{w: bufio.NewWriter(w), rows: rows}
	d.head(schema, "")
	for _, t := range dumped {
		if f := sorted[t.table]; f != nil {
			if err := f.copyTo(d.w); err != nil {
				return err
			}
		}
	}
	return d.end()
}

// rowFile holds the rows of one table.
type rowFile struct {
	*os.File
	w *bufio.Writer
}

func newRowFile(path string) (*rowFile, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	return &rowFile{f, bufio.NewWriter(f)}, err
}

func (f *rowFile) copyTo(w io.Writer) error {
	if err := f.w.Flush(); err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, f.File)
	return err
}

// eachRow calls f for the rows of a parcel's local file, with the table and the key of each, and returns its schema.
func eachRow(file string, f func(table, key string, line []byte) error) (schema int, err error) {
	in, done, err := openParcel(file)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, done()) }()
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxDumpLine)
	for lines.Scan() {
		line := lines.Bytes()
		if schema == 0 {
			head, err := readDumpHead(line)
			if err != nil {
				return 0, err
			}
			schema = head.Schema
			continue
		}
		if m := rowStart().FindSubmatch(line); m != nil {
			if err := f(string(m[1]), rowKey(string(m[1]), m[2:]), line); err != nil {
				return schema, err
			}
		}
	}
	return schema, lines.Err()
}

// rowStart matches the start of a row: its table and its first three values.
var rowStart = words.Pattern(`^\{"table":"([a-z_]+)",("[a-z]+":[^,]*),("[a-z]+":[^,]*),(?:"[a-z]+":([^,]*))?`)

// rowKey returns what tells a row that may change from others; "" for one that never does. Cards and schedules go with
// their note.
func rowKey(table string, first [][]byte) string {
	switch table {
	case "log", "tagging":
		return ""
	case "setting":
		return table + string(first[0]) + string(first[1])
	case "card":
		return "note" + strings.Replace(string(first[1]), `"note"`, `"id"`, 1)
	case "schedule":
		return `note"id":` + string(first[2])
	}
	return table + string(first[0])
}
