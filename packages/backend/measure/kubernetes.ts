/**
 * As much of the portal as shows pods, for measurements: `--config FILE` as the portal itself. `./slipway bench
 * kubernetes` starts it.
 */
import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-kubernetes-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@slipway/plugin-gitops-backend'));
backend.add(import('@slipway/plugin-gitops-backend-module-github'));
backend.add(import('@slipway/plugin-gitops-backend-module-kubernetes'));
backend.start();
