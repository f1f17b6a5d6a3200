package cmd

import "testing"

func TestYes(t *testing.T) {
	for answer, want := range map[string]bool{
		"y\n": true, "Yes\r\n": true, "ｙ": true, "是": true, "是的。": true, "ja": true,
		"": false, "\n": false, "n": false, "否": false, "不是": false, "是不是": false,
	} {
		if isYes(answer) != want {
			t.Errorf("isYes(%q) = %v", answer, !want)
		}
	}
}
