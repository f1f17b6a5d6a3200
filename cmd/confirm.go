package cmd

import (
	"bufio"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/width"

	"recall/deck/text"
	"recall/quiz"
	"recall/quiz/term"
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
	answer, err := a.answer(fmt.Sprintf("%s.\n%s [y/N] ", inLine(sentence(say)), question))
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

// answer asks a question on the terminal and reads a line. What was typed before the question is no answer, nor is what
// is typed after a signal, which ends the wait.
func (a *app) answer(question string) (string, error) {
	if in, tty := terminal(a.In); tty {
		if err := term.DropTyped(in); err != nil {
			return "", err
		}
	}
	fmt.Fprint(a.Err, question)
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
