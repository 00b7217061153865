// Package policy evaluates Rego: what the modules say about each input.
package policy

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/util"

	"slipway.dev/renderer/internal/refusal"
)

const answer = ast.Var("answer")

// Request asks every query of every input, which are JSON.
type Request struct {
	Modules map[string]string `json:"modules"`
	Data    json.RawMessage   `json:"data"`
	Queries []string          `json:"queries"`
	Inputs  [][]byte          `json:"-"`
}

// Evaluate gives the values of the queries for each input, null where a query
// has none. Sets come as lists, in Rego's order.
func (c *Cache) Evaluate(r Request) ([][]any, error) {
	p, err := c.program(r)
	if err != nil {
		return nil, err
	}
	bodies := make([]ast.Body, 0, len(r.Queries))
	for _, query := range r.Queries {
		body, err := p.query(query)
		if err != nil {
			return nil, err
		}
		bodies = append(bodies, body)
	}
	results := make([][]any, 0, len(r.Inputs))
	for _, raw := range r.Inputs {
		values, err := p.evaluate(bodies, raw)
		if err != nil {
			return nil, err
		}
		results = append(results, values)
	}
	return results, nil
}

func (p *program) evaluate(bodies []ast.Body, raw []byte) ([]any, error) {
	var document any
	if err := util.UnmarshalJSON(raw, &document); err != nil {
		return nil, refusal.New(refusal.Invalid, "an input of the policies is no JSON: %v", err)
	}
	input, err := ast.InterfaceToValue(document)
	if err != nil {
		return nil, refusal.New(refusal.Invalid, "an input of the policies is no value: %v", err)
	}
	ctx := context.Background()
	var values []any
	// The queries ask the same of the same input, mostly.
	known := topdown.NewVirtualCache()
	err = storage.Txn(ctx, p.store, storage.TransactionParams{}, func(transaction storage.Transaction) error {
		for _, body := range bodies {
			query := topdown.NewQuery(body).WithCompiler(p.compiler).WithStore(p.store).
				WithTransaction(transaction).WithInput(ast.NewTerm(input)).WithVirtualCache(known)
			value, err := first(ctx, query)
			if err != nil {
				return err
			}
			values = append(values, value)
		}
		return nil
	})
	if err != nil {
		return nil, explain(err)
	}
	return values, nil
}

func first(ctx context.Context, query *topdown.Query) (any, error) {
	results, err := query.Run(ctx)
	if err != nil || len(results) == 0 {
		return nil, err
	}
	return ast.JSON(results[0][answer].Value)
}

// explain takes the place from OPA's errors, which know it.
func explain(err error) error {
	var compiling ast.Errors
	if errors.As(err, &compiling) && len(compiling) > 0 {
		return at(compiling[0].Message, compiling[0].Location)
	}
	var running *topdown.Error
	if errors.As(err, &running) {
		return at(running.Message, running.Location)
	}
	return refusal.From(err, refusal.Policy)
}

func at(message string, location *ast.Location) error {
	problem := refusal.New(refusal.Policy, "%s", message)
	if location == nil {
		return problem
	}
	return problem.At(location.File, location.Row)
}
