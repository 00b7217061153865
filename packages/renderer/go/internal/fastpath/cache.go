package fastpath

import (
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"slipway.dev/renderer/internal/plain"
)

// What is kept, in bytes of the texts it was made of; in memory it takes some
// ten times as much.
const keptBytes = 512 << 10

// Cache keeps what was made of texts, for builds that have the same ones:
// environments of one component, and the next commits of it. Nothing in it
// ever changes. When it is full it is emptied.
type Cache struct {
	bytes     int
	documents map[string]parsed[[]*plain.Node]
	patches   map[string]parsed[*patch]
	merges    map[[2]*plain.Node]parsed[*plain.Node]
	results   map[operation]parsed[*plain.Node]
	selectors map[types.Selector]*types.SelectorRegex
	bases     map[string]*base
	// What was found out about parts of objects.
	orderly map[typed]bool
	// Kubernetes' own types, which are few and stay.
	types map[yaml.TypeMeta]*schema
}

type parsed[T any] struct {
	value T
	err   error
}

type operation struct {
	on *plain.Node
	by *operations
}

// NewCache makes an empty cache.
func NewCache() *Cache {
	c := &Cache{types: map[yaml.TypeMeta]*schema{}}
	c.empty()
	return c
}

func (c *Cache) empty() {
	*c = Cache{
		documents: map[string]parsed[[]*plain.Node]{}, patches: map[string]parsed[*patch]{},
		merges: map[[2]*plain.Node]parsed[*plain.Node]{}, results: map[operation]parsed[*plain.Node]{},
		selectors: map[types.Selector]*types.SelectorRegex{}, bases: map[string]*base{},
		orderly: map[typed]bool{}, types: c.types,
	}
}

// room empties the cache if it has become too large; only between builds,
// which may count on finding what they have put there.
func (c *Cache) room() {
	if c.bytes > keptBytes {
		c.empty()
	}
}

// remember looks a value up, and makes it if it is not there.
func remember[K comparable, T any](c *Cache, in map[K]parsed[T], key K, bytes int, make func() (T, error)) (T, error) {
	if known, found := in[key]; found {
		return known.value, known.err
	}
	value, err := make()
	in[key] = parsed[T]{value, err}
	c.bytes += bytes
	return value, err
}

func (c *Cache) parse(text string) ([]*plain.Node, error) {
	return remember(c, c.documents, text, len(text), func() ([]*plain.Node, error) {
		documents, isPlain := plain.Parse(text)
		if !isPlain {
			return nil, errUnusual
		}
		return documents, nil
	})
}

func (c *Cache) patch(text string) (*patch, error) {
	return remember(c, c.patches, text, len(text), func() (*patch, error) { return parsePatch(text) })
}

// What an object that was made anew takes, in the measure of keptBytes.
const changedBytes = 500

func (c *Cache) merged(into, from *plain.Node) (*plain.Node, error) {
	return remember(c, c.merges, [2]*plain.Node{into, from}, changedBytes, func() (*plain.Node, error) { return c.mergeTrees(into, from) })
}

func (c *Cache) operated(on *plain.Node, by *operations) (*plain.Node, error) {
	return remember(c, c.results, operation{on, by}, changedBytes, func() (*plain.Node, error) { return operateOn(on, by) })
}

func (c *Cache) selector(of *types.Selector) (*types.SelectorRegex, error) {
	if known, found := c.selectors[*of]; found {
		return known, nil
	}
	copied := *of
	made, err := types.NewSelectorRegex(&copied)
	if err == nil {
		c.selectors[copied] = made
	}
	return made, err
}
