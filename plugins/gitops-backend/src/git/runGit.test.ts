import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitFixture } from '../testing/GitFixture';
import { runGit } from './runGit';

describe('runGit', () => {
  let directory: string;
  let gitDir: string;
  const limits = { timeoutMs: 10_000, maxOutput: 1024 };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'run-git-'));
    const fixture = await GitFixture.create(join(directory, 'repository'));
    await fixture.commit({ large: 'x'.repeat(4096) });
    gitDir = join(fixture.directory, '.git');
  });

  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('says in one line why git failed', async () => {
    await expect(
      runGit({ ...limits, gitDir, args: ['show', 'nowhere'] }),
    ).rejects.toThrow(/^git show failed: .*nowhere/);
  });

  it('stops at the size limit', async () => {
    await expect(
      runGit({ ...limits, gitDir, args: ['show', 'HEAD:large'] }),
    ).rejects.toThrow('git show wrote more than 1024 bytes');
  });

  it('kills a fetch from a server that accepts and never answers', async () => {
    const server = createServer(() => {});
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const closed = new Promise<void>(resolve => {
      server.once('connection', socket => {
        // A reset is as good an end of the child process as a close.
        socket.on('error', () => {});
        socket.on('close', () => resolve());
      });
    });
    await expect(
      runGit({
        timeoutMs: 500,
        maxOutput: 1024,
        gitDir,
        protocols: ['http'],
        args: ['fetch', `http://127.0.0.1:${port}/x.git`],
      }),
    ).rejects.toThrow('git fetch did not end within 500 ms');
    await closed;
    server.close();
  });

  it.each(['file:///etc', 'ext::sh -c true', 'ssh://127.0.0.1/x'])(
    'speaks no protocol that was not allowed: %s',
    async url => {
      await expect(
        runGit({
          ...limits,
          gitDir,
          protocols: ['https'],
          args: ['fetch', '--end-of-options', url],
        }),
      ).rejects.toThrow('not allowed');
    },
  );

  it('hides settings from the arguments and leaves nobody’s configuration in', async () => {
    const output = await runGit({
      ...limits,
      gitDir,
      config: { 'http.extraHeader': 'Authorization: secret' },
      args: ['config', '--list', '--show-origin'],
    });
    expect(output.toString()).toContain('command line:\thttp.extraheader=');
    expect(output.toString()).not.toContain('.gitconfig');
  });
});
