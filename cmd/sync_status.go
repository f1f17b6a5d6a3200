package cmd

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"recall/data"
	"recall/data/place"
	"recall/quiz"
)

// syncStatus says of each place who was seen when, what is new there, and what waits here.
func (a *app) syncStatus(ctx context.Context, o *opened, places []data.Place, asJSON bool) error {
	st, err := a.style()
	if err != nil {
		return err
	}
	rows := []map[string]any{}
	for _, p := range places {
		devices, ignored, err := o.Devices(ctx, p, o.moment())
		if ctx.Err() != nil {
			return quiz.ErrInterrupt
		}
		if asJSON {
			rows = append(rows, statusRow(p, devices, ignored, err))
			continue
		}
		fmt.Fprintf(a.Out, "%s  %s\n", clean(a.tilde(p.At)), strings.Join(a.aboutPlace(p), " · "))
		if err != nil {
			say := worded(err)
			if errors.As(err, new(*place.Error)) {
				say = strings.TrimPrefix(say, p.At+": ")
			}
			fmt.Fprintf(a.Out, "  %s\n", clean(say))
			continue
		}
		cells := [][]string{}
		for _, d := range devices {
			cells = append(cells, []string{"  " + d.Machine, hex.EncodeToString(d.ID[:4]),
				d.Seen.In(o.now().Location()).Format("2006-01-02 15:04"), newsOf(p, d)})
		}
		if err := table(a.Out, st, []column{{grow: true}, {}, {}, {}}, cells); err != nil {
			return err
		}
		a.sayIgnored(ignored)
	}
	if asJSON {
		return printJSON(a.Out, map[string]any{"places": rows})
	}
	return nil
}

// newsOf says what is new of a machine.
func newsOf(p data.Place, d data.Device) string {
	what := amounts(d.New)
	switch {
	case d.Own:
		return "this machine"
	case p.Direction == data.PushOnly:
		return "not read here"
	case d.Unread == 0:
		return "nothing new"
	case what == "": // as older programs counted
		return "new: bullets or settings"
	}
	return "new: up to " + what
}

// aboutPlace words what a place is for and what waits for it.
func (a *app) aboutPlace(p data.Place) []string {
	var parts []string
	switch p.Direction {
	case data.PullOnly:
		parts = append(parts, "pull only")
	case data.PushOnly:
		parts = append(parts, "push only")
	}
	if len(p.Decks) > 0 {
		parts = append(parts, clean(strings.Join(p.Decks, ", ")))
	}
	switch {
	case p.Met.IsZero():
		parts = append(parts, "never reached yet")
	default:
		parts = append(parts, "reached "+p.Met.Format("2006-01-02 15:04"))
	}
	if waits := amounts(p.Due); waits != "" {
		parts = append(parts, waits+" to send")
	}
	return parts
}

func statusRow(p data.Place, devices []data.Device, ignored []place.Ignored, err error) map[string]any {
	list := []map[string]any{}
	for _, d := range devices {
		list = append(list, map[string]any{"id": hex.EncodeToString(d.ID[:]), "machine": d.Machine, "own": d.Own,
			"seen": d.Seen.Format(time.RFC3339), "entries": d.Entries, "new": d.New.Entries,
			"new_bullets": d.New.Notes, "new_settings": d.New.Settings, "unread": d.Unread})
	}
	row := map[string]any{"place": p.At, "direction": string(p.Direction), "decks": append([]string{}, p.Decks...), "devices": list,
		"to_send": contentsRow(p.Due), "ignored": ignoredRows(ignored), "reached": nil, "error": nil}
	if !p.Met.IsZero() {
		row["reached"] = p.Met.Format(time.RFC3339)
	}
	if err != nil {
		row["error"] = worded(err)
	}
	return row
}
