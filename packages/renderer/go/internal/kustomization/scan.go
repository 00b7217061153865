package kustomization

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/api/types"

	"slipway.dev/renderer/internal/plain"
	"slipway.dev/renderer/internal/refusal"
	"slipway.dev/renderer/internal/tree"
)

// How many kustomizations one build may go through, and how deep. A diamond
// of bases doubles the work with each level.
const (
	maxVisits = 1000
	maxLevels = 32
)

// scanner walks the kustomizations as kustomize would, before it does: what
// must not be followed is refused with the line it stands in, and the files
// to ask for are found many at once.
type scanner struct {
	tree   *tree.Tree
	visits int
	stack  []string
	files  map[string]*file
	known  map[string]*file
}

type file struct {
	name, text string
	content    *types.Kustomization
}

func (s *scanner) directory(directory string) error {
	s.visits++
	if s.visits > maxVisits || len(s.stack) > maxLevels {
		return refusal.New(refusal.Limit, "%s builds on more than %d kustomizations or %d levels of them", s.stack[0], maxVisits, maxLevels)
	}
	s.stack = append(s.stack, directory)
	defer func() { s.stack = s.stack[:len(s.stack)-1] }()
	f, err := s.load(directory)
	if f == nil || err != nil {
		return err
	}
	if err := f.refuseHelm(); err != nil {
		return err
	}
	if err := s.bases(directory, f); err != nil {
		return err
	}
	if err := s.plugins(directory, f); err != nil {
		return err
	}
	for _, reference := range f.references() {
		if err := s.reference(directory, f, reference); err != nil {
			return err
		}
	}
	return nil
}

// load reads a directory's kustomization; nil if it must be asked for.
func (s *scanner) load(directory string) (*file, error) {
	if f, known := s.files[directory]; known {
		return f, nil
	}
	var found []string
	for _, base := range konfig.RecognizedKustomizationFileNames() {
		if name, _ := tree.Resolve(directory, base); s.tree.Exists(name) {
			found = append(found, name)
		}
	}
	if len(found) == 0 {
		return nil, refusal.New(refusal.Missing, "%s has no kustomization.yaml", shown(directory)).At(directory, 0)
	}
	if len(found) > 1 {
		return nil, refusal.New(refusal.Invalid, "%s has more than one kustomization: %s", shown(directory), strings.Join(found, ", ")).At(found[1], 0)
	}
	text, err := s.tree.Read(found[0])
	if errors.Is(err, tree.ErrNeeded) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if f, known := s.known[text]; known {
		s.files[directory] = &file{found[0], text, f.content}
		return s.files[directory], nil
	}
	f := &file{name: found[0], text: text, content: &types.Kustomization{}}
	if err := f.unmarshal(); err != nil {
		return nil, refusal.New(refusal.Invalid, "%s is no kustomization: %v", f.name, err).At(f.name, refusal.LineOf(err.Error()))
	}
	f.content.FixKustomization()
	s.known[text], s.files[directory] = f, f
	return f, nil
}

// unmarshal reads the kustomization as kustomize does; what is written simply
// needs no library to become JSON.
func (f *file) unmarshal() error {
	var text bytes.Buffer
	if node, simple := plain.Read(f.text); simple && node.JSON(&text) {
		decoder := json.NewDecoder(&text)
		decoder.DisallowUnknownFields()
		if decoder.Decode(f.content) == nil {
			return nil
		}
		*f.content = types.Kustomization{}
	}
	return f.content.Unmarshal([]byte(f.text))
}

func (s *scanner) bases(directory string, f *file) error {
	for _, entry := range f.content.Resources {
		if err := s.resource(directory, f, entry); err != nil {
			return err
		}
	}
	for _, entry := range f.content.Components {
		if err := s.base(directory, f, entry); err != nil {
			return err
		}
	}
	return nil
}

// A resource is a file in or below the kustomization, or another kustomization.
func (s *scanner) resource(directory string, f *file, entry string) error {
	if name, inside := tree.Resolve(directory, entry); inside && !alwaysRemote.MatchString(entry) && s.isFile(name) {
		return s.reference(directory, f, entry)
	}
	return s.base(directory, f, entry)
}

func (s *scanner) base(directory string, f *file, entry string) error {
	if remote.MatchString(entry) {
		return f.refuse(refusal.RemoteBase, entry, "%s refers to %q, which is not in the repository; nothing is fetched, so copy it in", f.name, entry)
	}
	name, inside := tree.Resolve(directory, entry)
	if !inside {
		return f.refuse(refusal.Outside, entry, "%s refers to %q, which is outside the repository", f.name, entry)
	}
	if !s.tree.IsDirectory(name) {
		if s.isFile(name) {
			return f.refuse(refusal.Invalid, entry, "%s refers to %q as a directory, but it is a file", f.name, entry)
		}
		s.tree.Exists(name)
		return f.refuse(refusal.Missing, entry, "%s refers to %q, which does not exist", f.name, entry)
	}
	for _, visited := range s.stack {
		if tree.Contains(name, visited) {
			return f.refuse(refusal.Cycle, entry, "%s refers to %q, which contains what refers to it", f.name, entry)
		}
	}
	return s.directory(name)
}

// A file of a kustomization must be in or below it; so says kustomize.
func (s *scanner) reference(directory string, f *file, entry string) error {
	if alwaysRemote.MatchString(entry) {
		return f.refuse(refusal.RemoteBase, entry, "%s refers to %q, which is not in the repository; nothing is fetched, so copy it in", f.name, entry)
	}
	name, inside := tree.Resolve(directory, entry)
	if inside && s.tree.IsLink(name) {
		_, err := s.tree.Read(name)
		return err
	}
	if !inside || !tree.Contains(directory, name) {
		return f.refuse(refusal.Outside, entry, "%s refers to %q, which is outside %s", f.name, entry, shown(directory))
	}
	_, err := s.tree.Read(name)
	var problem *refusal.Refusal
	if errors.As(err, &problem) && problem.Reason == refusal.Missing {
		return f.refuse(refusal.Missing, entry, "%s refers to %q, which does not exist", f.name, entry)
	}
	if err != nil && !errors.Is(err, tree.ErrNeeded) {
		return err
	}
	return nil
}

func (s *scanner) isFile(name string) bool {
	return !s.tree.IsDirectory(name) && s.tree.Exists(name)
}

func shown(directory string) string {
	if directory == "" {
		return "the repository's root"
	}
	return directory
}

// content is the kustomization in a directory that was scanned, and its file.
func (s *scanner) content(directory string) (*types.Kustomization, string) {
	f, known := s.files[directory]
	if !known {
		return nil, ""
	}
	return f.content, f.name
}

// hasSchema tells whether a kustomization brings a schema of its own.
func (s *scanner) hasSchema() bool {
	for _, f := range s.files {
		if len(f.content.OpenAPI) > 0 {
			return true
		}
	}
	return false
}
