// Package fastpath builds kustomizations that use what most of them use, much
// faster than kustomize: from values that never change and are kept between
// builds. What it does not know for certain it leaves to kustomize.
package fastpath

import (
	"reflect"

	"sigs.k8s.io/kustomize/api/types"

	"slipway.dev/renderer/internal/plain"
	"slipway.dev/renderer/internal/tree"
)

// Kustomizations gives the kustomization in a directory and the path of its
// file, nil if there is none. What it gives is not changed, neither here nor
// later.
type Kustomizations func(directory string) (k *types.Kustomization, file string)

type build struct {
	cache *Cache
	tree  *tree.Tree
	load  Kustomizations
	// The files that were read, by path.
	reads map[string]string
}

// Build gives the objects of the kustomization in a directory in the order
// in which they are printed; false if that is something for kustomize.
func Build(cache *Cache, t *tree.Tree, directory string, load Kustomizations) ([]*plain.Node, bool) {
	cache.room()
	b := &build{cache: cache, tree: t, load: load, reads: map[string]string{}}
	objects, err := b.directory(directory)
	if err != nil {
		return nil, false
	}
	if objects, err = change(objects, addHash); err != nil {
		return nil, false
	}
	if objects, err = fixReferences(objects); err != nil {
		return nil, false
	}
	if objects, err = appendAll(nil, sorted(objects)...); err != nil {
		return nil, false
	}
	made := make([]*plain.Node, len(objects))
	for i, o := range objects {
		made[i] = o.tree
	}
	return made, true
}

// directory accumulates the kustomization in a directory.
func (b *build) directory(directory string) ([]*object, error) {
	k, err := b.usual(directory, types.KustomizationKind)
	if err != nil {
		return nil, err
	}
	return b.kustomize(directory, k, nil)
}

// component adds the component in a directory to objects.
func (b *build) component(directory string, objects []*object) ([]*object, error) {
	k, err := b.usual(directory, types.ComponentKind)
	if err != nil {
		return nil, err
	}
	made, err := b.kustomize(directory, k, objects)
	if err != nil {
		return nil, err
	}
	return appendAll(nil, made...)
}

func (b *build) usual(directory, kind string) (*types.Kustomization, error) {
	k, file := b.load(directory)
	if k == nil || k.Kind != kind || !isUsual(k) {
		return nil, errUnusual
	}
	_, err := b.read(file)
	return k, err
}

func (b *build) kustomize(directory string, k *types.Kustomization, objects []*object) (_ []*object, err error) {
	for _, entry := range k.Resources {
		if objects, err = b.resource(directory, entry, objects); err != nil {
			return nil, err
		}
	}
	if objects, err = b.generate(directory, k, objects); err != nil {
		return nil, err
	}
	for _, entry := range k.Components {
		path, inside := tree.Resolve(directory, entry)
		if !inside {
			return nil, errUnusual
		}
		if objects, err = b.component(path, objects); err != nil {
			return nil, err
		}
	}
	return b.transform(directory, k, objects)
}

// transform applies everything else, in kustomize's order.
func (b *build) transform(directory string, k *types.Kustomization, objects []*object) ([]*object, error) {
	steps := []func([]*object) ([]*object, error){
		func(o []*object) ([]*object, error) { return b.mergeLegacy(directory, k.PatchesStrategicMerge, o) },
		func(o []*object) ([]*object, error) { return b.patchAll(directory, k.Patches, o) },
	}
	if k.Namespace != "" {
		steps = append(steps, func(o []*object) ([]*object, error) { return setNamespace(o, k.Namespace) })
	}
	if k.NamePrefix != "" {
		steps = append(steps, func(o []*object) ([]*object, error) { return affix(o, k.NamePrefix, "") })
	}
	if k.NameSuffix != "" {
		steps = append(steps, func(o []*object) ([]*object, error) { return affix(o, "", k.NameSuffix) })
	}
	steps = append(steps,
		func(o []*object) ([]*object, error) { return label(o, k) },
		func(o []*object) ([]*object, error) { return setTexts(o, k.CommonAnnotations, annotationFields) },
		func(o []*object) ([]*object, error) { return b.operateLegacy(directory, k.PatchesJson6902, o) },
	)
	for _, replica := range k.Replicas {
		steps = append(steps, func(o []*object) ([]*object, error) { return scale(o, replica) })
	}
	for _, image := range k.Images {
		steps = append(steps, func(o []*object) ([]*object, error) { return setImage(o, image) })
	}
	var err error
	for _, step := range steps {
		if objects, err = step(objects); err != nil {
			return nil, err
		}
	}
	return objects, nil
}

// isUsual tells whether a kustomization has only what is known here.
func isUsual(k *types.Kustomization) bool {
	if k.CheckEmpty() != nil || len(k.EnforceFields()) > 0 {
		return false
	}
	for _, label := range k.Labels {
		if len(label.FieldSpecs) > 0 {
			return false
		}
	}
	rest := *k
	rest.TypeMeta, rest.MetaData = types.TypeMeta{}, nil
	rest.Resources, rest.Components = nil, nil
	rest.ConfigMapGenerator, rest.SecretGenerator, rest.GeneratorOptions = nil, nil, nil
	rest.PatchesStrategicMerge, rest.Patches, rest.PatchesJson6902 = nil, nil, nil
	rest.Namespace, rest.NamePrefix, rest.NameSuffix = "", "", ""
	rest.Labels, rest.CommonLabels, rest.CommonAnnotations = nil, nil, nil
	rest.Replicas, rest.Images = nil, nil
	return reflect.ValueOf(rest).IsZero()
}
