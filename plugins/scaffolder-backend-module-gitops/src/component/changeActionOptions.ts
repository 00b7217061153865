import { AuthService, UserInfoService } from '@backstage/backend-plugin-api';
import {
  GithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CreationSettings } from '../service/creationSettings';

/** What the actions that change an existing component are made from. */
export interface ChangeActionOptions {
  auth: AuthService;
  integrations: ScmIntegrationRegistry;
  credentials: GithubCredentialsProvider;
  settings: CreationSettings;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  userInfo: UserInfoService;
}
