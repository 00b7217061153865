// Package kustomization renders what `kustomize build` would print, with
// nothing at hand but the files of the request.
package kustomization

import (
	"path"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/openapi"

	"slipway.dev/renderer/internal/fastpath"
	"slipway.dev/renderer/internal/refusal"
	"slipway.dev/renderer/internal/rendered"
	"slipway.dev/renderer/internal/tree"
)

// Builder renders kustomizations and keeps what later ones can use again.
type Builder struct {
	cache *fastpath.Cache
	// Files of kustomizations by their text.
	files map[string]*file
	// What the last one was printed to.
	printer printer
}

// What is kept of kustomizations; they are small.
const maxKnownFiles = 2000

// NewBuilder makes a builder.
func NewBuilder() *Builder {
	return &Builder{cache: fastpath.NewCache(), files: map[string]*file{}}
}

// Build renders the kustomization in a directory. The result holds until the
// next one is built.
func (b *Builder) Build(t *tree.Tree, directory string) (*rendered.Manifests, error) {
	root, inside := tree.Resolve("", directory)
	if !inside {
		return nil, refusal.New(refusal.Outside, "%q is outside the repository", directory)
	}
	if len(b.files) > maxKnownFiles {
		clear(b.files)
	}
	s := &scanner{tree: t, files: map[string]*file{}, known: b.files}
	if err := s.directory(root); err != nil || len(t.Needed()) > 0 {
		return nil, err
	}
	if objects, known := fastpath.Build(b.cache, t, root, s.content); known {
		return b.printer.print(root, objects)
	}
	return kustomize(t, root, s)
}

// kustomize leaves the build to kustomize.
func kustomize(t *tree.Tree, root string, s *scanner) (*rendered.Manifests, error) {
	// It would go on to use a schema of one kustomization for all others.
	if s.hasSchema() {
		defer openapi.ResetOpenAPI()
	}
	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionUnspecified
	options.LoadRestrictions = types.LoadRestrictionsRootOnly
	options.PluginConfig = types.DisabledPluginConfig()
	resources, err := krusty.MakeKustomizer(options).Run(fileSystem{t}, "/"+root)
	if err != nil {
		return nil, explain(t, root, err)
	}
	made, err := printResources(root, resources)
	if err != nil {
		return nil, explain(t, root, err)
	}
	return made, nil
}

var messages = []struct {
	reason  refusal.Reason
	pattern *regexp.Regexp
}{
	{refusal.HelmInflation, regexp.MustCompile(`must specify --enable-helm`)},
	{refusal.Plugin, regexp.MustCompile(`external plugins disabled|unable to load (?:external plugin|builtin)`)},
	{refusal.Outside, regexp.MustCompile(`security; file|is not in or below|cannot be absolute`)},
	{refusal.Cycle, regexp.MustCompile(`cycle detected`)},
	{refusal.RemoteBase, regexp.MustCompile(`(?i)nothing is fetched|unable to (?:find|run).*git|exec: "git"|failed to run '.*git`)},
}

// explain finds out where kustomize met an error; it rarely says so itself.
func explain(t *tree.Tree, root string, err error) error {
	if problem := t.Problem(); problem != nil {
		return problem
	}
	problem := refusal.From(err, refusal.Invalid)
	for _, message := range messages {
		if message.pattern.MatchString(err.Error()) {
			problem.Reason = message.reason
			break
		}
	}
	if problem.Reason == refusal.Invalid && problem.File == "" {
		for _, name := range t.Reads() {
			if line, broken := brokenAt(t, name); broken {
				return problem.At(name, line)
			}
		}
		problem.File = path.Join(root, "kustomization.yaml")
		if _, err := t.Read(problem.File); err != nil {
			problem.File = root
		}
	}
	problem.Message = strings.ReplaceAll(problem.Message, "'/", "'")
	return problem
}

func brokenAt(t *tree.Tree, name string) (int, bool) {
	if extension := path.Ext(name); extension != ".yaml" && extension != ".yml" {
		return 0, false
	}
	text, err := t.Read(name)
	if err != nil {
		return 0, false
	}
	decoder := yaml.NewDecoder(strings.NewReader(text))
	for {
		var document yaml.Node
		err := decoder.Decode(&document)
		if err == nil {
			continue
		}
		line := refusal.LineOf(err.Error())
		return line, line > 0
	}
}
