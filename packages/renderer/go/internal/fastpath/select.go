package fastpath

import (
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"slipway.dev/renderer/internal/plain"
)

// toSelected changes the objects that a patch's target means.
func (b *build) toSelected(target *types.Selector, objects []*object, by func(*object) (*object, error)) ([]*object, error) {
	matcher, err := b.cache.selector(target)
	if err != nil {
		return nil, errUnusual
	}
	return changeSome(objects, func(o *object) (*object, error) {
		selected, err := isSelected(target, matcher, o)
		if !selected || err != nil {
			return o, err
		}
		return by(o)
	})
}

func isSelected(target *types.Selector, matcher *types.SelectorRegex, o *object) (bool, error) {
	first := o.original()
	if !matcher.MatchNamespace(first.EffectiveNamespace()) && !matcher.MatchNamespace(o.id.EffectiveNamespace()) ||
		!matcher.MatchName(first.Name) && !matcher.MatchName(o.id.Name) || !matcher.MatchGvk(o.id.Gvk) {
		return false, nil
	}
	if target.LabelSelector == "" && target.AnnotationSelector == "" {
		return true, nil
	}
	node := yaml.NewRNode(plain.Empty().With("metadata", o.tree.Get("metadata")).ToYAML())
	byLabels, err := node.MatchesLabelSelector(target.LabelSelector)
	if err != nil || !byLabels {
		return false, err
	}
	return node.MatchesAnnotationSelector(target.AnnotationSelector)
}
