package fastpath

import (
	"strings"

	"slipway.dev/renderer/internal/plain"
)

// typed is a value in a place of which the type is known.
type typed struct {
	node   *plain.Node
	schema *schema
}

// isOrderly tells whether kustomize's merging leaves a value as it is: it
// goes through everything, and removes elements of lists that it finds twice.
func (m merger) isOrderly(node *plain.Node, s *schema) bool {
	if node.IsScalar() {
		return true
	}
	s = m.cache.schemaOf(s, node)
	key := typed{node, s}
	known, found := m.cache.orderly[key]
	if !found {
		known = m.findOrderly(node, s)
		m.cache.orderly[key] = known
	}
	return known
}

func (m merger) findOrderly(node *plain.Node, s *schema) bool {
	if node.Kind() == plain.Map {
		for _, f := range node.Fields() {
			if !m.isOrderly(f.Value, s.field(f.Key)) {
				return false
			}
		}
		return true
	}
	if s == nil || !s.merges {
		return true
	}
	if !areToldApart(node.Items(), s.keys) {
		return false
	}
	for _, item := range node.Items() {
		if !m.isOrderly(item, s.elements) {
			return false
		}
	}
	return true
}

// areToldApart tells whether all elements have the same of the keys, at least
// one, and different values there. Without keys they are their own values.
func areToldApart(items []*plain.Node, keys []string) bool {
	seen := make(map[string]struct{}, len(items))
	pattern := ""
	for i, item := range items {
		identity, has := identityOf(item, keys)
		if i == 0 {
			pattern = has
		}
		if _, twice := seen[identity]; twice || has == "" || has != pattern {
			return false
		}
		seen[identity] = struct{}{}
	}
	return true
}

// identityOf is what tells an element apart, and which keys it has.
func identityOf(item *plain.Node, keys []string) (identity, has string) {
	if len(keys) == 0 {
		if item.IsScalar() && item.Text() != "" {
			return item.Text(), "itself"
		}
		return "", ""
	}
	var values []string
	for _, key := range keys {
		switch value := item.Get(key); {
		case value == nil:
			has += "-"
		case !value.IsScalar() || value.Text() == "":
			return "", ""
		default:
			has += "+"
			values = append(values, value.Text())
		}
	}
	if len(values) == 0 {
		return "", ""
	}
	return strings.Join(values, "\n"), has
}
