import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  mockCredentials,
  type TestDatabaseId,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import request from 'supertest';
import { type JobForge, type JobRequest, startForge } from './startForge';
import { IMAGES, PORTAL, startIntake } from './startIntake';

/** A digest as one could be. */
export const DIGEST = `sha256:${'ab'.repeat(32)}`;

/** The intake of a test, or another one. */
export type Intake = Awaited<ReturnType<typeof startIntake>>;

/** Gives each test of a block an intake with an empty database, and all of them a real forge with jobs. */
export function useIntake(databases: TestDatabases, id: TestDatabaseId) {
  let directory: string;
  let forge: JobForge;
  let commit: string;
  let intake: Intake;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'release-intake-'));
    forge = await startForge(directory);
    commit = await forge.createRepository('shop');
    await forge.createRepository('cart');
  });
  afterAll(async () => {
    await forge?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function start(
    options: Partial<Parameters<typeof startIntake>[0]> = {},
  ): Promise<Intake> {
    const knex = await databases.init(id);
    return startIntake({ knex, issuer: forge.issuer, ...options });
  }
  beforeEach(async () => {
    intake = await start();
  });

  const report = (changes: object = {}) => ({
    component: 'shop',
    version: '1.0.0',
    commit,
    images: IMAGES.map(name => ({ name, digest: DIGEST })),
    ...changes,
  });
  const startJob = (job: Partial<JobRequest> = {}) =>
    forge.startJob({ repository: 'acme/shop', ...job });

  return {
    get directory() {
      return directory;
    },
    get forge() {
      return forge;
    },
    get commit() {
      return commit;
    },
    get intake() {
      return intake;
    },
    start,
    startJob,
    report,
    /** A token of a job of its own. */
    token: async (job: Partial<JobRequest> = {}, audience: string = PORTAL) =>
      forge.token(await startJob(job), audience),
    post: (token: string, body: object = report(), { app } = intake) =>
      request(app)
        .post('/releases')
        .set('authorization', `Bearer ${token}`)
        .send(body),
    get: (
      query: string,
      { app } = intake,
      authorization: string = mockCredentials.user.header(),
    ) =>
      request(app)
        .get(`/releases?${query}`)
        .set('authorization', authorization),
  };
}
