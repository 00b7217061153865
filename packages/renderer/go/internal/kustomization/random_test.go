package kustomization

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"
)

// chance makes kustomizations of parts picked at random.
type chance struct{ *rand.Rand }

func (c chance) often() bool  { return c.Intn(2) == 0 }
func (c chance) seldom() bool { return c.Intn(6) == 0 }

func pick[T any](c chance, from ...T) T { return from[c.Intn(len(from))] }

// name is mostly the one of everything in a directory, so that it refers to
// each other, and sometimes one that leads to errors.
func (c chance) name() string {
	if c.Intn(100) == 0 {
		return pick(c, "5", "true", "1e3", "a,b", "v1.2")
	}
	return pick(c, "app", "app", "app", "app", "app", "web")
}

// resources picks texts from the corpus, mostly each but once; its last ones
// are always left to kustomize.
func (c chance) resources(name string) (texts []string) {
	const odd = 4
	for _, at := range c.Perm(len(corpus) - odd)[:c.Intn(7)] {
		texts = append(texts, strings.ReplaceAll(corpus[at], "NAME", name))
	}
	if c.Intn(25) == 0 {
		texts = append(texts, strings.ReplaceAll(pick(c, corpus...), "NAME", name))
	}
	return texts
}

func (c chance) labels() map[string]any {
	return map[string]any{pick(c, "app", "team", "example.com/part"): pick(c, "x", "5", "yes", "a b", "")}
}

func (c chance) patch() (string, bool) {
	text := strings.ReplaceAll(pick(c, patches...), "NAME", c.name())
	return text, strings.HasPrefix(text, "-") || strings.HasPrefix(text, "[")
}

// kindOf is the kind that a patch is for.
func kindOf(text string) string {
	switch {
	case strings.Contains(text, "/spec/rules"):
		return "Ingress"
	case strings.Contains(text, "kind: Service"):
		return "Service"
	case strings.Contains(text, "kind: ConfigMap"):
		return "ConfigMap"
	case strings.Contains(text, "kind: Widget"):
		return "Widget"
	default:
		return "Deployment"
	}
}

func (c chance) target(kind string) map[string]any {
	target := map[string]any{"kind": kind}
	if c.Intn(20) == 0 {
		target["kind"] = pick(c, "Ingress", "(Service|ConfigMap)", "")
	}
	if c.often() {
		target["name"] = pick(c, "app", "a.*", "app|web", "none")
	}
	if c.seldom() {
		target["labelSelector"] = pick(c, "app", "app=app", "app in (app, web)", "app notin (x)")
	}
	if c.seldom() {
		target["namespace"] = pick(c, "default", "other", "prod")
	}
	return target
}

func (c chance) generator(exists bool) map[string]any {
	g := map[string]any{"name": pick(c, "made", "app", "app")}
	if exists && c.Intn(10) > 0 {
		g["name"], g["behavior"] = "app", pick(c, "merge", "replace")
	}
	if c.often() {
		g["literals"] = []string{"A=1", pick(c, `B="quoted"`, "B=a=b", "B=$(A)", "B=07")}
	}
	if c.Intn(30) == 0 {
		g["literals"] = pick(c, []string{"A=1", "A=2"}, []string{"C"})
	}
	if c.often() {
		g["files"] = []string{pick(c, "data.txt", "key=data.txt")}
	}
	if c.seldom() {
		g["envs"] = []string{"data.env"}
	}
	if c.Intn(20) == 0 {
		g["namespace"] = "other"
	}
	if c.seldom() {
		g["options"] = map[string]any{"disableNameSuffixHash": c.often(), "labels": c.labels(), "immutable": c.often()}
	}
	return g
}

// kustomize writes a kustomization and its files to a directory.
func (c chance) kustomize(files map[string]string, directory, kind string, bases, components []string) {
	names := map[string]string{"base": "app", "part": "web"}
	resources := bases
	for at, text := range c.resources(cmp.Or(names[directory], "own")) {
		name := fmt.Sprintf("resource-%d.yaml", at)
		files[directory+"/"+name] = text
		resources = append(resources, name)
	}
	k := map[string]any{"kind": kind, "resources": resources, "components": components, "metadata": map[string]any{"name": "any"}}
	files[directory+"/data.txt"] = pick(c, "text", "two\nlines\n", strings.Repeat("long ", 40), "über")
	files[directory+"/data.env"] = "# comment\nX=1\n\nY=a b\n"
	c.transformers(k)
	c.patches(files, directory, k)
	c.generators(strings.Join(slices.Collect(maps.Values(files)), "\n"), k)
	if c.Intn(30) == 0 {
		k[pick(c, "vars", "crds", "transformers", "buildMetadata", "sortOptions")] = nil
	}
	text, err := yaml.Marshal(k)
	if err != nil {
		panic(err)
	}
	files[directory+"/kustomization.yaml"] = string(text)
}

func (c chance) transformers(k map[string]any) {
	if c.often() {
		k["namespace"] = pick(c, "prod", "default", "team-a")
	}
	if c.seldom() {
		k["namePrefix"] = pick(c, "a-", "b-", "c-", "5-")
	}
	if c.seldom() {
		k["nameSuffix"] = "-z"
	}
	if c.often() {
		k["labels"] = []any{map[string]any{"pairs": c.labels(), "includeSelectors": c.seldom(), "includeTemplates": c.often()}}
	}
	if c.seldom() {
		k["commonLabels"] = c.labels()
	}
	if c.seldom() {
		k["commonAnnotations"] = c.labels()
	}
	if c.Intn(20) == 0 {
		k["replicas"] = []any{map[string]any{"name": c.name(), "count": c.Intn(5)}}
	}
	if c.often() {
		k["images"] = []any{map[string]any{"name": pick(c, "nginx", "ghcr.io/acme/app", "redis", "ngin."), pick(c, "newTag", "newName", "digest"): pick(c, "v2", "other", "sha256:12")}}
	}
}

func (c chance) patches(files map[string]string, directory string, k map[string]any) {
	var list []any
	for at := range c.Intn(3) {
		text, isJSON := c.patch()
		p := map[string]any{"patch": text}
		if c.often() {
			name := fmt.Sprintf("patch-%d.yaml", at)
			files[directory+"/"+name] = text
			p = map[string]any{"path": name}
		}
		if isJSON || c.Intn(8) > 0 {
			p["target"] = c.target(kindOf(text))
		}
		list = append(list, p)
	}
	k["patches"] = list
	if text, isJSON := c.patch(); c.Intn(25) == 0 && !isJSON {
		k["patchesStrategicMerge"] = []string{text}
	} else if c.seldom() && isJSON {
		k["patchesJson6902"] = []any{map[string]any{"patch": text, "target": map[string]any{"kind": "Deployment", "version": "v1", "name": "app"}}}
	}
}

func (c chance) generators(all string, k map[string]any) {
	if c.often() {
		k["configMapGenerator"] = []any{c.generator(strings.Contains(all, "\nkind: ConfigMap"))}
	}
	if c.seldom() {
		k["secretGenerator"] = []any{c.generator(strings.Contains(all, "\nkind: Secret"))}
	}
	if c.seldom() {
		k["generatorOptions"] = map[string]any{"annotations": c.labels(), "disableNameSuffixHash": c.seldom()}
	}
}
