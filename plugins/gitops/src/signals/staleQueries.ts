import { componentKey, type GitOpsSignal } from '@slipway/plugin-gitops-common';
import type { QueryKey } from '@tanstack/react-query';

/**
 * What a topic makes old, by the first part of a query's key. The second part of a key is a
 * component, or a filter that may name one, or neither.
 */
const KINDS: Readonly<Record<GitOpsSignal['topic'], readonly unknown[]>> = {
  delivery: ['delivery', 'cell', 'board', 'comparison', 'rollout'],
  promotions: ['promotions', 'promotion', 'holds', 'cell'],
  changes: ['changes', 'figures', 'rollbacks', 'cell'],
  'pull-requests': [
    'pull-requests',
    'reviews',
    'review',
    'delivery',
    'promotion',
  ],
};

/** Whether what a query has read may have changed. */
export function isStale(
  [kind, subject]: QueryKey,
  { topic, keys }: GitOpsSignal,
): boolean {
  if (!KINDS[topic].includes(kind)) {
    return false;
  }
  const component = componentOf(subject);
  return (
    keys === undefined ||
    component === undefined ||
    keys.includes(componentKey(component))
  );
}

function componentOf(subject: unknown): string | undefined {
  if (typeof subject === 'string') {
    return subject;
  }
  const isFilter =
    typeof subject === 'object' && subject !== null && 'component' in subject;
  return isFilter && typeof subject.component === 'string'
    ? subject.component
    : undefined;
}
