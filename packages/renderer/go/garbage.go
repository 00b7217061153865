//go:build wasip1

package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// With one thread, collecting garbage is time in which nothing is rendered,
// and memory that was once taken is never given back. Nearly all that a
// request makes is garbage at its end, so it is collected then, when there is
// enough of it: twice what is in use, and at least that many bytes. During a
// request only the limit counts, beyond which a host might not keep the
// instance.
const (
	collectAtBytes = 16 << 20
	timesInUse     = 2
	limitBytes     = 112 << 20
	practicallyOff = 1000
)

// garbage decides when it is collected.
type garbage struct {
	inUse   uint64
	objects []metrics.Sample
}

func (g *garbage) begin() {
	debug.SetGCPercent(practicallyOff)
	debug.SetMemoryLimit(limitBytes)
	g.objects = []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
}

// afterRequest collects if it is time.
func (g *garbage) afterRequest() {
	if g.size() > max(collectAtBytes, timesInUse*g.inUse) {
		runtime.GC()
		g.inUse = g.size()
	}
}

func (g *garbage) size() uint64 {
	metrics.Read(g.objects)
	return g.objects[0].Value.Uint64()
}
