package apkg

import (
	"encoding/json"
	"slices"
	"strconv"
)

// media reads the list of sounds and pictures. In the zip they are called 0, 1, 2 …; the list says which is which.
func (p *Package) media(a age) ([]File, error) {
	list := p.zip["media"]
	if list == nil { // AnkiDroid once wrote whole collections without it
		return nil, nil
	}
	text, err := readAll(list, a == latest, maxList)
	if err != nil {
		return nil, err
	}
	if a == latest {
		return p.mediaMessage(text)
	}
	return p.mediaMap(text)
}

// mediaMap reads the list of older packages: {"0": "ant.png"}.
func (p *Package) mediaMap(text []byte) ([]File, error) {
	var names map[string]string
	if err := json.Unmarshal(text, &names); err != nil {
		return nil, errDamaged
	}
	numbers := make([]int, 0, len(names))
	for key := range names {
		if n, err := strconv.Atoi(key); err == nil && n >= 0 && key == strconv.Itoa(n) {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	var files []File
	for _, n := range numbers {
		files = p.addMedia(files, names[strconv.Itoa(n)], n, false)
	}
	return files, nil
}

// mediaMessage reads the list of newer packages: entries whose place is their name in the zip.
func (p *Package) mediaMessage(text []byte) (files []File, err error) {
	place := 0
	err = eachField(text, func(f field) error {
		if f.number != 1 || f.bytes == nil {
			return nil
		}
		name, n := "", place
		place++
		err := eachField(f.bytes, func(f field) error {
			switch f.number {
			case 1:
				name = string(f.bytes)
			case 255: // its name in a zip that was converted from an older one
				n = int(min(f.value, 1<<31))
			}
			return nil
		})
		files = p.addMedia(files, name, n, true)
		return err
	})
	if err != nil {
		return nil, errDamaged
	}
	return files, nil
}

// addMedia adds a file of the list, if the zip has it: a shared deck may lack some.
func (p *Package) addMedia(files []File, name string, n int, packed bool) []File {
	e := p.zip[strconv.Itoa(n)]
	if e == nil || name == "" {
		return files
	}
	return append(files, File{Name: name, of: p, entry: e, packed: packed})
}
