package fastpath

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"slipway.dev/renderer/internal/plain"
)

const hashLength = 10

// Letters that make no words.
var unspeakable = strings.NewReplacer("0", "g", "1", "h", "3", "k", "a", "m", "e", "t")

// addHash appends a hash of the content to the name of what was generated.
func addHash(o *object) (*object, error) {
	if !o.hashed {
		return o, nil
	}
	content, err := hashedContent(o)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(content)
	if err != nil {
		return nil, errUnusual
	}
	sum := sha256.Sum256(text)
	o, err = o.remembering()
	if err != nil {
		return nil, err
	}
	return o.named(o.id.Name + "-" + unspeakable.Replace(hex.EncodeToString(sum[:])[:hashLength]))
}

func hashedContent(o *object) (map[string]any, error) {
	// Kustomize looks for the name where there is none.
	content := map[string]any{"kind": o.id.Kind, "name": ""}
	more := "binaryData"
	switch o.id.Kind {
	case "ConfigMap":
	case "Secret":
		more = "stringData"
		if secretType := o.tree.Get("type"); !isCertain(secretType) {
			return nil, errUnusual
		} else {
			content["type"] = secretType.Text()
		}
	default:
		return nil, errUnusual
	}
	data, err := textsOf(o.tree.Get("data"))
	if err != nil {
		return nil, err
	}
	if content["data"] = ""; data != nil {
		content["data"] = data
	}
	if data, err = textsOf(o.tree.Get(more)); err != nil {
		return nil, err
	}
	if data != nil {
		content[more] = data
	}
	return content, nil
}

func textsOf(node *plain.Node) (map[string]string, error) {
	if node == nil {
		return nil, nil
	}
	if node.Kind() != plain.Map {
		return nil, errUnusual
	}
	texts := make(map[string]string, len(node.Fields()))
	for _, f := range node.Fields() {
		if f.Value.Kind() != plain.Text {
			return nil, errUnusual
		}
		texts[f.Key] = f.Value.Text()
	}
	return texts, nil
}
