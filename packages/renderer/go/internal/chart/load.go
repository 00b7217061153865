package chart

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"strings"
	"time"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/ignore"

	"slipway.dev/renderer/internal/refusal"
	"slipway.dev/renderer/internal/tree"
)

var byteOrderMark = []byte("\uFEFF")

// load reads a chart as Helm reads a directory: all files below it but those
// that its .helmignore names. What is not at hand is needed in the tree.
func load(t *tree.Tree, directory string) (*chart.Chart, error) {
	rules, err := ignored(t, directory)
	if rules == nil || err != nil {
		return nil, err
	}
	var files []*loader.BufferedFile
	for _, name := range t.Below(directory) {
		short := strings.TrimPrefix(strings.TrimPrefix(name, directory), "/")
		if isIgnored(rules, short) {
			continue
		}
		if strings.HasPrefix(short, "charts/") && path.Ext(short) == ".tgz" {
			return nil, refusal.New(refusal.Invalid, "%s is a packed chart, which cannot be reviewed; unpack it", name).At(name, 0)
		}
		text, err := t.Read(name)
		if errors.Is(err, tree.ErrNeeded) {
			continue
		}
		if err != nil {
			return nil, err
		}
		files = append(files, &loader.BufferedFile{Name: short, Data: bytes.TrimPrefix([]byte(text), byteOrderMark)})
	}
	if len(t.Needed()) > 0 {
		return nil, nil
	}
	loaded, err := loader.LoadFiles(files)
	if err != nil {
		return nil, refusal.New(refusal.Invalid, "%s is no chart: %v", directory, err).At(directory, refusal.LineOf(err.Error()))
	}
	return loaded, nil
}

// ignored reads .helmignore; nil if it must be asked for.
func ignored(t *tree.Tree, directory string) (*ignore.Rules, error) {
	rules := ignore.Empty()
	if name := path.Join(directory, ignore.HelmIgnore); t.Exists(name) {
		text, err := t.Read(name)
		if errors.Is(err, tree.ErrNeeded) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if rules, err = ignore.Parse(strings.NewReader(text)); err != nil {
			return nil, refusal.New(refusal.Invalid, "%s: %v", name, err).At(name, 0)
		}
	}
	rules.AddDefaults()
	return rules, nil
}

func isIgnored(rules *ignore.Rules, name string) bool {
	for i, c := range name {
		if c == '/' && rules.Ignore(name[:i], entry{path.Base(name[:i]), true}) {
			return true
		}
	}
	return rules.Ignore(name, entry{path.Base(name), false})
}

// entry is as much of a file as the rules look at.
type entry struct {
	name      string
	directory bool
}

func (e entry) Name() string     { return e.name }
func (e entry) IsDir() bool      { return e.directory }
func (entry) Size() int64        { return 0 }
func (entry) Mode() fs.FileMode  { return 0 }
func (entry) ModTime() time.Time { return time.Time{} }
func (entry) Sys() any           { return nil }
