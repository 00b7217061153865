import { latestStatuses } from '../domain/checks.ts';
import { nodeId } from '../rest/serialize/urls.ts';
import type { CheckRun, CommitStatus, Repository } from '../store/types.ts';
import { connection, type PageArgs } from './connection.ts';
import type { Graph, Node } from './graph.ts';

type Context =
  { kind: 'status'; row: CommitStatus } | { kind: 'run'; row: CheckRun };

const NEUTRAL = new Set(['success', 'neutral', 'skipped']);

/**
 * Everything that machines say of a commit, as a `StatusCheckRollup`; null if they say nothing.
 *
 * @param required - names of the checks that the base branch demands
 */
export async function rollupNode(
  graph: Graph,
  repository: Repository,
  sha: string,
  required: readonly string[],
): Promise<Node | null> {
  const { context } = graph;
  const runs = new Map<string, CheckRun>();
  for (const run of await context.store.checkRuns.list(
    { repoId: repository.id, headSha: sha },
    { orderBy: 'id' },
  )) {
    runs.set(run.name, run);
  }
  const contexts: Context[] = [
    ...[...runs.values()].map(row => ({ kind: 'run', row }) as const),
    ...(await latestStatuses(context, repository, sha)).map(
      row => ({ kind: 'status', row }) as const,
    ),
  ];
  if (contexts.length === 0) return null;
  return {
    __typename: 'StatusCheckRollup',
    id: nodeId('StatusCheckRollup', `${repository.id}:${sha}`),
    state: rollupState(contexts),
    contexts: (args: PageArgs) =>
      connection(graph, contexts, args, {
        name: 'contexts',
        key: ({ kind, row }) => `${kind}:${row.id}`,
        toNode: one => contextNode(one, required),
      }),
  };
}

function contextNode(one: Context, required: readonly string[]): Node {
  const isRequired = (name: string) => () => required.includes(name);
  if (one.kind === 'status') {
    const { row } = one;
    return {
      __typename: 'StatusContext',
      id: nodeId('StatusContext', row.id),
      context: row.context,
      state: row.state.toUpperCase(),
      description: row.description,
      targetUrl: row.targetUrl,
      createdAt: row.createdAt,
      isRequired: isRequired(row.context),
    };
  }
  const { row } = one;
  return {
    __typename: 'CheckRun',
    id: nodeId('CheckRun', row.id),
    databaseId: row.id,
    name: row.name,
    status: row.status.toUpperCase(),
    conclusion: row.conclusion?.toUpperCase() ?? null,
    title: row.output.title,
    summary: row.output.summary,
    text: row.output.text,
    detailsUrl: row.detailsUrl,
    startedAt: row.startedAt,
    completedAt: row.completedAt,
    isRequired: isRequired(row.name),
  };
}

function rollupState(contexts: readonly Context[]): string {
  const states = contexts.map(one => {
    if (one.kind === 'status') return one.row.state;
    if (one.row.status !== 'completed') return 'pending';
    return NEUTRAL.has(one.row.conclusion ?? '') ? 'success' : 'failure';
  });
  const gravest = (['error', 'failure', 'pending'] as const).find(state =>
    states.includes(state),
  );
  return (gravest ?? 'success').toUpperCase();
}
