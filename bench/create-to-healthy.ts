/**
 * How long a component takes from *Create* to an open pull request, to its plan, and from the merge
 * to Ready pods on both clusters: `./slipway bench create-to-healthy [--runs N] [--json]`.
 *
 * Drives the running platform in a real browser, as the people of the local forge; each run
 * leaves a component behind.
 */
import { parseArgs } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import { browserLaunchOptions } from '../e2e/support/browser.ts';
import { platform as loadPlatform } from '../e2e/support/platform.ts';
import {
  fillCreateForm,
  signIn,
  signInToForge,
} from '../e2e/support/portal.ts';
import { numberOf } from '../e2e/support/review.ts';
import { untilPlanned } from './support/planned.ts';
import { untilReady } from './support/pods.ts';
import { median, report, timed } from './support/report.ts';
import { Slipway } from './support/slipway.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const platform = await loadPlatform();
const { clusters } = await new Slipway(platform.checkout).status();

async function once(browser: Browser): Promise<[number, number, number]> {
  const name = `bench-${Date.now().toString(36)}`;
  const creator = await (await browser.newContext()).newPage();
  await signIn(creator, platform, 'casey');
  await fillCreateForm(creator, platform, {
    name,
    ownerTitle: 'Team Shop',
    description: 'Measures how long creation takes',
  });
  const [created, address] = await timed(async () => {
    await creator.getByRole('button', { name: 'Create', exact: true }).click();
    const link = creator.getByRole('link', { name: 'GitOps pull request' });
    return link.first().getAttribute('href');
  });

  const [planned] = await timed(() =>
    untilPlanned(platform, numberOf(address ?? ''), 120),
  );

  const reviewer = await (await browser.newContext()).newPage();
  await signInToForge(reviewer, platform, 'robin');
  await reviewer.goto(address ?? '');
  await reviewer.getByRole('button', { name: 'Approve' }).click();
  const merge = reviewer.getByRole('button', { name: 'Merge pull request' });
  await merge.click({ trial: true });
  const [healthy] = await timed(async () => {
    await merge.click();
    await untilReady(
      platform.stateDir,
      [
        { cluster: 'yc', namespace: `${name}-dev` },
        { cluster: 'yc', namespace: `${name}-prod` },
        { cluster: 'vk', namespace: `${name}-prod` },
      ].map(place => ({
        ...place,
        url:
          clusters.find(one => one.name === place.cluster)?.kubernetesUrl ?? '',
      })),
      120,
    );
  });
  return [created, planned, healthy];
}

const browser = await chromium.launch(await browserLaunchOptions());
try {
  const runs: [number, number, number][] = [];
  for (let run = 0; run < Number(values.runs); run++) {
    runs.push(await once(browser));
  }
  report(
    [
      {
        name: `Create to open pull request, median of ${runs.length}`,
        value: median(runs.map(([created]) => created)),
        unit: 's',
        goal: 15,
      },
      {
        name: `Open pull request to its plan on the forge, median of ${runs.length}`,
        value: median(runs.map(([, planned]) => planned)),
        unit: 's',
        goal: 10,
      },
      {
        name: `Merge to Ready pods on both clusters, median of ${runs.length}`,
        value: median(runs.map(([, , healthy]) => healthy)),
        unit: 's',
        goal: 20,
      },
    ],
    values.json,
  );
} finally {
  await browser.close();
}
