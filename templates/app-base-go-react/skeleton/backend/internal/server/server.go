// Package server runs an HTTP handler until it is told to stop.
package server

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Serve answers requests on the listener until ctx is done. It then stops accepting connections,
// and gives running requests the timeout to finish. The listener is closed when it returns.
func Serve(
	ctx context.Context, listener net.Listener, handler http.Handler, timeout time.Duration, logger *slog.Logger,
) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    1 << 16,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
	}

	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	logger.Info("listening", "address", listener.Addr().String())

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}

	logger.Info("stopping", "timeout", timeout.String())
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), timeout)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		// What still runs is cut off: the pod is about to be killed anyway.
		return errors.Join(err, server.Close())
	}
	logger.Info("stopped")
	return nil
}
