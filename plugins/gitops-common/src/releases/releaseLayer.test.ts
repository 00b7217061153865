import { parseImage, releaseVersion, runsReleaseImage } from './release';
import {
  readHelmReleaseLayer,
  readReleaseLayer,
  writeReleaseLayer,
} from './releaseLayer';

const FILE = 'apps/shop/overlays/prod/release/kustomization.yaml';
const layer = `# The release layer: machines rewrite this file, and no other.
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
images:
  # the service
  - name: shop-backend
    newName: ghcr.io/acme/shop-backend
    newTag: 1.4.2 # promoted
  - name: shop-frontend
    newTag: 1.4.2
`;
const digest = `sha256:${'0a'.repeat(32)}`;

describe('writeReleaseLayer', () => {
  it('changes the named image and keeps comments and other images', () => {
    const text = writeReleaseLayer(layer, FILE, [
      {
        name: 'shop-backend',
        newName: 'ghcr.io/acme/shop-backend',
        newTag: '1.5.0',
        digest,
      },
    ]);
    expect(text).toBe(
      layer.replace(
        'newTag: 1.4.2 # promoted',
        `newTag: 1.5.0 # promoted\n    digest: ${digest}`,
      ),
    );
    expect(readReleaseLayer(text, FILE)).toHaveLength(2);
  });

  it('returns the very same text if it says so already', () => {
    const untidy = layer.replace('images:', 'images:   ');
    expect(
      writeReleaseLayer(untidy, FILE, [
        { name: 'shop-frontend', newTag: '1.4.2' },
      ]),
    ).toBe(untidy);
  });

  it('takes away what the new revision does not have, and adds an image that is new', () => {
    const text = writeReleaseLayer(layer, FILE, [
      { name: 'shop-frontend', digest },
      { name: 'migrate', newTag: 'v1' },
    ]);
    expect(readReleaseLayer(text, FILE)).toEqual([
      {
        name: 'shop-backend',
        newName: 'ghcr.io/acme/shop-backend',
        newTag: '1.4.2',
      },
      { name: 'shop-frontend', digest },
      { name: 'migrate', newTag: 'v1' },
    ]);
  });

  it('makes the list if there is none', () => {
    const empty = layer.slice(0, layer.indexOf('images:'));
    expect(
      readReleaseLayer(
        writeReleaseLayer(empty, FILE, [{ name: 'a', newTag: '1' }]),
        FILE,
      ),
    ).toEqual([{ name: 'a', newTag: '1' }]);
  });

  it.each([
    { name: 'a', newTag: '1\n  evil: true' },
    { name: 'a', newTag: '-x' },
    { name: 'a', digest: 'sha256:short' },
    { name: '' },
  ])('refuses %j', image => {
    expect(() => writeReleaseLayer(layer, FILE, [image])).toThrow();
  });

  it.each([
    ['kind: Component', 'kind: Kustomization', `${FILE}:3:1`],
    ['images:', 'resources: [https://evil]\nimages:', 'not a known key'],
    ['newTag: 1.4.2 #', 'newTag: 1.5 #', `${FILE}:8:5`],
  ])('refuses a layer with %s as %s', (from, to, message) => {
    expect(() => readReleaseLayer(layer.replace(from, to), FILE)).toThrow(
      message,
    );
  });
});

describe('readHelmReleaseLayer', () => {
  const file = 'apps/shop/overlays/prod/release/release.yaml';
  const release = `# The release layer: machines rewrite this file, and no other.
image:
  repository: ghcr.io/acme/shop
  tag: '1.10'
  digest: ${digest}
`;

  it('reads the image in the words of any release', () => {
    const images = readHelmReleaseLayer(release, file);
    expect(images).toEqual([
      { name: 'ghcr.io/acme/shop', newTag: '1.10', digest },
    ]);
    expect(releaseVersion(images)).toBe('1.10');
    expect(
      runsReleaseImage(`ghcr.io/acme/shop:1.10@${digest}`, images[0]),
    ).toBe(true);
  });

  it.each(['', "  digest: ''\n"])(
    'reads a release that is known by its tag alone: %j',
    line => {
      const text = release.replace(`  digest: ${digest}\n`, line);
      expect(readHelmReleaseLayer(text, file)).toEqual([
        { name: 'ghcr.io/acme/shop', newTag: '1.10' },
      ]);
    },
  );

  it.each([
    ["'1.10'", '1.10', `${file}:4:3: image.tag`],
    ["'1.10'", '-x', 'is not an image tag'],
    [digest, 'sha256:short', `${file}:5:3`],
    ['image:', 'replicas: 3\nimage:', 'replicas is not a known key'],
    ['  repository: ghcr.io/acme/shop\n', '', 'image.repository'],
  ])('refuses a layer with %s as %s', (from, to, message) => {
    expect(() => readHelmReleaseLayer(release.replace(from, to), file)).toThrow(
      message,
    );
  });
});

it.each([
  [
    [
      { name: 'a', newTag: '1.4.2' },
      { name: 'b', newTag: '1.4.2' },
    ],
    '1.4.2',
  ],
  [
    [
      { name: 'a', newTag: '2' },
      { name: 'b', newTag: '1' },
    ],
    '1, 2',
  ],
  [[{ name: 'a', digest }], 'sha256:0a0a0a0a0a0a'],
  [[{ name: 'a' }], undefined],
  [[], undefined],
])('knows the release %j as %s', (images, version) =>
  expect(releaseVersion(images)).toBe(version),
);

it.each([
  ['localhost:5000/acme/shop', { name: 'localhost:5000/acme/shop' }],
  [
    'localhost:5000/acme/shop:1.2',
    { name: 'localhost:5000/acme/shop', tag: '1.2' },
  ],
  [`shop:1.2@${digest}`, { name: 'shop', tag: '1.2', digest }],
])('splits %s', (image, parts) => expect(parseImage(image)).toEqual(parts));

it('tells another image from another version of the image', () => {
  const image = { name: 'shop', newName: 'ghcr.io/acme/shop', newTag: '2' };
  expect(runsReleaseImage('ghcr.io/acme/shop:2', image)).toBe(true);
  expect(runsReleaseImage('ghcr.io/acme/shop:1', image)).toBe(false);
  expect(runsReleaseImage('shop:2', image)).toBeUndefined();
  expect(
    runsReleaseImage(`ghcr.io/acme/shop:2@${digest}`, { ...image, digest }),
  ).toBe(true);
  expect(runsReleaseImage('ghcr.io/acme/shop:2', { ...image, digest })).toBe(
    false,
  );
});
