package plain

import "strings"

// entry takes a line apart at the colon behind a key. False if it does not
// begin with a key that is certainly a text and is written plainly.
func entry(line string) (key, rest string, isEntry bool) {
	end := 0
	for end < len(line) && isKeySign(line[end]) {
		end++
	}
	if end == len(line) || line[end] != ':' || end+1 < len(line) && line[end+1] != ' ' || !isWord(line[:end]) {
		return "", "", false
	}
	return line[:end], strings.TrimLeft(line[end+1:], " "), true
}

func isKeySign(c byte) bool {
	return isLatin(c) || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_' || c == '/' || c == '$'
}

// isWord tells whether a text begins with a letter and is no word for a
// truth or for nothing, in any version of YAML.
func isWord(text string) bool {
	if text == "" || !isLatin(text[0]) {
		return false
	}
	switch len(text) {
	case 1, 2, 3, 4, 5:
		switch strings.ToLower(text) {
		case "y", "n", "yes", "no", "on", "off", "true", "false", "null":
			return false
		}
	}
	return true
}

// scalar reads a value that ends with its line, or with a comment there.
func scalar(text string) (*Node, bool) {
	switch text[0] {
	case '"', '\'':
		value, rest, known := quoted(text)
		if rest = strings.TrimLeft(rest, " "); !known || rest != "" && (rest[0] != '#' || isHint(rest)) {
			return nil, false
		}
		// A comment needs a blank before it.
		return NewText(value), rest == "" || strings.Contains(text, " #")
	case '[', '{':
		return collection(text)
	}
	if at := strings.Index(text, " #"); at >= 0 {
		if isHint(text[at:]) {
			return nil, false
		}
		text = text[:at]
	}
	text = strings.TrimRight(text, " ")
	if strings.Contains(text, ": ") || strings.HasSuffix(text, ":") {
		return nil, false
	}
	return bareScalar(text)
}

// bareScalar knows words, usual integers, and texts that cannot be anything
// else.
func bareScalar(text string) (*Node, bool) {
	c := text[0]
	switch {
	case text == "true" || text == "false":
		return NewBoolean(text == "true"), true
	case text == "null" || text == "~":
		return NewNull(text), true
	case isWord(text), c == '/', strings.HasPrefix(text, "./"), strings.HasPrefix(text, "../"),
		c == '$' || c == '(' || c >= 0xC3:
		return NewText(text), true
	case usualInteger.MatchString(text):
		return NewInteger(text), true
	case (c >= '0' && c <= '9') && (strings.Trim(text, numeric) != "" || isVersion(text)):
		return NewText(text), true
	default:
		return nil, false
	}
}

// isVersion tells whether a text has numbers with more dots than a fraction.
func isVersion(text string) bool {
	return strings.Trim(text, "0123456789.") == "" && strings.Count(text, ".") > 1
}

// quoted reads a text in quotes, without escapes but for a doubled quote.
func quoted(text string) (value, rest string, known bool) {
	quote := text[:1]
	end := strings.Index(text[1:], quote)
	if end < 0 || quote == `"` && strings.Contains(text[:end+2], `\`) || strings.HasPrefix(text[end+2:], quote) {
		return "", "", false
	}
	return text[1 : end+1], text[end+2:], true
}

// collection reads an empty map or list, or a list of words.
func collection(text string) (*Node, bool) {
	text = strings.TrimRight(text, " ")
	switch {
	case text == "{}":
		return Empty(), true
	case text == "[]":
		return NewList(nil), true
	case text[0] != '[' || text[len(text)-1] != ']':
		return nil, false
	}
	var items []*Node
	for part := range strings.SplitSeq(text[1:len(text)-1], ",") {
		part = strings.Trim(part, " ")
		for i := range len(part) {
			if !isKeySign(part[i]) {
				return nil, false
			}
		}
		if !isWord(part) {
			return nil, false
		}
		items = append(items, NewText(part))
	}
	return NewList(items), true
}
