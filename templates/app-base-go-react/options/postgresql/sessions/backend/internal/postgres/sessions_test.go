package postgres

import (
	"errors"
	"testing"
	"time"

	"${{ values.goModule }}/backend/internal/chat"
	"${{ values.goModule }}/backend/internal/chat/chattest"
)

func TestSessionsInPostgreSQL(t *testing.T) {
	pool := migratedDatabase(t)
	ada, err := NewStore(pool).CreateUser(t.Context(), "ada", "hash")
	if err != nil {
		t.Fatal(err)
	}
	chattest.Sessions(t, NewSessions(pool), ada.ID)
}

func TestAnExpiredSessionIsNoneAndGoesAway(t *testing.T) {
	pool := migratedDatabase(t)
	sessions := NewSessions(pool)
	ada, err := NewStore(pool).CreateUser(t.Context(), "ada", "hash")
	if err != nil {
		t.Fatal(err)
	}
	expired, next := chat.Token("expired").Hash(), chat.Token("next").Hash()
	if err := sessions.Create(t.Context(), expired, ada.ID, -time.Second); err != nil {
		t.Fatal(err)
	}
	if _, err := sessions.UserID(t.Context(), expired); !errors.Is(err, chat.ErrNoSession) {
		t.Errorf("got %v, want %v", err, chat.ErrNoSession)
	}
	if err := sessions.Create(t.Context(), next, ada.ID, time.Hour); err != nil {
		t.Fatal(err)
	}
	var kept int
	if err := pool.QueryRow(t.Context(), `SELECT count(*) FROM chat_session`).Scan(&kept); err != nil || kept != 1 {
		t.Errorf("%d sessions are kept, %v; want one", kept, err)
	}
}
