/**
 * As much of the portal as shows what runs, beside Roadie's Argo CD backend, for measurements: `--config FILE` as the
 * portal itself. `./slipway bench status` starts it.
 */
import { createBackend } from '@backstage/backend-defaults';
import './tellMemory';

const backend = createBackend();
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@roadiehq/backstage-plugin-argo-cd-backend'));
backend.add(import('@slipway/plugin-gitops-backend'));
backend.add(import('@slipway/plugin-gitops-backend-module-argocd'));
backend.add(import('@slipway/plugin-gitops-backend-module-github'));
backend.start();
