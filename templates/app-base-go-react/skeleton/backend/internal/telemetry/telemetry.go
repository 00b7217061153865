// Package telemetry sends traces over OTLP.
package telemetry

import (
	"context"
	"fmt"
	"net/url"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

// Service says whose traces they are.
type Service struct {
	Name        string
	Version     string
	Environment string
}

// Tracing makes spans and, until it is shut down, sends them.
type Tracing struct {
	// Provider is where instrumented code takes its tracer from.
	Provider trace.TracerProvider
	// Shutdown sends what is left, for as long as its context allows.
	Shutdown func(context.Context) error
}

// Start sends traces to the collector at an OTLP/HTTP endpoint, such as http://collector:4318. It
// does not wait for the collector: spans of a time when it is away are dropped. Without an endpoint
// nothing is recorded.
func Start(ctx context.Context, service Service, endpoint string) (Tracing, error) {
	if endpoint == "" {
		return Tracing{
			Provider: noop.NewTracerProvider(),
			Shutdown: func(context.Context) error { return nil },
		}, nil
	}
	traces, err := url.JoinPath(endpoint, "v1/traces")
	if err != nil {
		return Tracing{}, fmt.Errorf("address of the trace collector: %w", err)
	}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(traces))
	if err != nil {
		return Tracing{}, fmt.Errorf("make the trace exporter: %w", err)
	}
	provider := sdktrace.NewTracerProvider(
		sdktrace.WithBatcher(exporter),
		sdktrace.WithResource(resource.NewSchemaless(
			attribute.String("service.name", service.Name),
			attribute.String("service.version", service.Version),
			attribute.String("deployment.environment.name", service.Environment),
		)),
	)
	return Tracing{Provider: provider, Shutdown: provider.Shutdown}, nil
}
