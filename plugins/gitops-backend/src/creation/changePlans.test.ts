import { mockCredentials } from '@backstage/backend-test-utils';
import {
  type CreationPlan,
  creationPlanSchema,
} from '@slipway/plugin-gitops-common';
import request from 'supertest';
import { BUILD_MS } from '../testing/rendererWasm';
import {
  type CreationPortal,
  HIDDEN_COMPONENT,
  startCreationPortal,
} from './__testUtils__/creationPortal';

jest.setTimeout(120_000);

/** Every template that changes a component, with answers for one that is in dev alone. */
const CHANGES: [template: string, answers: object][] = [
  ['add-environment', { overlays: ['prod'] }],
  ['add-data', { data: 'postgresql' }],
  ['decommission', { confirmation: 'cart' }],
];

describe('plans of changes, by the scaffolder and the renderer', () => {
  let portal: CreationPortal;

  beforeAll(async () => {
    portal = await startCreationPortal();
  }, BUILD_MS);

  afterAll(() => portal?.stop());

  const post = (template: string, values: object, person?: string) =>
    request(portal.server)
      .post('/api/gitops/plans/creation')
      .set('authorization', mockCredentials.user.header(person))
      .send({ template: `template:default/${template}`, values });

  async function plan(
    template: string,
    answers: object,
  ): Promise<CreationPlan> {
    const component = 'component:default/cart';
    const { status, body } = await post(template, { component, ...answers });
    expect({ status, error: body.error?.message }).toEqual({ status: 200 });
    return creationPlanSchema.parse(body);
  }

  async function refusal(template: string, values: object, person?: string) {
    const { status, body } = await post(template, values, person);
    return `${status} ${body.error?.message}`;
  }

  it.each([
    [...CHANGES[0], 'prod', 'added', 'Deployment'],
    [...CHANGES[1], 'dev', 'changed', 'Cluster'],
    [...CHANGES[2], 'dev', 'removed', 'Deployment'],
  ])(
    'shows what %s with %j would do, and nothing of a new component',
    async (template, answers, environment, change, kind) => {
      const planned = await plan(template, answers);
      expect(planned.plan?.overlays).toMatchObject([
        { path: `apps/cart/overlays/${environment}`, change },
      ]);
      const objects = planned.plan?.overlays[0].objects ?? [];
      expect(objects.map(one => one.kind)).toContain(kind);
      expect(planned).toMatchObject({ checks: [], entities: [], effects: [] });
      expect(planned).not.toHaveProperty('repository');
      expect(portal.writes).toEqual([]);
    },
  );

  it('says that there is nothing to be done where it was done', async () => {
    const component = 'component:default/cart';
    expect(
      await refusal('add-environment', { component, overlays: ['dev'] }),
    ).toMatch(/^400 This would change nothing/);
  });

  it.each(CHANGES)(
    'lets nobody plan %s with %j who does not own the component',
    async (template, answers) => {
      for (const [component, person] of [
        ['component:default/till', undefined],
        ['component:default/cart', 'user:default/stranger'],
      ]) {
        expect(
          await refusal(template, { ...answers, component }, person),
        ).toMatch(/^403 (till belongs to team-till|cart belongs to team-shop)/);
      }
    },
  );

  it.each(CHANGES)(
    'tells of a hidden component with %s what it tells of none',
    async (template, answers) => {
      const answer = async (name: string) => {
        const said = await refusal(template, {
          ...answers,
          component: `component:default/${name}`,
        });
        return said.replaceAll(name, '<name>');
      };
      const hidden = await answer(HIDDEN_COMPONENT);
      expect(hidden).toMatch(/^404 There is no component <name>/);
      expect(hidden).toBe(await answer('nowhere'));
    },
  );

  it('shows nothing of another component that a template has in mind', async () => {
    const values = {
      component: 'component:default/cart',
      confirmation: 'cart',
    };
    expect(await refusal('trap-till', values)).toMatch(
      /^400 till belongs to team-till/,
    );
    expect(await refusal(`trap-${HIDDEN_COMPONENT}`, values)).toMatch(
      /^400 .*never had apps\/vault\/component\.yaml/,
    );
  });

  it('says what is wrong with an answer in the words of the form', async () => {
    expect(await refusal('add-data', { data: 'redis' })).toBe(
      '400 Component is missing.',
    );
    const component = 'component:default/cart';
    expect(
      await refusal('decommission', { component, confirmation: 'car' }),
    ).toMatch(/^400 Type "cart" to confirm/);
    expect(await refusal('add-data', { component: '::' })).toMatch(
      /^400 .*names no component/,
    );
  });
});
