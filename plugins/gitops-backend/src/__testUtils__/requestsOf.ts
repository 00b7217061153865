import { z } from 'zod';
import { type Sent, WRITES } from './writes';

/** What parameters are tried with. Whoever adds a parameter to an endpoint adds a line here. */
const VALUES: Record<string, readonly string[]> = {
  name: ['shop', 'payroll', 'nothing'],
  component: ['shop', 'payroll', 'nothing'],
  number: ['7', '8', '9', '10'],
  environment: ['dev', 'prod'],
  cluster: ['yc', 'vk'],
  owner: ['group:default/team-shop', 'group:default/team-payroll'],
  system: ['system:default/retail'],
  kind: ['deploy', 'removal'],
  state: ['degraded', 'synced'],
  text: ['sho', 'pay'],
  id: ['0'.repeat(64), 'PLAN-7', 'PLAN-8', 'PLAN-9', 'p0', 'p1', 'p2'],
  overlay: ['apps/shop/overlays/prod', 'apps/payroll/overlays/prod'],
  source: ['dev'],
  target: ['prod'],
  limit: ['1'],
  offset: ['1'],
  cursor: ['1', 'p1', 'p3', 'ENTRY-SHOP', 'ENTRY-PAYROLL'],
  from: ['2026-01-01T00:00:00Z'],
  until: ['2100-01-01T00:00:00Z'],
};

const METHODS = ['get', 'post', 'put', 'delete'] as const;

/** A request as a test makes it. Words in capitals stand for what each portal calls otherwise. */
export interface ApiRequest extends Partial<Sent> {
  operation: string;
  method: (typeof METHODS)[number];
  path: string;
}

const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().default(false),
  schema: z.object({ enum: z.array(z.string()).optional() }),
});
const parametersSchema = z
  .array(z.union([z.object({ $ref: z.string() }), parameterSchema]))
  .default([]);
const operationSchema = z.object({
  operationId: z.string(),
  parameters: parametersSchema,
});
const descriptionSchema = z.object({
  components: z.object({
    parameters: z.record(z.string(), parameterSchema),
  }),
  paths: z.record(
    z.string(),
    // Another method would be one that nobody looks at.
    z.strictObject({
      parameters: parametersSchema,
      get: operationSchema.optional(),
      post: operationSchema.optional(),
      put: operationSchema.optional(),
      delete: operationSchema.optional(),
    }),
  ),
});

type Parameter = z.output<typeof parameterSchema>;

/**
 * Requests of every operation that an OpenAPI description has: with all values of required parameters; and then every
 * `GET` with each value of each optional one, alone and beside each value of each other, and all else with what
 * {@link WRITES} has.
 */
export function requestsOf(description: unknown): ApiRequest[] {
  const { paths, components } = descriptionSchema.parse(description);
  return Object.entries(paths).flatMap(([path, { parameters, ...methods }]) =>
    METHODS.flatMap(method => {
      const operation = methods[method];
      if (!operation) {
        return [];
      }
      const all = [...parameters, ...operation.parameters]
        .map(one =>
          '$ref' in one
            ? components.parameters[one.$ref.split('/').at(-1) ?? '']
            : one,
        )
        .filter(one => one.in !== 'header');
      const required = all.filter(one => one.required);
      const { operationId } = operation;
      return required
        .reduce(withEach, [path])
        .flatMap((one): Omit<ApiRequest, 'operation'>[] =>
          method === 'get'
            ? withChoices(one, all).map(chosen => ({ method, path: chosen }))
            : sentBy(operationId).map(sent => ({ method, path: one, ...sent })),
        )
        .map(request => ({ operation: operationId, ...request }));
    }),
  );
}

function sentBy(operation: string): readonly Sent[] {
  const sent = WRITES[operation];
  if (!sent) {
    throw new Error(`Say in WRITES what to try ${operation} with`);
  }
  return sent;
}

/** The request, with one optional parameter, and with two. */
function withChoices(request: string, parameters: readonly Parameter[]) {
  const optional = parameters.filter(({ required }) => !required);
  const one = optional.map(parameter => withEach([request], parameter));
  const two = optional.flatMap((parameter, index) =>
    one.slice(0, index).map(some => withEach(some, parameter)),
  );
  return [request, ...one.flat(), ...two.flat()];
}

function withEach(requests: readonly string[], parameter: Parameter) {
  return requests.flatMap(request =>
    valuesOf(parameter).map(value => withValue(request, parameter, value)),
  );
}

function valuesOf({ name, schema }: Parameter): readonly string[] {
  const values = schema.enum ?? VALUES[name];
  if (!values) {
    throw new Error(`Say in VALUES what to try ${name} with`);
  }
  return values;
}

function withValue(request: string, parameter: Parameter, value: string) {
  const { name } = parameter;
  const text = encodeURIComponent(value);
  return parameter.in === 'path'
    ? request.replace(`{${name}}`, text)
    : `${request}${request.includes('?') ? '&' : '?'}${name}=${text}`;
}
