import {
  compareEnvironments,
  type OverlayRelease,
} from './compareEnvironments';

describe('compareEnvironments', () => {
  const names = (
    component: string,
    overlay: string,
    newTag?: string,
  ): OverlayRelease => ({
    component,
    environment: overlay.split('-')[0],
    overlay: `apps/${component}/overlays/${overlay}`,
    clusters: ['yc'],
    images: [{ name: component, newName: `ghcr.io/acme/${component}`, newTag }],
  });

  it('finds what to promote, and says what it leaves out', () => {
    const releases = [
      names('web', 'dev', '2.0.0'),
      names('web', 'prod', '2.0.0'),
      names('shop', 'prod', '1.4.2'),
      names('shop', 'prod-yc', '1.6.0'),
      names('shop', 'dev', '1.5.0'),
      names('new', 'dev', '0.1.0'),
      names('old', 'prod', '3.0.0'),
      names('bare', 'dev'),
      names('bare', 'prod', '1.0.0'),
      names('split', 'dev', '1.0.0'),
      names('split', 'dev-yc', '2.0.0'),
      names('split', 'prod', '1.0.0'),
    ];
    const images = [{ name: 'ghcr.io/acme/shop', tag: '1.5.0' }];
    expect(compareEnvironments(releases, 'dev', 'prod')).toEqual({
      differences: [
        {
          component: 'shop',
          overlay: 'apps/shop/overlays/prod',
          clusters: ['yc'],
          from: '1.4.2',
          to: '1.5.0',
          step: 'upgrade',
          images,
        },
        {
          component: 'shop',
          overlay: 'apps/shop/overlays/prod-yc',
          clusters: ['yc'],
          from: '1.6.0',
          to: '1.5.0',
          step: 'downgrade',
          images,
        },
      ],
      same: ['web'],
      missingInTarget: ['new'],
      missingInSource: ['bare', 'old'],
      ambiguous: ['split'],
    });
  });
});
