package fastpath

import (
	"slices"

	"sigs.k8s.io/kustomize/api/filters/patchstrategicmerge"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"slipway.dev/renderer/internal/plain"
)

// merge merges a document into an object, whose identity stays; nil if that
// deletes it.
func (b *build) merge(document *overlay, o *object) (*object, error) {
	if len(o.shared) > 0 && hasKey(document.tree, o.shared) {
		return nil, errUnusual
	}
	tree, err := b.cache.merged(o.tree, document.tree)
	if tree == nil || err != nil {
		return nil, err
	}
	changed := *o
	if err := changed.take(tree); err != nil || changed.id != o.id {
		return nil, errUnusual
	}
	return &changed, nil
}

func hasKey(node *plain.Node, keys []string) bool {
	return slices.ContainsFunc(node.AllFields(), func(f plain.Field) bool { return slices.Contains(keys, f.Key) || hasKey(f.Value, keys) }) ||
		slices.ContainsFunc(node.AllItems(), func(item *plain.Node) bool { return hasKey(item, keys) })
}

// mergeTrees merges a tree into another: by itself where all is simple.
func (c *Cache) mergeTrees(into, from *plain.Node) (*plain.Node, error) {
	if tree, simple := (merger{c}).mergeObjects(into, from); simple {
		return tree, nil
	}
	return mergeByLibrary(into, from)
}

// mergeByLibrary merges as kustomize does, with what it uses for that.
func mergeByLibrary(into, from *plain.Node) (*plain.Node, error) {
	left, err := patchstrategicmerge.Filter{Patch: yaml.NewRNode(from.ToYAML())}.Filter([]*yaml.RNode{yaml.NewRNode(into.ToYAML())})
	if err != nil {
		return nil, errUnusual
	}
	if len(left) == 0 {
		return nil, nil
	}
	tree, isPlain := plain.FromYAML(left[0].YNode())
	if !isPlain {
		return nil, errUnusual
	}
	return tree, nil
}
