// Package redis keeps sessions in Redis, or in Valkey, which speaks the same protocol.
package redis

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"${{ values.goModule }}/backend/internal/chat"
)

// Sessions is a chat.Sessions. Redis itself removes what has expired.
type Sessions struct {
	client *redis.Client
}

var _ chat.Sessions = Sessions{}

// Open keeps sessions in the Redis at an address. It connects when it is first used, so the service
// starts, and says that it is not ready, while Redis is away.
func Open(url string) (Sessions, error) {
	options, err := redis.ParseURL(url)
	if err != nil {
		// The cause may repeat parts of the address, and its password with them.
		return Sessions{}, errors.New("REDIS_URL has settings that Redis's driver does not know")
	}
	return Sessions{client: redis.NewClient(options)}, nil
}

// Close ends the connections.
func (s Sessions) Close() error {
	return s.client.Close()
}

// Ping fails while Redis does not answer.
func (s Sessions) Ping(ctx context.Context) error {
	if err := s.client.Ping(ctx).Err(); err != nil {
		return fmt.Errorf("ping Redis: %w", err)
	}
	return nil
}

// Create implements chat.Sessions.
func (s Sessions) Create(ctx context.Context, token chat.TokenHash, userID int64, lifetime time.Duration) error {
	if lifetime <= 0 {
		// Redis would keep it for ever.
		return fmt.Errorf("start a session: a lifetime of %s", lifetime)
	}
	if err := s.client.Set(ctx, key(token), userID, lifetime).Err(); err != nil {
		return fmt.Errorf("start a session: %w", err)
	}
	return nil
}

// UserID implements chat.Sessions.
func (s Sessions) UserID(ctx context.Context, token chat.TokenHash) (int64, error) {
	userID, err := s.client.Get(ctx, key(token)).Int64()
	if errors.Is(err, redis.Nil) {
		return 0, chat.ErrNoSession
	}
	if err != nil {
		return 0, fmt.Errorf("find a session: %w", err)
	}
	return userID, nil
}

// Delete implements chat.Sessions.
func (s Sessions) Delete(ctx context.Context, token chat.TokenHash) error {
	if err := s.client.Del(ctx, key(token)).Err(); err != nil {
		return fmt.Errorf("end a session: %w", err)
	}
	return nil
}

func key(token chat.TokenHash) string {
	return "session:" + hex.EncodeToString(token[:])
}
