// Command server is the backend of ${{ values.name }}.
package main

import (
	"context"
{%- if values.redis %}
	"errors"
{%- endif %}
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"
{% if values.postgresql %}
	"${{ values.goModule }}/backend/internal/chat"
{%- endif %}
	"${{ values.goModule }}/backend/internal/config"
	"${{ values.goModule }}/backend/internal/httpapi"
{%- if values.postgresql %}
	"${{ values.goModule }}/backend/internal/postgres"
{%- endif %}
{%- if values.redis %}
	"${{ values.goModule }}/backend/internal/redis"
{%- endif %}
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
	if err := run(context.Background(), os.Args[1:], os.LookupEnv); err != nil {
		fmt.Fprintf(os.Stderr, "server: %v\n", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, lookup func(string) (string, bool)) error {
	// The first signal begins an orderly stop; a second one ends the process at once.
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)

	switch {
	case len(args) == 0:
		return serve(ctx, lookup)
{%- if values.postgresql %}
	case len(args) == 1 && args[0] == "migrate":
		return migrate(ctx, lookup)
	default:
		return fmt.Errorf("unknown arguments %q: give none to serve, or migrate", args)
{%- else %}
	default:
		return fmt.Errorf("unknown arguments %q: there are none", args)
{%- endif %}
	}
}

func newLogger(level slog.Level, environment string) *slog.Logger {
	return slog.New(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{Level: level})).With(
		"service", "${{ values.name }}",
		"version", version,
		"environment", environment,
	)
}

// serve answers requests until ctx is done.
func serve(ctx context.Context, lookup func(string) (string, bool)) error {
	cfg, err := config.FromEnvironment(lookup)
	if err != nil {
		return fmt.Errorf("configuration: %w", err)
	}

	logger := newLogger(cfg.LogLevel, cfg.Environment)
{%- if values.postgresql %}

	database, err := postgres.Open(ctx, cfg.DatabaseURL)
	if err != nil {
		return err
	}
	defer database.Close()
{%- endif %}
{%- if values.redis %}

	sessions, err := redis.Open(cfg.RedisURL)
	if err != nil {
		return err
	}
	defer sessions.Close()
{%- elif values.postgresql %}
	sessions := postgres.NewSessions(database)
{%- endif %}

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
{%- if values.postgresql %}
		Chat:    chat.New(postgres.NewStore(database), sessions),
{%- endif %}
{%- if values.redis %}
		Ready: func(ctx context.Context) error {
			return errors.Join(database.Ping(ctx), sessions.Ping(ctx))
		},
{%- elif values.postgresql %}
		Ready:   database.Ping,
{%- endif %}
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
