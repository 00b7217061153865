import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import type { JsonObject, JsonValue } from '@backstage/types';

/** The form's field that shows the plan; its answer cannot be had before the plan is. */
const PLAN_FIELD = 'CreationPlan';

/** What a template does: it creates a component, or changes one that exists. */
export type PlannableKind = 'creation' | 'change';

/** The steps that say what the GitOps repository gets. */
const PROPOSING: ReadonlyMap<string, PlannableKind> = new Map([
  ['gitops:pull-request', 'creation'],
  ['gitops:add-overlays', 'change'],
  ['gitops:add-data', 'change'],
  ['gitops:decommission', 'change'],
]);

/**
 * Actions that a rehearsal may run. It runs with the portal's own credentials, so these are only such that show
 * a template's author nothing that a task of theirs would not. Those of the components themselves go by the rights of
 * the person that it is for.
 */
const ACTIONS: ReadonlySet<string> = new Set([
  'gitops:validate-component',
  'gitops:publish-repository',
  'gitops:read-component',
  ...PROPOSING.keys(),
  'gitops:await-entity',
  'catalog:register',
  'fetch:template',
]);

/**
 * Lets only those templates be rehearsed that create or change a component, and can do no harm meanwhile: anybody who
 * may register a template could otherwise read what the portal can.
 *
 * @throws `InputError` that names what stands in the way
 */
export function plannableKind(template: TemplateEntityV1beta3): PlannableKind {
  const { steps, output } = template.spec;
  const name = stringifyEntityRef(template);
  const foreign = steps.find(({ action }) => !ACTIONS.has(action));
  if (foreign) {
    throw new InputError(
      `${name} cannot be planned, because its step ${foreign.action} is not one that plans may run`,
    );
  }
  const [kind, ...more] = steps.flatMap(
    ({ action }) => PROPOSING.get(action) ?? [],
  );
  if (kind === undefined || more.length > 0) {
    throw new InputError(
      `${name} cannot be planned, because it proposes ${kind ? 'more than one change' : 'nothing'} to the GitOps repository`,
    );
  }
  // The scaffolder offers them its caller's token, which is the portal's.
  if (/\bsecrets\b/.test(JSON.stringify([steps, output]))) {
    throw new InputError(
      `${name} cannot be planned, because its steps use secrets`,
    );
  }
  return kind;
}

/** The template without the form's fields that wait for its plan. */
export function withoutPlanFields(
  template: TemplateEntityV1beta3,
): TemplateEntityV1beta3 {
  const { parameters } = template.spec;
  return {
    ...template,
    spec: {
      ...template.spec,
      parameters: Array.isArray(parameters)
        ? parameters.map(withoutFields)
        : parameters && withoutFields(parameters),
    },
  };
}

function withoutFields<T extends JsonObject>(page: T): T {
  const { properties, required } = page;
  if (!isObject(properties)) {
    return page;
  }
  const kept = Object.entries(properties).filter(
    ([, field]) => !isObject(field) || field['ui:field'] !== PLAN_FIELD,
  );
  const names = new Set(kept.map(([name]) => name));
  return {
    ...page,
    properties: Object.fromEntries(kept),
    ...(Array.isArray(required) && {
      required: required.filter(
        name =>
          !Object.hasOwn(properties, String(name)) || names.has(String(name)),
      ),
    }),
  };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
