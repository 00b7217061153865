package chart

import (
	"errors"
	"regexp"

	"sigs.k8s.io/yaml"

	"slipway.dev/renderer/internal/refusal"
	"slipway.dev/renderer/internal/tree"
)

var url = regexp.MustCompile(`(?i)^[a-z][a-z0-9+.-]*:`)

// mergeFiles merges files of values in order, as `helm template --values` does:
// later ones win, key by key. What is not at hand is needed in the tree.
func mergeFiles(t *tree.Tree, names []string) (map[string]any, error) {
	merged := map[string]any{}
	for _, given := range names {
		if url.MatchString(given) {
			return nil, refusal.New(refusal.RemoteBase, "the values %q are not in the repository; nothing is fetched, so copy them in", given)
		}
		name, inside := tree.Resolve("", given)
		if !inside {
			return nil, refusal.New(refusal.Outside, "the values %q are outside the repository", given)
		}
		text, err := t.Read(name)
		if errors.Is(err, tree.ErrNeeded) {
			continue
		}
		if err != nil {
			return nil, err
		}
		values := map[string]any{}
		if err := yaml.Unmarshal([]byte(text), &values); err != nil {
			return nil, refusal.New(refusal.Invalid, "%s holds no values: %v", name, err).At(name, refusal.LineOf(err.Error()))
		}
		merged = merge(merged, values)
	}
	return merged, nil
}

func merge(under, over map[string]any) map[string]any {
	merged := make(map[string]any, len(under)+len(over))
	for key, value := range under {
		merged[key] = value
	}
	for key, value := range over {
		above, isMap := value.(map[string]any)
		below, wasMap := merged[key].(map[string]any)
		if isMap && wasMap {
			merged[key] = merge(below, above)
		} else {
			merged[key] = value
		}
	}
	return merged
}
