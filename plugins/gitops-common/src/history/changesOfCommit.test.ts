import { changesOfCommit, type LayerChange } from './changesOfCommit';
import { versionChangeSchema } from './versionChange';

const kustomize = (tag: string, extra = '') =>
  `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
images:
  - name: shop
    newName: ghcr.io/acme/shop
    newTag: ${tag}
${extra}`;
const helm = (tag: string) =>
  `image:\n  repository: ghcr.io/acme/shop\n  tag: ${tag}\n`;
const promoted = `Promote shop 1.4.2 → 1.5.0 to prod

Slipway-Change: promotion
Slipway-Environment: prod
Slipway-Component: shop
Slipway-To: 1.5.0
Slipway-Requested-By: user:default/anna`;
const rolledBack = promoted.replace('promotion', 'rollback');

function changesOf(
  texts: Pick<LayerChange, 'before' | 'after'>,
  message = 'Edit',
  style: LayerChange['style'] = 'kustomize',
) {
  return changesOfCommit(
    {
      sha: 'c'.repeat(40),
      at: '2026-11-20T10:00:00Z',
      author: 'Slipway',
      message,
      pullRequest: { number: 7, url: 'https://github.com/acme/infra/pull/7' },
    },
    [
      {
        overlay: { component: 'shop', environment: 'prod', cluster: 'vk' },
        clusters: ['vk'],
        style,
        ...texts,
      },
    ],
  );
}

describe('changesOfCommit', () => {
  it('says what changed where, when, by whom and for whom', () => {
    const { changes, problems } = changesOf(
      { before: kustomize('1.4.2'), after: kustomize('1.5.0') },
      promoted,
    );
    expect(problems).toEqual([]);
    expect(changes).toEqual([
      {
        id: `${'c'.repeat(40)}:apps/shop/overlays/prod-vk`,
        kind: 'promotion',
        component: 'shop',
        environment: 'prod',
        overlay: 'apps/shop/overlays/prod-vk',
        clusters: ['vk'],
        from: '1.4.2',
        to: '1.5.0',
        images: [{ name: 'ghcr.io/acme/shop', tag: '1.5.0' }],
        at: '2026-11-20T10:00:00Z',
        by: 'Slipway',
        requestedBy: 'user:default/anna',
        commit: 'c'.repeat(40),
        pullRequest: { number: 7, url: 'https://github.com/acme/infra/pull/7' },
        results: {},
      },
    ]);
    expect(versionChangeSchema.parse(changes[0])).toEqual(changes[0]);
  });

  it.each<[string | undefined, string | undefined, string, string]>([
    ['1.4.2', '1.5.0', promoted, 'promotion'],
    ['1.4.2', '1.5.0', promoted.replace('promotion', 'train'), 'promotion'],
    ['1.4.2', '1.5.0', 'Bump', 'deploy'],
    [undefined, '1.0.0', 'Create shop', 'deploy'],
    ['1.5.0', '1.4.2', rolledBack, 'rollback'],
    ['1.4.2', 'main-1', rolledBack, 'rollback'],
    ['1.5.0', '1.4.2', 'Revert "Bump"', 'rollback'],
    ['1.5.0', '1.4.2', promoted, 'promotion'],
    ['1.5.0', undefined, 'Remove shop', 'removal'],
    ['1.4.2', '1.5.0', promoted.replace('promotion', 'magic'), 'deploy'],
    // Only a last paragraph has trailers: a subject of one line is none.
    ['1.4.2', '1.5.0', 'Slipway-Change: rollback', 'deploy'],
  ])('from %s to %s by %j is a %s', (from, to, message, kind) => {
    for (const style of ['kustomize', 'helm'] as const) {
      const textOf = style === 'helm' ? helm : kustomize;
      const { changes } = changesOf(
        {
          before: from === undefined ? from : textOf(from),
          after: to === undefined ? to : textOf(to),
        },
        message,
        style,
      );
      expect(changes.map(one => [one.kind, one.from, one.to])).toEqual([
        [kind, from, to],
      ]);
    }
  });

  it('sees a digest that changes below the same tag', () => {
    const digest = `    digest: sha256:${'0a'.repeat(32)}\n`;
    const { changes } = changesOf({
      before: kustomize('1.5.0'),
      after: kustomize('1.5.0', digest),
    });
    expect(changes).toMatchObject([{ from: '1.5.0', to: '1.5.0' }]);
  });

  it('says nothing of a layer that says the same in other words', () => {
    expect(
      changesOf({
        before: kustomize('1.5.0'),
        after: `# Words\n${kustomize('"1.5.0"')}`,
      }),
    ).toEqual({ changes: [], problems: [] });
  });

  it('does not lose what mends a layer that could not be read', () => {
    const { changes, problems } = changesOf({
      before: kustomize('1.5.0', 'x: 1'),
      after: kustomize('1.5.0'),
    });
    expect(problems).toEqual([]);
    expect(changes).toMatchObject([{ kind: 'deploy', to: '1.5.0' }]);
    expect(changes[0]).not.toHaveProperty('from');
  });

  it('names a layer that cannot be read', () => {
    expect(
      changesOf({
        before: kustomize('1.5.0'),
        after: kustomize('1.5.0', 'x: 1'),
      }),
    ).toEqual({
      changes: [],
      problems: [
        {
          file: 'apps/shop/overlays/prod-vk/release/kustomization.yaml',
          line: 7,
          column: 1,
          reason: 'x is not a known key',
        },
      ],
    });
  });
});
