import { environmentsSchema } from '../../environments/environments';
import { environments, sync } from '../__testUtils__/fixtures';
import { environmentChanges } from './environmentChanges';

function changed(edit: (draft: typeof environments) => void) {
  const draft = structuredClone(environments);
  edit(draft);
  return environmentChanges(environments, environmentsSchema.parse(draft));
}

describe('environmentChanges', () => {
  it('says nothing of what stays', () => {
    expect(changed(() => {})).toEqual([]);
  });

  it('says what an edit means', () => {
    expect(
      changed(draft => {
        draft.clusters.push({ name: 'sber' });
        const [dev, prod] = draft.environments;
        prod.clusters = ['yc', 'sber'];
        prod.sync = { ...sync, prune: false };
        prod.promotion = 'automatic';
        prod.gates = { healthyFor: '30m' };
        draft.environments = [
          prod,
          { ...dev },
          { name: 'test', clusters: ['yc'], sync },
        ];
        draft.ingress = { controller: 'nginx' };
      }),
    ).toEqual([
      'prod comes to sber',
      'prod leaves vk',
      'prod: sync.prune becomes false',
      'prod: promotion becomes automatic',
      'prod: its gates are new',
      'environment test is new, on yc',
      'the order of promotion becomes prod, dev, test',
      'ingress is served by nginx, not traefik',
    ]);
  });

  it('says what goes away', () => {
    expect(changed(draft => draft.environments.shift())).toEqual([
      'environment dev goes away',
    ]);
  });
});
