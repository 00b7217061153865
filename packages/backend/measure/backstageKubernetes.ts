/**
 * Backstage's Kubernetes backend as it is without Slipway, for measurements: `--config FILE` as the portal itself.
 * `./slipway bench kubernetes` starts it.
 */
import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-kubernetes-backend'));
backend.start();
