import { createHash } from 'node:crypto';
import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  isTemplateEntityV1beta3,
  type TemplateEntityV1beta3,
} from '@backstage/plugin-scaffolder-common';
import type { JsonObject } from '@backstage/types';
import {
  type AvailabilityCheck,
  componentFile,
  type CreationPlan,
  type CreationPlanRequest,
  parseComponent,
  type PlanReason,
  verdictOf,
} from '@slipway/plugin-gitops-common';
import type { AvailabilityChecker } from '../availability/AvailabilityChecker';
import type { PlanService } from '../plan/PlanService';
import { SharedCalls } from '../plan/SharedCalls';
import type { CreationAuthority } from './CreationAuthority';
import { titleOf } from './formProblem';
import { PersonQueue } from './PersonQueue';
import { assertPlannable, withoutPlanFields } from './plannableTemplate';
import { plannedEntities } from './plannedEntities';
import type { ScaffolderClient } from './ScaffolderClient';
import type { TemplateReader } from './TemplateReader';
import { proposedFiles, repositoryFiles } from './workspace';

/** Somebody waits in the form. Milliseconds. */
const DEADLINE_MS = 30_000;
const ENTITIES_FILE = 'catalog-info.yaml';

/** What a {@link CreationPlanner} is made from. */
export interface CreationPlannerOptions {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  authority: Pick<CreationAuthority, 'require'>;
  availability: Pick<AvailabilityChecker, 'check'>;
  templates: Pick<TemplateReader, 'read'>;
  scaffolder: Pick<ScaffolderClient, 'rehearse'>;
  plans: Pick<PlanService, 'planFiles'>;
  /** Where repositories of new components are made. */
  organization: string;
  /** Milliseconds; 30 s by default. */
  deadlineMs?: number;
}

/** Who asks for a plan. */
export type CreationPerson = BackstageCredentials<BackstageUserPrincipal>;

interface Creation {
  template: TemplateEntityV1beta3;
  values: JsonObject;
  name: string;
  checks: AvailabilityCheck[];
}

/** Plans what a form would create, by rehearsing its template and planning what comes of it. */
export class CreationPlanner {
  readonly #options: CreationPlannerOptions;
  readonly #calls = new SharedCalls<CreationPlan>();
  readonly #queue = new PersonQueue();

  constructor(options: CreationPlannerOptions) {
    this.#options = options;
  }

  /**
   * Plans a creation for a person; for the same answers only once at a time, and one after the other.
   *
   * @throws `InputError` in the words of the form, `NotAllowedError` if the owner is no team of the person
   */
  async plan(
    request: CreationPlanRequest,
    person: CreationPerson,
    signal: AbortSignal,
  ): Promise<CreationPlan> {
    const { userEntityRef } = person.principal;
    return this.#calls.run(
      digest([userEntityRef, request]),
      async shared =>
        this.#queue.run(userEntityRef, () =>
          this.#within(shared, request, person),
        ),
      signal,
    );
  }

  async #within(
    signal: AbortSignal,
    request: CreationPlanRequest,
    person: CreationPerson,
  ): Promise<CreationPlan> {
    signal.throwIfAborted();
    const { deadlineMs = DEADLINE_MS } = this.#options;
    const deadline = AbortSignal.timeout(deadlineMs);
    try {
      return await this.#plan(
        request,
        person,
        AbortSignal.any([signal, deadline]),
      );
    } catch (error) {
      if (deadline.aborted) {
        throw new ServiceUnavailableError(
          `The plan of ${request.template} took longer than ${deadlineMs / 1000} s; try again in a minute`,
          error,
        );
      }
      throw toError(error);
    }
  }

  async #plan(
    request: CreationPlanRequest,
    person: CreationPerson,
    signal: AbortSignal,
  ): Promise<CreationPlan> {
    const { authority, availability } = this.#options;
    const template = await this.#template(request.template, person);
    const values = request.values as JsonObject;
    const name = answer(template, values, 'name');
    const owner = answer(template, values, 'owner');
    await authority.require(person, owner);
    const { checks } = await availability.check({
      component: name,
      owner,
      credentials: person,
    });
    return this.#outcome({ template, values, name, checks }, signal);
  }

  async #outcome(
    creation: Creation,
    signal: AbortSignal,
  ): Promise<CreationPlan> {
    const { templates, scaffolder, plans, organization } = this.#options;
    const { template, values, name, checks } = creation;
    const reasons = checks.flatMap(reasonOf);
    const of = [stringifyEntityRef(template), values];
    if (checks.some(({ status }) => status === 'conflict')) {
      return {
        id: digest([of, reasons]),
        checks,
        repository: { slug: `${organization}/${name}`, files: [] },
        entities: [],
        verdict: verdictOf(reasons),
      };
    }
    const workspace = await scaffolder.rehearse(
      { template, values, files: await templates.read(template, signal) },
      signal,
    );
    const proposed = proposedFiles(workspace);
    const plan = await plans.planFiles({ files: proposed }, { signal });
    const file = componentFile(name);
    const text = proposed.find(({ path }) => path === file)?.content;
    const files = repositoryFiles(workspace);
    const entities = files.find(({ path }) => path === ENTITIES_FILE)?.content;
    const verdict = verdictOf([...plan.verdict.reasons, ...reasons]);
    return {
      id: digest([of, plan.id, verdict]),
      plan,
      checks,
      repository: {
        slug: text
          ? parseComponent(text, file).repository
          : `${organization}/${name}`,
        files,
      },
      entities: entities ? plannedEntities(entities) : [],
      verdict,
    };
  }

  async #template(
    ref: string,
    person: CreationPerson,
  ): Promise<TemplateEntityV1beta3> {
    const parsed = parseTemplateRef(ref);
    const entity = await this.#options.catalog.getEntityByRef(parsed, {
      credentials: person,
    });
    if (!entity) {
      throw new NotFoundError(
        `There is no template ${ref}; choose one from the list`,
      );
    }
    if (!isTemplateEntityV1beta3(entity)) {
      throw new InputError(`${ref} is no template; choose one from the list`);
    }
    assertPlannable(entity);
    return withoutPlanFields(entity);
  }
}

function parseTemplateRef(ref: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind: 'Template',
        defaultNamespace: 'default',
      }),
    );
  } catch (error) {
    throw new InputError(
      `${JSON.stringify(ref)} names no template; choose one from the list`,
      error,
    );
  }
}

/** The answer to a question that every creation has. */
function answer(
  template: TemplateEntityV1beta3,
  values: JsonObject,
  field: 'name' | 'owner',
): string {
  const value = Object.hasOwn(values, field) ? values[field] : undefined;
  if (typeof value !== 'string' || value === '' || value.length > 253) {
    throw new InputError(`${titleOf(template, field)} is missing.`);
  }
  return value;
}

function reasonOf({ id, status, message }: AvailabilityCheck): PlanReason[] {
  if (status === 'ok') {
    return [];
  }
  return [
    {
      level: status === 'conflict' ? 'refused' : 'attention',
      kind: id === 'owner' ? 'rights' : 'collision',
      message,
    },
  ];
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
