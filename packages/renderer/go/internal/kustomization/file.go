package kustomization

import (
	"strings"

	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/types"

	"slipway.dev/renderer/internal/refusal"
)

// references are the files a kustomization names besides its bases.
func (f *file) references() []string {
	k := f.content
	names := append([]string{}, k.Crds...)
	names = append(names, k.Configurations...)
	if schema, set := k.OpenAPI["path"]; set {
		names = append(names, schema)
	}
	for _, patch := range k.PatchesStrategicMerge {
		if !isInline(string(patch)) {
			names = append(names, string(patch))
		}
	}
	for _, patch := range append(append([]types.Patch{}, k.Patches...), k.PatchesJson6902...) {
		if patch.Path != "" {
			names = append(names, patch.Path)
		}
	}
	for _, replacement := range k.Replacements {
		if replacement.Path != "" {
			names = append(names, replacement.Path)
		}
	}
	for _, generator := range k.ConfigMapGenerator {
		names = append(names, sources(generator.KvPairSources)...)
	}
	for _, generator := range k.SecretGenerator {
		names = append(names, sources(generator.KvPairSources)...)
	}
	return names
}

func sources(from types.KvPairSources) []string {
	names := append([]string{}, from.EnvSources...)
	if from.EnvSource != "" {
		names = append(names, from.EnvSource)
	}
	for _, entry := range from.FileSources {
		if _, name, named := strings.Cut(entry, "="); named {
			entry = name
		}
		names = append(names, entry)
	}
	return names
}

func (f *file) refuseHelm() error {
	k := f.content
	if k.HelmGlobals == nil && len(k.HelmCharts) == 0 && len(k.HelmChartInflationGenerator) == 0 {
		return nil
	}
	problem := refusal.New(refusal.HelmInflation, "%s inflates a Helm chart, which runs a program; keep the chart as a Helm application", f.name)
	for _, key := range []string{"helmCharts", "helmGlobals", "helmChartInflationGenerator"} {
		if line := lineOf(f.text, key); line > 0 {
			return problem.At(f.name, line)
		}
	}
	return problem.At(f.name, 0)
}

func (f *file) refuse(reason refusal.Reason, entry, format string, arguments ...any) error {
	return refusal.New(reason, format, arguments...).At(f.name, lineOf(f.text, entry))
}

// lineOf finds the line a scalar stands in; 0 if the text does not have it.
func lineOf(text, value string) int {
	var document yaml.Node
	if yaml.Unmarshal([]byte(text), &document) != nil {
		return 0
	}
	pending := []*yaml.Node{&document}
	for len(pending) > 0 {
		node := pending[0]
		pending = append(append([]*yaml.Node{}, node.Content...), pending[1:]...)
		if node.Kind == yaml.ScalarNode && (node.Value == value || strings.HasSuffix(node.Value, "="+value)) {
			return node.Line
		}
	}
	return 0
}
