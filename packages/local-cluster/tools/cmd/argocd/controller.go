package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/kubernetes"

	commitclient "github.com/argoproj/argo-cd/v3/commitserver/apiclient"
	"github.com/argoproj/argo-cd/v3/common"
	"github.com/argoproj/argo-cd/v3/controller"
	"github.com/argoproj/argo-cd/v3/controller/sharding"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	appclientset "github.com/argoproj/argo-cd/v3/pkg/client/clientset/versioned"
	"github.com/argoproj/argo-cd/v3/pkg/ratelimiter"
	"github.com/argoproj/argo-cd/v3/reposerver/apiclient"
	"github.com/argoproj/argo-cd/v3/util/argo/normalizers"
	cacheutil "github.com/argoproj/argo-cd/v3/util/cache"
	appstatecache "github.com/argoproj/argo-cd/v3/util/cache/appstate"
	"github.com/argoproj/argo-cd/v3/util/cli"
	kubeutil "github.com/argoproj/argo-cd/v3/util/kube"
	"github.com/argoproj/argo-cd/v3/util/settings"
)

// Enough for a local cluster; the defaults of 20 and 10 are for hundreds of applications.
const statusProcessors, operationProcessors = 8, 4

// newController is Argo CD's application controller with its metrics on loopback:
// the upstream command has no option for that address and would take every interface.
func newController() *cobra.Command {
	var repoServer, logLevel string
	var metricsPort int
	var resync time.Duration
	command := &cobra.Command{Use: "argocd-application-controller"}
	clientConfig := cli.AddKubectlFlagsToCmd(command)
	cacheSource := appstatecache.AddCacheFlagsToCmd(command)
	command.Flags().StringVar(&repoServer, "repo-server", "", "address of the repo server, plain text")
	command.Flags().IntVar(&metricsPort, "metrics-port", common.DefaultPortArgoCDMetrics, "TCP port of metrics and health on 127.0.0.1")
	command.Flags().DurationVar(&resync, "app-resync", 2*time.Minute, "how often an application is compared without being asked to")
	command.Flags().StringVar(&logLevel, "loglevel", "info", "debug, info, warn or error")
	command.RunE = func(command *cobra.Command, _ []string) error {
		ctx, cancel := signal.NotifyContext(command.Context(), os.Interrupt, syscall.SIGTERM)
		defer cancel()
		cli.SetLogLevel(logLevel)
		config, err := clientConfig.ClientConfig()
		if err != nil {
			return err
		}
		namespace, _, err := clientConfig.Namespace()
		if err != nil {
			return err
		}
		if err := v1alpha1.SetK8SConfigDefaults(config); err != nil {
			return err
		}
		cache, err := cacheSource()
		if err != nil {
			return err
		}
		cache.Cache.SetClient(cacheutil.NewTwoLevelClient(cache.Cache.GetClient(), 10*time.Minute))

		var apps *controller.ApplicationController
		kube := kubernetes.NewForConfigOrDie(config)
		manager := settings.NewSettingsManager(ctx, kube, namespace, settings.WithRepoOrClusterChangedHandler(func() {
			apps.InvalidateProjectsCache()
		}))
		shards, err := sharding.GetClusterSharding(kube, manager, common.DefaultShardingAlgorithm, false)
		if err != nil {
			return err
		}
		apps, err = controller.NewApplicationController(
			namespace, manager, kube, appclientset.NewForConfigOrDie(config),
			apiclient.NewRepoServerClientset(repoServer, 60, apiclient.TLSConfiguration{DisableTLS: true}),
			commitclient.NewCommitServerClientset(common.DefaultCommitServerAddr),
			cache, kubeutil.NewKubectl(),
			resync, 0, resync/4, // resync, hard resync (never), jitter
			0, &wait.Backoff{Duration: 2 * time.Second, Factor: 3, Cap: time.Minute}, 2*time.Minute, // self-healing
			0, 2*resync, // sync timeout (none), grace for errors of the repo server
			metricsPort, 0, nil, nil, nil, // metrics
			20, false, shards, nil, // concurrent applies, health stays out of the Application, one shard, one namespace
			ratelimiter.GetDefaultAppRateLimiterConfig(),
			false, false, normalizers.IgnoreNormalizerOpts{}, []string{"all"}, false,
		)
		if err != nil {
			return err
		}
		apps.GetMetricsServer().Addr = fmt.Sprintf("127.0.0.1:%d", metricsPort)
		go apps.Run(ctx, statusProcessors, operationProcessors)
		<-ctx.Done()
		return nil
	}
	return command
}
