package httpapi

import (
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"
)

const maxNameLength = 50

type greeting struct {
	Message string `json:"message"`
}

func greet(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimSpace(r.PathValue("name"))
	if name == "" || !utf8.ValidString(name) || utf8.RuneCountInString(name) > maxNameLength ||
		strings.ContainsFunc(name, unicode.IsControl) {
		writeProblem(w, http.StatusBadRequest, "The name must have 1 to 50 printable characters.")
		return
	}
	writeJSON(w, http.StatusOK, greeting{Message: "Hello, " + name + "."})
}
