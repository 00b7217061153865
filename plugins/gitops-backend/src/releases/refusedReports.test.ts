import { TestDatabases } from '@backstage/backend-test-utils';
import type { JobRequest } from './__testUtils__/startForge';
import { IMAGES } from './__testUtils__/startIntake';
import { DIGEST, useIntake } from './__testUtils__/useIntake';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('a report of a release', () => {
  const test = useIntake(databases, 'SQLITE_3');
  const { get, post, report, token } = test;

  it.each<[string, Partial<JobRequest>, object]>([
    ['another repository', { repository: 'acme/cart' }, {}],
    ['another branch', { ref: 'refs/heads/feature' }, {}],
    ['a tag that is no version', { ref: 'refs/tags/nightly' }, {}],
    ['another workflow', { workflow: 'ci.yml' }, {}],
    ['an event that strangers cause', { event: 'pull_request_target' }, {}],
    ['another commit', {}, { commit: 'a'.repeat(40) }],
    ['a component that the catalog lacks', {}, { component: 'none' }],
  ])(
    'by a job of %s is refused with the same words',
    async (_what, job, changes) => {
      const refusal = await post(await token(job), report(changes)).expect(403);
      expect(refusal.body.error.message).toBe(
        `This job may not report ${'component' in changes ? 'none' : 'shop'} 1.0.0; the catalog has to name its repository, and its workflow, ref and commit have to be those of a release`,
      );
      expect(test.intake.audited.fail).toHaveBeenCalledTimes(1);
      expect((await get('component=shop')).body.releases).toEqual([]);
    },
  );

  it.each<[string, object, number, string]>([
    ['fewer images', { images: [{ name: IMAGES[0] }] }, 400, IMAGES[1]],
    [
      'images of others',
      { images: [{ name: 'ghcr.io/evil/shop' }] },
      400,
      'are not the images of apps/shop/component.yaml',
    ],
    [
      'an image twice',
      { images: [...IMAGES, IMAGES[0]].map(name => ({ name })) },
      400,
      'are not the images',
    ],
    ['no deployment', { component: 'new' }, 409, 'apps/new/component.yaml'],
    ['a key that is unknown', { approved: true }, 400, 'approved'],
    ['no version', { version: undefined }, 400, 'version'],
    ['more than 64 KiB', { notesUrl: 'x'.repeat(65 * 1024) }, 413, 'large'],
  ])('with %s is refused', async (_what, changes, status, words) => {
    const refusal = await post(await token(), report(changes));
    expect(refusal.status).toBe(status);
    expect(refusal.body.error.message).toContain(words);
    expect(test.intake.registry.digest).not.toHaveBeenCalled();
  });

  it('is taken of a tag that is the version’s', async () => {
    const tag = { ref: 'refs/tags/v1.0.0' };
    expect((await post(await token(tag))).status).toBe(201);
    const other = report({ version: '2.0.0' });
    expect((await post(await token(tag), other)).status).toBe(403);
  });

  it('has the registry’s digest of the tag, or says that there is none', async () => {
    test.intake.registry.digest.mockImplementation(async (image, reference) =>
      image === IMAGES[0] && reference === '1.0.0' ? DIGEST : undefined,
    );
    const images = IMAGES.map(name => ({ name }));
    const { body } = await post(await token(), report({ images })).expect(201);
    expect(body.digest).toBe('unverified');
    expect(body.images).toEqual([
      { name: IMAGES[0], tag: '1.0.0', digest: DIGEST },
      { name: IMAGES[1], tag: '1.0.0' },
    ]);
  });
});
