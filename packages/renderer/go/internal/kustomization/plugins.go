package kustomization

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/konfig"

	"slipway.dev/renderer/internal/refusal"
	"slipway.dev/renderer/internal/tree"
)

// plugins lets kustomize's own generators and transformers pass, and nothing
// that would be a program of the repository.
func (s *scanner) plugins(directory string, f *file) error {
	for _, list := range [][]string{f.content.Generators, f.content.Transformers, f.content.Validators} {
		for _, entry := range list {
			if err := s.plugin(directory, f, entry); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *scanner) plugin(directory string, f *file, entry string) error {
	if isInline(entry) {
		return judgePlugins(f.name, lineOf(f.text, entry), entry)
	}
	if err := s.resource(directory, f, entry); err != nil {
		return err
	}
	name, _ := tree.Resolve(directory, entry)
	if s.tree.IsDirectory(name) {
		return nil
	}
	text, err := s.tree.Read(name)
	if errors.Is(err, tree.ErrNeeded) {
		return nil
	}
	if err != nil {
		return err
	}
	return judgePlugins(name, 0, text)
}

// judgePlugins reads the documents of a plugin's configuration. A line of 0
// means that the text is a file of its own, whose lines are its own.
func judgePlugins(name string, line int, text string) error {
	decoder := yaml.NewDecoder(strings.NewReader(text))
	for {
		var node yaml.Node
		if decoder.Decode(&node) != nil {
			return nil
		}
		var plugin struct {
			APIVersion string `yaml:"apiVersion"`
			Kind       string `yaml:"kind"`
		}
		if node.Decode(&plugin) != nil {
			continue
		}
		at := line
		if at == 0 && len(node.Content) > 0 {
			at = node.Content[0].Line
		}
		switch {
		case plugin.APIVersion != konfig.BuiltinPluginApiVersion:
			return refusal.New(refusal.Plugin, "%s configures the plugin %s %s, which is a program; only kustomize's own are used", name, plugin.APIVersion, plugin.Kind).At(name, at)
		case plugin.Kind == "HelmChartInflationGenerator":
			return refusal.New(refusal.HelmInflation, "%s inflates a Helm chart, which runs a program; keep the chart as a Helm application", name).At(name, at)
		}
	}
}
