// Command argocd is the part of Argo CD that a local cluster runs: four of its
// components in one binary, chosen by the name it is started with. Leaving out
// the command-line client and the other components saves compile time and disk.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	applicationset "github.com/argoproj/argo-cd/v3/cmd/argocd-applicationset-controller/commands"
	gitaskpass "github.com/argoproj/argo-cd/v3/cmd/argocd-git-ask-pass/commands"
	reposerver "github.com/argoproj/argo-cd/v3/cmd/argocd-repo-server/commands"
	server "github.com/argoproj/argo-cd/v3/cmd/argocd-server/commands"
	"github.com/argoproj/argo-cd/v3/util/log"
	"github.com/spf13/cobra"
	"k8s.io/klog/v2"
)

func main() {
	components := map[string]func() *cobra.Command{
		"argocd-application-controller":    newController,
		"argocd-applicationset-controller": applicationset.NewCommand,
		"argocd-git-ask-pass":              gitaskpass.NewCommand,
		"argocd-repo-server":               reposerver.NewCommand,
		"argocd-server":                    server.NewCommand,
	}
	// The repo server has git start "argocd" with this variable to ask for credentials.
	name := os.Getenv("ARGOCD_BINARY_NAME")
	if name == "" {
		name = filepath.Base(os.Args[0])
	}
	component, known := components[name]
	if !known {
		fmt.Fprintf(os.Stderr, "argocd: %q is not a component; link this binary under the name of one\n", name)
		os.Exit(2)
	}
	klog.SetLogger(log.NewLogrusLogger(log.NewWithCurrentConfig()))
	command := component()
	command.SilenceErrors = true
	command.SilenceUsage = true
	if err := command.Execute(); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		os.Exit(1)
	}
}
