// Package errors stands in for the errors of a cluster.
package errors

// IsNotFound is about answers of a cluster: there are none.
func IsNotFound(error) bool { return false }
