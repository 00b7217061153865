import { createHash } from 'node:crypto';
import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  InputError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
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
import type { ProposedFile } from '../plan/trees/proposedFiles';
import type { ChangeAuthority } from './ChangeAuthority';
import type { CreationAuthority } from './CreationAuthority';
import { findTemplate } from './findTemplate';
import { titleOf } from './formProblem';
import { PersonQueue } from './PersonQueue';
import { plannableKind, withoutPlanFields } from './plannableTemplate';
import { plannedEntities } from './plannedEntities';
import type { ScaffolderClient, WorkspaceFile } from './ScaffolderClient';
import type { TemplateReader } from './TemplateReader';
import { proposed, repositoryFiles } from './workspace';

/** Somebody waits in the form. Milliseconds. */
const DEADLINE_MS = 30_000;
const ENTITIES_FILE = 'catalog-info.yaml';
/** Of a name, or of a reference. */
const MAX_ANSWER = 400;

/** What a {@link CreationPlanner} is made from. */
export interface CreationPlannerOptions {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  authority: Pick<CreationAuthority, 'require'>;
  changes: Pick<ChangeAuthority, 'require'>;
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
  person: CreationPerson;
  /** What a new component is called; undefined if one that exists is changed. */
  name?: string;
  checks: AvailabilityCheck[];
}

/** Plans what a form would create or change, by rehearsing its template and planning what comes of it. */
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
   * @throws `InputError` in the words of the form, `NotAllowedError` if the owner is no team of the person,
   * `NotFoundError` if the person does not see the component that would be changed
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
    const { authority, availability, catalog, changes } = this.#options;
    const found = await findTemplate(catalog, request.template, person);
    const kind = plannableKind(found);
    const template = withoutPlanFields(found);
    const values = request.values as JsonObject;
    if (kind === 'change') {
      await changes.require(person, answer(template, values, 'component'));
      return this.#outcome({ template, values, person, checks: [] }, signal);
    }
    const name = answer(template, values, 'name');
    const owner = answer(template, values, 'owner');
    await authority.require(person, owner);
    const { checks } = await availability.check({
      component: name,
      owner,
      credentials: person,
    });
    return this.#outcome({ template, values, person, name, checks }, signal);
  }

  async #outcome(
    { template, values, person, name, checks }: Creation,
    signal: AbortSignal,
  ): Promise<CreationPlan> {
    const { templates, scaffolder, plans, organization } = this.#options;
    const reasons = checks.flatMap(reasonOf);
    const of = [stringifyEntityRef(template), values];
    const slug = `${organization}/${name}`;
    if (checks.some(({ status }) => status === 'conflict')) {
      return {
        id: digest([of, reasons]),
        checks,
        repository: { slug, files: [] },
        entities: [],
        effects: [],
        verdict: verdictOf(reasons),
      };
    }
    const files = await templates.read(template, signal);
    const workspace = await scaffolder.rehearse(
      { template, values, files, person },
      signal,
    );
    const { files: changed, effects } = proposed(workspace);
    const plan =
      changed.length > 0
        ? await plans.planFiles({ files: changed }, { signal })
        : undefined;
    const verdict = verdictOf([...(plan?.verdict.reasons ?? []), ...reasons]);
    return {
      id: digest([of, plan?.id, effects, verdict]),
      plan,
      checks,
      effects,
      entities: [],
      ...(name !== undefined && created(name, slug, workspace, changed)),
      verdict,
    };
  }
}

/** The repository of a new component, and what the catalog would read in it. */
function created(
  name: string,
  slug: string,
  workspace: readonly WorkspaceFile[],
  changed: readonly ProposedFile[],
): Pick<CreationPlan, 'repository' | 'entities'> {
  const file = componentFile(name);
  const text = changed.find(({ path }) => path === file)?.content;
  const files = repositoryFiles(workspace);
  const entities = files.find(({ path }) => path === ENTITIES_FILE)?.content;
  return {
    repository: {
      slug: text ? parseComponent(text, file).repository : slug,
      files,
    },
    entities: entities ? plannedEntities(entities) : [],
  };
}

/** The answer to a question that every such form has. */
function answer(
  template: TemplateEntityV1beta3,
  values: JsonObject,
  field: 'name' | 'owner' | 'component',
): string {
  const value = Object.hasOwn(values, field) ? values[field] : undefined;
  if (typeof value !== 'string' || value === '' || value.length > MAX_ANSWER) {
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
