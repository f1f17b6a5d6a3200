package cmd

import (
	"bufio"
	"errors"
	"fmt"
	"strings"
)

// confirm asks before what is not easily taken back, unless yes says so already. say tells what would happen, question
// asks for it; nothing tells that it was not done.
func (a *app) confirm(yes bool, say, question, nothing string) error {
	if yes {
		return nil
	}
	if !a.canAsk() {
		return hinted{fmt.Errorf("%s; %s", say, nothing), "add --yes to go ahead"}
	}
	fmt.Fprintf(a.Err, "%s.\n%s [y/N] ", clean(sentence(say)), question)
	answer, err := bufio.NewReader(a.In).ReadString('\n')
	if err != nil || !strings.HasPrefix(strings.ToLower(strings.TrimSpace(answer)), "y") {
		return errors.New(nothing)
	}
	return nil
}

// canAsk tells that a person can be asked: there is one at the input, and they see the question.
func (a *app) canAsk() bool {
	_, in := terminal(a.In)
	_, out := terminal(a.Err)
	return in && out && !a.noInput
}

// sentence begins with a capital.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
