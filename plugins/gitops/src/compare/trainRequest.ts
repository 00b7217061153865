import type {
  ComparisonResponse,
  PromotionRequest,
} from '@slipway/plugin-gitops-common';

type Difference = ComparisonResponse['differences'][number];

/** What tells a difference apart: a component differs once for each of its overlays. */
export function differenceKey({ overlay }: Difference): string {
  return overlay;
}

/**
 * What brings the chosen differences to the target: one pull request for all of them. A component
 * whose overlays are not all chosen names the clusters of those that are.
 */
export function trainRequest(
  { source, target, differences }: ComparisonResponse,
  chosen: ReadonlySet<string>,
): PromotionRequest | undefined {
  const wanted = differences.filter(one => chosen.has(differenceKey(one)));
  const components = [...new Set(wanted.map(({ component }) => component))];
  const parts = components.map(component => {
    const of = (list: readonly Difference[]) =>
      list.filter(one => one.component === component);
    const [all, some] = [of(differences), of(wanted)];
    return {
      component,
      version: some[0].to,
      ...(some.length < all.length && {
        clusters: some.flatMap(({ clusters }) => clusters),
      }),
    };
  });
  return parts.length > 0
    ? {
        kind: parts.length > 1 ? 'train' : 'promotion',
        environment: target,
        source,
        parts,
        hotfix: false,
      }
    : undefined;
}
