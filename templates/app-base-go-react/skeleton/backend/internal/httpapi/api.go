// Package httpapi is the service's HTTP interface; api/openapi.yaml describes it.
package httpapi

import (
	"log/slog"
	"net/http"
	"net/url"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/otel/trace"
)

// Info says what this process is.
type Info struct {
	Name        string `json:"name"`
	Version     string `json:"version"`
	Commit      string `json:"commit"`
	Environment string `json:"environment"`
}

// Options are what the interface is made of.
type Options struct {
	Info   Info
	Logger *slog.Logger
	// Tracing makes a span of each request to the API.
	Tracing trace.TracerProvider
}

// New returns the whole interface: the API below /api/v1, probes, and metrics.
func New(options Options) http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)

	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/v1/info", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, options.Info)
	})
	mux.HandleFunc("GET /api/v1/greetings/{name}", greet)
	mux.HandleFunc("GET /healthz", ok)
	mux.HandleFunc("GET /readyz", ok)
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		unknownOperation(mux, w, r)
	})

	return traced(observe(recoverPanics(mux, options.Logger), options.Logger, registry), options.Tracing)
}

// ok answers both probes: the process is alive as long as it answers, and, as it depends on
// nothing yet, ready as soon as it does. Check what the service depends on in /readyz only, so
// that a database that is away takes pods out of service instead of restarting them.
func ok(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("ok\n"))
}

// unknownOperation tells a path that does not exist from one that does not know the method.
func unknownOperation(mux *http.ServeMux, w http.ResponseWriter, r *http.Request) {
	get := &http.Request{Method: http.MethodGet, URL: &url.URL{Path: r.URL.Path}, Host: r.Host}
	if _, pattern := mux.Handler(get); pattern != "/api/" {
		w.Header().Set("Allow", "GET, HEAD")
		writeProblem(w, http.StatusMethodNotAllowed, "This path answers GET only.")
		return
	}
	writeProblem(w, http.StatusNotFound, "There is no such path; the API description lists them.")
}
