import { ConfigReader } from '@backstage/config';
import { readArgoCdInstances } from './config';

const read = (clusters: object[]) =>
  readArgoCdInstances(new ConfigReader({ gitops: { clusters } }));

it('reads the clusters that have an Argo CD', () => {
  expect(
    read([
      { name: 'yc', argocd: { url: 'http://localhost:7110/', token: 'a' } },
      { name: 'vk' },
    ]),
  ).toEqual([
    {
      cluster: 'yc',
      url: 'http://localhost:7110',
      token: 'a',
      webUrl: undefined,
    },
  ]);
  expect(readArgoCdInstances(new ConfigReader({}))).toEqual([]);
});

it.each(['localhost', 'file:///etc', 'data:text/plain,x'])(
  'refuses the address %s',
  url => {
    expect(() => read([{ name: 'yc', argocd: { url, token: 'a' } }])).toThrow(
      'The Argo CD of yc needs an http or https address',
    );
  },
);
