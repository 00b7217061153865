import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataOptions, ofKind, overlays } from './support/kustomize.ts';

test('no object holds a secret', async t => {
  const all = await overlays(t, dataOptions['postgresql and redis']);
  for (const manifests of all.values()) {
    assert.deepEqual(ofKind(manifests, 'Secret'), []);
    assert.doesNotMatch(
      JSON.stringify(ofKind(manifests, 'ConfigMap')),
      /password|:\/\/[^/"]*@/i,
    );
  }
});

test('every pod is closed but for what a policy lets in, from the ingress in use', async t => {
  // The platform installs either controller into the same namespace.
  for (const ingressClass of ['traefik', 'nginx']) {
    const all = await overlays(t, {
      redis: true,
      postgresql: true,
      ingressClass,
    });
    const policies = ofKind(all.get('prod'), 'NetworkPolicy');
    const closed = policies.filter(
      ({ spec }) => !spec?.ingress && spec?.egress?.length === 1,
    );
    assert.ok(
      closed.some(
        ({ spec }) =>
          Object.keys(spec?.podSelector?.matchLabels ?? {}).join() ===
          'app.kubernetes.io/name',
      ),
    );
    for (const half of ['shop-backend', 'shop-frontend']) {
      const policy = policies.find(({ metadata }) => metadata.name === half);
      assert.ok(
        JSON.stringify(policy?.spec?.ingress).includes('"ingress"'),
        half,
      );
    }
    const [ingress] = ofKind(all.get('prod'), 'Ingress');
    assert.equal(ingress?.spec?.ingressClassName, ingressClass);
  }
});

test('pods hold what the restricted standard asks, and more', async t => {
  const all = await overlays(t, dataOptions['postgresql and redis']);
  for (const manifests of all.values()) {
    for (const { kind, spec } of [
      ...ofKind(manifests, 'Deployment'),
      ...ofKind(manifests, 'Job'),
    ]) {
      const pod = spec?.template?.spec;
      assert.ok(pod);
      assert.equal(pod.securityContext.runAsNonRoot, true);
      assert.deepEqual(pod.securityContext.seccompProfile, {
        type: 'RuntimeDefault',
      });
      for (const volume of pod.volumes ?? []) {
        assert.equal('hostPath' in volume, false);
      }
      for (const container of pod.containers) {
        assert.deepEqual(container.securityContext, {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        assert.ok(container.resources.requests && container.resources.limits);
        const probed = container.readinessProbe && container.livenessProbe;
        assert.ok(probed || kind === 'Job');
      }
      const labels = spec?.template?.metadata.labels ?? {};
      for (const [key, value] of Object.entries(
        spec?.selector?.matchLabels ?? {},
      )) {
        assert.equal(labels[key], value, 'the selector misses its own pods');
      }
    }
  }
});

test('only the API is reached from outside; metrics, health and the rest of the backend are not', async t => {
  for (const manifests of (await overlays(t)).values()) {
    const [ingress] = ofKind(manifests, 'Ingress');
    const paths = ingress?.spec?.rules?.flatMap(({ http }) => http.paths);
    assert.deepEqual(
      paths?.map(({ path, backend }) => [path, backend.service.name]),
      [
        ['/api', 'shop-backend'],
        ['/', 'shop-frontend'],
      ],
    );
  }
});
