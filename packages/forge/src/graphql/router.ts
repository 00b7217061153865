import { Router, type RequestHandler } from 'express';
import {
  execute,
  parse,
  validate,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { z } from 'zod';
import { authenticate } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { HttpError } from '../http/errors.ts';
import { formatError, isTechnical } from './errors.ts';
import { NodeBudget, resolveField, type Graph } from './graph.ts';
import { queryRoot } from './query.ts';
import { readSchema } from './schema.ts';

const bodySchema = z.object({
  query: z.string().max(100_000),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().max(200).nullish(),
});

/** Bounds parsing: a query of the catalog has some two hundred tokens. */
const MAX_TOKENS = 5_000;
/** Bounds the list of errors that a hostile query can ask for. */
const MAX_ERRORS = 20;

/**
 * `POST /api/graphql` over GitHub's whole published schema. Expects a parsed JSON body.
 *
 * Queries that do not fit the schema are refused as GitHub refuses them: status 200 and `errors`.
 */
export function graphqlRouter(context: ForgeContext): Router {
  let schema: Promise<GraphQLSchema> | undefined;
  const handler: RequestHandler = async (req, res) => {
    const actor = await authenticate(context, req);
    if (!actor.account) {
      throw new HttpError(
        401,
        'This endpoint requires you to be authenticated.',
        undefined,
        'https://docs.github.com/graphql/guides/forming-calls-with-graphql#authenticating-with-graphql',
      );
    }
    const body = bodySchema.safeParse(req.body);
    if (!body.success) {
      throw new HttpError(
        400,
        'A query attribute must be specified and must be a string.',
      );
    }
    const graph: Graph = {
      context,
      actor,
      viewer: actor.account,
      budget: new NodeBudget(),
    };
    schema ??= readSchema();
    res.json(await answer(await schema, graph, body.data));
  };
  const router = Router();
  router.post('/', (req, res, next) => {
    Promise.resolve(handler(req, res, next)).catch(next);
  });
  return router;
}

async function answer(
  schema: GraphQLSchema,
  graph: Graph,
  { query, variables, operationName }: z.infer<typeof bodySchema>,
): Promise<Record<string, unknown>> {
  const document = parseQuery(query);
  if ('errors' in document) return document;
  const invalid = validate(schema, document, undefined, {
    maxErrors: MAX_ERRORS,
  });
  if (invalid.length) return { errors: invalid.map(formatError) };
  const { data, errors } = await execute({
    schema,
    document,
    rootValue: queryRoot(graph),
    contextValue: graph,
    variableValues: variables,
    operationName,
    fieldResolver: resolveField,
  });
  for (const error of (errors ?? []).filter(isTechnical)) {
    graph.context.log(
      `GraphQL field ${error.path?.join('.')} failed`,
      error.originalError,
    );
  }
  return {
    ...(data !== undefined && { data }),
    ...(errors && { errors: errors.map(formatError) }),
  };
}

function parseQuery(query: string) {
  try {
    return parse(query, { maxTokens: MAX_TOKENS });
  } catch (error) {
    return { errors: [formatError(error as GraphQLError)] };
  }
}
