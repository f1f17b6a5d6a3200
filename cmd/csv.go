package cmd

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"recall/data"
	"recall/srs"
)

// writeCSV writes a table as RFC 4180 has it: UTF-8, a header, lines that end in CR LF.
func writeCSV(w io.Writer, o *opened, by string, f data.Filter) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(data.Tables[by]); err != nil {
		return err
	}
	record := make([]string, len(data.Tables[by]))
	err := o.Table(by, f, o.today, func(cells []any) error {
		for i, c := range cells {
			record[i] = csvCell(c)
		}
		return out.Write(record)
	})
	if err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

func csvCell(c any) string {
	switch c := c.(type) {
	case nil:
		return ""
	case string:
		return guard(c)
	case int:
		return strconv.Itoa(c)
	case bool:
		return strconv.FormatBool(c)
	case data.Decimal:
		return decimal(c)
	case data.Share:
		if !c.Known {
			return ""
		}
		return strconv.FormatFloat(c.Value, 'f', 3, 64)
	case time.Time:
		return c.Format(time.RFC3339)
	case srs.Day:
		return c.String()
	}
	panic(fmt.Sprintf("no CSV for %T", c))
}

// guard puts ' before text that a spreadsheet would run as a formula, and before text that begins with ' already, so
// that taking one ' off gives the text back.
func guard(s string) string {
	if s == "" {
		return s
	}
	switch s[0] {
	case '=', '+', '-', '@', '\t', '\r', '\n', '\'':
		return "'" + s
	}
	for _, wide := range []string{"＝", "＋", "－", "＠"} {
		if len(s) >= len(wide) && s[:len(wide)] == wide {
			return "'" + s
		}
	}
	return s
}

func decimal(d data.Decimal) string {
	scale := 1
	for range d.Decimals {
		scale *= 10
	}
	return fmt.Sprintf("%d.%0*d", d.Value/scale, d.Decimals, d.Value%scale)
}

// writeTableJSON writes a table as one object, {"rows":[…]}, with the names of the CSV.
func writeTableJSON(w io.Writer, o *opened, by string, f data.Filter) error {
	out := bufio.NewWriter(w)
	out.WriteString(`{"rows":[`)
	sep := "\n"
	err := o.Table(by, f, o.today, func(cells []any) error {
		out.WriteString(sep + "{")
		sep = ",\n"
		for i, c := range cells {
			if i > 0 {
				out.WriteString(",")
			}
			value, err := json.Marshal(jsonCell(c))
			if err != nil {
				return err
			}
			fmt.Fprintf(out, "%q:%s", data.Tables[by][i], value)
		}
		_, err := out.WriteString("}")
		return err
	})
	if err != nil {
		return err
	}
	out.WriteString("\n]}\n")
	return out.Flush()
}

func jsonCell(c any) any {
	switch c := c.(type) {
	case data.Decimal:
		return json.Number(decimal(c))
	case data.Share:
		if !c.Known {
			return nil
		}
		return json.Number(csvCell(c))
	case time.Time, srs.Day:
		return csvCell(c)
	}
	return c
}
