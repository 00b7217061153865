package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"${{ values.goModule }}/backend/internal/chat"
)

// Sessions is a chat.Sessions.
type Sessions struct {
	pool *pgxpool.Pool
}

var _ chat.Sessions = Sessions{}

// NewSessions keeps sessions in a database.
func NewSessions(pool *pgxpool.Pool) Sessions {
	return Sessions{pool: pool}
}

// Create implements chat.Sessions. It removes expired sessions as well, so that nothing else must.
func (s Sessions) Create(ctx context.Context, token chat.TokenHash, userID int64, lifetime time.Duration) error {
	batch := &pgx.Batch{}
	batch.Queue(`DELETE FROM chat_session WHERE expires_at <= now()`)
	batch.Queue(`INSERT INTO chat_session (token_hash, user_id, expires_at) VALUES ($1, $2, now() + $3)`,
		token[:], userID, lifetime)
	if err := s.pool.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("start a session: %w", err)
	}
	return nil
}

// UserID implements chat.Sessions.
func (s Sessions) UserID(ctx context.Context, token chat.TokenHash) (int64, error) {
	var userID int64
	err := s.pool.QueryRow(ctx,
		`SELECT user_id FROM chat_session WHERE token_hash = $1 AND expires_at > now()`, token[:],
	).Scan(&userID)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, chat.ErrNoSession
	}
	if err != nil {
		return 0, fmt.Errorf("find a session: %w", err)
	}
	return userID, nil
}

// Delete implements chat.Sessions.
func (s Sessions) Delete(ctx context.Context, token chat.TokenHash) error {
	if _, err := s.pool.Exec(ctx, `DELETE FROM chat_session WHERE token_hash = $1`, token[:]); err != nil {
		return fmt.Errorf("end a session: %w", err)
	}
	return nil
}
