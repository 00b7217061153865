package fastpath

import (
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/resid"

	"slipway.dev/renderer/internal/plain"
)

// object is a Kubernetes object and what kustomize notes about it in
// annotations of its own. It does not change; a transformation makes another.
type object struct {
	tree *plain.Node
	id   resid.ResId
	// The identities it had before, the oldest first.
	previous           []resid.ResId
	prefixes, suffixes []string
	// Keys of entries that kustomize holds only once for several places.
	shared []string
	// Whether its name gets a hash of its content.
	hashed bool
}

// newObject reads what identifies an object.
func newObject(tree *plain.Node) (*object, error) {
	o := &object{}
	return o, o.take(tree)
}

func (o *object) take(tree *plain.Node) error {
	if tree.Kind() != plain.Map {
		return errUnusual
	}
	version, kind, name := tree.Get("apiVersion"), tree.Get("kind"), tree.Get("metadata", "name")
	namespace := tree.Get("metadata", "namespace")
	if !isCertain(version) || !isCertain(kind) || !isCertain(name) || namespace != nil && !isCertain(namespace) ||
		strings.HasSuffix(kind.Text(), "List") || !areTexts(tree.Get("metadata", "labels")) || !areTexts(tree.Get("metadata", "annotations")) {
		return errUnusual
	}
	for _, f := range tree.Get("metadata", "annotations").AllFields() {
		if isReserved(f.Key) {
			return errUnusual
		}
	}
	group, groupVersion := resid.ParseGroupVersion(version.Text())
	o.tree = tree
	o.id = resid.ResId{Gvk: resid.NewGvk(group, groupVersion, kind.Text()), Name: name.Text()}
	if namespace != nil {
		o.id.Namespace = namespace.Text()
	}
	return nil
}

// with is the object with other content that has the same identity.
func (o *object) with(tree *plain.Node) *object {
	if tree == o.tree {
		return o
	}
	changed := *o
	changed.tree = tree
	return &changed
}

// named is the object with another name.
func (o *object) named(name string) (*object, error) {
	if !plain.IsCertain(name) {
		return nil, errUnusual
	}
	changed := *o
	changed.id.Name = name
	changed.tree = o.tree.With("metadata", o.tree.Get("metadata").With("name", plain.NewText(name)))
	return &changed, nil
}

// remembering is the object that has its identity also as a previous one. As
// an annotation it would not tell a comma from a separator.
func (o *object) remembering() (*object, error) {
	if strings.Contains(o.id.Name, ",") || strings.Contains(o.id.Namespace, ",") {
		return nil, errUnusual
	}
	changed := *o
	gvk := resid.Gvk{Group: o.id.Group, Version: o.id.Version, Kind: o.id.Kind}
	changed.previous = append(slices.Clip(o.previous), resid.NewResIdWithNamespace(gvk, o.id.Name, o.id.EffectiveNamespace()))
	return &changed, nil
}

// original is the identity that the object had first.
func (o *object) original() resid.ResId {
	if len(o.previous) > 0 {
		return o.previous[0]
	}
	return o.id
}

// is tells whether the object has or had an identity of which that holds.
func (o *object) is(holds func(resid.ResId) bool) bool {
	return slices.ContainsFunc(o.previous, holds) || holds(o.id)
}

// Annotations with these names direct kustomize itself.
func isReserved(annotation string) bool {
	return strings.Contains(annotation, "config.kubernetes.io/") || strings.Contains(annotation, "config.k8s.io/")
}

func isCertain(node *plain.Node) bool {
	return node.Kind() == plain.Text && plain.IsCertain(node.Text())
}

// areTexts tells whether there is no map, or one of at least one text.
func areTexts(node *plain.Node) bool {
	if node == nil {
		return true
	}
	return node.Kind() == plain.Map && len(node.Fields()) > 0 &&
		!slices.ContainsFunc(node.Fields(), func(f plain.Field) bool { return f.Value.Kind() != plain.Text })
}

// appendAll adds objects that must all have identities of their own.
func appendAll(to []*object, more ...*object) ([]*object, error) {
	for _, o := range more {
		if slices.ContainsFunc(to, func(other *object) bool { return other.id.Name == o.id.Name && other.id.Equals(o.id) }) {
			return nil, errUnusual
		}
		to = append(to, o)
	}
	return to, nil
}

// change gives each object to a function, and returns what that makes of it.
func change(objects []*object, by func(*object) (*object, error)) ([]*object, error) {
	changed := make([]*object, len(objects))
	for i, o := range objects {
		var err error
		if changed[i], err = by(o); err != nil {
			return nil, err
		}
	}
	return changed, nil
}
