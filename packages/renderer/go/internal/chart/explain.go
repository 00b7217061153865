package chart

import (
	"path"
	"regexp"
	"strconv"
	"strings"

	"slipway.dev/renderer/internal/refusal"
	"slipway.dev/renderer/internal/tree"
)

var (
	// A place in a template, as the engine writes it: chart/templates/a.yaml:3:5.
	templatePlace = regexp.MustCompile(`\b([\w.-]+/[\w./-]+?\.[\w.-]+):(\d+)(?::\d+)?`)
	templateName  = regexp.MustCompile(`\b([\w.-]+/(?:charts/[\w.-]+/)*templates/[\w./-]+)`)
	remoteSchema  = regexp.MustCompile(`(?i)HTTP request failed|failing loading "(?:https?|ftp)`)
	fileSchema    = regexp.MustCompile(`(?i)failing loading "file:`)
	endless       = regexp.MustCompile(`nested reference name|exceeded maximum template depth`)
)

// explain gives an error of the engine its reason and its place.
func explain(t *tree.Tree, directory, name string, err error) error {
	problem := locate(directory, name, err)
	schema := path.Join(directory, "values.schema.json")
	switch message := err.Error(); {
	case remoteSchema.MatchString(message):
		problem.Reason = refusal.RemoteBase
		return problem.At(schema, 0)
	case fileSchema.MatchString(message):
		problem.Reason = refusal.Outside
		return problem.At(schema, 0)
	case endless.MatchString(message):
		problem.Reason = refusal.Limit
	}
	if problem.File == "" && t.Exists(schema) && strings.Contains(err.Error(), "schema") {
		problem.File = schema
	}
	return problem
}

// locate turns the engine's names of templates, which begin with the name of
// the chart, into paths of the repository.
func locate(directory, name string, err error) *refusal.Refusal {
	problem := refusal.From(err, refusal.Invalid)
	if problem.File != "" {
		return problem
	}
	message := err.Error()
	if place := templatePlace.FindStringSubmatch(message); place != nil {
		line, _ := strconv.Atoi(place[2])
		return problem.At(path.Join(directory, strings.TrimPrefix(place[1], name+"/")), line)
	}
	if file := templateName.FindString(message); file != "" {
		return problem.At(path.Join(directory, strings.TrimPrefix(file, name+"/")), 0)
	}
	return problem.At(directory, 0)
}
