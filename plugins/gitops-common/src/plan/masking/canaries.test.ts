import type { JsonObject } from '@backstage/types';
import {
  deployment,
  environments,
  object,
  planInput,
  rendered,
  side,
} from '../__testUtils__/fixtures';
import { computePlan } from '../computePlan';
import type { KubernetesObject } from '../objects/KubernetesObject';
import { driftedObjects } from '../drift/driftedObjects';
import { planComment } from '../report/planComment';
import { planStatus } from '../report/planStatus';
import { planText } from '../report/planText';

// Put together here, so that this file holds nothing that looks like a secret.
const begin = (what: string) => ['-----BEGIN', what].join(' ').concat('-----');

/** Where a secret may be, each with a canary in it. */
const PLACES: Readonly<Record<string, (canary: string) => KubernetesObject>> = {
  'data of a Secret': canary =>
    object('Secret', 'a', { data: { password: canary } }),
  'text of a Secret': canary =>
    object('Secret', 'a', { stringData: { 'a.yaml': `a: ${canary}\nb: c` } }),
  'a Secret of another shape': canary =>
    object('Secret', 'a', { data: [canary], stringData: canary }),
  'last applied': canary =>
    object(
      'Secret',
      'a',
      {},
      {
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': `{"data":{"a":"${canary}"}}`,
        },
      },
    ),
  SOPS: canary =>
    object('ConfigMap', 'a', {
      data: { a: `ENC[AES256_GCM,data:${canary},iv:x,tag:y,type:str]` },
      sops: {
        mac: canary,
        age: [{ enc: `${begin('AGE ENCRYPTED FILE')}\n${canary}` }],
      },
    }),
  'a variable': canary =>
    deployment('a', { env: [{ name: 'DB_PASSWORD', value: canary }] }),
  'a variable with a telling part': canary =>
    deployment('a', { env: [{ name: 'SECRET_KEY_BASE', value: canary }] }),
  'an address': canary =>
    deployment('a', {
      env: [
        { name: 'DATABASE_URL', value: `postgres://shop:${canary}@db/shop` },
      ],
    }),
  'an option': canary =>
    deployment('a', { args: ['--token', canary, `--api-key=${canary}`] }),
  'a command line': canary =>
    deployment('a', {
      command: [
        'sh',
        '-c',
        `run --password ${canary} && env TOKEN='${canary}'`,
      ],
    }),
  'a key of a ConfigMap': canary =>
    object('ConfigMap', 'a', { data: { JWT_SECRET_V2: canary } }),
  'a file in a ConfigMap': canary =>
    object('ConfigMap', 'a', {
      data: {
        'app.conf': `user = a\npassword = "${canary} ${canary}"\n`,
        'app.yml': `db:\n  password: ${canary} b\n  token: |\n    ${canary}\n`,
      },
    }),
  'a private key': canary =>
    object('ConfigMap', 'a', {
      data: {
        pem: `a\n${begin('EC PRIVATE KEY')}\n${canary}\n-----END EC PRIVATE KEY-----\nb`,
      },
    }),
  'half of a private key': canary =>
    object('ConfigMap', 'a', {
      data: { pem: `${begin('PRIVATE KEY')}\n${canary}` },
    }),
  'a custom resource': canary => ({
    ...object('Broker', 'a', {
      spec: {
        auth: {
          clientSecret: canary,
          list: [{ key: 'api-key', value: canary }],
        },
      },
    }),
    apiVersion: 'example.com/v1',
  }),
  'an annotation': canary =>
    object(
      'Service',
      'a',
      {},
      { annotations: { note: `Authorization: Bearer ${canary}0` } },
    ),
  'a GitHub token': canary =>
    object('ConfigMap', 'a', { data: { a: `x ghp_${canary.repeat(2)} y` } }),
  'an AWS key': canary =>
    object('ConfigMap', 'a', { data: { a: `AKIA${canary.toUpperCase()}` } }),
  'a Slack token': canary =>
    object('ConfigMap', 'a', { data: { a: ['xoxb', '1', canary].join('-') } }),
  'a JWT': canary =>
    object('ConfigMap', 'a', {
      data: { a: ['eyJhbGciOiJI', `eyJ${canary}`, canary].join('.') },
    }),
};

/** Everything that leaves a plan, in one text. */
function output(before: JsonObject[], after: JsonObject[], message = '') {
  const finding = {
    rule: 'r',
    effect: 'deny' as const,
    object: 'o',
    reason: `has ${message}`,
    fix: `not ${message}`,
  };
  const { plan, manifests } = computePlan(
    planInput(
      side([
        rendered(before as KubernetesObject[]),
        rendered(before as KubernetesObject[], {
          overlay: { environment: 'dev' },
        }),
      ]),
      side(
        [
          rendered(after as KubernetesObject[], { findings: [finding] }),
          rendered([], {
            overlay: { environment: 'dev' },
            problem: { reason: 'invalid', message: `near ${message}` },
          }),
        ],
        {
          environments,
          findings: [finding],
          problems: [{ file: 'a.yaml', reason: `near ${message}` }],
        },
      ),
    ),
  );
  return {
    plan,
    text: [
      JSON.stringify(plan),
      JSON.stringify([...manifests]),
      planComment(plan, {
        url: 'https://portal.example.com/gitops/pull-requests/1',
      }),
      planText(plan),
      JSON.stringify(planStatus(plan)),
    ].join('\n'),
  };
}

/** The secret as one word, as an error's message would repeat it. */
function wordOf(one: KubernetesObject) {
  return /[^\s"'\\:=,@]*canary[^\s"'\\:=,@]*/i.exec(JSON.stringify(one))?.[0];
}

const ONE = 'canaryq7w8e9r0t1y2';
const OTHER = 'canaryz5x4c3v2b1n0';

describe.each(Object.entries(PLACES))('a secret in %s', (_place, place) => {
  it.each([
    ['comes', [], [place(ONE)]],
    ['goes', [place(ONE)], []],
    ['changes', [place(ONE)], [place(OTHER)]],
    [
      'stays beside a change',
      [place(ONE)],
      [{ ...place(ONE), extra: 'changed' }],
    ],
  ])('is shown nowhere when it %s', (_what, before, after) => {
    const { plan, text } = output(before, after, wordOf(place(ONE)));
    expect(text).not.toMatch(/canary/i);
    // Masking must not be what makes an object look unchanged.
    expect(
      plan.overlays.find(one => one.environment === 'prod')?.objects,
    ).toHaveLength(1);
  });

  it('is shown nowhere when somebody changes it on a cluster', () => {
    const expected = place(ONE);
    const drifted = driftedObjects([{ live: place(OTHER), expected }]);
    expect(JSON.stringify(drifted)).not.toMatch(/canary/i);
    expect(drifted).toHaveLength(expected.kind === 'Secret' ? 0 : 1);
  });
});

describe('what is no secret', () => {
  it('stays readable', () => {
    const plain = [
      deployment('a', {
        image: 'ghcr.io/acme/shop:1.4.2@sha256:0f',
        env: [
          { name: 'TOKEN_TTL', value: '30m' },
          { name: 'PASSWORD_FILE', value: '/run/db' },
          { name: 'URL', value: 'https://example.com:8080/a?b=c@d' },
          {
            name: 'DSN',
            valueFrom: { secretKeyRef: { name: 'db', key: 'dsn' } },
          },
          { name: 'A', value: 'postgres://shop:$(DB_PASSWORD)@db' },
        ],
      }),
      {
        ...object('ExternalSecret', 'db', {
          spec: {
            data: [
              {
                secretKey: 'password',
                remoteRef: { key: 'shop/db', property: 'password' },
              },
            ],
          },
        }),
        apiVersion: 'external-secrets.io/v1',
      },
      object('ConfigMap', 'ca', {
        data: {
          'ca.crt': `${begin('CERTIFICATE')}\nMIIB\n-----END CERTIFICATE-----\n`,
        },
      }),
      object('Ingress', 'a', {
        spec: {
          tls: [{ secretName: 'tls' }],
          rules: [{ host: 'a.example.com' }],
        },
      }),
    ];
    expect(output([], plain).text).not.toContain('(hidden)');
  });

  it('names the keys of a Secret that change, and only those', () => {
    const secret = (a: string) =>
      object('Secret', 'db', { data: { a, b: ONE } });
    const { plan } = output([secret(ONE)], [secret(OTHER)]);
    expect(
      plan.overlays.flatMap(one => one.objects.flatMap(({ fields }) => fields)),
    ).toEqual([
      { path: 'data.a', before: '(hidden)', after: '(hidden, changed)' },
    ]);
  });

  it('is hidden in messages as what a Secret says, too', () => {
    const secret = object('Secret', 'db', { data: { a: btoa(`user:${ONE}`) } });
    expect(output([], [secret], ONE).text).not.toMatch(/canary/i);
  });

  it('takes no longer for a hostile text than for another', () => {
    const hostile = [
      'a'.repeat(200_000),
      'token'.repeat(40_000),
      '://a:'.repeat(40_000),
      `${begin('A')}`.repeat(8_000),
      'password:|'.repeat(20_000),
    ];
    const started = performance.now();
    output(
      [],
      [
        object('ConfigMap', 'a', {
          data: Object.fromEntries(
            hostile.map((text, index) => [`k${index}`, text]),
          ),
        }),
      ],
    );
    // Quadratic time would be minutes.
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
