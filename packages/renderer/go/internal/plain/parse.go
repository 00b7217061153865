package plain

import (
	"regexp"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

const maxDepth = 100

var usualInteger = regexp.MustCompile(`^(?:0|-?[1-9][0-9]{0,17})$`)

// Parse reads the documents of a text; empty ones are left out. False if
// there is anything in it that readers might take for different things, or
// that kustomize treats in a way of its own.
func Parse(text string) ([]*Node, bool) {
	// Line breaks of other systems, and directives to the reader.
	if strings.Contains(text, "\r") || strings.Contains(text, "\n%") {
		return nil, false
	}
	parts, plain := split(text)
	if !plain {
		return nil, false
	}
	var found []*Node
	for _, part := range parts {
		if node, simple := Read(part); simple {
			found = append(found, node)
			continue
		}
		var document yaml.Node
		if err := yaml.NewDecoder(strings.NewReader(part)).Decode(&document); err != nil {
			if err.Error() == "EOF" {
				continue
			}
			return nil, false
		}
		if document.Kind == yaml.DocumentNode && document.Content[0].Tag == yaml.NodeTagNull {
			continue
		}
		node, plain := FromYAML(&document)
		if !plain {
			return nil, false
		}
		found = append(found, node)
	}
	return found, true
}

// split separates documents where kustomize does: at lines that begin with
// three dashes. Only a comment may follow them.
func split(text string) ([]string, bool) {
	var parts []string
	for {
		at := strings.Index(text, "\n---")
		if at < 0 {
			return append(parts, text), true
		}
		rest, next, complete := strings.Cut(text[at+len("\n---"):], "\n")
		if trimmed := strings.TrimSpace(rest); trimmed != "" && trimmed[0] != '#' || !complete {
			return nil, false
		}
		parts = append(parts, text[:at]+"\n")
		text = next
	}
}

// FromYAML takes over what the library has read.
func FromYAML(node *yaml.Node) (*Node, bool) { return fromYAML(node, 0) }

func fromYAML(node *yaml.Node, depth int) (*Node, bool) {
	if node.Anchor != "" || depth > maxDepth || isHint(node.HeadComment) || isHint(node.LineComment) {
		return nil, false
	}
	switch node.Kind {
	case yaml.DocumentNode:
		return fromYAML(node.Content[0], depth)
	case yaml.MappingNode:
		return mapFrom(node, depth)
	case yaml.SequenceNode:
		if node.ShortTag() != yaml.NodeTagSeq {
			return nil, false
		}
		items := make([]*Node, len(node.Content))
		for i, child := range node.Content {
			var plain bool
			if items[i], plain = fromYAML(child, depth+1); !plain {
				return nil, false
			}
		}
		return NewList(items), true
	case yaml.ScalarNode:
		return scalarFrom(node)
	default:
		return nil, false
	}
}

// A comment in JSON tells kustomize about the type of a field.
func isHint(comment string) bool { return strings.Contains(comment, "{") }

func mapFrom(node *yaml.Node, depth int) (*Node, bool) {
	if node.ShortTag() != yaml.NodeTagMap || len(node.Content)%2 != 0 {
		return nil, false
	}
	fields := make([]Field, 0, len(node.Content)/2)
	for i := 0; i < len(node.Content); i += 2 {
		key := node.Content[i]
		value, plain := fromYAML(node.Content[i+1], depth+1)
		if !plain || key.Kind != yaml.ScalarNode || key.ShortTag() != yaml.NodeTagString || key.Anchor != "" ||
			isHint(key.HeadComment) || isHint(key.LineComment) {
			return nil, false
		}
		fields = append(fields, Field{Key: key.Value, Value: value})
	}
	return NewMap(fields)
}

func scalarFrom(node *yaml.Node) (*Node, bool) {
	text := node.Value
	switch node.ShortTag() {
	case yaml.NodeTagString:
		made := NewText(text)
		made.folded = node.Style&yaml.FoldedStyle != 0
		return made, !made.folded || !strings.Contains(strings.TrimRight(text, "\n"), "\n")
	case yaml.NodeTagBool:
		return NewBoolean(text == "true"), text == "true" || text == "false"
	case yaml.NodeTagNull:
		return NewNull(text), text == "" || text == "~" || text == "null"
	case yaml.NodeTagInt:
		_, err := strconv.ParseInt(text, 10, 64)
		return NewInteger(text), err == nil && usualInteger.MatchString(text)
	case yaml.NodeTagFloat:
		return &Node{kind: Number, text: text, fragile: true}, node.Style == 0
	default:
		return nil, false
	}
}
