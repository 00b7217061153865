import { expect, test } from '@playwright/test';
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
};

const addResource =
  (file: string): Edit =>
  text =>
    (text ?? '').replace('resources:\n', `resources:\n  - ${file}\n`);

const files: Record<string, Edit> = {
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
  [`${app}/overlays/prod/broken.yaml`]: () => `apiVersion: v1
kind: Secret
metadata:
  name: broken
stringData:
  password: ${canaries.malformed}: [
`,
  [`${app}/overlays/prod/kustomization.yaml`]: addResource('broken.yaml'),
};

test('a secret in a pull request is refused, and shown and kept nowhere', async ({
  page,
}) => {
  const number = await openPullRequest(casey, {
    branch: `secrets-of-${component}`,
    title: `Secrets of ${component}`,
    files,
  });
  await signIn(page, platform, 'robin');
  await page.goto(reviewUrl(platform, number));
  await expectVerdict(page, 'Refused');
  await expect.poll(() => planStatus(casey, number)).toBe('failure');
  const changes = page.getByRole('region', { name: 'Changes' });
  const leak = changes.getByRole('button', { name: /^Secret.*leak/ });
  if ((await leak.getAttribute('aria-expanded')) === 'false') {
    await leak.click();
  }
  await expect(changes.getByText('(hidden)').first()).toBeVisible();
  await picture(page, '50-secrets');

  const { statuses, comments } = await readPullRequest(casey, number);
  const said = JSON.stringify({ statuses, comments });
  const shown = await page.content();
  for (const secret of Object.values(canaries)) {
    for (const form of formsOf(secret)) {
      expect(said).not.toContain(form);
      expect(shown).not.toContain(form);
    }
  }
  expect(
    await placesOf(platform, Object.values(canaries).flatMap(formsOf)),
  ).toEqual([]);
});
