package config

import (
	"errors"
	"log/slog"
	"net/url"
	"slices"
)

// Migration holds what the migration of the database needs, which is less than what serving needs.
type Migration struct {
	Environment string
	LogLevel    slog.Level
	DatabaseURL string
}

// MigrationFromEnvironment does for Migration what FromEnvironment does for Config.
func MigrationFromEnvironment(lookup func(string) (string, bool)) (Migration, error) {
	var problems []error
	migration := Migration{
		Environment: read(lookup, "ENVIRONMENT", "local", nonEmpty, &problems),
		LogLevel:    read(lookup, "LOG_LEVEL", "info", logLevel, &problems),
		DatabaseURL: read(lookup, "DATABASE_URL", "", databaseURL, &problems),
	}
	if err := errors.Join(problems...); err != nil {
		return Migration{}, err
	}
	return migration, nil
}

func databaseURL(text string) (string, error) {
	if !isURL(text, "postgres", "postgresql") {
		return "", errors.New("must be an address such as postgres://host/database")
	}
	return text, nil
}

func isURL(text string, schemes ...string) bool {
	parsed, err := url.Parse(text)
	return err == nil && slices.Contains(schemes, parsed.Scheme) && parsed.Host != ""
}
