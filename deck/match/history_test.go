package match_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"recall/deck"
	"recall/deck/build"
	"recall/deck/inline"
	"recall/deck/match"
	"recall/deck/read"
	"recall/deck/text"
)

// commit is what is known of a commit from git alone: the files that it changed, and which line became which.
type commit struct {
	files []changedFile
}

type changedFile struct {
	oldBlob, newBlob, oldPath, newPath string
	edits                              map[int]int // a line of the old version to the one that took its place
}

var (
	hunkHead  = regexp.MustCompile(`^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@`)
	indexLine = regexp.MustCompile(`^index ([0-9a-f]{40})\.\.([0-9a-f]{40})`)
)

// eachCommit calls f for the commits of a repository that changed Markdown files, oldest first.
func eachCommit(repo string, f func(commit)) error {
	paths := strings.Fields(os.Getenv("RECALL_HISTORY_FILES"))
	if len(paths) == 0 {
		paths = []string{"*.md", "*.markdown"}
	}
	cmd := exec.Command("git", append([]string{"-C", repo, "-c", "core.quotePath=false", "log", "--reverse",
		"--no-merges", "-M", "-p", "-U0", "--full-index", "--format=commit %H", "--diff-filter=MR", "--"}, paths...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	var c commit
	var file *changedFile
	flush := func() {
		if len(c.files) > 0 {
			f(c)
		}
		c, file = commit{}, nil
	}
	for lines := bufio.NewReaderSize(out, 1<<16); ; {
		line, err := lines.ReadString('\n')
		if err != nil {
			break
		}
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "commit "):
			flush()
		case strings.HasPrefix(line, "diff --git "):
			c.files = append(c.files, changedFile{edits: map[int]int{}})
			file = &c.files[len(c.files)-1]
		case file == nil:
		case strings.HasPrefix(line, "--- a/"):
			file.oldPath = strings.TrimPrefix(line, "--- a/")
		case strings.HasPrefix(line, "+++ b/"):
			file.newPath = strings.TrimPrefix(line, "+++ b/")
		case indexLine.MatchString(line):
			m := indexLine.FindStringSubmatch(line)
			file.oldBlob, file.newBlob = m[1], m[2]
		case hunkHead.MatchString(line):
			m := hunkHead.FindStringSubmatch(line)
			number := func(s string) int {
				if s == "" {
					return 1
				}
				n, _ := strconv.Atoi(s)
				return n
			}
			if number(m[2]) == number(m[4]) {
				for i := range number(m[2]) {
					file.edits[number(m[1])+i] = number(m[3]) + i
				}
			}
		}
	}
	flush()
	return cmd.Wait()
}

// blobs reads the files of a repository through one git process.
type blobs struct {
	ask io.Writer
	say *bufio.Reader
}

func openBlobs(t *testing.T, repo string) *blobs {
	cmd := exec.Command("git", "-C", repo, "cat-file", "--batch")
	ask, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	say, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ask.Close(); cmd.Wait() })
	return &blobs{ask, bufio.NewReaderSize(say, 1<<16)}
}

func (b *blobs) read(id string) []byte {
	fmt.Fprintln(b.ask, id)
	head, err := b.say.ReadString('\n')
	parts := strings.Fields(head)
	if err != nil || len(parts) != 3 {
		return nil
	}
	n, _ := strconv.Atoi(parts[2])
	data := make([]byte, n+1)
	if _, err := io.ReadFull(b.say, data); err != nil {
		return nil
	}
	return data[:n]
}

// history counts, over all commits, the bullets with cards that were edited in place and what became of them.
type history struct {
	edited, followed, elsewhere, lost int
	cards, cardsFollowed              int
	pairs, apart                      int // pairs whose words differ, and those of them with another term
}

func (h *history) count(c commit, b *blobs, tell func(kind, old, new string)) {
	var docs, olds []*deck.Document
	var paths []string
	at := map[string]*changedFile{}
	for i := range c.files {
		f := &c.files[i]
		before, after := b.read(f.oldBlob), b.read(f.newBlob)
		if len(before) == 0 || len(after) == 0 || len(before) > 1<<20 || len(after) > 1<<20 {
			continue
		}
		o, _ := read.Parse(f.newPath, before)
		n, _ := read.Parse(f.newPath, after)
		if o == nil || n == nil {
			continue
		}
		olds, docs, paths = append(olds, o), append(docs, n), append(paths, f.newPath)
		at[f.newPath] = f
	}
	build.Build(olds)
	build.Build(docs)
	var stored []match.Stored
	var found []match.Found
	var oldNotes []*deck.Note
	fresh := map[string]int{} // the new bullet on a line of a file
	for i, d := range olds {
		path := paths[i]
		for j := range d.Notes {
			stored = append(stored, storedNote(&d.Notes[j], path))
			oldNotes = append(oldNotes, &d.Notes[j])
		}
		for j := range docs[i].Notes {
			fresh[fmt.Sprint(path, "\x00", docs[i].Notes[j].Line)] = len(found)
			found = append(found, match.Found{Note: &docs[i].Notes[j], Source: path})
		}
	}
	pairs := match.Match(stored, found)
	to := make([]int, len(stored))
	for _, p := range pairs {
		if p.Old >= 0 {
			to[p.Old] = p.New
		}
	}
	cards := followCards(stored, found, pairs)
	is := map[int]int{} // what git's lines say: old to new
	for o, n := range oldNotes {
		f := at[stored[o].Source]
		line, edited := f.edits[n.Line]
		if !edited {
			continue
		}
		there, ok := fresh[fmt.Sprint(f.newPath, "\x00", line)]
		if !ok {
			continue
		}
		a, b := inline.Normal(n.Text), inline.Normal(found[there].Text)
		if a == b || text.Dice(text.Features(a), text.Features(b)) < 0.3 {
			continue
		}
		is[o] = there
	}
	for _, o := range slices.Sorted(maps.Keys(is)) {
		there := is[o]
		if len(stored[o].Cards) == 0 {
			continue
		}
		h.edited++
		h.cards += min(len(stored[o].Cards), len(found[there].Cards))
		new := found[there].Text
		switch {
		case to[o] == there:
			h.followed++
			n := 0
			var left strings.Builder
			for k, card := range stored[o].Cards {
				if _, ok := cards[cardOf{o, k}]; ok {
					n++
				} else {
					fmt.Fprintf(&left, "\n\t      left %s: %s | %s", card.Slot, card.Prompt, card.Answer)
				}
			}
			h.cardsFollowed += min(n, len(found[there].Cards))
			if n < min(len(stored[o].Cards), len(found[there].Cards)) {
				tell("cards", stored[o].Text, new+left.String())
			}
			tell("followed", stored[o].Text, new)
		case to[o] < 0:
			h.lost++
			tell("lost", stored[o].Text, new)
		case inline.Normal(found[to[o]].Text) == inline.Normal(stored[o].Text):
			h.edited-- // git's lines are off by one: the same words stand elsewhere
			h.cards -= min(len(stored[o].Cards), len(found[there].Cards))
		default:
			h.elsewhere++
			tell("elsewhere", stored[o].Text, found[to[o]].Text+"\n\t      not "+new)
		}
	}
	for o, n := range to {
		if n < 0 || len(stored[o].Cards) == 0 {
			continue
		}
		old, new := stored[o].Text, found[n].Text
		if inline.Normal(old) == inline.Normal(new) {
			continue
		}
		h.pairs++
		if inline.Normal(match.TermOf(old)) != inline.Normal(match.TermOf(new)) {
			h.apart++
			tell("apart", old, new)
		}
		if there, known := is[o]; !known || there != n {
			tell("unproved", old, new)
		}
	}
}

// TestHistory follows the bullets of real documents through their histories. It needs the folder of a git repository
// in RECALL_HISTORY, prints what became of the edited bullets that made cards, and fails for none of it: there are no
// labels, and what it lists in the file RECALL_HISTORY_OUT is to be judged by eye. RECALL_HISTORY_FILES limits it to
// some files, such as README.md, and RECALL_HISTORY_COMMITS to about so many commits.
func TestHistory(t *testing.T) {
	repo := os.Getenv("RECALL_HISTORY")
	if repo == "" {
		t.Skip("RECALL_HISTORY is not set")
	}
	most, _ := strconv.Atoi(os.Getenv("RECALL_HISTORY_COMMITS"))
	var commits []commit
	if err := eachCommit(repo, func(c commit) {
		if len(c.files) <= 60 {
			commits = append(commits, c)
		}
	}); err != nil {
		t.Fatal(err)
	}
	b := openBlobs(t, repo)
	var h history
	var list bytes.Buffer
	step := 1
	if most > 0 {
		step = max(1, len(commits)/most)
	}
	for i := 0; i < len(commits); i += step {
		h.count(commits[i], b, func(kind, old, new string) {
			fmt.Fprintf(&list, "%s %d\n\t- %q\n\t+ %q\n", kind, i, old, new)
		})
	}
	if path := os.Getenv("RECALL_HISTORY_OUT"); path != "" {
		if err := os.WriteFile(path, list.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	share := func(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
	t.Logf("%d of %d commits: %d edited bullets, followed %.2f%%, %d lost, %d elsewhere; %d cards, followed %.2f%%; "+
		"%d pairs, %d with another term",
		(len(commits)+step-1)/step, len(commits), h.edited, share(h.followed, h.edited), h.lost, h.elsewhere, h.cards,
		share(h.cardsFollowed, h.cards), h.pairs, h.apart)
}
