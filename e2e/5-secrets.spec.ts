import { expect, test, type Page } from '@playwright/test';
import { formsOf, placesOf } from './support/canary.ts';
import {
  forgeApi,
  openPullRequest,
  planStatus,
  readPullRequest,
  type Edit,
} from './support/forge.ts';
import { picture } from './support/picture.ts';
import { platform as loadPlatform } from './support/platform.ts';
import { signIn } from './support/portal.ts';
import { expectVerdict, reviewUrl } from './support/review.ts';

const platform = await loadPlatform();
const casey = forgeApi(platform, 'casey');

/** The component that the story left behind. */
const component = process.env.SLIPWAY_E2E_COMPONENT ?? 'shop';
const app = `apps/${component}`;

/** What must show up nowhere, by the way in which it gets into a pull request. */
const canaries = {
  secret: 'canary-stringData-Zq8v2Lx7',
  encoded: 'canary-base64-Tn4w9Rk1',
  variable: 'canary-variable-Hd6m3Pf5',
  sops: 'canary-sops-Yb1c8Gs2',
  malformed: 'canary-malformed-Wj5t7Nv9',
  quoted: 'canary-quoted-Lk3p6Xa8',
};
const forms = Object.values(canaries).flatMap(formsOf);

const addResource =
  (file: string): Edit =>
  text =>
    (text ?? '').replace('resources:\n', `resources:\n  - ${file}\n`);

/** Secrets in files that are read and rendered. */
const leaks: Record<string, Edit> = {
  [`${app}/overlays/dev/leak.yaml`]: () => `apiVersion: v1
kind: Secret
metadata:
  name: leak
stringData:
  password: ${canaries.secret}
data:
  token: ${Buffer.from(canaries.encoded).toString('base64')}
`,
  [`${app}/overlays/dev/kustomization.yaml`]: addResource('leak.yaml'),
  [`${app}/base/backend-deployment.yaml`]: text =>
    (text ?? '').replace(
      '          envFrom:\n',
      `          env:\n            - name: PASSWORD\n              value: ${canaries.variable}\n          envFrom:\n`,
    ),
  'secrets/yc/leak.enc.yaml': () => `apiVersion: v1
kind: Secret
metadata:
  name: leak
stringData:
  password: ${canaries.sops}
sops:
  age: []
  mac: ENC[AES256_GCM,data:AAAA,iv:AAAA,tag:AAAA,type:str]
`,
};

/** Secrets in files that cannot be rendered, so that they are near errors, which like to quote. */
const errors: Record<string, Edit> = {
  [`${app}/overlays/dev/broken.yaml`]: () => `apiVersion: v1
kind: Secret
metadata:
  name: broken
stringData:
  password: ${canaries.malformed}: [
`,
  [`${app}/overlays/dev/kustomization.yaml`]: addResource('broken.yaml'),
  [`${app}/overlays/prod/kustomization.yaml`]: text => `${text}
secretGenerator:
  - name: broken
    literals:
      - ${canaries.quoted}
`,
};

/** Opens the pull request, and waits until the portal and the forge have refused it. */
async function refused(
  page: Page,
  name: string,
  files: Record<string, Edit>,
): Promise<number> {
  const branch = `${name}-of-${component}`;
  const title = `Add ${name} to ${component}`;
  const number = await openPullRequest(casey, { branch, title, files });
  await signIn(page, platform, 'robin');
  await page.goto(reviewUrl(platform, number));
  await expectVerdict(page, 'Refused');
  await expect.poll(() => planStatus(casey, number)).toBe('failure');
  return number;
}

/** Nothing that is said on the forge or stands on the page holds a canary. */
async function expectNoCanary(page: Page, number: number): Promise<void> {
  const { statuses, comments } = await readPullRequest(casey, number);
  expect(comments).toHaveLength(1);
  const said = JSON.stringify({ statuses, comments });
  const shown = await page.content();
  for (const form of forms) {
    expect(said).not.toContain(form);
    expect(shown).not.toContain(form);
  }
}

test('secrets in manifests are refused, and not shown', async ({ page }) => {
  const number = await refused(page, 'secrets', leaks);
  const changes = page.getByRole('region', { name: 'Changes' });
  await changes.getByRole('button', { name: /^Secret.*leak/ }).click();
  await expect(changes.getByText('(hidden)').first()).toBeVisible();
  await picture(page, '60-secrets');
  await expectNoCanary(page, number);
});

test('secrets in files that cannot be rendered are not quoted', async ({
  page,
}) => {
  const number = await refused(page, 'errors', errors);
  for (const place of ['dev/broken.yaml', 'prod']) {
    await expect(
      page.getByText(`${app}/overlays/${place}`).first(),
    ).toBeVisible();
  }
  await picture(page, '61-errors');
  await expectNoCanary(page, number);
});

test('the portal keeps no secret of these in its logs and databases', async () => {
  // What may be kept is found, so that finding nothing means that there is nothing.
  expect(await placesOf(platform, ['"name":"leak"'])).toContain(
    'gitops.sqlite plans',
  );
  expect(await placesOf(platform, forms)).toEqual([]);
});
