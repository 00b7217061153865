package httpapi

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// traced makes a span of each request, named by its route, that continues the caller's trace.
func traced(next http.Handler, provider trace.TracerProvider) http.Handler {
	return otelhttp.NewHandler(next, "request",
		otelhttp.WithTracerProvider(provider),
		otelhttp.WithPropagators(propagation.TraceContext{}),
		otelhttp.WithFilter(func(r *http.Request) bool { return !ofThePlatform(r) }),
		otelhttp.WithSpanNameFormatter(func(_ string, r *http.Request) string { return route(r) }),
	)
}

// observe measures and logs each request. Metrics carry the pattern of the route, not the path,
// so that nobody can make a time series of every string they can think of.
func observe(next http.Handler, logger *slog.Logger, registry prometheus.Registerer) http.Handler {
	duration := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "http_request_duration_seconds",
		Help:    "How long requests took, by route, method and status.",
		Buckets: prometheus.DefBuckets,
	}, []string{"route", "method", "status"})
	registry.MustRegister(duration)

	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		recorder := &statusRecorder{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(recorder, r)
		elapsed := time.Since(started)

		duration.WithLabelValues(route(r), method(r), strconv.Itoa(recorder.status)).Observe(elapsed.Seconds())
		attributes := []slog.Attr{
			slog.String("method", r.Method),
			slog.String("path", r.URL.Path),
			slog.Int("status", recorder.status),
			slog.Duration("duration", elapsed),
		}
		if span := trace.SpanContextFromContext(r.Context()); span.IsValid() {
			attributes = append(attributes, slog.String("trace_id", span.TraceID().String()))
		}
		logger.LogAttrs(r.Context(), level(r, recorder.status), "request", attributes...)
	})
}

// recoverPanics answers 500 and keeps the process alive. What went wrong goes to the log only.
func recoverPanics(next http.Handler, logger *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			cause := recover()
			if cause == nil {
				return
			}
			if cause == http.ErrAbortHandler {
				panic(cause)
			}
			logger.LogAttrs(context.WithoutCancel(r.Context()), slog.LevelError, "panic",
				slog.Any("cause", cause), slog.String("stack", string(debug.Stack())))
			writeProblem(w, http.StatusInternalServerError, "Something went wrong here; the log says what.")
		}()
		next.ServeHTTP(w, r)
	})
}

func route(r *http.Request) string {
	if r.Pattern == "" {
		return "unmatched"
	}
	return r.Pattern
}

func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete,
		http.MethodOptions:
		return r.Method
	default:
		return "other"
	}
}

// ofThePlatform tells probes and scrapes, which come every few seconds, from requests of people.
func ofThePlatform(r *http.Request) bool {
	return r.URL.Path == "/healthz" || r.URL.Path == "/readyz" || r.URL.Path == "/metrics"
}

// level keeps what the platform asks out of the ordinary log.
func level(r *http.Request, status int) slog.Level {
	switch {
	case status >= http.StatusInternalServerError:
		return slog.LevelError
	case ofThePlatform(r):
		return slog.LevelDebug
	default:
		return slog.LevelInfo
	}
}

type statusRecorder struct {
	http.ResponseWriter
	status int
}

func (s *statusRecorder) WriteHeader(status int) {
	s.status = status
	s.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the features of the writer below.
func (s *statusRecorder) Unwrap() http.ResponseWriter {
	return s.ResponseWriter
}
