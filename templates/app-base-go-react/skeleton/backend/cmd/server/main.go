// Command server is the backend of ${{ values.name }}.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"

	"${{ values.goModule }}/backend/internal/config"
	"${{ values.goModule }}/backend/internal/httpapi"
	"${{ values.goModule }}/backend/internal/server"
)

// version and commit are set by the linker; see the Dockerfile.
var (
	version = "dev"
	commit  = "unknown"
)

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

	listener, err := net.Listen("tcp", cfg.ListenAddress)
	if err != nil {
		return fmt.Errorf("listen on LISTEN_ADDRESS: %w", err)
	}

	api := httpapi.New(httpapi.Info{
		Name:        "${{ values.name }}",
		Version:     version,
		Commit:      commit,
		Environment: cfg.Environment,
	}, logger)
	if err := server.Serve(ctx, listener, api, cfg.ShutdownTimeout, logger); err != nil {
		return errors.Join(errors.New("serve"), err)
	}
	return nil
}
