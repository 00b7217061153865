import { creationPlanRequestSchema, creationPlanSchema } from './creationPlan';

describe('the plan of a creation', () => {
  it('may lack what conflicting checks keep from being made, and nothing else', () => {
    const refused = {
      id: 'a'.repeat(64),
      checks: [{ id: 'name', status: 'conflict', message: 'It is taken.' }],
      repository: { slug: 'acme/shop', files: [] },
      entities: [],
      effects: [],
      verdict: { level: 'refused', reasons: [] },
    };
    expect(creationPlanSchema.parse(refused)).toEqual(refused);
    const { verdict: _, ...without } = refused;
    expect(creationPlanSchema.safeParse(without).success).toBe(false);
  });

  it.each([
    ['no template', { values: {} }],
    ['no answers', { template: 'template:default/app-base-ts' }],
    [
      'something else besides',
      { template: 'app-base-ts', values: {}, directoryContents: [] },
    ],
  ])('takes no request with %s', (_what, body) => {
    expect(creationPlanRequestSchema.safeParse(body).success).toBe(false);
  });
});
