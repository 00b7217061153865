// Package rendered is what a render has made, within limits.
package rendered

import (
	"encoding/json"

	"slipway.dev/renderer/internal/refusal"
)

// What one render may make.
const (
	MaxObjects = 5000
	maxOutput  = 16 << 20
)

// Manifests is the text a tool would print, and its objects in that order.
type Manifests struct {
	YAML    string
	Objects []json.RawMessage
}

// New refuses manifests that are too many or too big.
func New(of, text string, objects []json.RawMessage) (*Manifests, error) {
	if len(objects) > MaxObjects {
		return nil, TooManyObjects(of)
	}
	if len(text) > maxOutput {
		return nil, refusal.New(refusal.Limit, "%s renders to more than %d bytes; split it", of, maxOutput).At(of, 0)
	}
	return &Manifests{YAML: text, Objects: objects}, nil
}

// TooManyObjects is the refusal of a render with too many objects.
func TooManyObjects(of string) *refusal.Refusal {
	return refusal.New(refusal.Limit, "%s renders to more than %d objects; split it", of, MaxObjects).At(of, 0)
}
