import { createPublicKey } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
  SignJWT,
} from 'jose';
import { startForge } from './__testUtils__/startForge';
import { PORTAL } from './__testUtils__/startIntake';
import { useIntake } from './__testUtils__/useIntake';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const encode = (value: object) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token', () => {
  const test = useIntake(databases, 'SQLITE_3');
  const { post, report, token } = test;

  const forgeries: Record<string, () => Promise<string>> = {
    'for another audience': () => token({}, 'https://other.example.com'),
    'for the forge’s own audience': () => token({}, `${test.forge.url}/acme`),
    'with another signature': async () =>
      (await token()).replace(/\.[^.]{10}([^.]*)$/, '.AAAAAAAAAA$1'),
    'with other claims': async () => {
      const genuine = await token();
      const [head, , signature] = genuine.split('.');
      const claims = { ...decodeJwt(genuine), repository: 'acme/other' };
      return [head, encode(claims), signature].join('.');
    },
    'without a signature': async () => {
      const [, claims] = (await token()).split('.');
      return [encode({ alg: 'none', typ: 'JWT' }), claims, ''].join('.');
    },
    'signed by another key of the same name': async () => {
      const genuine = await token();
      const { privateKey } = await generateKeyPair('RS256');
      const { kid } = decodeProtectedHeader(genuine);
      return new SignJWT(decodeJwt(genuine))
        .setProtectedHeader({ alg: 'RS256', kid })
        .sign(privateKey);
    },
    'signed by the public key as a secret': async () => {
      const keys = await fetch(`${test.forge.issuer}/.well-known/jwks`);
      const [jwk] = (await keys.json()).keys;
      const key = createPublicKey({ key: jwk, format: 'jwk' });
      return new SignJWT(decodeJwt(await token()))
        .setProtectedHeader({ alg: 'HS256', kid: jwk.kid })
        .sign(Buffer.from(key.export({ type: 'spki', format: 'pem' })));
    },
    'of the portal': async () => mockCredentials.user.token(),
    'that is none': async () => 'x.y.z',
  };

  it.each(Object.entries(forgeries))(
    '%s is refused, before the report is read',
    async (_what, make) => {
      const { status, body } = await post(await make(), { not: 'read' });
      expect(status).toBe(401);
      expect(body.error.message).toBe(
        'The token was refused; send an OIDC token of the job for the audience of the portal',
      );
      expect(body.error.cause).toBeUndefined();
    },
  );

  it.each([
    ['is over', 6],
    ['is from the future', -2],
  ])('that %s is refused', async (_what, minutes) => {
    const moved = await test.start({
      now: () => new Date(Date.now() + minutes * 60_000),
    });
    expect((await post(await token(), report(), moved)).status).toBe(401);
  });

  it('of another issuer is refused', async () => {
    const directory = join(test.directory, 'stranger');
    await mkdir(directory);
    const stranger = await startForge(directory);
    try {
      await stranger.createRepository('shop');
      const job = await stranger.startJob({ repository: 'acme/shop' });
      const foreign = await stranger.token(job, PORTAL);
      expect((await post(foreign)).status).toBe(401);
    } finally {
      await stranger.stop();
    }
  });

  it('is not refused for what its issuer lacks', async () => {
    const away = await test.start({ issuer: 'http://127.0.0.1:9' });
    expect((await post(await token(), report(), away)).status).toBe(503);
    const wrong = await test.start({ issuer: `${test.forge.url}/nothing` });
    expect((await post(await token(), report(), wrong)).status).toBe(503);
  });

  it('can be tried by one address only so often', async () => {
    const statuses = new Set<number>();
    for (let i = 0; i < 125; i++) {
      statuses.add((await post('x')).status);
    }
    expect([...statuses]).toEqual([401, 429]);
  });
});
