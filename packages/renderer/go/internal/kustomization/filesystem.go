package kustomization

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/filesys"

	"slipway.dev/renderer/internal/tree"
)

var errReadOnly = errors.New("the repository is read-only")

// fileSystem shows a tree to kustomize as a disk that holds nothing else. It
// has no links, so that a clean path is a real one.
type fileSystem struct{ tree *tree.Tree }

var _ filesys.FileSystem = fileSystem{}

func relative(name string) string {
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

func (f fileSystem) IsDir(name string) bool { return f.tree.IsDirectory(relative(name)) }

func (f fileSystem) Exists(name string) bool {
	return f.IsDir(name) || f.tree.Exists(relative(name))
}

func (f fileSystem) ReadFile(name string) ([]byte, error) {
	text, err := f.tree.Read(relative(name))
	if err != nil {
		return nil, err
	}
	return []byte(text), nil
}

func (f fileSystem) CleanedAbs(name string) (filesys.ConfirmedDir, string, error) {
	clean := path.Clean("/" + name)
	if f.IsDir(clean) {
		return filesys.ConfirmedDir(clean), "", nil
	}
	if f.tree.Exists(relative(clean)) {
		return filesys.ConfirmedDir(path.Dir(clean)), path.Base(clean), nil
	}
	return "", "", &fs.PathError{Op: "open", Path: relative(clean), Err: fs.ErrNotExist}
}

func (fileSystem) Open(string) (filesys.File, error)    { return nil, errReadOnly }
func (fileSystem) Create(string) (filesys.File, error)  { return nil, errReadOnly }
func (fileSystem) Mkdir(string) error                   { return errReadOnly }
func (fileSystem) MkdirAll(string) error                { return errReadOnly }
func (fileSystem) RemoveAll(string) error               { return errReadOnly }
func (fileSystem) WriteFile(string, []byte) error       { return errReadOnly }
func (fileSystem) ReadDir(string) ([]string, error)     { return nil, errReadOnly }
func (fileSystem) Glob(string) ([]string, error)        { return nil, errReadOnly }
func (fileSystem) Walk(string, filepath.WalkFunc) error { return errReadOnly }
