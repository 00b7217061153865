package chat

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what people send; api/openapi.yaml has the same.
const (
	minPasswordLength = 12
	maxPasswordLength = 128
	maxTextLength     = 2000
	// MaxLatest is how many messages can be asked for at once.
	MaxLatest = 100
)

// Letters without accents only: names that look the same are the same.
var namePattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{1,31}$`)

// InvalidError says what is wrong with what a person sent. It never repeats it.
type InvalidError string

func (e InvalidError) Error() string { return string(e) }

func checkName(name string) error {
	if !namePattern.MatchString(name) {
		return InvalidError("The name must have 2 to 32 letters, digits, hyphens or underscores.")
	}
	return nil
}

func checkPassword(password string) error {
	if length := utf8.RuneCountInString(password); length < minPasswordLength || length > maxPasswordLength {
		return InvalidError(fmt.Sprintf("The password must have %d to %d characters.", minPasswordLength, maxPasswordLength))
	}
	return nil
}

func checkText(text string) error {
	unprintable := func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }
	if strings.TrimSpace(text) == "" || utf8.RuneCountInString(text) > maxTextLength ||
		!utf8.ValidString(text) || strings.ContainsFunc(text, unprintable) {
		return InvalidError(fmt.Sprintf("The text must have 1 to %d printable characters.", maxTextLength))
	}
	return nil
}

func checkLimit(limit int) error {
	if limit < 1 || limit > MaxLatest {
		return InvalidError(fmt.Sprintf("The limit must be 1 to %d.", MaxLatest))
	}
	return nil
}
