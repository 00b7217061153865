import {
  FaultyPlatform,
  type Replica,
  until,
} from './__testUtils__/faultyPlatform';

jest.setTimeout(180_000);

describe('a database that is restarted in the middle of promotions', () => {
  const components = ['shop', 'cart', 'mail', 'blog'];
  let platform: FaultyPlatform;
  let replica: Replica;

  beforeAll(async () => {
    platform = await FaultyPlatform.start(components);
    replica = await platform.replica('portal', [
      { when: 'after', method: 'POST', contains: ['/git/refs', 'shop'] },
      { when: 'before', method: 'PATCH', contains: ['/git/refs', 'cart'] },
      { when: 'after', method: 'PATCH', contains: ['/git/refs', 'mail'] },
      { when: 'after', method: 'POST', contains: ['/pulls', 'blog'] },
    ]);
  });
  afterAll(() => platform?.stop());

  it('is waited for, and each goes on within 60 seconds to one of everything', async () => {
    const ids = await Promise.all(
      components.map((component, at) =>
        platform.request(component, {
          kind: at % 2 ? 'rollback' : 'promotion',
        }),
      ),
    );
    await until(() => replica.gate.held === components.length);
    await platform.postgres.halt();
    // What was done on the forge cannot be written down.
    replica.gate.open();
    await until(() => replica.gate.passing === 0);
    await platform.postgres.restart();
    const start = Date.now();
    const promotions = await platform.reach(ids, 'pull-request-open');
    expect(Date.now() - start).toBeLessThan(60_000);
    const pulls = await platform.forge.pulls();
    expect(
      pulls
        .map(({ head }) => head)
        .map(({ ref, sha }) => [ref, sha])
        .sort(),
    ).toEqual(promotions.map(({ branch, commit }) => [branch, commit]).sort());
    expect(await platform.forge.branches()).toEqual(
      ['main', ...promotions.map(({ branch }) => branch)].sort(),
    );
    for (const { branch, history } of promotions) {
      expect(await platform.forge.commits(branch)).toHaveLength(1);
      expect(history.map(({ state }) => state)).toEqual([
        'requested',
        'branch',
        'committed',
        'pull-request-open',
      ]);
    }
  });
});
