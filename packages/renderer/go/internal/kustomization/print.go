package kustomization

import (
	"bytes"
	"encoding/json"

	"go.yaml.in/yaml/v2"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/resource"
)

// print gives the text and the objects of resources. Kustomize writes each
// as YAML, reads that, writes it as JSON, reads that, and writes YAML again;
// for plain values, which are nearly all, one reading gives the same.
func print(resources resmap.ResMap) (string, []json.RawMessage, error) {
	var text bytes.Buffer
	objects := make([]json.RawMessage, 0, resources.Size())
	for i, one := range resources.Resources() {
		printed, object, err := printOne(one)
		if err != nil {
			return "", nil, err
		}
		if i > 0 {
			text.WriteString("---\n")
		}
		text.Write(printed)
		objects = append(objects, object)
	}
	return text.String(), objects, nil
}

func printOne(one *resource.Resource) (text, object []byte, err error) {
	if value, plain := plainValue(one.YNode(), 0); plain {
		if object, err = json.Marshal(value); err != nil {
			return nil, nil, err
		}
		text, err = yaml.Marshal(value)
		return text, object, err
	}
	if object, err = one.MarshalJSON(); err != nil {
		return nil, nil, err
	}
	text, err = one.AsYAML()
	return text, object, err
}
