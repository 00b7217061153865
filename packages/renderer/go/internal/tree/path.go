package tree

import (
	"path"
	"strings"
)

// Resolve gives the path that a reference means from a directory, and false
// if that is not inside the repository. It is lexical: a tree has no links.
func Resolve(directory, reference string) (string, bool) {
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

// Contains tells whether a path is the directory or below it.
func Contains(directory, name string) bool {
	return directory == "" || name == directory || strings.HasPrefix(name, directory+"/")
}
