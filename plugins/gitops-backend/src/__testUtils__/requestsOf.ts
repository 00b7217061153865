import { z } from 'zod';

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
  id: ['0'.repeat(64), 'p0', 'p1', 'p2'],
  overlay: ['apps/shop/overlays/prod', 'apps/payroll/overlays/prod'],
  source: ['dev'],
  target: ['prod'],
  limit: ['1'],
  offset: ['1'],
  cursor: ['1', 'p1', 'p3'],
  from: ['2026-01-01T00:00:00Z'],
  until: ['2100-01-01T00:00:00Z'],
};

const parameterSchema = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().default(false),
  schema: z.object({ enum: z.array(z.string()).optional() }),
});
const parametersSchema = z
  .array(z.union([z.object({ $ref: z.string() }), parameterSchema]))
  .default([]);
const descriptionSchema = z.object({
  components: z.object({
    parameters: z.record(z.string(), parameterSchema),
  }),
  paths: z.record(
    z.string(),
    z.object({
      parameters: parametersSchema,
      get: z.object({ parameters: parametersSchema }).optional(),
    }),
  ),
});

/**
 * Requests of every `GET` that an OpenAPI description has: with all values of required parameters, and then with each
 * value of each optional one.
 */
export function requestsOf(description: unknown): string[] {
  const { paths, components } = descriptionSchema.parse(description);
  return Object.entries(paths).flatMap(([path, { get, ...common }]) => {
    // Whether a name is free is told on purpose.
    if (!get || path.endsWith('/availability')) {
      return [];
    }
    const parameters = [...common.parameters, ...get.parameters].map(one =>
      '$ref' in one
        ? components.parameters[one.$ref.split('/').at(-1) ?? '']
        : one,
    );
    let requests = [path];
    for (const parameter of parameters.filter(one => one.required)) {
      requests = requests.flatMap(request =>
        valuesOf(parameter).map(value => withValue(request, parameter, value)),
      );
    }
    return requests.flatMap(request => [
      request,
      ...parameters
        .filter(one => !one.required)
        .flatMap(parameter =>
          valuesOf(parameter).map(value =>
            withValue(request, parameter, value),
          ),
        ),
    ]);
  });
}

type Parameter = z.output<typeof parameterSchema>;

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
