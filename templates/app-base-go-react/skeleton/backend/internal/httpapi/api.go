// Package httpapi is the service's HTTP interface; api/openapi.yaml describes it.
package httpapi

import (
{%- if values.postgresql %}
	"context"
{%- endif %}
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/otel/trace"
{%- if values.postgresql %}

	"${{ values.goModule }}/backend/internal/chat"
{%- endif %}
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
{%- if values.postgresql %}
	Chat    *chat.Service
	// Ready fails while something does not answer that the service cannot work without.
	Ready func(context.Context) error
{%- endif %}
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
{%- if values.postgresql %}
	mux.HandleFunc("GET /readyz", readiness(options.Ready, options.Logger))
	chatAPI{service: options.Chat, logger: options.Logger}.register(mux)
{%- else %}
	mux.HandleFunc("GET /readyz", ok)
{%- endif %}
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		unknownOperation(mux, w, r)
	})

	return traced(observe(recoverPanics(mux, options.Logger), options.Logger, registry), options.Tracing)
}

{% if values.postgresql -%}
// ok answers the liveness probe, and the readiness probe once that has looked at what the service
// depends on: a database that is away takes pods out of service instead of restarting them.
{% else -%}
// ok answers both probes: the process is alive as long as it answers, and, as it depends on
// nothing yet, ready as soon as it does. Check what the service depends on in /readyz only, so
// that a database that is away takes pods out of service instead of restarting them.
{% endif -%}
func ok(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("ok\n"))
}

// unknownOperation tells a path that does not exist from one that does not know the method.
func unknownOperation(mux *http.ServeMux, w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		other := &http.Request{Method: method, URL: &url.URL{Path: r.URL.Path}, Host: r.Host}
		if _, pattern := mux.Handler(other); pattern != "/api/" {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) > 0 {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		writeProblem(w, http.StatusMethodNotAllowed, "This path answers "+strings.Join(allowed, " and ")+" only.")
		return
	}
	writeProblem(w, http.StatusNotFound, "There is no such path; the API description lists them.")
}
