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

func TestDefaultsAreEnoughToStart(t *testing.T) {
	got, err := FromEnvironment(environment(nil))
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		ListenAddress:   ":8080",
		Environment:     "local",
		LogLevel:        slog.LevelInfo,
		ShutdownTimeout: 15 * time.Second,
		ServiceName:     "${{ values.name }}",
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
