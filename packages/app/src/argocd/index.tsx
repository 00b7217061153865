import upstreamPlugin from '@roadiehq/backstage-plugin-argo-cd/alpha';

/** Upstream's plugin, with one overview card for each Argo CD instead of one for all. */
export const argocdPlugin = upstreamPlugin.withOverrides({
  extensions: [
    upstreamPlugin.getExtension('entity-card:argocd/overviewCard').override({
      params: {
        loader: async () => {
          const { InstanceCards } = await import('./InstanceCards');
          return <InstanceCards />;
        },
      },
    }),
  ],
});
