package fastpath

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/resid"
	"sigs.k8s.io/kustomize/kyaml/utils"
	"sigs.k8s.io/yaml"
)

type ownFields struct {
	NamePrefix, NameSuffix, CommonLabels, TemplateLabels, CommonAnnotations types.FsSlice
	Namespace, Images, Replicas                                             types.FsSlice
	NameReference                                                           []struct {
		resid.Gvk `json:",inline"`
		Referrers types.FsSlice `json:"fieldSpecs"`
	}
}

// kustomizesFields reads the lists where they are written; kustomize shows
// them to nobody.
func kustomizesFields(t *testing.T) (fields ownFields) {
	t.Helper()
	directory, err := exec.Command("go", "list", "-f", "{{.Dir}}", "sigs.k8s.io/kustomize/api/internal/konfig/builtinpluginconsts").Output()
	if err != nil {
		t.Fatal(err)
	}
	packages, err := parser.ParseDir(token.NewFileSet(), strings.TrimSpace(string(directory)), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	metadataLabels := ""
	var texts []string
	for name, file := range packages["builtinpluginconsts"].Files {
		ast.Inspect(file, func(node ast.Node) bool {
			literal, is := node.(*ast.BasicLit)
			if !is || literal.Kind != token.STRING || !strings.Contains(literal.Value, "\n") {
				return true
			}
			text, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			if filepath.Base(name) == "metadatalabels.go" {
				metadataLabels = text
			} else {
				texts = append(texts, text)
			}
			return true
		})
	}
	for _, text := range texts {
		if strings.Contains(text, "templateLabels:") || strings.Contains(text, "commonLabels:") {
			text += metadataLabels
		}
		if err := yaml.Unmarshal([]byte(text), &fields); err != nil {
			t.Fatal(err)
		}
	}
	return fields
}

func shown(group, version, kind string, path []string, create bool) string {
	return strings.Join([]string{group, version, kind, strings.Join(path, " "), strconv.FormatBool(create)}, "|")
}

func compare(t *testing.T, name string, ours []fieldSpec, theirs types.FsSlice) {
	t.Helper()
	var have, want []string
	for _, f := range ours {
		have = append(have, shown(f.Group, f.Version, f.Kind, f.path, f.create))
	}
	for _, f := range theirs {
		want = append(want, shown(f.Group, f.Version, f.Kind, utils.PathSplitter(f.Path, "/"), f.CreateIfNotPresent))
	}
	slices.Sort(have)
	slices.Sort(want)
	if want = slices.Compact(want); !slices.Equal(have, want) {
		t.Errorf("%s: have\n%s\nkustomize has\n%s", name, strings.Join(have, "\n"), strings.Join(want, "\n"))
	}
}

func TestTheFieldsAreKustomizes(t *testing.T) {
	theirs := kustomizesFields(t)
	compare(t, "template labels", templateLabels, theirs.TemplateLabels)
	compare(t, "common labels", commonLabels, theirs.CommonLabels)
	compare(t, "annotations", annotationFields, theirs.CommonAnnotations)
	compare(t, "namespace", namespaceFields, theirs.Namespace)
	compare(t, "images", imageFields, theirs.Images)
	compare(t, "replicas", replicaFields, theirs.Replicas)
	name := []fieldSpec{spec("", "metadata/name")}
	compare(t, "prefix", name, theirs.NamePrefix)
	compare(t, "suffix", name, theirs.NameSuffix)
	if len(references) != len(theirs.NameReference) {
		t.Errorf("%d kinds are referred to, kustomize has %d", len(references), len(theirs.NameReference))
	}
	for _, other := range theirs.NameReference {
		at := slices.IndexFunc(references, func(r reference) bool { return r.to.Equals(other.Gvk) })
		if at < 0 {
			t.Errorf("nothing refers to %s", other.Gvk)
			continue
		}
		compare(t, other.Kind, references[at].among, other.Referrers)
	}
}
