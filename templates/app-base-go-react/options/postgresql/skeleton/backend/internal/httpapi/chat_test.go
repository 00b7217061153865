package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"${{ values.goModule }}/backend/internal/chat"
)

const ada = `{"name":"ada","password":"correct horse battery"}`

func send(t *testing.T, api http.Handler, method, target, token, body string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	recorder := httptest.NewRecorder()
	api.ServeHTTP(recorder, r)
	return recorder
}

func login(t *testing.T, api http.Handler) string {
	t.Helper()
	send(t, api, "POST", "/api/v1/register", "", ada)
	answer := send(t, api, "POST", "/api/v1/login", "", ada)
	var got session
	if err := json.Unmarshal(answer.Body.Bytes(), &got); err != nil || answer.Code != http.StatusOK {
		t.Fatalf("login: %d %s", answer.Code, answer.Body)
	}
	if got.Token == "" || got.ExpiresInSeconds != 86400 || answer.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("login answered %+v, %v", got, answer.Header())
	}
	return got.Token
}

func TestPeopleRegisterLogInAndTalk(t *testing.T) {
	api := newAPI()
	if got := send(t, api, "POST", "/api/v1/register", "", ada); got.Code != 201 || got.Body.String() != `{"name":"ada"}`+"\n" {
		t.Errorf("register: %d %s", got.Code, got.Body)
	}
	if got := request(t, api, "GET", "/api/v1/messages"); got.Body.String() != `{"messages":[]}`+"\n" {
		t.Errorf("a new chat has %s", got.Body)
	}
	token := login(t, api)
	posted := send(t, api, "POST", "/api/v1/messages", token, `{"text":"Hello <b>"}`)
	if posted.Code != http.StatusCreated {
		t.Fatalf("post: %d %s", posted.Code, posted.Body)
	}
	got := request(t, api, "GET", "/api/v1/messages?limit=1").Body.String()
	if want := `{"messages":[` + strings.TrimSpace(posted.Body.String()) + "]}\n"; got != want ||
		!strings.Contains(got, `"author":"ada","text":"Hello \u003cb\u003e"`) {
		t.Errorf("got %s, want %s", got, want)
	}

	if got := send(t, api, "POST", "/api/v1/logout", token, ""); got.Code != http.StatusNoContent {
		t.Errorf("logout: %d %s", got.Code, got.Body)
	}
	if got := send(t, api, "POST", "/api/v1/messages", token, `{"text":"again"}`); got.Code != http.StatusUnauthorized {
		t.Errorf("after the logout: %d", got.Code)
	}
}

func TestWhatTheChatRefuses(t *testing.T) {
	api := newAPI()
	token := login(t, api)
	tests := map[string]struct {
		method, path, token, body string
		status                    int
	}{
		"a name that is taken":      {"POST", "register", "", strings.Replace(ada, "ada", "Ada", 1), 409},
		"a name with markup":        {"POST", "register", "", strings.Replace(ada, "ada", "<ada>", 1), 400},
		"a short password":          {"POST", "register", "", `{"name":"grace","password":"short"}`, 400},
		"a field nobody asked for":  {"POST", "register", "", `{"name":"grace","password":"long enough it is","admin":true}`, 400},
		"two bodies":                {"POST", "register", "", ada + ada, 400},
		"no JSON":                   {"POST", "login", "", "name=ada", 400},
		"a body without end":        {"POST", "login", "", `{"name":"` + strings.Repeat("a", maxBodySize) + `"}`, 413},
		"a wrong password":          {"POST", "login", "", `{"name":"ada","password":"wrong horse battery"}`, 401},
		"a user who does not exist": {"POST", "login", "", `{"name":"grace","password":"correct horse battery"}`, 401},
		"a message without a token": {"POST", "messages", "", `{"text":"hi"}`, 401},
		"a token that is made up":   {"POST", "messages", token + "x", `{"text":"hi"}`, 401},
		"an empty message":          {"POST", "messages", token, `{"text":" \n"}`, 400},
		"a message with NUL":        {"POST", "messages", token, `{"text":"a\u0000b"}`, 400},
		"a long message":            {"POST", "messages", token, `{"text":"` + strings.Repeat("a", 2001) + `"}`, 400},
		"a limit of nothing":        {"GET", "messages?limit=0", "", "", 400},
		"a limit that is no number": {"GET", "messages?limit=all", "", "", 400},
		"a limit too high":          {"GET", "messages?limit=101", "", "", 400},
		"a method it does not know": {"DELETE", "messages", token, "", 405},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := send(t, api, test.method, "/api/v1/"+test.path, test.token, test.body)
			if got.Code != test.status || got.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("%d %s, want %d", got.Code, got.Body, test.status)
			}
		})
	}
	if got := request(t, api, "GET", "/api/v1/messages").Body.String(); got != `{"messages":[]}`+"\n" {
		t.Errorf("something refused was kept: %s", got)
	}
}

func TestABodyMustSayThatItIsJSON(t *testing.T) {
	recorder := httptest.NewRecorder()
	newAPI().ServeHTTP(recorder, httptest.NewRequest("POST", "/api/v1/login", strings.NewReader(ada)))
	if recorder.Code != http.StatusUnsupportedMediaType {
		t.Errorf("got %d, want 415", recorder.Code)
	}
}

// brokenStore is a database that is away.
type brokenStore struct{ chat.Store }

func (brokenStore) LatestMessages(context.Context, int) ([]chat.Message, error) {
	return nil, errors.New("no route to s3cret-host")
}

func TestADatabaseThatIsAwayIsOurFaultAndNobodysBusiness(t *testing.T) {
	options := testOptions()
	options.Chat = chat.New(brokenStore{}, nil)
	options.Ready = func(context.Context) error { return errors.New("no route to s3cret-host") }
	api := New(options)
	for target, status := range map[string]int{"/api/v1/messages": 500, "/readyz": 503, "/healthz": 200} {
		if got := request(t, api, "GET", target); got.Code != status || strings.Contains(got.Body.String(), "s3cret") {
			t.Errorf("%s: %d %s, want %d", target, got.Code, got.Body, status)
		}
	}
}
