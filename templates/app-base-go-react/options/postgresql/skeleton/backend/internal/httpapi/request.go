package httpapi

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
)

const maxBodySize = 16 << 10

// readJSON reads a body that is one JSON value of a known shape. If it is anything else, it answers
// and returns false.
func readJSON(w http.ResponseWriter, r *http.Request, value any) bool {
	if mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || mediaType != "application/json" {
		writeProblem(w, http.StatusUnsupportedMediaType, "The body must be application/json.")
		return false
	}
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBodySize))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(value)
	if err == nil {
		if _, more := decoder.Token(); errors.Is(more, io.EOF) {
			return true
		}
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		writeProblem(w, http.StatusRequestEntityTooLarge, "The body must have at most 16 KiB.")
		return false
	}
	writeProblem(w, http.StatusBadRequest, "The body must be one JSON object as the API description says.")
	return false
}
