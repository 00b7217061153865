import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type Availability,
  type AvailabilityCheck,
  componentNameProblem,
  createBranchName,
  namespaceProblem,
} from '@slipway/plugin-gitops-common';
import type { Forge, GitOpsRepository } from '@slipway/plugin-gitops-node';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import type { PullRequestReader } from '../pullrequests/PullRequestReader';
import { withDeadline } from '../status/withDeadline';

/** The person in the form waits no longer than this for one check. Milliseconds. */
const DEADLINE_MS = 2_000;

/** A question whether a component can be created. */
export interface AvailabilityQuestion {
  component: string;
  /** Entity reference or plain name of a Group. */
  owner?: string;
  credentials: BackstageCredentials;
}

/** What an {@link AvailabilityChecker} is made from. */
export interface AvailabilityCheckerOptions {
  forge: Forge;
  catalog: CatalogService;
  index: GitOpsIndex;
  pullRequests: PullRequestReader;
  repository: GitOpsRepository;
}

type Finding = Omit<AvailabilityCheck, 'id'>;

/** Looks in every place where a component leaves its name. */
export class AvailabilityChecker {
  readonly #options: AvailabilityCheckerOptions;

  constructor(options: AvailabilityCheckerOptions) {
    this.#options = options;
  }

  /** Asks everywhere at once. Never throws: a place that does not answer is `unknown`. */
  async check(question: AvailabilityQuestion): Promise<Availability> {
    const { component } = question;
    const name = this.#name(component);
    const checks =
      name.status === 'ok'
        ? [
            { id: 'name' as const, ...name },
            ...(await Promise.all([
              guarded('repository', () => this.#repository(component)),
              guarded('entity', () => this.#entity(question)),
              guarded('overlay', () => this.#overlay(component)),
              ...(question.owner === undefined
                ? []
                : [
                    guarded('owner', () =>
                      this.#owner(question.owner ?? '', question.credentials),
                    ),
                  ]),
            ])),
          ]
        : [{ id: 'name' as const, ...name }];
    return {
      component,
      available: checks.every(check => check.status === 'ok'),
      checks,
    };
  }

  #name(component: string): Finding {
    const environments =
      this.#options.index.snapshot?.environments.environments ?? [];
    const problem =
      componentNameProblem(component) ??
      environments
        .map(environment => namespaceProblem(component, environment.name))
        .find(Boolean);
    return problem
      ? { status: 'conflict', message: problem }
      : { status: 'ok', message: 'The name is well-formed.' };
  }

  async #repository(component: string): Promise<Finding> {
    const slug = `${this.#options.repository.owner}/${component}`;
    const found = await this.#options.forge.findRepository(slug, {
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return found
      ? {
          status: 'conflict',
          message: `Repository ${found.slug} exists already.`,
          url: found.url,
        }
      : { status: 'ok', message: `Repository ${slug} is free.` };
  }

  async #entity(question: AvailabilityQuestion): Promise<Finding> {
    const ref = `component:default/${question.component}`;
    const entity = await this.#options.catalog.getEntityByRef(ref, {
      credentials: question.credentials,
    });
    return entity
      ? {
          status: 'conflict',
          message: `The catalog has a component ${question.component} already.`,
          url: `/catalog/default/component/${question.component}`,
        }
      : { status: 'ok', message: 'The catalog has no such component.' };
  }

  async #overlay(component: string): Promise<Finding> {
    const { index, pullRequests, repository } = this.#options;
    if (!index.snapshot) {
      const why =
        index.status.unreachable?.reason ?? index.status.problem?.reason;
      return {
        status: 'unknown',
        message: `The GitOps repository is not read yet${why ? `: ${why}` : ''}.`,
      };
    }
    if (Object.hasOwn(index.snapshot.components, component)) {
      return {
        status: 'conflict',
        message: `The GitOps repository has apps/${component} already.`,
        url: `${repository.url}/tree/${repository.branch}/apps/${component}`,
      };
    }
    const proposed = (await pullRequests.listOpen()).find(
      one => one.branch === createBranchName(component),
    );
    return proposed
      ? {
          status: 'conflict',
          message: `Pull request #${proposed.number} proposes ${component} already.`,
          url: proposed.url,
        }
      : {
          status: 'ok',
          message: 'The GitOps repository has no such component.',
        };
  }

  async #owner(
    owner: string,
    credentials: BackstageCredentials,
  ): Promise<Finding> {
    const ref = parseEntityRef(owner, {
      defaultKind: 'Group',
      defaultNamespace: 'default',
    });
    const entity =
      ref.kind.toLocaleLowerCase('en-US') === 'group'
        ? await this.#options.catalog.getEntityByRef(stringifyEntityRef(ref), {
            credentials,
          })
        : undefined;
    return entity
      ? { status: 'ok', message: `${ref.name} is a group.` }
      : {
          status: 'conflict',
          message: `There is no group ${ref.name}; choose an owner from the list.`,
        };
  }
}

async function guarded(
  id: AvailabilityCheck['id'],
  check: () => Promise<Finding>,
): Promise<AvailabilityCheck> {
  try {
    const finding = await withDeadline(check(), DEADLINE_MS);
    return {
      id,
      ...(finding ?? {
        status: 'unknown',
        message: `The ${id} could not be checked in time; try again.`,
      }),
    };
  } catch (error) {
    return {
      id,
      status: 'unknown',
      message: `The ${id} could not be checked: ${toError(error).message}`,
    };
  }
}
