package kustomization

import (
	"regexp"
	"strings"
)

// What kustomize, git or a shell of theirs could take for something to fetch.
var remote = regexp.MustCompile(`(?i)^(?:[a-z][a-z0-9+.-]*::|[a-z][a-z0-9+.-]*://|https?:|file:|(?:www\.)?github\.com[:/]|[^/\s@]*@[^/\s]+[:/]|[^/\s:]+:[^\s]|//)`)

// A name that kustomize fetches whatever files the repository has.
var alwaysRemote = regexp.MustCompile(`(?i)^(?:https?:|git::|[a-z][a-z0-9+.-]*://)`)

// A list that takes paths or YAML written in place.
func isInline(entry string) bool {
	return strings.Contains(entry, "\n") || strings.Contains(entry, ": ") || strings.HasPrefix(entry, "{")
}
