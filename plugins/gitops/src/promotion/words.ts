import { livePartsOf, type Promotion } from '@slipway/plugin-gitops-common';

/** What a promotion brings, "1.5.0" or "3 components". */
export function whatOf(promotion: Pick<Promotion, 'parts'>): string {
  const parts = livePartsOf(promotion);
  const components = new Set(parts.map(({ component }) => component));
  const versions = [...new Set(parts.map(({ to }) => to))];
  return components.size > 1
    ? `${components.size} components`
    : versions.join(', ');
}

/** What a promotion does, in a few words. */
export function titleOf(promotion: Promotion): string {
  const { kind, environment } = promotion;
  const what = whatOf(promotion);
  return kind === 'rollback'
    ? `Rollback to ${what} in ${environment}`
    : `Promotion of ${what} to ${environment}`;
}
