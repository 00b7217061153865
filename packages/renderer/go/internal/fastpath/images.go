package fastpath

import (
	"regexp"
	"strings"

	"sigs.k8s.io/kustomize/api/types"

	"slipway.dev/renderer/internal/plain"
)

// Names of images are patterns; these signs mean themselves, or any sign.
var usualImage = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9._/:-]*$`)

type imageChange struct {
	pattern *regexp.Regexp
	image   types.Image
}

// setImage changes the images with a name, wherever containers are listed.
func setImage(objects []*object, image types.Image) ([]*object, error) {
	if !usualImage.MatchString(image.Name) || image.TagSuffix != "" {
		return nil, errUnusual
	}
	pattern, err := regexp.Compile("^" + image.Name + "(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$")
	if err != nil {
		return nil, errUnusual
	}
	by := imageChange{pattern, image}
	return change(objects, func(o *object) (*object, error) {
		if o.id.Kind == "CustomResourceDefinition" {
			return o, nil
		}
		tree, err := by.inContainers(o.tree)
		if err != nil {
			return nil, err
		}
		return applyAll(imageFields, o.with(tree), nil, by.set)
	})
}

// inContainers goes through everything for lists of containers.
func (c *imageChange) inContainers(node *plain.Node) (*plain.Node, error) {
	switch node.Kind() {
	case plain.List:
		return applyToItems(node, nil, false, nil, c.inContainers)
	case plain.Map:
		for _, f := range node.Fields() {
			value, err := c.inContainers(f.Value)
			if err != nil {
				return nil, err
			}
			if (f.Key == "containers" || f.Key == "initContainers") && value.Kind() == plain.List {
				if value, err = applyToItems(value, []string{"image"}, false, nil, c.set); err != nil {
					return nil, err
				}
			}
			if value != f.Value {
				node = node.With(f.Key, value)
			}
		}
	}
	return node, nil
}

func (c *imageChange) set(node *plain.Node) (*plain.Node, error) {
	if node.Kind() != plain.Text {
		return nil, errUnusual
	}
	if !c.pattern.MatchString(node.Text()) {
		return node, nil
	}
	name, tag, digest := parts(node.Text())
	if c.image.NewName != "" {
		name = c.image.NewName
	}
	if c.image.NewTag != "" || c.image.Digest != "" {
		tag, digest = c.image.NewTag, c.image.Digest
	}
	if tag != "" {
		name += ":" + tag
	}
	if digest != "" {
		name += "@" + digest
	}
	if !plain.IsCertain(name) {
		return nil, errUnusual
	}
	if name == node.Text() {
		return node, nil
	}
	return plain.NewText(name), nil
}

// parts separates name, tag and digest. A colon in the first part of a path
// belongs to a port.
func parts(image string) (name, tag, digest string) {
	name, digest, _ = strings.Cut(image, "@")
	start := max(0, strings.Index(name, "/"))
	if colon := strings.Index(name[start:], ":"); colon >= 0 {
		name, tag = name[:start+colon], name[start+colon+1:]
	}
	return name, tag, digest
}
