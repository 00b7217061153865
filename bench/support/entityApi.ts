import express, { type Router } from 'express';

/** Name of the one component. */
export const COMPONENT = 'shop';
const ref = `component:default/${COMPONENT}`;
const at = '2026-11-21T10:00:00Z';
const commit = 'a'.repeat(40);
const clusters = [{ name: 'one' }, { name: 'two' }];

/** Answers as much of the API as tabs of one component ask for; nothing is deployed by what is not the portal's own. */
export function entityApi(): Router {
  const api = express.Router();
  api.get('/catalog/entities/by-name/:kind/:namespace/:name', (_, response) => {
    response.json(entity);
  });
  api.get(
    '/catalog/entities/by-name/:kind/:namespace/:name/ancestry',
    (_, response) => {
      response.json({
        rootEntityRef: ref,
        items: [{ entity, parentEntityRefs: [] }],
      });
    },
  );
  api.post('/catalog/entities/by-refs', ({ body }, response) => {
    response.json({
      items: body.entityRefs.map((one: string) =>
        one === ref ? entity : null,
      ),
    });
  });
  api.get('/gitops/components/:name/delivery', (_, response) => {
    response.json(delivery);
  });
  api.get('/gitops/promotions', (_, response) => {
    response.json({ promotions: [] });
  });
  api.get('/gitops/holds', (_, response) => {
    response.json({ holds: [] });
  });
  api.get('/argocd/find/selector/:selector', (_, response) => {
    response.json([]);
  });
  api.post('/kubernetes/services/:name', (_, response) => {
    response.json({ items: [] });
  });
  api.get('/kubernetes/clusters', (_, response) => {
    response.json({ items: [] });
  });
  return api;
}

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: COMPONENT,
    namespace: 'default',
    uid: COMPONENT,
    annotations: {
      'slipway.dev/component': COMPONENT,
      'argocd/app-selector': `slipway.dev/component=${COMPONENT}`,
      'backstage.io/kubernetes-id': COMPONENT,
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'team' },
  relations: [],
};

const delivery = {
  component: COMPONENT,
  known: true,
  owner: 'team',
  clusters,
  environments: ['dev', 'prod'].map(name => ({
    name,
    cells: clusters.map(cluster => ({
      cluster: cluster.name,
      state: 'synced',
      desired: {
        version: '1.0.0',
        images: [
          { name: COMPONENT, newName: 'ghcr.io/acme/shop', newTag: '1.0.0' },
        ],
        overlay: `apps/${COMPONENT}/overlays/${name}`,
        commit,
        committedAt: at,
        author: 'Robin',
      },
      sync: 'Synced',
      health: 'Healthy',
      observedAt: at,
      applicationName: `${COMPONENT}-${name}`,
    })),
  })),
  pullRequests: [],
  index: {
    repository: 'https://github.com/acme/infra-gitops',
    branch: 'main',
    commit,
    committedAt: at,
    checkedAt: at,
    fileProblems: [],
  },
};
