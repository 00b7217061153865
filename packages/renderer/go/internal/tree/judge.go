package tree

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"slipway.dev/renderer/internal/refusal"
)

// What one request may read. Far above what a deployment needs, far below
// what would hurt: YAML may grow some hundred times in memory.
const (
	MaxFile      = 1 << 20
	maxFiles     = 5000
	maxTotal     = 32 << 20
	maxDocuments = 2000
	maxDepth     = 200
	maxNodes     = 500_000
	maxNested    = 3
)

func judge(name, text string, files, total int) *refusal.Refusal {
	switch {
	case len(text) > MaxFile:
		return refusal.New(refusal.Limit, "%s has %d bytes; at most %d are read", name, len(text), MaxFile).At(name, 0)
	case files > maxFiles:
		return refusal.New(refusal.Limit, "more than %d files are read; split the deployment", maxFiles).At(name, 0)
	case total > maxTotal:
		return refusal.New(refusal.Limit, "the files read have more than %d bytes together; split the deployment", maxTotal).At(name, 0)
	case strings.Count(text, "\n---") >= maxDocuments:
		return refusal.New(refusal.Limit, "%s has more than %d YAML documents; split it", name, maxDocuments).At(name, 0)
	}
	if problem := JudgeYAML(text); problem != nil {
		return problem.At(name, problem.Line)
	}
	return nil
}

// JudgeYAML refuses text that is small to read and huge to hold: aliases that
// multiply, and nesting that exhausts a stack. Text that is no YAML passes.
func JudgeYAML(text string) *refusal.Refusal { return judgeNested(text, 0) }

func judgeNested(text string, level int) *refusal.Refusal {
	if level == maxNested || !suspicious(text) {
		return nil
	}
	decoder := yaml.NewDecoder(strings.NewReader(text))
	for {
		var document yaml.Node
		if decoder.Decode(&document) != nil {
			return nil
		}
		w := weigher{sizes: map[*yaml.Node]int{}, level: level}
		if w.weigh(&document, 0); w.problem != nil {
			return w.problem
		}
	}
}

// Only text with aliases or deep nesting is worth the second parsing.
func suspicious(text string) bool {
	if strings.Contains(text, "&") && strings.Contains(text, "*") {
		return true
	}
	if strings.Count(text, "[")+strings.Count(text, "{") > maxDepth && nests(text) {
		return true
	}
	for line := range strings.Lines(text) {
		if len(line) > maxDepth && len(line)-len(strings.TrimLeft(line, " -?")) > maxDepth {
			return true
		}
	}
	return false
}

// nests tells whether more brackets are open at once than there may be.
func nests(text string) bool {
	open := 0
	for i := range len(text) {
		switch text[i] {
		case '[', '{':
			open++
		case ']', '}':
			open--
		}
		if open > maxDepth {
			return true
		}
	}
	return false
}

type weigher struct {
	sizes   map[*yaml.Node]int
	level   int
	problem *refusal.Refusal
}

func (w *weigher) weigh(node *yaml.Node, depth int) int {
	if w.problem != nil {
		return 0
	}
	if depth > maxDepth {
		w.problem = refusal.New(refusal.Limit, "YAML is nested deeper than %d levels", maxDepth).At("", node.Line)
		return 0
	}
	if size, known := w.sizes[node]; known {
		return size
	}
	size := 1
	switch node.Kind {
	case yaml.AliasNode:
		size = w.weigh(node.Alias, depth+1)
	case yaml.ScalarNode:
		if problem := judgeNested(node.Value, w.level+1); problem != nil {
			w.problem = problem.At("", node.Line)
		}
	case yaml.DocumentNode, yaml.MappingNode, yaml.SequenceNode:
		for _, child := range node.Content {
			size += w.weigh(child, depth+1)
		}
	}
	if size > maxNodes && w.problem == nil {
		w.problem = refusal.New(refusal.AliasBomb, "YAML aliases multiply to more than %d values; write them out", maxNodes).At("", node.Line)
	}
	w.sizes[node] = size
	return size
}
