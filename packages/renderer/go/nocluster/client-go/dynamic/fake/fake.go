// Package fake is here because the tests of Helm's engine name it, and
// `go mod tidy` wants to find what they name.
package fake
