package kustomization

import (
	"flag"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"testing"

	"sigs.k8s.io/kustomize/api/konfig"

	"slipway.dev/renderer/internal/tree"
)

var folder = flag.String("folder", "../protocol/testdata", "whose kustomizations are built")

func filesBelow(t *testing.T, root string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		info, err := entry.Info()
		if err != nil || info.Size() > tree.MaxFile {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, name)
		files[filepath.ToSlash(relative)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestEveryKustomizationOfAFolderIsBuiltAsKustomizeBuildsIt(t *testing.T) {
	files := filesBelow(t, *folder)
	b := NewBuilder()
	built, fast, refused := 0, 0, 0
	for name := range files {
		if !slices.Contains(konfig.RecognizedKustomizationFileNames(), path.Base(name)) {
			continue
		}
		directory := path.Dir(name)
		switch {
		case !compare(t, b, files, directory):
			refused++
			continue
		case isFast(t, files, directory):
			fast++
		}
		built++
	}
	t.Logf("%d can be built, %d of them are not left to kustomize; %d are refused", built, fast, refused)
	if built == 0 {
		t.Error("nothing was built")
	}
}
