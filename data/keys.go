package data

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"recall/srs"
)

// Key is one setting. The table Keys says everything about it.
type Key struct {
	Name    string
	About   string // what it is, in a few words
	Default string
	Decks   bool // decks may have their own value
	Rules   bool // part of a deck's srs.Rules: kept in the deck's log, in force from its entry on
	Rereads bool // bears on how files are read: the next import reads them again
	Queried bool // read by queries in the database, so the environment can't set it
	takes

	environ func(string) string                            // converts a value from the environment; nil: unchanged
	after   func(s *Store, deck int64, value string) error // runs after the setting was set; nil: nothing
}

// takes says which values a setting accepts and where they are stored.
type takes struct {
	Values  string   // in words
	Choices []string // all values, if they are a few words

	check func(string) (string, error) // returns the value as stored, or an error
	get   func(*holder) string
	set   func(*holder, string) // the value has been checked
}

// holder is where settings are stored: the settings of a session and the rules of a deck.
type holder struct {
	Settings
	rules srs.Rules
}

// Keys are all settings.
var Keys = withDefaults([]Key{
	{Name: "new_per_day", About: "new cards a day, for each deck", Decks: true,
		takes: takesNumber(func(h *holder) *int { return &h.NewPerDay }, 0, 9999)},
	{Name: "new_total", About: "new cards a day, over all decks",
		takes: takesLimit(func(h *holder) *int { return &h.NewTotal }, 9999)},
	{Name: "new_order", About: "new cards before, among or after due ones",
		takes: takesOneOf(func(h *holder) *string { return (*string)(&h.NewOrder) }, "new_first, mixed or last",
			string(srs.NewFirst), string(srs.NewMixed), string(srs.NewLast))},
	{Name: "reviews_per_day", About: "due cards a day, over all decks",
		takes: takesNumber(func(h *holder) *int { return &h.ReviewsPerDay }, 0, 99999)},
	{Name: "reviews_per_deck", About: "due cards a day, for each deck", Decks: true,
		takes: takesLimit(func(h *holder) *int { return &h.ReviewsPerDeck }, 99999)},
	{Name: "rollover", About: "when a day begins",
		takes: takesClock(func(h *holder) *time.Duration { return &h.Rollover })},
	{Name: "ease_on_lapse", About: "what a failed grade does to the ease", Decks: true, Rules: true,
		takes: takesEither(func(h *holder) *bool { return &h.rules.KeepEase },
			"keep, or formula to lower it", "formula", "keep")},
	{Name: "max_interval", About: "the longest interval, in days", Decks: true, Rules: true,
		takes: takesNumber(func(h *holder) *int { return &h.rules.MaxInterval }, 1, 36500)},
	{Name: "repeat_below", About: "a lower grade brings a card back today", Decks: true, Rules: true,
		takes: takesGrade(func(h *holder) *srs.Grade { return &h.rules.RepeatBelow })},
	{Name: "ease_recovery", About: "let an ease below 2.50 recover, step by step", Decks: true, Rules: true,
		takes: takesOnOff(func(h *holder) *bool { return &h.rules.Recovers })},
	{Name: "balance", About: "move due days a little, to lighter days", Decks: true, Rules: true,
		takes: takesOnOff(func(h *holder) *bool { return &h.rules.Balanced })},
	{Name: leechAt, About: "lapses that make a card a leech; 0: none is", Decks: true, Queried: true,
		takes: takesNumber(func(h *holder) *int { return &h.LeechAt }, 0, 99)},
	{Name: "leech_action", About: "what a session does with a leech", Decks: true,
		takes: takesOneOf(func(h *holder) *string { return (*string)(&h.LeechAction) },
			"tell, or flag or suspend to do that too", string(TellLeech), string(FlagLeech), string(SuspendLeech))},
	{Name: askReverse, About: "ask cards from the answer to the term, too", Decks: true, Queried: true,
		after: func(s *Store, deck int64, _ string) error { return s.unlockIn(deck) },
		takes: takesOnOff(func(h *holder) *bool { return &h.Reverse })},
	{Name: "grades", About: "the grade keys: 1 to 4, or SM-2's 0 to 5", Decks: true,
		takes: takesOneOf(func(h *holder) *string { return &h.Grades }, "four or six", "four", "six")},
	{Name: "form", About: "how cards are asked", Decks: true,
		takes: takesOneOf(func(h *holder) *string { return &h.Form },
			"auto, reveal, type or choice", "auto", "reveal", "type", "choice")},
	{Name: "card_separator", About: "what parts the sides of a bullet", Decks: true, Rereads: true,
		takes: takesSigns(func(h *holder) *string { return &h.Separator })},
	{Name: "lang", About: "which built-in roadmap is studied", environ: Edition, after: (*Store).studyFromNowOn,
		takes: takesOneOf(func(h *holder) *string { return &h.Lang },
			"en, zh, or auto for the system's language", "auto", "en", "zh")},
})

func withDefaults(keys []Key) []Key {
	for i := range keys {
		keys[i].Default = keys[i].get(&holder{DefaultSettings, srs.Published})
	}
	return keys
}

// SettingError reports, in a sentence, a setting that does not exist or can't have a value.
type SettingError struct{ Msg, Hint string }

// Error returns the sentence, without the hint.
func (e *SettingError) Error() string { return e.Msg }

// FindKey returns the setting with the given name. Case does not matter, and - stands for _.
func FindKey(name string) (Key, error) {
	var names []string
	for _, k := range Keys {
		if k.Name == strings.ReplaceAll(strings.ToLower(name), "-", "_") {
			return k, nil
		}
		names = append(names, k.Name)
	}
	return Key{}, &SettingError{fmt.Sprintf("there is no setting %q", name), "there are " + strings.Join(names, ", ")}
}

// Check returns a value in the form in which it is stored, or an error that says which values are allowed.
func (k Key) Check(value string) (string, error) {
	kept, err := k.check(strings.ToLower(strings.TrimSpace(value)))
	if err != nil {
		return "", &SettingError{fmt.Sprintf("%s can't be %q", k.Name, value), "it takes " + k.Values}
	}
	return kept, nil
}

var errValue = errors.New("no such value")

func takesNumber(in func(*holder) *int, least, most int) takes {
	return takes{
		Values: fmt.Sprintf("a number from %d to %d", least, most),
		check: func(s string) (string, error) {
			n, err := strconv.Atoi(s)
			if err != nil || n < least || n > most {
				return "", errValue
			}
			return strconv.Itoa(n), nil
		},
		get: func(h *holder) string { return strconv.Itoa(*in(h)) },
		set: func(h *holder, value string) { *in(h), _ = strconv.Atoi(value) },
	}
}

// noLimit is the value of a limit that does not limit anything.
const noLimit = "none"

// takesLimit accepts a number, or none, which is stored as -1.
func takesLimit(in func(*holder) *int, most int) takes {
	number := takesNumber(in, 0, most)
	return takes{
		Values: number.Values + ", or none",
		check: func(s string) (string, error) {
			if s == noLimit {
				return s, nil
			}
			return number.check(s)
		},
		get: func(h *holder) string {
			if *in(h) < 0 {
				return noLimit
			}
			return number.get(h)
		},
		set: func(h *holder, value string) {
			if value == noLimit {
				*in(h) = -1
				return
			}
			number.set(h, value)
		},
	}
}

func takesGrade(in func(*holder) *srs.Grade) takes {
	t := takesNumber(func(h *holder) *int { return (*int)(in(h)) }, 0, int(srs.Easy))
	t.Values = fmt.Sprintf("a grade from 0 (never) to %d", srs.Easy)
	return t
}

func takesOneOf(in func(*holder) *string, values string, choices ...string) takes {
	return takes{
		Values: values, Choices: choices, check: among(choices),
		get: func(h *holder) string { return *in(h) },
		set: func(h *holder, value string) { *in(h) = value },
	}
}

func takesEither(in func(*holder) *bool, values, no, yes string) takes {
	return takes{
		Values: values, Choices: []string{no, yes}, check: among([]string{no, yes}),
		get: func(h *holder) string {
			if *in(h) {
				return yes
			}
			return no
		},
		set: func(h *holder, value string) { *in(h) = value == yes },
	}
}

func takesOnOff(in func(*holder) *bool) takes { return takesEither(in, "on or off", "off", "on") }

func among(choices []string) func(string) (string, error) {
	return func(s string) (string, error) {
		if !slices.Contains(choices, s) {
			return "", errValue
		}
		return s, nil
	}
}

// noSeparator is the value of card_separator where bullets have none.
const noSeparator = "none"

// takesSigns accepts a few signs as a separator. Letters, digits and blanks would part ordinary text, and brackets,
// backslashes and the marks of code and maths belong to Markdown.
func takesSigns(in func(*holder) *string) takes {
	isText := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsNumber(r) || !unicode.IsPrint(r) || strings.ContainsRune(" `$\\[](){}", r)
	}
	return takes{
		Values: "one to eight signs with a blank on each side, such as = or ~~, or none",
		check: func(s string) (string, error) {
			if s != noSeparator && (s == "" || utf8.RuneCountInString(s) > 8 || strings.ContainsFunc(s, isText)) {
				return "", errValue
			}
			return s, nil
		},
		get: func(h *holder) string { return *in(h) },
		set: func(h *holder, value string) { *in(h) = value },
	}
}

// takesClock accepts a time of day: 4, 4:00 or 04:00.
func takesClock(in func(*holder) *time.Duration) takes {
	return takes{
		Values: "a time from 00:00 to 23:59",
		check: func(s string) (string, error) {
			if !strings.Contains(s, ":") {
				s += ":00"
			}
			t, err := time.Parse("15:04", s)
			if err != nil {
				return "", errValue
			}
			return t.Format("15:04"), nil
		},
		get: func(h *holder) string {
			minutes := int(in(h).Minutes())
			return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60)
		},
		set: func(h *holder, value string) {
			t, _ := time.Parse("15:04", value)
			*in(h) = time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
		},
	}
}
