import { graphError } from './errors.ts';
import type { Graph, Node } from './graph.ts';

/** The paging arguments of every connection. */
export interface PageArgs {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
}

/** How a connection presents its items. */
export interface ConnectionOptions<T> {
  /** the field's name, for error messages */
  name: string;
  /** stable and unique among the items: what cursors are made of */
  key: (item: T) => number | string;
  toNode: (item: T) => Node | Promise<Node>;
  /** fields of an edge beside `node` and `cursor` */
  toEdge?: (item: T) => Node;
}

const MAX_PAGE = 100;

/**
 * One page of a list with GitHub's rules: `first` or `last` is required, at most 100.
 *
 * Cursors name items, not positions, so that a page stays right when others come and go.
 *
 * @param items - all of them, in order
 * @throws GraphQLError as GitHub does for missing or wrong bounds
 */
export function connection<T>(
  graph: Graph,
  items: readonly T[],
  args: PageArgs,
  { name, key, toNode, toEdge }: ConnectionOptions<T>,
): Node {
  checkBounds(name, args);
  const cursor = (item: T) => encodeCursor(key(item));
  const after = args.after ? indexOf(name, items, cursor, args.after) : -1;
  const before = args.before
    ? indexOf(name, items, cursor, args.before)
    : items.length;
  const window = items.slice(after + 1, before);
  const page =
    typeof args.first === 'number'
      ? window.slice(0, args.first)
      : window.slice(Math.max(0, window.length - (args.last ?? 0)));
  graph.budget.spend(page.length);
  const start = page.length ? items.indexOf(page[0]) : after + 1;
  return {
    totalCount: items.length,
    nodes: () => Promise.all(page.map(toNode)),
    edges: () =>
      page.map(item => ({
        cursor: cursor(item),
        node: () => toNode(item),
        ...toEdge?.(item),
      })),
    pageInfo: {
      startCursor: page.length ? cursor(page[0]) : null,
      endCursor: page.length ? cursor(page[page.length - 1]) : null,
      hasPreviousPage: start > 0,
      hasNextPage: start + page.length < items.length,
    },
  };
}

function checkBounds(name: string, { first, last }: PageArgs): void {
  if (typeof first !== 'number' && typeof last !== 'number') {
    throw graphError(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  }
  for (const [bound, value] of Object.entries({ first, last })) {
    if (typeof value !== 'number') continue;
    if (value > MAX_PAGE) {
      throw graphError(
        'EXCESSIVE_PAGINATION',
        `Requesting ${value} records on the \`${name}\` connection exceeds the \`${bound}\` limit of ${MAX_PAGE} records.`,
      );
    }
    if (value < 0) {
      throw graphError(
        'INVALID_PAGINATION',
        `\`${bound}\` on the \`${name}\` connection cannot be less than zero.`,
      );
    }
  }
}

function encodeCursor(key: number | string): string {
  return Buffer.from(`cursor:v2:${key}`).toString('base64');
}

function indexOf<T>(
  name: string,
  items: readonly T[],
  cursor: (item: T) => string,
  wanted: string,
): number {
  const index = items.findIndex(item => cursor(item) === wanted);
  if (index < 0) {
    throw graphError(
      'INVALID_CURSOR_ARGUMENTS',
      `\`${wanted}\` does not appear to be a valid cursor on the \`${name}\` connection.`,
    );
  }
  return index;
}
