// Package chart renders what `helm template` would print, with nothing at
// hand but the files of the request.
package chart

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/releaseutil"
	"sigs.k8s.io/yaml"

	"slipway.dev/renderer/internal/refusal"
	"slipway.dev/renderer/internal/rendered"
	"slipway.dev/renderer/internal/tree"
)

const notes = "NOTES.txt"

// Request is what `helm template` takes as arguments.
type Request struct {
	Chart     string   `json:"chart"`
	Release   string   `json:"release"`
	Namespace string   `json:"namespace"`
	Values    []string `json:"values"`
}

// Render renders a chart of the tree.
func Render(t *tree.Tree, r Request) (*rendered.Manifests, error) {
	directory, inside := tree.Resolve("", r.Chart)
	switch {
	case url.MatchString(r.Chart):
		return nil, refusal.New(refusal.RemoteBase, "the chart %q is not in the repository; nothing is fetched, so copy it in", r.Chart)
	case !inside:
		return nil, refusal.New(refusal.Outside, "the chart %q is outside the repository", r.Chart)
	case !t.Exists(path.Join(directory, chartutil.ChartfileName)):
		return nil, refusal.New(refusal.Missing, "%s has no %s", directory, chartutil.ChartfileName).At(directory, 0)
	}
	if err := chartutil.ValidateReleaseName(r.Release); err != nil {
		return nil, refusal.New(refusal.Invalid, "the release name %q: %v", r.Release, err)
	}
	values, err := mergeFiles(t, r.Values)
	if err != nil {
		return nil, err
	}
	loaded, err := load(t, directory)
	if err != nil || len(t.Needed()) > 0 {
		return nil, err
	}
	if err := installable(loaded, directory); err != nil {
		return nil, err
	}
	if err := guard(loaded, directory); err != nil {
		return nil, err
	}
	texts, err := execute(loaded, values, r)
	if err != nil {
		return nil, explain(t, directory, loaded.Name(), err)
	}
	return print(directory, loaded.Name(), texts)
}

// installable refuses what Helm refuses before it looks at a template.
func installable(c *chart.Chart, directory string) error {
	file := path.Join(directory, chartutil.ChartfileName)
	if kind := c.Metadata.Type; kind != "" && kind != "application" {
		return refusal.New(refusal.Invalid, "%s is a chart of type %q; only applications render", directory, kind).At(file, 0)
	}
	present := map[string]bool{}
	for _, dependency := range c.Dependencies() {
		present[dependency.Name()] = true
	}
	for _, dependency := range c.Metadata.Dependencies {
		if !present[dependency.Name] {
			return refusal.New(refusal.Missing, "%s depends on the chart %q, which is not below %s/charts; nothing is fetched, so unpack it there", directory, dependency.Name, directory).At(file, 0)
		}
	}
	return nil
}

func execute(c *chart.Chart, values map[string]any, r Request) (map[string]string, error) {
	if err := chartutil.ProcessDependenciesWithMerge(c, values); err != nil {
		return nil, err
	}
	release := chartutil.ReleaseOptions{Name: r.Release, Namespace: r.Namespace, Revision: 1, IsInstall: true}
	if release.Namespace == "" {
		release.Namespace = "default"
	}
	capabilities := chartutil.DefaultCapabilities.Copy()
	input, err := chartutil.ToRenderValuesWithSchemaValidation(c, values, release, capabilities, false)
	if err != nil {
		return nil, err
	}
	if wanted := c.Metadata.KubeVersion; wanted != "" && !chartutil.IsCompatibleRange(wanted, capabilities.KubeVersion.String()) {
		return nil, fmt.Errorf("chart requires kubeVersion: %s which is incompatible with Kubernetes %s", wanted, capabilities.KubeVersion.String())
	}
	return engine.Engine{}.Render(c, input)
}

// print puts manifests into Helm's order and form: hooks last.
func print(directory, name string, texts map[string]string) (*rendered.Manifests, error) {
	for file := range texts {
		if strings.HasSuffix(file, notes) {
			delete(texts, file)
		}
	}
	hooks, manifests, err := releaseutil.SortManifests(texts, nil, releaseutil.InstallOrder)
	if err != nil {
		return nil, locate(directory, name, err)
	}
	if len(hooks)+len(manifests) > rendered.MaxObjects {
		return nil, rendered.TooManyObjects(directory)
	}
	var release, text bytes.Buffer
	objects := make([][]byte, 0, len(hooks)+len(manifests))
	for _, manifest := range manifests {
		fmt.Fprintf(&release, "---\n# Source: %s\n%s\n", manifest.Name, manifest.Content)
		if objects, err = appendObject(objects, manifest.Content); err != nil {
			return nil, locate(directory, name, fmt.Errorf("%s: %w", manifest.Name, err))
		}
	}
	fmt.Fprintln(&text, strings.TrimSpace(release.String()))
	for _, hook := range hooks {
		fmt.Fprintf(&text, "---\n# Source: %s\n%s\n", hook.Path, hook.Manifest)
		if objects, err = appendObject(objects, hook.Manifest); err != nil {
			return nil, locate(directory, name, fmt.Errorf("%s: %w", hook.Path, err))
		}
	}
	return rendered.New(directory, text.Bytes(), rendered.List(objects))
}

func appendObject(objects [][]byte, text string) ([][]byte, error) {
	if problem := tree.JudgeYAML(text); problem != nil {
		return nil, problem
	}
	object, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		return nil, err
	}
	if len(object) == 0 || object[0] != '{' {
		return objects, nil
	}
	return append(objects, object), nil
}
