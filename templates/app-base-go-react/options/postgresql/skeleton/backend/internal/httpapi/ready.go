package httpapi

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

const readyTimeout = 2 * time.Second

// readiness answers whether what the service depends on answers. What is wrong goes to the log.
func readiness(check func(context.Context) error, logger *slog.Logger) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
		defer cancel()
		if err := check(ctx); err != nil {
			logger.LogAttrs(ctx, slog.LevelWarn, "not ready", slog.Any("cause", err))
			writeProblem(w, http.StatusServiceUnavailable, "What this service depends on does not answer; the log says what.")
			return
		}
		ok(w, r)
	}
}
