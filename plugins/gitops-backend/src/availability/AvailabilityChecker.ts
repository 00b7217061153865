import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
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
import type { ComponentGuard, Sees } from '../access/ComponentGuard';
import type { GitMirror } from '../git/GitMirror';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import type { Snapshot } from '../index/snapshot';
import type { PullRequestReader } from '../pullrequests/PullRequestReader';
import { withDeadline } from '../status/withDeadline';
import { hostPattern, hostsOf } from './hosts';
import { namespaceCollision } from './namespaceCollision';

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
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  catalog: CatalogService;
  guard: Pick<ComponentGuard, 'sees'>;
  index: GitOpsIndex;
  pullRequests: PullRequestReader;
  repository: GitOpsRepository;
  mirror: Pick<GitMirror, 'filesMatching'>;
  /** Domain below which templates publish the hosts of new components. */
  domain: string;
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
              guarded('overlay', () => this.#overlay(question)),
              guarded('namespace', () => this.#namespace(question)),
              guarded('host', () => this.#host(question)),
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
    const { auth, catalog } = this.#options;
    const ref = `component:default/${question.component}`;
    // A name is taken even if whoever asks may not see by what.
    const entity = await catalog.getEntityByRef(ref, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    const sees = await this.#sees(question);
    return entity
      ? {
          status: 'conflict',
          message: `The catalog has a component ${question.component} already.`,
          ...(sees([question.component]) && {
            url: `/catalog/default/component/${question.component}`,
          }),
        }
      : { status: 'ok', message: 'The catalog has no such component.' };
  }

  async #overlay(question: AvailabilityQuestion): Promise<Finding> {
    const { component } = question;
    const { index, pullRequests } = this.#options;
    if (!index.snapshot) {
      return this.#unread();
    }
    if (Object.hasOwn(index.snapshot.components, component)) {
      return {
        status: 'conflict',
        message: `The GitOps repository has apps/${component} already.`,
        ...(await this.#place(question, component)),
      };
    }
    const proposed = (await pullRequests.listOpen()).find(
      one => one.branch === createBranchName(component),
    );
    const sees = await this.#sees(question);
    return proposed
      ? {
          status: 'conflict',
          message: `A pull request proposes ${component} already.`,
          ...(sees(proposed.components) && { url: proposed.url }),
        }
      : {
          status: 'ok',
          message: 'The GitOps repository has no such component.',
        };
  }

  async #namespace(question: AvailabilityQuestion): Promise<Finding> {
    const { component } = question;
    const { snapshot } = this.#options.index;
    if (!snapshot) {
      return this.#unread();
    }
    const collision = namespaceCollision(
      snapshot.environments,
      component,
      overlaysByComponent(snapshot),
    );
    return collision
      ? await this.#taken(
          question,
          `Its namespace ${collision.namespace}`,
          collision.component,
        )
      : { status: 'ok', message: 'Its namespaces are free.' };
  }

  async #host(question: AvailabilityQuestion): Promise<Finding> {
    const { component } = question;
    const { domain, index, mirror } = this.#options;
    const { snapshot } = index;
    if (!snapshot) {
      return this.#unread();
    }
    const hosts = hostsOf(
      component,
      snapshot.environments.environments.map(({ name }) => name),
      domain,
    );
    const files = await mirror.filesMatching(
      snapshot.commit,
      'apps',
      hosts.map(hostPattern),
    );
    const taken = files
      .map(path => path.split('/')[1])
      .find(other => other !== component);
    return taken === undefined
      ? { status: 'ok', message: 'Its hosts are free.' }
      : this.#taken(question, `One of its hosts, ${hosts.join(', ')},`, taken);
  }

  /** By which component is told to those who may know of it. */
  async #taken(
    question: AvailabilityQuestion,
    what: string,
    component: string,
  ): Promise<Finding> {
    const place = await this.#place(question, component);
    const by = place.url === undefined ? '' : ` by ${component}`;
    return {
      status: 'conflict',
      message: `${what} is taken${by}; choose another name.`,
      ...place,
    };
  }

  #sees({ credentials }: AvailabilityQuestion): Promise<Sees> {
    return this.#options.guard.sees(credentials);
  }

  /** Where a component is, for those who may know of it. */
  async #place(
    question: AvailabilityQuestion,
    component: string,
  ): Promise<Pick<Finding, 'url'>> {
    const sees = await this.#sees(question);
    const { url, branch } = this.#options.repository;
    return sees([component])
      ? { url: `${url}/tree/${branch}/apps/${component}` }
      : {};
  }

  #unread(): Finding {
    const { status } = this.#options.index;
    const why = status.unreachable?.reason ?? status.problem?.reason;
    return {
      status: 'unknown',
      message: `The GitOps repository is not read yet${why ? `: ${why}` : ''}.`,
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

function overlaysByComponent(snapshot: Snapshot): Map<string, string[]> {
  return new Map(
    Object.entries(snapshot.components).map(([name, { overlays }]) => [
      name,
      overlays.map(overlay => overlay.name),
    ]),
  );
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
