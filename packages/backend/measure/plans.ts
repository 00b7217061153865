/**
 * As much of the portal as plans pull requests, for measurements: `--config FILE` as the portal
 * itself. `./slipway bench plan` starts it.
 */
import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();
backend.add(import('@slipway/plugin-gitops-backend'));
backend.add(import('@slipway/plugin-gitops-backend-module-github'));
backend.start();
