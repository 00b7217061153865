package policy

import (
	"crypto/sha256"
	"encoding/json"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/util"

	"slipway.dev/renderer/internal/refusal"
)

const (
	maxModules  = 500
	maxModule   = 1 << 20
	maxPrograms = 8
	maxQueries  = 64
)

// Cache keeps compiled modules, by the hash of them and their data. The one
// unused for longest goes first.
type Cache struct {
	programs map[[sha256.Size]byte]*program
	used     [][sha256.Size]byte
}

// NewCache makes an empty cache.
func NewCache() *Cache { return &Cache{programs: map[[sha256.Size]byte]*program{}} }

type program struct {
	compiler *ast.Compiler
	store    storage.Store
	queries  map[string]ast.Body
}

func (c *Cache) program(r Request) (*program, error) {
	// Encoding sorts the keys, so that equal requests have equal hashes.
	text, err := json.Marshal([]any{r.Modules, r.Data})
	if err != nil {
		return nil, refusal.New(refusal.Invalid, "the data of the policies are no JSON: %v", err)
	}
	key := sha256.Sum256(text)
	p, known := c.programs[key]
	if !known {
		if p, err = compile(r); err != nil {
			return nil, err
		}
		c.programs[key] = p
	}
	c.used = append(slices.DeleteFunc(c.used, func(other [sha256.Size]byte) bool { return other == key }), key)
	if len(c.used) > maxPrograms {
		delete(c.programs, c.used[0])
		c.used = c.used[1:]
	}
	return p, nil
}

func compile(r Request) (*program, error) {
	if len(r.Modules) > maxModules {
		return nil, refusal.New(refusal.Limit, "there are %d modules of policies; at most %d are compiled", len(r.Modules), maxModules)
	}
	options := ast.ParserOptions{RegoVersion: ast.RegoV1, Capabilities: capabilities()}
	modules := make(map[string]*ast.Module, len(r.Modules))
	for _, name := range slices.Sorted(maps.Keys(r.Modules)) {
		text := r.Modules[name]
		if len(text) > maxModule {
			return nil, refusal.New(refusal.Limit, "%s has %d bytes; at most %d are read", name, len(text), maxModule).At(name, 0)
		}
		module, err := ast.ParseModuleWithOpts(name, text, options)
		if err != nil {
			return nil, explain(err)
		}
		modules[name] = module
	}
	compiler := ast.NewCompiler().WithCapabilities(capabilities()).WithDefaultRegoVersion(ast.RegoV1)
	if compiler.Compile(modules); compiler.Failed() {
		return nil, explain(compiler.Errors)
	}
	data := map[string]any{}
	if len(r.Data) > 0 {
		if err := util.UnmarshalJSON(r.Data, &data); err != nil {
			return nil, refusal.New(refusal.Invalid, "the data of the policies are no JSON object: %v", err)
		}
	}
	store := inmem.NewFromObjectWithOpts(data, inmem.OptRoundTripOnWrite(false))
	return &program{compiler: compiler, store: store, queries: map[string]ast.Body{}}, nil
}

// query compiles a reference such as data.slipway.overlay.deny.
func (p *program) query(text string) (ast.Body, error) {
	if body, known := p.queries[text]; known {
		return body, nil
	}
	reference, err := ast.ParseRef(text)
	if err != nil || !reference.HasPrefix(ast.DefaultRootRef) || !reference.IsGround() {
		return nil, refusal.New(refusal.Policy, "the query %q is not a path below data", text)
	}
	if len(p.queries) >= maxQueries {
		return nil, refusal.New(refusal.Limit, "more than %d different queries are asked", maxQueries)
	}
	body := ast.NewBody(ast.Equality.Expr(ast.NewTerm(answer), ast.NewTerm(reference)))
	compiled, err := p.compiler.QueryCompiler().Compile(body)
	if err != nil {
		return nil, explain(err)
	}
	p.queries[text] = compiled
	return compiled, nil
}

// capabilities are OPA's own but for what would make two evaluations of the
// same input differ, or reach beyond it: http.send, net.lookup_ip_addr,
// opa.runtime, rand.intn, time.now_ns and uuid.rfc4122. A policy that needs
// the time is given it as data.
func capabilities() *ast.Capabilities {
	all := ast.CapabilitiesForThisVersion(ast.CapabilitiesRegoVersion(ast.RegoV1))
	all.Builtins = slices.DeleteFunc(all.Builtins, func(b *ast.Builtin) bool { return b.IsNondeterministic() })
	all.AllowNet = []string{}
	return all
}
