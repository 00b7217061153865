import { expect, test } from '@playwright/test';
import { editOnMain } from './support/forge.ts';
import { picture } from './support/picture.ts';
import { platform as loadPlatform } from './support/platform.ts';
import {
  answerCreateForm,
  expectCreationPlan,
  fillCreateForm,
  signIn,
} from './support/portal.ts';
import {
  expectPlanOn,
  expectVerdict,
  numberOf,
  reviewUrl,
} from './support/review.ts';

const platform = await loadPlatform();

/** The component that the story left behind. */
const existing = process.env.SLIPWAY_E2E_COMPONENT ?? 'shop';
const component = {
  name: process.env.SLIPWAY_E2E_PLANNED_COMPONENT ?? 'till',
  ownerTitle: 'Team Shop',
  description: 'Takes the money',
};
const host = `${component.name}.localhost`;
/** The same in YAML's escapes: a search of files does not find it, only what is rendered shows it. */
const spelled = `"\\x${host.charCodeAt(0).toString(16)}${host.slice(1)}"`;

let pullRequestUrl: string;

/** The reviewer reads what the creator saw. */
test.describe.configure({ mode: 'serial' });

test('a plan refuses a host that somebody else took meanwhile', async ({
  page,
}) => {
  await signIn(page, platform, 'casey');
  await answerCreateForm(page, platform, component);
  const restore = await editOnMain(
    platform,
    `apps/${existing}/overlays/prod/ingress-host.yaml`,
    text => text.replace(`${existing}.localhost`, spelled),
  );
  try {
    await page.getByRole('button', { name: 'Next' }).click();
    await expectCreationPlan(page, 'Refused');
    await expect(page.getByRole('list', { name: 'Reasons' })).toContainText(
      `${component.name} in prod and ${existing} in prod both want the host ${host}`,
    );
    await page.getByRole('button', { name: 'Review' }).click();
    await expect(page.getByText(/^This cannot go on: /).first()).toBeVisible();
    await expect(
      page.getByRole('button', { name: 'Create', exact: true }),
    ).toHaveCount(0);
    await picture(page, '40-creation-refused');
  } finally {
    await restore();
  }
});

test('the host is free again, and the component is created', async ({
  page,
}) => {
  await signIn(page, platform, 'casey');
  await fillCreateForm(page, platform, component);
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const link = page.getByRole('link', { name: 'GitOps pull request' }).first();
  await expect(link).toBeVisible();
  pullRequestUrl = (await link.getAttribute('href')) ?? '';
});

test('the reviewer sees the same plan, for both clusters', async ({ page }) => {
  await signIn(page, platform, 'robin');
  await page.goto(reviewUrl(platform, numberOf(pullRequestUrl)));
  await expectVerdict(page, 'Attention');
  await expectPlanOn(page, component.name, [
    { environment: 'dev', clusters: 'yc' },
    { environment: 'prod', clusters: 'yc, vk' },
  ]);
  await expect(
    page.getByRole('region', { name: 'Changes' }).getByText(`+ ${host}`),
  ).toBeVisible();
});
