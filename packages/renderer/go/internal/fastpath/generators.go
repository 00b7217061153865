package fastpath

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"sigs.k8s.io/kustomize/api/ifc"
	"sigs.k8s.io/kustomize/api/kv"
	"sigs.k8s.io/kustomize/api/provider"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/resid"

	"slipway.dev/renderer/internal/plain"
	"slipway.dev/renderer/internal/tree"
)

// generate makes the config maps and secrets of a kustomization, and adds
// them or merges them into those that are there.
func (b *build) generate(directory string, k *types.Kustomization, objects []*object) (_ []*object, err error) {
	for _, arguments := range k.ConfigMapGenerator {
		if objects, err = b.generateOne(directory, "ConfigMap", "", &arguments.GeneratorArgs, k.GeneratorOptions, objects); err != nil {
			return nil, err
		}
	}
	for _, arguments := range k.SecretGenerator {
		kind := arguments.Type
		if kind == "" {
			kind = "Opaque"
		}
		if objects, err = b.generateOne(directory, "Secret", kind, &arguments.GeneratorArgs, k.GeneratorOptions, objects); err != nil {
			return nil, err
		}
	}
	return objects, nil
}

func (b *build) generateOne(directory, kind, secretType string, arguments *types.GeneratorArgs, global *types.GeneratorOptions, objects []*object) ([]*object, error) {
	options := mergedOptions(arguments.Options, global)
	made, err := b.generated(directory, kind, secretType, arguments, options)
	if err != nil {
		return nil, err
	}
	same := func(o *object) bool { return o.is(func(id resid.ResId) bool { return made.id.Equals(id) }) }
	found := -1
	for i, o := range objects {
		if same(o) {
			if found >= 0 {
				return nil, errUnusual
			}
			found = i
		}
	}
	switch behavior := types.NewGenerationBehavior(arguments.Behavior); {
	case found < 0 && (behavior == types.BehaviorMerge || behavior == types.BehaviorReplace):
		return nil, errUnusual
	case found < 0:
		return appendAll(objects, made)
	case behavior != types.BehaviorMerge && behavior != types.BehaviorReplace:
		return nil, errUnusual
	default:
		merged, err := mergedInto(objects[found], made, behavior == types.BehaviorMerge)
		if err != nil {
			return nil, err
		}
		changed := append([]*object{}, objects...)
		changed[found] = merged
		return changed, nil
	}
}

// mergedOptions leaves both sides as they are; kustomize's function does not.
func mergedOptions(local, global *types.GeneratorOptions) *types.GeneratorOptions {
	merged := types.GeneratorOptions{}
	if local != nil {
		merged = *local
		merged.Labels, merged.Annotations = copied(local.Labels), copied(local.Annotations)
	}
	return types.MergeGlobalOptionsIntoLocal(&merged, global)
}

func copied(entries map[string]string) map[string]string {
	if entries == nil {
		return nil
	}
	return types.CopyMap(entries)
}

func (b *build) generated(directory, kind, secretType string, arguments *types.GeneratorArgs, options *types.GeneratorOptions) (*object, error) {
	if !plain.IsCertain(arguments.Name) || arguments.Namespace != "" && !plain.IsCertain(arguments.Namespace) {
		return nil, errUnusual
	}
	loader := kv.NewLoader(sources{b: b, directory: directory}, provider.NewDepProvider().GetFieldValidator())
	pairs, err := loader.Load(arguments.KvPairSources)
	if err != nil {
		return nil, errUnusual
	}
	data, err := dataOf(pairs, kind)
	if err != nil {
		return nil, err
	}
	metadata := []plain.Field{{Key: "name", Value: plain.NewText(arguments.Name)}}
	if arguments.Namespace != "" {
		metadata = append(metadata, plain.Field{Key: "namespace", Value: plain.NewText(arguments.Namespace)})
	}
	metadata = appendTexts(metadata, "labels", options.Labels)
	metadata = appendTexts(metadata, "annotations", options.Annotations)
	fields := []plain.Field{
		{Key: "apiVersion", Value: plain.NewText("v1")}, {Key: "kind", Value: plain.NewText(kind)}, {Key: "metadata", Value: mapOf(metadata)},
	}
	if len(data) > 0 || kind == "Secret" {
		fields = append(fields, plain.Field{Key: "data", Value: mapOf(data)})
	}
	if secretType != "" {
		fields = append(fields, plain.Field{Key: "type", Value: plain.NewText(secretType)})
	}
	if options.Immutable {
		fields = append(fields, plain.Field{Key: "immutable", Value: plain.NewBoolean(true)})
	}
	o, err := newObject(mapOf(fields))
	if err != nil {
		return nil, err
	}
	o.hashed = !options.DisableNameSuffixHash
	return o, nil
}

func dataOf(pairs []types.Pair, kind string) ([]plain.Field, error) {
	data := make([]plain.Field, 0, len(pairs))
	seen := make(map[string]struct{}, len(pairs))
	for _, pair := range pairs {
		if _, twice := seen[pair.Key]; twice || !utf8.ValidString(pair.Value) || !utf8.ValidString(pair.Key) {
			return nil, errUnusual
		}
		seen[pair.Key] = struct{}{}
		value := pair.Value
		if kind == "Secret" {
			value = encoded(value)
		}
		data = append(data, plain.Field{Key: pair.Key, Value: plain.NewText(value)})
	}
	return data, nil
}

// encoded is a text in base 64, in lines if it needs more than one.
func encoded(text string) string {
	const line = 70
	whole := base64.StdEncoding.EncodeToString([]byte(text))
	if len(whole) < line {
		return whole
	}
	var lines strings.Builder
	for ; len(whole) > line; whole = whole[line:] {
		lines.WriteString(whole[:line] + "\n")
	}
	lines.WriteString(whole + "\n")
	return lines.String()
}

func mapOf(fields []plain.Field) *plain.Node {
	// Whoever calls this has no key twice.
	node, _ := plain.NewMap(fields)
	return node
}

func appendTexts(fields []plain.Field, key string, entries map[string]string) []plain.Field {
	if len(entries) == 0 {
		return fields
	}
	texts := make([]plain.Field, 0, len(entries))
	for name, value := range entries {
		texts = append(texts, plain.Field{Key: name, Value: plain.NewText(value)})
	}
	return append(fields, plain.Field{Key: key, Value: mapOf(texts)})
}

// sources shows kustomize's reader of pairs the files of a directory.
type sources struct {
	b         *build
	directory string
}

var _ ifc.Loader = sources{}

func (s sources) Load(name string) ([]byte, error) {
	path, inside := tree.Resolve(s.directory, name)
	if !inside || !tree.Contains(s.directory, path) {
		return nil, errUnusual
	}
	text, err := s.b.read(path)
	return []byte(text), err
}

func (sources) Repo() string                   { return "" }
func (s sources) Root() string                 { return s.directory }
func (sources) New(string) (ifc.Loader, error) { return nil, errUnusual }
func (sources) Cleanup() error                 { return nil }
