package kustomization

import (
	"path"
	"regexp"
	"strings"
)

// What kustomize, git or a shell of theirs could take for something to fetch.
var remote = regexp.MustCompile(`(?i)^(?:[a-z][a-z0-9+.-]*::|[a-z][a-z0-9+.-]*://|https?:|file:|(?:www\.)?github\.com[:/]|[^/\s@]*@[^/\s]+[:/]|[^/\s:]+:[^\s]|//)`)

// A name that kustomize fetches whatever files the repository has.
var alwaysRemote = regexp.MustCompile(`(?i)^(?:https?:|git::|[a-z][a-z0-9+.-]*://)`)

// resolve gives the path a reference means, and false if that is not inside
// the repository. It is lexical: a repository shown here has no links.
func resolve(directory, reference string) (string, bool) {
	if strings.HasPrefix(reference, "/") || strings.ContainsRune(reference, 0) {
		return "", false
	}
	joined := path.Join(directory, reference)
	if joined == ".." || strings.HasPrefix(joined, "../") {
		return "", false
	}
	if joined == "." {
		joined = ""
	}
	return joined, true
}

// contains tells whether a path is the directory or below it.
func contains(directory, name string) bool {
	return directory == "" || name == directory || strings.HasPrefix(name, directory+"/")
}

// A list that takes paths or YAML written in place.
func isInline(entry string) bool {
	return strings.Contains(entry, "\n") || strings.Contains(entry, ": ") || strings.HasPrefix(entry, "{")
}
