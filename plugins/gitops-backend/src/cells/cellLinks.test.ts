import { mockServices } from '@backstage/backend-test-utils';
import { cellLinks, readLinkTemplates } from './cellLinks';

const config = (link: object) =>
  mockServices.rootConfig({ data: { gitops: { links: [link] } } });
const logs = { kind: 'logs', title: 'Loki' };

describe('links of cells', () => {
  it('are filled in as parts of an address, never as its syntax', () => {
    const templates = readLinkTemplates(
      config({ ...logs, url: 'https://x.example.com/{cluster}?q={component}' }),
    );
    const place = {
      component: 'a&b=c',
      environment: '{cluster}',
      cluster: '../y c',
      namespace: '',
      from: '',
      to: '',
    };
    expect(cellLinks(templates, place)).toEqual([
      { ...logs, url: 'https://x.example.com/..%2Fy%20c?q=a%26b%3Dc' },
    ]);
  });

  it.each([
    [
      { ...logs, url: 'https://x.example.com/{pod}' },
      /nothing stands for \{pod\}/,
    ],
    [{ ...logs, url: 'ftp://x.example.com' }, /no http or https address/],
    [{ ...logs, url: 'x.example.com' }, /no http or https address/],
    [
      { ...logs, kind: 'argocd', url: 'https://x.example.com' },
      /gitops\.links\[0\]\.kind/,
    ],
    [
      { kind: 'logs', url: 'https://x.example.com' },
      /gitops\.links\[0\]\.title/,
    ],
  ])('are refused at the start if they are wrong: %j', (link, message) => {
    expect(() => readLinkTemplates(config(link))).toThrow(message);
  });
});
