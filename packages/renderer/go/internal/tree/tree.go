// Package tree is the part of a commit that one request brings along. It
// writes down what was read and what was looked for, because exactly that
// decides the result and is what a cache of results is keyed by.
package tree

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"slipway.dev/renderer/internal/refusal"
)

// ErrNeeded is met when a file is in the commit but did not come with the request.
var ErrNeeded = errors.New("a file is in the commit but not in the request")

// Tree holds files by their path from the root, without a leading slash.
type Tree struct {
	files       map[string]string
	known       map[string]struct{}
	directories map[string]struct{}
	irregular   map[string]struct{}
	reads       map[string]struct{}
	absent      map[string]struct{}
	needed      map[string]struct{}
	checked     map[string]*refusal.Refusal
	size        int
}

// New makes a tree of files; paths are all that exist in the commit, where
// they are more than the files, and irregular those that are no plain files.
func New(files map[string]string, paths, irregular []string) (*Tree, error) {
	t := &Tree{
		files: files, known: map[string]struct{}{}, directories: map[string]struct{}{"": {}},
		irregular: map[string]struct{}{}, reads: map[string]struct{}{}, absent: map[string]struct{}{},
		needed: map[string]struct{}{}, checked: map[string]*refusal.Refusal{},
	}
	for name := range files {
		if err := t.add(name); err != nil {
			return nil, err
		}
	}
	for _, name := range paths {
		if err := t.add(name); err != nil {
			return nil, err
		}
	}
	for _, name := range irregular {
		if err := t.add(name); err != nil {
			return nil, err
		}
		t.irregular[name] = struct{}{}
	}
	return t, nil
}

func (t *Tree) add(name string) error {
	if !fs.ValidPath(name) || name == "." || strings.ContainsRune(name, 0) {
		return refusal.New(refusal.Outside, "the path %q is not one inside the repository", name)
	}
	t.known[name] = struct{}{}
	for parent := path.Dir(name); parent != "."; parent = path.Dir(parent) {
		if _, seen := t.directories[parent]; seen {
			break
		}
		t.directories[parent] = struct{}{}
	}
	return nil
}

// Exists tells whether there is a file at the path, and notes that it was asked.
func (t *Tree) Exists(name string) bool {
	if _, known := t.known[name]; known {
		return true
	}
	t.absent[name] = struct{}{}
	return false
}

// IsDirectory tells whether the commit has files below the path.
func (t *Tree) IsDirectory(name string) bool {
	_, found := t.directories[name]
	return found
}

// IsLink tells whether the path is no plain file: a symbolic link or a submodule.
func (t *Tree) IsLink(name string) bool {
	_, irregular := t.irregular[name]
	return irregular
}

// Read returns a file's text. The first reading of a file judges it, too: its
// kind, its size, and what its YAML would become.
func (t *Tree) Read(name string) (string, error) {
	if !t.Exists(name) {
		return "", refusal.New(refusal.Missing, "%s is not in the repository", name).At(name, 0)
	}
	if t.IsLink(name) {
		return "", refusal.New(refusal.Symlink, "%s is a symbolic link or a submodule; use a plain file", name).At(name, 0)
	}
	text, here := t.files[name]
	if !here {
		t.needed[name] = struct{}{}
		return "", ErrNeeded
	}
	if _, seen := t.reads[name]; !seen {
		t.reads[name] = struct{}{}
		t.size += len(text)
		if problem := judge(name, text, len(t.reads), t.size); problem != nil {
			t.checked[name] = problem
		}
	}
	if problem := t.checked[name]; problem != nil {
		return "", problem
	}
	return text, nil
}

// Peek returns a file's text if it came with the request, and notes nothing.
func (t *Tree) Peek(name string) (string, bool) {
	text, here := t.files[name]
	return text, here
}

// Below lists the files under a directory, in order. The listing itself is
// noted as read: the directory's path with a slash behind it, "/" for the root.
func (t *Tree) Below(directory string) []string {
	t.reads[directory+"/"] = struct{}{}
	var found []string
	for name := range t.known {
		if Contains(directory, name) {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	return found
}

// Reads are the paths that were read, in order.
func (t *Tree) Reads() []string { return sorted(t.reads) }

// Absent are the paths that were looked for and are not there, in order.
func (t *Tree) Absent() []string { return sorted(t.absent) }

// Needed are the files that must come with the next request, in order.
func (t *Tree) Needed() []string { return sorted(t.needed) }

// Problem is the first refusal that reading met, whatever a library made of it.
func (t *Tree) Problem() *refusal.Refusal {
	for _, name := range sorted(t.checked) {
		return t.checked[name]
	}
	return nil
}

func sorted[V any](set map[string]V) []string {
	names := slices.AppendSeq(make([]string, 0, len(set)), maps.Keys(set))
	slices.Sort(names)
	return names
}
