import type { ComparisonResponse } from '@slipway/plugin-gitops-common';
import { trainRequest } from './trainRequest';

function difference(component: string, cluster: string, to = '1.5.0') {
  return {
    component,
    overlay: `apps/${component}/overlays/prod-${cluster}`,
    clusters: [cluster],
    from: '1.4.2',
    to,
    step: 'upgrade',
    images: [],
  };
}

const comparison: ComparisonResponse = {
  source: 'staging',
  target: 'prod',
  differences: [
    difference('shop', 'yc'),
    difference('shop', 'vk'),
    difference('cart', 'yc', '2.0.0'),
  ],
  same: [],
  missingInTarget: [],
  missingInSource: [],
  ambiguous: [],
};

function chosen(...places: string[]) {
  return new Set(places.map(place => `apps/${place}`));
}

describe('trainRequest', () => {
  it('brings several components in one train, and one as a promotion', () => {
    const all = chosen(
      'shop/overlays/prod-yc',
      'shop/overlays/prod-vk',
      'cart/overlays/prod-yc',
    );
    expect(trainRequest(comparison, all)).toEqual({
      kind: 'train',
      environment: 'prod',
      source: 'staging',
      parts: [
        { component: 'shop', version: '1.5.0' },
        { component: 'cart', version: '2.0.0' },
      ],
      hotfix: false,
    });
    expect(
      trainRequest(comparison, chosen('cart/overlays/prod-yc')),
    ).toMatchObject({
      kind: 'promotion',
      parts: [{ component: 'cart', version: '2.0.0' }],
    });
  });

  it('names the clusters of a component whose overlays are not all chosen', () => {
    expect(
      trainRequest(comparison, chosen('shop/overlays/prod-vk'))?.parts,
    ).toEqual([{ component: 'shop', version: '1.5.0', clusters: ['vk'] }]);
  });

  it('asks for nothing when nothing is chosen', () => {
    expect(trainRequest(comparison, chosen())).toBeUndefined();
  });
});
