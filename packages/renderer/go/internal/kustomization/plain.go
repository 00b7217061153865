package kustomization

import (
	"regexp"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

const maxPlainDepth = 100

var plainInteger = regexp.MustCompile(`^(?:0|-?[1-9][0-9]{0,17})$`)

// plainValue is what a node means, if writing and reading it again cannot
// give anything else: maps with different texts as keys, lists, texts, whole
// numbers, booleans and nothing. All else (aliases, merged maps, times,
// fractions, tags of one's own) is left to the libraries.
func plainValue(node *yaml.Node, depth int) (value any, plain bool) {
	if node == nil || node.Anchor != "" || depth > maxPlainDepth {
		return nil, false
	}
	switch node.Kind {
	case yaml.MappingNode:
		return plainMap(node, depth)
	case yaml.SequenceNode:
		return plainList(node, depth)
	case yaml.ScalarNode:
		return plainScalar(node)
	default:
		return nil, false
	}
}

func plainMap(node *yaml.Node, depth int) (any, bool) {
	if node.ShortTag() != yaml.NodeTagMap || len(node.Content)%2 != 0 {
		return nil, false
	}
	values := make(map[string]any, len(node.Content)/2)
	for i := 0; i < len(node.Content); i += 2 {
		key, plain := plainValue(node.Content[i], depth+1)
		name, isText := key.(string)
		if _, twice := values[name]; !plain || !isText || twice {
			return nil, false
		}
		if values[name], plain = plainValue(node.Content[i+1], depth+1); !plain {
			return nil, false
		}
	}
	return values, true
}

func plainList(node *yaml.Node, depth int) (any, bool) {
	if node.ShortTag() != yaml.NodeTagSeq {
		return nil, false
	}
	values := make([]any, len(node.Content))
	for i, child := range node.Content {
		var plain bool
		if values[i], plain = plainValue(child, depth+1); !plain {
			return nil, false
		}
	}
	return values, true
}

func plainScalar(node *yaml.Node) (any, bool) {
	switch text := node.Value; node.ShortTag() {
	case yaml.NodeTagString:
		return text, isPlainText(text)
	case yaml.NodeTagBool:
		return text == "true", text == "true" || text == "false"
	case yaml.NodeTagNull:
		return nil, text == "" || text == "~" || text == "null"
	case yaml.NodeTagInt:
		number, err := strconv.ParseInt(text, 10, 64)
		return number, err == nil && plainInteger.MatchString(text)
	default:
		return nil, false
	}
}

// A block of text that begins or ends with a blank is written with hints that
// not every reader agrees on; so are signs that cannot be printed.
func isPlainText(text string) bool {
	if strings.Contains(text, "\n") && (strings.TrimLeft(text, " \t\n") != text || strings.HasSuffix(text, " ")) {
		return false
	}
	for i := range len(text) {
		if c := text[i]; c < ' ' && c != '\n' || c > '~' {
			return false
		}
	}
	return true
}
