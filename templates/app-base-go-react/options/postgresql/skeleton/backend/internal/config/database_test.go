package config

import (
	"strings"
	"testing"
)

func TestAMigrationNeedsTheDatabaseOnly(t *testing.T) {
	const url = "postgresql://app:secret@shop-db-rw:5432/app"
	got, err := MigrationFromEnvironment(environment(map[string]string{"DATABASE_URL": url, "ENVIRONMENT": "prod"}))
	if want := (Migration{Environment: "prod", DatabaseURL: url}); err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

func TestADatabaseMustBeNamed(t *testing.T) {
	for _, url := range []string{"", "mysql://s3cret@host/app", "postgres://", "postgres://s3cret:%zz@host"} {
		_, err := MigrationFromEnvironment(environment(map[string]string{"DATABASE_URL": url}))
		if err == nil || !strings.Contains(err.Error(), "DATABASE_URL must") || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%q: got %v", url, err)
		}
	}
}
