package plain

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v2"
)

// style is how a text is written.
type style uint8

const (
	bare style = iota
	singleQuoted
	doubleQuoted
	literal
	// Only the library knows how.
	unknown
)

// The library writes longer keys with a sign of their own.
const maxKey = 100

// styleOf decides as the library does, for texts of letters and signs that
// all readers agree on; others are unknown.
func styleOf(text string) style {
	if text == "" {
		return doubleQuoted
	}
	signs := signsOf(text)
	switch {
	case signs.odd:
		return unknown
	case signs.breaks && signs.spaceAtBreak:
		return doubleQuoted
	case signs.breaks:
		return literal
	case meansSomethingElse(text):
		return doubleQuoted
	case signs.indicators || text[0] == ' ' || text[len(text)-1] == ' ':
		return singleQuoted
	default:
		return bare
	}
}

func keyStyle(key string) style {
	if key == "" || len(key) > maxKey || strings.Contains(key, "\n") {
		return unknown
	}
	return styleOf(key)
}

type signs struct{ odd, breaks, spaceAtBreak, indicators bool }

// signsOf looks for what decides the style.
func signsOf(text string) (found signs) {
	if strings.HasPrefix(text, "---") || strings.HasPrefix(text, "...") {
		found.indicators = true
	}
	if strings.IndexByte("#,[]{}&*!|>'\"%@`", text[0]) >= 0 {
		found.indicators = true
	}
	for i := 0; i < len(text); i++ {
		followedByBlank := i+1 == len(text) || text[i+1] == ' '
		switch c := text[i]; {
		case c == ':' && followedByBlank, c == '#' && i > 0 && (text[i-1] == ' ' || text[i-1] == '\n'):
			found.indicators = true
		case (c == '-' || c == '?') && i == 0 && followedByBlank:
			found.indicators = true
		case c == '\n':
			found.breaks = true
			found.spaceAtBreak = found.spaceAtBreak || i > 0 && text[i-1] == ' '
		case c >= utf8.RuneSelf:
			sign, size := utf8.DecodeRuneInString(text[i:])
			found.odd = found.odd || !isCommon(sign)
			i += size - 1
		case c < ' ' || c > '~':
			found.odd = true
		}
	}
	// Such blocks are written with hints that not every reader agrees on.
	if found.breaks && (text[0] == ' ' || text[0] == '\n' || text[len(text)-1] == ' ') {
		found.odd = true
	}
	return found
}

// isCommon tells whether every reader and writer takes a sign as it is: no
// blanks, breaks and marks of other kinds, nothing outside the first plane.
func isCommon(sign rune) bool {
	return sign > 0xA0 && sign < 0x2000 || sign > 0x2029 && sign < 0xD800 ||
		sign >= 0x2010 && sign < 0x2028 || sign >= 0xE000 && sign < 0xFEFF
}

// Signs that numbers and dates are made of, in whichever notation.
const numeric = "0123456789+-._: xXoObBaAcCdDeEfFiInNtTzZ"

// meansSomethingElse tells whether a reader would take a bare text for a
// number, a date or the like.
func meansSomethingElse(text string) bool {
	switch c := text[0]; {
	case strings.IndexByte("yYnNtTfFoO~", c) >= 0:
		if len(text) > len("false") {
			return false
		}
	case c == '.' || c == '+' || c == '-' || c >= '0' && c <= '9':
		if strings.Trim(text, numeric) != "" {
			return false
		}
	default:
		return false
	}
	written, err := yaml.Marshal(text)
	return err != nil || written[0] == '"'
}

// IsCertain tells whether a text is one for every reader even when it is
// written without quotes or tag.
func IsCertain(text string) bool {
	if text == "" || styleOf(text) != bare {
		return false
	}
	c := text[0] | 0x20
	return c >= 'a' && c <= 'z' || strings.IndexByte("/$(", text[0]) >= 0
}
