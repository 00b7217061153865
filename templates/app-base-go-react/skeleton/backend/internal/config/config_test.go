package config

import (
	"log/slog"
	"strings"
	"testing"
	"time"
)

func environment(variables map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		value, ok := variables[name]
		return value, ok
	}
}

{% if values.postgresql -%}
func TestWhatHasNoDefaultIsEnoughToStart(t *testing.T) {
	got, err := FromEnvironment(environment(map[string]string{
		"DATABASE_URL": "postgres://localhost/app",
{%- if values.redis %}
		"REDIS_URL":    "redis://localhost:6379",
{%- endif %}
	}))
{% else -%}
func TestDefaultsAreEnoughToStart(t *testing.T) {
	got, err := FromEnvironment(environment(nil))
{%- endif %}
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		ListenAddress:   ":8080",
		Environment:     "local",
		LogLevel:        slog.LevelInfo,
		ShutdownTimeout: 15 * time.Second,
		ServiceName:     "${{ values.name }}",
{%- if values.postgresql %}
		DatabaseURL:     "postgres://localhost/app",
{%- endif %}
{%- if values.redis %}
		RedisURL:        "redis://localhost:6379",
{%- endif %}
	}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestEveryVariableIsRead(t *testing.T) {
	got, err := FromEnvironment(environment(map[string]string{
		"LISTEN_ADDRESS":   "127.0.0.1:9000",
		"ENVIRONMENT":      "prod",
		"LOG_LEVEL":        "debug",
		"SHUTDOWN_TIMEOUT": "3s",

		"OTEL_SERVICE_NAME":           "renamed",
		"OTEL_EXPORTER_OTLP_ENDPOINT": "https://collector:4318",
{%- if values.postgresql %}
		"DATABASE_URL":                "postgresql://app:secret@shop-db-rw:5432/app",
{%- endif %}
{%- if values.redis %}
		"REDIS_URL":                   "rediss://:secret@shop-redis:6379/0",
{%- endif %}
	}))
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		ListenAddress:   "127.0.0.1:9000",
		Environment:     "prod",
		LogLevel:        slog.LevelDebug,
		ShutdownTimeout: 3 * time.Second,
		ServiceName:     "renamed",
		TracesEndpoint:  "https://collector:4318",
{%- if values.postgresql %}
		DatabaseURL:     "postgresql://app:secret@shop-db-rw:5432/app",
{%- endif %}
{%- if values.redis %}
		RedisURL:        "rediss://:secret@shop-redis:6379/0",
{%- endif %}
	}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestAnErrorNamesEachVariableAndNoValue(t *testing.T) {
	variables := map[string]string{
		"LISTEN_ADDRESS":   "s3cret-address",
		"ENVIRONMENT":      "",
		"LOG_LEVEL":        "s3cret-level",
		"SHUTDOWN_TIMEOUT": "-7s",

		"OTEL_SERVICE_NAME":           "",
		"OTEL_EXPORTER_OTLP_ENDPOINT": "ftp://s3cret@collector",
{%- if values.postgresql %}
		"DATABASE_URL":                "mysql://s3cret@host/app",
{%- endif %}
{%- if values.redis %}
		"REDIS_URL":                   "http://s3cret@host",
{%- endif %}
	}
	_, err := FromEnvironment(environment(variables))
	if err == nil {
		t.Fatal("wrong settings were accepted")
	}
	for name, value := range variables {
		if !strings.Contains(err.Error(), name+" must") {
			t.Errorf("%q does not say what %s must be", err, name)
		}
		if value != "" && strings.Contains(err.Error(), value) {
			t.Errorf("%q gives away the value of %s", err, name)
		}
	}
}
