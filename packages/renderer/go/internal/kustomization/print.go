package kustomization

import (
	"bytes"
	"encoding/json"

	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"slipway.dev/renderer/internal/plain"
)

// printResources gives the text and the objects of resources. Kustomize
// writes each as YAML, reads that, writes it as JSON, reads that, and writes
// YAML again; for plain values, which are nearly all, one writing is the same.
func printResources(resources resmap.ResMap) (string, []json.RawMessage, error) {
	p := newPrinter()
	for _, one := range resources.Resources() {
		if err := p.resource(one); err != nil {
			return "", nil, err
		}
	}
	return p.text.String(), p.objects, nil
}

func print(objects []*plain.Node) (string, []json.RawMessage, error) {
	p := newPrinter()
	for _, one := range objects {
		if err := p.node(one); err != nil {
			return "", nil, err
		}
	}
	return p.text.String(), p.objects, nil
}

type printer struct {
	text    bytes.Buffer
	objects []json.RawMessage
}

// No objects are a list, too, and not nothing.
func newPrinter() *printer { return &printer{objects: []json.RawMessage{}} }

func (p *printer) resource(one *resource.Resource) error {
	if node, isPlain := plain.FromYAML(one.YNode()); isPlain && p.fast(node) {
		return nil
	}
	return p.slow(one)
}

func (p *printer) node(one *plain.Node) error {
	if p.fast(one) {
		return nil
	}
	return p.slow(&resource.Resource{RNode: *yaml.NewRNode(one.ToYAML())})
}

func (p *printer) fast(one *plain.Node) bool {
	start := p.begin()
	var object bytes.Buffer
	if !one.Print(&p.text) || !one.JSON(&object) {
		p.text.Truncate(start)
		return false
	}
	p.objects = append(p.objects, object.Bytes())
	return true
}

func (p *printer) slow(one *resource.Resource) error {
	p.begin()
	object, err := one.MarshalJSON()
	if err != nil {
		return err
	}
	text, err := one.AsYAML()
	p.text.Write(text)
	p.objects = append(p.objects, object)
	return err
}

// begin separates the next document, and returns where the last one ends.
func (p *printer) begin() int {
	end := p.text.Len()
	if len(p.objects) > 0 {
		p.text.WriteString("---\n")
	}
	return end
}
