import type { Graph, Node } from './graph.ts';

/** What a query costs. The forge counts nothing up: it has one user's worth of load. */
export function rateLimitNode({ context, budget }: Graph): Node {
  const limit = context.config.limits.requestsPerHour;
  const reset = new Date(context.clock().getTime() + 60 * 60 * 1000);
  return {
    cost: 1,
    limit,
    remaining: limit - 1,
    used: 1,
    nodeCount: () => budget.spent,
    resetAt: reset.toISOString(),
  };
}
