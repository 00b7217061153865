package chart

import (
	"path"
	"strings"
	"text/template/parse"

	"helm.sh/helm/v3/pkg/chart"

	"slipway.dev/renderer/internal/refusal"
)

// Functions that make as much as a number says.
var makers = map[string]bool{
	"until": true, "untilStep": true, "seq": true, "repeat": true, "indent": true, "nindent": true,
	"randAlpha": true, "randAlphaNum": true, "randNumeric": true, "randAscii": true, "randBytes": true,
}

const maxMade = 1_000_000

// guard refuses templates that ask for more than a host could hold, before
// they do. Numbers that are computed are left to the host's limit of memory.
func guard(c *chart.Chart, directory string) error {
	for _, dependency := range c.Dependencies() {
		if err := guard(dependency, path.Join(directory, "charts", dependency.Name())); err != nil {
			return err
		}
	}
	for _, file := range c.Templates {
		text := string(file.Data)
		root := parse.New(file.Name)
		root.Mode = parse.SkipFuncCheck
		trees := map[string]*parse.Tree{}
		if _, err := root.Parse(text, "", "", trees); err != nil {
			// The engine says it better.
			continue
		}
		for _, tree := range trees {
			if number := huge(tree.Root); number != nil {
				line := 1 + strings.Count(text[:number.Position()], "\n")
				name := path.Join(directory, file.Name)
				return refusal.New(refusal.Limit, "%s asks for %s of something; at most %d are made", name, number, maxMade).At(name, line)
			}
		}
	}
	return nil
}

// huge finds a number that is too large for the function it is given to.
func huge(node parse.Node) *parse.NumberNode {
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			return first(n.Nodes)
		}
	case *parse.ActionNode:
		return huge(n.Pipe)
	case *parse.TemplateNode:
		return huge(n.Pipe)
	case *parse.IfNode:
		return branch(n.BranchNode)
	case *parse.RangeNode:
		return branch(n.BranchNode)
	case *parse.WithNode:
		return branch(n.BranchNode)
	case *parse.PipeNode:
		if n != nil {
			return first(n.Cmds)
		}
	case *parse.CommandNode:
		return command(n)
	}
	return nil
}

func branch(n parse.BranchNode) *parse.NumberNode {
	return first([]parse.Node{n.Pipe, n.List, n.ElseList})
}

func first[N parse.Node](nodes []N) *parse.NumberNode {
	for _, node := range nodes {
		if number := huge(node); number != nil {
			return number
		}
	}
	return nil
}

func command(n *parse.CommandNode) *parse.NumberNode {
	if name, isFunction := n.Args[0].(*parse.IdentifierNode); isFunction && makers[name.Ident] {
		for _, argument := range n.Args[1:] {
			if number, isNumber := argument.(*parse.NumberNode); isNumber && number.Float64 > maxMade {
				return number
			}
		}
	}
	return first(n.Args)
}
