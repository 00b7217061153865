import { expect, test, type Page } from '@playwright/test';
import {
  commit,
  forgeApi,
  mergeOnForge,
  openPullRequest,
  PLAN_CHECK,
  planStatus,
  readPullRequest,
} from './support/forge.ts';
import { picture } from './support/picture.ts';
import { platform as loadPlatform } from './support/platform.ts';
import { signIn } from './support/portal.ts';
import {
  approveByKeyboard,
  consent,
  expectHealthyRollout,
  expectPlanOn,
  expectVerdict,
  merge,
  reviewUrl,
} from './support/review.ts';

const platform = await loadPlatform();
const casey = forgeApi(platform, 'casey');
const robin = forgeApi(platform, 'robin');

/** The component that the story left behind; its base is in dev and prod, which is on both clusters. */
const component = process.env.SLIPWAY_E2E_COMPONENT ?? 'shop';
const deployment = `apps/${component}/base/backend-deployment.yaml`;
const branch = `more-cpu-for-${component}`;

let number: number;

/** Keeps the page from hearing of newer commits by itself, so that a decision comes before it knows. */
async function untilDecided(page: Page, pull: number): Promise<void> {
  const address = `${platform.portalUrl}/api/gitops/pull-requests/${pull}`;
  let first: Buffer | undefined;
  await page.route(address, async route => {
    const response = await route.fetch();
    first ??= await response.body();
    await route.fulfill({ response, body: first });
  });
  await page.route(`${address}/reviews`, async route => {
    await page.unroute(address);
    await route.continue();
  });
}

/** Every step of the review continues the one before it. */
test.describe.configure({ mode: 'serial' });

test('a policy refuses a change, and the forge itself does not merge it', async ({
  page,
}) => {
  number = await openPullRequest(casey, {
    branch,
    title: `More CPU for ${component}`,
    files: {
      [deployment]: text =>
        (text ?? '')
          .replace('cpu: 50m', 'cpu: 60m')
          .replace(
            'allowPrivilegeEscalation: false',
            'allowPrivilegeEscalation: true',
          ),
    },
  });
  await signIn(page, platform, 'robin');
  await page.goto(reviewUrl(platform, number));
  await expectPlanOn(page, component, [
    { environment: 'dev', clusters: 'yc' },
    { environment: 'prod', clusters: 'yc, vk' },
  ]);
  await expectVerdict(page, 'Refused');
  await expect(page.getByRole('list', { name: 'Reasons' })).toContainText(
    'it may gain rights that it did not start with',
  );
  await picture(page, '50-refused');
  await expect.poll(() => planStatus(robin, number)).toBe('failure');

  // An approval does not help: the branch takes nothing that the portal refuses.
  await approveByKeyboard(page);
  await expect(
    page.getByRole('group', { name: 'Decide' }).getByRole('button', {
      name: /^Merge:/,
    }),
  ).toBeDisabled();
  expect(await mergeOnForge(robin, number)).toContain(
    `Required status check "${PLAN_CHECK}" is failing`,
  );
});

test('nobody approves what came after they looked; the plan of the fix is safe', async ({
  page,
}) => {
  await signIn(page, platform, 'robin');
  await untilDecided(page, number);
  await page.goto(reviewUrl(platform, number));
  await expectVerdict(page, 'Refused');

  await commit(casey, {
    branch,
    path: deployment,
    message: 'Keep the container from gaining rights',
    edit: text =>
      (text ?? '').replace(
        'allowPrivilegeEscalation: true',
        'allowPrivilegeEscalation: false',
      ),
  });
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: /^Approve #/ });
  const approve = dialog.getByRole('button', { name: /^Approve:/ });
  const news = dialog.getByRole('alert');
  await approve.press('Enter');
  await consent(page, news);
  await expect(news).toContainText('1 commit has come since you loaded this');
  await expect(news).toContainText('Keep the container from gaining rights');
  await expect(approve).toBeDisabled();
  await picture(page, '51-newer-commit');

  await news.getByRole('button', { name: 'Show the new plan' }).click();
  await expectVerdict(page, 'Safe');
  await expect.poll(() => planStatus(robin, number)).toBe('success');
  const { comments } = await readPullRequest(robin, number);
  expect(comments.map(({ body }) => body?.match(/^## .*$/m)?.[0])).toEqual([
    '## ✅ Safe',
  ]);
});

test('a reviewer approves with the keyboard, merges, and follows the change to every cluster', async ({
  page,
}) => {
  await signIn(page, platform, 'robin');
  await page.goto(reviewUrl(platform, number));
  await expectVerdict(page, 'Safe');
  await picture(page, '52-safe');
  await approveByKeyboard(page);
  await merge(page);
  await expectHealthyRollout(page, 3);
  await picture(page, '53-followed');
});
