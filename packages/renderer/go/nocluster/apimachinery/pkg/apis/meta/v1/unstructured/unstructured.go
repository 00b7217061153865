// Package unstructured stands in for objects read from a cluster.
package unstructured

// Unstructured would be an object.
type Unstructured struct{}

// UnstructuredContent would be its fields.
func (*Unstructured) UnstructuredContent() map[string]any { return nil }

// UnstructuredList would be a list of objects.
type UnstructuredList struct{}

// UnstructuredContent would be its fields.
func (*UnstructuredList) UnstructuredContent() map[string]any { return nil }
