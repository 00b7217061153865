// Command dockerfile-lint holds Dockerfiles to BuildKit's own rules, without a daemon and without
// a registry. It prints what it finds and ends with 1 if there is anything.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/moby/buildkit/frontend/subrequests/lint"
	"github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: dockerfile-lint FILE…")
		os.Exit(2)
	}
	passed := true
	for _, path := range os.Args[1:] {
		clean, err := check(context.Background(), path, os.Stdout)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", path, err)
			os.Exit(2)
		}
		passed = passed && clean
	}
	if !passed {
		os.Exit(1)
	}
}

// check prints what BuildKit says of one Dockerfile, and whether that is nothing.
func check(ctx context.Context, path string, out io.Writer) (bool, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return false, err
	}
	source := llb.NewSourceMap(nil, path, "Dockerfile", text)
	source.Definition = &llb.Definition{} // where the file comes from; BuildKit asks for one
	results, err := dockerfile2llb.DockerfileLint(ctx, text, dockerfile2llb.ConvertOpt{
		Config:       dockerui.Config{LinterConfig: &linter.Config{ExperimentalAll: true}},
		SourceMap:    source,
		MetaResolver: bases{},
	})
	if err != nil {
		return false, err
	}
	if len(results.Warnings) == 0 && results.Error == nil {
		return true, nil
	}
	report, err := json.Marshal(results)
	if err != nil {
		return false, err
	}
	if results.Error != nil {
		fmt.Fprintf(out, "%s: %s\n", path, results.Error.Message)
	}
	return false, lint.PrintLintViolations(report, out, nil)
}

// bases stands for a registry: no rule looks at more of a base image than its platform.
type bases struct{}

func (bases) ResolveImageConfig(_ context.Context, ref string, opt sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	image := ocispecs.Image{Platform: ocispecs.Platform{OS: "linux", Architecture: "amd64"}}
	if opt.ImageOpt != nil && opt.ImageOpt.Platform != nil {
		image.Platform = *opt.ImageOpt.Platform
	}
	config, err := json.Marshal(image)
	if err != nil {
		return "", "", nil, err
	}
	return ref, digest.FromBytes(config), config, nil
}
