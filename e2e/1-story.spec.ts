import { expect, test, type Page } from '@playwright/test';
import { simulate } from './support/cluster.ts';
import { picture } from './support/picture.ts';
import { platform as loadPlatform } from './support/platform.ts';
import {
  approveByKeyboard,
  expectHealthyRollout,
  expectPlanOn,
  expectVerdict,
  merge,
  numberOf,
  reviewUrl,
} from './support/review.ts';
import {
  componentUrl,
  deliveryCell,
  fillCreateForm,
  signIn,
  signInToForge,
} from './support/portal.ts';

const platform = await loadPlatform();
const component = {
  /** Another name lets the story run again on a platform that has heard it. */
  name: process.env.SLIPWAY_E2E_COMPONENT ?? 'shop',
  owner: 'team-shop',
  ownerTitle: 'Team Shop',
  description: 'Sells what the warehouse has: "today", & tomorrow',
};
const version = '1.0.0';
const places = [
  ['dev', 'yc'],
  ['prod', 'yc'],
  ['prod', 'vk'],
] as const;

let pullRequestUrl: string;

/** Every step of the story continues the one before it, so a failed step ends it. */
test.describe.configure({ mode: 'serial' });

async function expectHealthyEverywhere(page: Page) {
  for (const [environment, cluster] of places) {
    const cell = deliveryCell(page, environment, cluster);
    await expect(cell).toContainText('Synced');
    await expect(cell).toContainText('Healthy');
    await expect(cell).toContainText(version);
  }
}

test('a creator gets from a form to an open pull request', async ({ page }) => {
  await signIn(page, platform, 'casey');
  await expect(
    page.getByText(/Nothing waits for a review|^#\d+/).first(),
  ).toBeVisible();
  await picture(page, '01-home-of-a-creator');

  await fillCreateForm(page, platform, component);
  await picture(page, '02-review-of-the-form');

  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const link = page.getByRole('link', { name: 'GitOps pull request' }).first();
  await expect(link).toBeVisible();
  await picture(page, '03-created');
  pullRequestUrl = (await link.getAttribute('href')) ?? '';
  expect(pullRequestUrl).toContain(
    `${platform.forgeUrl}/acme/infra-gitops/pull/`,
  );
});

test('the new component waits for a review, and says so', async ({ page }) => {
  await signIn(page, platform, 'casey');
  await page.goto(componentUrl(platform, component.name, 'delivery'));
  await expect(
    page.getByRole('heading', { name: component.name }),
  ).toBeVisible();
  await expect(page.getByText('Waiting for a review')).toBeVisible();
  await expect(
    page.getByRole('link', { name: /^Review pull request/ }),
  ).toBeVisible();
  await picture(page, '04-before-the-review');
});

test('nobody but a reviewer of the platform team can let it in', async ({
  page,
}) => {
  await signInToForge(page, platform, 'casey');
  await page.goto(pullRequestUrl);
  await expect(page.getByText(/review/i).first()).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Merge pull request' }),
  ).toBeDisabled();
});

test('a reviewer reads the plan and approves it', async ({ page }) => {
  await signIn(page, platform, 'robin');
  await page.goto(`${platform.portalUrl}/gitops`);
  const link = page
    .getByRole('list', { name: 'Pull requests' })
    .getByRole('link', { name: `Create ${component.name} in` });
  await expect(link).toBeVisible();
  await picture(page, '05-queue');
  await link.click();

  await expectPlanOn(page, component.name, [
    { environment: 'dev', clusters: 'yc' },
    { environment: 'prod', clusters: 'yc, vk' },
  ]);
  await expectVerdict(page, 'Attention');
  await expect(page.getByRole('list', { name: 'Reasons' })).toContainText(
    `team ${component.owner} gains`,
  );
  await picture(page, '06-plan');
  await approveByKeyboard(page);
});

test('the reviewer merges it, and the page follows it to every cluster', async ({
  page,
}) => {
  await signIn(page, platform, 'robin');
  await page.goto(reviewUrl(platform, numberOf(pullRequestUrl)));
  await merge(page);
  await expectHealthyRollout(page, places.length);
  await picture(page, '07-merged');
});

test('it is synced and healthy in every environment on every cluster', async ({
  page,
}) => {
  await signIn(page, platform, 'ollie');
  await page.goto(componentUrl(platform, component.name, 'delivery'));
  await expectHealthyEverywhere(page);
  await picture(page, '08-delivery');
});

test('the cards of Argo CD and the pods of Kubernetes say the same', async ({
  page,
}) => {
  await signIn(page, platform, 'ollie');
  await page.goto(componentUrl(platform, component.name));
  await expect(page.getByText(`${component.name}-prod`).first()).toBeVisible();
  await picture(page, '09-overview');

  await page.goto(componentUrl(platform, component.name, 'kubernetes'));
  await expect(page.getByText('yc').first()).toBeVisible();
  await expect(page.getByText('vk').first()).toBeVisible();
  await expect(page.getByText(/No pods with errors/i).first()).toBeVisible();
  await picture(page, '10-kubernetes');
});

test('on-call sees which environment on which cluster is failing, and when it is well again', async ({
  page,
}) => {
  await signIn(page, platform, 'ollie');
  await page.goto(componentUrl(platform, component.name, 'delivery'));
  await expectHealthyEverywhere(page);

  const end = await simulate({
    cluster: 'vk',
    namespace: `${component.name}-prod`,
    simulation: 'crash-loop',
  });
  await expect(deliveryCell(page, 'prod', 'vk')).toContainText('Degraded');
  await expect(deliveryCell(page, 'prod', 'yc')).toContainText('Healthy');
  await picture(page, '11-crash-loop');

  await page.goto(componentUrl(platform, component.name, 'kubernetes'));
  await expect(page.getByText(/pods? with errors/i).first()).toBeVisible();
  await picture(page, '12-crash-loop-pods');

  await end();
  await page.goto(componentUrl(platform, component.name, 'delivery'));
  await expectHealthyEverywhere(page);
});
