// Package v1 stands in for what all objects of a cluster have in common.
package v1

// GetOptions would go with reading an object.
type GetOptions struct{}

// ListOptions would go with reading a list.
type ListOptions struct{}

// APIResource would be one kind that a cluster serves.
type APIResource struct {
	Name       string
	Namespaced bool
	Group      string
	Version    string
	Kind       string
}

// APIResourceList would be all kinds of one version.
type APIResourceList struct {
	APIResources []APIResource
}
