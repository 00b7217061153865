package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"${{ values.goModule }}/backend/internal/chat"
)

// emptyDatabase returns a schema of its own in the database of TEST_DATABASE_URL, without tables.
func emptyDatabase(t *testing.T) *pgxpool.Pool {
	t.Helper()
	url := os.Getenv("TEST_DATABASE_URL")
	if url == "" {
		t.Skip("needs PostgreSQL: set TEST_DATABASE_URL to a database in which it may create schemas")
	}
	admin, err := Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(admin.Close)
	schema := "test_" + strings.ToLower(rand.Text())
	quoted := pgx.Identifier{schema}.Sanitize()
	if _, err := admin.Exec(t.Context(), "CREATE SCHEMA "+quoted); err != nil {
		t.Fatal(err)
	}
	config := admin.Config()
	config.ConnConfig.RuntimeParams["search_path"] = schema
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		// The test's own context is over by now.
		if _, err := pool.Exec(context.WithoutCancel(t.Context()), "DROP SCHEMA "+quoted+" CASCADE"); err != nil {
			t.Error(err)
		}
		pool.Close()
	})
	return pool
}

func migratedDatabase(t *testing.T) *pgxpool.Pool {
	t.Helper()
	pool := emptyDatabase(t)
	if err := Migrate(t.Context(), pool, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	return pool
}

func TestMigrationsThatRunAtOnceApplyEachOnce(t *testing.T) {
	pool := emptyDatabase(t)
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			if err := Migrate(t.Context(), pool, slog.New(slog.DiscardHandler)); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	var twice int
	err := pool.QueryRow(t.Context(),
		`SELECT count(*) - count(DISTINCT version_id) FROM goose_db_version`).Scan(&twice)
	if err != nil || twice != 0 {
		t.Errorf("%d migrations are recorded twice, %v", twice, err)
	}
}

func TestANameIsTakenOnceInAnyCase(t *testing.T) {
	store := NewStore(migratedDatabase(t))
	ada, err := store.CreateUser(t.Context(), "Ada", "hash")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.CreateUser(t.Context(), "aDA", "other"); !errors.Is(err, chat.ErrNameTaken) {
		t.Errorf("got %v, want %v", err, chat.ErrNameTaken)
	}
	got, err := store.UserByName(t.Context(), "ADA")
	if err != nil || got != ada || got.PasswordHash != "hash" {
		t.Errorf("got %+v, %v; want %+v", got, err, ada)
	}
	if _, err := store.UserByName(t.Context(), "grace"); !errors.Is(err, chat.ErrNoUser) {
		t.Errorf("got %v, want %v", err, chat.ErrNoUser)
	}
}

func TestTheLatestMessagesComeOldestFirst(t *testing.T) {
	store := NewStore(migratedDatabase(t))
	ada, err := store.CreateUser(t.Context(), "ada", "hash")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"one", "'; DROP TABLE chat_message; --", "three"} {
		added, err := store.AddMessage(t.Context(), ada.ID, text)
		if err != nil {
			t.Fatal(err)
		}
		if added.Author != "ada" || added.Text != text || added.CreatedAt.IsZero() {
			t.Errorf("added %+v", added)
		}
	}
	messages, err := store.LatestMessages(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if len(messages) != 2 || messages[0].Text != "'; DROP TABLE chat_message; --" || messages[1].Text != "three" {
		t.Errorf("got %+v", messages)
	}
	if _, err := store.AddMessage(t.Context(), ada.ID+1, "from nobody"); err == nil {
		t.Error("nobody said something")
	}
}

func TestAnAddressThatIsWrongIsNotRepeated(t *testing.T) {
	_, err := Open(t.Context(), "postgres://app:s3cret@localhost/app?sslmode=sometimes")
	if err == nil || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("got %v", err)
	}
}
