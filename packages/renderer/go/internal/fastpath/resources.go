package fastpath

import "slipway.dev/renderer/internal/tree"

// base is what a directory came to, and the files that it came from.
type base struct {
	objects []*object
	reads   map[string]string
}

// resource adds what an entry of a kustomization means: a file, or another
// kustomization.
func (b *build) resource(directory, entry string, objects []*object) ([]*object, error) {
	path, inside := tree.Resolve(directory, entry)
	if !inside {
		return nil, errUnusual
	}
	if b.tree.IsDirectory(path) {
		made, err := b.base(path)
		if err != nil {
			return nil, err
		}
		return appendAll(objects, made...)
	}
	text, err := b.readBelow(directory, entry)
	if err != nil {
		return nil, err
	}
	documents, err := b.cache.parse(text)
	if err != nil {
		return nil, err
	}
	for _, document := range documents {
		o, err := newObject(document)
		if err != nil {
			return nil, err
		}
		if objects, err = appendAll(objects, o); err != nil {
			return nil, err
		}
	}
	return objects, nil
}

// base accumulates another kustomization, or takes what was made of the same
// files before.
func (b *build) base(directory string) ([]*object, error) {
	known := b.cache.bases[directory]
	if known == nil || !b.holds(known) {
		part := &build{cache: b.cache, tree: b.tree, load: b.load, reads: map[string]string{}}
		objects, err := part.directory(directory)
		if err != nil {
			return nil, err
		}
		known = &base{objects, part.reads}
		b.cache.bases[directory] = known
	}
	for path := range known.reads {
		if _, err := b.read(path); err != nil {
			return nil, err
		}
	}
	return known.objects, nil
}

// holds tells whether the files are still what a base was made of.
func (b *build) holds(known *base) bool {
	for path, text := range known.reads {
		if now, here := b.tree.Peek(path); !here || now != text {
			return false
		}
	}
	return true
}

func (b *build) read(path string) (string, error) {
	text, err := b.tree.Read(path)
	if err != nil {
		return "", errUnusual
	}
	b.reads[path] = text
	return text, nil
}

// readBelow reads a file that must be in the directory of the kustomization
// that names it, or below that.
func (b *build) readBelow(directory, entry string) (string, error) {
	path, inside := tree.Resolve(directory, entry)
	if !inside || !tree.Contains(directory, path) {
		return "", errUnusual
	}
	return b.read(path)
}
