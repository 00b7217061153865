package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"${{ values.goModule }}/backend/internal/chat"
)

const uniqueViolation = "23505"

// Store is a chat.Store.
type Store struct {
	pool *pgxpool.Pool
}

var _ chat.Store = Store{}

// NewStore keeps users and messages in a database.
func NewStore(pool *pgxpool.Pool) Store {
	return Store{pool: pool}
}

// CreateUser implements chat.Store.
func (s Store) CreateUser(ctx context.Context, name, passwordHash string) (chat.User, error) {
	user := chat.User{Name: name, PasswordHash: passwordHash}
	err := s.pool.QueryRow(ctx,
		`INSERT INTO chat_user (name, password_hash) VALUES ($1, $2) RETURNING id`, name, passwordHash,
	).Scan(&user.ID)
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.Code == uniqueViolation {
		return chat.User{}, chat.ErrNameTaken
	}
	if err != nil {
		return chat.User{}, fmt.Errorf("add a user: %w", err)
	}
	return user, nil
}

// UserByName implements chat.Store.
func (s Store) UserByName(ctx context.Context, name string) (chat.User, error) {
	var user chat.User
	err := s.pool.QueryRow(ctx,
		`SELECT id, name, password_hash FROM chat_user WHERE lower(name) = lower($1)`, name,
	).Scan(&user.ID, &user.Name, &user.PasswordHash)
	if errors.Is(err, pgx.ErrNoRows) {
		return chat.User{}, chat.ErrNoUser
	}
	if err != nil {
		return chat.User{}, fmt.Errorf("find a user: %w", err)
	}
	return user, nil
}

// AddMessage implements chat.Store.
func (s Store) AddMessage(ctx context.Context, authorID int64, text string) (chat.Message, error) {
	rows, err := s.pool.Query(ctx, `
		WITH added AS (
			INSERT INTO chat_message (author_id, text) VALUES ($1, $2) RETURNING id, author_id, text, created_at
		)
		SELECT added.id, name AS author, text, added.created_at
		FROM added JOIN chat_user ON chat_user.id = author_id`, authorID, text)
	if err != nil {
		return chat.Message{}, fmt.Errorf("add a message: %w", err)
	}
	message, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[chat.Message])
	if err != nil {
		return chat.Message{}, fmt.Errorf("add a message: %w", err)
	}
	return message, nil
}

// LatestMessages implements chat.Store.
func (s Store) LatestMessages(ctx context.Context, limit int) ([]chat.Message, error) {
	rows, err := s.pool.Query(ctx, `
		SELECT * FROM (
			SELECT chat_message.id, name AS author, text, chat_message.created_at
			FROM chat_message JOIN chat_user ON chat_user.id = author_id
			ORDER BY chat_message.id DESC LIMIT $1
		) AS latest ORDER BY id`, limit)
	if err != nil {
		return nil, fmt.Errorf("read messages: %w", err)
	}
	messages, err := pgx.CollectRows(rows, pgx.RowToStructByName[chat.Message])
	if err != nil {
		return nil, fmt.Errorf("read messages: %w", err)
	}
	return messages, nil
}
