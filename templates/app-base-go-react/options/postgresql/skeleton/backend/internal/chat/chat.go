// Package chat lets people register, log in, and talk in one room.
package chat

import (
	"context"
	"errors"
	"time"
)

// What can go wrong that the caller can do something about.
var (
	ErrNameTaken        = errors.New("the name is taken")
	ErrNoUser           = errors.New("there is no such user")
	ErrWrongCredentials = errors.New("name or password is wrong")
	ErrNoSession        = errors.New("there is no such session")
)

// SessionLifetime is how long people stay logged in.
const SessionLifetime = 24 * time.Hour

// User is who can log in.
type User struct {
	ID           int64
	Name         string
	PasswordHash string
}

// Message is what a user said.
type Message struct {
	ID        int64
	Author    string
	Text      string
	CreatedAt time.Time
}

// Store keeps users and messages.
type Store interface {
	// CreateUser fails with ErrNameTaken; names that differ by case only are the same.
	CreateUser(ctx context.Context, name, passwordHash string) (User, error)
	// UserByName fails with ErrNoUser.
	UserByName(ctx context.Context, name string) (User, error)
	AddMessage(ctx context.Context, authorID int64, text string) (Message, error)
	// LatestMessages returns the newest ones, oldest first.
	LatestMessages(ctx context.Context, limit int) ([]Message, error)
}

// Sessions keeps who is logged in. It sees hashes of tokens only, so that nobody who reads it can
// act as somebody else.
type Sessions interface {
	Create(ctx context.Context, token TokenHash, userID int64, lifetime time.Duration) error
	// UserID fails with ErrNoSession, also when the session has expired.
	UserID(ctx context.Context, token TokenHash) (int64, error)
	// Delete does nothing if there is no such session.
	Delete(ctx context.Context, token TokenHash) error
}

// Service is the chat.
type Service struct {
	store     Store
	sessions  Sessions
	passwords passwords
}

// New makes a chat of where it keeps things.
func New(store Store, sessions Sessions) *Service {
	return &Service{store: store, sessions: sessions, passwords: newPasswords()}
}

// Register makes a user. It fails with ErrNameTaken or an InvalidError.
func (s *Service) Register(ctx context.Context, name, password string) (User, error) {
	if err := errors.Join(checkName(name), checkPassword(password)); err != nil {
		return User{}, err
	}
	hash, err := s.passwords.hash(ctx, password)
	if err != nil {
		return User{}, err
	}
	return s.store.CreateUser(ctx, name, hash)
}

// Login starts a session and returns its token. It fails with ErrWrongCredentials, whether or not
// the user exists, and takes as long in both cases, so that it tells nobody who is registered.
func (s *Service) Login(ctx context.Context, name, password string) (Token, error) {
	if checkName(name) != nil || checkPassword(password) != nil {
		return "", ErrWrongCredentials
	}
	user, err := s.store.UserByName(ctx, name)
	if errors.Is(err, ErrNoUser) {
		user.PasswordHash = nobodysHash
	} else if err != nil {
		return "", err
	}
	right, err := s.passwords.matches(ctx, user.PasswordHash, password)
	if err != nil {
		return "", err
	}
	if !right {
		return "", ErrWrongCredentials
	}
	token := newToken()
	return token, s.sessions.Create(ctx, token.Hash(), user.ID, SessionLifetime)
}

// Logout ends the session of a token, if there is one.
func (s *Service) Logout(ctx context.Context, token Token) error {
	return s.sessions.Delete(ctx, token.Hash())
}

// Post says something as the user whose session it is. It fails with ErrNoSession or an
// InvalidError.
func (s *Service) Post(ctx context.Context, token Token, text string) (Message, error) {
	author, err := s.sessions.UserID(ctx, token.Hash())
	if err != nil {
		return Message{}, err
	}
	if err := checkText(text); err != nil {
		return Message{}, err
	}
	return s.store.AddMessage(ctx, author, text)
}

// Latest returns the newest messages, oldest first. It fails with an InvalidError.
func (s *Service) Latest(ctx context.Context, limit int) ([]Message, error) {
	if err := checkLimit(limit); err != nil {
		return nil, err
	}
	return s.store.LatestMessages(ctx, limit)
}
