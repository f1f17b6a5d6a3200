package cmd

import (
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recall/data"
	"recall/deck/read"
)

// contents is what an import finds in a folder.
type contents struct {
	files []string   // to read, in order
	left  []leftFile // what is not read
}

// leftFile is a file or folder that an import of a folder doesn't read.
type leftFile struct {
	path   string // as the folder was named
	abs    string
	folder bool
	why    leftWhy
	what   string // a word for the kind of a file, or what left it out: .gitignore
}

// leftWhy says why a file is not read.
type leftWhy string

// The reasons. They are words of the JSON report.
const (
	leftKind    leftWhy = "kind"       // it is of no kind that holds cards in a folder, such as a picture
	leftDot     leftWhy = "dot"        // its name begins with a dot
	leftModules leftWhy = "modules"    // node_modules: documents of libraries
	leftVault   leftWhy = "templates"  // the folder where a vault keeps its templates
	leftIgnored leftWhy = "ignored"    // .gitignore or .recallignore names it
	leftInside  leftWhy = "link"       // a link to what the folder has anyway
	leftOutside leftWhy = "link-out"   // a link that leads out of the folder, or nowhere
	leftDevice  leftWhy = "device"     // a pipe, a socket, a device
	leftAnki    leftWhy = "anki"       // an Anki package, which brings decks of its own
	leftClosed  leftWhy = "unreadable" // a folder that can't be opened
)

// passed reports whether the file would have been looked at, had nothing spoken against its place.
func (w leftWhy) passed() bool {
	return w == leftDot || w == leftModules || w == leftVault || w == leftIgnored
}

// ignoreFiles name what an import of their folder passes over, the strongest last.
var ignoreFiles = []string{".gitignore", ".recallignore"}

// filesIn lists the files in a folder that can hold cards, and what else there is. The folder itself may be a link, be
// hidden or be passed over by the folders around it: it was named.
func filesIn(dir string) (contents, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return contents{}, err
	}
	w := folderWalk{in: map[string]ignoring{}, top: filepath.Clean(dir), abs: abs}
	w.real, err = filepath.EvalSymlinks(abs)
	if err != nil {
		return contents{}, err
	}
	w.lookAround()
	root := strings.TrimSuffix(w.top, string(filepath.Separator)) + string(filepath.Separator) // it may be a link
	err = filepath.WalkDir(root, func(found string, d fs.DirEntry, err error) error {
		inside, wrong := filepath.Rel(w.top, found)
		if wrong != nil {
			return wrong
		}
		return w.see(found, filepath.Join(w.abs, inside), d, err)
	})
	slices.Sort(w.files)
	return w.contents, err
}

// folderWalk goes through a folder.
type folderWalk struct {
	contents
	top       string              // the folder as it was named
	abs, real string              // its path, and that without links
	in        map[string]ignoring // by folder, absolute with slashes
	templates []string            // absolute
}

// lookAround reads what the folders around the named one say about what is in it: the patterns of a git work tree,
// and the templates of a vault. Patterns that would leave out the folder itself are put aside.
func (w *folderWalk) lookAround() {
	var around []string // the nearest first
	tree := -1          // the index of the top of the work tree
	for dir := w.abs; ; dir = filepath.Dir(dir) {
		if dir != w.abs {
			around = append(around, dir)
			w.templates = append(w.templates, templatesOf(dir)...)
		}
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			tree = len(around) - 1
			break
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	w.templates = slices.DeleteFunc(w.templates, func(dir string) bool {
		return dir == w.abs || data.Folder{Path: dir}.Holds(w.abs)
	})
	var in ignoring
	for i := tree; i >= 0; i-- {
		in = readIgnoring(in, around[i])
		inner := w.abs
		if i > 0 {
			inner = around[i-1]
		}
		if in.of(filepath.ToSlash(inner), true) != "" {
			in = nil
			break
		}
	}
	w.in[filepath.ToSlash(filepath.Dir(w.abs))] = in
}

// readIgnoring adds the patterns of a folder's files.
func readIgnoring(in ignoring, dir string) ignoring {
	for _, name := range ignoreFiles {
		if text := headOf(filepath.Join(dir, name)); len(text) > 0 {
			in = in.with(filepath.ToSlash(dir), name, text)
		}
	}
	return in
}

// see looks at a file or folder that the walk finds. path is its absolute path.
func (w *folderWalk) see(found, path string, d fs.DirEntry, err error) error {
	top := path == w.abs
	leave := func(why leftWhy, what string) error {
		w.left = append(w.left, leftFile{found, path, d != nil && d.IsDir(), why, what})
		if d != nil && d.IsDir() {
			return filepath.SkipDir
		}
		return nil
	}
	slash := filepath.ToSlash(path)
	in := w.in[slash[:max(strings.LastIndexByte(slash, '/'), 0)]]
	ignoredBy := in.of(slash, d != nil && d.IsDir())
	switch {
	case err != nil && top:
		return err
	case err != nil:
		return leave(leftClosed, data.Plain(err).Error())
	case top:
	case strings.HasPrefix(d.Name(), "."):
		return leave(leftDot, "")
	case ignoredBy != "":
		return leave(leftIgnored, ignoredBy)
	case d.IsDir() && d.Name() == "node_modules":
		return leave(leftModules, "")
	case d.IsDir() && slices.Contains(w.templates, path):
		return leave(leftVault, "")
	}
	switch {
	case d.IsDir() || top:
		w.templates = append(w.templates, templatesOf(path)...)
		w.in[slash] = readIgnoring(in, path)
	case d.Type()&fs.ModeSymlink != 0:
		return leave(w.linked(path))
	case !d.Type().IsRegular():
		return leave(leftDevice, irregular(d.Type()))
	case data.IsAnki(path):
		return leave(leftAnki, "Anki package")
	case read.InFolder(path, func() []byte { return headOf(path) }):
		w.files = append(w.files, found)
	default:
		return leave(leftKind, kindOfFile(path))
	}
	return nil
}

const linkToNothing = "a link to nothing"

// linked says why a link is not read.
func (w *folderWalk) linked(path string) (why leftWhy, what string) {
	to, err := filepath.EvalSymlinks(path)
	switch {
	case err != nil:
		return leftOutside, linkToNothing
	case to == w.real || data.Folder{Path: w.real}.Holds(to):
		return leftInside, "a link within the folder"
	}
	return leftOutside, "a link that leads out of the folder"
}

// irregular says what a file is that holds no text of its own.
func irregular(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	}
	return "a device"
}

// templatesOf returns the folder in which a vault of Obsidian keeps its templates, if dir is a vault: the one that its
// settings name, or those of the usual names.
func templatesOf(dir string) []string {
	if info, err := os.Stat(filepath.Join(dir, ".obsidian")); err != nil || !info.IsDir() {
		return nil
	}
	var named struct{ Folder string }
	text := headOf(filepath.Join(dir, ".obsidian", "templates.json"))
	if json.Unmarshal(text, &named) == nil && strings.Trim(named.Folder, "/ ") != "" {
		return []string{filepath.Join(dir, filepath.FromSlash(named.Folder))}
	}
	return []string{filepath.Join(dir, "Templates"), filepath.Join(dir, "templates")}
}

// headOf reads the start of a file. It returns nil if the file can't be read.
func headOf(path string) []byte {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return nil // to open a pipe would wait for whoever writes to it
	}
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	text, _ := io.ReadAll(io.LimitReader(f, 64<<10)) // a file that can't be read is not a deck
	return text
}

// fileKinds are words for files that hold no cards, one and more of them, by their ending.
var fileKinds = []struct{ one, more, endings string }{
	{"picture", "pictures", " .png .jpg .jpeg .gif .webp .svg .bmp .ico .heic .avif .tif .tiff "},
	{"sound", "sounds", " .mp3 .ogg .oga .opus .wav .m4a .flac .aac "},
	{"video", "videos", " .mp4 .mov .webm .mkv .avi .m4v "},
	{"PDF", "PDF", " .pdf "},
}

// kindOfFile returns a word for the kind of a file.
func kindOfFile(path string) string {
	ending := strings.ToLower(filepath.Ext(path))
	for _, k := range fileKinds {
		if ending != "" && strings.Contains(k.endings, " "+ending+" ") {
			return k.one
		}
	}
	if ending == "" {
		return "without an ending"
	}
	return ending
}
