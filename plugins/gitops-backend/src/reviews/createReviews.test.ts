import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { applyMigrations } from '../database/applyMigrations';
import type { GitMirror } from '../git/GitMirror';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import { DriftReader } from '../plan/drift/DriftReader';
import { PullRequestReader } from '../pullrequests/PullRequestReader';
import { FakeForge, forgePullRequest } from '../testing/FakeForge';
import { FakePlanner } from '../testing/FakePlanner';
import { snapshotOf } from '../testing/snapshotOf';
import { createReviews } from './createReviews';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('what a webhook makes the portal do', () => {
  const refresh = jest.fn(async () => {});
  const scheduler = mockServices.scheduler.mock();
  let forge: FakeForge;
  let planner: FakePlanner;

  beforeEach(() => {
    jest.clearAllMocks();
    forge = new FakeForge();
    forge.pullRequests = [forgePullRequest(7, { commit: 'one' })];
    planner = new FakePlanner();
  });

  async function start(withPlanner: boolean) {
    const database = await databases.init('SQLITE_3');
    await applyMigrations({ getClient: async () => database });
    const index: Pick<GitOpsIndex, 'refresh' | 'snapshot'> = {
      refresh,
      snapshot: snapshotOf({}),
    };
    const mirror: Pick<GitMirror, 'resolve' | 'changedPaths'> = {
      resolve: async () => 'main-1',
      changedPaths: async () => undefined,
    };
    return createReviews({
      forge,
      mirror,
      index,
      pullRequests: new PullRequestReader({ forge, mirror, index }),
      planner: withPlanner ? planner : undefined,
      drift: new DriftReader([]),
      database,
      scheduler,
      logger: mockServices.logger.mock(),
      repository: { url: 'https://forge.example.com/a/b', branch: 'main' },
      appUrl: 'https://portal.example.com/',
      refreshInterval: { hours: 1 },
    });
  }

  it('plans after a push, and looks again after everything else', async () => {
    const { onEvent, reader } = await start(true);
    await onEvent('pull_request');
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(planner.begun).toEqual(['one']);
    expect(forge.statuses.at(-1)).toMatchObject({
      state: 'success',
      url: 'https://portal.example.com/gitops/pull-requests/7',
    });
    expect(await reader.list()).toMatchObject([{ verdict: 'safe' }]);

    forge.pullRequests = [
      forgePullRequest(7, { commit: 'one', checks: 'success', approvals: 1 }),
    ];
    expect(await reader.list()).toMatchObject([{ approvals: 0 }]);
    // Its own statuses come back to it, too.
    await onEvent('status');
    expect(await reader.list()).toMatchObject([{ approvals: 1 }]);
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(planner.begun).toEqual(['one']);
  });

  it('polls for what a webhook lost: one replica looks, all of them work', async () => {
    await start(true);
    const tasks = scheduler.scheduleTask.mock.calls.map(([task]) => task);
    expect(tasks).toMatchObject([
      { id: 'look-for-pull-requests', scope: 'global' },
      { id: 'plan-pull-requests', scope: 'local' },
      { id: 'render-ahead-of-plans', scope: 'local' },
    ]);
    for (const task of tasks) {
      await task.fn(new AbortController().signal);
    }
    expect(planner.begun).toEqual(['one']);
    expect(planner.warm).toEqual([snapshotOf({}).commit]);
  });

  it('keeps the index fresh without a renderer, and says that there are no plans', async () => {
    const { onEvent, reader } = await start(false);
    await onEvent('push');
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(forge.statuses).toEqual([]);
    expect(scheduler.scheduleTask).not.toHaveBeenCalled();
    expect(await reader.planState(7)).toMatchObject({
      status: 'failed',
      problem: expect.stringContaining('gitops.renderer.wasm'),
    });
  });
});
