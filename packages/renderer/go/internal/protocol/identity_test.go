package protocol_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The programs of the local clusters, which are the versions of go.mod. A
// machine that never built them cannot compare.
func program(t *testing.T, name string) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob(filepath.Join(cache, "slipway", "tools", "*", "bin", name))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		t.Skipf("%s is not built; ./slipway up builds it", name)
	}
	return found[len(found)-1]
}

func filesOf(t *testing.T, root string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
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

func printed(t *testing.T, directory, program string, arguments ...string) (string, bool) {
	t.Helper()
	command := exec.Command(program, arguments...)
	command.Dir = directory
	command.Env = []string{"HOME=" + t.TempDir(), "PATH=/nonexistent"}
	output, err := command.Output()
	return string(output), err == nil
}

func TestKustomizePrintsWhatItsProgramPrints(t *testing.T) {
	kustomize := program(t, "kustomize")
	files := filesOf(t, "testdata")
	for name := range files {
		directory, base := filepath.Split(name)
		if !strings.HasPrefix(strings.ToLower(base), "kustomization") || directory == "kustomize/component/" {
			continue
		}
		t.Run(directory, func(t *testing.T) {
			want, ok := printed(t, "testdata", kustomize, "build", directory)
			if !ok {
				t.Fatal("kustomize itself fails")
			}
			// Twice, because what one build leaves behind must not change the next.
			for range 2 {
				compare(t, call(t, request{"op": "kustomize", "path": directory}, files), want)
			}
		})
	}
}

func TestHelmPrintsWhatItsProgramPrints(t *testing.T) {
	helm := program(t, "helm")
	files := filesOf(t, "testdata")
	for name, values := range map[string][]string{
		"defaults":         {},
		"one file":         {"helm/values/one.yaml"},
		"two files":        {"helm/values/one.yaml", "helm/values/two.yaml"},
		"the other order":  {"helm/values/two.yaml", "helm/values/one.yaml"},
		"against a schema": {"helm/values/wrong.yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			arguments := []string{"template", "shop", "helm/shop", "--namespace", "shop-prod"}
			for _, file := range values {
				arguments = append(arguments, "--values", file)
			}
			want, ok := printed(t, "testdata", helm, arguments...)
			got := call(t, request{
				"op": "helm", "chart": "helm/shop", "release": "shop", "namespace": "shop-prod", "values": values,
			}, files)
			if !ok {
				if got.OK || got.Error.Reason != "invalid" {
					t.Errorf("Helm refuses it, the renderer says %+v", got.Error)
				}
				return
			}
			compare(t, got, want)
		})
	}
}

func compare(t *testing.T, got answer, want string) {
	t.Helper()
	if !got.OK {
		t.Fatalf("refused: %+v, needs %v", got.Error, got.Need)
	}
	got.YAML, want = sameVersion(got.YAML), sameVersion(want)
	lines := strings.Split(got.YAML, "\n")
	for i, line := range strings.Split(want, "\n") {
		if i >= len(lines) || lines[i] != line {
			t.Fatalf("differs in line %d:\n%s\nwant %q", i+1, got.YAML, line)
		}
	}
	if got.YAML != want {
		t.Errorf("has more than the program prints:\n%s", got.YAML)
	}
	if documents := strings.Count("\n"+want, "\nkind: "); documents != len(got.Objects) {
		t.Errorf("%d objects for %d documents", len(got.Objects), documents)
	}
}
