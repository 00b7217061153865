import apiDocsPlugin from '@backstage/plugin-api-docs/alpha';
import userSettingsStorageModule from '@backstage/plugin-app-module-user-settings';
import authPlugin from '@backstage/plugin-auth';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import catalogGraphPlugin from '@backstage/plugin-catalog-graph/alpha';
import kubernetesPlugin from '@backstage/plugin-kubernetes/alpha';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import orgPlugin from '@backstage/plugin-org/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import { argocdPlugin } from './argocd';
import gitopsPlugin from '@slipway/plugin-gitops';
import { homePlugin } from './home';
import { kubernetesAuthModule } from './kubernetes';
import { navigationModule } from './navigation';
import { signInModule } from './signIn';
import { themeModule } from './theme';

/** Everything the portal is made of; order and configuration are in app-config.yaml. */
export const features = [
  themeModule,
  signInModule,
  authPlugin,
  navigationModule,
  homePlugin,
  catalogPlugin,
  catalogGraphPlugin,
  apiDocsPlugin,
  orgPlugin,
  scaffolderPlugin,
  searchPlugin,
  kubernetesPlugin,
  kubernetesAuthModule,
  gitopsPlugin,
  argocdPlugin,
  notificationsPlugin,
  signalsPlugin,
  userSettingsPlugin,
  userSettingsStorageModule,
];
