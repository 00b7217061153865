import { createHash } from 'node:crypto';
import { expect, test, type Page } from '@playwright/test';
import { simulate } from './support/cluster.ts';
import { picture } from './support/picture.ts';
import { platform as loadPlatform } from './support/platform.ts';
import { componentUrl, deliveryCell, signIn } from './support/portal.ts';
import { report } from './support/release.ts';
import {
  approveByKeyboard,
  expectHealthyRollout,
  expectVerdict,
  merge,
} from './support/review.ts';

const platform = await loadPlatform();

/** The component that the story left behind, healthy in every environment. */
const component = process.env.SLIPWAY_E2E_COMPONENT ?? 'shop';
const first = '1.0.0';
const good = '1.1.0';
const bad = '1.2.0';
const mended = '1.2.1';

/** Every step continues the one before it, so a failed step ends it. */
test.describe.configure({ mode: 'serial' });

const release = (version: string) =>
  report(platform, {
    component,
    version,
    images: ['backend', 'frontend'].map(part => {
      const digest = createHash('sha256').update(`${part} ${version}`);
      return `ghcr.io/acme/${component}-${part}@sha256:${digest.digest('hex')}`;
    }),
  });

const openDelivery = (page: Page, search = '') =>
  page.goto(`${componentUrl(platform, component, 'delivery')}${search}`);

async function expectHealthy(
  page: Page,
  version: string,
  environment: string,
  clusters: readonly string[],
) {
  for (const cluster of clusters) {
    const cell = deliveryCell(page, environment, cluster);
    await expect(cell).toContainText(version);
    await expect(cell).toContainText('Synced');
  }
}

/** Asks for what the page offers: the release of dev. */
async function promoteToProd(page: Page, version: string) {
  await page.getByRole('button', { name: 'Promote to prod' }).click();
  const dialog = page.getByRole('dialog', {
    name: `Promote ${component} to prod`,
  });
  await dialog
    .getByRole('button', { name: `Promote ${version} to prod` })
    .click();
  const progress = page.getByRole('dialog', {
    name: `Promotion of ${version} to prod`,
  });
  await expect(progress.getByRole('link', { name: /^Plan and/ })).toBeVisible();
  return progress;
}

/** Approves and merges from the page of the promotion's pull request, and follows it. */
async function reviewAndMerge(page: Page, title: RegExp, clusters = 2) {
  await page.goto(`${platform.portalUrl}/gitops`);
  await page
    .getByRole('list', { name: 'Pull requests' })
    .getByRole('link', { name: title })
    .click();
  await expectVerdict(page, 'Safe');
  await approveByKeyboard(page);
  await merge(page);
  await expectHealthyRollout(page, clusters);
}

test('a release that CI reports comes to dev by itself', async ({ page }) => {
  await signIn(page, platform, 'casey');
  await openDelivery(page);
  await expectHealthy(page, first, 'dev', ['yc']);
  await release(good);
  await expectHealthy(page, good, 'dev', ['yc']);
  await expectHealthy(page, first, 'prod', ['yc', 'vk']);
  await expect(page.getByRole('rowheader', { name: 'prod' })).toContainText(
    `Behind dev: ${good}`,
  );
});

test('its owner promotes it to prod, and sees what that waits for', async ({
  page,
}) => {
  await signIn(page, platform, 'casey');
  await openDelivery(page);
  const progress = await promoteToProd(page, good);
  await expect(progress.getByRole('list', { name: 'Gates' })).toContainText(
    '1 approval',
  );
  await picture(page, '30-promotion');
});

test('a reviewer approves and merges it, and prod has it on both clusters', async ({
  page,
}) => {
  await signIn(page, platform, 'robin');
  await reviewAndMerge(page, new RegExp(`Promote ${component} .*${good}`));
  await openDelivery(page);
  await expectHealthy(page, good, 'prod', ['yc', 'vk']);
});

test('the next release, which is bad on one cluster only, is proposed for prod', async ({
  page,
}) => {
  await signIn(page, platform, 'casey');
  await openDelivery(page);
  await release(bad);
  await expectHealthy(page, bad, 'dev', ['yc']);
  await promoteToProd(page, bad);
});

test('nothing is against it yet, so it is merged', async ({ page }) => {
  await signIn(page, platform, 'robin');
  await reviewAndMerge(page, new RegExp(`Promote ${component} .*${bad}`));
});

test('on-call sees which cluster it is, and since which release', async ({
  page,
}) => {
  await simulate({
    cluster: 'vk',
    namespace: `${component}-prod`,
    simulation: 'crash-loop',
  });
  await signIn(page, platform, 'ollie');
  await openDelivery(page);
  await expect(deliveryCell(page, 'prod', 'vk')).toContainText('Degraded');
  await expect(deliveryCell(page, 'prod', 'yc')).toContainText('Synced');
  await picture(page, '31-bad-on-one-cluster');

  await page.getByRole('button', { name: 'Details of prod on vk' }).click();
  const drawer = page.getByRole('dialog', {
    name: `${component} · prod on vk`,
  });
  await expect(drawer.getByRole('list', { name: 'Pods' })).toContainText(
    'CrashLoopBackOff',
  );
  await picture(page, '32-behind-the-cell');
});

test('two clicks from the cell go back to what was good, and hold the release away', async ({
  page,
}) => {
  await signIn(page, platform, 'casey');
  await openDelivery(page);
  await page.getByRole('button', { name: 'Details of prod on vk' }).click();
  await page.getByRole('button', { name: 'Roll back', exact: true }).click();
  const dialog = page.getByRole('dialog', {
    name: `Roll back ${component} in prod`,
  });
  await expect(
    dialog.getByRole('radio', { name: new RegExp(good) }),
  ).toBeChecked();
  await expect(dialog.getByRole('list', { name: 'Changes' })).toBeVisible();
  await picture(page, '33-roll-back');
  await dialog.getByRole('button', { name: `Roll back to ${good}` }).click();
  const progress = page.getByRole('dialog', {
    name: `Rollback to ${good} in prod`,
  });
  await expect(progress.getByRole('link', { name: /^Plan and/ })).toBeVisible();
});

test('the rollback is merged, and prod is well on both clusters', async ({
  page,
}) => {
  await signIn(page, platform, 'robin');
  await reviewAndMerge(page, new RegExp(`Roll back ${component}`));
  await openDelivery(page);
  await expectHealthy(page, good, 'prod', ['yc', 'vk']);
  await expect(page.getByText('On hold')).toBeVisible();
  await picture(page, '34-on-hold');
});

test('a mended release waits for the hold, until somebody releases it', async ({
  page,
}) => {
  await signIn(page, platform, 'casey');
  await openDelivery(page);
  await release(mended);
  await expectHealthy(page, mended, 'dev', ['yc']);
  const progress = await promoteToProd(page, mended);
  await expect(progress.getByRole('list', { name: 'Gates' })).toContainText(
    /hold/i,
  );
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Release hold' }).click();
  await expect(page.getByText('On hold')).toHaveCount(0);
});

test('the mended release reaches prod', async ({ page }) => {
  await signIn(page, platform, 'robin');
  await reviewAndMerge(page, new RegExp(`Promote ${component} .*${mended}`));
  await openDelivery(page);
  await expectHealthy(page, mended, 'prod', ['yc', 'vk']);
});

test('the log and its figures tell all of it', async ({ page }) => {
  await signIn(page, platform, 'ollie');
  await page.goto(
    `${platform.portalUrl}/gitops/log?component=${component}&environment=prod`,
  );
  const entry = (change: string) =>
    page.getByRole('listitem').filter({ hasText: change });
  await expect(entry(`${bad} → ${good}`)).toContainText('Rollback');
  await expect(entry(`${good} → ${bad}`)).toContainText('Failed vk');
  await expect(entry(`${good} → ${mended}`)).toContainText(/Healthy.*yc/);
  await expect(
    page.getByRole('group', { name: 'Change failure rate' }),
  ).toContainText(/[1-9] of 4 deployments/);
  await expect(
    page.getByRole('group', { name: 'Time to restore' }),
  ).not.toContainText('Not measured');
  await picture(page, '35-log');
});
