// Command server is the backend of ${{ values.name }}.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"${{ values.goModule }}/backend/internal/config"
	"${{ values.goModule }}/backend/internal/httpapi"
	"${{ values.goModule }}/backend/internal/server"
	"${{ values.goModule }}/backend/internal/telemetry"
)

// version and commit are set by the linker; see the Dockerfile.
var (
	version = "dev"
	commit  = "unknown"
)

// flushTimeout bounds how long the last traces may take to be sent.
const flushTimeout = 5 * time.Second

func main() {
	if err := run(context.Background(), os.LookupEnv); err != nil {
		fmt.Fprintf(os.Stderr, "server: %v\n", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, lookup func(string) (string, bool)) error {
	cfg, err := config.FromEnvironment(lookup)
	if err != nil {
		return fmt.Errorf("configuration: %w", err)
	}

	logger := slog.New(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{Level: cfg.LogLevel})).With(
		"service", "${{ values.name }}",
		"version", version,
		"environment", cfg.Environment,
	)

	// The first signal begins an orderly stop; a second one ends the process at once.
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)

	tracing, err := telemetry.Start(ctx, telemetry.Service{
		Name:        cfg.ServiceName,
		Version:     version,
		Environment: cfg.Environment,
	}, cfg.TracesEndpoint)
	if err != nil {
		return fmt.Errorf("start tracing: %w", err)
	}

	listener, err := net.Listen("tcp", cfg.ListenAddress)
	if err != nil {
		return fmt.Errorf("listen on LISTEN_ADDRESS: %w", err)
	}

	api := httpapi.New(httpapi.Options{
		Info: httpapi.Info{
			Name:        "${{ values.name }}",
			Version:     version,
			Commit:      commit,
			Environment: cfg.Environment,
		},
		Logger:  logger,
		Tracing: tracing.Provider,
	})
	failure := server.Serve(ctx, listener, api, cfg.ShutdownTimeout, logger)

	flush, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushTimeout)
	defer cancel()
	if err := tracing.Shutdown(flush); err != nil {
		// Traces help people, but losing the last of them is no failure of the service.
		logger.Warn("traces lost", "cause", err)
	}
	if failure != nil {
		return fmt.Errorf("serve: %w", failure)
	}
	return nil
}
