// Package rendered is what a render has made, within limits.
package rendered

import (
	"bytes"

	"slipway.dev/renderer/internal/refusal"
)

// What one render may make.
const (
	MaxObjects = 5000
	maxOutput  = 16 << 20
)

// Manifests is the text a tool would print, and a list of its objects in that
// order, as JSON.
type Manifests struct{ YAML, Objects []byte }

// New refuses manifests that are too big.
func New(of string, text, objects []byte) (*Manifests, error) {
	if len(text) > maxOutput {
		return nil, refusal.New(refusal.Limit, "%s renders to more than %d bytes; split it", of, maxOutput).At(of, 0)
	}
	return &Manifests{YAML: text, Objects: objects}, nil
}

// List makes a list of objects that are JSON.
func List(objects [][]byte) []byte {
	list := append([]byte("["), bytes.Join(objects, []byte(","))...)
	return append(list, ']')
}

// TooManyObjects is the refusal of a render with too many objects.
func TooManyObjects(of string) *refusal.Refusal {
	return refusal.New(refusal.Limit, "%s renders to more than %d objects; split it", of, MaxObjects).At(of, 0)
}
