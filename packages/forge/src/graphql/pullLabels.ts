import { accountLookup } from '../domain/accounts.ts';
import { issueExtras } from '../domain/pullFacts.ts';
import { nodeId } from '../rest/serialize/urls.ts';
import type { PullRequest } from '../store/types.ts';
import { actorNode } from './actor.ts';
import { connection, type PageArgs } from './connection.ts';
import type { Graph, Node } from './graph.ts';

/** What GraphQL calls the events of which the forge knows. */
const EVENTS = {
  labeled: { type: 'LABELED_EVENT', name: 'LabeledEvent' },
  unlabeled: { type: 'UNLABELED_EVENT', name: 'UnlabeledEvent' },
} as const;

/** What a `PullRequest` tells of its labels: which it has, and who gave and took them. */
export function labelFields(graph: Graph, pull: PullRequest): Node {
  const { context } = graph;
  return {
    labels: async (args: PageArgs) => {
      const { labels } = await issueExtras(context, pull.id);
      return connection(graph, labels, args, {
        name: 'labels',
        key: ({ id }) => id,
        toNode: ({ id, name, color, description }) =>
          labelNode(id, { name, color, description }),
      });
    },
    timelineItems: async (
      args: PageArgs & { itemTypes?: readonly string[] | null },
    ) => {
      const all = await context.store.labelEvents.list(
        { issueId: pull.id },
        { orderBy: 'id' },
      );
      const rows = all.filter(
        ({ action }) => args.itemTypes?.includes(EVENTS[action].type) ?? true,
      );
      const account = await accountLookup(
        context,
        rows.map(({ actorId }) => actorId),
      );
      return connection(graph, rows, args, {
        name: 'timelineItems',
        key: ({ id }) => id,
        toNode: ({ id, action, actorId, name, color, createdAt }) => ({
          __typename: EVENTS[action].name,
          id: nodeId(EVENTS[action].name, id),
          createdAt,
          actor: actorNode(graph, account(actorId)),
          label: labelNode(id, { name, color, description: null }),
        }),
      });
    },
  };
}

function labelNode(
  id: number,
  shown: { name: string; color: string; description: string | null },
): Node {
  return { __typename: 'Label', id: nodeId('Label', id), ...shown };
}
