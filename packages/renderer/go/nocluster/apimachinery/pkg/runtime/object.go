// Package runtime stands in for typed objects of a cluster.
package runtime

// Object would be one of them.
type Object interface{}
