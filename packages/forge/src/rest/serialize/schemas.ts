import type { components } from '@octokit/openapi-types';

/** A reply of GitHub's REST API, by the name of its schema in GitHub's own description. */
export type Schema<Name extends keyof components['schemas']> =
  components['schemas'][Name];
