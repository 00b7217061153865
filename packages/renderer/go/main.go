//go:build wasip1

// The renderer: Kustomize, Helm's template engine and Rego in one program
// that can reach nothing but the memory it is given. Built as a reactor:
//
//	GOOS=wasip1 GOARCH=wasm go build -mod=readonly -trimpath -buildvcs=false \
//	  -buildmode=c-shared -ldflags="-s -w \
//	    -X helm.sh/helm/v3/internal/version.version=v3.19.5 \
//	    -X sigs.k8s.io/kustomize/api/provenance.version=v5.8.1" -o renderer.wasm .
//
// Charts and the label managed-by show the versions, as the programs do.
//
// A host calls _initialize once, writes a request to memory from
// slipway_alloc, and gets from slipway_call where the reply lies: its address
// in the upper half, its length in the lower. It frees both. README.md says
// what requests and replies look like.
package main

import (
	"errors"
	"io"
	"log"
	"net/http"
	"os"
	"unsafe"

	"slipway.dev/renderer/internal/protocol"
)

// Memory the host holds the address of; the collector must not take it.
var held = map[uintptr][]byte{}

var handler = protocol.NewHandler()

var collector garbage

func main() {}

func init() {
	collector.begin()
	// Libraries print warnings that quote the input; nobody reads them here.
	log.SetOutput(io.Discard)
	os.Stdout, os.Stderr = nil, nil
	// Nothing could be reached anyway, but Go would wait for an answer.
	http.DefaultTransport = noNetwork{}
}

type noNetwork struct{}

func (noNetwork) RoundTrip(request *http.Request) (*http.Response, error) {
	return nil, errors.New("nothing is fetched from " + request.URL.Host)
}

//go:wasmexport slipway_alloc
func alloc(size uint32) uint32 { return hold(make([]byte, max(size, 1))) }

//go:wasmexport slipway_free
func free(address uint32) { delete(held, uintptr(address)) }

//go:wasmexport slipway_call
func call(address, length uint32) uint64 {
	input, known := held[uintptr(address)]
	if !known || uint64(length) > uint64(len(input)) {
		input, length = nil, 0
	}
	output := handler.Handle(input[:length])
	collector.afterRequest()
	return uint64(hold(output))<<32 | uint64(len(output))
}

func hold(data []byte) uint32 {
	address := uintptr(unsafe.Pointer(unsafe.SliceData(data)))
	held[address] = data
	return uint32(address)
}
