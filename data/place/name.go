package place

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"sync"
	"time"
)

// Each device has one index in a place and up to MostParcels files of data, which the index lists. All are immutable, and
// carry the SHA-256 of their bytes in their names: a file that is torn, cut off or doubled is not what its name says.
//
//	DEVICE.PUSH.SHA256.json              the index after that push
//	DEVICE.FIRST-LAST.SHA256.jsonl.zst   what the device pushed from FIRST to LAST
var (
	indexName  = pattern(`^([0-9a-f]{32})\.([1-9][0-9]{0,8})\.([0-9a-f]{64})\.json$`)
	parcelName = pattern(`^([0-9a-f]{32})\.([1-9][0-9]{0,8})-([1-9][0-9]{0,8})\.([0-9a-f]{64})\.jsonl\.zst$`)
)

// pattern is compiled when a place is looked at first: commands that look at none start sooner.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// MostParcels is the most files of data that a device keeps in a place.
const MostParcels = 39

// MostIndex is the largest index, in bytes.
const MostIndex = 64 << 10

// Parcel is a file of data.
type Parcel struct {
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
	Contents

	First, Last int               `json:"-"` // pushes
	Sum         [sha256.Size]byte `json:"-"`
}

// Contents counts what a parcel holds.
type Contents struct {
	Entries  int `json:"entries"`            // of the log
	Notes    int `json:"notes,omitempty"`    // as Settings: older programs did not count them
	Settings int `json:"settings,omitempty"` // that were due; others may come along
}

// Add adds what another parcel holds.
func (c *Contents) Add(o Contents) {
	c.Entries, c.Notes, c.Settings = c.Entries+o.Entries, c.Notes+o.Notes, c.Settings+o.Settings
}

// Index says what a device has in a place.
type Index struct {
	Device  [16]byte  `json:"-"`
	Machine string    `json:"machine"` // its name, for people
	Push    int       `json:"push"`
	Time    time.Time `json:"time"` // of the push
	Parcels []Parcel  `json:"files"`
}

// indexFile is an index as it stands in its file.
type indexFile struct {
	Recall  string `json:"recall"`
	Version int    `json:"version"`
	Device  string `json:"device"`
	Index
}

const indexVersion = 1

// ErrNewer reports a file of a newer version of the program.
var ErrNewer = errors.New("it was written by a newer recall")

// Encode returns the bytes of an index, and its name.
func (x Index) Encode() (name string, text []byte, err error) {
	text, err = json.Marshal(indexFile{"sync", indexVersion, hex.EncodeToString(x.Device[:]), x})
	text = append(text, '\n')
	return fmt.Sprintf("%x.%d.%x.json", x.Device, x.Push, sha256.Sum256(text)), text, err
}

// NameParcel returns the name of a file of data.
func NameParcel(device [16]byte, first, last int, sum [sha256.Size]byte) string {
	return fmt.Sprintf("%x.%d-%d.%x.jsonl.zst", device, first, last, sum)
}

// ParseParcel reads the name of a file of data.
func ParseParcel(name string) (device [16]byte, p Parcel, ok bool) {
	m := parcelName().FindStringSubmatch(name)
	if m == nil {
		return device, p, false
	}
	p.Name = name
	hex.Decode(device[:], []byte(m[1])) // the pattern allows nothing else
	p.First, _ = strconv.Atoi(m[2])
	p.Last, _ = strconv.Atoi(m[3])
	hex.Decode(p.Sum[:], []byte(m[4]))
	return device, p, p.First <= p.Last
}

// parseIndex reads the name of an index.
func parseIndex(name string) (device [16]byte, push int, sum [sha256.Size]byte, ok bool) {
	m := indexName().FindStringSubmatch(name)
	if m == nil {
		return device, 0, sum, false
	}
	hex.Decode(device[:], []byte(m[1]))
	push, _ = strconv.Atoi(m[2])
	hex.Decode(sum[:], []byte(m[3]))
	return device, push, sum, true
}

// Decode reads an index. Its bytes must be those that its name says.
func Decode(name string, text []byte) (x Index, err error) {
	device, push, sum, ok := parseIndex(name)
	if !ok || sha256.Sum256(text) != sum {
		return x, errors.New("it is not as it was written")
	}
	return decode(device, push, text)
}

func decode(device [16]byte, push int, text []byte) (x Index, err error) {
	var f indexFile
	if err := json.Unmarshal(text, &f); err != nil || f.Recall != "sync" {
		return x, errors.New("it is no index")
	}
	if f.Version > indexVersion {
		return x, ErrNewer
	}
	x = f.Index
	x.Device = device
	if f.Device != hex.EncodeToString(device[:]) || x.Push != push || len(x.Parcels) > MostParcels {
		return x, errors.New("it contradicts its name")
	}
	last := 0
	for i, p := range x.Parcels {
		of, named, ok := ParseParcel(p.Name)
		if !ok || of != device || named.First != last+1 || named.Last > push || p.Bytes < 0 {
			return x, errors.New("it lists a file that can't be its own")
		}
		named.Bytes, named.Contents = p.Bytes, p.Contents
		x.Parcels[i], last = named, named.Last
	}
	if last != push {
		return x, errors.New("it does not list all that was pushed")
	}
	return x, nil
}

// Restore reads an index that this machine wrote and kept.
func Restore(device [16]byte, push int, text string) (Index, error) {
	if text == "" {
		return Index{Device: device}, nil
	}
	return decode(device, push, []byte(text))
}

// ParseIndex reads the name of an index.
func ParseIndex(name string) (device [16]byte, push int, ok bool) {
	device, push, _, ok = parseIndex(name)
	return device, push, ok
}
