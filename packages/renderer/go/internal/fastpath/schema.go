package fastpath

import (
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/openapi"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"slipway.dev/renderer/internal/plain"
)

// schema is what merging needs to know of a type of Kubernetes; nil if
// nothing is known. Its parts are looked up when they are first needed.
type schema struct {
	of       *openapi.ResourceSchema
	fields   map[string]*schema
	elements *schema
	// Whether lists are merged by the values of keys of their elements.
	merges bool
	keys   []string
}

// Maps can have any number of keys, all of one type.
const maxFields = 200

func newSchema(of *openapi.ResourceSchema) *schema {
	if of == nil {
		return nil
	}
	s := &schema{of: of, fields: map[string]*schema{}}
	strategy, keys := of.PatchStrategyAndKeyList()
	s.merges, s.keys = slices.Contains(strings.Split(strategy, ","), "merge"), keys
	if s.merges {
		s.elements = newSchema(of.Elements())
	}
	return s
}

func (s *schema) field(name string) *schema {
	if s == nil {
		return nil
	}
	known, found := s.fields[name]
	if !found {
		if len(s.fields) > maxFields {
			clear(s.fields)
		}
		known = newSchema(s.of.Field(name))
		s.fields[name] = known
	}
	return known
}

// schemaOf is the schema of a value, or if there is none the one of the type
// that the value itself names.
func (c *Cache) schemaOf(s *schema, values ...*plain.Node) *schema {
	if s != nil {
		return s
	}
	for _, value := range values {
		version, kind := value.Get("apiVersion"), value.Get("kind")
		if version == nil || kind == nil || !version.IsScalar() || !kind.IsScalar() || version.Text() == "" || kind.Text() == "" {
			continue
		}
		name := yaml.TypeMeta{APIVersion: version.Text(), Kind: kind.Text()}
		known, found := c.types[name]
		if !found {
			known = newSchema(openapi.SchemaForResourceType(name))
			if known == nil {
				continue
			}
			c.types[name] = known
		}
		if known != nil {
			return known
		}
	}
	return nil
}
