package cmd

import (
	"bufio"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/width"

	"recall/deck/text"
	"recall/quiz"
)

// confirm asks before an action that is not easily undone, unless yes is set. say describes what would happen, question
// asks whether to do it, and nothing is the error if the answer is no.
func (a *app) confirm(yes bool, say, question, nothing string) error {
	return a.confirmOr(yes, say, question, nothing, "add --yes to go ahead")
}

// confirmOr is confirm with a hint of its own for where there is nobody to ask.
func (a *app) confirmOr(yes bool, say, question, nothing, hint string) error {
	if yes {
		return nil
	}
	if !a.canAsk() {
		return hinted{fmt.Errorf("%s; %s", say, nothing), hint}
	}
	fmt.Fprintf(a.Err, "%s.\n%s [y/N] ", clean(sentence(say)), question)
	answer, err := a.answer()
	if errors.Is(err, quiz.ErrInterrupt) {
		fmt.Fprintln(a.Err)
		return err
	}
	if f, ok := a.Err.(*folded); ok {
		f.within = false // the person's Enter ended the line of the question
	}
	if err != nil || !isYes(answer) {
		return errors.New(nothing)
	}
	return nil
}

// isYes reports whether an answer says yes, in any language and in full-width letters, too.
func isYes(answer string) bool {
	answer = strings.ToLower(strings.TrimSpace(width.Fold.String(answer)))
	return strings.HasPrefix(answer, "y") || text.InAnyLanguage(text.ClassYes, strings.TrimRight(answer, "。.!"))
}

// answer reads a line. A signal ends the wait, and what is typed after it is no answer.
func (a *app) answer() (string, error) {
	var line string
	var err error
	read := make(chan struct{})
	go func() {
		line, err = bufio.NewReader(a.In).ReadString('\n')
		close(read)
	}()
	select {
	case <-a.stop:
	case <-read:
	}
	select {
	case <-a.stop:
		return "", quiz.ErrInterrupt
	default:
		return line, err
	}
}

// canAsk reports whether there is a person to ask: input and error output are both terminals, and --no-input is not
// set.
func (a *app) canAsk() bool {
	_, in := terminal(a.In)
	_, out := terminal(a.Err)
	return in && out && !a.noInput
}

// sentence returns s with its first letter capitalised.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
