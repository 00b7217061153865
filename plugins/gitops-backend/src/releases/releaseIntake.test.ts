import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  releasesResponseSchema,
  reportedReleaseSchema,
} from '@slipway/plugin-gitops-common';
import { IMAGES, PORTAL } from './__testUtils__/startIntake';
import { DIGEST, useIntake } from './__testUtils__/useIntake';

jest.setTimeout(60_000);

const OTHER_DIGEST = `sha256:${'cd'.repeat(32)}`;

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18', 'POSTGRES_16'],
  disableDocker: true,
});

describe.each(databases.eachSupportedId())('release intake on %s', id => {
  const test = useIntake(databases, id);
  const { get, post, report, startJob, token } = test;

  it('records what a job of the component’s release workflow reports', async () => {
    const { auditor, audited, registry, store } = test.intake;
    registry.digest.mockResolvedValue(DIGEST);
    const job = await startJob();
    const reply = await post(await test.forge.token(job, PORTAL)).expect(201);
    expect(reportedReleaseSchema.parse(reply.body)).toEqual({
      component: 'shop',
      version: '1.0.0',
      images: IMAGES.map(name => ({ name, tag: '1.0.0', digest: DIGEST })),
      digest: 'verified',
      source: {
        repository: 'acme/shop',
        commit: test.commit,
        ref: 'refs/heads/main',
      },
      workflowRunUrl: `https://forge.example.com/acme/shop/actions/runs/${job.GITHUB_RUN_ID}`,
      createdAt: expect.any(String),
      reportedBy: 'repo:acme/shop:ref:refs/heads/main',
    });
    expect(await store.find('shop', '1.0.0')).toEqual(reply.body);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'release-report',
        meta: expect.objectContaining({ actor: 'owner', version: '1.0.0' }),
      }),
    );
    expect(audited.success).toHaveBeenCalledTimes(1);
  });

  it('changes nothing when the same run reports the same again, with another token', async () => {
    const job = await startJob();
    const [one, two] = [
      await test.forge.token(job, PORTAL),
      await test.forge.token(job, PORTAL),
    ];
    const first = await post(one).expect(201);
    const again = await post(two).expect(200);
    expect(again.body).toEqual(first.body);
  });

  const others = {
    'another run': {},
    'another digest': {
      images: IMAGES.map(name => ({ name, digest: OTHER_DIGEST })),
    },
    'images without their digests': { images: IMAGES.map(name => ({ name })) },
    'other notes': { notesUrl: 'https://forge.example.com/notes' },
  };

  it.each(Object.entries(others))(
    'refuses the same version of %s, and names the first',
    async (what, changes) => {
      const job = await startJob();
      const first = await post(await test.forge.token(job, PORTAL)).expect(201);
      const refusal = await post(
        what === 'another run'
          ? await token()
          : await test.forge.token(job, PORTAL),
        report(changes),
      ).expect(409);
      expect(refusal.body.error.message).toContain(
        `shop 1.0.0 was reported at ${first.body.createdAt} by run ${job.GITHUB_RUN_ID} of acme/shop`,
      );
      const { body } = await get('component=shop');
      expect(body.releases).toEqual([first.body]);
    },
  );

  it('refuses a token that has reported, whatever it reports, and names what it did', async () => {
    const used = await token();
    await post(used).expect(201);
    const replay = async (changes: object) => {
      const { body } = await post(used, report(changes)).expect(409);
      expect(body.error.message).toMatch(
        /^shop 1\.0\.0 was reported at .* with this very token/,
      );
    };
    await replay({});
    await replay({ version: '1.1.0' });
    await test.intake.store.forgetTokens(new Date());
    await replay({ version: '1.1.0' });
    expect(await test.intake.store.find('shop', '1.1.0')).toBeUndefined();
  });

  it('forgets a token once its age alone has it refused', async () => {
    const used = await token();
    await post(used).expect(201);
    const later = new Date(Date.now() + 11 * 60_000);
    await test.intake.store.forgetTokens(later);
    const then = await test.start({ now: () => later });
    const late = await post(used, report({ version: '1.1.0' }), then);
    expect(late.status).toBe(401);
    // It is indeed forgotten, so nothing but its age has it refused.
    const again = await post(used, report({ version: '1.1.0' }));
    expect(again.status).toBe(201);
  });

  it('records one of many at a time', async () => {
    const job = await startJob();
    const tokens = await Promise.all(
      Array.from({ length: 5 }, () => test.forge.token(job, PORTAL)),
    );
    const replies = await Promise.all(
      [...tokens, tokens[0]].map(one => post(one)),
    );
    const statuses = replies.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, 200, 200, 201, 409]);
    expect((await get('component=shop')).body.releases).toHaveLength(1);
  });

  it('gives those with the permission a page at a time', async () => {
    const job = await startJob();
    for (const version of ['1.0.0', '1.1.0', '1.2.0']) {
      const one = await test.forge.token(job, PORTAL);
      await post(one, report({ version })).expect(201);
    }
    const first = releasesResponseSchema.parse(
      (await get('component=shop&limit=2')).body,
    );
    expect(first.releases.map(one => one.version)).toEqual(['1.2.0', '1.1.0']);
    const second = await get(`component=shop&limit=2&cursor=${first.next}`);
    expect(releasesResponseSchema.parse(second.body)).toEqual({
      releases: [expect.objectContaining({ version: '1.0.0' })],
    });
    expect((await get('component=cart')).body).toEqual({ releases: [] });
  });

  it('gives nobody else any', async () => {
    const denied = await test.start({ allowed: false });
    const statuses = [
      await get('component=shop', denied),
      await get('component=shop', undefined, mockCredentials.none.header()),
      await get('component=shop', undefined, `Bearer ${await token()}`),
      await get('limit=2'),
      await get('component=shop&limit=101'),
      await get('component=shop&cursor=x'),
    ].map(({ status }) => status);
    expect(statuses).toEqual([403, 401, 401, 400, 400, 400]);
  });
});
