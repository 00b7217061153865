package fastpath

import (
	"bytes"
	"encoding/json"
	"strings"

	"sigs.k8s.io/kustomize/api/filters/patchjson6902"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/yaml"
	k8syaml "sigs.k8s.io/yaml"

	"slipway.dev/renderer/internal/plain"
)

// operations are a patch of RFC 6902.
type operations struct {
	text string
	// Whether annotations are changed, which kustomize keeps notes in.
	annotations bool
	list        []operationStep
}

// operationStep is one operation. Its value is nil if that is not simple.
type operationStep struct {
	name  string
	path  []string
	value *plain.Node
}

func parseOperations(text string) (*operations, error) {
	if strings.Contains(text, "\n---") {
		return nil, errUnusual
	}
	encoded, err := toJSON(text)
	if err != nil {
		return nil, errUnusual
	}
	var list []struct {
		Op, Path string
		Value    json.RawMessage
	}
	if err := json.Unmarshal(encoded, &list); err != nil || len(list) == 0 {
		return nil, errUnusual
	}
	o := &operations{text: text}
	for _, operation := range list {
		switch operation.Op {
		case "add", "replace", "remove", "test":
		default:
			return nil, errUnusual
		}
		switch operation.Path {
		case "", "/apiVersion", "/kind", "/metadata", "/metadata/name", "/metadata/namespace", "/metadata/annotations":
			return nil, errUnusual
		}
		o.annotations = o.annotations || strings.HasPrefix(operation.Path, "/metadata/annotations")
		o.list = append(o.list, operationStep{operation.Op, segments(operation.Path), simpleValue(operation.Value)})
	}
	return o, nil
}

func toJSON(text string) ([]byte, error) {
	var encoded bytes.Buffer
	if node, simple := plain.Read(text); simple && node.JSON(&encoded) {
		return encoded.Bytes(), nil
	}
	return k8syaml.YAMLToJSON([]byte(text))
}

// operate applies operations to an object; patches of one kind remember what
// identified it before, though they do not change that.
func (b *build) operate(by *operations, o *object, remember bool) (*object, error) {
	if by.annotations && o.tree.Get("metadata", "annotations") == nil {
		return nil, errUnusual
	}
	tree, err := b.cache.operated(o.tree, by)
	if err != nil {
		return nil, err
	}
	changed := *o
	changed.shared = nil
	if err := changed.take(tree); err != nil || changed.id != o.id {
		return nil, errUnusual
	}
	if !remember {
		return &changed, nil
	}
	return changed.remembering()
}

// operateLegacy applies the patches of a field that knows only operations.
func (b *build) operateLegacy(directory string, patches []types.Patch, objects []*object) ([]*object, error) {
	for i := range patches {
		target := patches[i].Target
		p, err := b.loadPatch(directory, &patches[i])
		if err != nil || p.operations == nil || target == nil || target.Name == "" {
			return nil, errUnusual
		}
		objects, err = b.toSelected(target, objects, func(o *object) (*object, error) { return b.operate(p.operations, o, false) })
		if err != nil {
			return nil, err
		}
	}
	return objects, nil
}

// operateOn applies operations: by itself where all is simple.
func operateOn(on *plain.Node, by *operations) (*plain.Node, error) {
	if !on.HasNull() && !on.Fragile() {
		if tree, simple := by.apply(on); simple {
			return tree, nil
		}
	}
	return operateByLibrary(on, by)
}

// operateByLibrary applies operations with what kustomize uses for that.
func operateByLibrary(on *plain.Node, by *operations) (*plain.Node, error) {
	left, err := patchjson6902.Filter{Patch: by.text}.Filter([]*yaml.RNode{yaml.NewRNode(on.ToYAML())})
	if err != nil || len(left) != 1 {
		return nil, errUnusual
	}
	tree, isPlain := plain.FromYAML(left[0].YNode())
	if !isPlain {
		return nil, errUnusual
	}
	return tree, nil
}
