package httpapi

import (
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"${{ values.goModule }}/backend/internal/chat"
)

const defaultLatest = 50

type credentials struct {
	Name     string `json:"name"`
	Password string `json:"password"`
}

type user struct {
	Name string `json:"name"`
}

type session struct {
	Token            string `json:"token"`
	ExpiresInSeconds int    `json:"expiresInSeconds"`
}

type newMessage struct {
	Text string `json:"text"`
}

type message struct {
	ID        int64     `json:"id"`
	Author    string    `json:"author"`
	Text      string    `json:"text"`
	CreatedAt time.Time `json:"createdAt"`
}

type messages struct {
	Messages []message `json:"messages"`
}

// chatAPI is the chat as HTTP.
type chatAPI struct {
	service *chat.Service
	logger  *slog.Logger
}

func (c chatAPI) register(mux *http.ServeMux) {
	mux.HandleFunc("POST /api/v1/register", c.signUp)
	mux.HandleFunc("POST /api/v1/login", c.login)
	mux.HandleFunc("POST /api/v1/logout", c.logout)
	mux.HandleFunc("GET /api/v1/messages", c.latest)
	mux.HandleFunc("POST /api/v1/messages", c.post)
}

func (c chatAPI) signUp(w http.ResponseWriter, r *http.Request) {
	var body credentials
	if !readJSON(w, r, &body) {
		return
	}
	created, err := c.service.Register(r.Context(), body.Name, body.Password)
	if err != nil {
		c.refuse(w, r, err)
		return
	}
	writeJSON(w, http.StatusCreated, user{Name: created.Name})
}

func (c chatAPI) login(w http.ResponseWriter, r *http.Request) {
	var body credentials
	if !readJSON(w, r, &body) {
		return
	}
	token, err := c.service.Login(r.Context(), body.Name, body.Password)
	if err != nil {
		c.refuse(w, r, err)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	writeJSON(w, http.StatusOK, session{
		Token:            string(token),
		ExpiresInSeconds: int(chat.SessionLifetime.Seconds()),
	})
}

func (c chatAPI) logout(w http.ResponseWriter, r *http.Request) {
	if err := c.service.Logout(r.Context(), bearer(r)); err != nil {
		c.refuse(w, r, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (c chatAPI) post(w http.ResponseWriter, r *http.Request) {
	var body newMessage
	if !readJSON(w, r, &body) {
		return
	}
	posted, err := c.service.Post(r.Context(), bearer(r), body.Text)
	if err != nil {
		c.refuse(w, r, err)
		return
	}
	writeJSON(w, http.StatusCreated, message(posted))
}

func (c chatAPI) latest(w http.ResponseWriter, r *http.Request) {
	limit := defaultLatest
	if text := r.URL.Query().Get("limit"); text != "" {
		// What is no number becomes 0, which the chat refuses.
		limit, _ = strconv.Atoi(text)
	}
	found, err := c.service.Latest(r.Context(), limit)
	if err != nil {
		c.refuse(w, r, err)
		return
	}
	answer := messages{Messages: make([]message, 0, len(found))}
	for _, one := range found {
		answer.Messages = append(answer.Messages, message(one))
	}
	writeJSON(w, http.StatusOK, answer)
}

// refuse says what the caller can change. Anything else is for the log.
func (c chatAPI) refuse(w http.ResponseWriter, r *http.Request, err error) {
	var invalid chat.InvalidError
	switch {
	case errors.As(err, &invalid):
		writeProblem(w, http.StatusBadRequest, invalid.Error())
	case errors.Is(err, chat.ErrNameTaken):
		writeProblem(w, http.StatusConflict, "The name is taken; choose another one.")
	case errors.Is(err, chat.ErrWrongCredentials):
		writeProblem(w, http.StatusUnauthorized, "Name or password is wrong.")
	case errors.Is(err, chat.ErrNoSession):
		w.Header().Set("WWW-Authenticate", "Bearer")
		writeProblem(w, http.StatusUnauthorized, "Log in, and send the token as a bearer token.")
	default:
		c.logger.LogAttrs(r.Context(), slog.LevelError, "failed", slog.String("path", r.URL.Path), slog.Any("cause", err))
		writeProblem(w, http.StatusInternalServerError, "Something went wrong here; the log says what.")
	}
}

// bearer returns the request's token, or an empty one, which no session has.
func bearer(r *http.Request) chat.Token {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return chat.Token(token)
}
