// Package refusal is the one kind of error that leaves the renderer: why a
// request was refused, and where in the repository the cause stands.
package refusal

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Reason is one word a caller can act on.
type Reason string

// All reasons a reply can carry.
const (
	RemoteBase    Reason = "remote-base"
	HelmInflation Reason = "helm-inflation"
	Plugin        Reason = "plugin"
	Outside       Reason = "outside"
	Symlink       Reason = "symlink"
	Cycle         Reason = "cycle"
	Limit         Reason = "limit"
	AliasBomb     Reason = "alias-bomb"
	Invalid       Reason = "invalid"
	Missing       Reason = "missing"
	Policy        Reason = "policy"
)

const maxMessage = 1000

// Refusal says why a request was refused. Line is 0 where it is not known.
type Refusal struct {
	Reason  Reason `json:"reason"`
	Message string `json:"message"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
}

func (r *Refusal) Error() string { return r.Message }

// New makes a refusal that names no place.
func New(reason Reason, format string, arguments ...any) *Refusal {
	return &Refusal{Reason: reason, Message: oneLine(fmt.Sprintf(format, arguments...))}
}

// At tells where the cause stands.
func (r *Refusal) At(file string, line int) *Refusal {
	r.File, r.Line = file, line
	return r
}

// From finds the refusal in a chain of errors, or makes one of the given
// reason out of an error of a library.
func From(err error, reason Reason) *Refusal {
	var found *Refusal
	if errors.As(err, &found) {
		return found
	}
	return New(reason, "%s", err.Error())
}

var lineNumber = regexp.MustCompile(`\bline (\d+)\b`)

// LineOf reads the line number out of a YAML parser's message; 0 if it has none.
func LineOf(message string) int {
	match := lineNumber.FindStringSubmatch(message)
	if match == nil {
		return 0
	}
	line, err := strconv.Atoi(match[1])
	if err != nil {
		return 0
	}
	return line
}

// A message becomes one line of a status, so that it never breaks the place it is shown in.
func oneLine(message string) string {
	joined := strings.Join(strings.Fields(strings.ToValidUTF8(message, "\uFFFD")), " ")
	if runes := []rune(joined); len(runes) > maxMessage {
		return string(runes[:maxMessage]) + "…"
	}
	return joined
}
