package fastpath

import "strings"

// affix puts a prefix before the names of objects, or a suffix after them.
func affix(objects []*object, prefix, suffix string) ([]*object, error) {
	if strings.Contains(prefix+suffix, ",") {
		return nil, errUnusual
	}
	return change(objects, func(o *object) (*object, error) {
		switch first := o.original(); {
		case first.Kind == "CustomResourceDefinition", first.Kind == "Namespace",
			first.Kind == "APIService" && first.Group == "apiregistration.k8s.io":
			return o, nil
		}
		o, err := o.remembering()
		if err != nil {
			return nil, err
		}
		if o, err = o.named(prefix + o.id.Name + suffix); err != nil {
			return nil, err
		}
		if prefix != "" {
			o.prefixes = append(append([]string{}, o.prefixes...), prefix)
		}
		if suffix != "" {
			o.suffixes = append(append([]string{}, o.suffixes...), suffix)
		}
		return o, nil
	})
}
