// Package config reads the service's settings from environment variables.
package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"time"
)

// Config holds every setting of the service. The README lists the variables.
type Config struct {
	// ListenAddress is where the HTTP server listens, as host:port; port 0 takes a free one.
	ListenAddress string
	// Environment names where this process runs, such as dev or prod.
	Environment string
	// LogLevel is the least severe level that is logged.
	LogLevel slog.Level
	// ShutdownTimeout bounds how long running requests may take once the process must stop.
	ShutdownTimeout time.Duration
	// ServiceName is what traces call this service.
	ServiceName string
	// TracesEndpoint is the OTLP/HTTP collector that traces go to; empty sends none.
	TracesEndpoint string
{%- if values.postgresql %}
	// DatabaseURL is where PostgreSQL is, and who may use it.
	DatabaseURL string
{%- endif %}
{%- if values.redis %}
	// RedisURL is where sessions are kept.
	RedisURL string
{%- endif %}
}

// FromEnvironment reads and validates the settings. The error names each wrong variable and says
// what it must be. It never holds a value, because a value may be a secret.
func FromEnvironment(lookup func(string) (string, bool)) (Config, error) {
	var problems []error
	cfg := Config{
		ListenAddress:   read(lookup, "LISTEN_ADDRESS", ":8080", address, &problems),
		Environment:     read(lookup, "ENVIRONMENT", "local", nonEmpty, &problems),
		LogLevel:        read(lookup, "LOG_LEVEL", "info", logLevel, &problems),
		ShutdownTimeout: read(lookup, "SHUTDOWN_TIMEOUT", "15s", positiveDuration, &problems),
		ServiceName:     read(lookup, "OTEL_SERVICE_NAME", "${{ values.name }}", nonEmpty, &problems),
		TracesEndpoint:  read(lookup, "OTEL_EXPORTER_OTLP_ENDPOINT", "", endpoint, &problems),
{%- if values.postgresql %}
		DatabaseURL:     read(lookup, "DATABASE_URL", "", databaseURL, &problems),
{%- endif %}
{%- if values.redis %}
		RedisURL:        read(lookup, "REDIS_URL", "", redisURL, &problems),
{%- endif %}
	}
	if err := errors.Join(problems...); err != nil {
		return Config{}, err
	}
	return cfg, nil
}

func read[T any](
	lookup func(string) (string, bool), name, fallback string, parse func(string) (T, error), problems *[]error,
) T {
	text, ok := lookup(name)
	if !ok {
		text = fallback
	}
	value, err := parse(text)
	if err != nil {
		*problems = append(*problems, fmt.Errorf("%s %w", name, err))
	}
	return value
}

func address(text string) (string, error) {
	if _, _, err := net.SplitHostPort(text); err != nil {
		return "", errors.New("must be host:port or :port")
	}
	return text, nil
}

func nonEmpty(text string) (string, error) {
	if text == "" {
		return "", errors.New("must not be empty")
	}
	return text, nil
}

func endpoint(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	parsed, err := url.Parse(text)
	if err != nil || (parsed.Scheme != "http" && parsed.Scheme != "https") || parsed.Host == "" {
		return "", errors.New("must be an address such as http://collector:4318")
	}
	return text, nil
}

func logLevel(text string) (slog.Level, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(text)); err != nil {
		return level, errors.New("must be debug, info, warn or error")
	}
	return level, nil
}

func positiveDuration(text string) (time.Duration, error) {
	duration, err := time.ParseDuration(text)
	if err != nil || duration <= 0 {
		return 0, errors.New("must be a positive duration such as 15s")
	}
	return duration, nil
}
