package data

import (
	"bytes"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// mediaKind is a kind of pictures or sounds that recall opens. All others may hold what runs, so they are never opened.
type mediaKind struct {
	name    string
	ending  string // of the files that recall keeps
	also    string // another usual ending, or ""
	picture bool
	is      func(head []byte) bool // by the first bytes
}

// mediaKinds are all of them.
var mediaKinds = []mediaKind{
	{"png", ".png", "", true, starts("\x89PNG\r\n\x1a\n")},
	{"jpeg", ".jpg", ".jpeg", true, starts("\xff\xd8\xff")},
	{"gif", ".gif", "", true, func(h []byte) bool { return starts("GIF87a")(h) || starts("GIF89a")(h) }},
	{"webp", ".webp", "", true, isRIFF("WEBP")},
	{"mp3", ".mp3", "", false, isMP3},
	{"ogg", ".ogg", ".opus", false, starts("OggS\x00")},
	{"mp4", ".mp4", ".m4a", false, isMP4},
	{"wav", ".wav", "", false, isRIFF("WAVE")},
}

// mediaKindNames names the kinds of files that are opened.
func mediaKindNames() string {
	var names []string
	for _, k := range mediaKinds {
		names = append(names, k.name)
	}
	return strings.Join(names, ", ")
}

// mediaHead is how many first bytes tell a file's kind: the longest frame of an MP3, and the start of the next.
const mediaHead = 2 << 10

// headOf reads the first bytes of a file, all of them if there are fewer.
func headOf(in io.Reader) ([]byte, error) {
	head := make([]byte, mediaHead)
	n, err := io.ReadFull(in, head)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil
	}
	return head[:n], err
}

func starts(with string) func([]byte) bool {
	return func(head []byte) bool { return bytes.HasPrefix(head, []byte(with)) }
}

// isRIFF tells a file of chunks by what it says that these are.
func isRIFF(form string) func([]byte) bool {
	return func(head []byte) bool { return starts("RIFF")(head) && len(head) >= 12 && string(head[8:12]) == form }
}

// mediaKindOf returns the kind that the first bytes of a file are of, or nil.
func mediaKindOf(head []byte) *mediaKind {
	for i := range mediaKinds {
		if mediaKinds[i].is(head) {
			return &mediaKinds[i]
		}
	}
	return nil
}

// isMediaName reports whether a file's name ends as one of the kinds does. The system may go by the ending alone when it
// opens a file.
func isMediaName(name string) bool {
	ending := strings.ToLower(filepath.Ext(name))
	return ending != "" && slices.ContainsFunc(mediaKinds, func(k mediaKind) bool { return ending == k.ending || ending == k.also })
}

// isMP4 reports whether a file begins with the box that names its brand, and the brand is of MPEG-4. Apple's films and
// pictures begin likewise.
func isMP4(head []byte) bool {
	return len(head) >= 12 && string(head[4:8]) == "ftyp" &&
		slices.Contains([]string{"isom", "iso2", "iso3", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4A ", "M4V ", "dash"}, string(head[8:12]))
}

// isMP3 reports whether a file begins with a tag of an MP3, or with two frames of one.
func isMP3(head []byte) bool {
	if starts("ID3")(head) {
		return len(head) >= 10 && head[3] >= 2 && head[3] <= 4 && head[6]|head[7]|head[8]|head[9] < 0x80
	}
	length := mp3Frame(head)
	return length > 0 && length < len(head) && mp3Frame(head[length:]) > 0
}

// mp3Frame returns the length of the frame of layer III that a text of bytes begins with, or 0.
func mp3Frame(b []byte) int {
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe6 != 0xe2 { // eleven bits that are set; layer III
		return 0
	}
	version, rate, frequency, padding := b[1]>>3&3, b[2]>>4, b[2]>>2&3, int(b[2]>>1&1)
	if version == 1 || rate == 0 || rate == 15 || frequency == 3 {
		return 0
	}
	const first = 3 // version 1; the others are 2 and, with lower frequencies, 2.5
	rates, factor := [...]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}, 72_000
	if version == first {
		rates, factor = [...]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}, 144_000
	}
	hertz := [...]int{44_100, 48_000, 32_000}[frequency] / map[byte]int{first: 1, 2: 2, 0: 4}[version]
	return factor*rates[rate]/hertz + padding
}
