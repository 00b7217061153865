import {
  type Answer,
  argoApplication,
  FakeArgoCd,
  hang,
  reply,
  withHealth,
} from './__testUtils__/FakeArgoCd';
import { TOKEN, watching } from './__testUtils__/watching';

const MIB = 1024 * 1024;

describe('the watch of an Argo CD with troubles', () => {
  let argoCd: FakeArgoCd;
  let watch: ReturnType<typeof watching> | undefined;

  beforeEach(async () => {
    argoCd = new FakeArgoCd();
    argoCd.onList = reply({ items: [argoApplication] });
    await argoCd.start();
  });

  afterEach(async () => {
    await watch?.stop();
    await argoCd.kill();
  });

  function start(times?: Parameters<typeof watching>[1]) {
    watch = watching(argoCd, times);
    return watch;
  }

  async function established(times?: Parameters<typeof watching>[1]) {
    const one = start(times);
    await one.until(() => one.told.lists === 2);
    return one;
  }

  async function failure(one: ReturnType<typeof watching>) {
    const error = await one.ended;
    expect(String(error)).not.toContain(TOKEN);
    return error;
  }

  it.each([401, 403])('is refused with %s', async status => {
    argoCd.onList = (_request, response) => {
      response.writeHead(status).end(`token ${TOKEN} is expired`);
    };
    argoCd.onStream = argoCd.onList;
    expect(await failure(start())).toMatchObject({
      name: 'NotAllowedError',
      message: `Argo CD of yc refuses the portal (${status}); check gitops.clusters[].argocd.token`,
    });
  });

  it.each<[string, Answer, Answer?]>([
    [
      'answers 500',
      (_request, response) => {
        response.writeHead(500).end('panic');
      },
    ],
    ['breaks the connection', request => request.socket.destroy()],
    [
      'redirects',
      (_request, response) => {
        response.writeHead(302, { location: '/elsewhere' }).end();
      },
    ],
    ['accepts and never answers', hang],
    [
      'stops in the middle',
      (_request, response) => {
        response.write('{"items":[');
      },
    ],
  ])('is unreachable if it %s', async (_what, answer) => {
    argoCd.onList = answer;
    const one = start({ listMs: 200 });
    expect(await failure(one)).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(/^Argo CD of yc /),
    });
    expect(one.told.lists).toBe(0);
    expect(argoCd.requests).not.toContain('/elsewhere');
  });

  it.each<[string, Answer]>([
    ['a page', (_request, response) => response.end('<html>')],
    ['another list', reply({ items: [{ kind: 'Pod' }] })],
    ['nothing', (_request, response) => response.end()],
    ['too deep a list', (_request, response) => response.end('['.repeat(1e5))],
  ])('makes no sense of %s', async (_what, answer) => {
    argoCd.onList = (request, response) => void answer(request, response);
    expect(await failure(start())).toMatchObject({
      name: 'TypeError',
      message: expect.stringContaining('no list of Applications'),
    });
  });

  it('notices that one which was there hangs', async () => {
    const one = await established({ probeAfterMs: 50, probeMs: 100 });
    argoCd.hang();
    const startedAt = performance.now();
    expect(await failure(one)).toMatchObject({
      name: 'ServiceUnavailableError',
      message: 'Argo CD of yc did not answer in time',
    });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('notices that something else answers in its place', async () => {
    const one = await established({ probeAfterMs: 50 });
    argoCd.onVersion = reply({ login: 'please' });
    expect(await failure(one)).toMatchObject({ name: 'TypeError' });
  });

  it('ends, and says nothing of what it knew, when it is killed', async () => {
    const one = await established();
    await argoCd.kill();
    expect(await one.ended).toBeUndefined();
    expect(one.applications).toMatchObject([{ health: 'Healthy' }]);
    expect(await failure(start())).toMatchObject({
      name: 'ServiceUnavailableError',
      message: 'Argo CD of yc is not reachable',
    });
  });

  it('does not take half of a line for an event', async () => {
    const one = await established();
    argoCd.drop(
      `data: ${JSON.stringify({
        result: { type: 'DELETED', application: argoApplication },
      })}`,
    );
    expect(await one.ended).toBeUndefined();
    expect(one.applications).toHaveLength(1);
  });

  it.each([
    ['no event', 'data: {"result":{"type":"ADDED"}}\n'],
    ['no JSON', 'data: {"result":\n'],
    ['an error that was stripped of its fields', 'data: {} \n\n'],
  ])('makes no sense of %s in the stream', async (_what, line) => {
    const one = await established();
    argoCd.say(line);
    expect(await failure(one)).toMatchObject({ name: 'TypeError' });
  });

  it('reads an event of any length that makes sense, but not 10 MB of a line', async () => {
    const one = await established();
    const { metadata, status } = withHealth('Degraded');
    argoCd.sayEvent('MODIFIED', {
      metadata,
      status: {
        ...status,
        conditions: [{ type: 'x', message: 'y'.repeat(MIB / 2) }],
      },
    });
    await one.until(() => one.applications[0].health === 'Degraded');
    argoCd.say(`data: "${'z'.repeat(10 * MIB)}`);
    expect(await failure(one)).toMatchObject({ name: 'RangeError' });
  });

  it('lists all the same where there are no streams', async () => {
    argoCd.onStream = (_request, response) => response.end();
    const one = start();
    expect(await one.ended).toBeUndefined();
    expect(one.applications).toHaveLength(1);
  });
});
