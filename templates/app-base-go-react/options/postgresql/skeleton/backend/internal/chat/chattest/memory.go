// Package chattest helps to test what uses or implements the chat's interfaces.
package chattest

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"${{ values.goModule }}/backend/internal/chat"
)

// Memory is a chat.Store and a chat.Sessions that forgets everything when the test ends.
type Memory struct {
	mutex    sync.Mutex
	users    []chat.User
	messages []chat.Message
	sessions map[chat.TokenHash]session
}

type session struct {
	userID  int64
	expires time.Time
}

var (
	_ chat.Store    = (*Memory)(nil)
	_ chat.Sessions = (*Memory)(nil)
)

// NewMemory returns an empty one.
func NewMemory() *Memory {
	return &Memory{sessions: map[chat.TokenHash]session{}}
}

// CreateUser implements chat.Store.
func (m *Memory) CreateUser(_ context.Context, name, passwordHash string) (chat.User, error) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if slices.ContainsFunc(m.users, func(user chat.User) bool { return strings.EqualFold(user.Name, name) }) {
		return chat.User{}, chat.ErrNameTaken
	}
	user := chat.User{ID: int64(len(m.users) + 1), Name: name, PasswordHash: passwordHash}
	m.users = append(m.users, user)
	return user, nil
}

// UserByName implements chat.Store.
func (m *Memory) UserByName(_ context.Context, name string) (chat.User, error) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	for _, user := range m.users {
		if strings.EqualFold(user.Name, name) {
			return user, nil
		}
	}
	return chat.User{}, chat.ErrNoUser
}

// AddMessage implements chat.Store.
func (m *Memory) AddMessage(_ context.Context, authorID int64, text string) (chat.Message, error) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	message := chat.Message{
		ID:        int64(len(m.messages) + 1),
		Author:    m.users[authorID-1].Name,
		Text:      text,
		CreatedAt: time.Now(),
	}
	m.messages = append(m.messages, message)
	return message, nil
}

// LatestMessages implements chat.Store.
func (m *Memory) LatestMessages(_ context.Context, limit int) ([]chat.Message, error) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return slices.Clone(m.messages[max(0, len(m.messages)-limit):]), nil
}

// Create implements chat.Sessions.
func (m *Memory) Create(_ context.Context, token chat.TokenHash, userID int64, lifetime time.Duration) error {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.sessions[token] = session{userID: userID, expires: time.Now().Add(lifetime)}
	return nil
}

// UserID implements chat.Sessions.
func (m *Memory) UserID(_ context.Context, token chat.TokenHash) (int64, error) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	found, ok := m.sessions[token]
	if !ok || time.Now().After(found.expires) {
		return 0, chat.ErrNoSession
	}
	return found.userID, nil
}

// Delete implements chat.Sessions.
func (m *Memory) Delete(_ context.Context, token chat.TokenHash) error {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	delete(m.sessions, token)
	return nil
}
