package plain

import (
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// ToYAML makes what the library would have read.
func (n *Node) ToYAML() *yaml.Node {
	switch n.kind {
	case Map:
		node := &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap, Content: make([]*yaml.Node, 0, 2*len(n.fields))}
		for _, f := range n.fields {
			node.Content = append(node.Content, textToYAML(f.Key, false), f.Value.ToYAML())
		}
		return node
	case List:
		node := &yaml.Node{Kind: yaml.SequenceNode, Tag: yaml.NodeTagSeq, Content: make([]*yaml.Node, len(n.items))}
		for i, item := range n.items {
			node.Content[i] = item.ToYAML()
		}
		return node
	case Text:
		return textToYAML(n.text, n.folded)
	default:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: tags[n.kind], Value: n.text}
	}
}

var tags = map[Kind]string{
	Integer: yaml.NodeTagInt, Boolean: yaml.NodeTagBool, Null: yaml.NodeTagNull, Number: yaml.NodeTagFloat,
}

func textToYAML(text string, folded bool) *yaml.Node {
	node := &yaml.Node{Kind: yaml.ScalarNode, Tag: yaml.NodeTagString, Value: text}
	switch {
	case folded:
		node.Style = yaml.FoldedStyle
	case strings.Contains(text, "\n"):
		node.Style = yaml.LiteralStyle
	case !IsCertain(text):
		node.Style = yaml.DoubleQuotedStyle
	}
	return node
}
