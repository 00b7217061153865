import type { GraphQLFieldResolver } from 'graphql';
import type { Account } from '../store/types.ts';
import type { Actor } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { graphError } from './errors.ts';

/** What every resolver works with during one request. */
export interface Graph {
  readonly context: ForgeContext;
  readonly actor: Actor;
  /** Who asks: GraphQL knows nobody anonymous. */
  readonly viewer: Account;
  readonly budget: NodeBudget;
}

/** GitHub's bound on what one query may ask for. */
const MAX_NODES = 500_000;

/** Counts the nodes that a query has been given, since nested connections multiply. */
export class NodeBudget {
  #spent = 0;

  /** @throws GraphQLError when the query has been given more nodes than GitHub gives. */
  spend(nodes: number): void {
    this.#spent += nodes;
    if (this.#spent > MAX_NODES) {
      throw graphError(
        'MAX_NODE_LIMIT_EXCEEDED',
        `This query requests more than ${MAX_NODES.toLocaleString('en')} possible nodes which exceeds the maximum limit.`,
      );
    }
  }

  get spent(): number {
    return this.#spent;
  }
}

/** A resolved value of an object type: plain fields, and functions for what is asked lazily. */
export type Node = Record<string, unknown>;

/** A lazily resolved field with its arguments. */
export type Field<Args = object> = (args: Args) => unknown;

/**
 * Takes fields from the resolved object. A field that the schema has and the forge does not
 * resolve is an error and never null: null would be an answer.
 */
export const resolveField: GraphQLFieldResolver<Node, Graph> = (
  source,
  args,
  _graph,
  info,
) => {
  const value = source[info.fieldName];
  if (typeof value === 'function') return (value as Field)(args);
  if (value === undefined) {
    throw graphError(
      'NOT_IMPLEMENTED',
      `The local forge does not resolve ${info.parentType.name}.${info.fieldName}`,
    );
  }
  return value;
};
