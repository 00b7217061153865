import { parseComponent } from './component';

const good = `apiVersion: slipway.dev/v1alpha1
kind: GitOpsComponent
name: shop
owner: team-shop
repository: acme/shop
style: kustomize
images:
  - shop-backend
`;

it('reads a component', () => {
  expect(parseComponent(good, 'apps/shop/component.yaml')).toMatchObject({
    name: 'shop',
    owner: 'team-shop',
    repository: 'acme/shop',
    images: ['shop-backend'],
  });
});

it.each([
  ['acme/shop', 'nowhere', 'apps/shop/component.yaml:5:1: repository: Write'],
  ['kustomize', 'jsonnet', 'apps/shop/component.yaml:6:1: style'],
  ['name: shop', 'name: ../x', 'apps/shop/component.yaml:3:1: name'],
])('refuses %s instead of %s', (from, to, message) => {
  expect(() =>
    parseComponent(good.replace(from, to), 'apps/shop/component.yaml'),
  ).toThrow(message);
});
