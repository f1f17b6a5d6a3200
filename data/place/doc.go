// Package place reads and writes the files of a place where several installations meet: a folder, or a remote of rclone. It
// knows what the files are called and how they are kept whole, not what is in them. Whatever stands in a place may be a
// stranger's: names are checked before they are used, reads are bounded, and no link is followed.
package place

import (
	"context"
	"io"
	"strings"
)

// File is a file in a place.
type File struct {
	Name  string
	Bytes int64
}

// MediaFolder is the folder of pictures and sounds in a place.
const MediaFolder = "media"

// Carrier brings files to a place and back. Names are plain, or MediaFolder, a slash and a plain name.
type Carrier interface {
	// List returns the regular files of the place, or of the folder of that name in it. None there is no error.
	List(ctx context.Context, folder string) ([]File, error)
	// Get opens a file. Of one that is not there, either this or the reading fails with fs.ErrNotExist.
	Get(ctx context.Context, name string) (io.ReadCloser, error)
	// Put copies the local file from into the place: whole, or not at all. A file of that name is left as it is.
	Put(ctx context.Context, name, from string) error
	// Remove removes a file. One that is gone is no error.
	Remove(ctx context.Context, name string) error
}

// mostFiles is how many files of a place are looked at.
const mostFiles = 100_000

// remotePrefix begins a place that rclone reaches.
const remotePrefix = "rclone:"

// IsRemote reports whether a place is reached through rclone.
func IsRemote(at string) bool { return strings.HasPrefix(at, remotePrefix) }

// Open returns the carrier for a place. Nothing is read yet.
func Open(at string) Carrier {
	if remote, ok := strings.CutPrefix(at, remotePrefix); ok {
		return rclone(remote)
	}
	return folder(at)
}
