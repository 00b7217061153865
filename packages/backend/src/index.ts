import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

// The built front end, served on the same origin as the API.
backend.add(import('@backstage/plugin-app-backend'));

// Who someone is, and what they may do.
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@slipway/plugin-permission-backend-module-gitops'));

// Catalog: people and teams from the organisation, components from its repositories.
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-github'));
backend.add(import('@backstage/plugin-catalog-backend-module-github-org'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(import('@slipway/plugin-scaffolder-backend-module-gitops'));

// Full text search in PostgreSQL; on SQLite the module steps aside for the in-memory index.
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

// What runs: Kubernetes and Argo CD, read only.
backend.add(import('@backstage/plugin-kubernetes-backend'));
backend.add(import('@roadiehq/backstage-plugin-argo-cd-backend'));

// Delivery: the GitOps repository, its pull requests, and what each cluster makes of it.
backend.add(import('@slipway/plugin-gitops-backend'));
backend.add(import('@slipway/plugin-gitops-backend-module-github'));
backend.add(import('@slipway/plugin-gitops-backend-module-argocd'));
backend.add(import('@slipway/plugin-gitops-backend-module-kubernetes'));

backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.start();
