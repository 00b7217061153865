import { expect, test, type Page } from '@playwright/test';
import { forgeApi } from './support/forge.ts';
import { picture } from './support/picture.ts';
import { platform as loadPlatform } from './support/platform.ts';
import { componentUrl, openCreateForm, signIn } from './support/portal.ts';
import {
  approveByKeyboard,
  expectHealthyRollout,
  expectVerdict,
  merge,
  numberOf,
  reviewUrl,
} from './support/review.ts';

const platform = await loadPlatform();
const forge = forgeApi(platform, 'robin');

/** The component whose pull request the story left open. */
const component = process.env.SLIPWAY_E2E_PLANNED_COMPONENT ?? 'till';

/** The form asks who depends on it, and for its name. */
async function decommission(page: Page): Promise<number> {
  await signIn(page, platform, 'casey');
  await openCreateForm(page, platform, 'decommission');
  await page.getByRole('textbox', { name: 'Component' }).fill(component);
  await page.getByRole('option', { name: new RegExp(component) }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page
    .getByRole('textbox', { name: 'Name of the component' })
    .fill(component);
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  const link = page.getByRole('link', { name: 'GitOps pull request' }).first();
  await expect(link).toBeVisible();
  return numberOf((await link.getAttribute('href')) ?? '');
}

async function letIn(page: Page, number: number) {
  await signIn(page, platform, 'robin');
  await page.goto(reviewUrl(platform, number));
  await expectVerdict(page, 'Attention');
  await approveByKeyboard(page);
  await merge(page);
}

/** A component goes in steps, each after the one before it. */
test.describe.configure({ mode: 'serial' });

let number: number;

test('a reviewer lets a component in', async ({ page }) => {
  const { data } = await forge.rest.pulls.list({
    owner: 'acme',
    repo: 'infra-gitops',
    head: `acme:slipway/create-${component}`,
  });
  number = data[0]?.number ?? 0;
  await letIn(page, number);
});

test('it arrives', async ({ page }) => {
  await signIn(page, platform, 'robin');
  await page.goto(reviewUrl(platform, number));
  await expectHealthyRollout(page, 3);
});

test('its team asks for it to go', async ({ page }) => {
  number = await decommission(page);
});

test('a reviewer sees what goes with it, and lets it go', async ({ page }) => {
  await letIn(page, number);
  await picture(page, '60-decommissioned');
  // Gone, that is, from every cluster.
  await expectHealthyRollout(page, 3);
  await page.goto(componentUrl(platform, component, 'delivery'));
  await expect(
    page.getByText(`${component} is not in the GitOps repository`),
  ).toBeVisible();
});

test('run again, it takes back the rights and archives the repository', async ({
  page,
}) => {
  const rights = await decommission(page);
  expect(rights).not.toBe(number);
  await expect(page.getByText(/archived/).first()).toBeVisible();
  const { data } = await forge.rest.repos.get({
    owner: 'acme',
    repo: component,
  });
  expect(data.archived).toBe(true);
});
