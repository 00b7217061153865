import type { OverlayStyle } from '../components/component';
import { applyRelease, readReleaseImages } from './applyRelease';
import {
  artefactsOf,
  type ReleaseArtefact,
  releaseReportSchema,
  releaseSchema,
} from './releaseRecord';

const digest = `sha256:${'0a'.repeat(32)}`;
const newer = `sha256:${'0b'.repeat(32)}`;
interface Layer {
  style: OverlayStyle;
  file: string;
  text: string;
}

const kustomize: Layer = {
  style: 'kustomize',
  file: 'apps/shop/overlays/prod/release/kustomization.yaml',
  text: `# Machines rewrite this file.
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
images:
  - name: backend # short in the manifests
    newName: ghcr.io/acme/shop-backend
    newTag: "1.4.2"
    digest: ${digest}
  - name: ghcr.io/acme/shop-frontend
    newTag: "1.4.2"
`,
};
const helm: Layer = {
  style: 'helm',
  file: 'apps/shop/overlays/prod/release/release.yaml',
  text: `# Machines rewrite this file.
image:
  repository: ghcr.io/acme/shop
  tag: '1.4.2' # the version

  # what the tag meant
  digest: ${digest}
`,
};
function apply({ style, text, file }: Layer, images: ReleaseArtefact[]) {
  return applyRelease(style, text, file, {
    component: 'shop',
    version: '1.5.0',
    images,
  });
}

describe.each<Layer>([kustomize, helm])('a release in $style', layer => {
  const present = artefactsOf(
    readReleaseImages(layer.style, layer.text, layer.file),
  );

  it('leaves the very same text if it is there already, however untidy', () => {
    const untidy = { ...layer, text: layer.text.replace(/: /g, ':   ') };
    expect(apply(untidy, present)).toBe(untidy.text);
  });

  it('is what the layer says afterwards, with its comments', () => {
    const wanted = present.map(image => ({
      ...image,
      tag: '1.5.0',
      digest: newer,
    }));
    const text = apply(layer, wanted);
    expect(
      artefactsOf(readReleaseImages(layer.style, text, layer.file)),
    ).toEqual(wanted);
    for (const comment of layer.text.match(/#.*/g) ?? []) {
      expect(text).toContain(comment);
    }
    expect(apply({ ...layer, text }, wanted)).toBe(text);
  });

  it('is refused if it is of other images', () => {
    expect(() =>
      apply(layer, [{ name: 'evil.example/shop', tag: '1.5.0' }]),
    ).toThrow(`has no image that ${layer.file} names: ghcr.io/acme/shop`);
  });

  it('is refused if it is none', () => {
    const [image] = present;
    expect(() => apply(layer, [{ ...image, tag: '1\n  evil: true' }])).toThrow(
      'A release of shop cannot be written: images.0.tag is not an image tag',
    );
  });

  it('is refused if the layer is none', () => {
    expect(() =>
      apply({ ...layer, text: `${layer.text}replicas: 3\n` }, present),
    ).toThrow(`${layer.file}:`);
  });
});

describe('in Kustomize', () => {
  it('keeps an image that the release does not name, and adds one that the layer does not', () => {
    const text = apply(kustomize, [
      { name: 'ghcr.io/acme/shop-backend', digest: newer },
      { name: 'ghcr.io/acme/shop-worker', tag: '1.5.0' },
    ]);
    expect(readReleaseImages('kustomize', text, kustomize.file)).toEqual([
      { name: 'backend', newName: 'ghcr.io/acme/shop-backend', digest: newer },
      { name: 'ghcr.io/acme/shop-frontend', newTag: '1.4.2' },
      { name: 'ghcr.io/acme/shop-worker', newTag: '1.5.0' },
    ]);
  });

  it('fills a layer that names no image yet', () => {
    const text = kustomize.text.slice(0, kustomize.text.indexOf('images:'));
    const filled = applyRelease('kustomize', text, kustomize.file, {
      component: 'shop',
      version: '1.5.0',
      images: [{ name: 'shop', tag: '1.5.0' }],
    });
    expect(filled).toContain('newTag: 1.5.0');
  });
});

describe('in Helm', () => {
  const image = { name: 'ghcr.io/acme/shop', tag: '1.5.0' };

  it('changes nothing but the values', () => {
    expect(apply(helm, [{ ...image, digest: newer }])).toBe(
      helm.text.replace("'1.4.2'", "'1.5.0'").replace(digest, newer),
    );
  });

  it('takes the digest away that the new tag does not have, and puts it back', () => {
    const without = apply(helm, [image]);
    expect(without).not.toContain('digest:');
    expect(apply({ ...helm, text: without }, [{ ...image, digest }])).toContain(
      `  digest: ${digest}\n`,
    );
  });

  it.each(['1_000', '1e3', '1.10', '0x1f', '2026-11-20', 'null'])(
    'quotes the tag %s, which YAML would take for something else',
    tag => {
      const text = helm.text.replace("'1.4.2'", '1.4.2');
      expect(apply({ ...helm, text }, [{ ...image, tag }])).toContain(
        `  tag: "${tag}" # the version\n`,
      );
    },
  );

  it('refuses a release without a tag, which the chart needs', () => {
    expect(() => apply(helm, [{ name: image.name, digest }])).toThrow(
      `${image.name} cannot go into ${helm.file}`,
    );
  });
});

describe('what CI may say', () => {
  const release = {
    component: 'shop',
    version: '1.5.0',
    images: [{ name: 'localhost:5000/acme/shop', tag: '1.5.0', digest }],
    source: {
      repository: 'acme/shop',
      commit: 'a'.repeat(40),
      ref: 'refs/heads/main',
    },
    workflowRunUrl: 'https://github.com/acme/shop/actions/runs/1',
    createdAt: '2026-11-20T10:00:00Z',
    reportedBy: 'repo:acme/shop:ref:refs/heads/main',
  };

  it('is a release', () => {
    expect(releaseSchema.safeParse(release).error).toBeUndefined();
    expect(
      releaseReportSchema.safeParse({
        component: 'shop',
        version: '1.5.0',
        commit: 'a'.repeat(40),
        images: [{ name: 'ghcr.io/acme/shop', digest }],
      }).error,
    ).toBeUndefined();
  });

  it.each([
    { component: '../shop' },
    { version: '1.5.0\nevil: true' },
    { version: '' },
    { images: [] },
    { images: [{ name: 'ghcr.io/acme/shop' }] },
    { images: [{ name: 'ghcr.io/acme/../shop', tag: '1' }] },
    { images: [{ name: 'ghcr.io/acme/shop:1', tag: '1' }] },
    { images: [{ name: 'shop:1', tag: '1' }] },
    { images: [{ name: 'shop', digest: 'sha256:short' }] },
    { source: { ...release.source, commit: 'main' } },
    { notesUrl: 'data:text/html,x' },
    { workflowRunUrl: 'file:///etc/passwd' },
    { anything: 'else' },
  ])('is refused: %j', change => {
    expect(releaseSchema.safeParse({ ...release, ...change }).success).toBe(
      false,
    );
  });
});
