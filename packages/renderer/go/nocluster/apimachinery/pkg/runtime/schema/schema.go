// Package schema stands in for the names of kinds and versions.
package schema

import "strings"

// GroupVersion names a version of an API.
type GroupVersion struct {
	Group   string
	Version string
}

func (v GroupVersion) String() string {
	if v.Group == "" {
		return v.Version
	}
	return v.Group + "/" + v.Version
}

// ParseGroupVersion reads what String writes.
func ParseGroupVersion(text string) GroupVersion {
	group, version, found := strings.Cut(text, "/")
	if !found {
		return GroupVersion{Version: text}
	}
	return GroupVersion{Group: group, Version: version}
}

// GroupVersionKind names a kind.
type GroupVersionKind struct {
	Group   string
	Version string
	Kind    string
}

// GroupVersion is the version that the kind is of.
func (k GroupVersionKind) GroupVersion() GroupVersion {
	return GroupVersion{Group: k.Group, Version: k.Version}
}

func (k GroupVersionKind) String() string {
	return k.GroupVersion().String() + ", Kind=" + k.Kind
}

// FromAPIVersionAndKind joins the two fields of an object.
func FromAPIVersionAndKind(apiVersion, kind string) GroupVersionKind {
	version := ParseGroupVersion(apiVersion)
	return GroupVersionKind{Group: version.Group, Version: version.Version, Kind: kind}
}

// GroupVersionResource names a kind by the path it is served at.
type GroupVersionResource struct {
	Group    string
	Version  string
	Resource string
}
