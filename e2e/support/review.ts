import { expect, type Locator, type Page } from '@playwright/test';
import type { Platform } from './platform.ts';

/** Address of a pull request's page in the portal. */
export function reviewUrl(platform: Platform, number: number): string {
  return `${platform.portalUrl}/gitops/pull-requests/${number}`;
}

/** Number of the pull request at an address of the forge. */
export function numberOf(pullRequestUrl: string): number {
  return Number(/\/pull\/(\d+)$/.exec(pullRequestUrl)?.[1]);
}

/** Waits until the page says what the plan comes to. */
export async function expectVerdict(
  page: Page,
  verdict: 'Safe' | 'Attention' | 'Refused',
): Promise<void> {
  await expect(
    page.getByRole('group', { name: 'Decide' }).getByText(verdict, {
      exact: true,
    }),
  ).toBeVisible();
}

/** Waits for the plan of a component: which Application goes to which clusters. */
export async function expectPlanOn(
  page: Page,
  component: string,
  places: readonly { environment: string; clusters: string }[],
): Promise<void> {
  const changes = page.getByRole('region', { name: 'Changes' });
  for (const { environment, clusters } of places) {
    await expect(
      changes.getByRole('heading', { name: `${component}-${environment}` }),
    ).toBeVisible();
    await expect(
      changes.getByText(new RegExp(`on ${clusters}$`)).first(),
    ).toBeVisible();
  }
}

/** Asks for a decision by its button; the dialog says what it is about. */
function dialogOf(page: Page, deed: 'Approve' | 'Merge'): Locator {
  return page.getByRole('dialog', { name: new RegExp(`^${deed} #`) });
}

/** Lets the portal act in the person's name, which it asks for once a session: reading needs less. */
export async function consent(page: Page, done: Locator): Promise<void> {
  const question = page.getByRole('dialog', { name: 'Login Required' });
  await expect(question.or(done)).toBeVisible();
  if (await question.isVisible()) {
    const popup = page.waitForEvent('popup');
    await question.getByRole('button', { name: 'Log in' }).press('Enter');
    await popup;
  }
  await expect(done).toBeVisible();
}

/** Approves without touching the mouse. */
export async function approveByKeyboard(page: Page): Promise<void> {
  await page.keyboard.press('a');
  const dialog = dialogOf(page, 'Approve');
  await dialog.getByRole('button', { name: /^Approve:/ }).press('Enter');
  await consent(page, page.getByText('Approved.', { exact: true }));
  await expect(page.getByRole('list', { name: 'Approvals' })).toContainText(
    'robin',
  );
}

/** Merges from the portal, in the person's name. */
export async function merge(page: Page): Promise<void> {
  await page
    .getByRole('group', { name: 'Decide' })
    .getByRole('button', { name: /^Merge:/ })
    .click();
  await dialogOf(page, 'Merge')
    .getByRole('button', { name: /^Merge:/ })
    .click();
  await consent(page, page.getByRole('heading', { name: 'Rollout' }));
}

/** Waits until the page has followed the change to every cluster. */
export async function expectHealthyRollout(
  page: Page,
  applications: number,
): Promise<void> {
  await expect(
    page.getByText(`${applications} of ${applications} healthy. Done.`),
  ).toBeVisible();
}
