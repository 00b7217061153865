// Package protocol answers requests: a line of JSON and the texts that it
// tells the lengths of, in and out. It never fails and never panics, whatever
// it is given.
package protocol

import (
	"bytes"
	"encoding/json"
	"slices"

	"slipway.dev/renderer/internal/chart"
	"slipway.dev/renderer/internal/kustomization"
	"slipway.dev/renderer/internal/policy"
	"slipway.dev/renderer/internal/refusal"
	"slipway.dev/renderer/internal/rendered"
	"slipway.dev/renderer/internal/tree"
)

type request struct {
	Op string `json:"op"`
	// Paths of files, and how many bytes their texts have behind the line; of
	// policies, those of the inputs, which have no paths.
	Files     []string `json:"files"`
	Bytes     []int    `json:"bytes"`
	Tree      []string `json:"tree"`
	Irregular []string `json:"irregular"`

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

// manifests come as two texts behind the line: the YAML, and a list of the
// objects as JSON.
type manifests struct {
	Bytes  [2]int   `json:"bytes"`
	Reads  []string `json:"reads"`
	Absent []string `json:"absent"`
}

// Handle answers one request.
func (h *Handler) Handle(input []byte) (output []byte) {
	defer func() {
		if cause := recover(); cause != nil {
			output = encode(reply{Error: refusal.New(refusal.Invalid, "the input is not one that can be rendered: %v", cause)})
		}
	}()
	line, texts, _ := bytes.Cut(input, []byte("\n"))
	var r request
	if err := json.Unmarshal(line, &r); err != nil {
		return encode(reply{Error: refusal.New(refusal.Invalid, "the request is no JSON of the protocol: %v", err)})
	}
	switch r.Op {
	case "kustomize":
		return render(r, texts, func(t *tree.Tree) (*rendered.Manifests, error) {
			return h.builder.Build(t, r.Path)
		})
	case "helm":
		return render(r, texts, func(t *tree.Tree) (*rendered.Manifests, error) {
			return chart.Render(t, r.Request)
		})
	case "policy":
		return h.evaluate(line, r.Bytes, texts)
	default:
		return encode(reply{Error: refusal.New(refusal.Invalid, "the operation %q is unknown; use kustomize, helm or policy", r.Op)})
	}
}

// cut takes the texts apart.
func cut(texts []byte, sizes []int) ([][]byte, error) {
	parts := make([][]byte, 0, len(sizes))
	for i, size := range sizes {
		if size < 0 || size > len(texts) {
			return nil, refusal.New(refusal.Invalid, "the request does not bring text %d of %d", i+1, len(sizes))
		}
		parts = append(parts, texts[:size])
		texts = texts[size:]
	}
	return parts, nil
}

func files(r request, texts []byte) (map[string]string, error) {
	parts, err := cut(texts, r.Bytes)
	if err != nil {
		return nil, err
	}
	if len(parts) != len(r.Files) {
		return nil, refusal.New(refusal.Invalid, "the request brings %d texts of %d files", len(parts), len(r.Files))
	}
	found := make(map[string]string, len(parts))
	for i, name := range r.Files {
		found[name] = string(parts[i])
	}
	return found, nil
}

func render(r request, texts []byte, build func(*tree.Tree) (*rendered.Manifests, error)) []byte {
	brought, err := files(r, texts)
	if err != nil {
		return encode(reply{Error: refusal.From(err, refusal.Invalid)})
	}
	t, err := tree.New(brought, r.Tree, r.Irregular)
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
	sizes := [2]int{len(made.YAML), len(made.Objects)}
	output := encode(reply{OK: true, manifests: &manifests{Bytes: sizes, Reads: t.Reads(), Absent: t.Absent()}})
	output = slices.Grow(output, sizes[0]+sizes[1])
	return append(append(output, made.YAML...), made.Objects...)
}

func (h *Handler) evaluate(line []byte, sizes []int, texts []byte) []byte {
	var r policy.Request
	if err := json.Unmarshal(line, &r); err != nil {
		return encode(reply{Error: refusal.New(refusal.Invalid, "the request is no JSON of the protocol: %v", err)})
	}
	inputs, err := cut(texts, sizes)
	if err != nil {
		return encode(reply{Error: refusal.From(err, refusal.Invalid)})
	}
	r.Inputs = inputs
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
