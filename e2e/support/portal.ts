import { expect, type Locator, type Page } from '@playwright/test';
import type { Login, Platform } from './platform.ts';

/** Signs in to the portal with the forge's account of `login`, through the provider's own pop-up. */
export async function signIn(
  page: Page,
  platform: Platform,
  login: Login,
): Promise<void> {
  await page.goto(platform.portalUrl);
  const popupOpens = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const popup = await popupOpens;
  await popup.getByLabel('Username').fill(login);
  await popup.getByLabel('Password').fill(platform.password(login));
  await popup.getByRole('button', { name: 'Sign in' }).click();
  await expect(
    page.getByRole('link', { name: 'Create component' }).first(),
  ).toBeVisible();
}

/** Signs in to the forge itself, as a reviewer who never opens the portal does. */
export async function signInToForge(
  page: Page,
  platform: Platform,
  login: Login,
): Promise<void> {
  await page.goto(`${platform.forgeUrl}/login`);
  await page.getByLabel('Username').fill(login);
  await page.getByLabel('Password').fill(platform.password(login));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

/** The templates, by their names in the catalog. */
export type Template = 'app-base-go-react' | 'app-base-ts';

/** What a creator fills in. */
export interface NewComponent {
  name: string;
  ownerTitle: string;
  description: string;
  /** The Go and React template unless said otherwise. */
  template?: Template;
  /** Checkboxes to tick on the page *What does it need?*, where the template has one. */
  needs?: readonly string[];
}

/** Opens the form of a template. */
export async function openCreateForm(
  page: Page,
  platform: Platform,
  template: Template = 'app-base-go-react',
): Promise<void> {
  await page.goto(`${platform.portalUrl}/create/templates/default/${template}`);
}

/** Answers all that the form asks, up to the page with the plan, which *Next* leads to. */
export async function answerCreateForm(
  page: Page,
  platform: Platform,
  component: NewComponent,
): Promise<void> {
  await openCreateForm(page, platform, component.template);
  await page.getByLabel('Name').fill(component.name);
  await expect(
    page.getByRole('status').getByText('Free', { exact: true }),
  ).toBeVisible();
  // A person of one team has no choice to make.
  await expect(page.getByLabel('Owner')).toHaveValue(component.ownerTitle);
  await page.getByLabel('Description').fill(component.description);
  await page.getByRole('button', { name: 'Next' }).click();
  if (component.needs) {
    for (const need of component.needs) {
      await page.getByRole('checkbox', { name: need }).check();
    }
    await page.getByRole('button', { name: 'Next' }).click();
  }
  await expect(page.getByRole('checkbox', { name: /prod/ })).toBeChecked();
}

/** Waits for the plan on the form's last page, and for what it comes to. */
export async function expectCreationPlan(
  page: Page,
  verdict: 'Safe' | 'Attention' | 'Refused',
): Promise<void> {
  await expect(
    page.getByRole('status').getByText(verdict, { exact: true }),
  ).toBeVisible();
}

/** Fills the form up to the page with *Create*, which is not pressed. */
export async function fillCreateForm(
  page: Page,
  platform: Platform,
  component: NewComponent,
): Promise<void> {
  await answerCreateForm(page, platform, component);
  await page.getByRole('button', { name: 'Next' }).click();
  // Nobody has built its images yet, and its team gains rights.
  await expectCreationPlan(page, 'Attention');
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(
    page.getByRole('button', { name: 'Create', exact: true }),
  ).toBeVisible();
}

/** Address of a component's page, or of one of its tabs. */
export function componentUrl(
  platform: Platform,
  component: string,
  tab = '',
): string {
  return `${platform.portalUrl}/catalog/default/component/${component}/${tab}`;
}

/** The cell of the delivery grid where `environment` meets `cluster`. */
export function deliveryCell(
  page: Page,
  environment: string,
  cluster: string,
): Locator {
  return page
    .getByRole('table', { name: /^Delivery of/ })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: environment }) })
    .getByRole('cell')
    .filter({
      has: page.getByRole('button', {
        name: `Details of ${environment} on ${cluster}`,
      }),
    });
}
