package fastpath

import (
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/resid"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"slipway.dev/renderer/internal/plain"
)

// patch is the text of a patch, read: operations on JSON, or documents that
// are merged into objects.
type patch struct {
	operations *operations
	documents  []*overlay
}

// overlay is a document to merge.
type overlay struct {
	id resid.ResId
	// What is merged: all but what identifies the object.
	tree *plain.Node
	// Whether its labels and annotations are texts that can be written again.
	rewritable bool
}

// patchAll applies the patches of a kustomization, one after the other.
func (b *build) patchAll(directory string, patches []types.Patch, objects []*object) ([]*object, error) {
	for i := range patches {
		p, err := b.loadPatch(directory, &patches[i])
		if err != nil {
			return nil, err
		}
		if objects, err = b.applyPatch(p, patches[i].Target, objects); err != nil {
			return nil, err
		}
	}
	return objects, nil
}

func (b *build) loadPatch(directory string, from *types.Patch) (*patch, error) {
	text := strings.TrimSpace(from.Patch)
	if from.Options != nil || (text == "") == (from.Path == "") {
		return nil, errUnusual
	}
	if from.Path != "" {
		var err error
		if text, err = b.readBelow(directory, from.Path); err != nil {
			return nil, err
		}
	}
	return b.cache.patch(text)
}

// parsePatch finds out what kind of patch a text is: kustomize tries both.
func parsePatch(text string) (*patch, error) {
	documents, isPlain := plain.Parse(text)
	if !isPlain {
		return parseOdd(text)
	}
	if len(documents) == 0 {
		return nil, errUnusual
	}
	if documents[0].Kind() == plain.List {
		operations, err := parseOperations(text)
		return &patch{operations: operations}, err
	}
	p := &patch{documents: make([]*overlay, len(documents))}
	for i, document := range documents {
		var err error
		if p.documents[i], err = newOverlay(document); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// parseOdd reads operations in which there is more than plain values.
func parseOdd(text string) (*patch, error) {
	var document yaml.Node
	if yaml.NewDecoder(strings.NewReader(text)).Decode(&document) != nil || document.Kind != yaml.DocumentNode ||
		document.Content[0].Kind != yaml.SequenceNode {
		return nil, errUnusual
	}
	operations, err := parseOperations(text)
	return &patch{operations: operations}, err
}

func newOverlay(document *plain.Node) (*overlay, error) {
	if document.Kind() != plain.Map {
		return nil, errUnusual
	}
	labels, annotations := document.Get("metadata", "labels"), document.Get("metadata", "annotations")
	identity := document.Get("metadata")
	if identity.Kind() != plain.Map {
		return nil, errUnusual
	}
	if hasDirective(identity) || hasDirective(labels) || hasDirective(annotations) || annotations != nil && annotations.Kind() != plain.Map {
		return nil, errUnusual
	}
	o, err := newObject(document.With("metadata", identity.Without("labels").Without("annotations")))
	if err != nil {
		return nil, err
	}
	return &overlay{
		id:         o.id,
		tree:       document.Without("apiVersion").Without("kind").With("metadata", identity.Without("name").Without("namespace")),
		rewritable: areTexts(labels) && areTexts(annotations),
	}, nil
}

// hasDirective tells whether a map has an entry for who merges it. Kustomize
// notes among the annotations what must not be merged away.
func hasDirective(node *plain.Node) bool {
	return slices.ContainsFunc(node.AllFields(), func(f plain.Field) bool { return strings.HasPrefix(f.Key, "$") || isReserved(f.Key) })
}

func (b *build) applyPatch(p *patch, target *types.Selector, objects []*object) ([]*object, error) {
	switch {
	case p.operations != nil && target == nil, target != nil && len(p.documents) > 1:
		return nil, errUnusual
	case p.operations != nil:
		return b.toSelected(target, objects, func(o *object) (*object, error) { return b.operate(p.operations, o, true) })
	case target != nil:
		return b.toSelected(target, objects, func(o *object) (*object, error) { return b.mergeRewritten(p.documents[0], o) })
	}
	return b.mergeByIdentity(p.documents, objects, b.merge)
}

// mergeByIdentity merges documents into the objects that they name.
func (b *build) mergeByIdentity(documents []*overlay, objects []*object, merge func(*overlay, *object) (*object, error)) ([]*object, error) {
	for _, document := range documents {
		found := 0
		changed, err := changeSome(objects, func(o *object) (*object, error) {
			if !o.is(document.id.Equals) {
				return o, nil
			}
			found++
			return merge(document, o)
		})
		if err != nil || found != 1 {
			return nil, errUnusual
		}
		objects = changed
	}
	return objects, nil
}

// mergeRewritten merges a document that kustomize first writes again, with
// the type of the object.
func (b *build) mergeRewritten(document *overlay, o *object) (*object, error) {
	if !document.rewritable || document.id.Kind != o.id.Kind {
		return nil, errUnusual
	}
	return b.merge(document, o)
}

// mergeLegacy merges the documents that stand in place or in files.
func (b *build) mergeLegacy(directory string, patches []types.PatchStrategicMerge, objects []*object) ([]*object, error) {
	var documents []*overlay
	for _, entry := range patches {
		text := string(entry)
		if !strings.Contains(text, "\n") {
			if strings.ContainsAny(text, "{:") {
				return nil, errUnusual
			}
			var err error
			if text, err = b.readBelow(directory, text); err != nil {
				return nil, err
			}
		}
		p, err := b.cache.patch(text)
		if err != nil || p.operations != nil {
			return nil, errUnusual
		}
		documents = append(documents, p.documents...)
	}
	return b.mergeByIdentity(documents, objects, b.mergeRewritten)
}

// changeSome is like change; objects that become nothing are left out.
func changeSome(objects []*object, by func(*object) (*object, error)) ([]*object, error) {
	changed, err := change(objects, by)
	if err != nil {
		return nil, err
	}
	left := changed[:0]
	for _, o := range changed {
		if o != nil {
			left = append(left, o)
		}
	}
	return left, nil
}
