import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** An error with a `type`, as GitHub puts it beside `message`. */
export function graphError(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** What GitHub says when nothing has that name. */
export function notResolved(kind: string, what: string): GraphQLError {
  return graphError('NOT_FOUND', `Could not resolve to ${kind} with ${what}.`);
}

/** GitHub's codes for the ways in which a query does not fit the schema. */
const CODES: readonly [RegExp, string][] = [
  [/^Cannot query field/, 'undefinedField'],
  [/^Unknown argument/, 'argumentNotAccepted'],
  [/argument ".+" of type ".+" is required/, 'missingRequiredArguments'],
  [/^Unknown type/, 'undefinedType'],
  [/^Variable ".+" is not defined/, 'variableNotDefined'],
  [/^Variable ".+" is never used/, 'variableNotUsed'],
  [/^Variable ".+" of type ".+" used in position/, 'variableMismatch'],
  [
    /must have a selection of subfields|must not have a selection/,
    'selectionMismatch',
  ],
  [/^Expected value of type|cannot represent/, 'argumentLiteralsIncompatible'],
];

/** The form of an error in a reply: GitHub's `type` or `extensions.code`, never a stack. */
export function formatError(
  error: GraphQLError,
): GraphQLFormattedError & { type?: string } {
  const { message, locations, path, extensions } = presentable(error).toJSON();
  const type = extensions?.type;
  const code = CODES.find(([pattern]) => pattern.test(message))?.[1];
  return {
    ...(typeof type === 'string' && { type }),
    ...(path && { path }),
    ...(code && { extensions: { code } }),
    ...(locations && { locations }),
    message,
  };
}

/** Whether something broke, as opposed to a query that asked for what is not there. */
export function isTechnical({ originalError }: GraphQLError): boolean {
  return (
    originalError !== undefined && !(originalError instanceof GraphQLError)
  );
}

function presentable(error: GraphQLError): GraphQLError {
  if (!isTechnical(error)) return error;
  return new GraphQLError('Something went wrong while executing your query.', {
    nodes: error.nodes,
    path: error.path,
    extensions: { type: 'INTERNAL' },
  });
}
