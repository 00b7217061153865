import { faster, type Figure, median, timed } from './report.ts';
import { until } from './servers.ts';
import { CLUSTERS, componentsOf, ENVIRONMENTS } from './statusFleet.ts';
import { pushRelease } from './statusReleases.ts';
import { progress, START_MS, type StatusStage } from './statusStage.ts';
import {
  lookAtRoadie,
  lookAtSlipway,
  looks,
  percentile95,
  statesOn,
} from './statusViewers.ts';

const VIEWERS = 20;
const LOOKS = 10;
/** With all environments, 100 Applications an Argo CD. */
const FEW = componentsOf(25);
/** Who waits longer has seen enough. */
const PATIENCE_MS = 20_000;
const PUSHES = 20;

/** What a service page costs, what a hanging Argo CD does to it, and how soon it shows a push. */
export async function measurePage(
  stage: StatusStage,
  runs: number,
): Promise<Figure[]> {
  const scene = await stage.scene('few', FEW);
  const { clone, upstreams } = scene;
  const portal = await stage.portal(scene);
  const nameOf = (viewer: number) => FEW[viewer % FEW.length] ?? '';
  await until(START_MS, 'all cells to be synced', async () => {
    const page = await lookAtSlipway(portal, nameOf(0));
    return CLUSTERS.every(cluster =>
      ENVIRONMENTS.every((_, at) => statesOn(page, cluster)[at] === 'synced'),
    )
      ? true
      : undefined;
  });

  const sides = {
    ours: (viewer: number) => lookAtSlipway(portal, nameOf(viewer)),
    roadie: (viewer: number) => lookAtRoadie(portal, nameOf(viewer)),
  };
  const times = { ours: [] as number[], roadie: [] as number[] };
  const calls = { ours: 0, roadie: 0 };
  // A portal is not started for each look: both sides have been asked as often as it takes for their code to be compiled.
  for (const side of ['ours', 'roadie'] as const) {
    await looks(VIEWERS, LOOKS, sides[side]);
  }
  for (let run = 0; run < runs; run++) {
    for (const side of ['ours', 'roadie'] as const) {
      upstreams.forEach(one => {
        one.calls = 0;
      });
      times[side].push(percentile95(await looks(VIEWERS, LOOKS, sides[side])));
      calls[side] += upstreams.reduce((sum, one) => sum + one.calls, 0);
    }
  }
  const [ours, roadie] = [median(times.ours), median(times.roadie)];

  progress('Releasing, one after the other');
  const shown: number[] = [];
  for (let at = 1; at <= PUSHES; at++) {
    const version = `2.0.${at}`;
    await pushRelease(clone, nameOf(at), 'dev', version);
    const [seconds] = await timed(async () => {
      await portal.deliverPush();
      await until(PATIENCE_MS, `${version} on the page`, async () => {
        const { environments } = await lookAtSlipway(portal, nameOf(at));
        const [cell] = environments[0]?.cells ?? [];
        return cell?.desired?.version === version || undefined;
      });
    });
    shown.push(seconds);
  }

  progress('Hanging one Argo CD');
  const [, , hanging] = upstreams;
  if (hanging) hanging.isHanging = true;
  const [[noticed], [patience], during] = await Promise.all([
    timed(() =>
      until(PATIENCE_MS, 'the cells to be unreachable', async () =>
        statesOn(await lookAtSlipway(portal, nameOf(0)), 'three').every(
          state => state === 'unreachable',
        )
          ? true
          : undefined,
      ),
    ),
    timed(() => lookAtRoadie(portal, nameOf(0), PATIENCE_MS).catch(() => {})),
    looks(VIEWERS, LOOKS, async viewer => {
      const page = await lookAtSlipway(portal, nameOf(viewer));
      // What was released above is not there yet.
      const live = ['synced', 'progressing'];
      if (statesOn(page, 'one').some(state => !live.includes(state))) {
        throw new Error('The cells of a live cluster are not shown');
      }
    }),
  ]);
  await portal.stop();
  return [
    faster(
      `Service page, ${VIEWERS} viewers, p95 (${ours.toFixed(0)} ms), beside Roadie's (${roadie.toFixed(0)} ms)`,
      roadie / ours,
      5,
    ),
    faster(
      `The same: calls of Argo CD (${calls.ours}), beside Roadie's (${calls.roadie})`,
      calls.roadie / Math.max(calls.ours, 1),
      10,
    ),
    {
      name: `One of 3 hangs: live cells, p95 (Roadie's: ${
        patience * 1000 < PATIENCE_MS - 100
          ? `${patience.toFixed(1)} s`
          : `nothing in ${PATIENCE_MS / 1000} s`
      })`,
      value: percentile95(during) / 1000,
      unit: 's',
      goal: 2,
    },
    {
      name: 'The same: until its own cells say that it is unreachable',
      value: noticed,
      unit: 's',
      goal: 6,
    },
    {
      name: `Webhook until the page shows it, p95 of ${PUSHES}`,
      value: percentile95(shown),
      unit: 's',
      goal: 2,
    },
  ];
}
