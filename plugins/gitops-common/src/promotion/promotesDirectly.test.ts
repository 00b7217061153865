import { environmentSchema } from '../environments/environments';
import { promotesDirectly } from './promotesDirectly';

it.each([
  [{}, false],
  [{ promotion: 'pull-request' }, false],
  [{ promotion: 'automatic' }, true],
  [{ promotion: 'automatic', gates: { approvals: 0, healthyFor: '1h' } }, true],
  [{ promotion: 'automatic', gates: { approvals: 1 } }, false],
])('%j promotes directly: %s', (facts, direct) => {
  const environment = { name: 'prod', clusters: ['yc'], ...facts };
  expect(promotesDirectly(environmentSchema.parse(environment))).toBe(direct);
});
