import { expect, test } from '@playwright/test';
import { editEnvironments } from './support/forge.ts';
import { picture } from './support/picture.ts';
import { platform as loadPlatform } from './support/platform.ts';
import { componentUrl, openCreateForm, signIn } from './support/portal.ts';

const platform = await loadPlatform();

/** The component that the story left behind. */
const existing = process.env.SLIPWAY_E2E_COMPONENT ?? 'shop';

test('a name that is malformed or taken is refused while it is typed', async ({
  page,
}) => {
  await signIn(page, platform, 'casey');
  await openCreateForm(page, platform);
  const said = page.getByRole('status');

  await page.getByLabel('Name').fill('Shop_2');
  await expect(said).toContainText(/lower-case/i);
  await page.getByLabel('Name').fill(existing);
  await expect(said).toContainText(
    `Repository acme/${existing} exists already`,
  );
  await expect(
    said.getByRole('link', { name: 'Show it' }).first(),
  ).toBeVisible();
  await picture(page, '20-name-taken');

  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByLabel('Name')).toBeVisible();
});

test('a malformed environments.yaml is named by file, line and reason, and the last good state stays', async ({
  page,
}) => {
  await signIn(page, platform, 'ollie');
  const restore = await editEnvironments(platform, text =>
    text.replace('- name: dev', '- nmae: dev'),
  );
  try {
    await page.goto(componentUrl(platform, existing, 'delivery'));
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('The GitOps repository is malformed');
    await expect(alert).toContainText(/environments\.yaml:\d+:\d+: .*name/);
    await expect(page.getByRole('rowheader', { name: /^dev/ })).toBeVisible();
    await picture(page, '21-malformed-environments');
  } finally {
    await restore();
  }
  await expect(page.getByRole('alert')).toHaveCount(0);
});
