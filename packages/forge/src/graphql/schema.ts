import { readFile } from 'node:fs/promises';
import { buildSchema, type GraphQLSchema } from 'graphql';

/**
 * GitHub's published schema, whole, so that a query GitHub would refuse is refused here.
 *
 * Building it takes about a fifth of a second: read it once, and only when asked.
 */
export async function readSchema(): Promise<GraphQLSchema> {
  // The package's own entry would also parse 5 MB of JSON that nobody needs here.
  const entry = import.meta.resolve('@octokit/graphql-schema');
  const definition = await readFile(new URL('schema.graphql', entry), 'utf8');
  // It is published as valid; checking its 1.2 MB again would double the time.
  return buildSchema(definition, { assumeValid: true, assumeValidSDL: true });
}
