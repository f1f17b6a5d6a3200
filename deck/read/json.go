package read

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"recall/deck"
	"recall/deck/blocks"
)

// There is no standard for cards in JSON. What is read is an array of objects with front and back, and what else a card
// has: deck, tags, id, kind, hint, extra, path, accept, members. The array may be in an object, under the key cards,
// notes or flashcards; the other keys are then those of front matter. In a .jsonl file each line is such an object. The
// values of unknown keys are kept and shown with the answer.

// jsonArrays are the keys under which cards stand in an object.
var jsonArrays = []string{"cards", "notes", "flashcards"}

// namesSidesJSON reports whether a text is JSON with an array in which a key means the front.
func namesSidesJSON(text []byte) bool {
	text = bytes.TrimSpace(text)
	if len(text) == 0 || text[0] != '[' && text[0] != '{' {
		return false
	}
	if isCrowdAnki(text) {
		return true
	}
	d := json.NewDecoder(bytes.NewReader(text))
	array := text[0] == '['
	for range 64 {
		t, err := d.Token()
		if err != nil {
			return false
		}
		name, isText := t.(string)
		switch {
		case t == json.Delim('['):
			array = true
		case isText && array && columnRole(name) == "front":
			return true
		}
	}
	return false
}

// namesSidesLines reports whether the first line of a text is an object in which a key means the front.
func namesSidesLines(text []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimSpace(text), []byte("\n"))
	return namesSidesJSON(slices.Concat([]byte("["), line))
}

// readJSON reads a file of cards in JSON into the document.
func readJSON(doc *deck.Document, text []byte) (problems []deck.Problem) {
	j := &jsonFile{doc: doc, text: text, lines: blocks.LineStarts(text), d: json.NewDecoder(bytes.NewReader(text))}
	j.d.UseNumber()
	var err error
	switch {
	case isCrowdAnki(text) && j.readCrowdAnki():
	case holdsLines(text):
		err = j.objects()
	default:
		err = j.file()
	}
	if err != nil {
		var syntax *json.SyntaxError
		at, what := j.d.InputOffset(), "this is no array of cards, [{\"front\": …, \"back\": …}, …]; write one"
		switch {
		case errors.As(err, &syntax):
			at, what = syntax.Offset, "this is no JSON from here on; mend it"
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			at, what = int64(len(text)), "the JSON ends too early; close what is open"
		}
		j.report(j.line(at), what)
	}
	placeByDeck(doc, j.decks)
	return j.problems
}

// jsonFile is a file of cards in JSON while it is read.
type jsonFile struct {
	doc      *deck.Document
	text     []byte
	lines    []int
	d        *json.Decoder
	decks    []string
	problems []deck.Problem
}

var errNoCards = errors.New("no array of cards")

// line returns the number of the line with the first value at or behind an offset.
func (j *jsonFile) line(offset int64) int {
	at := int(min(offset, int64(len(j.text))))
	for at < len(j.text) && bytes.IndexByte([]byte(" \t\n,:"), j.text[at]) >= 0 {
		at++
	}
	r := blocks.File{Lines: j.lines}
	return max(r.LineAt(min(at, max(len(j.text)-1, 0))), 1)
}

// report adds a problem, unless there are too many.
func (j *jsonFile) report(line int, what string) {
	if len(j.problems) < maxProblems {
		j.problems = append(j.problems, deck.Problem{File: j.doc.Name, Line: line, Msg: what})
	}
}

// file reads the array, or the object around it.
func (j *jsonFile) file() error {
	t, err := j.d.Token()
	switch {
	case err != nil:
		return err
	case t == json.Delim('['):
		return j.array()
	case t != json.Delim('{'):
		return errNoCards
	}
	front, found := map[string]any{}, false
	for j.d.More() {
		t, err := j.d.Token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		if slices.Contains(jsonArrays, key) && j.opens('[') {
			if _, err := j.d.Token(); err != nil {
				return err
			}
			if err := j.array(); err != nil {
				return err
			}
			found = true
			continue
		}
		var value any
		if err := j.d.Decode(&value); err != nil {
			return err
		}
		front[key] = value
	}
	if !found {
		return errNoCards
	}
	blocks.SetFront(j.doc, front)
	return nil
}

// opens reports whether the next value starts with a sign.
func (j *jsonFile) opens(sign byte) bool {
	rest := bytes.TrimLeft(j.text[min(j.d.InputOffset(), int64(len(j.text))):], " \t\n:")
	return len(rest) > 0 && rest[0] == sign
}

// array reads the cards up to the end of their array.
func (j *jsonFile) array() error {
	if err := j.objects(); err != nil {
		return err
	}
	_, err := j.d.Token()
	return err
}

// holdsLines reports whether a text is not one value but several objects, one behind the other.
func holdsLines(text []byte) bool {
	d := json.NewDecoder(bytes.NewReader(text))
	var first json.RawMessage
	return bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) && d.Decode(&first) == nil && d.More()
}

// objects reads objects one behind the other: the cards of an array, or those of a file of lines.
func (j *jsonFile) objects() error {
	for j.d.More() {
		line := j.line(j.d.InputOffset())
		var raw json.RawMessage
		if err := j.d.Decode(&raw); err != nil {
			return err
		}
		if fault := j.card(line, raw); fault != "" {
			j.report(line, fault)
		}
	}
	return nil
}

// card makes a note of an object.
func (j *jsonFile) card(line int, raw json.RawMessage) (fault string) {
	if len(raw) == 0 || raw[0] != '{' {
		return "this is no card; write {\"front\": …, \"back\": …}"
	}
	if x, ok, fault := exactJSON(raw); ok {
		if fault == "" {
			fault = addExact(j.doc, &x, line)
		}
		return fault
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if _, err := d.Token(); err != nil {
		return err.Error()
	}
	r := record{line: line}
	var more []string
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return err.Error()
		}
		key, _ := t.(string)
		var value any
		if err := d.Decode(&value); err != nil {
			return err.Error()
		}
		if fault := r.setJSON(key, value); fault != "" {
			return fault
		}
		if !r.knows(key) {
			if v := markdownOf(jsonText(value)); v != "" {
				more = append(more, key+": "+v)
			}
		}
	}
	r.extra = strings.TrimSpace(r.extra + "\n" + strings.Join(more, "\n"))
	if fault := addRecord(j.doc, r); fault != "" {
		return fault
	}
	j.decks = append(j.decks, r.deck)
	return ""
}

// knows reports whether a key has a place of its own.
func (r *record) knows(key string) bool {
	return key == "accept" || key == "members" || columnRole(key) != ""
}

// setJSON gives a record the value of a key.
func (r *record) setJSON(key string, value any) (fault string) {
	if value == nil || !r.knows(key) {
		return ""
	}
	role := columnRole(key)
	switch key {
	case "accept":
		r.aliases = texts(value)
		return ""
	case "members":
		r.members = texts(value)
		return ""
	}
	switch v := value.(type) {
	case string:
		if holdsText(role) {
			v = markdownOf(v)
		}
		r.set(role, v)
		return ""
	case json.Number, bool:
		r.set(role, jsonText(v))
		return ""
	case []any:
		switch list := texts(v); role {
		case "tags":
			r.tags = blocks.Tags(v)
			return ""
		case "path":
			r.path = list
			return ""
		case "back", "extra":
			r.set(role, "- "+strings.Join(list, "\n- "))
			return ""
		}
	}
	return fmt.Sprintf("%s is no text; write it in quotes", key)
}

// markdownOf returns a text in Markdown, also where it is HTML: nothing in a file of JSON says which it is.
func markdownOf(s string) string {
	if looksHTML(s) {
		if md := fieldText(s); md != "" { // else it is about a tag
			return md
		}
	}
	return s
}

// texts returns the texts of a list, or a list of the one text.
func texts(value any) (list []string) {
	values, ok := value.([]any)
	if !ok {
		values = []any{value}
	}
	for _, v := range values {
		if t := jsonText(v); t != "" {
			list = append(list, t)
		}
	}
	return list
}

// jsonText returns a value as text: a string as it is, anything else as JSON.
func jsonText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return strings.TrimSpace(v)
	}
	out, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	return string(out)
}
