import { expect, test } from '@playwright/test';
import { forgeApi, planStatus } from './support/forge.ts';
import { picture } from './support/picture.ts';
import { platform as loadPlatform } from './support/platform.ts';
import {
  componentUrl,
  deliveryCell,
  fillCreateForm,
  signIn,
  signInToForge,
} from './support/portal.ts';
import { numberOf } from './support/review.ts';

const platform = await loadPlatform();
const component = {
  name: process.env.SLIPWAY_E2E_TS_COMPONENT ?? 'desk',
  template: 'app-base-ts',
  ownerTitle: 'Team Shop',
  description: 'Answers "who sits where?": {{ nobody }} & #everybody',
  needs: ['PostgreSQL'],
} as const;

let pullRequestUrl: string;

/** The same way as the story's, for a component that deploys by a Helm chart and has a database. */
test.describe.configure({ mode: 'serial' });

test('a creator gets a TypeScript service with a database', async ({
  page,
}) => {
  await signIn(page, platform, 'casey');
  await fillCreateForm(page, platform, component);
  await picture(page, '30-typescript-review-of-the-form');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const link = page.getByRole('link', { name: 'GitOps pull request' }).first();
  await expect(link).toBeVisible();
  pullRequestUrl = (await link.getAttribute('href')) ?? '';

  await page.goto(componentUrl(platform, component.name));
  await expect(page.getByText(component.description).first()).toBeVisible();
});

test('a reviewer lets it in', async ({ page }) => {
  // The branch takes nothing that the portal has not planned.
  await expect
    .poll(() =>
      planStatus(forgeApi(platform, 'robin'), numberOf(pullRequestUrl)),
    )
    .toBe('success');
  await signInToForge(page, platform, 'robin');
  await page.goto(pullRequestUrl);
  await expect(
    page
      .getByText(`apps/${component.name}/overlays/prod/release/release.yaml`)
      .first(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('button', { name: 'Merge pull request' }).click();
  await expect(page.getByText('Merged').first()).toBeVisible();
});

test('it is migrated, synced and healthy in every environment', async ({
  page,
}) => {
  await signIn(page, platform, 'ollie');
  await page.goto(componentUrl(platform, component.name, 'delivery'));
  for (const [environment, cluster] of [
    ['dev', 'yc'],
    ['prod', 'yc'],
    ['prod', 'vk'],
  ] as const) {
    const cell = deliveryCell(page, environment, cluster);
    await expect(cell).toContainText('Synced');
    await expect(cell).toContainText('Healthy');
    await expect(cell).toContainText('1.0.0');
  }
  await picture(page, '31-typescript-delivery');
});
