'use strict';

/**
 * Uses once what every kustomization uses, and what the unusual ones use. The program reads
 * Kubernetes' schemas, and the engine compiles what they need, when they are first asked for; no
 * request shall pay for that with its time limit.
 *
 * @param {import('./program.cjs').Program} program
 */
function warmUp(program) {
  for (const unusual of [{}, { sortOptions: { order: 'legacy' } }]) {
    const files = overlay(unusual);
    const { ok } = program.call(
      { op: 'kustomize', path: 'overlay' },
      { files: Object.keys(files), texts: Object.values(files) },
    );
    if (!ok) throw new Error('The renderer does not render');
  }
}

/** @param {object} more */
function overlay(more) {
  return {
    'overlay/kustomization.yaml': JSON.stringify({
      resources: ['deployment.yaml'],
      namespace: 'warm',
      images: [{ name: 'app', newTag: '1' }],
      patches: [{ path: 'patch.yaml' }],
      configMapGenerator: [{ name: 'settings', literals: ['a=b'] }],
      labels: [{ pairs: { app: 'warm' }, includeTemplates: true }],
      ...more,
    }),
    'overlay/deployment.yaml': JSON.stringify(
      deployment({
        image: 'app',
        envFrom: [{ configMapRef: { name: 'settings' } }],
      }),
    ),
    'overlay/patch.yaml': JSON.stringify(
      deployment({ env: [{ name: 'A', value: 'b' }] }),
    ),
  };
}

/** @param {object} container */
function deployment(container) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'app' },
    spec: {
      template: { spec: { containers: [{ name: 'app', ...container }] } },
    },
  };
}

module.exports = { warmUp };
