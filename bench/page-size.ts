/**
 * How much JavaScript the portal adds to a component's page: `./slipway bench page-size [--json]`.
 *
 * The pages are the built ones, in a real browser, which opens the overview without any card of ours or of the peers,
 * and then a tab. What is counted are the scripts that it loads for that, compressed by gzip, and of those that it had
 * before, the part that their source maps say to be of the plugin. Ours is the Delivery tab; the peers are the tab of
 * Roadie's Argo CD plugin with that of the Kubernetes plugin. In these nothing is shown: what they would load for
 * Applications and pods comes on top.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Locator, type Page } from '@playwright/test';
import { browserLaunchOptions } from '../e2e/support/browser.ts';
import { buildApp } from '../packages/cli/src/stack/app-build.ts';
import { locateWorkspace } from '../packages/cli/src/workspace.ts';
import { serveBuiltApp } from './support/builtApp.ts';
import { COMPONENT, entityApi } from './support/entityApi.ts';
import { report } from './support/report.ts';
import { compressedSize, shareOf } from './support/scripts.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const KIB = 1024;
const OURS = /\/plugins\/gitops(-common)?\//;
const PEERS =
  /\/node_modules\/@(roadiehq\/backstage-plugin-argo-cd|backstage\/plugin-kubernetes[a-z-]*)\//;
const viewport = { width: 1440, height: 900 };

const workspace = locateWorkspace();
const dist = join(workspace.root, 'packages/app/dist');
process.stderr.write('Building the pages, unless they are built\n');
await buildApp(
  workspace,
  join(workspace.logsDir, 'app-build.log'),
  new AbortController().signal,
);
const app = await serveBuiltApp({
  dist,
  api: entityApi(),
  extensions: {
    'entity-card:gitops/delivery': false,
    'entity-card:argocd/overviewCard': false,
    'entity-content:argocd/ArgoCdPage': true,
  },
});
const browser = await chromium.launch(await browserLaunchOptions());
try {
  const tab = await added(OURS, openDelivery);
  const cell = await added(OURS, async page => {
    await openDelivery(page);
    await cellOf(page).click();
    await page.getByRole('dialog').waitFor();
    await page.waitForLoadState('networkidle');
  });
  const peers = await added(PEERS, async page => {
    // Where there are no Applications, it asks for them, and shows nothing.
    const asked = page.waitForRequest(/\/api\/argocd\//);
    await tabOf(page, 'ArgoCD').click();
    await asked;
    await tabOf(page, 'Kubernetes').click();
    await page.getByText('No Kubernetes resources').waitFor();
    await page.waitForLoadState('networkidle');
  });
  const theirs = `the tabs of Argo CD and Kubernetes (${peers.toFixed(0)} KiB)`;
  report(
    [
      {
        name: `JavaScript of the Delivery tab (${tab.toFixed(0)} KiB), beside ${theirs}`,
        value: tab / peers,
        unit: '×',
        goal: 0.5,
      },
      {
        name: `The same with a cell opened (${cell.toFixed(0)} KiB)`,
        value: cell / peers,
        unit: '×',
        goal: 0.5,
      },
    ],
    values.json,
  );
} finally {
  await browser.close();
  await app.stop();
}

/** KiB of scripts that a component's page has because of plugins, whose sources are named. */
async function added(
  sources: RegExp,
  use: (page: Page) => Promise<void>,
): Promise<number> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const scripts = new Set<string>();
  page.on('request', request => {
    const { pathname } = new URL(request.url());
    if (request.resourceType() === 'script') scripts.add(join(dist, pathname));
  });
  await page.goto(`${app.url}/catalog/default/component/${COMPONENT}`);
  // The last that the overview loads.
  await page.getByText('does not consume any APIs').waitFor();
  await page.getByTestId('node').first().waitFor();
  await page.waitForLoadState('networkidle');
  const before = new Set(scripts);
  await use(page);
  await context.close();
  const sizes = await Promise.all([
    ...[...before].map(file => shareOf(file, sources)),
    ...[...scripts].filter(file => !before.has(file)).map(compressedSize),
  ]);
  return sizes.reduce((sum, size) => sum + size, 0) / KIB;
}

async function openDelivery(page: Page): Promise<void> {
  await tabOf(page, 'Delivery').click();
  await cellOf(page).waitFor();
  await page.waitForLoadState('networkidle');
}

function tabOf(page: Page, name: string): Locator {
  return page.getByRole('link', { name, exact: true });
}

function cellOf(page: Page): Locator {
  return page.getByRole('button', { name: 'Details of prod on one' });
}
