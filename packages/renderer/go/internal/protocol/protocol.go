// Package protocol answers requests: UTF-8 JSON in, UTF-8 JSON out. It never
// fails and never panics, whatever it is given.
package protocol

import (
	"bytes"
	"encoding/json"

	"slipway.dev/renderer/internal/chart"
	"slipway.dev/renderer/internal/kustomization"
	"slipway.dev/renderer/internal/policy"
	"slipway.dev/renderer/internal/refusal"
	"slipway.dev/renderer/internal/rendered"
	"slipway.dev/renderer/internal/tree"
)

type request struct {
	Op        string            `json:"op"`
	Files     map[string]string `json:"files"`
	Tree      []string          `json:"tree"`
	Irregular []string          `json:"irregular"`

	Path string `json:"path"`
	chart.Request
}

// Handler answers requests and keeps what later ones can use again.
type Handler struct {
	policies *policy.Cache
	builder  *kustomization.Builder
}

// NewHandler makes a handler.
func NewHandler() *Handler {
	return &Handler{policies: policy.NewCache(), builder: kustomization.NewBuilder()}
}

type reply struct {
	OK    bool             `json:"ok"`
	Need  []string         `json:"need,omitempty"`
	Error *refusal.Refusal `json:"error,omitempty"`
	*manifests
}

type manifests struct {
	YAML    string            `json:"yaml"`
	Objects []json.RawMessage `json:"objects"`
	Reads   []string          `json:"reads"`
	Absent  []string          `json:"absent"`
}

// Handle answers one request.
func (h *Handler) Handle(input []byte) (output []byte) {
	defer func() {
		if cause := recover(); cause != nil {
			output = encode(reply{Error: refusal.New(refusal.Invalid, "the input is not one that can be rendered: %v", cause)})
		}
	}()
	var r request
	if err := json.Unmarshal(input, &r); err != nil {
		return encode(reply{Error: refusal.New(refusal.Invalid, "the request is no JSON of the protocol: %v", err)})
	}
	switch r.Op {
	case "kustomize":
		return render(r, func(t *tree.Tree) (*rendered.Manifests, error) {
			return h.builder.Build(t, r.Path)
		})
	case "helm":
		return render(r, func(t *tree.Tree) (*rendered.Manifests, error) {
			return chart.Render(t, r.Request)
		})
	case "policy":
		return h.evaluate(input)
	default:
		return encode(reply{Error: refusal.New(refusal.Invalid, "the operation %q is unknown; use kustomize, helm or policy", r.Op)})
	}
}

func render(r request, build func(*tree.Tree) (*rendered.Manifests, error)) []byte {
	t, err := tree.New(r.Files, r.Tree, r.Irregular)
	if err != nil {
		return encode(reply{Error: refusal.From(err, refusal.Invalid)})
	}
	made, err := build(t)
	if need := t.Needed(); len(need) > 0 {
		return encode(reply{Need: need})
	}
	if err != nil {
		return encode(reply{Error: refusal.From(err, refusal.Invalid)})
	}
	return encode(reply{OK: true, manifests: &manifests{
		YAML: made.YAML, Objects: made.Objects, Reads: t.Reads(), Absent: t.Absent(),
	}})
}

func (h *Handler) evaluate(input []byte) []byte {
	var r policy.Request
	if err := json.Unmarshal(input, &r); err != nil {
		return encode(reply{Error: refusal.New(refusal.Invalid, "the request is no JSON of the protocol: %v", err)})
	}
	results, err := h.policies.Evaluate(r)
	if err != nil {
		return encode(reply{Error: refusal.From(err, refusal.Policy)})
	}
	return encode(struct {
		OK      bool    `json:"ok"`
		Results [][]any `json:"results"`
	}{true, results})
}

func encode(value any) []byte {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	// The reply is data for a program, never part of a page.
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return []byte(`{"ok":false,"error":{"reason":"invalid","message":"the result is no JSON"}}`)
	}
	return buffer.Bytes()
}
