package kustomization

import (
	"bytes"

	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"slipway.dev/renderer/internal/plain"
	"slipway.dev/renderer/internal/rendered"
)

// printResources gives the text and the objects of resources. Kustomize
// writes each as YAML, reads that, writes it as JSON, reads that, and writes
// YAML again; for plain values, which are nearly all, one writing is the same.
func printResources(root string, resources resmap.ResMap) (*rendered.Manifests, error) {
	if resources.Size() > rendered.MaxObjects {
		return nil, rendered.TooManyObjects(root)
	}
	var p printer
	for _, one := range resources.Resources() {
		if err := p.resource(one); err != nil {
			return nil, err
		}
	}
	return p.manifests(root)
}

// print does the same with objects; what it returns holds until it is called
// again.
func (p *printer) print(root string, objects []*plain.Node) (*rendered.Manifests, error) {
	if len(objects) > rendered.MaxObjects {
		return nil, rendered.TooManyObjects(root)
	}
	p.reset()
	for _, one := range objects {
		if err := p.node(one); err != nil {
			return nil, err
		}
	}
	return p.manifests(root)
}

// What is kept of buffers; a larger one is given up.
const keptBytes = 256 << 10

// printer writes documents, and a list of the same as JSON.
type printer struct{ text, objects bytes.Buffer }

func (p *printer) reset() {
	for _, buffer := range []*bytes.Buffer{&p.text, &p.objects} {
		if buffer.Cap() > keptBytes {
			*buffer = bytes.Buffer{}
		}
		buffer.Reset()
	}
}

func (p *printer) manifests(root string) (*rendered.Manifests, error) {
	if p.objects.Len() == 0 {
		p.objects.WriteByte('[')
	}
	p.objects.WriteByte(']')
	return rendered.New(root, p.text.Bytes(), p.objects.Bytes())
}

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
	end, objectsEnd := p.text.Len(), p.objects.Len()
	p.begin()
	if !one.Print(&p.text) || !one.JSON(&p.objects) {
		p.text.Truncate(end)
		p.objects.Truncate(objectsEnd)
		return false
	}
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
	p.objects.Write(object)
	return err
}

// begin separates the next document from the last.
func (p *printer) begin() {
	if p.objects.Len() == 0 {
		p.objects.WriteByte('[')
		return
	}
	p.text.WriteString("---\n")
	p.objects.WriteByte(',')
}
