import { environmentsSchema } from '../../environments/environments';
import { evaluateGates } from '../evaluateGates';
import type { GateInput, GateResult } from '../gate';

function environments(prod: object) {
  return environmentsSchema.parse({
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Environments',
    environments: [
      { name: 'dev', clusters: ['yc'] },
      { name: 'staging', clusters: ['yc', 'vk'] },
      { name: 'prod', clusters: ['yc', 'vk'], ...prod },
    ],
    clusters: [{ name: 'yc' }, { name: 'vk' }],
  });
}

/** Saturday noon. */
export const now = new Date('2026-11-21T12:00:00Z');

/** What the gates of prod say, which comes after dev on yc, and staging on yc and vk. */
export function gates(prod: object, change: Partial<GateInput> = {}) {
  return evaluateGates({
    environment: 'prod',
    environments: environments(prod),
    kind: 'promotion',
    components: ['shop'],
    now,
    upstream: [],
    approvals: [],
    holds: [],
    hotfix: false,
    verdict: { level: 'safe', reasons: [] },
    ...change,
  });
}

/** One of them. */
export function only(gate: GateResult['gate'], results: GateResult[]) {
  return results.find(one => one.gate === gate);
}
