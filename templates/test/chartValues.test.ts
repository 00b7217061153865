import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  chart,
  everything,
  gitOpsFiles,
  image,
  manifests,
  one,
  pods,
  type Values,
} from './support/chart.ts';
import { shape } from './support/structure.ts';
import { temporaryDirectory } from './support/temporaryDirectory.ts';
import { execute, tool } from './support/tools.ts';
import { hostileTexts } from './support/values.ts';
import { writeFiles } from './support/render.ts';

test('the schema refuses what would be wrong or unsafe, and says where', async t => {
  const { render } = await chart(t);
  const host = (value: string) => ({
    image,
    ingress: { enabled: true, host: value },
  });
  const refused: [string, Values][] = [
    ['/image/tag', { image: { ...image, tag: 'latest' } }],
    ['/image/tag', { image: { ...image, tag: 1.1 } }],
    ['/image/tag', { image: { ...image, tag: '1 evil' } }],
    ['/image/tag', { image: { repository: image.repository } }],
    ['/image/repository', { image: { tag: '1.0.0' } }],
    ['/image/repository', { image: { ...image, repository: 'a:latest' } }],
    ['/image/repository', { image: { ...image, repository: 'a b' } }],
    ['/image/digest', { image: { ...image, digest: 'sha256:short' } }],
    ['/image/repository', {}],
    ["'replica'", { image, replica: 2 }],
    ["'hostt'", { image, ingress: { hostt: 'a' } }],
    ['/ingress/host', { image, ingress: { enabled: true } }],
    ['/ingress/host', host('https://shop.example.com')],
    ['/ingress/host', host('Shop.example.com')],
    ['/ingress/host', host('shop.example.com/x')],
    ['/ingress/host', host('*.example.com')],
    ['/ingress/host', host('a`b')],
    ['/ingress/host', host('a\nb: c')],
    ['/ingress/className', { image, ingress: { className: 'other' } }],
    [
      "'argocd.argoproj.io/hook'",
      {
        image,
        ingress: { annotations: { 'argocd.argoproj.io/hook': 'Sync' } },
      },
    ],
    ['/user', { image, user: 0 }],
    ['/config/SIZE', { image, config: { SIZE: 1 } }],
    ["'not a name'", { image, config: { 'not a name': 'x' } }],
    ["'PORT'", { image, config: { PORT: '1' } }],
    ['/port', { image, port: 80 }],
    ['/resources', { image, resources: { limits: { memory: 'much' } } }],
    [
      '/postgresql/image',
      { image, postgresql: { enabled: true, image: 'postgres:latest' } },
    ],
    ['/networkPolicy/egress', { image, networkPolicy: { egress: [{}] } }],
    ['/media/mountPath', { image, media: { mountPath: '../etc' } }],
  ];
  for (const [place, values] of refused) {
    await assert.rejects(
      render(values),
      (error: Error) =>
        /don't meet the specifications of the schema/.test(error.message) &&
        error.message.includes(place),
      `${place} with ${JSON.stringify(values)}`,
    );
  }
  await assert.rejects(
    render({ image }, 'other'),
    /the namespace of shop must be shop-<environment>, not other/,
  );
});

test('free text in values is one scalar, whatever is in it', async t => {
  const { render } = await chart(t);
  const values = (text: string) => ({
    ...everything,
    config: { TEXT: text },
    args: [text],
    ingress: { ...everything.ingress, annotations: { note: text } },
    migrations: { enabled: true, args: [text] },
    monitoring: { ...everything.monitoring, dashboards: { 'a.json': text } },
  });
  const plain = (await render(values('plain'))).map(shape);
  for (const text of hostileTexts) {
    // A file of values is UTF-8, which has no lone surrogates.
    const written = text.replace(/\p{Surrogate}/gu, '\uFFFD');
    const all = await render(values(written));
    assert.deepEqual(all.map(shape), plain, JSON.stringify(text));
    assert.equal(one(all, 'ConfigMap').data?.TEXT, written);
    assert.equal(
      one(all, 'ConfigMap', 'shop-dashboards').data?.['a.json'],
      written,
    );
    assert.equal(one(all, 'Ingress').metadata.annotations?.note, written);
    for (const [kind, name] of [
      ['Deployment', 'shop'],
      ['Job', 'shop-migrate'],
    ] as const) {
      const [container] = pods(one(all, kind, name)).template.spec.containers;
      assert.deepEqual(container?.args, [written]);
    }
  }
});

test('names that YAML could take for something else stay names', async t => {
  const directory = await temporaryDirectory(t);
  await writeFiles(directory, gitOpsFiles);
  for (const name of ['null', 'true', 'e1']) {
    const output = await execute(
      await tool('helm'),
      [
        ...['template', name, 'charts/web-app', '--namespace', `${name}-no`],
        ...['--set', 'image.repository=shop,image.tag=v1'],
      ],
      { cwd: directory },
    );
    for (const { metadata } of manifests(output)) {
      assert.equal(metadata.labels['slipway.dev/component'], name);
      assert.equal(metadata.labels['slipway.dev/environment'], 'no');
      assert.equal(metadata.name.startsWith(name), true);
    }
  }
});
