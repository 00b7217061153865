package kustomization

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand"
	"os"
	"reflect"
	"slices"
	"testing"

	"slipway.dev/renderer/internal/fastpath"
	"slipway.dev/renderer/internal/refusal"
	"slipway.dev/renderer/internal/rendered"
	"slipway.dev/renderer/internal/tree"
)

// Kustomize writes warnings there that quote the input.
func TestMain(m *testing.M) {
	os.Stderr = nil
	os.Exit(m.Run())
}

// outcome is everything that a build gives.
type outcome struct {
	yaml, refused string
	objects       []any
	reads, absent []string
}

func outcomeOf(t *testing.T, files map[string]string, build func(*tree.Tree) (*rendered.Manifests, error)) outcome {
	t.Helper()
	in, err := tree.New(files, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	made, err := orPanic(in, build)
	o := outcome{reads: in.Reads(), absent: in.Absent()}
	if err != nil {
		var problem *refusal.Refusal
		if !errors.As(err, &problem) {
			t.Fatal(err)
		}
		o.refused = string(problem.Reason)
		return o
	}
	o.yaml = string(made.YAML)
	if err := json.Unmarshal(made.Objects, &o.objects); err != nil {
		t.Fatal(err)
	}
	return o
}

// orPanic makes a panic of kustomize an error, as who calls it does.
func orPanic(in *tree.Tree, build func(*tree.Tree) (*rendered.Manifests, error)) (made *rendered.Manifests, err error) {
	defer func() {
		if recover() != nil {
			err = refusal.New(refusal.Invalid, "kustomize panics")
		}
	}()
	return build(in)
}

// byKustomize builds as if there was no other way.
func byKustomize(in *tree.Tree, directory string) (*rendered.Manifests, error) {
	s := &scanner{tree: in, files: map[string]*file{}, known: map[string]*file{}}
	if err := s.directory(directory); err != nil {
		return nil, err
	}
	return kustomize(in, directory, s)
}

// isFast tells whether a build is not left to kustomize.
func isFast(t *testing.T, files map[string]string, directory string) bool {
	t.Helper()
	in, err := tree.New(files, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := &scanner{tree: in, files: map[string]*file{}, known: map[string]*file{}}
	if s.directory(directory) != nil {
		return false
	}
	_, known := fastpath.Build(fastpath.NewCache(), in, directory, s.content)
	return known
}

// compare tells whether kustomize builds it at all.
func compare(t *testing.T, b *Builder, files map[string]string, directory string) bool {
	t.Helper()
	got := outcomeOf(t, files, func(in *tree.Tree) (*rendered.Manifests, error) { return b.Build(in, directory) })
	want := outcomeOf(t, files, func(in *tree.Tree) (*rendered.Manifests, error) { return byKustomize(in, directory) })
	if !reflect.DeepEqual(got, want) {
		for _, name := range slices.Sorted(maps.Keys(files)) {
			t.Logf("%s:\n%s", name, files[name])
		}
		t.Fatalf("%s\ngives %v\n%s\nkustomize gives %v\n%s", directory, rest(got), got.yaml, rest(want), want.yaml)
	}
	return want.refused == ""
}

func rest(o outcome) string { return fmt.Sprint(o.refused, o.reads, o.absent) }

var (
	rounds = flag.Int("rounds", 60, "how many random components are built")
	seed   = flag.Int64("seed", 0, "the first of them")
)

// Each round is a component with a base, a component of kustomize and three
// environments, and after that a commit: what was kept must not be stale.
func TestRandomKustomizationsAreBuiltAsKustomizeBuildsThem(t *testing.T) {
	fast, built := 0, 0
	b := NewBuilder()
	for round := range *rounds {
		c := chance{rand.New(rand.NewSource(*seed + int64(round)))}
		files := map[string]string{}
		c.kustomize(files, "base", "Kustomization", nil, nil)
		c.kustomize(files, "part", "Component", nil, nil)
		kinds := map[string]string{"base": "Kustomization", "part": "Component"}
		environments := []string{"dev", "stage", "prod"}
		for _, environment := range environments {
			c.kustomize(files, environment, "Kustomization", []string{"../base"}, pick(c, nil, []string{"../part"}))
		}
		for range 2 {
			for _, environment := range environments {
				if !compare(t, b, files, environment) {
					continue
				}
				built++
				if isFast(t, files, environment) {
					fast++
				}
			}
			for _, directory := range []string{"base", "part"} {
				if c.often() {
					c.kustomize(files, directory, kinds[directory], nil, nil)
				}
			}
		}
	}
	t.Logf("%d can be built, %d of them are not left to kustomize", built, fast)
	if fast < built/3 {
		t.Errorf("%d can be built, but only %d are not left to kustomize", built, fast)
	}
}
