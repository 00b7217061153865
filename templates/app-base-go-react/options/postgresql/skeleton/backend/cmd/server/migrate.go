package main

import (
	"context"
	"fmt"

	"${{ values.goModule }}/backend/internal/config"
	"${{ values.goModule }}/backend/internal/postgres"
)

// migrate brings the database to what this version needs, and ends.
func migrate(ctx context.Context, lookup func(string) (string, bool)) error {
	cfg, err := config.MigrationFromEnvironment(lookup)
	if err != nil {
		return fmt.Errorf("configuration: %w", err)
	}
	database, err := postgres.Open(ctx, cfg.DatabaseURL)
	if err != nil {
		return err
	}
	defer database.Close()
	return postgres.Migrate(ctx, database, newLogger(cfg.LogLevel, cfg.Environment))
}
